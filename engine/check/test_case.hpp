// SPDX-License-Identifier: Apache-2.0
//
// A checked `test` block: what is given and what is expected, with every name resolved and every
// value a constant. Whoever runs it needs no syntax tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "check/goal_body.hpp"
#include "check/program.hpp"

namespace casus::check {

/// `given "facts/case.toml"`
struct GivenFile {
  std::string path;
  Span span;  ///< of the path
};

/// `assume p(…)`: a statement where `relation` is a fact, else what a rule without conditions would
/// conclude.
struct Assumption {
  RelationId relation;
  std::vector<Word> fields;  ///< in order; `unknown_word` as in `model::Statement`
  bool holds = true;
  std::optional<double> certainty;
  model::StatementKind kind = model::StatementKind::fact;
  std::string source;  ///< the id of a source of what is given; empty where not stated
  Span source_span;
  Span span;  ///< of the atom
};

/// `drop "F12"`, or `drop p(…)`: a goal of one atom of a fact.
struct Dropped {
  std::string id;  ///< empty where it is an atom
  GoalBody goal;
  Span span;
};

/// `certainty >= 0.8`; `in 0.7..0.8` is two of them.
struct CertaintyBound {
  Function comparison = Function::equal;
  double value = 1;
};

/// `because ageing_leader`, `because "F12"`
struct Reason {
  RuleId rule;       ///< invalid where it is a fact
  std::string fact;  ///< its id
  Span span;
};

/// `expect …`
struct Expectation {
  GoalBody goal;
  std::vector<CertaintyBound> certainty;
  std::vector<Reason> because;
  Span span;  ///< the condition
  Span certainty_span;
};

/// `snapshot …`
struct Snapshot {
  GoalBody goal;
  Span span;
};

struct TestCase {
  std::string title;
  std::string module;
  Span title_span;
  Span span;                          ///< the whole block
  std::vector<GivenFile> given;       ///< the case first, then what comes on top of it
  std::optional<std::int32_t> as_of;  ///< `model::Day`
  std::vector<Assumption> assumptions;
  std::vector<Dropped> dropped;
  std::vector<std::variant<Expectation, Snapshot>> expected;  ///< in the order written
};

}  // namespace casus::check
