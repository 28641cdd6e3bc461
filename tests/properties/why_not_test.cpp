// SPDX-License-Identifier: Apache-2.0
//
// What is said of goals that do not hold, on random programs in every calculus: they do not, by the
// naive evaluator either, and the change that a condition names makes it hold. CASUS_PROGRAMS sets
// how many programs, CASUS_SEED the first.
#include "casus/why_not.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "casus/session.hpp"
#include "model/show.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/naive/world.hpp"

using namespace casus;

namespace {

using Kind = WhyNot::Note::Kind;
using State = WhyNot::Condition::State;

struct Tried {
  std::size_t goals = 0;
  std::size_t stated = 0;
  std::size_t dropped = 0;
};

/// A goal with a value for each field, of which the naive evaluator says whether it holds.
struct Ground {
  std::string goal;
  bool holds = false;
};

/// Whether a goal can name it: numbers are shown with six decimals.
bool is_shown(model::Word word, model::Type type) {
  if (type.base != model::Base::number || word == model::unknown_word) return true;
  const double number = model::number_of(word);
  return std::stod(model::show_number(number)) == number;
}

/// Rows of a relation and rows that mix the values of others.
std::vector<Ground> goals_of(const naive::World& world, properties::Draw& draw) {
  std::vector<Ground> result;
  const model::Schema& schema = world.program->schema;
  for (std::size_t r = 0; r < schema.relations.size(); ++r) {
    const model::Relation& relation = schema.relations[r];
    if (relation.kind == model::RelationKind::rating) continue;
    naive::Row row;
    std::string text;
    for (const model::Field& field : relation.fields) {
      std::set<model::Word> words;
      for (std::size_t other = 0; other < schema.relations.size(); ++other) {
        const auto& fields = schema.relations[other].fields;
        for (const auto& [known, certainty] : world.held[other]) {
          for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].type == field.type && is_shown(known[i], field.type)) {
              words.insert(known[i]);
            }
          }
        }
      }
      words.erase(model::unknown_word);
      if (words.empty()) break;
      row.push_back(
          *std::next(words.begin(), static_cast<std::ptrdiff_t>(draw.below(words.size()))));
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", field.name,
                          model::show_literal(row.back(), field.type, schema, *world.symbols));
    }
    if (row.size() < relation.fields.size()) continue;
    const bool fact = relation.kind == model::RelationKind::fact;
    if (fact) row.push_back(static_cast<model::Word>(model::StatementKind::fact));
    const auto known = world.held[r].find(row);
    result.push_back({relation.name + '(' + text + ')',
                      known != world.held[r].end() && known->second > world.settings.threshold});
  }
  return result;
}

bool holds(const Evaluation& evaluation, const std::string& goal) {
  const auto asked = evaluation.query(goal);
  INFO(goal);
  INFO(testing::lines(asked.diagnostics, *asked.sources));
  REQUIRE(asked.answers);
  return !asked.answers->answers.empty();
}

/// States the fact that is missing; where it can be stated it then holds.
void state(Session& session, const WhyNot::Condition& condition, Tried& tried) {
  if (condition.state != State::fails || condition.missing.empty()) return;
  const bool denied = std::ranges::any_of(condition.notes, [](const WhyNot::Note& note) {
    return note.kind == Kind::denied || note.kind == Kind::contradicted;
  });
  REQUIRE_FALSE(holds(session.now(), condition.missing));
  if (denied || !session.change({.set = {condition.missing}}).done) return;
  INFO("stated: " << condition.missing);
  REQUIRE(holds(session.now(), condition.missing));
  REQUIRE(session.undo().done);
  ++tried.stated;
}

/// Drops what stands against a `not`, until nothing does; then the condition of that rule is met.
void drop(Session& session, const std::string& goal, const WhyNot::Attempt& attempt,
          std::size_t place, Tried& tried) {
  std::size_t changes = 0;
  std::string code = attempt.conditions[place].code;
  std::vector<WhyNot::Note> against = attempt.conditions[place].notes;
  const bool only = attempt.fails == 1 && attempt.not_reached == 0;
  while (only && changes < 30) {
    std::vector<std::string> facts;
    for (const WhyNot::Note& note : against) {
      if (note.kind != Kind::against || note.facts.empty()) return;
      facts.insert(facts.end(), note.facts.begin(), note.facts.end());
    }
    std::ranges::sort(facts);
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    // What meets the other conditions is to stay.
    const bool shared = std::ranges::any_of(attempt.conditions, [&](const auto& one) {
      return one.state == State::ok && std::ranges::any_of(one.facts, [&](const std::string& id) {
               return std::ranges::find(facts, id) != facts.end();
             });
    });
    if (facts.empty() || shared || !session.change({.drop = facts}).done) break;
    ++changes;
    const auto now = session.now().why_not(goal);
    REQUIRE(now.why_not);
    const auto again = std::ranges::find_if(now.why_not->attempts, [&](const auto& one) {
      return one.rule == attempt.rule && one.bindings == attempt.bindings;
    });
    if (now.why_not->holds || again == now.why_not->attempts.end()) break;
    const auto same = std::ranges::find(again->conditions, code, &WhyNot::Condition::code);
    REQUIRE(same != again->conditions.end());
    if (same->state == State::ok) break;
    REQUIRE(same->state == State::fails);
    for (const WhyNot::Note& note : same->notes) {
      for (const std::string& id : note.facts) {
        REQUIRE(std::ranges::find(facts, id) == facts.end());
      }
    }
    against = same->notes;
  }
  if (changes > 0) ++tried.dropped;
  for (; changes > 0; --changes) REQUIRE(session.undo().done);
}

