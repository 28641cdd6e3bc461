// SPDX-License-Identifier: Apache-2.0
//
// TOML facts: one case file, held against the schema key by key. Every mistake is a diagnostic with
// file, line and column, several in one run; nothing is guessed.
#pragma once

#include <cstdint>

#include "base/symbols.hpp"
#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "intake/consistency.hpp"
#include "intake/data_file.hpp"
#include "intake/reading.hpp"
#include "intake/spelling.hpp"
#include "model/facts.hpp"

namespace casus::intake {

struct Intake {
  model::FactBase facts;
  Diagnostics diagnostics;
  std::optional<LimitReached> limit = {};  ///< what ended the reading before its end
};

/// Reads `sources[file]`, and data files beside it. `symbols` is the rule base's table and must
/// outlive the result. With errors or a limit, the result holds what could be read and must not be
/// evaluated.
[[nodiscard]] Intake read_toml(const Sources& sources, std::uint32_t file,
                               const model::Schema& schema, const base::Symbols& symbols,
                               const std::vector<DataText>& data = {}, const Watch& watch = {},
                               const Division& division = {});

/// A case that has been read.
struct Known {
  const model::FactBase& facts;
  std::size_t numbered;  ///< so many numbers are taken: the first F1
  WithId with_id;
  Claimed claimed;
  const TextUses& texts;
  Notation notation = Notation::toml;  ///< in which its author wrote it
};
/// Facts that come to a case that has been read: a text of tables as in a case file, which may name
/// the sources of the case and list further ones, but has no `[case]` and no `[[data]]`. The result
/// has all sources, those of the case first, and the statements that come; those without an id are
/// numbered on from those of the case. `symbols` has the texts of the case.
[[nodiscard]] Intake read_more(const Sources& sources, std::uint32_t file,
                               const model::Schema& schema, const base::Symbols& symbols,
                               const Known& known);

/// Adds the statements of a tree of facts, whose keys are those of a case file without `[case]`,
/// `[[source]]` and `[[data]]`; they get no ids. `file`, among `reading.sources`, has its text.
void read_facts(Reading& reading, std::uint32_t file, const Table& facts,
                const model::Schema& schema, model::FactBase& into);

/// Only the `[case]` table: which rules the case names, before there is a schema.
struct CaseHead {
  model::Case info;
  Diagnostics diagnostics;  ///< syntax errors of the file included
};
[[nodiscard]] CaseHead read_case_head(const Sources& sources, std::uint32_t file);

}  // namespace casus::intake
