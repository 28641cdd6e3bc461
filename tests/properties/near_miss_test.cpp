// SPDX-License-Identifier: Apache-2.0
//
// The nearest misses of rules of random programs, against all ways to meet each of their atoms by
// some row or by none, judged by the naive evaluator. CASUS_PROGRAMS sets how many programs,
// CASUS_SEED the first.
#include "infer/ask/near_miss.hpp"

#include <algorithm>

#include "explain/inquiry.hpp"
#include "plan/conjunctions.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/naive/ways.hpp"

using namespace casus;

namespace {

using check::Condition;
using check::ConditionId;
using State = infer::Judgement::State;

constexpr std::size_t most_atoms = 3;

class Brute {
 public:
  Brute(const naive::World& world, const check::Terms& terms,
        const std::vector<ConditionId>& conditions)
      : world_(world), terms_(terms), conditions_(conditions) {
    plan::Conjunction conjunction;
    for (const ConditionId id : conditions) conjunction.push_back({id});
    bindable_ = plan::bindable(terms, conjunction);
  }

  /// So many atoms that it takes no time, and no assignment that an atom could do without.
  [[nodiscard]] bool is_small() const {
    const auto is_atom = [&](ConditionId id) { return terms_[id].kind == Condition::Kind::atom; };
    plan::Conjunction atoms;
    for (const ConditionId id : conditions_) {
      if (is_atom(id)) atoms.push_back({id});
    }
    const plan::Variables bound = plan::bindable(terms_, atoms);
    return atoms.size() <= most_atoms && std::ranges::none_of(conditions_, [&](ConditionId id) {
             return terms_[id].kind == Condition::Kind::let && bound.contains(terms_[id].variable);
           });
  }

  [[nodiscard]] std::size_t least_open(const naive::Values& values) {
    best_ = conditions_.size();
    go(std::vector<bool>(conditions_.size(), true), values, 0);
    return best_;
  }

  [[nodiscard]] bool is_ready(ConditionId id, const naive::Values& values) const {
    const Condition& condition = terms_[id];
    plan::Variables needs;
    if (condition.kind == Condition::Kind::let) {
      plan::collect(terms_, condition.expr, needs);
    } else if (condition.kind == Condition::Kind::atom) {
      for (const check::Atom::Given& given : condition.atom.given) {
        const bool variable = terms_[given.expr].kind == check::Expr::Kind::variable;
        if (!variable) plan::collect(terms_, given.expr, needs);
      }
    } else {
      plan::collect(terms_, id, needs);
    }
    return std::ranges::all_of(needs, [&](check::VariableId variable) {
      return !bindable_.contains(variable) || values[variable.index()].has_value();
    });
  }

  [[nodiscard]] std::vector<naive::Way> ways(ConditionId id, const naive::Values& values) const {
    return naive::ways(world_, terms_, id, values, naive::Mood::holding);
  }

 private:
  void go(std::vector<bool> pending, naive::Values values, std::size_t open) {
    for (std::size_t i = 0; i < conditions_.size();) {
      const Condition& condition = terms_[conditions_[i]];
      const bool now =
          pending[i] && condition.kind == Condition::Kind::let && is_ready(conditions_[i], values);
      if (!now) {
        ++i;
        continue;
      }
      pending[i] = false;
      const auto found = ways(conditions_[i], values);
      if (found.empty()) {
        ++open;
      } else {
        values = found.front().values;
      }
      i = 0;
    }
    if (open >= best_) return;
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      const bool atom = terms_[conditions_[i]].kind == Condition::Kind::atom;
      if (!pending[i] || !atom || !is_ready(conditions_[i], values)) continue;
      pending[i] = false;
      for (const naive::Way& way : ways(conditions_[i], values)) go(pending, way.values, open);
      go(pending, values, open + 1);
      return;
    }
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      if (!pending[i]) continue;
      const bool holds = is_ready(conditions_[i], values) && !ways(conditions_[i], values).empty();
      if (!holds) ++open;
    }
    best_ = std::min(best_, open);
  }

  const naive::World& world_;
  const check::Terms& terms_;
  const std::vector<ConditionId>& conditions_;
  plan::Variables bindable_;
  std::size_t best_ = 0;
};

