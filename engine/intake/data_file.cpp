// SPDX-License-Identifier: Apache-2.0
#include "intake/data_file.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/encoding.hpp"
#include "intake/cells.hpp"
#include "intake/json_lines.hpp"
#include "intake/numeral.hpp"
#include "intake/quick_field.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

using model::Base;
using model::Word;

Cells::Dialect dialect(DataFile::Format format, std::string_view text, std::size_t fields) {
  if (format == DataFile::Format::facts) return {'\t', false, fields == 1};
  if (format == DataFile::Format::tsv) return {'\t', true, false};
  if (format == DataFile::Format::rows) return {',', true, true};
  // Spreadsheets write semicolons where the comma is a decimal one.
  const std::string_view header = text.substr(0, text.find('\n'));
  const bool semicolons =
      header.find(';') != std::string_view::npos && header.find(',') == std::string_view::npos;
  return {semicolons ? ';' : ',', true, false};
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// With its quotes.
Span span_of(const Cell& cell, std::uint32_t file) {
  const std::uint32_t quote = cell.quoted ? 1 : 0;
  return {file, cell.begin - quote, cell.end + quote};
}

class DelimitedReader {
 public:
  DelimitedReader(const DataText& data, Recorder& recorder)
      : file_(data.file),
        text_(recorder.reading().plain.sources.text(data.file)),
        has_header_(data.format != DataFile::Format::facts),
        from_database_(data.format == DataFile::Format::rows),
        recorder_(recorder),
        fields_(recorder.relation().fields),
        cells_(text_, base::byte_order_mark(text_), dialect(data.format, text_, fields_.size())) {
    for (const model::Field& field : fields_)
      quick_.emplace_back(field, recorder.reading().schema, recorder.reading().symbols);
    words_.assign(fields_.size(), model::unknown_word);
  }

  void read() {
    if (has_header_ ? !read_header() : !name_columns()) return;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto field = columns_[i].field;
      if (field && fields_[*field].type.base == Base::text) texts_.push_back(i);
    }
    // Records are cut some way ahead, so that the places of their texts are at hand in time.
    std::array<Record, 8> ahead;
    std::size_t cut = 0;
    for (std::size_t taken = 0;; ++taken) {
      while (cut < taken + ahead.size() && cut_next(ahead[cut % ahead.size()])) ++cut;
      if (cut == taken) break;
      const Record& next = ahead[taken % ahead.size()];
      if (recorder_.full(next.end)) return;
      take(next);
    }
    if (cells_.mistake()) refuse_mistake(*cells_.mistake());
  }

 private:
  struct Record {
    std::vector<Cell> cells;
    std::uint32_t line = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  struct Column {
    std::string key;
    Span span;                           ///< in the header
    std::optional<std::uint32_t> field;  ///< else it is about the statement
  };

  [[nodiscard]] Reading& plain() const { return recorder_.reading().plain; }
  [[nodiscard]] std::string relation() const { return in_ticks(recorder_.relation().name); }
  [[nodiscard]] Span span(const Cell& cell) const { return span_of(cell, file_); }
  [[nodiscard]] Span span(const Record& record) const { return {file_, record.begin, record.end}; }

  bool cut_next(Record& record) {
    if (cells_.mistake() || !cells_.next(record.cells)) return false;
    record.line = cells_.line();
    record.begin = cells_.begin();
    record.end = cells_.end();
    if (record.cells.size() != columns_.size()) return true;
    for (const std::size_t text : texts_) {
      recorder_.reading().symbols.expect(cells_.raw(record.cells[text]));
    }
    return true;
  }

  void take(const Record& next) {
    if (next.cells.size() != columns_.size()) {
      refuse_ragged(next);
    } else if (quickly(next.cells, words_)) {
      recorder_.add(words_, next.line);
    } else {
      recorder_.add(table_of(next), next.line);
    }
  }

  bool name_columns() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      columns_.push_back({fields_[i].name, {}, static_cast<std::uint32_t>(i)});
    }
    return true;
  }

  bool read_header() {
    std::vector<Cell> cells;
    if (!cells_.next(cells)) {
      if (cells_.mistake()) {
        refuse_mistake(*cells_.mistake());
      } else {
        plain()
            .report(error("E0616", "there is no header"))
            .label({file_, 0, 0}, "the file is empty")
            .advise("write the names of the fields on the first line");
      }
      return false;
    }
    Table header;
    for (const Cell& cell : cells) {
      const std::string key = trimmed(cells_.content(cell));
      header.entries.push_back({key, span(cell), {std::string(), span(cell)}});
    }
    bool good = true;
    for (const Entry& entry : header.entries) good = add_column(entry, header) && good;
    return refuse_gaps(header) && good;
  }

  bool add_column(const Entry& entry, const Table& header) {
    const auto same = std::ranges::find(columns_, entry.key, &Column::key);
    if (same != columns_.end()) {
      plain()
          .report(error("E0616", "two columns are called " + in_ticks(entry.key)))
          .label(entry.key_span, "a second time")
          .label(same->span, "first here")
          .advise("leave one of the two out, or rename it");
      return false;
    }
    if (entry.key == "valid") {
      plain()
          .report(error("E0616", "`valid` has two dates, and a cell holds one"))
          .label(entry.key_span)
          .advise("write two columns, `valid.from` and `valid.until`; either may be left out");
      return false;
    }
    const auto field = recorder_.relation().find(entry.key);
    const bool about =
        is_metadata(entry.key) || entry.key == "valid.from" || entry.key == "valid.until";
    if (!field && !about) {
      std::vector<std::string_view> known;
      for (const model::Field& one : fields_) known.push_back(one.name);
      known.insert(known.end(), std::begin(model::metadata_keys), std::end(model::metadata_keys));
      const auto meant = refuse_key(plain(), entry, relation(), known, header);
      if (meant) meant_.insert(*meant);
      return false;
    }
    columns_.push_back({entry.key, entry.key_span, field});
    quick_only_ = quick_only_ && field.has_value();
    return true;
  }

  /// One diagnostic for all fields that the header neither names nor, probably, misspells.
  bool refuse_gaps(const Table& header) {
    std::vector<std::string_view> missing;
    for (const model::Field& field : fields_) {
      const bool given = header.find(field.name) != nullptr || meant_.contains(field.name);
      if (!given && !field.open) missing.push_back(field.name);
    }
    if (missing.empty()) return true;
    plain()
        .report(error("E0604", relation() + " lacks " + listed(missing)))
        .label({file_, cells_.begin(), cells_.end()}, "the header")
        .advise("add a column for each");
    return false;
  }

  /// Fills `words` with the words of all fields; false where the record needs a second look.
  bool quickly(const std::vector<Cell>& cells, std::vector<Word>& words) const {
    if (!quick_only_) return false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Cell& cell = cells[i];
      if (cell.doubled || (cell.begin == cell.end && !cell.quoted)) return false;
      const std::uint32_t field = *columns_[i].field;
      if (from_database_ && !cell.quoted && !fields_[field].type.numeric()) return false;
      const auto word = quick_[field].read(cells_.raw(cell));
      if (!word) return false;
      words[field] = *word;
    }
    return true;
  }

  /// The record as the table of a fact. A cell with nothing in it leaves its key out.
  [[nodiscard]] Value table_of(const Record& record) const {
    const std::vector<Cell>& cells = record.cells;
    Table table;
    Table valid;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Column& column = columns_[i];
      const bool text = column.field && fields_[*column.field].type.base == Base::text;
      const bool empty = cells[i].begin == cells[i].end && !cells[i].quoted;
      if (empty && (has_header_ || !text)) continue;
      Entry entry{column.key, span(cells[i]), value(cells[i], column)};
      if (column.key.starts_with("valid.")) {
        entry.key.erase(0, std::string_view("valid.").size());
        valid.entries.push_back(std::move(entry));
      } else {
        table.entries.push_back(std::move(entry));
      }
    }
    if (!valid.entries.empty()) {
      const Span first = valid.entries.front().key_span;
      table.entries.push_back({"valid", first, {std::move(valid), first}});
    }
    return {std::move(table), span(record)};
  }

  [[nodiscard]] bool is_number_or_truth(const Column& column) const {
    if (column.field) {
      const model::Type type = fields_[*column.field].type;
      return type.numeric() || type.base == Base::boolean;
    }
    return column.key == "certainty" || column.key == "credibility" || column.key == "changeable" ||
           column.key == "holds";
  }

  [[nodiscard]] bool is_truth(const Column& column) const {
    if (!column.field) return column.key == "holds";
    return fields_[*column.field].type.base == Base::boolean;
  }

  /// What stands in a cell: a number, `true` or `false` where it looks like one and may be one.
  /// Quotes say nothing about that, but of a database where what is no text is a number.
  [[nodiscard]] Value value(const Cell& cell, const Column& column) const {
    std::string content = cells_.content(cell);
    const Span place = span(cell);
    const bool number = from_database_ && !cell.quoted;
    if (!number && !is_number_or_truth(column)) return {std::move(content), place};
    if (number && is_truth(column) && (content == "1" || content == "0")) {
      return {content == "1", place};
    }
    if (content == "true" || content == "false") return {content == "true", place};
    if (auto numeral = read_numeral(content)) return {std::move(*numeral), place};
    return {std::move(content), place};
  }

  void refuse_ragged(const Record& record) {
    const std::size_t count = record.cells.size();
    const auto cells = [](std::size_t n) {
      return std::to_string(n) + (n == 1 ? " cell" : " cells");
    };
    Diagnostic& d = plain().report(error(
        "E0616", "this row has " + cells(count) + ", not " + std::to_string(columns_.size())));
    d.label(span(record));
    if (has_header_) {
      d.advise(
          "write as many cells as the header has; put a text that holds the separator in quotes");
    } else {
      std::vector<std::string_view> names;
      for (const Column& column : columns_) names.push_back(column.key);
      d.advise("write " + listed(names) + ", in this order, with tabs between them");
    }
  }

  void refuse_mistake(const Cells::Mistake& mistake) {
    const Span at{file_, mistake.at, mistake.at + 1};
    const auto refuse = [&](std::string message, std::string label) -> Diagnostic& {
      return plain().report(error("E0616", std::move(message))).label(at, std::move(label));
    };
    switch (mistake.kind) {
      case Cells::Mistake::Kind::never_closes:
        refuse("these quotes never close", "opened here")
            .advise("close them, or write quotes inside a text twice: `\"\"`");
        break;
      case Cells::Mistake::Kind::text_after_quotes:
        refuse("something stands behind closing quotes", "not expected here")
            .advise("put the whole cell in quotes, and write quotes inside it twice: `\"\"`");
        break;
      case Cells::Mistake::Kind::text_before_quotes:
        refuse("something stands before quotes", "not expected here")
            .advise(
                "put the whole cell in quotes, with no blank before them, and write quotes inside "
                "it twice: `\"\"`");
        break;
      case Cells::Mistake::Kind::lone_return:
        plain().report(lone_return(at));
        break;
    }
  }

  std::uint32_t file_;
  std::string_view text_;
  bool has_header_;
  bool from_database_;  ///< only texts stand in quotes, and 1 and 0 are truth values
  Recorder& recorder_;
  const std::vector<model::Field>& fields_;
  Cells cells_;
  std::vector<QuickField> quick_;  ///< by field
  std::vector<Column> columns_;
  std::vector<std::size_t> texts_;  ///< columns of text
  std::vector<Word> words_;         ///< of a record
  bool quick_only_ = true;          ///< all columns are fields
  std::set<std::string, std::less<>> meant_;
};

}  // namespace

