// SPDX-License-Identifier: Apache-2.0
//
// Which conclusions and ratings a change of facts has altered: from rows of a fixpoint to what a
// session tells.
#pragma once

#include <vector>

#include "casus/value.hpp"
#include "infer/maintain/maintenance.hpp"

namespace casus::session {

/// A change of certainty of one row, which may be another row in another fixpoint.
struct Moved {
  plan::StoreId store;
  std::vector<model::Word> words;
  Certainty before = 0;
  Certainty after = 0;
};

/// Rows of conclusions and ratings of which a revision that led to `now` has changed the
/// certainty: by relation as declared, then by values.
[[nodiscard]] std::vector<Moved> moved_rows(const infer::Fixpoint& now,
                                            const infer::Revision& revision);

}  // namespace casus::session
