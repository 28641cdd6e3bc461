// SPDX-License-Identifier: Apache-2.0
//
// What casus/casus.hpp promises to threads that share handles: each sees what a single thread sees.
// The same program, built with the thread sanitizer, looks for races (`./dev tsan`).
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "casus/timeline.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using casus::testing::load_facts;
using casus::testing::load_rules;

namespace {

constexpr std::size_t thread_count = 4;

/// What `work(thread)` returns on each of several threads that run at once. Catch's own checks are
/// for one thread.
std::vector<std::string> at_once(const std::function<std::string(std::size_t)>& work,
                                 std::size_t count = thread_count) {
  std::vector<std::string> results(count);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] { results[i] = work(i); });
  }
  for (std::thread& thread : threads) thread.join();
  return results;
}

const std::string rules_text = R"(
fact road { from: text, to: text, closed_on: date }
  reads "a road leads from {from} to {to}"
fact town { name: text, people: int in 0..1000000 }
fact doctor open { town: text } reads "there is a doctor in {town}" presumed absent 0.8
relation reaches(from: text, to: text) reads "{from} reaches {to}"
relation remote(town: text)

rule direct when road(from: a, to: b, closed_on: d) and d > as_of
  then reaches(from: a, to: b) certainty 0.9
rule onwards when reaches(from: a, to: b) and road(from: b, to: c, closed_on: d) and d > as_of
  then reaches(from: a, to: c) certainty 0.9
rule remote_town when town(name: t) and not reaches(from: "A", to: t) then remote(t)

scale Care 0..100 { poor < 40, fair < 70, good }
rating care(town: text) "Care"
  of town(name: town)
  on Care
  starts 60
  factor access "Access" -40..20
  factor staff  "Staff"  -30..20
rule far when remote(t) undermines care.access(t) by 25 because "{t} is remote"
rule capital when remote(t) and t = "A" supports care.access(t) by 5 overrides far
rule near when reaches(from: f, to: t) supports care.access(t) by 6 for each f
  because "{f} reaches {t}"
rule no_doctor when town(name: t) and not doctor(town: t) undermines care.staff(t) by 20
  because "no doctor is known in {t}"
rule crowded when town(name: t, people: p) and n = count(f for reaches(from: f, to: t)) and p > 500 * n
  undermines care.staff(t) by 4
)";

/// A row of towns with roads between them; `closed` says until when the last one is open.
std::string facts_text(const std::string& closed) {
  const std::string names = "ABCDEFG";
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += "[[town]]\nname = \"" + names.substr(i, 1) + "\"\npeople = " + std::to_string(900 + i) +
            "\ncertainty = 0.9\n";
    if (i == 0) continue;
    text += "[[road]]\nfrom = \"" + names.substr(i - 1, 1) + "\"\nto = \"" + names.substr(i, 1) +
            "\"\ncertainty = 0.8\nclosed_on = " + (i == 4 ? closed : "2020-01-01") + "\n";
  }
  return text + "[[doctor]]\ntown = \"B\"\n";
}

void put(std::string& out, const Explanation::Node& node) {
  out += node.text + ' ' + std::to_string(node.certainty.value_or(-1)) + '\n';
  for (const Explanation::Node& child : node.children) put(out, child);
}

std::string ratings(const Assessment& assessment) {
  std::string out;
  for (const Rating& rating : assessment.ratings) {
    out += rating.subject.front().text + ' ' + rating.band + ' ' + std::to_string(rating.score) +
           ' ' + std::to_string(rating.range_low) + ".." + std::to_string(rating.range_high) + '\n';
    for (const Contribution& one : rating.contributions) out += "  " + one.because + '\n';
  }
  return out;
}

std::string asked(const Evaluation& evaluation, const std::string& goal) {
  const auto found = evaluation.query(goal);
  if (!found.answers) return "error\n";
  std::string out;
  for (const Answer& answer : found.answers->answers) {
    for (const auto& [name, value] : answer.bindings) out += name + '=' + value.literal + ' ';
    out += std::to_string(answer.certainty) + '\n';
  }
  return out + std::to_string(evaluation.count(goal).count->answers) + " answers\n";
}

