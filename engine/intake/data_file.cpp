// SPDX-License-Identifier: Apache-2.0
#include "intake/data_file.hpp"

#include <algorithm>
#include <optional>

#include "base/encoding.hpp"
#include "base/in_order.hpp"
#include "intake/header.hpp"
#include "intake/json_lines.hpp"
#include "intake/numeral.hpp"
#include "intake/record_block.hpp"
#include "intake/row_taker.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

using model::Base;

/// How many cells of the record that begins here name a column.
std::size_t names_in(std::string_view text, std::uint32_t begin, Cells::Dialect cut,
                     const model::Relation& relation) {
  Cells record(text, begin, cut);
  std::vector<Cell> cells;
  if (!record.next(cells)) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(cells, [&](const Cell& cell) {
    return names_column(relation, trimmed(record.content(cell)));
  }));
}

/// Of the table whose header begins here.
Cells::Dialect dialect(DataFile::Format format, std::string_view text, std::uint32_t begin,
                       const model::Relation& relation) {
  if (format == DataFile::Format::facts) return {'\t', false, relation.fields.size() == 1};
  if (format == DataFile::Format::tsv) return {'\t', true, false};
  if (format == DataFile::Format::rows) return {',', true, true};
  // Spreadsheets write semicolons where the comma is a decimal one.
  constexpr Cells::Dialect commas{',', true, false};
  constexpr Cells::Dialect semicolons{';', true, false};
  const std::size_t by_comma = names_in(text, begin, commas, relation);
  const std::size_t by_semicolon = names_in(text, begin, semicolons, relation);
  if (by_comma != by_semicolon) return by_comma > by_semicolon ? commas : semicolons;
  const std::string_view header = text.substr(begin, text.find('\n', begin) - begin);
  return header.find(';') != std::string_view::npos && header.find(',') == std::string_view::npos
             ? semicolons
             : commas;
}

bool is_empty(const Cell& cell) { return cell.begin == cell.end && !cell.quoted; }

/// With its quotes.
Span span_of(const Cell& cell, std::uint32_t file) {
  const std::uint32_t quote = cell.quoted ? 1 : 0;
  return {file, cell.begin - quote, cell.end + quote};
}

class DelimitedReader {
 public:
  DelimitedReader(const DataText& data, Recorder& recorder, const Division& division)
      : division_(division),
        format_(data.format),
        file_(data.file),
        text_(recorder.reading().plain.sources.text(data.file)),
        has_header_(data.format != DataFile::Format::facts),
        from_database_(data.format == DataFile::Format::rows),
        recorder_(recorder),
        fields_(recorder.relation().fields),
        dialect_(dialect(data.format, text_, base::byte_order_mark(text_), recorder.relation())),
        cells_(text_, base::byte_order_mark(text_), dialect_) {}

  void read() {
    if (has_header_ ? !read_header() : !name_columns()) return;
    if (plain_only_ && !columns_.empty()) {
      read_blocks();
    } else {
      while (read_record()) {
      }
    }
    if (cells_.mistake()) refuse_mistake(*cells_.mistake());
  }

 private:
  [[nodiscard]] Reading& plain() const { return recorder_.reading().plain; }
  [[nodiscard]] Span span(const Cell& cell) const { return span_of(cell, file_); }
  [[nodiscard]] Span record_span() const { return {file_, cells_.begin(), cells_.end()}; }

  /// Reads the next record with all care; false at the end of what can be read.
  bool read_record() {
    if (!cells_.next(record_) || recorder_.full(cells_.end())) return false;
    if (has_header_ && !from_database_ && std::ranges::all_of(record_, is_empty)) {
      skip_empty();
    } else if (record_.size() != columns_.size()) {
      refuse_ragged();
    } else {
      recorder_.add(table_of_record(), cells_.line());
    }
    return true;
  }

  /// Spreadsheets write rows of nothing at the end. One that others follow is a gap, or what is
  /// below it is no part of the table.
  void skip_empty() {
    if (cells_.at() <= behind_empty_) return;  // told with those before it
    const std::string blank = {dialect_.separator, '\r', '\n'};
    behind_empty_ = static_cast<std::uint32_t>(
        std::min(text_.find_first_not_of(blank, cells_.at()), text_.size()));
    if (behind_empty_ == text_.size()) return;
    plain()
        .report(error("E0616", "this row is empty, and others follow"))
        .label(record_span())
        .advise("remove it: only at the end of a table empty rows are skipped");
  }

  void read_blocks() {
    const BlockReader reader(text_, dialect_, block_columns());
    std::vector<std::uint32_t> fields;
    for (const Column& column : columns_) fields.push_back(*column.field);
    RowTaker rows(recorder_, text_, fields);
    std::uint32_t begin = cells_.at();
    base::in_order<RecordBlock>(
        text_.size() - begin <= division_.block ? 1 : division_.threads,
        [&](RecordBlock& block) {
          block.begin = begin;
          block.end = begin = line_behind(begin);
          return block.begin < block.end;
        },
        [&](RecordBlock& block) { reader.read(block); },
        [&](RecordBlock& block) { return take(block, reader, rows); });
  }

  /// Where the first line begins behind a block that begins here.
  [[nodiscard]] std::uint32_t line_behind(std::uint32_t begin) const {
    if (text_.size() - begin <= division_.block) return static_cast<std::uint32_t>(text_.size());
    const std::size_t end = text_.find('\n', begin + division_.block - 1);
    return static_cast<std::uint32_t>(std::min(end, text_.size() - 1) + 1);
  }

