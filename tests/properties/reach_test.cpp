// SPDX-License-Identifier: Apache-2.0
//
// Random programs and goals that do not hold: every answer of `reach` is held against runs of its
// own, no part of it is enough, and nothing is cheaper among all sets of changes there are.
#include "casus/reach.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "analysis/levers.hpp"
#include "analysis/target.hpp"
#include "properties/rewritten.hpp"
#include "properties/settings.hpp"
#include "session/asking.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

constexpr std::size_t most_sets = 400;
constexpr double nothing = std::numeric_limits<double>::infinity();

bool holds(const Evaluation& evaluation, const std::string& goal) {
  const auto asked = evaluation.query(goal);
  REQUIRE(asked.answers);
  return !asked.answers->answers.empty() &&
         asked.answers->verdict.value_or(Verdict::yes) == Verdict::yes;
}

/// The steps, and of those that set fields each with each of other fields.
std::vector<ReachStep> with_fields_together(const std::vector<ReachStep>& steps) {
  std::vector<ReachStep> result;
  std::vector<ReachStep> sets;
  std::set<std::string> fields;
  for (const ReachStep& first : steps) {
    if (first.kind != ReachStep::Kind::value) {
      result.push_back(first);
    } else if (const std::string& field = first.fields.front().first; fields.insert(field).second) {
      const std::size_t of_others = sets.size();
      for (const ReachStep& one : steps) {
        if (one.fields.empty() || one.fields.front().first != field) continue;
        sets.push_back(one);
        for (std::size_t other = 0; other < of_others; ++other) {
          ReachStep both = sets[other];
          both.fields.push_back(one.fields.front());
          analysis::write_fields(both);
          sets.push_back(std::move(both));
        }
      }
    }
  }
  result.insert(result.end(), sets.begin(), sets.end());
  return result;
}

/// Everything that may become of what the goal rests on, whatever speaks for it.
std::vector<std::vector<ReachStep>> all_steps(const Session& session, const std::string& goal) {
  std::vector<std::vector<ReachStep>> result;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
  const auto target = analysis::Target::find(session, goal, diagnostics, sources);
  REQUIRE(target);
  session::answering(
      *session.now().shared(), [&](const session::Asking& at) -> std::optional<Limit> {
        base::Symbols symbols(at.fixpoint().symbols);
        const explain::Words words{at.fixpoint(), symbols};
        const check::Influence both{.raises = true, .lowers = true};
        check::Influences influences;
        for (const model::Relation& relation : words.schema().relations) {
          influences.rows.push_back(both);
          influences.larger.emplace_back(relation.fields.size(), both);
        }
        const auto questions = analysis::unsettled(*target, at, words);
        const auto asked = session::ask(at, goal, infer::Purpose::count);
        for (const analysis::Lever& lever :
             analysis::levers(words, questions, *asked->goal, influences, analysis::Demand()).all) {
          const auto& relations = words.schema().relations;
          const auto of = std::ranges::find(relations, lever.steps.front().most.relation,
                                            &model::Relation::name);
          if (!target->relations()[static_cast<std::size_t>(of - relations.begin())]) continue;
          std::vector<ReachStep> steps;
          for (const auto& step : lever.steps) {
            CHECK(step.less.empty());
            steps.push_back(step.most);
          }
          result.push_back(with_fields_together(steps));
        }
        return std::nullopt;
      });
  return result;
}

/// The least cost of any set of steps, one a lever, after which the goal holds; nothing where there
/// are too many sets to try.
std::optional<double> cheapest(Session& session, const std::string& goal,
                               const std::vector<std::vector<ReachStep>>& levers) {
  std::size_t sets = 1;
  for (const auto& steps : levers) {
    sets *= steps.size() + 1;
    if (sets > most_sets) return std::nullopt;
  }
  double least = nothing;
  for (std::size_t set = 1; set < sets; ++set) {
    FactChange change;
    double cost = 0;
    std::size_t rest = set;
    for (const auto& steps : levers) {
      const std::size_t choice = rest % (steps.size() + 1);
      rest /= steps.size() + 1;
      if (choice == 0) continue;
      const ReachStep& step = steps[choice - 1];
      cost += step.cost;
      change.drop.insert(change.drop.end(), step.change.drop.begin(), step.change.drop.end());
      change.set.insert(change.set.end(), step.change.set.begin(), step.change.set.end());
    }
    if (cost >= least || !session.change(change).done) continue;
    if (holds(session.now(), goal)) least = cost;
    (void)session.undo();
  }
  return least;
}

/// The steps of an answer, those that set several fields cut up into one a field.
std::vector<ReachStep> parts_of(const ReachAnswer& answer) {
  std::vector<ReachStep> parts;
  for (const ReachStep& step : answer.steps) {
    if (step.fields.empty()) parts.push_back(step);
    for (const auto& field : step.fields) {
      parts.push_back(step);
      parts.back().fields = {field};
      analysis::write_fields(parts.back());
    }
  }
  return parts;
}

