// SPDX-License-Identifier: Apache-2.0
//
// Test blocks: what they expect is checked as goals are, and what they assume must be values.
#include <algorithm>
#include <map>

#include "check/checking.hpp"
#include "check/elaborate.hpp"
#include "check/goal_body.hpp"
#include "check/sign.hpp"
#include "model/show.hpp"

namespace casus::check {
namespace {

using model::Base;

class TestBlock {
 public:
  TestBlock(const Environment& env, TestCase& test) : env_(env), test_(test) {}

  void operator()(const ast::Given& given) {
    test_.given.push_back({given.path.text, given.path.span});
  }

  void operator()(const ast::AsOf& step) {
    const auto day = constant_of_type(env_, *step.date, {.base = Base::date}, "`as_of`");
    if (!day) return;
    if (test_.as_of) {
      env_.report(error("E0101", "a test has one date of assessment"))
          .label(step.date->span, "a second one")
          .advise("write another test for another date");
      return;
    }
    test_.as_of = static_cast<std::int32_t>(model::int_of(*day));
  }

  void operator()(const ast::Assume& assume) {
    const Callee* callee = statement(*assume.atom, "assume");
    if (callee == nullptr) return;
    Assumption result{
        .relation = callee->relation, .holds = !assume.negative, .span = assume.atom->span};
    const bool good = read(std::get<ast::Call>(assume.atom->node), result);
    if (assume.certainty != nullptr) {
      const auto value = plain_number(env_, *assume.certainty, "a certainty");
      if (!value || !is_certainty(*value, assume.certainty->span)) return;
      result.certainty = *value;
    }
    if (good) test_.assumptions.push_back(std::move(result));
  }

  void operator()(const ast::Drop& drop) {
    if (const auto* id = std::get_if<ast::TextLiteral>(&drop.atom->node)) {
      test_.dropped.push_back({.id = id->value, .goal = {}, .span = drop.atom->span});
      return;
    }
    const Callee* callee = statement(*drop.atom, "drop");
    if (callee == nullptr) return;
    const model::Relation& relation = env_.schema()[callee->relation];
    if (relation.kind != model::RelationKind::fact) {
      env_.report(
              error("E0205", "only facts are dropped, and rules conclude " + quoted(relation.name)))
          .label(drop.atom->span, "follows from other facts")
          .label(relation.span, "declared here")
          .advise("drop a fact that it rests on");
      return;
    }
    if (auto goal = goal_body(env_, *drop.atom)) {
      test_.dropped.push_back({.id = {}, .goal = std::move(*goal), .span = drop.atom->span});
    }
  }

  void operator()(const ast::Expect& expect) {
    auto goal = goal_body(env_, *expect.body);
    Expectation result{.goal = {}, .span = expect.body->span};
    const bool good = read_certainty(expect, result) && read_reasons(expect, result);
    if (!goal || !good) return;
    result.goal = std::move(*goal);
    test_.expected.emplace_back(std::move(result));
  }

  void operator()(const ast::Snapshot& snapshot) {
    auto goal = goal_body(env_, *snapshot.body);
    if (goal) test_.expected.emplace_back(Snapshot{std::move(*goal), snapshot.body->span});
  }

 private:
  /// What is assumed or dropped must be a fact or a relation.
  const Callee* statement(const ast::Expr& expr, std::string_view verb) {
    const auto* call = std::get_if<ast::Call>(&expr.node);
    callee_ = call != nullptr ? find_callee(env_, call->name) : Callee{};
    if (call != nullptr) {
      if (callee_.kind == Callee::Kind::broken) return nullptr;
      if (callee_.kind == Callee::Kind::missing || callee_.kind == Callee::Kind::ambiguous) {
        report_callee(env_, callee_, call->name);
        return nullptr;
      }
      if (callee_.kind == Callee::Kind::relation) {
        ++callee_.found.entity->uses;
        return &callee_;
      }
    }
    env_.report(error("E0205", quoted(verb) + " needs a fact or relation"))
        .label(call != nullptr ? call->name.span : expr.span, "neither of them")
        .advise("write " + quoted(std::string(verb) + " name(field: value, …)"));
    return nullptr;
  }

  bool is_certainty(double value, Span span) {
    if (value > 0 && value <= 1) return true;
    env_.report(error("E0305", "a certainty lies above 0, and at most at 1"))
        .label(span, "outside 0..1")
        .advise("1 means as good as certain, 0.5 as likely as not");
    return false;
  }

  /// Whether the relation may be so assumed at all.
  bool accept(const Assumption& into, Span name) {
    const model::Relation& relation = env_.schema()[into.relation];
    if (into.holds) return true;
    if (!relation.is_open()) {
      env_.report(error("E0406", quoted(relation.name) + " is not open, so it is false already " +
                                     "where nothing says otherwise"))
          .label(name, "cannot be denied")
          .label(relation.span, "declared here")
          .advise(relation.kind == model::RelationKind::fact
                      ? "drop the fact instead: `drop " + relation.name + "(…)`"
                      : "leave it out: it holds only where some rule concludes it");
      return false;
    }
    const auto in_circle = [&](const Component& one) {
      return one.recursive && std::ranges::count(one.relations, into.relation) > 0;
    };
    if (!std::ranges::any_of(env_.program.components, in_circle)) return true;
    env_.report(error("E0406",
                      quoted(relation.name) + " depends on itself, so that it is not " + "denied"))
        .label(name, "cannot be denied")
        .label(relation.span, "declared here")
        .advise("assume facts from which its absence follows");
    return false;
  }

