// SPDX-License-Identifier: Apache-2.0
//
// Expressions with their values put in: `y >= 70 years` where y is 75 becomes "75 years >= 70
// years".
#pragma once

#include <string>
#include <unordered_map>

#include "casus/source.hpp"
#include "check/program.hpp"
#include "explain/words.hpp"

namespace casus::explain {

/// Values of aggregates and ratings inside expressions, by ExprId.
using Computed = std::unordered_map<std::uint32_t, model::Word>;

class Renderer {
 public:
  Renderer(const Words& words, const check::Terms& terms, const std::vector<model::Word>& registers,
           const Computed& computed, const Sources& sources)
      : words_(words),
        terms_(terms),
        registers_(registers),
        computed_(computed),
        sources_(sources) {}

  [[nodiscard]] std::string expr(check::ExprId id, int outer_precedence = 0) const;
  /// "no spare (pump: pump 3)": a condition that was found not to hold.
  [[nodiscard]] std::string condition(check::ConditionId id) const;

 private:
  [[nodiscard]] std::string apply(const check::Expr& expr, int outer) const;
  /// Whether the author wrote a share here: `s >= 50%`. Values beside it are shown as shares too.
  [[nodiscard]] bool written_as_share(const check::Expr& expr) const;
  [[nodiscard]] std::string field_of(check::VariableId variable) const;
  [[nodiscard]] std::string share(check::ExprId id, int outer) const;
  [[nodiscard]] std::string call(std::string name, const check::Expr& expr) const;
  [[nodiscard]] std::string literal(model::Word word, model::Type type) const;
  [[nodiscard]] std::string plain(check::ExprId id) const;
  [[nodiscard]] std::string atom(const check::Atom& atom) const;
  [[nodiscard]] std::string joined(const check::Condition& condition, const char* word) const;

  const Words& words_;
  const check::Terms& terms_;
  const std::vector<model::Word>& registers_;
  const Computed& computed_;
  const Sources& sources_;
};

}  // namespace casus::explain
