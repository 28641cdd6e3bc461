// SPDX-License-Identifier: Apache-2.0
#include "analysis/drivers.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "explain/words.hpp"
#include "infer/lineage.hpp"
#include "infer/origins.hpp"
#include "infer/rate/rating_places.hpp"
#include "infer/rate/ratings.hpp"
#include "model/show.hpp"
#include "session/asking.hpp"

namespace casus::analysis {
namespace {

using check::Conclusion;
using infer::Fixpoint;
using model::RuleId;
using model::StatementId;

/// See `Driver::stated_as`.
std::string stated_as(model::StatementKind kind) {
  if (kind == model::StatementKind::fact) return {};
  return std::string(model::statement_kinds[static_cast<std::size_t>(kind)]);
}

class Finder {
 public:
  Finder(const Target& target, const session::Asking& at, const explain::Words& words,
         double weights)
      : target_(target),
        at_(at),
        words_(words),
        fixpoint_(words.fixpoint),
        facts_(*words.fixpoint.facts),
        weights_(weights) {}

  [[nodiscard]] std::vector<Movable> find() {
    std::vector<StatementId> all;
    for (std::size_t i = 0; i < facts_.statements.size(); ++i) all.emplace_back(i);
    for (const StatementId id : records()) all.push_back(id);
    add_facts(all);
    for (const RuleId rule : concluding()) add_rule(rule);
    return std::move(result_);
  }

 private:
  /// Those of data files, of which there may be many: what the rating rests on.
  [[nodiscard]] std::vector<StatementId> records() const {
    infer::Meter meter(at_.budget);
    infer::Lineages lineages(fixpoint_, words_.symbols, meter);
    const Target::Subject& subject = target_.subjects().front();
    const auto place = infer::place_of(fixpoint_, subject.rating, subject.values);
    if (!place || facts_.records.empty()) return {};
    const infer::RowId row = infer::told_by(fixpoint_, subject.rating, *place);
    const model::RelationId relation = words_.schema()[subject.rating].relation;
    auto result = lineages.statements_below({fixpoint_.plan->rows[relation.index()], row});
    std::erase_if(result, [&](StatementId id) { return !facts_.is_record(id); });
    return result;
  }

  /// Statements that state the same are one fact.
  void add_facts(const std::vector<StatementId>& all) {
    using Key = std::tuple<model::RelationId, std::vector<model::Word>, model::StatementKind, bool>;
    std::map<Key, std::size_t> places;
    std::vector<std::vector<StatementId>> stating;
    for (const StatementId id : all) {
      if (facts_.withdrawn.contains(id)) continue;
      if (!facts_.is_record(id) && !fixpoint_.counted[id.index()]) continue;
      const model::Statement one = facts_[id];
      if (!target_.relations()[one.relation.index()]) continue;
      const auto [it, is_new] =
          places.try_emplace({one.relation, one.fields, one.kind, one.holds}, stating.size());
      if (is_new) stating.emplace_back();
      stating[it->second].push_back(id);
    }
    for (const std::vector<StatementId>& ids : stating) {
      add_fact(ids);
      for (const StatementId id : ids) add_estimates(id);
    }
  }

  void add_fact(const std::vector<StatementId>& ids) {
    const model::Statement statement = facts_[ids.front()];
    Driver driver{.kind = Driver::Kind::fact,
                  .name = sentence(statement),
                  .facts = words_.fact_ids(ids),
                  .to = 1,
                  .steps = most_steps,
                  .stated_as = stated_as(statement.kind)};
    std::vector<Chance> chances;
    for (const StatementId id : ids) {
      const double certainty = facts_.certainty(facts_[id], at_.data.options.grades);
      if (ids.size() == 1) driver.now = certainty;
      if (certainty < 1) {
        chances.push_back({facts_.name_of(id), infer::origin_of(facts_, facts_[id]), certainty});
      }
    }
    const std::vector<std::string> names = driver.facts;
    const auto at = [names](double certainty) {
      Setting setting;
      if (certainty <= 0) {
        setting.facts.drop = names;
        return setting;
      }
      for (const std::string& name : names) {
        setting.facts.set.push_back(name + "(certainty: " + decimal(certainty) + ')');
      }
      return setting;
    };
    result_.push_back({std::move(driver), at, std::move(chances)});
  }

