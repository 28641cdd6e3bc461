// SPDX-License-Identifier: Apache-2.0
#include "author/testing/probes.hpp"

#include <algorithm>
#include <iterator>

#include "plan/conjunctions.hpp"

namespace casus::author {
namespace {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Terms;
using plan::Variables;

void flatten(const Terms& terms, ConditionId id, std::vector<ConditionId>& into) {
  if (terms[id].kind != Condition::Kind::all) {
    into.push_back(id);
    return;
  }
  for (const ConditionId part : terms[id].parts) flatten(terms, part, into);
}

Variables bound(const Terms& terms, ConditionId id) {
  const Condition& condition = terms[id];
  Variables result;
  if (condition.kind == Condition::Kind::atom) {
    for (const check::Atom::Given& given : condition.atom.given) {
      const Expr& expr = terms[given.expr];
      if (expr.kind == Expr::Kind::variable) result.insert(expr.variable);
    }
  } else if (condition.kind == Condition::Kind::let) {
    result.insert(condition.variable);
  } else if (condition.kind == Condition::Kind::all) {
    for (const ConditionId part : condition.parts) result.merge(bound(terms, part));
  } else if (condition.kind == Condition::Kind::any) {
    for (std::size_t i = 0; i < condition.parts.size(); ++i) {
      const Variables side = bound(terms, condition.parts[i]);
      if (i == 0) {
        result = side;
      } else {
        std::erase_if(result, [&](check::VariableId one) { return !side.contains(one); });
      }
    }
  }
  return result;
}

class Order {
 public:
  explicit Order(const Terms& terms) : terms_(terms) {}

  /// The conditions as they can be looked at, each once its variables have values.
  [[nodiscard]] std::vector<ConditionId> of(std::vector<ConditionId> open,
                                            const Variables& known) const {
    Variables bindable = known;
    for (const ConditionId id : open) bindable.merge(bound(terms_, id));
    Variables have = known;
    std::vector<ConditionId> result;
    while (!open.empty()) {
      auto next =
          std::ranges::find_if(open, [&](ConditionId id) { return is_ready(id, have, bindable); });
      if (next == open.end()) next = open.begin();
      have.merge(bound(terms_, *next));
      result.push_back(*next);
      open.erase(next);
    }
    return result;
  }

 private:
  [[nodiscard]] bool is_ready(ConditionId id, const Variables& have,
                              const Variables& bindable) const {
    const Condition& condition = terms_[id];
    Variables needs;
    if (condition.kind == Condition::Kind::atom) {
      for (const check::Atom::Given& given : condition.atom.given) {
        if (terms_[given.expr].kind != Expr::Kind::variable) {
          plan::collect(terms_, given.expr, needs);
        }
      }
    } else if (condition.kind == Condition::Kind::let) {
      plan::collect(terms_, condition.expr, needs);
    } else {
      plan::collect(terms_, id, needs);
      const Variables own = bound(terms_, id);
      std::erase_if(needs, [&](check::VariableId one) { return own.contains(one); });
    }
    return std::ranges::all_of(needs, [&](check::VariableId one) {
      return have.contains(one) || !bindable.contains(one);
    });
  }

  const Terms& terms_;
};

class ConditionProbes {
 public:
  explicit ConditionProbes(const Terms& terms) : terms_(terms), order_(terms) {}

  void add(ConditionId body, std::vector<ConditionId> before) {
    std::vector<ConditionId> parts;
    flatten(terms_, body, parts);
    const auto known = bound_by(terms_, before);
    for (const ConditionId id : order_.of(parts, {known.begin(), known.end()})) {
      if (terms_[id].kind == Condition::Kind::any) {
        for (const ConditionId side : terms_[id].parts) add(side, before);
      } else {
        result.push_back({before, id});
      }
      before.push_back(id);
    }
  }

  std::vector<ConditionProbe> result;

 private:
  const Terms& terms_;
  Order order_;
};

class TableProbes {
 public:
  explicit TableProbes(const check::Rule& rule) : rule_(rule), terms_(rule.terms) {}

  void run() {
    std::vector<ConditionId> before;
    std::vector<ConditionId> parts;
    flatten(terms_, rule_.body, parts);
    for (const ConditionId id : Order(terms_).of(parts, {})) {
      add(id, before);
      before.push_back(id);
    }
    for (const check::Conclusion& said : rule_.conclusions) {
      for (const ExprId arg : said.args) add(arg, before);
      add(said.expr, before);
      add(said.certainty, before);
    }
    add(rule_.certainty, before);
  }

  std::vector<TableProbe> result;

 private:
  void add(ConditionId id, const std::vector<ConditionId>& before) {
    const Condition& condition = terms_[id];
    for (const check::Atom::Given& given : condition.atom.given) add(given.expr, before);
    add(condition.expr, before);
    for (const ConditionId part : condition.parts) {
      // A body that is not asked for by itself: its variables have values where all of it holds.
      std::vector<ConditionId> inside = before;
      if (condition.kind != Condition::Kind::all) inside.push_back(part);
      add(part, inside);
    }
  }

  void add(ExprId id, const std::vector<ConditionId>& before) {
    if (!id.valid()) return;
    const Expr& expr = terms_[id];
    if (expr.kind == Expr::Kind::table) result.push_back({before, id});
    for (const ExprId arg : expr.args) add(arg, before);
    if (!expr.body.valid()) return;
    std::vector<ConditionId> inside = before;
    inside.push_back(expr.body);
    add(expr.body, inside);
    add(expr.value, inside);
  }

  const check::Rule& rule_;
  const Terms& terms_;
};

}  // namespace

std::vector<check::VariableId> bound_by(const Terms& terms,
                                        const std::vector<ConditionId>& conditions) {
  Variables all;
  for (const ConditionId id : conditions) all.merge(bound(terms, id));
  return {all.begin(), all.end()};
}

std::vector<ConditionProbe> condition_probes(const Terms& terms, ConditionId body) {
  ConditionProbes probes(terms);
  probes.add(body, {});
  std::ranges::stable_sort(probes.result, {}, [&](const ConditionProbe& one) {
    return terms[one.condition].span.begin;
  });
  return std::move(probes.result);
}

std::vector<TableProbe> table_probes(const check::Rule& rule) {
  TableProbes probes(rule);
  probes.run();
  return std::move(probes.result);
}

}  // namespace casus::author
