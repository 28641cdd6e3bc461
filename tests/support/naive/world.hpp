// SPDX-License-Identifier: Apache-2.0
//
// A second, small evaluator of checked programs, to hold the engine against. It is slow and plain:
// no plans, no indexes, no increments; every rule looks at every row again until nothing changes.
// It shares the checked program and the model's words with the engine, and with the checker of
// proofs what conditions and expressions mean. Of what the engine finds it takes one thing, where a
// test gives it: the origins of a contribution (`Settings::origins`).
//
//   World world = naive::evaluate(program, facts, settings);
//   world.held[relation]     rows with their certainty, the statement's kind last for facts
//   world.denied[relation]   explicit negatives; unknown_word stands for any value
//   world.ratings[rating]    by subject
#pragma once

#include <memory>

#include "verify/ways.hpp"
#include "verify/world.hpp"

namespace casus::naive {

using verify::key;
using verify::Micros;
using verify::Mood;
using verify::RatingId;
using verify::RelationId;
using verify::Row;
using verify::Rows;
using verify::Valued;
using verify::Values;
using verify::Way;
using verify::Word;

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

/// The origins of what a conclusion says: subjects, values of `for each`, points. They are those of
/// its best derivation, which is not sought here: whoever asks brings them, from the engine. Which
/// contributions count, given the origins, is found here; without any, all do.
using Origins = std::function<std::set<std::string>(std::uint32_t rule, std::uint32_t conclusion,
                                                    const Row& row)>;

/// One possible world, without degrees: whether an uncertain thing happens in it. `event` is the
/// same for the same thing.
using Happens = std::function<bool(const std::string& event, double chance)>;

struct Settings {
  bool degrees = true;  ///< weakest-link; else everything that holds holds fully
  double threshold = 0;
  std::optional<model::Day> as_of = {};
  Happens happens = {};
  Origins origins = {};
};

struct World : verify::World {
  using verify::World::World;
  std::shared_ptr<base::Symbols> texts;
  Origins origins;
  Happens decides;
  std::vector<std::map<Row, Rated>> ratings;  ///< by RatingId

  [[nodiscard]] bool happens(const std::string& event, double chance) const {
    return chance >= 1 || (chance > 0 && decides(event, chance));
  }
  [[nodiscard]] double presumed(model::RelationId relation,
                                const std::vector<std::optional<Word>>& wanted,
                                double certainty) const override;
};

[[nodiscard]] World evaluate(const check::Program& program, const model::FactBase& facts,
                             const Settings& settings);

/// Folds one rating whose inputs have settled, and adds its rows.
void rate(World& world, RatingId id);

}  // namespace casus::naive
