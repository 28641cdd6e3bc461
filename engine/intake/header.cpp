// SPDX-License-Identifier: Apache-2.0
#include "intake/header.hpp"

#include <algorithm>
#include <set>

#include "base/near.hpp"
#include "intake/metadata.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

class HeaderReader {
 public:
  HeaderReader(Reading& reading, const model::Relation& relation, const Table& header,
               const FirstLine& line)
      : reading_(reading), relation_(relation), header_(header), line_(line) {}

  std::optional<std::vector<Column>> read() {
    if (line_.header > 0 || (!line_.from_database && !names_anything())) {
      refuse_line();
      return std::nullopt;
    }
    bool good = refuse_nameless();
    for (const Entry& entry : header_.entries) {
      if (!entry.key.empty()) good = add_column(entry) && good;
    }
    if (!refuse_gaps() || !good) return std::nullopt;
    return std::move(columns_);
  }

 private:
  [[nodiscard]] std::string relation() const { return in_ticks(relation_.name); }

  [[nodiscard]] std::vector<std::string_view> fields() const {
    std::vector<std::string_view> names;
    for (const model::Field& field : relation_.fields) names.push_back(field.name);
    return names;
  }

  [[nodiscard]] std::vector<std::string_view> known() const {
    std::vector<std::string_view> names = fields();
    names.insert(names.end(), std::begin(model::metadata_keys), std::end(model::metadata_keys));
    return names;
  }

  /// Whether the line has, or may have been meant to have, the name of any column.
  [[nodiscard]] bool names_anything() const {
    const std::vector<std::string_view> names = known();
    return std::ranges::any_of(header_.entries, [&](const Entry& entry) {
      return entry.key.starts_with("valid") || field_begun(entry.key) ||
             base::nearest(entry.key, names);
    });
  }

  void refuse_title() {
    const std::string line = std::to_string(line_.header);
    reading_.report(error("E0616", "the header stands on line " + line + ", not at the top"))
        .label(line_.span, "names no field of " + relation())
        .advise(line_.header == line_.line + 1 ? "delete this line" : "delete all lines above it");
  }

  /// One diagnostic for all columns without a name, as spreadsheets write them behind the others.
  bool refuse_nameless() {
    constexpr std::size_t most_told = 3;
    std::string numbers;
    std::size_t count = 0;
    Span first;
    for (std::size_t i = 0; i < header_.entries.size(); ++i) {
      if (!header_.entries[i].key.empty()) continue;
      if (count++ == 0) first = header_.entries[i].key_span;
      if (count <= most_told) numbers += (count == 1 ? "" : ", ") + std::to_string(i + 1);
    }
    if (count > most_told) numbers += ", …";
    if (count == 0) return true;
    const bool one = count == 1;
    reading_
        .report(error("E0616", (one ? "column " : "columns ") + numbers +
                                   (one ? " has no name" : " have no names")))
        .label(first)
        .advise(one ? "delete it, or name it" : "delete them, or name them");
    return false;
  }

  void refuse_line() {
    const std::string_view line = reading_.sources.text(line_.span);
    constexpr std::string_view separator = "sep=";
    if (line.starts_with(separator) && line.size() <= separator.size() + 1) {
      reading_.report(error("E0616", "the first line names the separator, not the fields"))
          .label(line_.span, "for spreadsheets alone")
          .advise("remove it: a comma or a semicolon is known from the header");
      return;
    }
    if (line_.header > 0) {
      refuse_title();
      return;
    }
    Diagnostic& d =
        reading_.report(error("E0616", "the first line names no field of " + relation()));
    if (header_.entries.size() == 1 && line.find_first_of(",;\t|") != std::string_view::npos) {
      d.label(line_.span, "a single cell")
          .advise(line_.separator == '\t'
                      ? "separate cells by tabs; a file with commas or semicolons ends in .csv"
                      : "separate cells by commas or semicolons; a file with tabs ends in .tsv");
    } else {
      d.label(line_.span, "taken for the header")
          .advise("write the names of the columns on a line above it; fields are " +
                  listed(fields()));
    }
  }

  /// The field whose name is followed by more words, often its unit: "Value (USD bn)"; not one that
  /// has a column already.
  [[nodiscard]] std::optional<std::string_view> field_begun(std::string_view key) const {
    // A single cell: the line was most likely cut at the wrong separator.
    if (header_.entries.size() == 1) return std::nullopt;
    std::optional<std::string_view> longest;
    for (const std::string_view name : fields()) {
      const bool more = key.size() > name.size() &&
                        std::string_view(" ,(:[/").find(key[name.size()]) != std::string_view::npos;
      const bool taken = header_.find(name) != nullptr || meant_.contains(name);
      if (!more || taken || (longest && longest->size() >= name.size())) continue;
      if (base::distance(key.substr(0, name.size()), name) == 0) longest = name;
    }
    return longest;
  }

  bool add_column(const Entry& entry) {
    const auto same = std::ranges::find(columns_, entry.key, &Column::key);
    if (same != columns_.end()) {
      reading_.report(error("E0616", "two columns are called " + in_ticks(entry.key)))
          .label(entry.key_span, "a second time")
          .label(same->span, "first here")
          .advise("leave one of the two out, or rename it");
      return false;
    }
    if (entry.key == "valid") {
      reading_.report(error("E0616", "`valid` has two dates, and a cell holds one"))
          .label(entry.key_span)
          .advise("write two columns, `valid.from` and `valid.until`; either may be left out");
      return false;
    }
    const auto field = relation_.find(entry.key);
    if (!names_column(relation_, entry.key)) {
      if (const auto begun = field_begun(entry.key)) {
        reading_.report(error("E0603", relation() + " has no key " + in_ticks(entry.key)))
            .label(entry.key_span, "not known")
            .fix("write the name alone: " + in_ticks(*begun),
                 {{entry.key_span, std::string(*begun)}}, false);
        meant_.emplace(*begun);
        return false;
      }
      const auto meant = refuse_key(reading_, entry, relation(), known(), header_);
      if (meant) meant_.insert(*meant);
      return false;
    }
    columns_.push_back({entry.key, entry.key_span, field});
    return true;
  }

  /// One diagnostic for all fields that the header neither names nor, probably, misspells.
  bool refuse_gaps() {
    std::vector<std::string_view> missing;
    for (const model::Field& field : relation_.fields) {
      const bool given = header_.find(field.name) != nullptr || meant_.contains(field.name);
      if (!given && !field.open) missing.push_back(field.name);
    }
    if (missing.empty()) return true;
    reading_.report(error("E0604", relation() + " lacks " + listed(missing)))
        .label(line_.span, "the header")
        .advise("add a column for each");
    return false;
  }

  Reading& reading_;
  const model::Relation& relation_;
  const Table& header_;
  const FirstLine& line_;
  std::vector<Column> columns_;
  std::set<std::string, std::less<>> meant_;
};

}  // namespace

bool names_column(const model::Relation& relation, std::string_view name) {
  return relation.find(name) || is_metadata(name) || name == "valid.from" || name == "valid.until";
}

std::optional<std::vector<Column>> read_columns(Reading& reading, const model::Relation& relation,
                                                const Table& header, const FirstLine& line) {
  return HeaderReader(reading, relation, header, line).read();
}

}  // namespace casus::intake
