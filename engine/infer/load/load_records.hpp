// SPDX-License-Identifier: Apache-2.0
//
// From the records of data files to rows: the part of loading that goes by the million, and so by
// column and on all processors.
#pragma once

#include "infer/budget.hpp"
#include "infer/fixpoint.hpp"

namespace casus::infer {

/// Fills the stores of facts, which are empty, and of attested statements with the records of data
/// files; with a part of them once the meter has stopped. All are certain.
void load_records(Fixpoint& into, Meter& meter);

/// Notes which statement or record is the first to attest a row. To be called once for each row, as
/// it is appended.
void record_first(Fixpoint& into, RowRef row, model::StatementId statement);

}  // namespace casus::infer
