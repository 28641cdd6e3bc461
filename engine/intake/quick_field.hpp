// SPDX-License-Identifier: Apache-2.0
//
// The shorter way from what is written to a word: for values as almost all are, of which nothing
// can be wrong. Whatever it does not take goes the longer way, which means the same by it.
#pragma once

#include <optional>
#include <string_view>

#include "base/symbols.hpp"
#include "model/schema.hpp"

namespace casus::intake {

[[nodiscard]] bool is_plain_ascii(std::string_view text);

/// A number that JSON and TOML write in the same way, as almost all are.
[[nodiscard]] bool is_plain_number(std::string_view text);

class QuickField {
 public:
  /// All must outlive it.
  QuickField(const model::Field& field, const model::Schema& schema, base::Symbols& symbols)
      : field_(field), schema_(schema), symbols_(symbols) {}

  /// The word of a value within the field's range; nothing where it needs a second look.
  [[nodiscard]] std::optional<model::Word> read(std::string_view text) const;
  /// The same of an `int` field's value; `first` are its first eight bytes, whatever follows them.
  [[nodiscard]] std::optional<model::Word> read_integer(std::string_view text,
                                                        std::uint64_t first) const;

 private:
  [[nodiscard]] std::optional<model::Word> known(model::Word word) const;
  [[nodiscard]] std::optional<model::Word> within(model::Word word) const;

  const model::Field& field_;
  const model::Schema& schema_;
  base::Symbols& symbols_;
};

}  // namespace casus::intake
