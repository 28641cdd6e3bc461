// SPDX-License-Identifier: Apache-2.0
//
// Facts, conclusions and conditions in words: through the sentence that the author gave (`reads`,
// `because`), else as the atom that a rule would write.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casus/evaluation.hpp"
#include "casus/explanation.hpp"
#include "casus/value.hpp"
#include "infer/fixpoint.hpp"
#include "infer/lineage.hpp"
#include "infer/origins.hpp"
#include "plan/conjunctions.hpp"

namespace casus::explain {

/// What every sentence needs at hand. `symbols` may grow while derivations are replayed.
struct Words {
  const infer::Fixpoint& fixpoint;
  base::Symbols& symbols;

  [[nodiscard]] const model::Schema& schema() const { return fixpoint.program->schema; }

  [[nodiscard]] Certainty certainty(infer::Grade grade) const {
    return fixpoint.calculus->certainty(grade);
  }
  /// Nothing where the certainty is a single number.
  [[nodiscard]] std::optional<Between> between(infer::Grade grade) const {
    return between(fixpoint.calculus->interval(grade));
  }
  [[nodiscard]] static std::optional<Between> between(infer::Interval interval) {
    if (interval.low == interval.high) return std::nullopt;
    return Between{interval.low, interval.high};
  }

  [[nodiscard]] Value value(model::Word word, model::Type type) const;
  [[nodiscard]] Value points(model::Micros micros) const {
    return value(model::word_of_number(model::points_of(micros)), {model::Base::number});
  }
  /// Puts in its data alone.
  void put_data(model::Word word, model::Type type, Value& into) const;
  /// The relation's name with its module before it, if it has one.
  [[nodiscard]] std::string full_name(model::RelationId relation) const;
  /// `depends_on(part: "pump 3", on: "power")`
  [[nodiscard]] std::string atom(model::RelationId relation,
                                 std::span<const model::Word> fields) const;
  /// The relation's `reads` filled in, else the atom.
  [[nodiscard]] std::string sentence(model::RelationId relation,
                                     std::span<const model::Word> fields) const;
  /// What an explicit negative denies: as `sentence`, with "any person" where it leaves a value
  /// free.
  [[nodiscard]] std::string denied(model::RelationId relation,
                                   std::span<const model::Word> fields) const;
  /// The relation's `asks` filled in, with "any person" where a value was left free; else the
  /// atom behind "whether".
  [[nodiscard]] std::string question(const infer::Presumption& unknown) const;
  /// One a field, unknown where it is left free, and the kind where one is asked for.
  [[nodiscard]] std::vector<Value> asked(const infer::Presumption& presumption) const;
  /// "no spare (pump: pump 3)"; "no other spare (…)" where one that fits is known.
  [[nodiscard]] std::string presumption(const infer::Presumption& presumption,
                                        bool known = false) const;
  /// The rule's `because` filled in; its title, else its name in words, where it has none.
  [[nodiscard]] std::string because(const check::Rule& rule,
                                    std::span<const model::Word> registers) const;
  /// The named variables of a rule with their values.
  [[nodiscard]] Explanation::Bindings bindings(const check::Terms& terms,
                                               std::span<const model::Word> registers) const;
  /// Those of them that are `among` these and have values.
  [[nodiscard]] Explanation::Bindings bindings(const check::Terms& terms,
                                               std::span<const model::Word> registers,
                                               const plan::Variables& among) const;

  [[nodiscard]] Evidence evidence(model::StatementId id, const Grades& grades) const;
  [[nodiscard]] std::vector<std::string> fact_ids(
      const std::vector<model::StatementId>& statements) const;
  /// Each once, in order of the alphabet.
  [[nodiscard]] static std::vector<std::string> names(const infer::Origins& origins);

 private:
  /// The sentence filled in; where a value is unknown, with "any person" or "(person unknown)".
  [[nodiscard]] std::string filled(model::Sentence said, model::RelationId relation,
                                   std::span<const model::Word> fields, bool any) const;
};

/// Whether a row is one of those that a presumption takes not to be there.
[[nodiscard]] bool is_presumed_absent(const infer::Presumption& presumption,
                                      model::RelationId relation,
                                      std::span<const model::Word> fields);

/// "oil_route" as "oil route".
[[nodiscard]] std::string in_words(std::string name);

}  // namespace casus::explain
