// SPDX-License-Identifier: Apache-2.0
#include "intake/prescan.hpp"

#include <algorithm>

#include "base/encoding.hpp"

namespace casus::intake {
namespace {

constexpr const char* split_file = "list its facts in data files, or split it into several cases";

std::string code_point_name(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const unsigned value = lead < 0x80 ? lead : static_cast<unsigned char>(text[1]);
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {'U', '+', '0', '0', digits[value >> 4], digits[value & 15]};
}

/// CRLF is a line end, any other control character is refused.
std::optional<Diagnostic> check_controls(std::string_view text, std::uint32_t file) {
  std::size_t from = 0;
  while (const auto found = base::control_character(text.substr(from))) {
    const std::size_t at = from + *found;
    if (text.substr(at, 2) == "\r\n") {
      from = at + 2;
      continue;
    }
    const auto begin = static_cast<std::uint32_t>(at);
    const bool ascii = static_cast<unsigned char>(text[at]) < 0x80;
    const Span span{file, begin, begin + (ascii ? 1 : 2)};
    Diagnostic refusal = error("E0614", "a control character stands in this file");
    if (text[at] == '\r') {
      return refusal.label(span, "a carriage return without a line feed")
          .advise("save the file with the line ends of Unix or Windows");
    }
    return refusal.label(span, "the character " + code_point_name(text.substr(at)))
        .fix("remove it", {{span, ""}}, true);
  }
  return std::nullopt;
}

/// As the scanner counts them, but for the header.
std::size_t values_in(const std::vector<PlainTable::Entry>& entries) {
  std::size_t values = entries.size();
  for (const PlainTable::Entry& entry : entries) {
    if (!entry.entries.empty()) values += values_in(entry.entries) + entry.entries.size() - 1;
  }
  return values;
}

/// Reads brackets, texts, comments and dots; everything else is the TOML library's.
class Scanner {
 public:
  Scanner(std::string_view text, std::uint32_t file, Prescan& result, const TakePlain& take)
      : text_(text), file_(file), result_(result), condenser_(text, result.condensed), take_(take) {
    result.plain = static_cast<bool>(take);
  }

  void scan() {
    at_ = base::byte_order_mark(text_);
    while (at_ < text_.size() && !result_.refusal) {
      condenser_.leave_out(at_);
      if (skip_empty_line() || skip_plain_table()) continue;
      if (result_.plain && open_.empty() && !stands_alone()) {
        result_.plain = false;
        return;
      }
      scan_line();
      condenser_.copy(at_);
      if (text_[at_ - 1] != '\n') lines().push_back(line_);
    }
    if (!open_.empty()) result_.unclosed_bracket = open_.front();
  }

 private:
  [[nodiscard]] bool here(std::string_view what) const {
    return text_.substr(at_, what.size()) == what;
  }

  /// To the line feed or the end.
  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    return std::min(text_.find('\n', from), text_.size());
  }

  [[nodiscard]] bool at_non_ascii() const {
    return at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80;
  }

  std::vector<std::uint32_t>& lines() { return result_.condensed.lines; }

  /// Over a line feed that is kept.
  void pass_line_feed() {
    lines().push_back(line_++);
    line_begin_ = ++at_;
  }

  void skip(std::string_view characters) {
    at_ = std::min(text_.find_first_not_of(characters, at_), text_.size());
  }

  bool skip_empty_line() {
    const std::size_t first = std::min(text_.find_first_not_of(" \t\r", at_), text_.size());
    const bool empty = first == text_.size() || text_[first] == '\n' || text_[first] == '#';
    if (!empty) return false;
    at_ = std::min(line_end(first) + 1, text_.size());
    ++line_;
    return true;
  }

  bool skip_plain_table() {
    if (!result_.plain || !open_.empty() || text_[at_] != '[') return false;
    if (!read_plain_table(text_, at_, table_)) return false;
    const std::size_t values = std::string_view("[[").size() + values_in(table_.entries);
    if (values_ + values > most_values || !take_(table_)) return false;
    values_ += values;
    line_ += table_.lines;
    at_ = table_.end;
    return true;
  }

  /// Whether the line says nothing that the library might take in another way without the tables
  /// left out: `[ally.seat]` speaks of the last `[[ally]]`, and one `ally` may not be another.
  bool stands_alone() {
    const std::size_t first = text_.find_first_not_of(" \t", at_);
    if (text_[first] != '[') return in_table_;
    in_table_ = true;
    constexpr std::string_view head = "[case]";
    return is_plain_header(text_, first) || text_.substr(first, head.size()) == head;
  }

  /// One line and its line end; more where a text runs over lines.
  void scan_line() {
    parts_ = 1;
    fresh_ = true;
    key_ = open_.empty();
    while (at_ < text_.size() && !result_.refusal) {
      const char c = text_[at_];
      if (c == '\n') return pass_line_feed();
      if (c == '#') {
        at_ = line_end(at_);
      } else if ((c == '"' || c == '\'') && fresh_) {
        scan_text(c);
      } else if (at_non_ascii()) {
        condenser_.spoil(at_);
        at_ += character_size(text_, at_);
        fresh_ = false;
      } else {
        scan_sign(c);
        follow(c);
        ++at_;
      }
    }
  }