  void add_estimates(StatementId id) {
    if (facts_.is_record(id)) return;
    const model::Statement& statement = facts_.statements[id.index()];
    const model::Relation& relation = words_.schema()[statement.relation];
    for (const model::Triangle& one : statement.estimates) {
      const model::Field& field = relation.fields[one.field];
      const bool whole = field.type.base == model::Base::integer;
      Driver driver{.kind = Driver::Kind::estimate,
                    .name = sentence(statement),
                    .facts = {statement.id},
                    .field = field.name,
                    .now = one.likely,
                    .from = one.low,
                    .to = one.high,
                    .steps = most_steps,
                    .stated_as = stated_as(statement.kind)};
      if (field.type.unit.valid()) driver.unit = words_.schema().units.shown(field.type.unit);
      if (whole) {
        driver.steps = static_cast<std::uint32_t>(std::min<double>(most_steps, one.high - one.low));
      }
      if (driver.steps == 0 || one.low == one.high) continue;
      const std::string begin = statement.id + '(' + field.name + ": ";
      const std::string unit = driver.unit.empty() ? "" : ' ' + driver.unit;
      result_.push_back({std::move(driver), [begin, unit, whole](double value) {
                           Setting setting;
                           setting.facts.set = {begin + decimal(whole ? std::round(value) : value) +
                                                unit + ')'};
                           return setting;
                         }});
      result_.back().whole = whole;
    }
  }

  [[nodiscard]] std::string sentence(const model::Statement& statement) const {
    return statement.holds ? words_.sentence(statement.relation, statement.fields)
                           : "not: " + words_.denied(statement.relation, statement.fields);
  }

  /// Rules by which something is known that the rating may rest on, in declared order.
  [[nodiscard]] std::set<RuleId> concluding() const {
    std::set<RuleId> result;
    for (std::size_t s = 0; s < fixpoint_.stores.size(); ++s) {
      const infer::Store& store = fixpoint_.stores[s];
      for (infer::RowId row = 0; row < store.size(); ++row) {
        const std::uint32_t rule = store.derivation(row).rule;
        if (rule == infer::Derivation::given || store.grade(row) == infer::Grade::none) continue;
        result.insert(fixpoint_.plan->rules[rule].rule);
      }
    }
    for (const auto& [row, ways] : fixpoint_.ways) {
      for (const infer::Way& way : ways) result.insert(fixpoint_.plan->rules[way.rule].rule);
    }
    std::erase_if(result, [&](RuleId id) {
      return !id.valid() || std::ranges::none_of(rule(id).conclusions, [&](const Conclusion& said) {
        return target_.relations()[concluded(said).index()];
      });
    });
    return result;
  }

  [[nodiscard]] const check::Rule& rule(RuleId id) const { return (*fixpoint_.program)[id]; }
  [[nodiscard]] model::RelationId concluded(const Conclusion& said) const {
    return said.kind == Conclusion::Kind::derive ? said.relation
                                                 : words_.schema()[said.rating].relation;
  }

  void add_rule(RuleId id) {
    const check::Rule& one = rule(id);
    Driver driver{.kind = Driver::Kind::certainty,
                  .name = one.title.empty() ? explain::in_words(one.name) : one.title,
                  .rule = one.name,
                  .module = one.module,
                  .to = 1,
                  .steps = most_steps};
    const auto contributes = [](const Conclusion& said) {
      return said.kind == Conclusion::Kind::contribute;
    };
    const auto chooses = [](const Conclusion& said) { return said.choice != 0; };
    const RuleAdjustment as_is{.rule = one.name, .module = one.module};
    if (std::ranges::none_of(one.conclusions, chooses)) {
      Driver certainty = driver;
      certainty.now = own_certainty(one);
      result_.push_back({std::move(certainty), [as_is](double value) {
                           Setting setting{.facts = {}, .rules = {as_is}};
                           setting.rules.front().certainty = value;
                           return setting;
                         }});
    }
    if (std::ranges::none_of(one.conclusions, contributes)) return;
    driver.kind = Driver::Kind::weight;
    driver.now = 1;
    driver.from = 1 - weights_;
    driver.to = 1 + weights_;
    result_.push_back({std::move(driver), [as_is](double value) {
                         Setting setting{.facts = {}, .rules = {as_is}};
                         setting.rules.front().weight = value;
                         return setting;
                       }});
  }

  /// Nothing where it depends on what the rule is applied to.
  static std::optional<double> own_certainty(const check::Rule& rule) {
    if (!rule.certainty.valid()) return 1;
    const check::Expr& expr = rule.terms[rule.certainty];
    if (expr.kind != check::Expr::Kind::constant) return std::nullopt;
    return expr.type.base == model::Base::integer
               ? static_cast<double>(model::int_of(expr.constant))
               : model::number_of(expr.constant);
  }

  const Target& target_;
  const session::Asking& at_;
  const explain::Words& words_;
  const Fixpoint& fixpoint_;
  const model::FactBase& facts_;
  double weights_;
  std::vector<Movable> result_;
};

}  // namespace

std::string decimal(double value) {
  return model::show_exact(model::word_of_number(value), {.base = model::Base::number}, {}, {});
}

std::vector<Movable> movables(const Target& target, const Session& session, double weights) {
  std::vector<Movable> result;
  session::answering(*session.now().shared(),
                     [&](const session::Asking& at) -> std::optional<Limit> {
                       base::Symbols symbols(at.fixpoint().symbols);
                       const explain::Words words{at.fixpoint(), symbols};
                       result = Finder(target, at, words, weights).find();
                       return std::nullopt;
                     });
  return result;
}

}  // namespace casus::analysis
