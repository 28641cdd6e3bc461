// SPDX-License-Identifier: Apache-2.0
#include "explain/joins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "explain/words.hpp"
#include "model/show.hpp"

namespace casus::explain {
namespace {

using check::Condition;
using plan::Operand;
using plan::Register;
using plan::Step;

using Given = std::vector<std::pair<std::uint32_t, Operand>>;

std::string quoted(std::string_view name) { return fmt::format("`{}`", name); }

/// "a, b and c"
std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  }
  return text;
}

/// Tells the steps of one rule, one after the other: what a place of the planner's own stands for
/// is known from the steps before.
class Teller {
 public:
  Teller(const Planned& planned, const check::Terms& terms, const Visited* visited)
      : program_(planned.program),
        plan_(planned.plan),
        sources_(planned.sources),
        terms_(terms),
        visited_(visited) {}

  std::vector<PlannedStep> steps(const std::vector<Step>& steps, bool from_new = false) {
    std::vector<PlannedStep> result;
    for (const Step& step : steps) {
      PlannedStep& told = result.emplace_back();
      const bool is_new = from_new && &step == &steps.front();
      told.text = text(step, is_new);
      told.span = step.expr.valid()     ? terms_[step.expr].span
                  : step.origin.valid() ? terms_[step.origin].span
                                        : Span{};
      if (step.kind == Step::Kind::scan) {
        told.relation = of(step).name;
        told.visited = visited(step);
      }
      if (step.block) told.inside = inside(*step.block);
      if (step.kind == Step::Kind::absent) shorten(told);
    }
    return result;
  }

 private:
  static constexpr std::string_view look_up = "look up each ";
  static constexpr std::string_view go_through = "for each ";
  static constexpr std::string_view nothing = "look that nothing of this is so";

  std::vector<PlannedStep::Branch> inside(const plan::Block& block) {
    std::vector<PlannedStep::Branch> result;
    for (const auto& branch : block.branches) result.push_back({false, steps(branch.steps)});
    for (const auto& branch : block.doubts) result.push_back({true, steps(branch.steps)});
    return result;
  }

  /// A negation of one look-up is said in one sentence.
  static void shorten(PlannedStep& told) {
    if (told.inside.size() != 1 || told.inside.front().steps.size() != 1) return;
    const PlannedStep& only = told.inside.front().steps.front();
    for (const std::string_view prefix : {look_up, go_through}) {
      if (only.relation.empty() || !only.text.starts_with(prefix)) continue;
      const std::string what = "no " + only.text.substr(prefix.size());
      told.text = told.text == nothing ? "look that there is " + what : told.text + ": " + what;
      told.relation = only.relation;
      told.visited = only.visited;
      told.inside.clear();
      return;
    }
  }

  [[nodiscard]] std::optional<std::uint64_t> visited(const Step& step) const {
    if (visited_ == nullptr) return std::nullopt;
    const auto it = visited_->find(&step);
    return it == visited_->end() ? 0 : it->second;
  }

  [[nodiscard]] std::string text(const Step& step, bool is_new) {
    switch (step.kind) {
      case Step::Kind::scan:
        return scan(step, is_new);
      case Step::Kind::test:
        return "keep those where " + test(step);
      case Step::Kind::let:
        return let(step);
      case Step::Kind::agree:
        return fmt::format("keep those where {} is {}, or has no value yet and takes it",
                           name(step.target), agreed(step));
      case Step::Kind::absent:
        return absent(step);
      case Step::Kind::unlisted:
        return fmt::format("a {}{} that is not listed may be so", quoted(of(step).name),
                           whose(step, step.pattern.asked));
      case Step::Kind::unknown:
        return fmt::format("look that it is unknown whether there is a {}{}", quoted(of(step).name),
                           whose(step, step.pattern.asked));
      case Step::Kind::aggregate:
        places_[step.target] = written(step.expr);
        return "gather " + written(step.expr);
      case Step::Kind::score:
        places_[step.target] = written(step.expr);
        return "read " + written(step.expr);
    }
    return {};
  }

  [[nodiscard]] std::string scan(const Step& step, bool is_new) {
    const std::string asked = whose(step, step.pattern.key);
    const bool looks_up = step.pattern.index.valid() && !asked.empty();
    std::string result(looks_up ? look_up : go_through);
    result += (is_new ? "new " : "") + quoted(of(step).name);
    if (step.recursive && !is_new) result += " known so far";
    result += asked;
    const std::string taken = take(step);
    return taken.empty() ? result : result + ", take " + taken;
  }

  /// "its `a` as x and its `b` as y". What nobody reads again is left out.
  [[nodiscard]] std::string take(const Step& step) {
    std::vector<std::string> items;
    for (const auto& [column, reg] : step.pattern.loads) {
      const std::string field = "its " + quoted(this->field(step, column));
      const std::string variable = author_name(reg);
      if (variable.empty()) places_[reg] = quoted(this->field(step, column));
      const bool same = variable.empty() || variable == this->field(step, column);
      items.push_back(same ? field : field + " as " + variable);
    }
    return listed(items);
  }