  void scan_sign(char c) {
    if (c == '.') {
      if (++parts_ > most_key_parts) {
        refuse("this key has more parts than can be read safely", "more than 32 parts",
               "a key has one part, as in `country = \"…\"`");
      }
      return;
    }
    if (c == '[' || c == '{') {
      if (open_.size() >= most_nesting) {
        refuse("lists and tables are nested too deeply to be read safely", "more than 32 deep",
               "the value of a field is plain, or one table such as `{ low = 1, likely = 2, high = "
               "4 }`");
      }
      open_.push_back({static_cast<std::uint32_t>(at_), 1});
    } else if (c == ']' || c == '}') {
      if (!open_.empty()) open_.pop_back();
    }
    if (c == '[' || c == '=' || c == ',') count_value();
    if (std::string_view("[]{}=,").find(c) != std::string_view::npos) parts_ = 1;
  }

  /// Whether a text may begin behind `c`. The library reads on over a quote at any other place, as
  /// in `1."x"`, so that what follows is no text to it.
  void follow(char c) {
    const bool in_braces = !open_.empty() && text_[open_.back().at] == '{';
    if (c == '=' || c == '.') {
      fresh_ = key_;
    } else if (c != '[' && c != '{') {
      fresh_ = std::string_view(" \t,]}").find(c) != std::string_view::npos;
    }
    if (c == '{' || c == ',') key_ = in_braces;
    if (c == '=' || c == ']' || c == '}') key_ = false;
  }

  void count_value() {
    if (++values_ > most_values) {
      refuse("this file holds more values than can be read safely", "more than 8000000 values",
             split_file);
    }
  }

  void scan_text(char quote) {
    const std::string three(3, quote);
    fresh_ = false;
    if (here(three)) {
      scan_long_text(three, quote == '"');
    } else {
      scan_short_text(quote);
    }
  }

  void scan_short_text(char quote) {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '\n') {
      const char c = text_[at_++];
      if (c == quote) return;
      if (c == '\\' && quote == '"' && at_ < text_.size() && text_[at_] != '\n') ++at_;
    }
    note_unclosed(begin, 1);
  }

  void scan_long_text(std::string_view quotes, bool escapes) {
    const std::size_t begin = at_;
    at_ += quotes.size();
    while (at_ < text_.size()) {
      if (here(quotes)) {
        at_ += quotes.size();
        // Up to two quotes may stand directly before the three that close.
        for (int i = 0; i < 2 && at_ < text_.size() && text_[at_] == quotes.front(); ++i) ++at_;
        return;
      }
      if (text_[at_] == '\n') {
        pass_line_feed();
      } else if (text_[at_] == '\\' && escapes) {
        scan_escape();
      } else {
        ++at_;
      }
    }
    note_unclosed(begin, 3);
  }

  /// An escape of a long text, or a backslash that joins lines.
  void scan_escape() {
    const std::size_t next = ++at_;
    skip(" \t\r");
    const bool joins = at_ < text_.size() && text_[at_] == '\n';
    while (joins && at_ < text_.size() && text_[at_] == '\n') {
      pass_line_feed();
      skip(" \t\r");
    }
    // What follows is tested for being a blank, which the library may do with ASCII only.
    if (at_non_ascii()) {
      if (joins) {
        const auto column = static_cast<std::uint32_t>(at_ - line_begin_ + 1);
        condenser_.escape(at_, static_cast<std::uint32_t>(lines().size() + 1), column);
      } else {
        condenser_.spoil(at_);
      }
      at_ += character_size(text_, at_);
    } else if (at_ == next && at_ < text_.size()) {
      ++at_;
    }
  }

  void note_unclosed(std::size_t at, std::uint32_t size) {
    if (result_.unclosed_text) return;
    result_.unclosed_text = Unclosed{static_cast<std::uint32_t>(at), size};
  }

  void refuse(std::string message, std::string label, std::string help) {
    const auto at = static_cast<std::uint32_t>(at_);
    result_.refusal = error("E0613", std::move(message))
                          .label({file_, at, at + 1}, std::move(label))
                          .advise(std::move(help));
  }

  std::string_view text_;
  std::uint32_t file_;
  Prescan& result_;
  Condenser condenser_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;  ///< of a line reached within a long text
  std::uint32_t line_ = 1;
  bool fresh_ = true;      ///< a text may begin here
  bool key_ = true;        ///< on the left of `=`
  std::size_t parts_ = 1;  ///< of the key being read
  std::size_t values_ = 0;
  std::vector<Unclosed> open_;
  const TakePlain& take_;
  PlainTable table_;       ///< the last one read
  bool in_table_ = false;  ///< behind a first header
};

}  // namespace

Prescan prescan(std::string_view text, std::uint32_t file, const TakePlain& take) {
  Prescan result;
  if (text.size() > most_bytes) {
    result.refusal = error("E0613", "this file is too large to be read safely")
                         .label({file, 0, 0}, "larger than 256 MB")
                         .advise(split_file);
    return result;
  }
  result.refusal = base::check_encoding(text, file);
  if (!result.refusal) result.refusal = check_controls(text, file);
  if (result.refusal) return result;
  Scanner(text, file, result, take).scan();
  if (!take || result.plain) return result;
  result = {};
  Scanner(text, file, result, {}).scan();
  return result;
}

}  // namespace casus::intake
