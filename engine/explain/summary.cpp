// SPDX-License-Identifier: Apache-2.0
#include "explain/summary.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/function_ref.hpp"
#include "check/reached.hpp"
#include "explain/scores.hpp"
#include "explain/used.hpp"
#include "infer/rate/rating_places.hpp"
#include "model/show.hpp"

namespace casus::explain {
namespace {

using check::Conclusion;
using infer::Fixpoint;
using model::points_of;

std::vector<std::string> presumptions(const Words& words, const infer::Lineage& lineage) {
  std::vector<std::string> result;
  for (const infer::Presumption& one : lineage.presumptions) {
    const bool known = std::ranges::any_of(lineage.statements, [&](model::StatementId id) {
      const model::Statement statement = (*words.fixpoint.facts)[id];
      return statement.holds && is_presumed_absent(one, statement.relation, statement.fields);
    });
    result.push_back(words.presumption(one, known));
  }
  return result;
}

Contribution contribution(const Words& words, const assess::Rated& rated, std::size_t i) {
  const Fixpoint& fixpoint = words.fixpoint;
  const infer::Contributed& one = rated.row.contributions[i];
  const plan::RatingInput& input =
      fixpoint.plan->ratings[rated.rating.index()].contributions[one.input];
  const check::Rule& rule = (*fixpoint.program)[input.rule];
  const Conclusion& said = rule.conclusions[input.conclusion];
  const infer::Lineage& lineage = rated.contributions[i];
  Contribution result;
  result.rule = rule.name;
  result.module = rule.module;
  result.title = rule.title;
  result.factor = words.schema()[rated.rating].factors[one.factor].name;
  result.amount = one.counted_with ? 0 : points_of(one.amount);
  result.weight = points_of(one.weight);
  result.certainty = one.certainty;
  result.between = Words::between(one.interval);
  result.because = words.because(rule, lineage.registers());
  result.facts = words.fact_ids(lineage.statements);
  result.presumptions = presumptions(words, lineage);
  // The row ends with the values of `for each` and the points: a lineage that a limit cut short
  // has none.
  const auto row = fixpoint.store(input.store).row(one.row);
  std::size_t column = row.size() - 1 - said.for_each.size();
  for (const check::VariableId variable : said.for_each) {
    const check::Variable& named = rule.terms[variable];
    result.for_each.emplace_back(named.name, words.value(row[column++], named.type));
  }
  result.source = rule.source;
  result.span = rule.name_span;
  result.alone = points_of(one.amount);
  result.origins = Words::names(infer::origins(fixpoint, lineage));
  result.counted_with = one.counted_with;
  return result;
}

LimitEffect limit(const Words& words, const assess::Rated& rated, std::size_t i) {
  const Fixpoint& fixpoint = words.fixpoint;
  const infer::Limited& one = rated.row.limits[i];
  const plan::RatingInput& input = fixpoint.plan->ratings[rated.rating.index()].limits[one.input];
  const check::Rule& rule = (*fixpoint.program)[input.rule];
  LimitEffect result;
  result.rule = rule.name;
  result.module = rule.module;
  result.title = rule.title;
  if (one.factor) result.factor = words.schema()[rated.rating].factors[*one.factor].name;
  result.caps = one.caps;
  result.at = points_of(one.at);
  result.effect = points_of(one.effect);
  result.certainty = one.certainty;
  result.between = Words::between(one.interval);
  result.presumptions = presumptions(words, rated.limits[i]);
  result.because = words.because(rule, rated.limits[i].registers());
  result.facts = words.fact_ids(rated.limits[i].statements);
  result.span = rule.name_span;
  return result;
}

std::vector<Band> bands(const model::Schema& schema, const model::Scale& scale) {
  std::vector<Band> result;
  const auto& names = schema[scale.bands].members;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const model::Micros from = i == 0 ? scale.low : scale.below[i - 1];
    const model::Micros to = i < scale.below.size() ? scale.below[i] : scale.high;
    result.push_back({names[i], points_of(from), points_of(to)});
  }
  return result;
}

/// Whether an id stands before another one: F2 before F10.
bool id_precedes(const std::string& one, const std::string& other) {
  return one.size() != other.size() ? one.size() < other.size() : one < other;
}

/// " [T13: reuters, T15]": the facts that a row rests on, with their sources; empty for none.
std::string on_facts(const Words& words, infer::RowRef row, infer::Lineages& lineages) {
  const model::FactBase& facts = *words.fixpoint.facts;
  std::string text;
  auto statements = lineages.statements_below(row);
  std::ranges::sort(statements, [&](model::StatementId a, model::StatementId b) {
    return id_precedes(facts.name_of(a), facts.name_of(b));
  });
  for (const model::StatementId id : statements) {
    const model::Statement statement = facts[id];
    text += (text.empty() ? " [" : ", ") + statement.id;
    if (statement.source.valid()) text += ": " + facts[statement.source].id;
  }
  return text.empty() ? text : text + ']';
}

/// Statements of which it is open whether they hold, as they are held and denied equally.
std::set<model::StatementId> contradicted_statements(const Fixpoint& fixpoint) {
  std::set<model::StatementId> result;
  for (const infer::Contradiction& one : fixpoint.contradictions) {
    if (fixpoint.store(one.held.store).grade(one.held.row) != infer::Grade::none) continue;
    if (one.held_certainty != one.denied_certainty) continue;
    for (const infer::RowRef row : {one.held, one.denied}) {
      const auto statements = fixpoint.statements_of(row);
      result.insert(statements.begin(), statements.end());
    }
  }
  return result;
}

/// Adds to the statements that count those that made one of them less sure, by contradicting it.
void add_weakening(const Fixpoint& fixpoint, infer::Lineages& lineages, StatementSet& used) {
  const auto add = [&](infer::RowRef weakened, double before, infer::RowRef by) {
    if (fixpoint.certainty(weakened) >= before) return;
    const auto below = lineages.statements_below(weakened);
    const auto counts = [&](model::StatementId id) { return used.contains(id); };
    if (std::ranges::none_of(below, counts)) return;
    used.insert(lineages.statements_below(by));
  };
  for (const infer::Contradiction& one : fixpoint.contradictions) {
    add(one.held, one.held_certainty, one.denied);
    add(one.denied, one.denied_certainty, one.held);
  }
}

/// What is held and denied of all that a rating may rest on.
std::vector<std::string> disputed(const Words& words, model::RelationId rating,
                                  infer::Lineages& lineages) {
  std::vector<std::string> result;
  const Fixpoint& fixpoint = words.fixpoint;
  if (fixpoint.contradictions.empty()) return result;
  const std::vector<bool> asked = check::reached(*fixpoint.program, rating);
  for (const infer::Contradiction& one : fixpoint.contradictions) {
    if (!asked[(*fixpoint.plan)[one.held.store].relation.index()]) continue;
    result.push_back(contradiction(words, one, lineages));
  }
  return result;
}

/// What rules would have said about a rated subject, had no other rule overridden them.
std::vector<DefeatedEffect> defeated(const Words& words, const assess::Rated& rated,
                                     infer::Defeats& defeats, infer::Lineages& lineages) {
  const check::Program& program = *words.fixpoint.program;
  std::vector<DefeatedEffect> result;
  for (const infer::Defeated& one : defeats.about(rated.rating, rated.row.subjects)) {
    const check::Rule& rule = program[one.rule];
    const Conclusion& said = rule.conclusions[one.conclusion];
    const infer::Lineage lineage = lineages.below(one.seen);
    DefeatedEffect effect;
    effect.rule = rule.name;
    effect.title = rule.title;
    effect.certainty = words.certainty(one.grade);
    effect.because = words.because(rule, lineage.registers());
    effect.facts = words.fact_ids(lineage.statements);
    effect.span = rule.name_span;
    if (said.factor) effect.factor = words.schema()[rated.rating].factors[*said.factor].name;
    const double points = points_of(model::int_of(one.row.back()));
    if (said.kind == Conclusion::Kind::limit) {
      effect.at = points;
      effect.caps = said.caps;
    } else {
      const double weight = said.supports ? points : -points;
      effect.amount = points_of(model::micros_of(weight * effect.certainty));
    }
    for (const infer::Defeat& by : one.by) {
      const check::Rule& stronger = program[by.rule];
      const infer::Lineage why = lineages.below(by.seen);
      effect.by.push_back(
          {stronger.name, words.because(stronger, why.registers()), stronger.name_span});
    }
    result.push_back(std::move(effect));
  }
  return result;
}

/// Calls `use` with each atom over a fact.
void each_fact_atom(const check::Program& program, const check::Terms& terms,
                    base::FunctionRef<void(const check::Atom&)> use) {
  using Kind = check::Condition::Kind;
  for (const check::Condition& one : terms.conditions) {
    if (one.kind != Kind::atom && one.kind != Kind::unknown) continue;
    if (program.schema[one.atom.relation].kind == model::RelationKind::fact) use(one.atom);
  }
}

/// What the rules of a factor ask of, themselves and not by way of conclusions, but for facts that
/// say no more than which subjects there are; by RelationId.
std::vector<bool> asked_for(const check::Program& program, model::RatingId rating,
                            std::uint32_t factor) {
  std::vector<bool> result(program.schema.relations.size());
  for (const check::Rule& rule : program.rules) {
    const bool speaks = std::ranges::any_of(rule.conclusions, [&](const Conclusion& said) {
      return said.kind == Conclusion::Kind::contribute && said.rating == rating &&
             said.factor == factor;
    });
    if (!speaks) continue;
    each_fact_atom(program, rule.terms,
                   [&](const check::Atom& atom) { result[atom.relation.index()] = true; });
  }
  const check::Subjects& subjects = program.subjects[rating.index()];
  each_fact_atom(program, subjects.terms, [&](const check::Atom& atom) {
    if (program.schema[atom.relation].fields.size() <= subjects.subjects.size()) {
      result[atom.relation.index()] = false;
    }
  });
  return result;
}

/// Facts that were stated and that nothing rests on, for factors of which nothing is known.
class Unapplied {
 public:
  /// `ids`: of the first ones of `evidence`; the others are in use. `used`: not for saying which
  /// subjects there are.
  Unapplied(const Words& words, const std::vector<assess::Rated>& ratings,
            const std::vector<Evidence>& evidence, const std::vector<model::StatementId>& ids,
            const StatementSet& used)
      : words_(words), ratings_(ratings), evidence_(evidence), ids_(ids), used_(used) {}

