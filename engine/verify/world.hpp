// SPDX-License-Identifier: Apache-2.0
//
// What holds, as plain lists, and conditions evaluated over them by their meaning alone: no plans,
// no indexes, nothing of `infer`. Proofs are checked by it, and the tests hold the engine against
// it.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/symbols.hpp"
#include "check/program.hpp"
#include "model/facts.hpp"

namespace casus::verify {

using model::Micros;
using model::RatingId;
using model::RelationId;
using model::Word;

using Row = std::vector<Word>;
using Rows = std::map<Row, double>;

/// The values as a text that is the same for the same values only.
[[nodiscard]] std::string key(const Row& row);

struct Score {
  std::vector<Micros> factors;
  Micros score = 0;
  std::uint32_t band = 0;
};

struct Settings {
  bool degrees = true;  ///< as in weakest-link; else everything that holds holds fully
  double threshold = 0;
  std::optional<model::Day> as_of = {};
  /// Certainties are chances, and it is asked what may be so in some world, not how surely.
  bool possibly = false;
  bool incomplete = false;  ///< there may be conclusions that are not listed; with `possibly`
};

struct World {
  const check::Program* program = nullptr;
  base::Symbols* symbols = nullptr;  ///< the texts of rules and facts; takes those of functions
  Settings settings;
  /// By RelationId: rows with their certainty, the statement's kind last for facts.
  std::vector<Rows> held;
  std::vector<Rows> denied;                  ///< explicit negatives; unknown_word: any value
  std::vector<Rows> left_of_denials;         ///< for a row that is held, of denials of others too
  std::vector<Rows> attested;                ///< by RelationId: row, source, certainty
  std::vector<std::set<Row>> undecided;      ///< by RelationId: held and denied equally
  std::vector<std::map<Row, Score>> scores;  ///< by RatingId, by subject

  World(const check::Program& of, base::Symbols& texts, Settings chosen);

  /// How surely there is no row with these values, where that is taken for granted with
  /// `certainty`.
  [[nodiscard]] virtual double presumed(RelationId /*relation*/,
                                        const std::vector<std::optional<Word>>& /*wanted*/,
                                        double certainty) const {
    return given(certainty);
  }
  [[nodiscard]] double given(double certainty) const {
    return settings.degrees ? certainty : (certainty > 0 ? 1 : 0);
  }
  /// How surely something is not so that is so with `certainty`: 1 - certainty, to 12 decimals.
  [[nodiscard]] double opposite(double certainty) const {
    if (!settings.degrees) return certainty > 0 ? 0 : 1;
    constexpr std::int64_t whole = 1'000'000'000'000;
    const auto rest = std::llround((1 - certainty) * static_cast<double>(whole));
    return static_cast<double>(rest) / static_cast<double>(whole);
  }
};

}  // namespace casus::verify
