// SPDX-License-Identifier: Apache-2.0
//
// A case under change: its own facts and fixpoint, and how what is asked to change becomes
// statements that go and come.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "casus/session.hpp"
#include "infer/maintain/maintenance.hpp"
#include "intake/reading.hpp"
#include "intake/scenario.hpp"
#include "intake/spelling.hpp"
#include "session/claims.hpp"
#include "session/data.hpp"
#include "session/unread.hpp"

namespace casus {

/// What a session works on; `changing.cpp` reads what is to change, `session.cpp` does it.
struct Session::State {
  /// A change by what it did, to be taken back.
  struct Step {
    std::vector<model::StatementId> gone;
    std::vector<model::StatementId> come;
  };

  std::shared_ptr<const session::FactsData> original;  ///< whose texts and sources the rest uses
  std::shared_ptr<Sources> sources;
  std::shared_ptr<model::FactBase> facts;
  std::shared_ptr<session::EvaluationData> data;
  std::optional<Evaluation> now;
  std::optional<infer::Maintenance> maintenance;
  std::unordered_map<std::string, model::StatementId>
      ids;                                ///< of statements that are not withdrawn
  std::optional<session::Claims> claims;  ///< once something comes that has a source
  std::optional<intake::TextUses> texts;  ///< of all statements, once something comes
  std::optional<session::Reads> reads;    ///< once something comes
  std::vector<Step> steps;
  std::size_t read_so_far = 0;  ///< texts that came

  void maintain() {
    const session::Reasoned& reasoned = data->reasoned;
    maintenance.emplace(reasoned.fixpoint, facts,
                        session::settings_of(data->options, {}, reasoned.inexact));
  }

  /// What is to go and what is to come; where it has errors, nothing is to be done.
  void read_change(const FactChange& change, Step& step, Changed& result);
  /// The ids of facts that a text means; adds to the diagnostics where it means none.
  void find(const std::string& text, std::vector<model::StatementId>& into, Changed& result);
  void find_by_atom(const std::string& text, std::vector<model::StatementId>& into,
                    Changed& result);
  /// A text that comes, by its number among the sources.
  [[nodiscard]] std::uint32_t take(std::string name, std::string toml, Changed& result);
  /// Reads what comes beside the facts that stay; none where it has errors.
  [[nodiscard]] std::vector<model::Statement> read(std::uint32_t file, intake::Notation notation,
                                                   const Step& step, Changed& result);
  void append(model::Statement statement, Step& step);
  [[nodiscard]] bool says_the_same(const model::Statement& old,
                                   const model::Statement& other) const;
  /// Warns of statements that are new and that no rule reads.
  void tell_unread(const Step& step, Changed& result);
  /// Warns of texts that came and that nothing else has, where no rating moved.
  void tell_unheard(const Step& step, Changed& result) const;
  /// A fact that is stated as rules write it, perhaps in place of one that is there; else `label`
  /// stands for the id that it does not have.
  void set(const intake::Scenario::Text& text, const std::string& label, Step& step,
           Changed& result);
  /// Texts with values for one fact as one: "F1(a: 1)" and "F1(b: 2)" as "F1(a: 1, b: 2)".
  [[nodiscard]] std::vector<std::string> merged(const std::vector<std::string>& set) const;
  /// A fact that is there and stands in front of the values of a text, which begin at `open`.
  struct Called {
    model::StatementId id;
    std::size_t open;
  };
  [[nodiscard]] std::optional<Called> called(const std::string& text) const;
  /// The statement that a text is about; nothing where there is none, with a diagnostic if it looks
  /// like an id.
  [[nodiscard]] std::optional<model::StatementId> named(const std::string& text, Changed& result);
  /// Objects to `not E14`, `no successor`; whether it did.
  bool refuse_bare_denial(const std::string& text, Changed& result) const;
  /// Objects to what has no values in parentheses, where it is plain what was meant.
  void refuse_no_atom(const std::string& text, Changed& result) const;
  [[nodiscard]] std::optional<std::string> with_id_of(const std::string& text) const;
  /// The diagnostic on an id that no fact has.
  [[nodiscard]] Diagnostic no_fact(const std::string& id) const;
  /// Objects where of two statements that come one denies the other.
  void refuse_denials(const Step& step, Changed& result) const;
  void apply(const Step& step, Changed& result);
  void tell(const infer::Revision& revision, Changed& result) const;
  /// Where no change is left: texts that came with changes are dropped. Whoever was told of them
  /// keeps the old set.
  void renew_sources();
  /// Of statements that came with a change that was taken back: whoever tries thousands of changes
  /// would gather as many.
  void forget(const std::vector<model::StatementId>& all);
};

}  // namespace casus
