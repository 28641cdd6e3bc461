// SPDX-License-Identifier: Apache-2.0
//
// The answers that a question may have, as a session is told of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/unsettled.hpp"

namespace casus::analysis {

struct Answer {
  std::string set;      ///< a text for `FactChange::set`
  bool denies = false;  ///< that nothing is so
  /// Above 0: answers for which this is the same say the same but for values that are no texts.
  std::uint32_t what = 0;
};
struct Answers {
  std::vector<Answer> all;
  std::string untried;  ///< as of `Gap`
};
/// Of one question at most so many.
inline constexpr std::size_t most_answers = 64;
[[nodiscard]] std::string more_answers();  ///< why not all of them were tried

/// `looked_at`: see `Unsettleds`. What `goal` compares with is tried as well. Texts that are made
/// up are put into the symbols of `words`.
[[nodiscard]] Answers answers(const Unsettled& question,
                              const std::vector<std::vector<bool>>& looked_at,
                              const explain::Words& words, const check::Terms* goal = nullptr);

/// In the words of `asks`; else of `reads`, where all values are known; else of the names.
[[nodiscard]] std::string question_text(const Unsettled& question, const explain::Words& words);
/// A value as a rule writes it, to its last digit.
[[nodiscard]] std::string exact_literal(const explain::Words& words, model::Word word,
                                        model::Type type);
/// What all its answers begin with, closed: `spare(pump: "P1")`, `F12()`.
[[nodiscard]] std::string atom_text(const Unsettled& question, const explain::Words& words);

}  // namespace casus::analysis
