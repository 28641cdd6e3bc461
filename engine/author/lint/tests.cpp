// SPDX-License-Identifier: Apache-2.0
//
// Lints of tests, and of what no test speaks about.
#include <algorithm>
#include <map>
#include <set>

#include "author/lint/rules.hpp"

namespace casus::author {
namespace {

using Names = std::set<std::string, std::less<>>;

/// What the expectations of all tests name.
struct Expected {
  Names any;
  Names absent;  ///< below `not`
  bool tests = false;
};

void expect(const ast::Expr& body, bool negated, Expected& expected) {
  if (const auto* unary = std::get_if<ast::Unary>(&body.node)) {
    expect(*unary->operand, negated != (unary->op == ast::UnaryOp::logical_not), expected);
  } else if (const auto* binary = std::get_if<ast::Binary>(&body.node)) {
    expect(*binary->left, negated, expected);
    if (binary->right != nullptr) expect(*binary->right, negated, expected);
  } else if (const auto* call = std::get_if<ast::Call>(&body.node)) {
    expected.any.insert(call->name.parts.back().text);
    expected.any.insert(call->name.parts.front().text);
    if (negated) expected.absent.insert(call->name.parts.back().text);
  } else if (const auto* all = std::get_if<ast::Comprehension>(&body.node)) {
    // A count may be 0.
    expect(*all->body, false, expected);
    expect(*all->body, true, expected);
  }
}

class Tests {
 public:
  explicit Tests(const RuleBase& base) : base_(base) {}

  void run() {
    each<ast::Test>(base_.files, [&](const ast::File& file, const auto& declaration,
                                     const ast::Test& test) { look_at(file, declaration, test); });
    if (!expected_.tests) {
      without_tests();
      return;
    }
    for (const check::Rule& rule : base_.program.rules) look_at(rule);
    tables();
  }

 private:
  void look_at(const ast::File& file, const ast::Declaration& declaration, const ast::Test& test) {
    expected_.tests = true;
    bool expects = false;
    for (const auto& step : test.steps) {
      const auto* one = std::get_if<ast::Expect>(&step);
      if (one == nullptr || one->body == nullptr) continue;
      expects = true;
      expect(*one->body, false, expected_);
    }
    if (!expects) {
      base_.findings.add("test-without-expectation", test.title.span, "this test cannot fail")
          .advise("add what is to follow: `expect depends_on(country: \"North\")`");
    }
    if (!base_.sources.name(file.file).ends_with("_test.casus")) {
      base_.findings.add("test-outside-test-file", test.title.span, "this test stands among rules")
          .advise("move it to a file beside this one that ends in `_test.casus`");
    }
    (void)declaration;
  }

  void without_tests() {
    const auto rules = std::ranges::find_if(
        base_.program.rules, [](const check::Rule& rule) { return rule.name_span.valid(); });
    if (rules == base_.program.rules.end()) return;
    base_.findings
        .add("rules-without-tests", rules->name_span, "no test is about these rules",
             "the first of " + std::to_string(base_.program.rules.size()))
        .advise("write what is to follow from what in a file that ends in `_test.casus`");
  }

  [[nodiscard]] const std::string& target(const check::Conclusion& one) const {
    return one.kind == check::Conclusion::Kind::derive ? base_.program.schema[one.relation].name
                                                       : base_.program.schema[one.rating].name;
  }

  void look_at(const check::Rule& rule) {
    const bool tested = expected_.any.contains(rule.name) ||
                        std::ranges::any_of(rule.conclusions, [&](const check::Conclusion& one) {
                          return expected_.any.contains(target(one));
                        });
    if (!tested) {
      base_.findings
          .add("rule-without-test", rule.name_span, "no test is about what this concludes")
          .advise("expect `" + target(rule.conclusions.front()) + "(…)` in a test");
      return;
    }
    for (const check::Conclusion& one : rule.conclusions) {
      if (one.kind != check::Conclusion::Kind::derive || one.negative) continue;
      const std::string& name = target(one);
      if (!expected_.any.contains(name) || expected_.absent.contains(name)) continue;
      if (!always_.insert(name).second) continue;
      base_.findings
          .add("never-expected-absent", rule.name_span,
               "every test expects `" + name + "` to hold: a rule that always holds would pass")
          .advise("add a test where it is not to follow: `expect not " + name + "(…)`");
    }
  }

  void tables() {
    std::set<std::size_t> reached;
    for (const check::Rule& rule : base_.program.rules) {
      const bool tested = std::ranges::any_of(
          rule.conclusions, [&](const auto& one) { return expected_.any.contains(target(one)); });
      if (!tested) continue;
      for (const check::Expr& expr : rule.terms.exprs) {
        if (expr.kind == check::Expr::Kind::table) reached.insert(expr.table.index());
      }
    }
    for (std::size_t i = 0; i < base_.program.tables.size(); ++i) {
      const check::Table& table = base_.program.tables[i];
      if (reached.contains(i) || expected_.any.contains(table.name)) continue;
      base_.findings.add("table-without-test", table.span, "no test reaches this table")
          .advise("expect what a rule concludes by it, in a test");
    }
  }

  const RuleBase& base_;
  Expected expected_;
  Names always_;
};

}  // namespace

void lint_tests(const RuleBase& base) { Tests(base).run(); }

}  // namespace casus::author
