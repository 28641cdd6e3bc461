// SPDX-License-Identifier: Apache-2.0
//
// Neither the order of facts nor that of rules shows anywhere: not in scores, sentences, reasons or
// warnings.
#include <fmt/format.h>

#include <algorithm>

#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using properties::Draw;
using properties::Sample;

namespace {

std::string joined(std::vector<std::string> items) {
  std::ranges::sort(items);  // ids come in order of the case file
  std::string text;
  for (const std::string& item : items) text += ' ' + item;
  return text;
}

/// To nine digits: sums over possible worlds follow the order of facts, and round accordingly.
std::string shown(const Explanation::Node& node, int depth) {
  std::string text = fmt::format("{:{}}{} {} {:.9g}{}\n", "", depth * 2, node.text, node.rule,
                                 node.certainty.value_or(-1), joined(node.facts));
  for (const Explanation::Node& child : node.children) text += shown(child, depth + 1);
  return text;
}

/// All that an evaluation says but what goes by places: ids of facts and warnings are sorted.
std::string everything(const Evaluation& run, const Sample& sample) {
  const Assessment& all = run.assessment();
  std::string text;
  for (const Rating& rating : all.ratings) {
    text += fmt::format("{} {} {} {} [{}, {}] {}{}\n", rating.rating, rating.subject[0].text,
                        rating.score, rating.band, rating.range_low, rating.range_high,
                        rating.confidence.index, joined(rating.confidence.reasons));
    for (const Contribution& one : rating.contributions) {
      text += fmt::format("  {} {} {} {} {} {}:{}, presumed", one.rule, one.factor, one.weight,
                          one.amount, one.certainty, one.because, joined(one.facts));
      for (const std::string& presumption : one.presumptions) text += "; " + presumption;
      for (const std::string& origin : one.origins) text += " from " + origin;
      if (one.counted_with) text += " with " + rating.contributions[*one.counted_with].because;
      text += '\n';
    }
    for (const LimitEffect& one : rating.limits) {
      text += fmt::format("  limit {} {} {} {}:{}\n", one.rule, one.at, one.effect, one.certainty,
                          joined(one.facts));
    }
  }
  std::vector<std::string> evidence;
  for (const Evidence& one : all.evidence) {
    evidence.push_back(
        fmt::format("{} {} {} {} {}\n", one.id, one.text, one.counted, one.used, one.certainty));
  }
  text += joined(evidence);
  for (const std::string& one : all.contradictions) text += one + '\n';
  std::vector<std::string> warnings;
  for (const Diagnostic& one : all.warnings) warnings.push_back(one.code + ' ' + one.message);
  text += joined(warnings) + '\n';
  text +=
      fmt::format("{} base, {} derived\n", all.statistics.base_facts, all.statistics.derived_facts);
  for (const std::string& goal : sample.goals) {
    text += goal + '\n' + testing::answers(run, goal);
    const auto why = run.why(goal, 3);
    REQUIRE(why.explanation);
    for (const Explanation::Node& root : why.explanation->roots) text += shown(root, 1);
    for (const Explanation::Node& node : why.explanation->defeated) text += shown(node, 1);
  }
  return text;
}

/// Each seed has one calculus.
Options options_of(std::uint64_t seed) {
  Options options;
  options.certainty = calculi()[seed % calculi().size()];
  return options;
}

}  // namespace

TEST_CASE("the order of facts never shows", "[properties]") {
  const auto [first, programs] = properties::seeds(60);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    Draw draw(seed);
    Sample sample = properties::sample(draw);
    const Ruleset rules = testing::load_rules(sample.rule_text());
    const auto run = [&] {
      const auto result =
          Evaluation::run(rules, testing::load_facts(rules, sample.case_text()), options_of(seed));
      REQUIRE(result.evaluation);
      return everything(*result.evaluation, sample);
    };
    INFO("CASUS_SEED=" << seed);
    INFO(sample.rule_text());
    const std::string expected = run();
    for (int i = 0; i < 2; ++i) {
      INFO(sample.case_text());
      draw.shuffle(sample.facts);
      REQUIRE(run() == expected);
    }
  }
}

TEST_CASE("the order of rules never shows", "[properties]") {
  const auto [first, programs] = properties::seeds(60);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    Draw draw(seed);
    Sample sample = properties::sample(draw);
    const auto run = [&] {
      return everything(testing::evaluate(sample.rule_text(), sample.case_text(), options_of(seed)),
                        sample);
    };
    INFO("CASUS_SEED=" << seed);
    INFO(sample.case_text());
    const std::string expected = run();
    for (int i = 0; i < 2; ++i) {
      INFO(sample.rule_text());
      draw.shuffle(sample.rules);
      REQUIRE(run() == expected);
    }
  }
}