/// Values of a column that some row has.
std::vector<model::Word> words_of(const naive::World& world, model::Type type) {
  std::set<model::Word> words;
  const auto& relations = world.program->schema.relations;
  for (std::size_t r = 0; r < relations.size(); ++r) {
    for (const auto& [row, certainty] : world.held[r]) {
      for (std::size_t i = 0; i < relations[r].fields.size(); ++i) {
        if (relations[r].fields[i].type == type) words.insert(row[i]);
      }
    }
  }
  words.erase(model::unknown_word);
  return {words.begin(), words.end()};
}

struct Tried {
  std::size_t all = 0;
  std::size_t open = 0;
  std::size_t unreached = 0;
};

void try_alternative(const infer::Fixpoint& fixpoint, const naive::World& world,
                     const explain::Inquiry& inquiry, const std::vector<ConditionId>& conditions,
                     Tried& tried) {
  Brute brute(world, inquiry.terms, conditions);
  if (conditions.empty() || !brute.is_small()) return;
  base::Symbols symbols(fixpoint.symbols);
  infer::Meter meter({});
  infer::ConditionProbe probe(fixpoint, symbols, meter, inquiry.terms);
  infer::NearMissSearch search(probe, meter, conditions);
  const infer::NearMiss miss = search.find(inquiry.known, 100'000'000);
  REQUIRE_FALSE(miss.partial);
  std::size_t open = 0;
  for (const infer::Judgement& judged : miss.conditions) {
    INFO("condition " << judged.condition.value);
    if (judged.state != State::ok) ++open;
    const bool ready = brute.is_ready(judged.condition, miss.values);
    REQUIRE(ready == (judged.state != State::not_reached));
    // A field left open matches no value, not even its own.
    const bool left_open = std::ranges::any_of(probe.mentioned(judged.condition), [&](auto one) {
      return miss.values[one.index()] == model::unknown_word;
    });
    if (ready && !left_open) {
      REQUIRE((judged.state == State::ok) == !brute.ways(judged.condition, miss.values).empty());
    }
    if (!ready) ++tried.unreached;
  }
  REQUIRE(open == miss.open);
  REQUIRE(miss.open == brute.least_open(inquiry.known));
  ++tried.all;
  if (miss.open > 0) ++tried.open;
}

void try_rules(const properties::Sample& sample, bool degrees, double threshold,
               properties::Draw& draw, Tried& tried) {
  const Ruleset rules = testing::load_rules(sample.rule_text());
  const Facts facts = testing::load_facts(rules, sample.case_text());
  infer::Settings settings;
  settings.calculus.name = degrees ? "weakest-link" : "certain";
  settings.calculus.threshold = threshold;
  const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
  const check::Program& program = *rules.data().program;
  const naive::World world =
      naive::evaluate(program, *facts.data().facts, {.degrees = degrees, .threshold = threshold});
  INFO(settings.calculus.name << ", threshold " << threshold);
  INFO(sample.case_text());
  INFO(sample.rule_text());
  for (const check::Rule& rule : program.rules) {
    for (const check::Conclusion& said : rule.conclusions) {
      explain::Question question;
      for (const check::ExprId arg : said.args) {
        const auto words = words_of(world, rule.terms[arg].type);
        auto& column = question.columns.emplace_back();
        if (draw.chance(70) && !words.empty()) column = draw.of(words);
      }
      const auto inquiry = explain::inquire(rule, said, question);
      if (!inquiry) continue;
      INFO("rule " << rule.name);
      for (const auto& conditions : inquiry->alternatives) {
        try_alternative(*fixpoint, world, *inquiry, conditions, tried);
      }
    }
  }
}

}  // namespace

TEST_CASE("no assignment leaves fewer conditions open than the nearest miss", "[properties]") {
  const auto [first, programs] = properties::seeds(120);
  Tried tried;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    INFO("CASUS_SEED=" << seed);
    properties::Draw draw(seed);
    properties::Shape shape{.ratings = false, .facts = 3, .more_facts = 8, .counting = 10};
    shape.origins = 0;
    const properties::Sample sample = properties::sample(draw, shape);
    try_rules(sample, seed % 2 == 0, seed % 4 == 0 ? 0.2 : 0, draw, tried);
  }
  CHECK(tried.all > programs);
  CHECK(tried.open > programs / 2);
  CHECK(tried.unreached > 0);
}