  void tell(std::vector<Rating>& told) {
    for (std::size_t i = 0; i < told.size(); ++i) {
      for (std::uint32_t f = 0; f < told[i].factors.size(); ++f) {
        FactorScore& score = told[i].factors[f];
        if (score.state != FactorScore::State::nothing_known) continue;
        for (const model::StatementId id : candidates(ratings_[i].rating, f)) {
          if (score.unapplied.size() == FactorScore::most_unapplied) break;
          if (concerns(id, ratings_[i]))
            score.unapplied.push_back(words_.fixpoint.facts->name_of(id));
        }
        std::ranges::sort(score.unapplied, id_precedes);
      }
    }
  }

 private:
  const std::vector<model::StatementId>& candidates(model::RatingId rating, std::uint32_t factor) {
    const auto [it, is_new] = candidates_.try_emplace({rating, factor});
    if (!is_new) return it->second;
    const std::vector<bool> asked = asked_for(*words_.fixpoint.program, rating, factor);
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      const Evidence& one = evidence_[i];
      const model::StatementId id = ids_[i];
      if (!one.counted || used_.contains(id) || one.contradicted) continue;
      if (asked[(*words_.fixpoint.facts)[id].relation.index()]) it->second.push_back(id);
    }
    std::ranges::sort(it->second, [&](model::StatementId a, model::StatementId b) {
      return precedes(words_.fixpoint.facts->statements[a.index()],
                      words_.fixpoint.facts->statements[b.index()]);
    });
    return it->second;
  }

