// SPDX-License-Identifier: Apache-2.0
//
// What one parameter of a decision table may hold, cut into classes: values that every cell of the
// column treats alike are of one class. Whole numbers, dates and enums have no values in between;
// nor do numbers beyond the next double. Months and days lie on two lines. Texts are without end:
// where cells only ask for equality, all texts that none names are one class.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/symbols.hpp"
#include "check/interval_set.hpp"
#include "check/program.hpp"

namespace casus::check {

class Domain {
 public:
  /// `column` holds the cells of all rows; their texts are in `symbols`.
  Domain(const model::Field& parameter, const std::vector<const Table::Cell*>& column,
         const model::Schema& schema, const base::Symbols& symbols);

  /// The classes, numbered in the order of their values.
  [[nodiscard]] IntervalSet all() const;
  /// Those that fit the cell, which must be one of the column.
  [[nodiscard]] IntervalSet of(const Table::Cell& cell) const;
  /// Those of which every value fits the cell, whichever it is.
  [[nodiscard]] IntervalSet within(const Table::Cell& cell) const;
  /// Those that one cell could compare: of durations all in months, or all in days.
  [[nodiscard]] IntervalSet comparable(std::uint32_t class_number) const;
  /// A value of the class, round where it can be; a text is added to `symbols`.
  [[nodiscard]] Word sample(std::uint32_t class_number, base::Symbols& symbols) const;
  /// The cell that fits just these classes, if there is one. Beyond what can be written, it may
  /// have two bounds of which one is excluded.
  [[nodiscard]] std::optional<Table::Cell> cell(const IntervalSet& classes) const;

 private:
  /// A value by its place in the order of its type; of texts, the place in `texts_`.
  using Key = std::int64_t;
  struct Keys {
    Key first = 0;
    Key last = 0;
  };
  /// A text that a cell names, or all texts between two of these.
  struct Text {
    std::optional<Word> word = {};
    std::string_view text = {};                  ///< itself, or the one below
    std::optional<std::string_view> below = {};  ///< of a gap: the one above
  };

  void place_texts(const std::vector<const Table::Cell*>& column, const base::Symbols& symbols);
  [[nodiscard]] Keys keys_of_type(const model::Type& type, const model::Schema& schema) const;
  [[nodiscard]] Keys line(Key key) const;
  [[nodiscard]] std::vector<Keys> keys_of(const Table::Cell& cell) const;
  [[nodiscard]] Key key(Word word) const;
  [[nodiscard]] Word value(Key key) const;
  [[nodiscard]] Keys keys_of(std::uint32_t class_number) const;
  [[nodiscard]] std::uint32_t class_of(Key key) const;
  /// The cell without `!=`.
  [[nodiscard]] std::optional<Table::Cell> interval(const IntervalSet& classes) const;
  [[nodiscard]] bool only_follows(Key key) const;
  [[nodiscard]] Word sample_text(Keys keys, base::Symbols& symbols) const;

  model::Base base_;
  Keys type_ = {}, limits_ = {};  ///< what the type has, and what the declared range leaves
  bool ordered_ = true;           ///< false: texts that are only compared for equality
  std::vector<Text> texts_;
  std::unordered_map<Word, Key> places_;
  std::vector<Key> starts_;  ///< the first key of each class
  std::vector<Key> behind_;  ///< of numbers: the keys next to a bound, which stand for "above it"
};

}  // namespace casus::check
