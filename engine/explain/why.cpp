// SPDX-License-Identifier: Apache-2.0
#include "explain/why.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "check/environment.hpp"
#include "explain/summary.hpp"

namespace casus::explain {
namespace {

using check::Condition;
using check::Expr;
using infer::RowRef;
using infer::Seen;
using Node = Explanation::Node;
using Kind = Explanation::Kind;
using plan::Step;

/// Where the author wrote it; exceptions by other rules come last.
std::uint32_t place(const check::Terms& terms, const Seen& seen) {
  constexpr std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
  if (seen.step->origin.valid() && terms[seen.step->origin].overriding.valid()) return last;
  if (seen.step->origin.valid()) return terms[seen.step->origin].span.begin;
  return seen.step->expr.valid() ? terms[seen.step->expr].span.begin : last;
}

/// An assignment that the planner made for an argument; the author wrote none.
bool is_inner_let(const check::Terms& terms, const Step& step) {
  if (step.kind != Step::Kind::let) return false;
  if (!step.origin.valid() || terms[step.origin].kind != Condition::Kind::let) return true;
  const check::VariableId variable = terms[step.origin].variable;
  return step.target != variable.value || terms[variable].name.empty();
}

std::string_view aggregate_name(check::Aggregate aggregate) {
  switch (aggregate) {
    case check::Aggregate::count:
      return "count";
    case check::Aggregate::sum:
      return "sum";
    case check::Aggregate::min:
      return "least";
    case check::Aggregate::max:
      return "greatest";
    case check::Aggregate::avg:
      return "average";
  }
  return "";
}

}  // namespace

std::string TreeBuilder::code(Span span) const {
  return span.valid() ? std::string(sources_.text(span)) : std::string();
}

void TreeBuilder::add_code(Node& node, const check::Terms& terms, const Seen& seen) const {
  const Step& step = *seen.step;
  plan::Variables variables;
  Span span;
  if (step.kind == Step::Kind::aggregate && step.expr.valid()) {
    span = terms[step.expr].span;
    plan::collect(terms, step.expr, variables);
  } else if (step.origin.valid()) {
    span = terms[step.origin].span;
    plan::collect(terms, step.origin, variables);
  } else if (step.expr.valid()) {
    span = terms[step.expr].span;
    plan::collect(terms, step.expr, variables);
  }
  node.code = code(span);
  node.values = words_.bindings(terms, seen.registers, variables);
}

void TreeBuilder::add_conclusion(Node& node, const check::Rule& rule, std::uint32_t conclusion,
                                 const std::vector<Seen>& seen) const {
  const check::Conclusion& said = rule.conclusions[conclusion];
  if (said.kind == check::Conclusion::Kind::derive) node.conclusion = "then ";
  node.conclusion += code(said.span);
  // An outcome of `then one of` has its certainty with it.
  const check::ExprId certainty = said.certainty.valid() ? said.certainty : rule.certainty;
  if (certainty.valid() && !said.certainty.valid()) {
    node.conclusion += " certainty " + code(rule.terms[certainty].span);
  }
  if (seen.empty()) return;
  plan::Variables variables;
  for (const check::ExprId arg : said.args) plan::collect(rule.terms, arg, variables);
  if (said.expr.valid()) plan::collect(rule.terms, said.expr, variables);
  variables.insert(said.for_each.begin(), said.for_each.end());
  if (certainty.valid()) plan::collect(rule.terms, certainty, variables);
  node.concluded = words_.bindings(rule.terms, seen.back().registers, variables);
}

Node TreeBuilder::contradiction(const infer::Contradiction& one) {
  Node node;
  node.id = ++next_id_;
  node.kind = Kind::unknown;
  node.text = explain::contradiction(words_, one, lineages_);
  // As sure as each was by itself.
  const auto add = [&](RowRef side, double certainty) {
    node.children.push_back(row(side));
    node.children.back().certainty = certainty;
    node.children.back().alone.reset();
  };
  add(one.held, one.held_certainty);
  add(one.denied, one.denied_certainty);
  return node;
}

/// " (exposure, rules.casus:14)": the rows of tables that gave a condition its values.
std::string TreeBuilder::rows(const std::vector<infer::TableHit>& hits) const {
  std::string text;
  for (const infer::TableHit& hit : hits) {
    const check::Table& table = (*words_.fixpoint.program)[hit.table];
    if (hit.rows.empty()) continue;
    text += " (" + table.name;
    for (const std::size_t row : hit.rows) {
      text += ", " + check::short_place(sources_, table.rows[row].span);
    }
    text += ')';
  }
  return text;
}

std::vector<Node> TreeBuilder::conditions(const check::Terms& terms,
                                          const std::vector<Seen>& seen) {
  Computed computed;
  for (const Seen& step : seen) {
    const bool makes_value =
        step.step->kind == Step::Kind::aggregate || step.step->kind == Step::Kind::score;
    if (makes_value) computed[step.step->expr.value] = step.registers[step.step->target];
  }
  std::vector<const Seen*> order;
  for (const Seen& step : seen) order.push_back(&step);
  std::ranges::stable_sort(order, {}, [&](const Seen* one) { return place(terms, *one); });
  std::vector<Node> result;
  for (const Seen* step : order) {
    if (is_inner_let(terms, *step->step)) continue;
    Node node = condition(terms, *step, computed);
    // `s(x) in 40..60` reads a score twice.
    const auto same = [&](const Node& other) {
      return other.kind == Kind::score && other.text == node.text;
    };
    if (node.kind == Kind::score && std::ranges::any_of(result, same)) continue;
    result.push_back(std::move(node));
  }
  return result;
}

Node TreeBuilder::condition(const check::Terms& terms, const Seen& seen, const Computed& computed) {
  const Step& step = *seen.step;
  if (step.kind == Step::Kind::scan) {
    Node node = row(seen.row);
    add_code(node, terms, seen);
    return node;
  }
  Node node;
  node.id = ++next_id_;
  const Renderer render(words_, terms, seen.registers, computed, sources_);
  const bool whole = step.origin.valid();
  node.span =
      whole ? terms[step.origin].span : (step.expr.valid() ? terms[step.expr].span : Span{});
  add_code(node, terms, seen);
  switch (step.kind) {
    case Step::Kind::agree:  // inside negations, which are told as a whole
    case Step::Kind::test: {
      node.kind = Kind::comparison;
      const Condition& condition = terms[step.origin];
      node.text = condition.kind == Condition::Kind::test ? render.expr(condition.expr)
                                                          : render.condition(step.origin);
      node.text += rows(seen.hits);
      return node;
    }
    case Step::Kind::let: {
      node.kind = Kind::assignment;
      const check::Variable& variable = terms[terms[step.origin].variable];
      const Value value = words_.value(seen.registers[step.target], variable.type);
      node.claimed = {value};
      node.text = variable.name + " = " + value.text + (value.unit.empty() ? "" : " ") + value.unit;
      node.text += rows(seen.hits);
      return node;
    }
    case Step::Kind::absent:
      node.kind = Kind::absence;
      grade(node, seen.grade);
      node.text = render.condition(step.origin);
      if (const check::RuleId by = terms[step.origin].overriding; by.valid()) {
        node.text = "not overridden by " + program()[by].name;
        node.values.clear();
        node.code = "overrides " + node.code;
      }
      return absence(*seen.absence, std::move(node));
    case Step::Kind::unknown:
      node.kind = Kind::unknown;
      node.text = render.condition(step.origin);
      return node;
    case Step::Kind::aggregate:
      return aggregate(terms, seen, std::move(node));
    case Step::Kind::score: {
      node.kind = Kind::score;
      const Expr& expr = terms[step.expr];
      const Value value = words_.value(seen.registers[step.target], expr.type);
      node.claimed = {value};
      node.span = expr.span;
      node.code = code(node.span);
      node.text = words_.schema()[expr.rating].name;
      for (const check::ExprId arg : expr.args) node.text += " of " + render.expr(arg);
      if (expr.kind == Expr::Kind::points) {
        node.text += ", " + words_.schema()[expr.rating].factors[expr.factor].name;
      }
      node.text += " = " + value.text;
      return node;
    }
    case Step::Kind::scan:
    case Step::Kind::unlisted:
      break;
  }
  return node;
}

Node TreeBuilder::absence(const infer::Absence& absence, Node node) {
  for (const RowRef match : absence.matches) node.children.push_back(row(match));
  for (const RowRef denial : absence.denials) node.children.push_back(row(denial));
  for (const infer::Presumption& presumed : absence.presumed) {
    Node child;
    child.id = ++next_id_;
    child.kind = Kind::presumption;
    child.certainty = presumed.certainty;
    child.text = words_.presumption(
        presumed, std::ranges::any_of(absence.matches, [&](RowRef match) {
          if (match.row == infer::no_row) return false;
          const infer::Store& store = words_.fixpoint.store(match.store);
          return is_presumed_absent(presumed, (*words_.fixpoint.plan)[match.store].relation,
                                    store.row(match.row));
        }));
    child.about = words_.full_name(presumed.relation);
    child.claimed = words_.asked(presumed);
    node.children.push_back(std::move(child));
  }
  return node;
}

Node TreeBuilder::aggregate(const check::Terms& terms, const Seen& seen, Node node) {
  const Step& step = *seen.step;
  const Expr& expr = terms[step.expr];
  node.kind = Kind::aggregate;
  node.span = expr.span;
  grade(node, seen.grade);
  const auto& members = seen.aggregated->members;
  const Value value = words_.value(seen.registers[step.target], expr.type);
  node.claimed = {value};
  node.text = aggregate_name(step.aggregate);
  node.text += " of " + std::to_string(members.size()) + (members.size() == 1 ? " fact" : " facts");
  node.text += " = " + value.text + (value.unit.empty() ? "" : " ") + value.unit;
  for (const infer::Aggregated::Member& member : members) {
    for (const RowRef one : member.rows) node.children.push_back(row(one));
  }
  return node;
}

Node TreeBuilder::row(RowRef ref, bool contrary) {
  const std::vector<model::StatementId> statements = words_.fixpoint.statements_of(ref);
  if (!statements.empty()) return statement_node(ref, statements, contrary);
  const plan::StorePlan& store = (*words_.fixpoint.plan)[ref.store];
  const infer::Store& rows = words_.fixpoint.store(ref.store);
  if (rows.derivation(ref.row).rule != infer::Derivation::given) return rule_node(ref);
  Node node;  // the row of a rating that a rule read
  node.id = ++next_id_;
  node.kind = Kind::score;
  node.text = words_.sentence(store.relation, rows.row(ref.row));
  claim(node, ref);
  return node;
}

void TreeBuilder::claim(Node& node, RowRef ref) const {
  const plan::StorePlan& store = (*words_.fixpoint.plan)[ref.store];
  const std::vector<model::Word> row = words_.fixpoint.store(ref.store).row(ref.row);
  const auto& fields = words_.schema()[store.relation].fields;
  node.about = words_.full_name(store.relation);
  node.denies = store.role == plan::StorePlan::Role::negative;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    node.claimed.push_back(words_.value(row[i], fields[i].type));
  }
}