void check_attempts(const std::vector<WhyNot::Attempt>& attempts) {
  const WhyNot::Attempt* before = nullptr;
  for (const WhyNot::Attempt& one : attempts) {
    const auto in_state = [&](State state) {
      return static_cast<std::size_t>(
          std::ranges::count(one.conditions, state, &WhyNot::Condition::state));
    };
    REQUIRE(one.fails == in_state(State::fails));
    REQUIRE(one.not_reached == in_state(State::not_reached));
    REQUIRE((one.open() > 0 || !one.notes.empty()));
    if (before != nullptr) REQUIRE(before->open() <= one.open());
    before = &one;
    for (const WhyNot::Condition& condition : one.conditions) {
      REQUIRE_FALSE(condition.text.empty());
      check_attempts(condition.attempts);
    }
  }
}

void try_goals(const properties::Sample& sample, const std::string& calculus,
               properties::Draw& draw, Tried& tried) {
  const Ruleset rules = testing::load_rules(sample.rule_text());
  const Facts facts = testing::load_facts(rules, sample.case_text());
  Options options;
  options.certainty = calculus;
  auto started = Session::start(rules, facts, options);
  if (!started.session) return;  // rules that this calculus refuses
  Session& session = *started.session;
  const bool degrees = calculus == "weakest-link";
  const naive::World world =
      naive::evaluate(*rules.data().program, *facts.data().facts, {.degrees = degrees});
  INFO(calculus);
  INFO(sample.case_text());
  INFO(sample.rule_text());
  for (const Ground& ground : goals_of(world, draw)) {
    INFO(ground.goal);
    const auto told = session.now().why_not(ground.goal);
    REQUIRE(told.why_not);
    if (told.why_not->limit) continue;
    const bool by_oracle = degrees || calculus == "certain";
    if (by_oracle) REQUIRE(told.why_not->holds == ground.holds);
    REQUIRE(told.why_not->holds == holds(session.now(), ground.goal));
    if (told.why_not->holds) continue;
    ++tried.goals;
    if (told.why_not->attempts.empty()) REQUIRE_FALSE(told.why_not->notes.empty());
    check_attempts(told.why_not->attempts);
    for (const WhyNot::Attempt& attempt : told.why_not->attempts) {
      for (std::size_t i = 0; i < attempt.conditions.size(); ++i) {
        state(session, attempt.conditions[i], tried);
        if (by_oracle && attempt.conditions[i].state == State::fails) {
          drop(session, ground.goal, attempt, i, tried);
        }
      }
    }
  }
}

/// All that is said, but for where rules stand.
std::string text_of(const std::vector<WhyNot::Attempt>& attempts) {
  std::string text;
  for (const WhyNot::Attempt& one : attempts) {
    text += fmt::format("{} {} {} {}\n", one.rule, one.text, one.open(), one.distance);
    for (const WhyNot::Condition& condition : one.conditions) {
      std::vector<std::string> facts = condition.facts;  // in order of the case file
      std::ranges::sort(facts);
      text += fmt::format("  {} {} {}\n", static_cast<int>(condition.state), condition.text,
                          fmt::join(facts, " "));
      for (const WhyNot::Note& note : condition.notes) text += "    " + note.text + '\n';
      text += text_of(condition.attempts);
    }
    for (const WhyNot::Note& note : one.notes) text += "  " + note.text + '\n';
  }
  return text;
}

/// A value that a comparison with a whole number asks for.
std::int64_t wanted(const WhyNot::Shortfall& gap) {
  const auto needed = std::get<std::int64_t>(gap.needed.data);
  if (gap.needs == "more than" || gap.needs == "other than") return needed + 1;
  return gap.needs == "less than" ? needed - 1 : needed;
}

