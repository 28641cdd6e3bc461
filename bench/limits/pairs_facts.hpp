// SPDX-License-Identifier: Apache-2.0
//
// The facts about pairs of allies as columns, and how they are read.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "symbols.hpp"

namespace limits {

enum Relation : std::size_t {
  ally,        ///< of a pair: its two countries
  leader,      ///< of a country: person, age, years in office
  successor,   ///< of a person: who follows
  ties,        ///< of a pair: share of one people in the other country, bodies in common
  trade,       ///< from a country to another: per cent of all trade
  commission,  ///< of a pair: its host, and staff
  sanction,    ///< by a country on another: level
  annexed,     ///< a country that took land
  energy,      ///< of a pair: share of supply, and who owns it
  rival,       ///< of a pair: another country, and its influence
  relation_count
};

/// What a column holds: the number of a pair, a country or a person, or a number as it is.
enum class Holds : char { pair, country, person, number };

struct Column {
  const char* name;
  Holds holds;
};

struct Declaration {
  const char* name;
  std::size_t width;
  std::array<Column, 4> columns;
};

/// By relation.
inline constexpr std::array<Declaration, relation_count> declarations = {{
    {"ally", 3, {{{"d", Holds::pair}, {"a", Holds::country}, {"b", Holds::country}}}},
    {"leader",
     4,
     {{{"country", Holds::country},
       {"person", Holds::person},
       {"age", Holds::number},
       {"tenure", Holds::number}}}},
    {"successor", 2, {{{"person", Holds::person}, {"heir", Holds::person}}}},
    {"ties", 3, {{{"d", Holds::pair}, {"ethnic", Holds::number}, {"joint", Holds::number}}}},
    {"trade", 3, {{{"src", Holds::country}, {"dst", Holds::country}, {"pct", Holds::number}}}},
    {"commission", 3, {{{"d", Holds::pair}, {"host", Holds::country}, {"staff", Holds::number}}}},
    {"sanction", 3, {{{"src", Holds::country}, {"dst", Holds::country}, {"level", Holds::number}}}},
    {"annexed", 1, {{{"country", Holds::country}}}},
    {"energy", 3, {{{"d", Holds::pair}, {"share", Holds::number}, {"owner", Holds::country}}}},
    {"rival", 3, {{{"d", Holds::pair}, {"country", Holds::country}, {"influence", Holds::number}}}},
}};

/// A value of a row that is not stored yet.
struct Cell {
  Key key;
  std::uint32_t number = 0;
};

class PairFacts {
 public:
  using Row = std::array<Cell, 4>;

  Symbols pairs;
  Symbols countries;
  Symbols people;

  /// A column of a relation, in order of the facts.
  [[nodiscard]] const std::vector<std::uint32_t>& column(Relation relation,
                                                         std::size_t index) const {
    return columns_[relation][index];
  }
  [[nodiscard]] std::size_t rows(Relation relation) const { return columns_[relation][0].size(); }

  /// Takes in a row, of which only texts or numbers are given, and stores the one sixteen before.
  /// `finish` stands between the rows of two relations.
  template <std::size_t relation>
  void add(const Row& row) {
    if (added_ - stored_ == waiting_.size()) store<relation>();
    Row& waiting = waiting_[added_++ % waiting_.size()];
    for_columns<relation>([&](auto column, auto holds) {
      if constexpr (holds == Holds::number) {
        waiting[column].number = row[column].number;
      } else {
        waiting[column].key = symbols<holds>().prepare(row[column].key.text);
      }
    });
  }
  /// Stores what is left.
  template <std::size_t relation>
  void finish() {
    while (stored_ != added_) store<relation>();
  }

 private:
  /// Calls with the number of each column and what it holds, both known to the compiler.
  template <std::size_t relation, typename Call>
  static void for_columns(const Call& call) {
    [&]<std::size_t... column>(std::index_sequence<column...>) {
      (call(std::integral_constant<std::size_t, column>(),
            std::integral_constant<Holds, declarations[relation].columns[column].holds>()),
       ...);
    }
    (std::make_index_sequence<declarations[relation].width>());
  }

  template <Holds holds>
  Symbols& symbols() {
    if constexpr (holds == Holds::pair) {
      return pairs;
    } else if constexpr (holds == Holds::country) {
      return countries;
    } else {
      return people;
    }
  }

  template <std::size_t relation>
  void store() {
    const Row& row = waiting_[stored_++ % waiting_.size()];
    for_columns<relation>([&](auto column, auto holds) {
      auto& values = columns_[relation][column];
      if constexpr (holds == Holds::number) {
        values.push_back(row[column].number);
      } else {
        values.push_back(symbols<holds>().intern(row[column].key));
      }
    });
  }

  std::array<std::array<std::vector<std::uint32_t>, 4>, relation_count> columns_;
  std::array<Row, 16> waiting_;
  std::size_t added_ = 0;
  std::size_t stored_ = 0;
};

/// Reads a file for each relation: lines of values with tabs between them. The texts refer to the
/// files, which stay mapped until the program ends.
void read_tables(PairFacts& facts, const std::string& folder);

/// Reads tables of TOML, `[[relation]]`, with keys in any order. Knows of TOML what these files
/// use.
void read_toml(PairFacts& facts, const std::string& path);

}  // namespace limits
