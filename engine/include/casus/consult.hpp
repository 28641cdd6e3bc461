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

/// Movable; not for several threads at once.
class Consultation {
 public:
  struct Started;
  /// `facts` are those of one case file, which the answers are put into.
  [[nodiscard]] static Started start(const Ruleset& ruleset, const Facts& facts,
                                     const Options& options = {});
  Consultation(Consultation&&) noexcept;
  Consultation& operator=(Consultation&&) noexcept;
  ~Consultation();

  /// What to ask next: nothing where nothing is left that could move a rating. Questions that are
  /// about something closed are none, and so are values of facts in data files.
  [[nodiscard]] const Gap* question() const;
  /// As the case is now, with all open questions.
  [[nodiscard]] const Gaps& gaps() const;

  /// That it is so; `values` as rules write them, in the order of `Gap::fields`, an empty one for a
  /// field that stays open. Where a value cannot be, nothing happens and the diagnostics say why.
  [[nodiscard]] Diagnostics yes(const std::vector<std::string>& values);
  /// That it is not so, for kinds unknown and presumption.
  [[nodiscard]] Diagnostics no();
  /// That it is not known: it is not asked again.
  void unknown();
  /// Takes the last of these back. False where there is none.
  bool back();
  /// How many questions were answered with yes or no.
  [[nodiscard]] std::size_t answered() const;

  /// The case file with what was answered: values that facts left open below their headers, and
  /// further facts at the end, from a source of their own. All else is as it was.
  [[nodiscard]] std::string case_text() const;
  /// Whether the case names rules or data files, whose paths count from its folder.
  [[nodiscard]] bool names_files() const;

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
