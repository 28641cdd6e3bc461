// SPDX-License-Identifier: Apache-2.0
//
// Names that facts join by are texts, and a misspelt one joins nothing: no error shows. So a text
// that a case has once, and that is one slip away from one it has more often, is worth a warning,
// and so is one with letters that only look like those of others.
#pragma once

#include <cstddef>

#include "base/function_ref.hpp"
#include "intake/reading.hpp"
#include "model/facts.hpp"
#include "model/schema.hpp"

namespace casus::intake {

/// Where a statement (by place) writes a field.
using FieldSpan = base::FunctionRef<Span(std::size_t statement, const model::Field& field)>;

/// W0602: a word in which letters of another alphabet stand among Latin ones that they look like.
/// W0601: differing from a text that occurs at least twice in upper and lower case only, or by one
/// letter inserted, dropped, replaced or swapped with its neighbour. Texts of less than five bytes,
/// of more than 40, or with digits are let be: "Iran" and "Iraq", "article 4" and "article 5".
/// Takes time in proportion to the texts.
void check_spelling(Reading& reading, const model::Schema& schema, const model::FactBase& facts,
                    FieldSpan span_of);

}  // namespace casus::intake
