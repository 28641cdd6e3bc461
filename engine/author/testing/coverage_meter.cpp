// SPDX-License-Identifier: Apache-2.0
#include "author/testing/coverage_meter.hpp"

#include <algorithm>
#include <map>

#include "explain/used.hpp"
#include "infer/machine/functions.hpp"
#include "session/asking.hpp"

namespace casus::author {

using check::Condition;
using check::ConditionId;
using check::Terms;

/// One evaluated test being looked at.
class CoverageMeter::Look {
 public:
  Look(CoverageMeter& meter, const session::Asking& at) : meter_(meter), at_(at) {}

  void at_rules() {
    for (std::size_t r = 0; r < meter_.rules_.size(); ++r) {
      WatchedRule& watched = *meter_.rules_[r];
      const check::Rule& rule = meter_.program_.rules[r];
      for (const auto& one : watched.conditions) at_condition(rule.terms, *one);
      if (!watched.applied && !asked(rule.terms, {rule.body}, {}).empty()) watched.applied = true;
      for (const TableProbe& one : watched.tables) at_table(rule.terms, one);
    }
  }

  void at_ratings() {
    const infer::Fixpoint& fixpoint = at_.fixpoint();
    for (std::size_t r = 0; r < meter_.bands_.size(); ++r) {
      const model::Scale& scale = meter_.program_.schema.ratings[r].scale;
      for (const model::Micros score : fixpoint.ratings[r].scores) {
        meter_.bands_[r][scale.band_of(score)] = true;
      }
    }
  }

  void at_facts(std::vector<Seen>& used) {
    infer::Meter meter(at_.budget);
    base::Symbols symbols(at_.fixpoint().symbols);
    const explain::Words words{at_.fixpoint(), symbols};
    const auto mark = [&](model::StatementId id) {
      // What the test assumes stands behind what it is given.
      if (id.index() < used.size()) used[id.index()] = true;
    };
    explain::used_statements(words, meter).each(mark);
    explain::rating_statements(words, meter).each(mark);
  }

 private:
  /// The answers of conditions as a goal; `more`: further conditions of these terms.
  infer::GoalAnswers asked(Terms terms, std::vector<ConditionId> conditions,
                           std::vector<check::VariableId> answers) {
    terms.conditions.push_back({.kind = Condition::Kind::all, .parts = std::move(conditions)});
    const ConditionId body(terms.conditions.size() - 1);
    goal_ = check::Goal{.terms = std::move(terms),
                        .body = body,
                        .answers = std::move(answers),
                        .symbols = base::Symbols(at_.fixpoint().symbols)};
    return infer::ask(at_.fixpoint(), *goal_, at_.budget, infer::Purpose::weigh);
  }

  void at_condition(const Terms& terms, Watched& watched) {
    if (watched.yes && watched.no) return;
    const auto& [before, condition] = watched.probe;
    const std::vector<check::VariableId> known = bound_by(terms, before);
    const std::size_t reached = asked(terms, before, known).size();
    if (reached == 0) return;
    std::vector<ConditionId> with = before;
    with.push_back(condition);
    const std::size_t met = asked(terms, with, known).size();
    if (met > 0) watched.yes = true;
    if (met < reached) watched.no = true;
  }

  void at_table(const Terms& of_rule, const TableProbe& probe) {
    const check::Expr& call = of_rule[probe.table];
    std::vector<Seen>& rows = meter_.rows_[call.table.index()];
    if (std::ranges::all_of(rows, [](const Seen& one) { return one.load(); })) return;
    Terms terms = of_rule;
    std::vector<ConditionId> conditions = probe.before;
    std::vector<check::VariableId> answers;
    for (const check::ExprId arg : call.args) {
      const check::VariableId made(terms.variables.size());
      terms.variables.push_back({.name = {}, .type = terms[arg].type, .span = call.span});
      conditions.emplace_back(terms.conditions.size());
      terms.conditions.push_back({.kind = Condition::Kind::let, .expr = arg, .variable = made});
      answers.push_back(made);
    }
    const infer::GoalAnswers found = asked(std::move(terms), std::move(conditions), answers);
    const check::Table& table = meter_.program_[call.table];
    for (const infer::RowId row : found.order) {
      const auto words = found.rows.row(row);
      const std::vector<model::Word> args(words.begin(), words.end());
      for (const std::size_t hit : infer::rows_hit(table, args, found.symbols)) rows[hit] = true;
    }
  }