std::string explained(const Evaluation& evaluation, const std::string& goal) {
  const auto found = evaluation.why(goal);
  if (!found.explanation) return "error\n";
  std::string out;
  for (const Explanation::Node& root : found.explanation->roots) put(out, root);
  return out;
}

/// All that can be asked of an evaluation, each thread beginning with something else.
std::string everything(const Evaluation& evaluation, std::size_t first) {
  const std::vector<std::function<std::string()>> questions{
      [&] { return ratings(evaluation.assessment()); },
      [&] { return asked(evaluation, "reaches(from: f, to: t)"); },
      [&] { return asked(evaluation, "remote(t) or not doctor(town: t) and town(name: t)"); },
      [&] { return asked(evaluation, "nothing(of: \"this\")"); },
      [&] { return explained(evaluation, "reaches(from: \"A\", to: \"D\")"); },
      [&] { return explained(evaluation, "care(\"C\")"); },
      [&] {
        std::string out;
        (void)evaluation.scores([&](const Rating& rating) {
          out += std::to_string(rating.score) + ' ';
          return true;
        });
        return out + '\n';
      },
      [&] {
        std::string out;
        for (const Rating& rating : evaluation.assessment().ratings) {
          out += evaluation.sources().place(rating.span) + '\n';
        }
        return out;
      }};
  std::vector<std::string> answers(questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::size_t at = (first + i) % questions.size();
    answers[at] = questions[at]();
  }
  std::string out;
  for (const std::string& answer : answers) out += answer;
  return out;
}

Evaluation run(const Ruleset& rules, const Facts& facts, const Options& options) {
  return *Evaluation::run(rules, facts, options).evaluation;
}

Options with(const std::string& calculus) {
  Options options;
  options.certainty = calculus;
  return options;
}

}  // namespace

TEST_CASE("threads that share an evaluation see what one sees", "[threads]") {
  const Ruleset rules = load_rules(rules_text);
  const Facts facts = load_facts(rules, facts_text("2016-01-01"));
  for (const std::string& calculus : calculi()) {
    INFO(calculus);
    const std::string alone = everything(run(rules, facts, with(calculus)), 0);
    const auto error = alone.find("error");  // Of the goal that names nothing.
    REQUIRE(error != std::string::npos);
    CHECK(alone.rfind("error") == error);
    const Evaluation shared = run(rules, facts, with(calculus));
    for (const std::string& one :
         at_once([&](std::size_t i) { return everything(shared, 2 * i); })) {
      CHECK(one == alone);
    }
  }
}

TEST_CASE("threads tell the answers of one list at once", "[threads]") {
  const Ruleset rules = load_rules(rules_text);
  const Facts facts = load_facts(rules, facts_text("2016-01-01"));
  for (const std::string& calculus : calculi()) {
    INFO(calculus);
    // Again and again, up to another answer each time; each thread begins with another.
    const auto tell = [](const AnswerList& list, std::size_t first) {
      std::vector<std::string> told(list.size() + 1);
      for (std::size_t i = 0; i < told.size(); ++i) {
        const std::size_t end = (first + i) % told.size();
        std::size_t at = 0;
        (void)list.each([&](const Answer& answer) {
          if (at++ == end) return false;
          for (const auto& [name, value] : answer.bindings) {
            told[end] += name + '=' + value.text + ' ';
          }
          told[end] += std::to_string(answer.certainty) + '\n';
          return true;
        });
      }
      std::string out = std::to_string(list.all().answers.size()) + " answers\n";
      for (const std::string& text : told) out += text;
      return out;
    };
    const std::string goal = "reaches(from: f, to: t) or remote(f) and town(name: t)";
    const std::string alone = tell(*run(rules, facts, with(calculus)).list(goal).answers, 0);
    CHECK(alone.find("f=A t=G") != std::string::npos);
    const AnswerList shared = *run(rules, facts, with(calculus)).list(goal).answers;
    for (const std::string& one : at_once([&](std::size_t i) { return tell(shared, 5 * i); })) {
      CHECK(one == alone);
    }
  }
}