/// Does what is said of one condition after the other, each about a field of its own, until the
/// goal holds.
void follow(Session& session, const std::string& goal, const std::string& fact) {
  for (std::size_t left = 10; left > 0; --left) {
    const auto told = session.now().why_not(goal);
    REQUIRE(told.why_not);
    if (told.why_not->holds) return;
    const WhyNot::Attempt& before = told.why_not->attempts.at(0);
    const auto open = std::ranges::find(before.conditions, State::fails, &WhyNot::Condition::state);
    REQUIRE(open != before.conditions.end());
    REQUIRE(open->shortfall);
    const std::string change =
        fmt::format("{}({}: {})", fact, open->shortfall->what, wanted(*open->shortfall));
    INFO(open->text << " -> " << change);
    REQUIRE(session.change({.set = {change}}).done);
    const auto now = session.now().why_not(goal);
    REQUIRE(now.why_not);
    if (now.why_not->holds) {
      REQUIRE(before.open() == 1);
      return;
    }
    const WhyNot::Attempt& after = now.why_not->attempts.at(0);
    REQUIRE(after.open() + 1 == before.open());
    const auto same = std::ranges::find(after.conditions, open->code, &WhyNot::Condition::code);
    REQUIRE(same != after.conditions.end());
    REQUIRE(same->state == State::ok);
  }
  FAIL("so many changes are too many");
}

}  // namespace

TEST_CASE("the order of rules and facts never shows in a why-not", "[properties]") {
  const auto [first, programs] = properties::seeds(25);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    INFO("CASUS_SEED=" << seed);
    properties::Draw draw(seed);
    properties::Sample sample = properties::sample(draw, {.counting = 10});
    const Evaluation evaluation = testing::evaluate(sample.rule_text(), sample.case_text());
    properties::Sample shuffled = sample;
    draw.shuffle(shuffled.rules);
    draw.shuffle(shuffled.facts);
    const Evaluation other = testing::evaluate(shuffled.rule_text(), shuffled.case_text());
    for (const std::string& name : sample.goals) {
      // No fact has this text, so that it holds for nothing.
      const std::string goal = name.substr(0, name.find('(')) + "(\"nobody\")";
      INFO(goal << '\n' << sample.case_text() << '\n' << sample.rule_text());
      const auto one = evaluation.why_not(goal);
      const auto two = other.why_not(goal);
      REQUIRE(one.why_not);
      REQUIRE(two.why_not);
      REQUIRE(text_of(one.why_not->attempts) == text_of(two.why_not->attempts));
    }
  }
}

TEST_CASE("the values that a why-not asks for make its comparisons hold", "[properties]") {
  const auto [first, programs] = properties::seeds(60);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const std::vector<std::string> signs{">=", "<=", ">", "<", "=", "!="};
    std::string conditions = "item(name: n, a: a, b: b, c: c, d: d)";
    std::string values;
    for (const std::string field : {"a", "b", "c", "d"}) {
      const int bound = static_cast<int>(draw.below(20));
      const std::string& sign = draw.of(signs);
      const bool turned = draw.chance(30);
      conditions += turned ? fmt::format(" and {} {} {}", bound, sign, field)
                           : fmt::format(" and {} {} {}", field, sign, bound);
      values += fmt::format("{} = {}\n", field, draw.below(20));
    }
    const Ruleset rules = testing::load_rules(
        "fact item { name: text, a: int, b: int, c: int, d: int }\nrelation found(name: text)\n"
        "rule r when " +
        conditions + " then found(name: n)\n");
    const Facts facts = testing::load_facts(rules, "[[item]]\nid = \"I\"\nname = \"x\"\n" + values);
    INFO("CASUS_SEED=" << seed << '\n' << conditions << '\n' << values);
    for (const std::string& calculus : calculi()) {
      Options options;
      options.certainty = calculus;
      auto started = Session::start(rules, facts, options);
      REQUIRE(started.session);
      follow(*started.session, "found(name: \"x\")", "I");
    }
  }
}

TEST_CASE("what is said of goals that do not hold is so", "[properties]") {
  const auto [first, programs] = properties::seeds(40);
  Tried tried;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    INFO("CASUS_SEED=" << seed);
    properties::Draw draw(seed);
    properties::Shape shape{.ratings = seed % 3 == 0, .counting = 10};
    shape.origins = seed % 2 == 0 ? 0 : 30;
    const properties::Sample sample = properties::sample(draw, shape);
    for (const std::string& calculus : calculi()) try_goals(sample, calculus, draw, tried);
  }
  CHECK(tried.goals > 5 * programs);
  CHECK(tried.stated > programs);
  CHECK(tried.dropped > 0);
}
