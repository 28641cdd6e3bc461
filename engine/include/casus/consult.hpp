// SPDX-License-Identifier: Apache-2.0
//
// A case that asks for what it does not know: the open question that could move ratings the most,
// then, with its answer taken in, the next one.
//
//   auto started = casus::Consultation::start(*rules.ruleset, *facts.facts);
//   casus::Consultation& talk = *started.consultation;
//   while (const casus::Gap* gap = talk.question()) {
//     std::cout << gap->question << '\n';
//     talk.unknown();
//   }
//   std::cout << talk.case_text();
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/gaps.hpp"

namespace casus {

/// Who answers, and when: the notes of answered facts say so.
struct Occasion {
  std::string who = {};  ///< empty: nobody in particular
  std::optional<Date> date = {};
};

/// How sure an answer is, as a case file marks a fact; nothing: as sure as can be.
struct Sureness {
  std::optional<Certainty> certainty = {};
  int credibility = 0;  ///< 1..6, the Admiralty mark; 0: none
};

/// Movable; not for several threads at once.
class Consultation {
 public:
  struct Started;
  /// `facts` are those of one case file, which the answers are put into.
  [[nodiscard]] static Started start(const Ruleset& ruleset, const Facts& facts,
                                     const Options& options = {}, const Occasion& occasion = {});
  Consultation(Consultation&&) noexcept;
  Consultation& operator=(Consultation&&) noexcept;
  ~Consultation();

  /// What to ask next: what could move a rating the most; in the end what was not tried, so that
  /// its effect is not known. Nothing where nothing of that is left. Questions that are about
  /// something closed are none, and so are values of facts in data files.
  [[nodiscard]] const Gap* question() const;
  /// The pair of which it is the first question, where it matters only with the second one.
  [[nodiscard]] const GapPair* pair() const;
  /// As the case is now, with all open questions.
  [[nodiscard]] const Gaps& gaps() const;

  /// That it is so; `values` as rules write them, in the order of `Gap::fields`, an empty one for a
  /// field that stays open. Where a value cannot be, or nothing is asked, nothing happens and the
  /// diagnostics say why.
  [[nodiscard]] Diagnostics yes(const std::vector<std::string>& values,
                                const Sureness& sureness = {});
  /// That it is not so, for kinds unknown and presumption.
  [[nodiscard]] Diagnostics no(const Sureness& sureness = {});
  /// That it is not known: it is not asked again.
  void unknown();
  /// Takes the last of these back. False where there is none.
  bool back();
  /// What is both held and denied, as `Assessment::contradictions`.
  [[nodiscard]] std::vector<std::string> contradictions() const;
  /// Why a value cannot be that of a field of the question; empty where it can. Told for one value
  /// before the others are asked for.
  [[nodiscard]] Diagnostics check(const std::string& field, const std::string& value);
  /// What the last answer that was taken says, as a sentence.
  [[nodiscard]] const std::string& noted() const;
  /// How many questions were answered with yes or no.
  [[nodiscard]] std::size_t answered() const;

  /// The case file with what was answered: values that facts left open below their headers, and
  /// further facts at the end. All else is as it was.
  [[nodiscard]] std::string case_text() const;
  /// Whether the case names rules, whose paths count from the folder of the project, else from its
  /// own.
  [[nodiscard]] bool names_rules() const;

 private:
  struct State;
  explicit Consultation(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct Consultation::Started {
  std::optional<Consultation> consultation;  ///< nothing where an error speaks against it
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

}  // namespace casus