Span field_span(const Sources& sources, const DataText& data, const model::Relation& relation,
                std::uint32_t line, std::string_view field) {
  const std::string_view text = sources.text(data.file);
  const std::uint32_t first = base::byte_order_mark(text);
  const std::uint32_t begin = std::max(sources.line_begin(data.file, line), first);
  if (data.format == DataFile::Format::json_lines) {
    return json_value_span(sources, data.file, begin, field);
  }
  const Cells::Dialect cut = dialect(data.format, text, relation.fields.size());
  std::vector<Cell> cells;
  std::size_t column = 0;
  if (data.format == DataFile::Format::facts) {
    column = relation.find(field).value_or(0);
  } else {
    Cells header(text, first, cut);
    (void)header.next(cells);
    while (column < cells.size() && trimmed(header.content(cells[column])) != field) ++column;
  }
  Cells record(text, begin, cut);
  (void)record.next(cells);
  if (column < cells.size()) return span_of(cells[column], data.file);
  return {data.file, record.begin(), record.end()};
}

bool takes_edits(const DataText& data) {
  return data.as_written && data.format != DataFile::Format::facts &&
         data.format != DataFile::Format::rows;
}

void read_data(const DataText& data, Recorder& recorder) {
  Reading& plain = recorder.reading().plain;
  if (auto refusal = base::check_encoding(plain.sources.text(data.file), data.file)) {
    plain.report(std::move(*refusal));
    return;
  }
  if (data.format == DataFile::Format::json_lines) {
    read_json_lines(data.file, recorder);
  } else {
    DelimitedReader(data, recorder).read();
  }
  recorder.finish();
}

}  // namespace casus::intake
