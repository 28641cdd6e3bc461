// SPDX-License-Identifier: Apache-2.0
//
// Why something does not hold: for each rule that could conclude it the nearest miss, and what is
// behind each condition that fails. Conclusions that are missing are asked the same in turn, down
// to a depth; one that leads back to itself is not.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "assess/assess.hpp"
#include "casus/why_not.hpp"
#include "explain/inquiry.hpp"
#include "explain/words.hpp"
#include "infer/ask/near_miss.hpp"
#include "infer/ask/shortfall.hpp"
#include "infer/lineage.hpp"

namespace casus::explain {

/// Units of work for one answer: rows looked at and conditions judged.
inline constexpr std::uint64_t most_misses_work = 12'000'000;

class WhyNotBuilder {
 public:
  /// Where `meter` stops, what is told is incomplete.
  WhyNotBuilder(const Words& words, Grades grades, const Sources& sources, infer::Meter& meter,
                WhyNotOptions options);

  /// Of a goal that does not hold: its attempts, notes and ratings.
  void explain(const check::Goal& goal, WhyNot& into);

 private:
  using Attempt = WhyNot::Attempt;
  using Note = WhyNot::Note;
  /// A rule's conclusion, or something that is no rule, and how near it comes.
  struct Candidate {
    const check::Rule* rule = nullptr;
    std::uint32_t conclusion = 0;
    std::shared_ptr<Inquiry> inquiry = {};
    std::size_t alternative = 0;
    infer::NearMiss miss = {};
  };
  using Candidates = std::vector<Candidate>;
  using Said = std::function<bool(const check::Rule&, const check::Conclusion&)>;
  /// What a condition is told from.
  struct Telling {
    const Candidate& candidate;
    infer::ConditionProbe& probe;
    std::vector<model::Word> registers;
  };
  /// A conclusion that is being explained.
  struct Asked {
    model::RelationId relation;
    bool denies = false;
    std::vector<std::optional<model::Word>> columns;
    friend bool operator==(const Asked&, const Asked&) = default;
  };

  /// What a goal asks of a rating.
  struct AskedRating {
    model::RatingId rating = {};
    std::vector<std::optional<model::Word>> subjects = {};
    std::optional<std::uint32_t> factor = {};  ///< of which the points are asked for
    check::Function needs = check::Function::equal;
    model::Word needed = model::unknown_word;  ///< points or a band; unknown: to be rated at all
    model::Type type = {};
  };

  // why_not.cpp: which rules, and how near they come.
  [[nodiscard]] Candidates candidates(const Said& said, const Question& question);
  void find_miss(Candidate& candidate, std::uint64_t work);
  [[nodiscard]] std::vector<Attempt> attempts(Candidates& from, std::size_t& further);
  [[nodiscard]] Attempt attempt(const Candidate& candidate);
  void tell_missing(const Asked& asked, WhyNot::Condition& into);
  [[nodiscard]] std::vector<Attempt> rules_for(model::RelationId relation, bool denies,
                                               const Question& question, std::size_t& further);
  [[nodiscard]] Attempt goal_attempt(const check::Goal& goal);
  [[nodiscard]] infer::Values needed_values(const Candidate& candidate,
                                            infer::ConditionProbe& probe) const;
  [[nodiscard]] double sureness(const Candidate& candidate, infer::ConditionProbe& probe,
                                double own) const;
  void tell_head(const Candidate& candidate, infer::ConditionProbe& probe, Attempt& into);
  void tell_row(const Candidate& candidate, std::vector<model::Word> row, Attempt& into);

  // why_not_conditions.cpp: each condition in words.
  [[nodiscard]] WhyNot::Condition condition(const infer::Judgement& judged, Telling& telling);
  void tell_test(check::ExprId test, Telling& telling, WhyNot::Condition& into);
  void tell_let(const check::Condition& condition, Telling& telling, WhyNot::Condition& into);
  void tell_negation(check::ConditionId id, Telling& telling, WhyNot::Condition& into);
  void tell_shortfall(const infer::Shortfall& miss, Telling& telling, WhyNot::Condition& into);
  void tell_unknowns(check::ConditionId id, Telling& telling, std::vector<Note>& into);
  [[nodiscard]] std::string code(Span span) const;
  [[nodiscard]] std::string rendered(check::ConditionId id, Telling& telling);

  // why_not_atoms.cpp: what there is in place of an atom that nothing meets.
  void tell_atom(const check::Atom& atom, Telling& telling, WhyNot::Condition& into);
  [[nodiscard]] std::vector<std::optional<model::Word>> asked_columns(const check::Atom& atom,
                                                                      Telling& telling);
  [[nodiscard]] std::string atom_text(const check::Terms& terms, const check::Atom& atom,
                                      const std::vector<std::optional<model::Word>>& asked) const;
  void note_rows(const check::Atom& atom, const std::vector<std::optional<model::Word>>& asked,
                 WhyNot::Condition& into);
  [[nodiscard]] std::string row_name(infer::RowRef row) const;
  void note_nearest(const check::Atom& atom, const std::vector<std::optional<model::Word>>& asked,
                    infer::RowRef row, std::size_t agreeing, std::vector<Note>& into) const;
  void note_known(const check::Atom& atom, const std::vector<std::optional<model::Word>>& asked,
                  std::vector<Note>& into);
  void note_invalid(const check::Atom& atom, const std::vector<std::optional<model::Word>>& asked,
                    std::vector<Note>& into) const;
  [[nodiscard]] Note note_of(Note::Kind kind, std::string text, infer::RowRef row) const;
  void note_unheld(infer::RowRef row, std::vector<Note>& into) const;
  [[nodiscard]] std::vector<std::string> facts_of(infer::RowRef row) const;

  // why_not_unknown.cpp
  [[nodiscard]] std::string unknown_fields(infer::RowRef row,
                                           const std::vector<std::uint32_t>& fields,
                                           std::size_t more = 0) const;
  void tell_no_value(const std::string& what, check::ExprId expr, const Telling& telling,
                     WhyNot::Condition& into) const;
  void note_unknown(const check::Atom& atom, const std::vector<std::optional<model::Word>>& asked,
                    std::vector<Note>& into) const;

  // why_not_rating.cpp
  [[nodiscard]] bool tell_rating_test(const infer::Shortfall& miss, Telling& telling,
                                      WhyNot::Condition& into);
  [[nodiscard]] bool tell_rating_atom(const check::Atom& atom,
                                      const std::vector<std::optional<model::Word>>& asked,
                                      WhyNot::Condition& into);
  [[nodiscard]] bool tell_rating(const AskedRating& asked, WhyNot::Condition& into);
  void tell_unrated(model::RatingId rating, const std::vector<model::Word>& subjects,
                    WhyNot::Condition& into);
  static void find_against(bool rise, WhyNot::RatingMiss& miss);
  void find_helping(const AskedRating& asked, const assess::Rated& rated,
                    const std::vector<model::Word>& subjects, bool rise, WhyNot::RatingMiss& miss);

  [[nodiscard]] const check::Program& program() const { return *words_.fixpoint.program; }

  const Words& words_;
  Grades grades_;
  const Sources& sources_;
  infer::Meter& meter_;
  WhyNotOptions options_;
  std::vector<Asked> above_;  ///< the conclusions that lead to the one being explained
  /// Conclusions that have been explained, on the same level.
  struct Told {
    Asked asked;
    std::size_t level = 0;
    std::vector<Attempt> attempts = {};
    std::size_t further = 0;
  };
  std::vector<Told> told_;
  std::uint64_t work_left_ = most_misses_work;
  WhyNot* result_ = nullptr;
};

}  // namespace casus::explain
