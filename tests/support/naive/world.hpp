// SPDX-License-Identifier: Apache-2.0
//
// A second, small evaluator of checked programs, to hold the engine against. It is slow and plain:
// no plans, no indexes, no increments; every rule looks at every row again until nothing changes.
// It shares the checked program and the model's words with the engine. Of what the engine finds it
// takes one thing, where a test gives it: the origins of a contribution (`Settings::origins`).
//
//   World world = naive::evaluate(program, facts, settings);
//   world.held[relation]     rows with their certainty, the statement's kind last for facts
//   world.denied[relation]   explicit negatives; unknown_word stands for any value
//   world.ratings[rating]    by subject
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/program.hpp"
#include "model/facts.hpp"

namespace casus::naive {

using model::Micros;
using model::RatingId;
using model::RelationId;
using model::Word;

using Row = std::vector<Word>;
using Rows = std::map<Row, double>;

/// The values as a text that is the same for the same values only.
[[nodiscard]] std::string key(const Row& row);

/// What one rule says about one subject (and value of `for each`).
struct Contribution {
  std::uint32_t rule = 0;
  std::uint32_t conclusion = 0;
  std::uint32_t factor = 0;
  Row each;
  Micros weight = 0;
  Micros amount = 0;
  double certainty = 1;
  bool counts = true;  ///< false: something before it goes back to the same origins
  friend auto operator<=>(const Contribution&, const Contribution&) = default;
};

struct Limit {
  std::uint32_t rule = 0;
  std::uint32_t conclusion = 0;
  Micros at = 0;
  double certainty = 1;
  friend auto operator<=>(const Limit&, const Limit&) = default;
};

struct Rated {
  std::set<Contribution> contributions;
  std::set<Limit> limits;
  std::vector<Micros> factors;
  Micros score = 0;
  Micros low = 0, high = 0;
  std::uint32_t band = 0;
};

struct Settings {
  bool degrees = true;  ///< weakest-link; else everything that holds holds fully
  double threshold = 0;
  std::optional<model::Day> as_of = {};
  /// One possible world, without degrees: whether an uncertain thing happens in it. `event` is the
  /// same for the same thing.
  std::function<bool(const std::string& event, double chance)> happens = {};
  /// The origins of what a conclusion says: subjects, values of `for each`, points. They are those
  /// of its best derivation, which is not sought here: whoever asks brings them, from the engine.
  /// Which contributions count, given the origins, is found here; without any, all do.
  std::function<std::set<std::string>(std::uint32_t rule, std::uint32_t conclusion, const Row& row)>
      origins = {};
};

struct World {
  const check::Program* program = nullptr;
  const base::Symbols* symbols = nullptr;  ///< the texts of rules and facts
  Settings settings;
  std::vector<Rows> held, denied;             ///< by RelationId
  std::vector<Rows> attested;                 ///< by RelationId: row, source, certainty
  std::vector<std::set<Row>> undecided;       ///< by RelationId: held and denied equally
  std::vector<std::map<Row, Rated>> ratings;  ///< by RatingId

  [[nodiscard]] bool happens(const std::string& event, double chance) const {
    return chance >= 1 || (chance > 0 && settings.happens(event, chance));
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

[[nodiscard]] World evaluate(const check::Program& program, const model::FactBase& facts,
                             const Settings& settings);

/// Folds one rating whose inputs have settled, and adds its rows.
void rate(World& world, RatingId id);

}  // namespace casus::naive
