// SPDX-License-Identifier: Apache-2.0
//
// The mistakes that authors most likely make, each recognised from what stands around the place
// where the grammar stopped, and each with the fix it deserves.
#pragma once

#include <optional>
#include <string>

#include "syntax/diagnose.hpp"
#include "syntax/expectations.hpp"
#include "syntax/surroundings.hpp"

namespace casus::syntax {

struct Situation {
  Reader& reader;
  At at;  ///< the end of the last token that fitted
  Found found;
  Found before;
  Expectation expectation;
  std::string expected;  ///< "expected …"
  const Reading& reading;

  [[nodiscard]] Span span(const Found& token) const { return reader.span(token.from, token.to); }
  /// The token found; the end of the last one where what was found belongs to something else.
  [[nodiscard]] Span here() const;
};

/// A message for a known slip; nothing where the situation looks like none.
[[nodiscard]] std::optional<Diagnosis> recognise_slip(const Situation& situation);

}  // namespace casus::syntax
