// SPDX-License-Identifier: Apache-2.0
//
// Everything that follows from a program and the facts of one case: the rows of every store with
// their certainties and best derivations, and the ratings folded from contributions. Once `infer`
// has returned it, only `Maintenance` changes it; goals are asked and derivations replayed against
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/symbols.hpp"
#include "check/program.hpp"
#include "infer/budget.hpp"
#include "infer/calculus/calculus.hpp"
#include "infer/rate/rating_rows.hpp"
#include "infer/rows/index.hpp"
#include "infer/rows/store.hpp"
#include "model/facts.hpp"
#include "plan/plan.hpp"

namespace casus::infer {

using model::Micros;
using model::RatingId;
using model::RelationId;
using plan::ComponentPlan;
using plan::RulePlan;
using plan::Step;
using plan::StoreId;

/// One row of one store.
struct RowRef {
  StoreId store;
  RowId row = no_row;
  friend auto operator<=>(const RowRef&, const RowRef&) = default;
};

/// A fact held and denied: the two rows and how sure they were by themselves.
struct Contradiction {
  RowRef held;
  double held_certainty = 0;
  RowRef denied;
  double denied_certainty = 0;
};

/// A row held and denied, so far as its denial does not stand as it was given.
struct Undecided {
  RowId row = no_row;
  Grade grade = Grade::none;  ///< how far nothing rules it out any more
  /// What is left for this row of denials that speak of others as well, if not all that they say.
  Grade denied = Grade::none;
};

/// One derivation of a row.
struct Way {
  std::uint32_t rule = 0;  ///< into Plan::rules
  Grade grade = Grade::none;
  std::uint32_t height = 0;
  std::vector<RowId> premises;
  std::vector<Word> instance = {};  ///< of the rule; only where the calculus is imprecise
  double certainty = 1;             ///< the rule's own for this instance; likewise
  /// Where it does not count: the surer one of the same origins, by its place among the row's ways,
  /// that counts for both.
  std::optional<std::size_t> counted_with = {};
};

/// Something met while rules ran, once a rule.
struct Notice {
  enum class Kind : std::uint8_t {
    no_value,
    bad_certainty,
    bad_choice,  ///< outcomes of more than 1 together
    bad_weight,
    bad_limit,
    uncertain_member,  ///< of an aggregate, under a calculus that takes only certain ones
  };
  Kind kind = Kind::no_value;
  model::RuleId rule;  ///< invalid: the subjects of a rating
  Span span;
};

/// Subjects that rules give points or bounds, and that the rating does not have.
struct Unrated {
  model::RatingId rating;
  Span span;  ///< of a conclusion about one of them, the first in the order of the rules
  std::vector<std::vector<model::Word>> subjects;
  std::vector<model::RuleId> rules;  ///< each once
};

/// Where a limit ended the run.
struct Stopped {
  Limit what = Limit::time;
  model::RuleId rule;
};

/// What a part of a recursion sees of it is said field by field in infer/divided/parts.cpp.
struct Fixpoint {
  std::shared_ptr<const check::Program> program;
  std::shared_ptr<const model::FactBase> facts;
  std::shared_ptr<const plan::Plan> plan;
  /// What grades stand for. Asking may teach it new grades, so one thread at a time may ask.
  std::unique_ptr<Calculus> calculus;
  std::optional<model::Day> as_of;
  double threshold = 0;

