// SPDX-License-Identifier: Apache-2.0
//
// Lints of values and variables, for which types and units have to be known.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "author/lint/rules.hpp"
#include "author/lint/terms.hpp"

namespace casus::author {
namespace {

using check::Condition;
using check::Expr;
using check::ExprId;
using check::Function;
using model::Base;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool plain_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// "0.125" as "12.5%": the point moves two digits to the right.
std::string in_percent(std::string_view text) {
  std::string digits(text.substr(text.find('.') + 1));
  while (digits.size() < 2) digits += '0';
  std::string whole = digits.substr(0, 2);
  while (whole.size() > 1 && whole.front() == '0') whole.erase(0, 1);
  std::string rest = digits.substr(2);
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  return whole + (rest.empty() ? "" : "." + rest) + '%';
}

/// Thresholds by what they are compared with, and the rules that have them.
using Threshold = std::tuple<std::uint32_t, std::uint32_t, Function, model::Word>;
struct Use {
  std::size_t rule;
  Span span;
};

class Values {
 public:
  explicit Values(const RuleBase& base) : base_(base), program_(base.program) {
    for (const model::Enumeration& one : program_.schema.enumerations) {
      for (const std::string& member : one.members) members_.emplace(lower(member), &one);
    }
  }

  void look_at(std::size_t number) {
    const check::Rule& rule = program_.rules[number];
    const check::Terms& terms = rule.terms;
    columns_ = columns_of(program_, terms);
    computed_.assign(terms.variables.size(), false);
    for (const Condition& condition : terms.conditions) {
      if (condition.kind == Condition::Kind::let && is_computed(terms, condition.expr)) {
        computed_[condition.variable.index()] = true;
      }
    }
    for (const check::Variable& variable : terms.variables) look_at_name(variable);
    for (const Condition& condition : terms.conditions) {
      if (condition.kind == Condition::Kind::test) look_at_test(number, terms, condition.expr);
      if (condition.kind == Condition::Kind::atom) look_at_atom(rule, condition.atom);
    }
    for (const check::Conclusion& conclusion : rule.conclusions) {
      const bool points = conclusion.kind == check::Conclusion::Kind::contribute;
      if (points && constant_of(terms, conclusion.expr) == 0.0) zero(terms, conclusion.expr);
    }
    if (constant_of(terms, rule.certainty) == 0.0) zero(terms, rule.certainty);
  }

  void report_repeated() {
    for (const auto& [threshold, uses] : thresholds_) {
      std::set<std::size_t> rules;
      for (const Use& use : uses) rules.insert(use.rule);
      if (rules.size() < base_.settings.repeated_rules) continue;
      Diagnostic& finding = base_.findings.add(
          "repeated-number", uses.back().span,
          "the same threshold stands in " + std::to_string(rules.size()) + " rules", "here");
      finding.label(uses.front().span, "first here")
          .advise("let one rule conclude what it means, and ask for that");
    }
  }

 private:
  void zero(const check::Terms& terms, ExprId expr) {
    base_.findings.add("zero-weight", terms[expr].span, "nothing follows from this rule")
        .advise("give it a weight, or remove the rule");
  }

  void look_at_name(const check::Variable& variable) {
    if (variable.name.empty()) return;
    const auto found = members_.find(lower(variable.name));
    if (found == members_.end()) return;
    base_.findings
        .add("variable-named-like-member", variable.span,
             "`" + variable.name + "` is a variable here, and fits anything")
        .label(found->second->span, "this enum has a member of the name")
        .advise("write the member as the enum has it, or give the variable another name");
  }

  void look_at_atom(const check::Rule& rule, const check::Atom& atom) {
    const model::Relation& relation = program_.schema[atom.relation];
    const check::Terms& terms = rule.terms;
    bool any_kind = relation.kind == model::RelationKind::fact && !relation.lists_cases;
    for (const check::Atom::Given& given : atom.given) {
      if (given.column == relation.kind_column()) any_kind = false;
      const Expr& expr = terms[given.expr];
      if (expr.kind != Expr::Kind::constant) continue;
      if (given.column >= relation.fields.size()) continue;
      bare(terms, given.expr, relation.fields[given.column].type);
      decimal(terms, given.expr, Column{atom.relation, given.column});
    }
    const auto certainty = constant_of(terms, rule.certainty);
    if (any_kind && !rule.certainty.valid()) read_as_fact(atom, relation);
    if (any_kind && certainty == 1.0) read_as_fact(atom, relation);
  }

  void read_as_fact(const check::Atom& atom, const model::Relation& relation) {
    base_.findings
        .add("perception-read-as-fact", atom.span,
             "a plan, perception or judgement counts here as much as a fact")
        .advise("give the rule a `certainty`, or ask for one kind: `" + relation.name +
                "(…, kind: fact)`");
  }

