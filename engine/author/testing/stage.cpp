// SPDX-License-Identifier: Apache-2.0
#include "author/testing/stage.hpp"

#include <algorithm>
#include <utility>

#include "base/near.hpp"
#include "session/asking.hpp"
#include "session/named_facts.hpp"
#include "session/notices.hpp"
#include "session/running.hpp"

namespace casus::author {
namespace {

using check::Assumption;
using check::Conclusion;
using check::Condition;
using check::Expr;
using model::RelationKind;
using model::StatementId;

/// The rule that concludes what a test assumes of a relation: from nothing.
check::Rule rule_of(const Assumption& assumed, const check::Program& program,
                    const check::TestCase& test) {
  check::Rule rule{.name = "assumed", .title = "Assumed by the test", .module = test.module};
  rule.span = rule.name_span = assumed.span;
  const auto constant = [&](model::Word word, model::Type type) {
    rule.terms.exprs.push_back(
        {.kind = Expr::Kind::constant, .type = type, .span = assumed.span, .constant = word});
    return check::ExprId(rule.terms.exprs.size() - 1);
  };
  rule.terms.conditions.push_back({.kind = Condition::Kind::all, .span = assumed.span});
  rule.body = check::ConditionId(0);
  Conclusion said{.kind = Conclusion::Kind::derive, .span = assumed.span};
  said.relation = assumed.relation;
  said.negative = !assumed.holds;
  const auto& fields = program.schema[assumed.relation].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    said.args.push_back(constant(assumed.fields[i], fields[i].type));
  }
  if (assumed.certainty) {
    rule.certainty =
        constant(model::word_of_number(*assumed.certainty), {.base = model::Base::number});
  }
  rule.conclusions.push_back(std::move(said));
  return rule;
}

class Staging {
 public:
  Staging(const SuiteData& suite, std::size_t test, const Options& options)
      : suite_(suite), test_(suite.test(test)), given_(*suite.given(test)), options_(options) {
    if (test_.as_of) {
      options_.as_of = Date{*test_.as_of};
    } else if (given_.info.as_of) {
      options_.as_of.reset();
    }
  }

  Stage run() {
    Stage result;
    result.sources = given_.sources;
    auto facts = std::make_shared<model::FactBase>(given_.facts->symbols);
    facts->info = given_.facts->info;
    facts->sources = given_.facts->sources;
    facts->statements = given_.facts->statements;
    facts->records = given_.facts->records;
    facts->withdrawn = given_.facts->withdrawn;
    drop(*facts);
    assume(*facts);
    if (diagnostics_.empty()) {
      result.data = evaluated(std::move(facts), rules());
    }
    result.diagnostics = std::move(diagnostics_);
    return result;
  }

 private:
  const check::Program& program() const { return *suite_.ruleset.data().program; }

  std::shared_ptr<session::EvaluationData> evaluated(
      std::shared_ptr<const model::FactBase> facts,
      std::shared_ptr<const session::RulesetData> rules) {
    std::optional<model::Day> as_of;
    if (options_.as_of) as_of = options_.as_of->day;
    for (const Diagnostic& one : session::date_needed(*rules->program, *facts, as_of)) {
      Diagnostic& needed =
          diagnostics_.emplace_back(error(one.code, "this test needs a date of assessment"));
      needed.label(test_.title_span, "has none");
      for (const Label& label : one.labels) needed.labels.push_back(label);
      needed.advise("give it one: `as_of 2015-01-31`");
    }
    if (!diagnostics_.empty()) return nullptr;
    auto all = std::make_shared<session::FactsData>(given_);
    all->rules = std::move(rules);
    all->facts = std::move(facts);
    auto data = std::make_shared<session::EvaluationData>();
    data->facts = std::move(all);
    data->options = options_;
    session::evaluate(*data);
    return data;
  }