Node TreeBuilder::statement_node(RowRef ref, const std::vector<model::StatementId>& statements,
                                 bool contrary) {
  Node node;
  node.id = ++next_id_;
  node.kind = Kind::fact;
  grade(node, words_.fixpoint.store(ref.store).grade(ref.row));
  // The surest statement speaks for all that attest the fact.
  for (const model::StatementId id : statements) {
    Evidence one = words_.evidence(id, grades_);
    if (!node.evidence || one.certainty > node.evidence->certainty) node.evidence = std::move(one);
  }
  node.evidence->used = true;
  node.text = (node.evidence->holds ? "" : "denied: ") + node.evidence->text;
  node.facts = words_.fact_ids(statements);
  node.span = node.evidence->span;
  claim(node, ref);
  if (!contrary) add_against(ref, node);
  return node;
}

/// What denies that which holds, or holds of that which is denied, where it makes it less sure.
void TreeBuilder::add_against(RowRef ref, Node& node) {
  if (words_.fixpoint.store(ref.store).grade(ref.row) == infer::Grade::none) return;
  for (const infer::Contradiction& one : words_.fixpoint.contradictions) {
    const bool held = one.held == ref;
    if (!held && one.denied != ref) continue;
    const double alone = held ? one.held_certainty : one.denied_certainty;
    if (words_.fixpoint.certainty(ref) >= alone) continue;
    node.alone = alone;
    Node contrary = row(held ? one.denied : one.held, true);
    contrary.certainty = held ? one.denied_certainty : one.held_certainty;
    contrary.alone.reset();
    contrary.against = true;
    if (!held) contrary.text = "held: " + contrary.text;
    node.children.push_back(std::move(contrary));
  }
}

