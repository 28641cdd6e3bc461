// SPDX-License-Identifier: Apache-2.0
#include "intake/plain_table.hpp"

#include <algorithm>

#include "base/characters.hpp"
#include "intake/dates.hpp"
#include "intake/quick_field.hpp"
#include "model/calendar.hpp"

namespace casus::intake {
namespace {

/// Longer numbers may be too large, or too long for the TOML library; those with exponents, too.
constexpr std::size_t longest_number = 18;
/// Each key is looked for among those before it.
constexpr std::size_t most_entries = 32;

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || base::is_digit(c) || c == '_' ||
         c == '-';
}

bool is_plain_value(std::string_view value) {
  if (value == "true" || value == "false") return true;
  const bool in_size = value.size() <= longest_number && value.find_first_of("eE") == value.npos;
  if (in_size && value != "-0" && is_plain_number(value)) return true;
  const auto date = split_date(value);
  return date && model::day_of(*date);
}

/// Reads on, piece by piece; each piece says whether it was there.
class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] std::uint32_t lines() const { return lines_; }
  [[nodiscard]] bool here(char c) const { return at_ < text_.size() && text_[at_] == c; }

  bool take(char c) {
    if (!here(c)) return false;
    ++at_;
    return true;
  }
  void skip_blanks() {
    while (here(' ') || here('\t')) ++at_;
  }
  /// A comment, if there is one, and the end of the line.
  bool end_line() {
    skip_blanks();
    if (here('#')) at_ = std::min(text_.find('\n', at_), text_.size());
    while (here('\r')) ++at_;
    if (at_end()) return true;
    if (!take('\n')) return false;
    ++lines_;
    return true;
  }
  std::string_view word() {
    return run([](char c) { return is_key_character(c); });
  }
  bool value(PlainTable::Entry& entry) {
    const char quote = here('\'') ? '\'' : '"';
    if (take(quote)) {
      entry.kind = PlainTable::Entry::Kind::text;
      entry.value = run([&](char c) {
        return c != quote && c != '\n' && c != '\r' && (c != '\\' || quote == '\'');
      });
      return take(quote);
    }
    entry.value = run([](char c) { return is_key_character(c) || c == '.' || c == '+'; });
    return is_plain_value(entry.value);
  }
  [[nodiscard]] std::string_view since(std::size_t begin) const {
    return text_.substr(begin, at_ - begin);
  }

 private:
  template <class Fits>
  std::string_view run(const Fits& fits) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && fits(text_[at_])) ++at_;
    return since(begin);
  }

  std::string_view text_;
  std::size_t at_;
  std::uint32_t lines_ = 0;
};

bool read_header(Reader& reader, std::string_view& name) {
  if (!reader.take('[') || !reader.take('[')) return false;
  name = reader.word();
  return !name.empty() && reader.take(']') && reader.take(']') && reader.end_line();
}

bool read_entry(Reader& reader, std::vector<PlainTable::Entry>& into, bool in_braces);

bool read_braces(Reader& reader, PlainTable::Entry& entry) {
  const std::size_t begin = reader.at();
  if (!reader.take('{')) return false;
  entry.kind = PlainTable::Entry::Kind::table;
  do {
    reader.skip_blanks();
    if (!read_entry(reader, entry.entries, true)) return false;
    reader.skip_blanks();
  } while (reader.take(','));
  if (!reader.take('}')) return false;
  entry.value = reader.since(begin);
  return true;
}

bool read_entry(Reader& reader, std::vector<PlainTable::Entry>& into, bool in_braces) {
  PlainTable::Entry entry;
  entry.key = reader.word();
  reader.skip_blanks();
  if (entry.key.empty() || !reader.take('=')) return false;
  reader.skip_blanks();
  const bool braces = !in_braces && reader.here('{');
  if (braces ? !read_braces(reader, entry) : !reader.value(entry)) return false;
  const bool known = std::ranges::find(into, entry.key, &PlainTable::Entry::key) != into.end();
  into.push_back(std::move(entry));
  return !known && into.size() <= most_entries;
}

}  // namespace

bool read_plain_table(std::string_view text, std::size_t at, PlainTable& table) {
  Reader reader(text, at);
  table.begin = at;
  table.entries.clear();
  if (!read_header(reader, table.name)) return false;
  table.end = reader.at();
  for (; !reader.at_end(); table.end = reader.at()) {
    reader.skip_blanks();
    if (reader.here('[')) break;
    const bool empty =
        reader.at_end() || reader.here('#') || reader.here('\r') || reader.here('\n');
    if (!empty && !read_entry(reader, table.entries, false)) return false;
    if (!reader.end_line()) return false;
  }
  table.lines = reader.lines();
  return true;
}

bool is_plain_header(std::string_view text, std::size_t at) {
  Reader reader(text, at);
  std::string_view name;
  return read_header(reader, name);
}

}  // namespace casus::intake
