// SPDX-License-Identifier: Apache-2.0
//
// Lints of conditions as they are written.
#include <algorithm>
#include <charconv>
#include <set>

#include "author/lint/rules.hpp"
#include "syntax/dump.hpp"

namespace casus::author {
namespace {

using ast::BinaryOp;
using Parts = std::vector<const ast::Expr*>;

std::string_view sign(BinaryOp op) {
  switch (op) {
    case BinaryOp::equal:
      return "=";
    case BinaryOp::not_equal:
      return "!=";
    case BinaryOp::less:
      return "<";
    case BinaryOp::less_equal:
      return "<=";
    case BinaryOp::greater:
      return ">";
    case BinaryOp::greater_equal:
      return ">=";
    default:
      return "in";
  }
}

BinaryOp opposite(BinaryOp op) {
  switch (op) {
    case BinaryOp::equal:
      return BinaryOp::not_equal;
    case BinaryOp::not_equal:
      return BinaryOp::equal;
    case BinaryOp::less:
      return BinaryOp::greater_equal;
    case BinaryOp::less_equal:
      return BinaryOp::greater;
    case BinaryOp::greater:
      return BinaryOp::less_equal;
    default:
      return BinaryOp::less;
  }
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// `x >= 70 years`: a comparison with a number as written, from one side.
struct Bound {
  std::string of;
  BinaryOp op = BinaryOp::equal;
  double value = 0;
  std::string unit;
};

std::optional<Bound> bound_in(const ast::Expr& expr) {
  const ast::Binary* binary = comparison_in(expr);
  if (binary == nullptr || binary->op == BinaryOp::in) return std::nullopt;
  const auto* number = std::get_if<ast::NumberLiteral>(&binary->right->node);
  if (number == nullptr) return std::nullopt;
  Bound bound{syntax::dump(*binary->left), binary->op, 0, number->unit ? number->unit->text : ""};
  const char* end = number->text.data() + number->text.size();
  if (std::from_chars(number->text.data(), end, bound.value).ec != std::errc()) {
    return std::nullopt;
  }
  return bound;
}

/// Whether whatever is within `a` is within `b`.
bool implies(const Bound& a, const Bound& b) {
  if (a.of != b.of || a.unit != b.unit) return false;
  const bool a_excludes = a.op == BinaryOp::greater || a.op == BinaryOp::less;
  switch (b.op) {
    case BinaryOp::greater_equal:
      return (a.op == BinaryOp::greater || a.op == BinaryOp::greater_equal) && a.value >= b.value;
    case BinaryOp::greater:
      return a.op == BinaryOp::greater ? a.value >= b.value
                                       : a.op == BinaryOp::greater_equal && a.value > b.value;
    case BinaryOp::less_equal:
      return (a.op == BinaryOp::less || a.op == BinaryOp::less_equal) && a.value <= b.value;
    case BinaryOp::less:
      return a.op == BinaryOp::less ? a.value <= b.value
                                    : a.op == BinaryOp::less_equal && a.value < b.value;
    case BinaryOp::not_equal:
      return (a_excludes && a.value == b.value) ||
             ((a.op == BinaryOp::greater || a.op == BinaryOp::greater_equal) &&
              a.value > b.value) ||
             ((a.op == BinaryOp::less || a.op == BinaryOp::less_equal) && a.value < b.value);
    default:
      return false;
  }
}

/// How often a word stands in a text, but for names of arguments.
std::size_t mentions(std::string_view text, std::string_view word) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    if (at > 0 && letter(text[at - 1])) continue;
    const std::string_view behind = text.substr(at + word.size());
    if (!behind.empty() && letter(behind.front())) continue;
    if (!trimmed(behind).starts_with(':')) ++count;
  }
  return count;
}

class Conditions {
 public:
  explicit Conditions(const RuleBase& base) : base_(base) {}