  CoverageMeter& meter_;
  const session::Asking& at_;
  std::optional<check::Goal> goal_;  ///< of the answers that were given last
};

CoverageMeter::CoverageMeter(const SuiteData& suite)
    : program_(*suite.ruleset.data().program), suite_(suite) {
  for (const check::Rule& rule : program_.rules) {
    auto& watched = *rules_.emplace_back(std::make_unique<WatchedRule>());
    for (ConditionProbe& probe : condition_probes(rule.terms, rule.body)) {
      watched.conditions.push_back(std::make_unique<Watched>());
      watched.conditions.back()->probe = std::move(probe);
    }
    watched.tables = table_probes(rule);
  }
  for (const check::Table& table : program_.tables) rows_.emplace_back(table.rows.size());
  for (const model::Rating& rating : program_.schema.ratings) {
    bands_.emplace_back(program_.schema[rating.scale.bands].members.size());
  }
  for (const auto& [paths, facts] : suite.facts) {
    if (facts != nullptr) used_.try_emplace(facts.get(), facts->facts->statements.size());
  }
}

void CoverageMeter::look(const session::EvaluationData& data, std::size_t test) {
  session::answering(data, [&](const session::Asking& at) -> std::optional<Limit> {
    Look look(*this, at);
    look.at_rules();
    look.at_ratings();
    look.at_facts(used_.at(suite_.given(test)));
    return std::nullopt;
  });
}

Coverage CoverageMeter::result() const {
  Coverage result;
  result.sources = suite_.ruleset.data().sources;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    const check::Rule& rule = program_.rules[r];
    Coverage::Rule& into = result.rules.emplace_back(
        Coverage::Rule{rule.name, rule.module, rule.name_span, rule.span, rules_[r]->applied, {}});
    for (const auto& one : rules_[r]->conditions) {
      const Condition& condition = rule.terms[one->probe.condition];
      into.conditions.push_back(
          {condition.span, condition.kind == Condition::Kind::let, one->yes, one->no});
    }
  }
  for (std::size_t t = 0; t < rows_.size(); ++t) {
    const check::Table& table = program_.tables[t];
    Coverage::Table& into =
        result.tables.emplace_back(Coverage::Table{table.name, table.module, {}});
    for (std::size_t i = 0; i < rows_[t].size(); ++i) {
      into.rows.push_back({table.rows[i].span, rows_[t][i]});
    }
  }
  for (std::size_t r = 0; r < bands_.size(); ++r) {
    const model::Rating& rating = program_.schema.ratings[r];
    Coverage::Rating& into =
        result.ratings.emplace_back(Coverage::Rating{rating.name, rating.module, rating.span, {}});
    const auto& names = program_.schema[rating.scale.bands].members;
    for (std::size_t i = 0; i < names.size(); ++i) into.bands.push_back({names[i], bands_[r][i]});
  }
  std::map<std::string, const session::FactsData*> firsts;
  std::map<std::string, std::vector<bool>> used;
  for (const auto& [paths, facts] : suite_.facts) {
    if (facts == nullptr || paths.empty()) continue;
    // What further files add stands behind the facts of the first.
    if (paths.size() == 1) firsts[paths.front()] = facts.get();
    std::vector<bool>& of_file = used[paths.front()];
    const std::vector<Seen>& seen = used_.at(facts.get());
    of_file.resize(std::max(of_file.size(), seen.size()));
    for (std::size_t i = 0; i < seen.size(); ++i) of_file[i] = of_file[i] || seen[i];
  }
  for (const auto& [path, facts] : firsts) {
    for (std::size_t i = 0; i < facts->facts->statements.size(); ++i) {
      const model::Statement& statement = facts->facts->statements[i];
      if (used[path][i]) continue;
      result.unused.push_back({statement.id, facts->sources->place(statement.span)});
    }
  }
  return result;
}

}  // namespace casus::author

namespace casus {

namespace {

Coverage::Share plus(Coverage::Share a, Coverage::Share b) {
  return {a.seen + b.seen, a.all + b.all};
}

}  // namespace

Coverage::Share Coverage::of_rules() const {
  const auto applied = std::ranges::count_if(rules, &Rule::applied);
  return {static_cast<std::size_t>(applied), rules.size()};
}

Coverage::Share Coverage::of_conditions() const {
  Share share;
  for (const Rule& rule : rules) {
    for (const Condition& one : rule.conditions) {
      share.all += one.binds ? 1 : 2;
      if (one.seen_true) ++share.seen;
      if (one.seen_false && !one.binds) ++share.seen;
    }
  }
  return share;
}

Coverage::Share Coverage::of_rows() const {
  Share share;
  for (const Table& table : tables) {
    share.all += table.rows.size();
    share.seen += static_cast<std::size_t>(std::ranges::count_if(table.rows, &Row::hit));
  }
  return share;
}

Coverage::Share Coverage::of_bands() const {
  Share share;
  for (const Rating& rating : ratings) {
    share.all += rating.bands.size();
    share.seen += static_cast<std::size_t>(std::ranges::count_if(rating.bands, &Band::reached));
  }
  return share;
}

Coverage::Share Coverage::total() const {
  return plus(plus(of_rules(), of_conditions()), plus(of_rows(), of_bands()));
}

}  // namespace casus
