// SPDX-License-Identifier: Apache-2.0
//
// Safe fixes keep what rules mean: whatever lint offers for a random program, the program that is
// mended has the same answers and ratings, under every calculus.
#include "casus/lint.hpp"

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

constexpr const char* file = "rules.casus";

Ruleset loaded(const std::string& text) {
  auto result = Ruleset::load({{file, text}});
  INFO(text << testing::lines(result.diagnostics, *result.sources));
  REQUIRE(result.ruleset);
  return *result.ruleset;
}

/// The text with the safe fixes that do not touch each other. `count` grows by theirs.
std::string mended(const std::string& text, std::size_t& count) {
  LintSettings settings;
  settings.levels["not-formatted"] = LintSettings::Level::off;
  settings.levels["L0403"] = LintSettings::Level::off;
  std::vector<Edit> edits;
  const std::vector<Linted> all = lint({loaded(text)}, {}, settings);
  for (const Diagnostic& one : all.front().diagnostics) {
    for (const Help& help : one.help) {
      const bool free = std::ranges::none_of(help.edits, [&](const Edit& edit) {
        return std::ranges::any_of(edits, [&](const Edit& other) {
          return edit.span.begin <= other.span.end && other.span.begin <= edit.span.end;
        });
      });
      if (!help.safe || !free || help.edits.empty()) continue;
      edits.insert(edits.end(), help.edits.begin(), help.edits.end());
      ++count;
    }
  }
  std::ranges::sort(edits, {}, [](const Edit& edit) { return edit.span.begin; });
  std::string result = text;
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    result.replace(edit->span.begin, edit->span.size(), edit->replacement);
  }
  return result;
}

std::string results(const std::string& rules, const Sample& sample, const std::string& calculus) {
  const Ruleset ruleset = loaded(rules);
  Options options;
  options.certainty = calculus;
  const auto run =
      Evaluation::run(ruleset, testing::load_facts(ruleset, sample.case_text()), options);
  if (!run.evaluation) return "refused";  // by a calculus that has no meaning for something
  std::string text;
  for (const Rating& rating : run.evaluation->assessment().ratings) {
    text += fmt::format("{} {} {:.9g} {}\n", rating.rating, rating.subject[0].text, rating.score,
                        rating.band);
  }
  for (const std::string& goal : sample.goals) {
    text += goal + '\n' + testing::answers(*run.evaluation, goal);
  }
  return text;
}

}  // namespace

TEST_CASE("safe fixes of lint keep what random programs come to", "[properties][lint]") {
  std::size_t fixes = 0;
  const auto [first, programs] = properties::seeds(150);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    Draw draw(seed);
    const Sample sample = properties::sample(draw);
    const std::string before = sample.rule_text();
    std::size_t count = 0;
    const std::string after = mended(before, count);
    fixes += count;
    if (count == 0) continue;
    for (const std::string& calculus : calculi()) {
      INFO("seed " << seed << ", " << calculus << '\n' << before << "---\n" << after);
      REQUIRE(results(after, sample, calculus) == results(before, sample, calculus));
    }
  }
  CHECK(fixes >= programs / 10);
}
