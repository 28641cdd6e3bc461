// SPDX-License-Identifier: Apache-2.0
//
// The seeded mistakes of tests/messages, whose README.md says how they are written.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "casus/diagnostic.hpp"

namespace casus::testing {

/// Texts by the names of their files; "goal" is the goal of a query.
using Texts = std::map<std::string, std::string>;

struct Slip {
  std::string theme;  ///< the page, without its ending
  std::string title;
  Texts wrong;
  Texts right;  ///< what the fix should make of `wrong`
  std::string file;
  std::size_t begin = 0;  ///< what the message should point at, in bytes of `file`
  std::size_t end = 0;
  Severity severity = Severity::error;
  std::vector<std::string> words;  ///< what help should say; empty: it should make `right`

  [[nodiscard]] bool asks() const { return wrong.contains("goal"); }
};

/// All pages, in the order of their names. Throws std::invalid_argument, naming the case, where one
/// cannot be read.
[[nodiscard]] std::vector<Slip> corpus();
/// The texts that slips are made in, by the names of the bases.
[[nodiscard]] std::map<std::string, Texts> bases();

}  // namespace casus::testing
