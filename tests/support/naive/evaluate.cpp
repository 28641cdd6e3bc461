// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "model/show.hpp"
#include "support/naive/ways.hpp"

namespace casus::naive {

using check::Component;
using check::Conclusion;
using check::Rule;
using model::unknown_word;

namespace {

bool raise(Rows& rows, const Row& row, double certainty) {
  double& kept = rows[row];
  if (certainty <= kept) return false;
  kept = certainty;
  return true;
}

bool valid_at(const model::Statement& statement, std::optional<model::Day> as_of) {
  if (as_of && statement.valid_from && *as_of < *statement.valid_from) return false;
  return !as_of || !statement.valid_until || *as_of <= *statement.valid_until;
}

/// What one origin states about one fact is one event, as likely as its surest statement; the
/// others are part of it.
void load_world(World& world, const model::FactBase& facts) {
  const auto origin = [&](const model::Statement& one) {
    if (!one.origin.empty()) return one.origin;
    return one.source.valid() ? facts[one.source].id : std::string();
  };
  std::map<std::string, double> surest;
  const auto event = [&](const model::Statement& one) {
    return fmt::format("{} {} {} {} by {}", one.holds ? "stated" : "denied", one.relation.value,
                       key(one.fields), static_cast<int>(one.kind), origin(one));
  };
  for (const model::Statement& one : facts.statements) {
    if (!valid_at(one, world.settings.as_of)) continue;
    double& most = surest[event(one)];
    most = std::max(most, facts.certainty(one, Grades()));
  }
  for (const model::Statement& one : facts.statements) {
    if (!valid_at(one, world.settings.as_of)) continue;
    const double most = surest.at(event(one));
    if (!world.happens(event(one), most)) continue;
    Row row = one.fields;
    row.push_back(static_cast<Word>(one.kind));
    (one.holds ? world.held : world.denied)[one.relation.index()][row] = 1;
    const double certainty = facts.certainty(one, Grades());
    const std::string part = fmt::format("{} part {}", event(one), certainty);
    if (!one.holds || (certainty < most && !world.happens(part, certainty / most))) continue;
    row.push_back(base::Symbol(-1));
    row.push_back(model::word_of_number(certainty));
    world.attested[one.relation.index()][row] = 1;
  }
}

void load(World& world, const model::FactBase& facts) {
  for (const model::Statement& statement : facts.statements) {
    if (!valid_at(statement, world.settings.as_of)) continue;
    const double certainty = world.given(facts.certainty(statement, Grades()));
    Row row = statement.fields;
    row.push_back(static_cast<Word>(statement.kind));
    const std::size_t relation = statement.relation.index();
    if (!statement.holds) {
      raise(world.denied[relation], row, certainty);
      continue;
    }
    raise(world.held[relation], row, certainty);
    const base::Symbol nobody = base::Symbol(-1);
    row.push_back(nobody);
    row.push_back(model::word_of_number(certainty));
    raise(world.attested[relation], row, certainty);
  }
}

/// What tells instances of a rule apart.
Row named(const Rule& rule, const Way& way) {
  Row result;
  for (std::size_t i = 0; i < rule.terms.variables.size(); ++i) {
    const check::Variable& variable = rule.terms.variables[i];
    const bool counts = !variable.name.empty() && !variable.local;
    if (counts) result.push_back(way.values[i].value_or(unknown_word));
  }
  return result;
}

/// The rule's own certainty for one way; nothing where it is no certainty.
std::optional<double> own_certainty(const World& world, const Rule& rule, const Way& way,
                                    double& holds) {
  if (!rule.certainty.valid()) return 1;
  const Valued own = value(world, rule.terms, rule.certainty, way.values);
  if (own.word == unknown_word || own.certainty <= world.settings.threshold) return std::nullopt;
  holds = std::min(holds, own.certainty);
  const double number = rule.terms[rule.certainty].type.base == model::Base::integer
                            ? static_cast<double>(model::int_of(own.word))
                            : model::number_of(own.word);
  if (number < 0 || number > 1) return std::nullopt;
  return number;
}

/// In one world: whether an outcome is the one that happens there. Outcomes are asked one after the
/// other, each by its share of what is left.
bool chosen(const World& world, const Rule& rule, const Conclusion& said, const Way& way,
            double& holds) {
  std::vector<double> chances;
  std::size_t which = 0;
  for (const Conclusion& other : rule.conclusions) {
    if (other.choice != said.choice) continue;
    if (&other == &said) which = chances.size();
    const Valued one = value(world, rule.terms, other.certainty, way.values);
    if (one.word == unknown_word) return false;
    holds = std::min(holds, one.certainty);
    chances.push_back(model::number_of(one.word));
    if (!(chances.back() >= 0 && chances.back() <= 1)) return false;
  }
  double sum = 0;
  for (const double chance : chances) sum += chance;
  if (sum > 1 + 1e-12 || holds <= 0) return false;
  double left = 1;
  for (std::size_t i = 0; i <= which; ++i) {
    const std::string event = fmt::format("choice {}.{}.{} {} {} {}", rule.module, rule.name,
                                          said.choice, key(named(rule, way)), i, chances[i]);
    if (world.happens(event, std::min(1.0, chances[i] / left))) return i == which;
    left -= chances[i];
    if (left <= 1e-12) return false;
  }
  return false;
}

/// A conclusion's values and certainty for one way; no certainty where it does not follow.
double conclude(const World& world, const Rule& rule, const std::vector<check::ExprId>& args,
                const Way& way, Row& row) {
  double holds = way.holds;
  for (const check::ExprId arg : args) {
    const Valued one = value(world, rule.terms, arg, way.values);
    if (one.word != unknown_word) holds = std::min(holds, one.certainty);
    row.push_back(one.word);
  }
  const std::optional<double> own = own_certainty(world, rule, way, holds);
  if (!own) return 0;
  if (world.settings.degrees) return std::min(holds, *own);
  if (world.decides && *own > 0 && *own < 1) {
    const std::string event =
        fmt::format("rule {}.{} {} {}", rule.module, rule.name, key(named(rule, way)), *own);
    if (holds > 0 && !world.happens(event, *own)) return 0;
  }
  return *own > 0 ? holds : 0;
}

bool derive(World& world, const Rule& rule, const Conclusion& said) {
  Rows& rows = (said.negative ? world.denied : world.held)[said.relation.index()];
  bool changed = false;
  for (const Derived& one : derivations(world, rule, said)) {
    changed = raise(rows, one.row, one.certainty) || changed;
  }
  return changed;
}

bool derive_all(World& world, RelationId relation) {
  bool changed = false;
  for (const Rule& rule : world.program->rules) {
    for (const Conclusion& said : rule.conclusions) {
      if (said.kind != Conclusion::Kind::derive || said.relation != relation) continue;
      changed = derive(world, rule, said) || changed;
    }
  }
  return changed;
}

/// Where something is held and denied, the surer stands; equals leave it unknown.
void settle(World& world, RelationId relation) {
  Rows& held = world.held[relation.index()];
  for (auto it = held.begin(); it != held.end();) {
    double against = 0;
    for (const auto& [denial, certainty] : world.denied[relation.index()]) {
      bool covers = true;
      for (std::size_t c = 0; c < denial.size(); ++c) {
        covers = covers && (denial[c] == unknown_word || denial[c] == it->first[c]);
      }
      if (covers) against = std::max(against, certainty);
    }
    if (against == it->second) world.undecided[relation.index()].insert(it->first);
    it = against >= it->second ? held.erase(it) : std::next(it);
  }
}

/// Of values of a best field one is kept for each choice of the others: the best that holds.
void keep_best(World& world, RelationId relation) {
  const model::Relation& declared = world.program->schema[relation];
  const std::optional<std::uint32_t> column = declared.best();
  if (!column) return;
  const auto better = [&](const Rows::value_type& a, const Rows::value_type& b) {
    for (std::size_t c = 0; c < a.first.size(); ++c) {
      if (c != *column && a.first[c] != b.first[c]) return false;
    }
    const bool holds = a.second > world.settings.threshold;
    if (holds != (b.second > world.settings.threshold)) return holds;
    const int order = model::compare(a.first[*column], b.first[*column],
                                     declared.fields[*column].type.base, *world.symbols);
    return declared.fields[*column].best == model::Best::least ? order < 0 : order > 0;
  };
  Rows& rows = world.held[relation.index()];
  Rows kept;
  for (const auto& row : rows) {
    const bool beaten = std::any_of(rows.begin(), rows.end(),
                                    [&](const auto& other) { return better(other, row); });
    if (!beaten) kept.insert(row);
  }
  rows = std::move(kept);
}

}  // namespace

std::vector<Derived> derivations(const World& world, const Rule& rule, const Conclusion& said) {
  const model::Relation& relation = world.program->schema[said.relation];
  std::vector<Derived> result;
  const Values nothing(rule.terms.variables.size());
  for (const Way& way : ways(world, rule.terms, rule.body, nothing, Mood::holding)) {
    Row row;
    double certainty = conclude(world, rule, said.args, way, row);
    certainty = std::min(certainty, undefeated(world, rule, said, way.values));
    if (said.choice > 0 && certainty > 0 && !chosen(world, rule, said, way, certainty)) continue;
    bool complete = certainty > 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool may_lack = said.negative || relation.fields[i].open;
      complete = complete && (may_lack || row[i] != unknown_word);
    }
    if (relation.kind == model::RelationKind::fact) {
      row.push_back(static_cast<Word>(model::StatementKind::fact));
    }
    if (complete) result.push_back({std::move(row), certainty, way.rows});
  }
  return result;
}