Node TreeBuilder::rule_node(RowRef ref) {
  const infer::Store& store = words_.fixpoint.store(ref.store);
  const plan::StorePlan& shape = (*words_.fixpoint.plan)[ref.store];
  const plan::RulePlan& plan = words_.fixpoint.plan->rules[store.derivation(ref.row).rule];
  const check::Rule& rule = (*words_.fixpoint.program)[plan.rule];
  Node node;
  node.id = ++next_id_;
  node.kind = Kind::rule;
  node.rule = rule.name;
  grade(node, words_.fixpoint.derived_grade(ref));
  node.text = words_.sentence(shape.relation, store.row(ref.row));
  if (shape.role == plan::StorePlan::Role::negative) {
    node.text = "denied: " + words_.denied(shape.relation, store.row(ref.row));
  }
  node.span = rule.name_span;
  claim(node, ref);
  const std::uint64_t key = infer::Fixpoint::key(ref);
  if (const auto told = told_.find(key); told != told_.end()) {
    node.same_as = told->second;
    return node;
  }
  if (lists_facts_) node.facts = words_.fact_ids(lineages_.statements_below(ref));
  if (depth_ >= max_depth) {
    node.cut = true;
    const auto [reserved, first] = put_off_.try_emplace(key, next_id_ + 1);
    if (first) cut_.push_back(ref);
    if (first) ++next_id_;
    node.same_as = reserved->second;
    return node;
  }
  if (const auto reserved = put_off_.find(key); reserved != put_off_.end()) {
    node.id = reserved->second;
    put_off_.erase(reserved);
  }
  told_.emplace(key, node.id);
  const auto ways = infer::replay(words_.fixpoint, ref, words_.symbols, meter_);
  for (const infer::Replayed& way : ways) {
    if (way.counted_with || way.seen.empty()) continue;
    node.bindings = words_.bindings(rule.terms, way.seen.back().registers);
    add_conclusion(node, rule, plan.conclusion, way.seen);
    break;
  }
  conclusions_.emplace(node.id, ref);
  derive(node, ways);
  ++depth_;
  add_against(ref, node);
  for (Node& one : defeated(shape.relation, store.row(ref.row))) {
    node.children.push_back(std::move(one));
  }
  --depth_;
  return node;
}