TEST_CASE("threads that share an evaluation share what stands in for exact answers", "[threads]") {
  const Ruleset rules = load_rules(rules_text);
  const Facts facts = load_facts(rules, facts_text("2016-01-01"));
  Options options = with("probability");
  options.probabilities.samples = 640;
  for (const unsigned nodes : {0U, 8U, 64U, 512U}) {
    options.probabilities.max_nodes = nodes;
    const std::string alone = everything(run(rules, facts, options), 0);
    const Evaluation shared = run(rules, facts, options);
    for (const std::string& one :
         at_once([&](std::size_t i) { return everything(shared, 3 * i); })) {
      CHECK(one == alone);
    }
  }
}

TEST_CASE("threads that share rules and facts evaluate each as it likes", "[threads]") {
  const Ruleset rules = load_rules(rules_text);
  const Facts facts = load_facts(rules, facts_text("2016-01-01"));
  // What if the road from C to D had been closed before, in another calculus, at another date.
  const auto what_if = [&](std::size_t i) {
    Options options = with(calculi()[i]);
    options.as_of = Date{static_cast<std::int32_t>(16'000 + 365 * i)};
    std::string out = ratings(run(rules, facts, options).assessment());
    const auto changed = Facts::load(rules, {"case.toml", facts_text("2013-12-31")});
    out += ratings(run(rules, *changed.facts, options).assessment());
    return out + everything(run(rules, facts, with(calculi()[i])), i);
  };
  std::vector<std::string> alone;
  for (std::size_t i = 0; i < calculi().size(); ++i) alone.push_back(what_if(i));
  CHECK(alone[0] != alone[1]);
  CHECK(at_once(what_if, calculi().size()) == alone);
}

TEST_CASE("threads that share rules and facts draw timelines", "[threads]") {
  const Ruleset rules = load_rules(rules_text);
  const Facts facts = load_facts(rules, facts_text("2016-01-01"));
  const auto timeline = [&](std::size_t) {
    const auto drawn = run_timeline(rules, facts, {Date{16'000}, Date{17'500}, {.amount = 6}});
    std::string out;
    for (const SubjectTimeline& subject : drawn.timeline->subjects) {
      for (const TimelinePoint& point : subject.points) {
        out += subject.subject.front().text + ' ' + std::to_string(point.rating->score) + '\n';
      }
    }
    return out;
  };
  const std::string alone = timeline(0);
  CHECK(alone.size() > 100);
  for (const std::string& one : at_once(timeline)) CHECK(one == alone);
}

TEST_CASE("threads load rules and facts at once", "[threads]") {
  const auto load = [](std::size_t i) {
    const std::string spoilt = i % 2 == 0 ? "" : "rule spoilt when tonw(name: t) then remote(t)\n";
    const auto loaded = Ruleset::load({{"rules.casus", rules_text + spoilt}});
    if (!loaded.ruleset) return casus::testing::lines(loaded.diagnostics, *loaded.sources);
    const auto facts = Facts::load(*loaded.ruleset, {"case.toml", facts_text("2016-01-01")});
    Options options;
    options.as_of = Date{16'000};
    return ratings(run(*loaded.ruleset, *facts.facts, options).assessment());
  };
  const std::string works = load(0);
  const std::string fails = load(1);
  CHECK(fails.starts_with("E0201 rules.casus:"));
  CHECK(at_once(load) == std::vector{works, fails, works, fails});
}

TEST_CASE("threads find places in the texts that they share", "[threads]") {
  // Where lines begin is found when the first of them asks.
  for (int round = 0; round < 20; ++round) {
    const auto spoilt =
        Ruleset::load({{"rules.casus", rules_text + "rule spoilt when x then y\n"}});
    const Span span = spoilt.diagnostics.front().labels.front().span;
    const auto place = [&](std::size_t) { return spoilt.sources->place(span); };
    for (const std::string& one : at_once(place)) {
      CHECK(one.starts_with("rules.casus:"));
      CHECK(one == spoilt.sources->place(span));
    }
  }
}