  /// In order of names, then of values, then of sources, whatever their places.
  [[nodiscard]] bool precedes(const model::Statement& one, const model::Statement& other) const {
    const model::Relation& relation = words_.schema()[one.relation];
    const model::Relation& others = words_.schema()[other.relation];
    if (one.relation != other.relation) {
      return std::tie(relation.name, relation.module) < std::tie(others.name, others.module);
    }
    for (std::size_t f = 0; f < relation.fields.size(); ++f) {
      const int order = model::compare(one.fields[f], other.fields[f], relation.fields[f].type.base,
                                       words_.symbols);
      if (order != 0) return order < 0;
    }
    const auto source = [&](const model::Statement& from) {
      return from.source.valid() ? (*words_.fixpoint.facts)[from.source].id : std::string();
    };
    const std::string own = source(one);
    const std::string its = source(other);
    return own != its ? own < its : id_precedes(one.id, other.id);
  }

  /// Not where the fact names other subjects of the rating, and not this one.
  [[nodiscard]] bool concerns(model::StatementId id, const assess::Rated& rated) const {
    const model::Statement& statement = (*words_.fixpoint.facts)[id];
    const auto& fields = words_.schema()[statement.relation].fields;
    const auto& subjects = words_.schema()[words_.schema()[rated.rating].relation].fields;
    bool others = false;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      for (std::size_t s = 0; s < rated.row.subjects.size(); ++s) {
        if (fields[f].type != subjects[s].type) continue;
        if (statement.fields[f] == rated.row.subjects[s]) return true;
        if (rated.row.subjects.size() == 1) {
          const auto place =
              infer::place_of(words_.fixpoint, rated.rating, {&statement.fields[f], 1});
          others = others || place.has_value();
        }
      }
    }
    return !others;
  }

  const Words& words_;
  const std::vector<assess::Rated>& ratings_;
  const std::vector<Evidence>& evidence_;
  const std::vector<model::StatementId>& ids_;
  const StatementSet& used_;
  std::map<std::pair<model::RatingId, std::uint32_t>, std::vector<model::StatementId>> candidates_;
};