/// One of several derivations of a conclusion.
Node TreeBuilder::way_node(const infer::Replayed& way, Kind kind) {
  const plan::RulePlan& plan = words_.fixpoint.plan->rules[way.rule];
  const check::Rule& rule = program()[plan.rule];
  Node node;
  node.id = ++next_id_;
  node.kind = kind;
  node.rule = rule.name;
  grade(node, way.grade);
  if (!way.seen.empty()) {
    node.text = words_.because(rule, way.seen.back().registers);
    node.bindings = words_.bindings(rule.terms, way.seen.back().registers);
  }
  add_conclusion(node, rule, plan.conclusion, way.seen);
  node.span = rule.name_span;
  if (way.counted_with) {
    node.kind = Kind::uncounted;
    const infer::Lineage lineage = lineages_.below(way.seen);
    node.facts = words_.fact_ids(lineage.statements);
    node.origins = Words::names(infer::origins_or_sources(words_.fixpoint, lineage));
  }
  node.children = conditions(rule.terms, way.seen);
  return node;
}

void TreeBuilder::tell_deeper(std::vector<Node>& deeper) {
  lists_facts_ = false;
  while (!cut_.empty()) {
    if (meter_.stopped()) return;
    for (const RowRef ref : std::exchange(cut_, {})) {
      if (put_off_.contains(infer::Fixpoint::key(ref))) deeper.push_back(row(ref));
    }
  }
}

