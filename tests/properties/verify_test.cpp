// SPDX-License-Identifier: Apache-2.0
//
// Every explanation of random programs is a proof, for a checker that shares nothing with the
// inference. CASUS_PROGRAMS sets how many programs, CASUS_SEED the first.
#include <fmt/format.h>

#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

std::string objections(const Verification& verification) {
  std::string text;
  for (const auto& one : verification.objections) {
    text += fmt::format("step {}, {}: {}\n", one.node, one.claimed, one.found);
  }
  return text;
}

/// Returns how many steps were checked.
std::size_t verify_all(const properties::Sample& sample, const Options& options, bool all) {
  const Evaluation run = testing::evaluate(sample.rule_text(), sample.case_text(), options);
  INFO(options.certainty << ", threshold " << options.threshold << (all ? ", all" : ""));
  INFO(sample.case_text());
  INFO(sample.rule_text());
  std::size_t steps = 0;
  const auto told = all ? Evaluation::Told::all : Evaluation::Told::best;
  for (const std::string& goal : sample.goals) {
    const auto explained = run.why(goal, 1000, told);
    INFO(goal);
    REQUIRE(explained.explanation);
    if (explained.explanation->limit) continue;
    const Verification verification = run.verify(*explained.explanation);
    REQUIRE(objections(verification) == "");
    steps += verification.steps;
  }
  return steps;
}

}  // namespace

TEST_CASE("every explanation of a random program is a proof", "[properties][verify]") {
  const auto [first, programs] = properties::seeds(100);
  std::size_t steps = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    INFO("CASUS_SEED=" << seed);
    const bool all = seed % 2 == 0;
    properties::Draw draw(seed);
    const properties::Sample sample = properties::sample(draw, {.counting = 15});
    for (const char* calculus : {"certain", "weakest-link", "mycin", "probability", "bounds"}) {
      steps += verify_all(sample, {.certainty = calculus}, all);
    }
    if (seed % 4 == 0)
      steps += verify_all(sample, {.certainty = "weakest-link", .threshold = 0.2}, all);
    if (seed % 4 == 1) steps += verify_all(sample, {.certainty = "mycin", .threshold = 0.2}, all);
  }
  CHECK(steps >= programs * 100);
}