  /// " whose `src` is s and `dst` is d"; that a statement is a fact goes without saying.
  [[nodiscard]] std::string whose(const Step& step, const Given& given) const {
    std::vector<std::string> items;
    const model::Relation& relation = of(step);
    for (const auto& [column, operand] : given) {
      const bool is_fact = relation.kind == model::RelationKind::fact &&
                           column == relation.kind_column() && !operand.reg && operand.word == 0;
      if (is_fact) continue;
      std::string item =
          fmt::format("{} is {}", quoted(field(step, column)),
                      operand.reg ? name(*operand.reg) : constant(step, column, operand.word));
      const auto& takes = step.pattern.takes;
      if (operand.reg && std::ranges::find(takes, *operand.reg) != takes.end()) {
        item += " (or gives it its value)";
      }
      items.push_back(std::move(item));
    }
    for (const auto& [column, reg] : step.pattern.same) {
      const auto first =
          std::ranges::find(step.pattern.loads, reg, [](const auto& l) { return l.second; });
      items.push_back(fmt::format("{} is the same as its {}", quoted(field(step, column)),
                                  quoted(field(step, first->first))));
    }
    return items.empty() ? "" : " whose " + listed(items);
  }

  [[nodiscard]] std::string test(const Step& step) const {
    const Condition& condition = terms_[step.origin];
    if (condition.kind != Condition::Kind::atom) {
      const check::Expr& expr = terms_[condition.expr];
      const std::string text = one_line(condition.span);
      // `hours: > 1000`: the author named the field, and no variable.
      const Register* place = first_place(expr);
      if (place == nullptr) return quoted(text);
      const std::string field = bare(places_.at(*place));
      const std::string argument = field + ": ";
      if (text.starts_with(argument)) return quoted(field + ' ' + text.substr(argument.size()));
      const bool bare_test = text.find_first_of("<>=!") == 0 || text.starts_with("in ");
      return quoted(bare_test ? field + ' ' + text : text);
    }
    // What an atom asks for and could not be looked up by: `place = operand`.
    const auto& code = step.code.instructions;
    const std::string right = code[1].kind == plan::Instruction::Kind::load
                                  ? name(code[1].operand)
                                  : literal(code[1].word, code[2].type);
    return fmt::format("{} is {}", name(code[0].operand), right);
  }

  static std::string bare(const std::string& in_ticks) {
    return in_ticks.substr(1, in_ticks.size() - 2);
  }

  /// The first variable of an expression, where it has no name and stands for a field.
  [[nodiscard]] const Register* first_place(const check::Expr& expr) const {
    if (expr.kind == check::Expr::Kind::variable) {
      const auto it = places_.find(expr.variable.value);
      return it == places_.end() ? nullptr : &it->first;
    }
    return expr.args.empty() ? nullptr : first_place(terms_[expr.args.front()]);
  }

  [[nodiscard]] std::string let(const Step& step) {
    if (step.expr.valid()) {
      places_[step.target] = written(step.expr);
      return "work out " + written(step.expr);
    }
    const Condition& condition = terms_[step.origin];
    const bool gathered = terms_[condition.expr].kind == check::Expr::Kind::aggregate;
    return gathered ? "call that " + name(step.target)
                    : "work out " + quoted(one_line(condition.span));
  }

  [[nodiscard]] std::string agreed(const Step& step) const {
    const auto& code = step.code.instructions;
    if (terms_[step.origin].kind == Condition::Kind::let) return written(terms_[step.origin].expr);
    return name(code.front().operand);
  }

  [[nodiscard]] std::string absent(const Step& step) const {
    const model::RuleId by = terms_[step.origin].overriding;
    if (!by.valid()) return std::string(nothing);
    return fmt::format("look that {}, which overrides this rule, says nothing here",
                       quoted(program_[by].name));
  }

  [[nodiscard]] const model::Relation& of(const Step& step) const {
    return program_.schema[plan_[step.pattern.store].relation];
  }

  [[nodiscard]] std::string field(const Step& step, std::uint32_t column) const {
    const model::Relation& relation = of(step);
    if (column < relation.fields.size()) return relation.fields[column].name;
    constexpr std::string_view metadata[] = {"kind", "source", "certainty"};
    return std::string(metadata[column - relation.fields.size()]);
  }

  /// Empty for places of the planner's and the checker's own.
  [[nodiscard]] std::string author_name(Register reg) const {
    return reg < terms_.variables.size() ? terms_.variables[reg].name : std::string();
  }
  [[nodiscard]] std::string name(Register reg) const {
    const std::string variable = author_name(reg);
    if (!variable.empty()) return variable;
    const auto place = places_.find(reg);
    return place == places_.end() ? "what is asked for" : place->second;
  }