  [[nodiscard]] std::vector<BlockReader::Column> block_columns() {
    std::vector<BlockReader::Column> result;
    FactReading& reading = recorder_.reading();
    for (const Column& column : columns_) {
      const model::Field& field = fields_[*column.field];
      result.push_back({QuickField(field, reading.schema, reading.symbols), field.type.base,
                        from_database_ && !field.type.numeric(),
                        field.open && field.type.base != Base::text});
    }
    // Whether a row of nothing is one is not seen from it alone.
    const bool may_be_empty = std::ranges::all_of(result, &BlockReader::Column::may_lack);
    if (may_be_empty && has_header_ && !from_database_) result.front().may_lack = false;
    return result;
  }

  /// Takes in a block and all that stands before its end; false where nobody reads on.
  bool take(RecordBlock& block, const BlockReader& reader, RowTaker& rows) {
    while (cells_.at() < block.end) {
      // A record may go on, in quotes, where this block was begun all the same.
      if (cells_.at() != block.begin) {
        block.begin = cells_.at();
        reader.read(block);
      }
      const std::uint32_t first_line = cells_.next_line();
      rows.begin(block, first_line);
      for (const RecordBlock::Odd& odd : block.odd) {
        if (!rows.take(odd.before, odd.begin)) return false;
        cells_.go_to(odd.begin, first_line + odd.line);
        if (!read_record()) return false;
      }
      if (!rows.take(static_cast<std::uint32_t>(block.lines.size()), block.reached)) return false;
      cells_.go_to(block.reached, first_line + block.line_ends);
      if (block.reached < block.end && !read_record()) return false;
    }
    return true;
  }

  [[nodiscard]] bool is_text(const Column& column) const {
    return column.field && fields_[*column.field].type.base == Base::text;
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
      const std::string key(trimmed(cells_.content(cell)));
      header.entries.push_back({key, span(cell), {std::string(), span(cell)}});
    }
    auto columns = read_columns(plain(), recorder_.relation(), header,
                                {record_span(), dialect_.separator, from_database_, cells_.line(),
                                 from_database_ ? 0 : header_below(header)});
    if (!columns) return false;
    columns_ = std::move(*columns);
    plain_only_ =
        std::ranges::all_of(columns_, [](const Column& one) { return one.field.has_value(); });
    return true;
  }

  /// The line on which the header stands below a title, if this is one; else 0.
  [[nodiscard]] std::uint32_t header_below(const Table& first) const {
    constexpr int most_lines = 10;
    const model::Relation& relation = recorder_.relation();
    const auto known = [&](const Entry& entry) { return names_column(relation, entry.key); };
    if (std::ranges::any_of(first.entries, known)) return 0;
    // A single cell of a row may well be called like a column, as the country `id`.
    const std::size_t enough = std::clamp<std::size_t>(relation.fields.size(), 1, 2);
    Cells below = cells_;
    std::vector<Cell> cells;
    for (int i = 0; i < most_lines && below.next(cells); ++i) {
      const Cells::Dialect cut = dialect(format_, text_, below.begin(), relation);
      const std::size_t named = names_in(text_, below.begin(), cut, relation);
      if (named >= 2 || (named >= enough && named == cells.size())) return below.line();
    }
    return 0;
  }

  /// The record as the table of a fact. A cell with nothing in it leaves its key out.
  [[nodiscard]] Value table_of_record() const {
    Table table;
    Table valid;
    for (std::size_t i = 0; i < record_.size(); ++i) {
      const Cell& cell = record_[i];
      const Column& column = columns_[i];
      if (is_empty(cell) && (has_header_ || !is_text(column))) continue;
      Entry entry{column.key, span(cell), value(cell, column)};
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
    return {std::move(table), record_span()};
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

  void refuse_ragged() {
    const std::size_t count = record_.size();
    const auto cells = [](std::size_t n) {
      return std::to_string(n) + (n == 1 ? " cell" : " cells");
    };
    Diagnostic& d = plain().report(error(
        "E0616", "this row has " + cells(count) + ", not " + std::to_string(columns_.size())));
    d.label(record_span());
    if (has_header_) {
      d.advise(count < columns_.size()
                   ? "write as many cells as the header has; or, if this is a total or a note, "
                     "delete the row"
                   : "write as many cells as the header has; put a text that holds the separator "
                     "in quotes");
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

  const Division& division_;
  DataFile::Format format_;
  std::uint32_t file_;
  std::string_view text_;
  bool has_header_;
  bool from_database_;  ///< only texts stand in quotes, and 1 and 0 are truth values
  Recorder& recorder_;
  const std::vector<model::Field>& fields_;
  Cells::Dialect dialect_;
  Cells cells_;
  std::vector<Cell> record_;        ///< the last one read with all care
  std::uint32_t behind_empty_ = 0;  ///< of rows of nothing, where the next other one begins
  std::vector<Column> columns_;
  bool plain_only_ = true;  ///< all columns are fields
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
  const Cells::Dialect cut = dialect(data.format, text, first, relation);
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

void read_data(const DataText& data, Recorder& recorder, const Division& division) {
  Reading& plain = recorder.reading().plain;
  if (auto refusal = base::check_encoding(plain.sources.text(data.file), data.file)) {
    plain.report(std::move(*refusal));
    return;
  }
  const bool json = data.format == DataFile::Format::json_lines;
  plain.notation = json ? Notation::json : Notation::cells;
  if (json) {
    read_json_lines(data.file, recorder);
  } else {
    DelimitedReader(data, recorder, division).read();
  }
  plain.notation = Notation::toml;
  recorder.finish();
}

}  // namespace casus::intake
