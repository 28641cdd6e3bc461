// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "intake/field.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

using model::Word;

constexpr auto corners = std::to_array<std::string_view>({"low", "likely", "high"});

double number_of(Word word, model::Base base) {
  return base == model::Base::integer ? static_cast<double>(model::int_of(word))
                                      : model::number_of(word);
}

bool only_corners(FactReading& reading, const Given& given, const Table& table) {
  bool only = true;
  for (const Entry& entry : table.entries) {
    if (entry.key == corners[0] || entry.key == corners[1] || entry.key == corners[2]) continue;
    refuse_key(reading.plain, entry, "the estimate of " + in_ticks(given.name), corners, table);
    only = false;
  }
  return only;
}

std::optional<Word> read_corner(FactReading& reading, const Given& given, const Table& table,
                                std::string_view corner) {
  const Entry* entry = table.find(corner);
  if (entry == nullptr) {
    refuse_missing(reading.plain, given.value.span, "the estimate of " + in_ticks(given.name),
                   corner, needs(reading.schema, given.field));
    return std::nullopt;
  }
  const std::string name = std::string(given.name) + "." + std::string(corner);
  const Given at_corner{given.field, name, entry->value};
  const auto word = read_numeric(reading, at_corner);
  return word ? within_range(reading, at_corner, *word) : std::nullopt;
}

}  // namespace

std::optional<Word> read_estimate(FactReading& reading, const Given& given,
                                  std::uint32_t field_number,
                                  std::vector<model::Triangle>& estimates) {
  const Table& table = std::get<Table>(given.value.data);
  if (!only_corners(reading, given, table)) return std::nullopt;
  std::array<std::optional<Word>, 3> words;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    words[i] = read_corner(reading, given, table, corners[i]);
  }
  if (!words[0] || !words[1] || !words[2]) return std::nullopt;
  const auto base = given.field.type.base;
  const model::Triangle triangle{field_number, number_of(*words[0], base),
                                 number_of(*words[1], base), number_of(*words[2], base)};
  if (triangle.low > triangle.likely || triangle.likely > triangle.high) {
    reading.plain
        .report(error("E0606", "the estimate of " + in_ticks(given.name) + " does not rise"))
        .label(given.value.span, "`low` to `likely` to `high`")
        .advise("order the three numbers");
    return std::nullopt;
  }
  estimates.push_back(triangle);
  return words[1];
}

}  // namespace casus::intake