/// Whether the goal holds in a run of its own after these of the parts of an answer.
bool holds_after(const properties::Sample& sample, const Ruleset& rules, const Options& options,
                 const std::vector<ReachStep>& parts, std::size_t some, const std::string& goal) {
  std::vector<std::string> sets;
  std::vector<std::string> drop;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if ((some >> i & 1U) == 0) continue;
    const FactChange& change = parts[i].change;
    sets.insert(sets.end(), change.set.begin(), change.set.end());
    drop.insert(drop.end(), change.drop.begin(), change.drop.end());
  }
  const std::string text = properties::rewritten(sample, sets, drop);
  const auto run = Evaluation::run(rules, testing::load_facts(rules, text), options);
  REQUIRE(run.evaluation);
  return holds(*run.evaluation, goal);
}

struct Seen {
  std::size_t answers = 0;
  std::size_t compared = 0;
  std::size_t out_of_reach = 0;
};

void compare(const properties::Sample& sample, const Ruleset& rules, Session& session,
             const std::string& goal, const Options& options, Seen& count) {
  const auto levers = all_steps(session, goal);
  const auto least = cheapest(session, goal, levers);
  if (!least) return;
  const ReachRun run = reach(session, goal, {.most_answers = 3});
  REQUIRE(run.reach);
  ++count.compared;
  if (run.reach->answers.empty()) {
    ++count.out_of_reach;
    CHECK_FALSE(run.reach->beyond);
    CHECK(*least == nothing);
    return;
  }
  // Less, where a question comes up only after a change.
  CHECK(run.reach->answers.front().cost <= *least);
  for (const ReachAnswer& answer : run.reach->answers) {
    ++count.answers;
    const std::vector<ReachStep> parts = parts_of(answer);
    const std::size_t whole = (std::size_t{1} << parts.size()) - 1;
    CHECK(holds_after(sample, rules, options, parts, whole, goal));
    for (std::size_t some = 0; some < whole; ++some) {
      CHECK_FALSE(holds_after(sample, rules, options, parts, some, goal));
    }
  }
}

/// That a rated subject gets into another band, or that something concluded does not hold.
std::vector<std::string> goals_of(const Session& session, const properties::Sample& sample) {
  std::vector<std::string> goals;
  const Assessment assessment = session.assessment();
  for (const Rating& rating : assessment.ratings) {
    const std::string name = rating.rating + '(' + rating.subject.front().literal + ')';
    goals.push_back(name + " > " + rating.band);
    goals.push_back(name + " < " + rating.band);
  }
  for (const std::string& goal : sample.goals) {
    const auto asked = session.now().query(goal);
    if (!asked.answers || asked.answers->answers.empty()) continue;
    const Value& value = asked.answers->answers.front().bindings.front().second;
    goals.push_back("not " + goal.substr(0, goal.find('(')) + "(x: " + value.literal + ')');
  }
  std::erase_if(goals, [&](const std::string& goal) {
    const auto asked = session.now().query(goal);
    return !asked.answers || !asked.answers->answers.empty();
  });
  return goals;
}

}  // namespace

TEST_CASE("what reach finds holds, is minimal, and nothing is cheaper", "[properties][reach]") {
  const auto [first, programs] = properties::seeds(60);
  Seen count;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const properties::Shape shape{
        .facts = 5, .more_facts = 6, .counting = 20, .origins = seed % 2 == 0 ? 0 : 40};
    properties::Sample sample = properties::sample(draw, shape);
    std::vector<std::size_t> places(sample.facts.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    draw.shuffle(places);
    for (std::size_t i = 0; i < std::min<std::size_t>(6, places.size()); ++i) {
      sample.facts[places[i]] += draw.of<std::string>({"changeable = true\n", "changeable = 2\n"});
    }
    INFO("CASUS_SEED=" << seed);
    INFO(sample.case_text());
    INFO(sample.rule_text());
    Options options;
    options.certainty = draw.of<std::string>({"weakest-link", "certain", "mycin", "bounds"});
    INFO(options.certainty);
    const Ruleset rules = testing::load_rules(sample.rule_text());
    auto started = Session::start(rules, testing::load_facts(rules, sample.case_text()), options);
    if (!started.session) continue;  // the calculus has no meaning for these rules
    std::vector<std::string> goals = goals_of(*started.session, sample);
    draw.shuffle(goals);
    for (std::size_t i = 0; i < std::min<std::size_t>(4, goals.size()); ++i) {
      INFO(goals[i]);
      compare(sample, rules, *started.session, goals[i], options, count);
    }
  }
  CHECK(count.compared >= programs / 4);
  CHECK(count.answers >= programs / 10);
  CHECK(count.out_of_reach > 0);
}