void TreeBuilder::add_alternatives(Node& root) {
  if (!all_) all_.emplace(words_.fixpoint, words_.symbols, meter_);
  add_alternatives_below(root);
}

void TreeBuilder::add_alternatives_below(Node& node) {
  ++depth_;
  for (Node& child : node.children) add_alternatives_below(child);
  const std::size_t told = node.children.size();
  const auto conclusion = conclusions_.find(node.id);
  if (conclusion != conclusions_.end()) add_others(conclusion->second, node);
  for (std::size_t i = told; i < node.children.size(); ++i) {
    add_alternatives_below(node.children[i]);
  }
  --depth_;
}

void TreeBuilder::add_others(RowRef ref, Node& node) {
  if (alternatives_ >= most_alternatives_in_all) {
    node.text += " (other derivations are left out)";
    return;
  }
  const infer::Derivations::Others others = all_->others(ref, most_alternatives);
  node.further = others.count - others.ways.size();
  alternatives_ += others.ways.size();
  infer::Machine machine(words_.fixpoint, words_.symbols, meter_);
  for (const infer::Way& way : others.ways) {
    const infer::Replayed told{way.rule, way.grade,
                               infer::replay(words_.fixpoint, ref, way, machine)};
    Node one = way_node(told, Kind::alternative);
    if (lists_facts_) one.facts = words_.fact_ids(lineages_.below(told.seen).statements);
    node.children.push_back(std::move(one));
  }
}

/// Puts the reasons below a conclusion: the conditions of its rule, or each of several derivations.
void TreeBuilder::derive(Node& node, const std::vector<infer::Replayed>& ways) {
  ++depth_;
  if (ways.size() == 1) {
    const infer::Replayed& way = ways.front();
    const model::RuleId rule = words_.fixpoint.plan->rules[way.rule].rule;
    node.children = conditions((*words_.fixpoint.program)[rule].terms, way.seen);
  } else {
    for (const infer::Replayed& way : ways) {
      Node one = way_node(way);
      if (way.counted_with) one.counted_with = node.children[*way.counted_with].id;
      node.children.push_back(std::move(one));
    }
  }
  --depth_;
}

void TreeBuilder::grade(Node& node, infer::Grade grade) const {
  node.certainty = words_.certainty(grade);
  node.between = words_.between(grade);
}

Node TreeBuilder::goal(std::string text, infer::Grade whole, const check::Terms& terms,
                       const std::vector<Seen>& seen) {
  Node node;
  node.id = ++next_id_;
  node.kind = Kind::goal;
  node.text = std::move(text);
  grade(node, whole);
  if (!seen.empty()) node.bindings = words_.bindings(terms, seen.back().registers);
  node.children = conditions(terms, seen);
  return node;
}

}  // namespace casus::explain