  /// Fields and what is said about the statement; false where there is a mistake, which is
  /// reported.
  bool read(const ast::Call& call, Assumption& into) {
    if (!accept(into, call.name.span)) return false;
    const model::Relation& relation = env_.schema()[into.relation];
    const bool fact = relation.kind == model::RelationKind::fact;
    const Signature signature{.owner = relation.name,
                              .noun = fact ? "fact" : "relation",
                              .fields = &relation.fields,
                              .count = relation.fields.size(),
                              .declared = relation.span,
                              .metadata = fact};
    Terms terms;
    Elaborator elaborator(env_, terms);
    const std::vector<ExprId> fields = elaborator.values(call, signature, !into.holds);
    const auto matched = elaborator.match(call, signature, false);
    const Type metadata[] = {{.base = Base::enumeration, .enumeration = statement_kind_enumeration},
                             {.base = Base::text},
                             {.base = Base::number}};
    std::vector<ExprId> said(std::size(metadata));
    for (std::size_t i = signature.count; i < matched.size(); ++i) {
      const std::size_t place = i - signature.count;
      if (matched[i] == nullptr) continue;
      said[place] =
          elaborator.value_of(*matched[i]->value, metadata[place], quoted(matched[i]->name->text));
    }
    elaborator.finish(Elaborator::Single::answer);
    if (elaborator.failed()) return false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto word = constant(terms, fields[i]);
      if (!word || !fits(relation.fields[i], *word, terms[fields[i]].span)) return false;
      into.fields.push_back(*word);
    }
    return read_metadata(terms, said, into);
  }

  bool read_metadata(const Terms& terms, const std::vector<ExprId>& said, Assumption& into) {
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (!said[i].valid()) continue;
      const auto word = constant(terms, said[i]);
      if (!word) return false;
      const Span span = terms[said[i]].span;
      if (i == 0) into.kind = static_cast<model::StatementKind>(*word);
      if (i == 1) {
        into.source = env_.symbols.text(static_cast<base::Symbol>(*word));
        into.source_span = span;
      }
      if (i == 2) {
        if (!is_certainty(model::number_of(*word), span)) return false;
        into.certainty = model::number_of(*word);
      }
    }
    return true;
  }

  std::optional<Word> constant(const Terms& terms, ExprId id) {
    if (!id.valid()) return std::nullopt;
    if (terms[id].kind == Expr::Kind::constant) return terms[id].constant;
    env_.report(error("E0306", "what is assumed has plain values"))
        .label(terms[id].span, "to be worked out first")
        .advise("write the value itself");
    return std::nullopt;
  }

  bool fits(const model::Field& field, Word word, Span span) {
    if (auto outside = out_of_range(env_, word, field, span)) {
      env_.report(std::move(*outside));
      return false;
    }
    const Expr value{.kind = Expr::Kind::constant, .type = field.type, .constant = word};
    if (!field.never_negative || !negative_constant(value)) return true;
    env_.report(error("E0305", "no rule concludes less than 0 for " + quoted(field.name)))
        .label(span, "below 0")
        .label(field.span, "declared here")
        .advise("assume what some rule could conclude");
    return false;
  }

  bool read_certainty(const ast::Expect& expect, Expectation& into) {
    if (!expect.comparison) return true;
    into.certainty_span = expect.certainty->span;
    const auto add = [&](Function comparison, const ast::Expr& bound) {
      const auto value = plain_number(env_, bound, "a certainty");
      if (value) into.certainty.push_back({comparison, *value});
      return value.has_value();
    };
    const auto* range = std::get_if<ast::Range>(&expect.certainty->node);
    if (range == nullptr) return add(comparison_of(*expect.comparison), *expect.certainty);
    return add(Function::greater_equal, *range->low) && add(Function::less_equal, *range->high);
  }

  bool read_reasons(const ast::Expect& expect, Expectation& into) {
    for (const ast::Reason& reason : expect.because) {
      if (const auto* fact = std::get_if<ast::Name>(&reason.node)) {
        into.because.push_back({.rule = {}, .fact = fact->text, .span = fact->span});
        continue;
      }
      const auto& name = std::get<ast::DottedName>(reason.node);
      const Callee callee = find_callee(env_, name);
      if (callee.kind == Callee::Kind::broken) return false;
      if (callee.kind == Callee::Kind::missing || callee.kind == Callee::Kind::ambiguous) {
        report_callee(env_, callee, name);
        return false;
      }
      if (callee.kind != Callee::Kind::rule) {
        env_.report(error("E0205", "`because` names rules, and facts by their ids"))
            .label(name.span, "no rule")
            .advise("write the name of a rule, or the id of a fact in quotes: `because \"F12\"`");
        return false;
      }
      ++callee.found.entity->uses;
      into.because.push_back({.rule = callee.rule, .fact = {}, .span = name.span});
    }
    return true;
  }

  const Environment& env_;
  TestCase& test_;
  Callee callee_;
};

}  // namespace

void check_tests(Checking& checking) {
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    Environment env = checking.environment(i);
    env.rules_are_atoms = true;
    const ast::File& file = checking.files[i];
    std::map<std::string_view, Span> titles;
    for (const ast::Declaration& declaration : file.declarations) {
      const auto* test = std::get_if<ast::Test>(&declaration.node);
      if (test == nullptr || declaration.broken) continue;
      const auto [known, is_new] = titles.try_emplace(test->title.text, test->title.span);
      if (!is_new) {
        env.report(error("E0501", "two tests of this file have one title"))
            .label(test->title.span, "already used")
            .label(known->second, "first used here")
            .advise("say in its title what is special about this test");
      }
      TestCase checked{.title = test->title.text,
                       .module = file.module ? file.module->name.text() : std::string(),
                       .title_span = test->title.span,
                       .span = declaration.span};
      TestBlock block(env, checked);
      for (const auto& step : test->steps) std::visit(block, step);
      checking.tests.push_back(std::move(checked));
    }
  }
}

}  // namespace casus::check