/// What the points of one factor say.
FactorScore::State state(const infer::RatingRow& row, std::size_t factor, bool contradicted) {
  using State = FactorScore::State;
  const auto own = [&](const infer::Contributed& one) {
    return one.factor == factor && one.amount != 0;
  };
  const infer::FactorPoints& points = row.factors[factor];
  if (points.points != 0) return State::counted;
  if (std::ranges::any_of(row.contributions, own)) {
    return points.sum == 0 ? State::balanced : State::counted;
  }
  return contradicted ? State::contradicted : State::nothing_known;
}

/// Whether a statement was published or observed after the date of assessment.
bool is_later(const Fixpoint& fixpoint, model::StatementId id) {
  const model::FactBase& facts = *fixpoint.facts;
  const model::Statement& statement = facts.statements[id.index()];
  const auto later = [&](std::optional<model::Day> day) {
    return fixpoint.as_of && day && *day > *fixpoint.as_of;
  };
  return later(facts.observed(statement)) ||
         (statement.source.valid() && later(facts[statement.source].published));
}

}  // namespace

std::string contradiction(const Words& words, const infer::Contradiction& one,
                          infer::Lineages& lineages) {
  const infer::Store& store = words.fixpoint.store(one.held.store);
  const model::RelationId relation = (*words.fixpoint.plan)[one.held.store].relation;
  const std::string text = words.sentence(relation, store.row(one.held.row)) + ": held" +
                           on_facts(words, one.held, lineages) + " and denied" +
                           on_facts(words, one.denied, lineages);
  if (words.fixpoint.calculus->joins_all() && store.grade(one.held.row) != infer::Grade::none) {
    return text + ", so it is unknown where both happen";
  }
  const double held = words.fixpoint.certainty(one.held);
  const double denied = words.fixpoint.certainty(one.denied);
  if (held > 0) {
    return text + ", the assertion is stronger, so it counts as held" +
           (held < one.held_certainty ? ", less surely" : "");
  }
  const auto& equal = words.fixpoint.undecided[one.held.store.index()];
  if (std::ranges::count(equal, one.held.row, &infer::Undecided::row) > 0) {
    return text + " equally, so it is unknown";
  }
  return text + ", the denial is stronger, so it counts as denied" +
         (denied < one.denied_certainty ? ", less surely" : "");
}

Rating rating(const Words& words, const assess::Rated& rated,
              const std::vector<infer::Contradicting>& contradicting, infer::Defeats& defeats,
              infer::Lineages& lineages) {
  const model::Schema& schema = words.schema();
  const model::Rating& declared = schema[rated.rating];
  const infer::RatingRow& row = rated.row;
  Rating result = without_score(words, rated.rating);
  put_score(words, rated.rating,
            {row.score, rated.low, rated.high, rated.confidence, rated.likelihood}, row.subjects,
            result);
  result.starts = points_of(declared.starts);
  result.scale_low = points_of(declared.scale.low);
  result.scale_high = points_of(declared.scale.high);
  result.bands = bands(schema, declared.scale);
  for (std::size_t i = 0; i < declared.factors.size(); ++i) {
    const model::Factor& factor = declared.factors[i];
    result.factors.push_back({factor.name, factor.title, points_of(row.factors[i].points),
                              points_of(row.factors[i].sum), points_of(factor.low),
                              points_of(factor.high), factor.span});
    FactorScore& score = result.factors.back();
    infer::RowRef told;
    for (const infer::Contradiction& one : words.fixpoint.contradictions) {  // in order of values
      const infer::Contradicting asked{row.subjects, false, static_cast<std::uint32_t>(i),
                                       one.held};
      if (one.held == told || !std::ranges::binary_search(contradicting, asked)) continue;
      told = one.held;
      score.contradictions.push_back(contradiction(words, one, lineages));
    }
    score.state = state(row, i, !score.contradictions.empty());
  }
  infer::RowRef told;
  for (const infer::Contradiction& one : words.fixpoint.contradictions) {
    const infer::Contradicting asked{row.subjects, true, 0, one.held};
    if (one.held == told || !std::ranges::binary_search(contradicting, asked)) continue;
    told = one.held;
    result.contradictions.push_back(contradiction(words, one, lineages));
  }
  result.disputed = disputed(words, declared.relation, lineages);
  for (std::size_t i = 0; i < row.contributions.size(); ++i) {
    result.contributions.push_back(contribution(words, rated, i));
  }
  for (std::size_t i = 0; i < row.limits.size(); ++i) {
    result.limits.push_back(limit(words, rated, i));
  }
  result.defeated = defeated(words, rated, defeats, lineages);
  return result;
}