  bool is_computed(const check::Terms& terms, ExprId id) const {
    const Expr& expr = terms[id];
    if (expr.type.base != Base::number) return false;
    if (expr.kind == Expr::Kind::variable) return computed_[expr.variable.index()];
    if (expr.kind == Expr::Kind::aggregate) {
      return expr.aggregate == check::Aggregate::sum || expr.aggregate == check::Aggregate::avg;
    }
    if (expr.kind == Expr::Kind::score || expr.kind == Expr::Kind::points) return true;
    if (expr.kind != Expr::Kind::apply) return false;
    switch (expr.function) {
      case Function::add:
      case Function::subtract:
      case Function::multiply:
      case Function::divide:
      case Function::sqrt:
        return true;
      case Function::convert:
      case Function::negate:
      case Function::absolute:
        return is_computed(terms, expr.args.front());
      default:
        return false;
    }
  }

  void look_at_test(std::size_t number, const check::Terms& terms, ExprId id) {
    const Expr& test = terms[id];
    if (test.kind != Expr::Kind::apply) return;
    if (!check::is_comparison(test.function)) {
      // `x in a..b` and `and` within a test are comparisons joined.
      for (const ExprId arg : test.args) look_at_test(number, terms, arg);
      return;
    }
    const ExprId left = test.args[0];
    const ExprId right = test.args[1];
    if (!check::is_order(test.function) &&
        (is_computed(terms, left) || is_computed(terms, right))) {
      base_.findings
          .add("equality-on-computed-number", test.span,
               "a computed number is hardly ever exactly equal")
          .advise("ask for a range, as in `x in 0.99..1.01`, or round it first");
    }
    for (const auto& [value, other] : {std::pair{left, right}, std::pair{right, left}}) {
      if (terms[value].kind != Expr::Kind::constant) continue;
      bare(terms, value, terms[other].type);
      const Expr& of = terms[other];
      if (of.kind != Expr::Kind::variable) continue;
      const auto column = columns_[of.variable.index()];
      if (!column) continue;
      decimal(terms, value, *column);
      whole(terms, value, *column);
      repeated(number, terms, value, *column, test.function);
    }
  }

  void bare(const check::Terms& terms, ExprId value, const model::Type& type) {
    const Expr& expr = terms[value];
    const std::string_view text = base_.sources.text(expr.span);
    if (!type.numeric() || !type.unit.valid() || !plain_number(text)) return;
    if (constant_of(terms, value) == 0.0 || !seen_.insert(expr.span).second) return;
    const std::string unit(program_.schema.units.shown(type.unit));
    base_.findings.add("bare-number", expr.span, "this number is an amount in " + unit, "no unit")
        .fix("write `" + std::string(text) + ' ' + unit + '`',
             {{expr.span, std::string(text) + ' ' + unit}}, true);
  }

  [[nodiscard]] const model::Field& field(Column column) const {
    return program_.schema[column.relation].fields[column.field];
  }

  void decimal(const check::Terms& terms, ExprId value, Column column) {
    const Expr& expr = terms[value];
    const model::Field& of = field(column);
    const std::string_view text = base_.sources.text(expr.span);
    const bool share = of.type.base == Base::number && !of.type.unit.valid() && of.low && of.high &&
                       model::number_of(*of.low) == 0 && model::number_of(*of.high) == 1;
    if (!share || !plain_number(text) || !text.starts_with("0.")) return;
    if (!seen_.insert(expr.span).second) return;
    const std::string better = in_percent(text);
    base_.findings.add("share-as-decimal", expr.span, "a share reads better in per cent")
        .fix("write `" + better + '`', {{expr.span, better}}, true);
  }

  void whole(const check::Terms& terms, ExprId value, Column column) {
    const model::Relation& relation = program_.schema[column.relation];
    const model::Field& of = field(column);
    const auto number = constant_of(terms, value);
    const std::string_view text = base_.sources.text(terms[value].span);
    // Where the field has a range, the checker knows.
    if (!number || *number <= 1 || of.high || of.type.unit.valid() || !plain_number(text)) return;
    const bool shown =
        std::ranges::any_of(relation.reads.parts, [&](const model::Sentence::Part& part) {
          return part.place == column.field && part.percent;
        });
    if (!shown) return;
    base_.findings
        .add("share-compared-with-whole-number", terms[value].span,
             "`" + of.name + "` is a share, and this is " + std::string(text) + " times the whole")
        .label(of.span, "told in per cent")
        .fix("if per cent are meant, write `" + std::string(text) + "%`",
             {{terms[value].span, std::string(text) + '%'}}, false);
  }

  void repeated(std::size_t number, const check::Terms& terms, ExprId value, Column column,
                Function function) {
    const auto amount = constant_of(terms, value);
    if (!amount || *amount == 0 || *amount == 1) return;
    thresholds_[{column.relation.value, column.field, function, terms[value].constant}].push_back(
        {number, terms[value].span});
  }

  const RuleBase& base_;
  const check::Program& program_;
  std::map<std::string, const model::Enumeration*> members_;
  std::vector<std::optional<Column>> columns_;
  std::vector<bool> computed_;
  std::set<Span> seen_;
  std::map<Threshold, std::vector<Use>> thresholds_;
};

}  // namespace

void lint_values(const RuleBase& base) {
  Values values(base);
  for (std::size_t i = 0; i < base.program.rules.size(); ++i) values.look_at(i);
  values.report_repeated();
}

}  // namespace casus::author