  base::Symbols symbols;  ///< stands on the facts' table
  std::vector<Store> stores;
  std::vector<Index> indexes;
  std::vector<RatingRows> ratings;  ///< by RatingId
  /// Statements behind the rows of fact relations, denials and attested stores, but for the first
  /// of each row, which is one of `recorded`.
  std::unordered_map<std::uint64_t, std::vector<model::StatementId>> statements;
  /// Rows that follow each other as the statements or records behind them do, by StoreId; rising.
  struct Recorded {
    RowId first = 0;
    RowId rows = 0;
    model::StatementId statement;  ///< of the first row
  };
  std::vector<std::vector<Recorded>> recorded;
  std::vector<bool> counted;  ///< by statement, not record: valid at the date of assessment
  std::set<std::string> given_origins;             ///< of the statements that count
  bool has_sources = false;                        ///< some statement that counts has a source
  std::vector<std::vector<RowId>> wild_negatives;  ///< by StoreId: rows with an "any value"
  std::vector<std::vector<Undecided>> undecided;   ///< by StoreId
  /// All derivations, best first, of rows that have several which would join.
  std::unordered_map<std::uint64_t, std::vector<Way>> ways;
  /// Conclusions in whose place a better value is kept, and how sure they were. They hold no more;
  /// derivations may rest on them.
  std::unordered_map<std::uint64_t, Grade> displaced;
  /// By StoreId: what might hold more rows, had no aggregate been refused. Its rows reach up to 1.
  std::vector<bool> incomplete;
  std::vector<Contradiction> contradictions;
  std::vector<Notice> notices;
  std::vector<Unrated> unrated;  ///< at most one for each rating
  std::optional<Stopped> stopped;
  std::uint64_t base_facts = 0;
  std::uint64_t derived_facts = 0;
  std::uint64_t rounds = 0;

  [[nodiscard]] const Store& store(StoreId id) const { return stores[id.index()]; }
  [[nodiscard]] bool is_incomplete(StoreId id) const {
    return id.valid() && id.index() < incomplete.size() && incomplete[id.index()];
  }
  [[nodiscard]] double certainty(RowRef ref) const {
    return calculus->certainty(store(ref.store).grade(ref.row));
  }
  /// Whether an explicit negative speaks of all rows that have these values.
  [[nodiscard]] bool covers(RowRef negative, std::span<const Word> values) const {
    const auto said = store(negative.store).row(negative.row);
    for (std::size_t column = 0; column < values.size(); ++column) {
      if (said[column] != model::unknown_word && said[column] != values[column]) return false;
    }
    return true;
  }
  /// How sure a row was when something was derived from it.
  [[nodiscard]] Grade derived_grade(RowRef ref) const {
    const auto it = displaced.find(key(ref));
    return it == displaced.end() ? store(ref.store).grade(ref.row) : it->second;
  }
  [[nodiscard]] static std::uint64_t key(RowRef ref) {
    return (std::uint64_t{ref.store.value} << 32) | ref.row;
  }
  /// What attests a row; nothing for what is derived.
  [[nodiscard]] std::vector<model::StatementId> statements_of(RowRef ref) const;
};

/// From when on work is divided among processors: with less, dividing it takes longer than it
/// saves.
struct Division {
  std::size_t threads = 0;  ///< 0: as many as there are processors
  // A recursion is derived in parts, where it falls into some: see infer/divided/parts.hpp.
  std::size_t rows_parted = 1024;  ///< that it begins with
  std::size_t values_a_part = 8;   ///< carried; at least 1
  // Rules run beside each other: see infer/divided/abreast.hpp.
  std::size_t rows_abreast = 20'000;  ///< that they begin with, together
  // A rule goes through the rows of a round in shares: see infer/divided/shares.hpp.
  std::size_t rows_shared = 10'000;
};

struct Settings {
  CalculusSettings calculus = {};
  std::optional<model::Day> as_of;  ///< else the case's own
  Grades grades;
  Budget budget;
  Profile* profile = nullptr;  ///< filled, if there is one
  /// Whether derivations are kept where only an explanation asks for them. They are in any case
  /// where certainties or what is held and denied rest on them.
  bool derivations = true;
  Division division = {};
};

/// Runs a program over facts. Never fails: a limit leaves what was found so far and says so in
/// `stopped`. `settings.calculus.name` is one of `model::calculus_names`.
[[nodiscard]] std::unique_ptr<Fixpoint> infer(std::shared_ptr<const check::Program> program,
                                              std::shared_ptr<const model::FactBase> facts,
                                              const Settings& settings);

}  // namespace casus::infer
