// SPDX-License-Identifier: Apache-2.0
//
// Where names stand and what they turned out to mean: written down while names are resolved, for
// whoever shows a rule base to its author. A declaration is known by the place of its name.
#pragma once

#include <string>
#include <vector>

#include "casus/source.hpp"

namespace casus::check {

struct Mentions {
  struct Mention {
    Span at;
    Span declared;
    bool member = false;  ///< what is meant is the member of this name of what is declared there
  };
  struct Variable {
    Span declared;     ///< where it occurs first, or the field that gives it a value
    std::string type;  ///< "a text", "an amount in USD_bn"
  };

  std::vector<Mention> found;  ///< in no order, and some twice
  std::vector<Variable> variables;
};

}  // namespace casus::check
