// SPDX-License-Identifier: Apache-2.0
//
// The head of a scenario: which facts of a case it leaves out and sets. Facts that come with it
// stand below as in a case file.
//
//   [scenario]
//   title = "An heir is named"
//   case = "north"
//   drop = ["F18"]
//   set = ["leader(name: \"A. Example\", age: 61 years)"]
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "intake/tree.hpp"

namespace casus::intake {

struct Scenario {
  /// What stands in quotes, and where.
  struct Text {
    std::string text;
    Span span;
  };
  std::string title;
  std::string of_case;     ///< the name of the case that it is about; empty: of any
  std::vector<Text> drop;  ///< ids, or atoms of facts
  std::vector<Text> set;   ///< facts as rules write them
  bool written = false;    ///< whether there is a `[scenario]`
  bool states = false;     ///< whether facts stand below it
  Span span;               ///< of its header, else where the file begins
  Diagnostics diagnostics;
};

/// Reads `[scenario]` of `sources[file]`, if there is one. Of what else the file holds it says
/// nothing but that it is no TOML.
[[nodiscard]] Scenario read_scenario(const Sources& sources, std::uint32_t file);

/// Whether an entry of a file is `[scenario]`. In double brackets it is a fact of that name.
[[nodiscard]] bool is_scenario(const Entry& entry);

}  // namespace casus::intake