double World::presumed(model::RelationId relation, const std::vector<std::optional<Word>>& wanted,
                       double certainty) const {
  if (!decides) return given(certainty);
  Row asked;
  for (std::size_t c = 0; c < wanted.size(); ++c) {
    if (!wanted[c] || *wanted[c] == unknown_word) continue;
    asked.push_back(static_cast<Word>(c));
    asked.push_back(*wanted[c]);
  }
  const std::string event = fmt::format("presumed {} {}", relation.value, key(asked));
  return happens(event, certainty) ? 1 : 0;
}

World evaluate(const check::Program& program, const model::FactBase& facts,
               const Settings& settings) {
  auto texts = std::make_shared<base::Symbols>(facts.symbols);
  World world(
      program, *texts,
      verify::Settings{
          .degrees = settings.degrees, .threshold = settings.threshold, .as_of = settings.as_of});
  world.decides = settings.happens;
  world.texts = std::move(texts);
  world.origins = settings.origins;
  if (!world.settings.as_of) world.settings.as_of = facts.info.as_of;
  world.ratings.resize(program.schema.ratings.size());
  if (settings.happens) {
    load_world(world, facts);
  } else {
    load(world, facts);
  }
  for (const Component& component : program.components) {
    bool changed = true;
    while (changed) {
      changed = false;
      for (const RelationId relation : component.relations) {
        changed = derive_all(world, relation) || changed;
      }
    }
    for (const RelationId relation : component.relations) {
      keep_best(world, relation);
      settle(world, relation);
      const RatingId rating = program.schema[relation].rating;
      if (rating.valid()) rate(world, rating);
    }
  }
  return world;
}

}  // namespace casus::naive
