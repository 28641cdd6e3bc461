// SPDX-License-Identifier: Apache-2.0
//
// Facts that wait for nothing: what a case states as a judgement, plan or perception, and rules ask
// for as something else only.
#pragma once

#include <array>
#include <iterator>
#include <span>
#include <vector>

#include "casus/diagnostic.hpp"
#include "check/program.hpp"
#include "model/facts.hpp"

namespace casus::session {

/// Which facts the rules of a program read, which has to outlive it, and as what.
class Reads {
 public:
  explicit Reads(const check::Program& program);

  /// W0603, one for each fact and kind: statements of a kind as which no rule reads the fact,
  /// though rules do read it. What no rule reads at all is let be.
  [[nodiscard]] Diagnostics unread_kinds(std::span<const model::Statement> statements) const;
  /// A warning for each fact that no rule reads at all.
  [[nodiscard]] Diagnostics unread(std::span<const model::Statement> statements) const;

 private:
  /// By StatementKind: where a rule first asks for such statements; invalid: nowhere.
  using ReadAs = std::array<Span, std::size(model::statement_kinds)>;

  void add(const check::Terms& terms);
  void add(const check::Terms& terms, const check::Atom& atom);

  const model::Schema& schema_;
  std::vector<ReadAs> read_as_;  ///< by RelationId
};

}  // namespace casus::session