Assessment summarise(const Words& words, const std::vector<assess::Rated>& ratings,
                     const Grades& grades, infer::Meter& meter, bool reasons) {
  const Fixpoint& fixpoint = words.fixpoint;
  Assessment result;
  const model::Case& info = fixpoint.facts->info;
  result.info = {
      .name = info.name, .title = info.title, .question = info.question, .horizon = info.horizon};
  if (fixpoint.as_of) result.info.as_of = Date{*fixpoint.as_of};
  result.calculus = fixpoint.calculus->name();
  result.threshold = fixpoint.threshold;
  StatementSet used = reasons ? used_statements(words, meter) : StatementSet(*fixpoint.facts);
  const std::set<model::StatementId> contradicted = contradicted_statements(fixpoint);
  infer::Defeats defeats(fixpoint, words.symbols, meter);
  infer::Lineages lineages(fixpoint, words.symbols, meter);
  std::vector<infer::Contradicting> contradicting;
  model::RatingId looked_at;
  std::set<std::string> asked;
  for (const assess::Rated& rated : ratings) {
    if (rated.rating != looked_at) {
      looked_at = rated.rating;
      contradicting = infer::contradicting(fixpoint, looked_at, words.symbols);
    }
    result.ratings.push_back(rating(words, rated, contradicting, defeats, lineages));
    for (const auto* inputs : {&rated.contributions, &rated.limits}) {
      for (const infer::Lineage& lineage : *inputs) {
        used.insert(lineage.statements);
        for (const infer::Presumption& one : lineage.unknowns) {
          const std::string question = words.question(one);
          if (asked.insert(question).second) result.questions.push_back(question);
        }
      }
    }
  }
  add_weakening(fixpoint, lineages, used);
  StatementSet rests_on = used;  // these, or that something is rated
  if (reasons && !fixpoint.facts->statements.empty()) {
    rating_statements(words, meter).each([&](model::StatementId id) { rests_on.insert(id); });
  }
  std::vector<model::StatementId> told;
  if (reasons) result.evidence.reserve(fixpoint.facts->statements.size());
  for (std::size_t i = 0; i < fixpoint.facts->statements.size(); ++i) {
    const model::StatementId id(i);
    if (fixpoint.facts->withdrawn.contains(id)) continue;
    const bool later = fixpoint.counted[i] && is_later(fixpoint, id);
    if (later) result.published_later.push_back(fixpoint.facts->name_of(id));
    if (!reasons && !later) continue;
    told.push_back(id);
    result.evidence.push_back(words.evidence(id, grades));
    result.evidence.back().used = rests_on.contains(id);
    result.evidence.back().contradicted = contradicted.contains(id);
  }
  result.records = fixpoint.facts->size() - fixpoint.facts->statements.size();
  used.each([&](model::StatementId id) {  // not the many that say what is rated and no more
    if (!fixpoint.facts->is_record(id)) return;
    if (++result.used_records > Assessment::most_records) return;
    result.evidence.push_back(words.evidence(id, grades));
    result.evidence.back().used = true;
    result.evidence.back().contradicted = contradicted.contains(id);
  });
  // What a limit kept from being applied may apply.
  if (reasons && !fixpoint.stopped) {
    Unapplied(words, ratings, result.evidence, told, used).tell(result.ratings);
  }
  std::ranges::sort(result.published_later, id_precedes);
  for (const infer::Contradiction& one : fixpoint.contradictions) {
    result.contradictions.push_back(contradiction(words, one, lineages));
  }
  result.statistics = {fixpoint.base_facts, fixpoint.derived_facts, fixpoint.rounds};
  return result;
}

}  // namespace casus::explain
