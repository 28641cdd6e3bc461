// SPDX-License-Identifier: Apache-2.0
//
// Random programs whose open questions are answered: each score that is reported is what a run of
// its own over the case with the answer gives, and afterwards all is as before.
#include "casus/gaps.hpp"

#include <algorithm>

#include "properties/rewritten.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

const Rating* same_subject(const Evaluation& evaluation, const Rating& rating) {
  for (const Rating& one : evaluation.assessment().ratings) {
    if (one.rating == rating.rating && one.subject == rating.subject) return &one;
  }
  return nullptr;
}

/// What moves a rating's score past a number moves the goal that compares it with that number.
void asked_of_a_goal(Session& session, const Gaps& gaps) {
  for (const Gap& gap : gaps.gaps) {
    if (gap.effects.empty()) continue;
    const GapEffect& effect = gap.effects.front();
    const Rating& rating = gaps.ratings[effect.rating];
    const bool down = rating.score - effect.low >= effect.high - rating.score;
    const double middle = (rating.score + (down ? effect.low : effect.high)) / 2;
    std::string goal = rating.rating + '(';
    for (const Value& value : rating.subject) {
      goal += (goal.ends_with('(') ? "" : ", ") + value.literal;
    }
    goal += ')' + std::string(down ? " < " : " > ") + std::to_string(middle);
    INFO(goal);
    INFO(gap.atom);
    const GapsRun run = find_gaps(session, goal);
    REQUIRE(run.gaps);
    if (run.gaps->limit || run.gaps->partial) continue;
    CHECK(std::ranges::any_of(run.gaps->gaps, [&](const Gap& one) {
      return one.relation == gap.relation && one.fact == gap.fact;
    }));
  }
}

/// How many scores were held against a run of their own.
std::size_t compare(const properties::Sample& sample, const Options& options) {
  const std::string rules = sample.rule_text();
  const Ruleset ruleset = testing::load_rules(rules);
  const Facts facts = testing::load_facts(ruleset, sample.case_text());
  auto started = Session::start(ruleset, facts, options);
  if (!started.session) return 0;  // the calculus has no meaning for these rules
  Session& session = *started.session;
  const auto before = session.assessment().ratings;
  const GapsRun run = find_gaps(session);
  REQUIRE(run.gaps);
  if (run.gaps->limit) return 0;
  std::size_t held = 0;
  for (const Gap& gap : run.gaps->gaps) {
    INFO(gap.question);
    for (const GapEffect& effect : gap.effects) {
      const Rating& rating = run.gaps->ratings[effect.rating];
      const auto check = [&](std::size_t answer, double score, const std::string& band) {
        std::vector<std::string> sets;
        if (answer < gap.answers.size()) sets.push_back(gap.answers[answer]);
        for (const std::string& set : sets) INFO(set);
        const std::string text = properties::rewritten(sample, sets);
        INFO(text);
        const Facts changed = testing::load_facts(ruleset, text);
        const auto fresh = Evaluation::run(ruleset, changed, options);
        REQUIRE(fresh.evaluation);
        const Rating* found = same_subject(*fresh.evaluation, rating);
        REQUIRE(found != nullptr);
        CHECK(found->score == score);
        CHECK(found->band == band);
        ++held;
      };
      check(effect.low_answer, effect.low, effect.low_band);
      check(effect.high_answer, effect.high, effect.high_band);
    }
  }
  asked_of_a_goal(session, *run.gaps);
  const auto after = session.assessment().ratings;
  REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < after.size(); ++i) CHECK(after[i].score == before[i].score);
  return held;
}

}  // namespace

TEST_CASE("what answers do to ratings is what a run with the answer says", "[properties][gaps]") {
  const auto [first, programs] = properties::seeds(30);
  std::size_t held = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const properties::Sample sample = properties::sample(draw, {.counting = 20, .origins = 0});
    INFO("CASUS_SEED=" << seed);
    INFO(sample.rule_text());
    for (const char* calculus : {"weakest-link", "certain", "mycin", "bounds"}) {
      Options options;
      options.certainty = calculus;
      INFO(calculus);
      held += compare(sample, options);
    }
  }
  CHECK(held > 3 * programs);
}
