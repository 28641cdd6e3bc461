// SPDX-License-Identifier: Apache-2.0
//
// Names that facts join by are texts, and one that is misspelt or written in another way joins
// nothing: no error shows. So a text that differs so little from another of the case, or from what
// a rule asks for, is worth a warning, and so is one with letters that only look like those of
// others.
#pragma once

#include "base/function_ref.hpp"
#include "intake/reading.hpp"
#include "intake/text_uses.hpp"
#include "model/facts.hpp"
#include "model/schema.hpp"

namespace casus::intake {

/// Where a statement or record writes a field.
using FieldSpan = base::FunctionRef<Span(model::StatementId id, const model::Field& field)>;

/// W0602: a word in which letters of another alphabet stand among Latin ones that they look like.
/// W0601: a text that
/// - differs from another one only in what `base::bare` takes away; the rarer one is pointed out;
/// - occurs once and differs from one that occurs at least twice by one letter inserted, dropped,
///   replaced or swapped with its neighbour;
/// - differs in the one way from a text that a rule compares this field with, or in the other where
///   no fact has that text.
/// By a letter, texts of less than five bytes, of more than 40, or with digits are let be: "Iran"
/// and "Iraq", "article 4" and "article 5". Takes time in proportion to the texts, and to those of
/// the facts once more for each field that rules compare with texts. More than `most_texts`
/// different texts are not compared: almost every one is a slip from another.
void check_spelling(Reading& reading, const model::Schema& schema, const model::FactBase& facts,
                    FieldSpan span_of);

/// The same of `more`, facts that come to a case whose texts are `known`: of texts that the case
/// does not have. By a letter they may differ from any one that it has, however often. Takes time
/// in proportion to the texts of the case for each text that is new.
void check_more_spelling(Reading& reading, const model::Schema& schema, const model::FactBase& more,
                         const TextUses& known, FieldSpan span_of);

}  // namespace casus::intake
