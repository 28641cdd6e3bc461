// SPDX-License-Identifier: Apache-2.0
//
// Lints of how conditions hang together, and so of how long it takes to find what fits them.
#include <algorithm>
#include <numeric>

#include "author/lint/rules.hpp"
#include "author/lint/terms.hpp"

namespace casus::author {
namespace {

using check::Condition;
using check::Expr;
using check::Function;
using check::VariableId;

/// Variables that lead to each other.
class Groups {
 public:
  explicit Groups(std::size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }
  std::size_t of(std::size_t one) {
    while (parents_[one] != one) one = parents_[one] = parents_[parents_[one]];
    return one;
  }
  void join(const std::vector<VariableId>& variables) {
    for (const VariableId one : variables) {
      parents_[of(one.index())] = of(variables.front().index());
    }
  }

 private:
  std::vector<std::size_t> parents_;
};

bool is_text_function(Function function) {
  return function == Function::contains || function == Function::starts_with ||
         function == Function::ends_with;
}

/// How a test connects what it mentions.
enum class Link { equality, order, text };

Link link_of(const check::Terms& terms, const Condition& condition) {
  if (condition.kind != Condition::Kind::test) return Link::equality;
  const Expr& expr = terms[condition.expr];
  if (expr.kind != Expr::Kind::apply) return Link::equality;
  if (is_text_function(expr.function)) return Link::text;
  const bool order = check::is_order(expr.function) || expr.function == Function::not_equal;
  return order ? Link::order : Link::equality;
}

class Joins {
 public:
  explicit Joins(const RuleBase& base) : base_(base) {
    const check::Program& program = base.program;
    circle_.resize(program.schema.relations.size(), 0);
    for (std::size_t i = 0; i < program.components.size(); ++i) {
      if (!program.components[i].recursive) continue;
      for (const auto relation : program.components[i].relations) circle_[relation.index()] = i + 1;
    }
  }

  void look_at(const check::Rule& rule) {
    const check::Terms& terms = rule.terms;
    const std::vector<check::ConditionId> all = conjuncts(terms, rule.body);
    std::vector<const check::Atom*> atoms;
    for (const check::ConditionId id : all) {
      if (terms[id].kind == Condition::Kind::atom) atoms.push_back(&terms[id].atom);
    }
    if (atoms.size() < 2) return;
    recursion(rule, atoms);
    Groups tight(terms.variables.size());
    Groups with_text(terms.variables.size());
    Groups with_all(terms.variables.size());
    for (const check::ConditionId id : all) {
      std::vector<VariableId> variables;
      add_variables(terms, id, variables);
      if (variables.empty()) continue;
      const Link link = link_of(terms, terms[id]);
      with_all.join(variables);
      if (link != Link::order) with_text.join(variables);
      if (link == Link::equality) tight.join(variables);
    }
    const check::Atom* first = nullptr;
    std::size_t home = 0;
    for (const check::Atom* atom : atoms) {
      std::vector<VariableId> variables;
      for (const check::Atom::Given& given : atom->given) {
        add_variables(terms, given.expr, variables);
      }
      if (variables.empty()) continue;
      const std::size_t one = variables.front().index();
      if (first == nullptr) {
        first = atom;
        home = one;
        continue;
      }
      if (tight.of(one) == tight.of(home)) continue;
      if (with_text.of(one) == with_text.of(home)) {
        report("text-function-join", *first, *atom,
               "these two are joined only by a part of a text: every pair is tried");
      } else if (with_all.of(one) == with_all.of(home)) {
        report("order-only-join", *first, *atom,
               "these two are joined only by more, less or other: every pair is tried");
      } else {
        report("cartesian-product", *first, *atom,
               "these two share no variable: every pair is tried");
      }
      return;
    }
  }

 private:
  void report(std::string_view lint, const check::Atom& first, const check::Atom& second,
              std::string_view message) {
    base_.findings.add(lint, second.span, message, "nothing equal leads here")
        .label(first.span, "from here")
        .advise(
            "ask for something that both have in common, or let a rule of its own conclude "
            "what joins them");
  }

  void recursion(const check::Rule& rule, const std::vector<const check::Atom*>& atoms) {
    for (const check::Conclusion& conclusion : rule.conclusions) {
      if (conclusion.kind != check::Conclusion::Kind::derive) continue;
      const std::size_t circle = circle_[conclusion.relation.index()];
      if (circle == 0) continue;
      const check::Atom* first = nullptr;
      for (const check::Atom* atom : atoms) {
        if (circle_[atom->relation.index()] != circle) continue;
        if (first == nullptr) {
          first = atom;
          continue;
        }
        base_.findings
            .add("quadratic-recursion", atom->span,
                 "this joins conclusions of the recursion with each other")
            .label(first->span, "and with these")
            .advise("let one side be what the recursion begins with: a path and one step more");
        return;
      }
    }
  }

  const RuleBase& base_;
  std::vector<std::size_t> circle_;
};

}  // namespace

void lint_joins(const RuleBase& base) {
  Joins joins(base);
  for (const check::Rule& rule : base.program.rules) joins.look_at(rule);
}

}  // namespace casus::author