  /// The rules as they are, or with some that conclude what is assumed.
  std::shared_ptr<const session::RulesetData> rules() const {
    const auto derived = [&](const Assumption& one) {
      return program().schema[one.relation].kind == RelationKind::relation;
    };
    if (std::ranges::none_of(test_.assumptions, derived)) return suite_.ruleset.shared();
    auto own = std::make_shared<check::Program>(program());
    for (const Assumption& one : test_.assumptions) {
      if (derived(one)) own->rules.push_back(rule_of(one, *own, test_));
    }
    auto result = std::make_shared<session::RulesetData>();
    result->sources = suite_.ruleset.data().sources;
    result->program = std::move(own);
    return result;
  }

  void assume(model::FactBase& facts) {
    std::size_t count = 0;
    for (const Assumption& one : test_.assumptions) {
      if (program().schema[one.relation].kind != RelationKind::fact) continue;
      model::Statement said{.relation = one.relation, .fields = one.fields};
      said.id = ++count == 1 ? "assumed" : "assumed " + std::to_string(count);
      said.kind = one.kind;
      said.holds = one.holds;
      said.certainty = one.certainty;
      said.span = one.span;
      if (!one.source.empty()) {
        const auto source = std::ranges::find(facts.sources, one.source, &model::Source::id);
        if (source == facts.sources.end()) {
          diagnostics_.push_back(error("E0608", "no source `" + one.source + "` is given")
                                     .label(one.source_span, "not among the given facts"));
          continue;
        }
        said.source = model::SourceId(source - facts.sources.begin());
      }
      facts.statements.push_back(std::move(said));
    }
  }

  void drop(model::FactBase& facts) {
    std::shared_ptr<session::EvaluationData> before;
    for (const check::Dropped& one : test_.dropped) {
      if (!one.id.empty()) {
        drop(one, facts);
        continue;
      }
      if (!before) before = evaluated(given_.facts, suite_.ruleset.shared());
      if (!before) return;
      const std::vector<StatementId> found = fitting(*before, one);
      facts.withdrawn.insert(found.begin(), found.end());
      if (found.empty()) {
        diagnostics_.push_back(error("", "no fact is there to drop")
                                   .label(one.span, "nothing that is given is so")
                                   .advise("leave the step out, or correct its values"));
      }
    }
  }

  void drop(const check::Dropped& by_id, model::FactBase& facts) {
    std::vector<std::string_view> ids;
    for (std::size_t i = 0; i < facts.statements.size(); ++i) {
      // One that a scenario has changed is there twice.
      if (facts.withdrawn.contains(StatementId(i))) continue;
      ids.push_back(facts.statements[i].id);
      if (ids.back() != by_id.id) continue;
      facts.withdrawn.insert(StatementId(i));
      return;
    }
    if (const auto record = session::record_called(facts, by_id.id)) {
      facts.withdrawn.insert(*record);
      return;
    }
    Diagnostic d = error("", "there is no fact `" + by_id.id + "` to drop");
    d.label(by_id.span, ids.empty() ? "no facts are given" : "not among the given facts");
    if (const auto near = base::nearest(by_id.id, ids)) d.advise(near->question());
    diagnostics_.push_back(std::move(d));
  }

  static std::vector<StatementId> fitting(const session::EvaluationData& data,
                                          const check::Dropped& dropped) {
    std::vector<StatementId> result;
    const session::Asking at{data, data.reasoned, session::end_of(data.options)};
    const auto asked = session::ask(at, dropped.goal, infer::Purpose::count);
    if (!asked->goal) return result;
    const auto rows = infer::fitting_rows(at.fixpoint(), *asked->goal, at.budget);
    if (!rows) return result;
    for (const infer::RowRef& row : *rows) {
      const auto ids = at.fixpoint().statements_of(row);
      result.insert(result.end(), ids.begin(), ids.end());
    }
    return result;
  }

  const SuiteData& suite_;
  const check::TestCase& test_;
  const session::FactsData& given_;
  Options options_;
  Diagnostics diagnostics_;
};

}  // namespace

Stage stage(const SuiteData& suite, std::size_t test, const Options& options) {
  return Staging(suite, test, options).run();
}

}  // namespace casus::author
