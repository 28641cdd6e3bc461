// SPDX-License-Identifier: Apache-2.0
//
// Many small cases as lines of JSON, read straight into the columns of one set of facts:
//
//   {"case": "K-2015", "facts": {"leader": [{"country": "K", "age": 75}], "trade": []}}
//
// What is written as almost all is goes a quick way; whatever else there may be is read as the tree
// of a case file would be, with the same messages.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "intake/reading.hpp"
#include "model/facts.hpp"

namespace casus::intake {

/// What lines are held against, and where their facts go.
struct CaseSchema {
  const model::Schema& schema;             ///< as the author declared it, without any case
  std::shared_ptr<const Sources> sources;  ///< of the rules
  const base::Symbols& symbols;            ///< of the rules, under their numbers
  model::RelationId cases;                 ///< the fact that lists the cases
};

struct CaseLine {
  std::uint64_t number = 0;  ///< from 1 in what is read at once
  std::string text;
};

struct CasesRead {
  explicit CasesRead(const base::Symbols& symbols) : facts(symbols) {}

  /// Each fact with its case in front: the case's place in `ids`.
  model::FactBase facts;
  std::vector<std::string> ids;
  std::vector<std::uint64_t> lines;  ///< on which each case stands, from 1
  std::vector<CaseLine> wrong;       ///< that are no case as they stand
  std::uint64_t line_count = 0;
};

/// Reads whole lines. So many bytes `behind` them may be looked at.
[[nodiscard]] CasesRead read_cases(std::string_view text, std::size_t behind,
                                   const CaseSchema& schema);

/// Reports what is wrong with the case that fills these bytes of a text among `reading.sources`.
void refuse_case(const CaseSchema& schema, Reading& reading, std::uint32_t file, std::size_t begin,
                 std::size_t end);

}  // namespace casus::intake
