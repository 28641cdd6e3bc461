// SPDX-License-Identifier: Apache-2.0
//
// Rule text in the one style: for whoever writes rules with tools, an editor above all.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/ruleset.hpp"
#include "casus/source.hpp"

namespace casus {

struct Formatted {
  std::string text;         ///< empty where there are errors
  std::vector<Edit> edits;  ///< the same as changes between words, in order; none where all is well
  Diagnostics diagnostics;  ///< of the syntax; names and types are not looked at
  std::shared_ptr<const Sources> sources;
};

/// The style does not depend on how the text was laid out: lines of at most 100 columns where that
/// can be, clauses and conditions on lines of their own, one blank line between declarations; lines
/// end in a line feed, the last one too, and no byte order mark begins the text. Every comment is
/// kept, and what the text means; to format it again changes nothing.
[[nodiscard]] Formatted format_rules(NamedText file);

}  // namespace casus