  void look_at(const ast::Declaration& declaration, const ast::Rule& rule) {
    if (rule.when != nullptr) {
      const Parts parts = parts_of(*rule.when, BinaryOp::logical_and);
      look_at_sequence(parts);
      // Under some calculi a rule that is not certain is an event for each choice of its variables.
      const bool safe = rule.certainty == nullptr && rule.choices == 0;
      compared_in_place(parts, base_.sources.text(declaration.span), safe);
      if (parts.size() > base_.settings.most_conditions) {
        base_.findings
            .add("too-many-conditions", rule.name.span,
                 "this rule has " + std::to_string(parts.size()) + " conditions",
                 "at most " + std::to_string(base_.settings.most_conditions) + " are easily read")
            .advise("let a rule of its own conclude what some of them mean together");
      }
    }
    for (const ast::ExprPtr& unless : rule.unless) {
      look_at_sequence(parts_of(*unless, BinaryOp::logical_and));
      const auto* unary = std::get_if<ast::Unary>(&unless->node);
      if (unary != nullptr && unary->op == ast::UnaryOp::logical_not) {
        double_negation(*unless, "`unless not` is hard to read");
      }
    }
    std::set<std::string> aggregates;
    visit(rule, [&](const ast::Expr& expr) { look_at(expr, aggregates); });
  }

 private:
  void look_at(const ast::Expr& expr, std::set<std::string>& aggregates) {
    if (const auto* unary = std::get_if<ast::Unary>(&expr.node)) {
      if (unary->op == ast::UnaryOp::logical_not) look_below_not(expr, *unary);
    } else if (const auto* all = std::get_if<ast::Comprehension>(&expr.node)) {
      look_at_sequence(parts_of(*all->body, BinaryOp::logical_and));
      if (!aggregates.insert(syntax::dump(expr)).second) {
        base_.findings
            .add("repeated-aggregate", expr.span, "this value is computed twice", "the second time")
            .advise("give it a name before the first use: `total = " +
                    std::string(base_.sources.text(expr.span)) + '`');
      }
    } else if (const auto* binary = std::get_if<ast::Binary>(&expr.node)) {
      if (binary->op == BinaryOp::logical_or) {
        mixed(*binary->left);
        mixed(*binary->right);
        if (alternatives_seen_.insert(&expr).second) alternatives(expr);
      } else if (comparison_in(expr) != nullptr && binary->op != BinaryOp::in &&
                 syntax::dump(*binary->left) == syntax::dump(*binary->right)) {
        base_.findings
            .add("self-comparison", expr.span, "both sides of this comparison are the same")
            .advise("compare with what was meant, or leave it out");
      }
    }
  }

  void look_below_not(const ast::Expr& expr, const ast::Unary& outer) {
    const ast::Expr& inner = *outer.operand;
    if (const auto* unary = std::get_if<ast::Unary>(&inner.node)) {
      if (unary->op == ast::UnaryOp::logical_not) double_negation(expr, "two `not` in a row");
      return;
    }
    const ast::Binary* binary = comparison_in(inner);
    if (binary == nullptr || binary->op == BinaryOp::in) return;
    std::string better(base_.sources.text(binary->left->span));
    better.append(" ").append(sign(opposite(binary->op))).append(" ");
    better += base_.sources.text(binary->right->span);
    base_.findings.add("not-equal-by-not", expr.span, "a comparison says this without `not`")
        .fix("write `" + better + '`', {{expr.span, better}}, true);
  }

  void double_negation(const ast::Expr& expr, std::string_view message) {
    base_.findings.add("double-negation", expr.span, message)
        .advise("say what is to hold, or conclude it in a rule with a name of its own");
  }

  /// An `and` beside an `or` without parentheses of its own.
  void mixed(const ast::Expr& side) {
    const auto* binary = std::get_if<ast::Binary>(&side.node);
    if (binary == nullptr || binary->op != BinaryOp::logical_and) return;
    const std::string_view text = base_.sources.text(side.span);
    if (text.starts_with('(') && text.ends_with(')') &&
        side.span.begin < binary->left->span.begin) {
      return;
    }
    base_.findings
        .add("mixed-and-or", side.span, "`and` beside `or`: which binds first is easily misread")
        .fix("put it in parentheses",
             {{{side.span.file, side.span.begin, side.span.begin}, "("},
              {{side.span.file, side.span.end, side.span.end}, ")"}},
             true);
  }

