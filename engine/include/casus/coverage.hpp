// SPDX-License-Identifier: Apache-2.0
//
// How much of a rule base its tests have seen: which rules applied, which conditions were met and
// which were not, rows of tables, bands of scales, and what of the given facts nothing rests on.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "casus/source.hpp"

namespace casus {

struct Coverage {
  struct Condition {
    Span span;
    bool binds = false;  ///< `v = expression`: it is not to be seen false
    bool seen_true = false;
    /// Where those hold that stand before it; one whose variables have no value yet waits for
    /// those that give it one.
    bool seen_false = false;
  };
  struct Rule {
    std::string name;
    std::string module;
    Span span;  ///< its name
    Span whole;
    bool applied = false;               ///< all of its conditions held together
    std::vector<Condition> conditions;  ///< in the order of the author; of an `or` each side's
  };
  struct Row {
    Span span;
    bool hit = false;  ///< it decided
  };
  struct Table {
    std::string name;
    std::string module;
    std::vector<Row> rows;
  };
  struct Band {
    std::string name;
    bool reached = false;
  };
  struct Rating {
    std::string name;
    std::string module;
    Span span;  ///< its name
    std::vector<Band> bands;
  };
  /// A fact that is given, and on which no conclusion and no rating rests in any test.
  struct Unused {
    std::string id;
    std::string place;  ///< "facts/case.toml:12"
  };
  struct Share {
    std::size_t seen = 0;
    std::size_t all = 0;
    /// 1 where there is nothing to see.
    [[nodiscard]] double value() const {
      return all == 0 ? 1 : static_cast<double>(seen) / static_cast<double>(all);
    }
  };

  std::vector<Rule> rules;  ///< in the order of their files
  std::vector<Table> tables;
  std::vector<Rating> ratings;
  std::vector<Unused> unused;  ///< in the order of the files that give them
  std::shared_ptr<const Sources> sources;

  [[nodiscard]] Share of_rules() const;
  /// Each counts twice, true and false; one that binds once.
  [[nodiscard]] Share of_conditions() const;
  [[nodiscard]] Share of_rows() const;
  [[nodiscard]] Share of_bands() const;
  /// The four together.
  [[nodiscard]] Share total() const;
};

}  // namespace casus