  /// A word that a column is to hold.
  [[nodiscard]] std::string constant(const Step& step, std::uint32_t column,
                                     model::Word word) const {
    const model::Relation& relation = of(step);
    const bool kind =
        relation.kind == model::RelationKind::fact && column == relation.kind_column();
    return kind ? std::string(model::statement_kinds[word])
                : literal(word, plan_[step.pattern.store].columns[column]);
  }
  [[nodiscard]] std::string literal(model::Word word, model::Type type) const {
    return model::show_literal(word, type, program_.schema, program_.symbols);
  }

  /// An expression as the author wrote it.
  [[nodiscard]] std::string written(check::ExprId id) const {
    return quoted(one_line(terms_[id].span));
  }
  /// With every run of blanks and line ends as one blank.
  [[nodiscard]] std::string one_line(Span span) const {
    std::string result;
    if (!span.valid()) return result;
    for (const char c : sources_.text(span)) {
      const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!blank) {
        result += c;
      } else if (!result.ends_with(' ')) {
        result += ' ';
      }
    }
    return result;
  }

  const check::Program& program_;
  const plan::Plan& plan_;
  const Sources& sources_;
  const check::Terms& terms_;
  const Visited* visited_;
  std::map<Register, std::string> places_;  ///< what registers without a name stand for
};

std::string about(const Planned& planned, const plan::RulePlan& rule) {
  const plan::StorePlan& head = planned.plan[rule.head];
  const model::Relation& relation = planned.program.schema[head.relation];
  if (!rule.rule.valid()) return relation.name;
  const check::Conclusion& said = planned.program[rule.rule].conclusions[rule.conclusion];
  if (said.kind == check::Conclusion::Kind::derive) {
    return said.negative ? "not " + relation.name : relation.name;
  }
  if (!said.factor) return relation.name;
  return relation.name + '.' + planned.program.schema[said.rating].factors[*said.factor].name;
}

/// Relations that steps visit.
void collect(const plan::Plan& plan, const std::vector<Step>& steps,
             std::set<model::RelationId>& into) {
  for (const Step& step : steps) {
    if (step.kind == Step::Kind::scan) into.insert(plan[step.pattern.store].relation);
    if (!step.block) continue;
    for (const auto& branch : step.block->branches) collect(plan, branch.steps, into);
  }
}

}  // namespace

PlannedRule planned_rule(const Planned& planned, const plan::RulePlan& rule,
                         const Visited* visited) {
  PlannedRule result;
  const model::RelationId relation = planned.plan[rule.head].relation;
  const model::RatingId rating = planned.program.schema[relation].rating;
  const check::Terms& terms = rule.rule.valid() ? planned.program[rule.rule].terms
                                                : planned.program.subjects[rating.index()].terms;
  result.about = about(planned, rule);
  if (rule.rule.valid()) {
    const check::Rule& author = planned.program[rule.rule];
    result.rule = author.name;
    result.module = author.module;
    result.span = author.name_span;
  } else {
    result.span = planned.program.schema[rating].span;
  }
  const auto add = [&](const std::vector<Step>& steps, bool from_new) {
    Teller teller(planned, terms, visited);
    PlannedOrder& order = result.orders.emplace_back();
    if (from_new) {
      const plan::StorePlan& store = planned.plan[steps.front().pattern.store];
      order.begins_with = planned.program.schema[store.relation].name;
    }
    order.steps = teller.steps(steps, from_new);
    for (PlannedStep& step : teller.steps(rule.head_steps)) order.steps.push_back(std::move(step));
  };
  if (!rule.by_deltas()) {
    result.runs = rule.anew ? PlannedRule::Runs::each_round : PlannedRule::Runs::once;
    add(rule.steps, false);
    return result;
  }
  result.runs = PlannedRule::Runs::from_new;
  for (const std::vector<Step>& steps : rule.deltas) add(steps, true);
  return result;
}

JoinPlan join_plan(const Planned& planned, const plan::Cardinalities& sizes) {
  JoinPlan result;
  std::set<model::RelationId> read;
  for (const plan::ComponentPlan& component : planned.plan.components) {
    if (component.rules.empty()) continue;
    PlannedGroup& group = result.groups.emplace_back();
    group.recursive = component.recursive;
    group.best_first = component.best_first;
    for (const model::RelationId relation : component.relations) {
      group.relations.push_back(planned.program.schema[relation].name);
    }
    for (const auto& [store, column] : component.carried) {
      const auto& relation = planned.program.schema[planned.plan[store].relation];
      group.carried.push_back({relation.name, relation.fields[column].name});
    }
    for (const std::uint32_t r : component.rules) {
      const plan::RulePlan& rule = planned.plan.rules[r];
      group.rules.push_back(planned_rule(planned, rule));
      collect(planned.plan, rule.steps, read);
      collect(planned.plan, rule.head_steps, read);
    }
  }
  for (const model::RelationId id : read) {
    const model::Relation& relation = planned.program.schema[id];
    result.relations.push_back({relation.name, plan::expected_rows(planned.program, sizes, id),
                                relation.kind == model::RelationKind::fact});
  }
  return result;
}

}  // namespace casus::explain