  void alternatives(const ast::Expr& expr) {
    visit(expr, [&](const ast::Expr& inner) {
      const auto* binary = std::get_if<ast::Binary>(&inner.node);
      if (binary != nullptr && binary->op == BinaryOp::logical_or) {
        alternatives_seen_.insert(&inner);
      }
    });
    const Parts parts = parts_of(expr, BinaryOp::logical_or);
    std::vector<std::set<std::string>> said;
    for (const ast::Expr* part : parts) {
      std::set<std::string>& one = said.emplace_back();
      for (const ast::Expr* each : parts_of(*part, BinaryOp::logical_and)) {
        one.insert(syntax::dump(*each));
      }
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (std::size_t j = 0; j < parts.size(); ++j) {
        if (i == j) continue;
        const auto a = bound_in(*parts[i]);
        const auto b = bound_in(*parts[j]);
        const bool same = said[i] == said[j];
        const bool within = std::ranges::includes(said[i], said[j]) || (a && b && implies(*a, *b));
        if (!within || (same && i < j)) continue;
        base_.findings
            .add("shadowed-alternative", parts[i]->span,
                 "this alternative holds only where another one does")
            .label(parts[j]->span, "this one is enough")
            .advise("leave it out, or say what was meant");
        break;
      }
    }
  }

  void look_at_sequence(const Parts& parts) {
    std::vector<std::string> said;
    for (const ast::Expr* part : parts) said.push_back(syntax::dump(*part));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto b = bound_in(*parts[i]);
      for (std::size_t j = 0; j < parts.size(); ++j) {
        if (i == j) continue;
        const auto a = bound_in(*parts[j]);
        const bool same = said[i] == said[j];
        if (!(same && j < i) && !(!same && a && b && implies(*a, *b))) continue;
        Diagnostic& finding =
            base_.findings
                .add("redundant-condition", parts[i]->span,
                     same ? "this condition stands here twice" : "another condition implies this")
                .label(parts[j]->span, same ? "here as well" : "this says more");
        // Under `bounds` an uncertain fact that is asked for twice counts as two.
        const bool safe = comparison_in(*parts[i]) != nullptr;
        if (auto edit = without(parts, i)) finding.fix("leave it out", {std::move(*edit)}, safe);
        break;
      }
    }
  }

  /// The edit that leaves out a part with its `and`; nothing where a comment or parentheses stand
  /// between.
  [[nodiscard]] std::optional<Edit> without(const Parts& parts, std::size_t i) const {
    const std::size_t first = i == 0 ? 0 : i - 1;
    if (first + 1 >= parts.size()) return std::nullopt;
    const Span a = parts[first]->span;
    const Span b = parts[first + 1]->span;
    if (trimmed(base_.sources.text(Span{a.file, a.end, b.begin})) != "and") return std::nullopt;
    if (i == 0) return Edit{{a.file, a.begin, b.begin}, ""};
    return Edit{{a.file, a.end, b.end}, ""};
  }

  /// `leader(age: y) and y >= 70 years`
  void compared_in_place(const Parts& parts, std::string_view rule, bool safe) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const ast::Binary* binary = comparison_in(*parts[i]);
      if (binary == nullptr || binary->op == BinaryOp::equal) continue;
      const auto* reference = std::get_if<ast::Reference>(&binary->left->node);
      if (reference == nullptr || reference->name.parts.size() != 1) continue;
      const std::string& name = reference->name.parts.front().text;
      if (name.starts_with('_') || mentions(rule, name) != 2) continue;
      for (const ast::Expr* part : parts) {
        const auto* call = std::get_if<ast::Call>(&part->node);
        if (call == nullptr) continue;
        for (const ast::Argument& argument : call->arguments) {
          const auto* value = std::get_if<ast::Reference>(&argument.value->node);
          if (value == nullptr || argument.comparison || value->name.text() != name) continue;
          const std::string better = std::string(sign(binary->op)) + ' ' +
                                     std::string(base_.sources.text(binary->right->span));
          Diagnostic& finding = base_.findings
                                    .add("comparison-in-place", parts[i]->span,
                                         "`" + name + "` is there only to be compared")
                                    .label(argument.span, "the comparison may stand here");
          if (auto edit = without(parts, i)) {
            finding.fix("compare in place: `" + better + '`',
                        {{argument.value->span, better}, std::move(*edit)}, safe);
          }
        }
      }
    }
  }

  const RuleBase& base_;
  std::set<const ast::Expr*> alternatives_seen_;
};

}  // namespace

void lint_conditions(const RuleBase& base) {
  Conditions conditions(base);
  each<ast::Rule>(base.files,
                  [&](const ast::File&, const ast::Declaration& declaration,
                      const ast::Rule& rule) { conditions.look_at(declaration, rule); });
}

}  // namespace casus::author
