// SPDX-License-Identifier: Apache-2.0
//
// One program for many cases at once. Every fact, relation and rating gets a further column in
// front of its own, the case, and every rule one more variable that stands there in all its atoms.
// So rows of different cases never meet, and what follows for one case is what would follow for it
// alone.
#pragma once

#include <memory>

#include "check/program.hpp"

namespace casus::check {

struct Partitioned {
  std::shared_ptr<const Program> program;
  /// A fact of one field that lists the cases, for rules that hold without any other fact. It is
  /// the last relation; the others keep their numbers, as rules, ratings and tables do.
  RelationId cases;
};

/// The column of the case, in every relation; a case is an int.
inline constexpr std::uint32_t case_column = 0;

[[nodiscard]] inline bool is_partitioned(const Program& program) {
  return !program.schema.relations.empty() && program.schema.relations.back().lists_cases;
}

[[nodiscard]] Partitioned partition(const Program& program);

}  // namespace casus::check
