// SPDX-License-Identifier: Apache-2.0
//
// What may stand in place of the last word of a command line that is being typed. The scripts of
// all shells ask here, so none of them knows a command or a flag of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/run.hpp"

namespace casus::cli {

struct Candidate {
  std::string text;
  std::string says;  ///< what it is, in a few words; may be empty
};

struct Candidates {
  std::vector<Candidate> words;  ///< those that begin as the last word does
  bool files = false;            ///< a path may stand there as well
};

/// `words`: the line behind `casus`, the last one perhaps empty. What is wrong elsewhere in the
/// line, in rules or in facts is passed over in silence: whoever presses TAB has not asked for a
/// check. Evaluates cases where goals are asked for, for at most a second.
[[nodiscard]] Candidates candidates(const std::vector<std::string>& words, const Streams& around);

/// Whether it is known what stands for such a word of the command table: FORMAT, CASE …
[[nodiscard]] bool knows_placeholder(std::string_view placeholder);

}  // namespace casus::cli
