// SPDX-License-Identifier: Apache-2.0
//
// Random programs of which everything is moved: each score and each flip that is reported is what a
// run of its own over the changed text says.
#include "casus/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "properties/rewritten.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

std::string goal_of(const Rating& rating) {
  return rating.rating + '(' + rating.subject.front().literal + ')';
}

/// Below 1e16 and not tiny: without an exponent, and whole numbers without a point.
std::string decimal(double value) { return fmt::format("{}", value); }

/// What is compared with what was reported.
class Fresh {
 public:
  Fresh(const properties::Sample& sample, const Options& options)
      : sample_(sample), options_(options) {}

  /// The score of the same subject where a driver has this value.
  std::optional<double> score(const Rating& rating, const Driver& driver, double value,
                              const std::string& answer) {
    std::string rules = sample_.rule_text();
    std::vector<std::string> sets;
    std::vector<std::string> drop;
    switch (driver.kind) {
      case Driver::Kind::fact:
        if (value <= 0) {
          drop = driver.facts;
          break;
        }
        for (const std::string& id : driver.facts) {
          sets.push_back(id + "(certainty: " + decimal(value) + ')');
        }
        break;
      case Driver::Kind::certainty:
        rules = properties::rewritten(sample_, {.rule = driver.rule, .certainty = value});
        break;
      case Driver::Kind::weight:
        rules = properties::rewritten(sample_, {.rule = driver.rule, .weight = value});
        break;
      case Driver::Kind::estimate:
        sets = {driver.facts.front() + '(' + driver.field + ": " + decimal(value) + ')'};
        break;
      case Driver::Kind::gap:
        if (!answer.empty()) sets = {answer};
        break;
    }
    const std::string text = properties::rewritten(sample_, sets, drop);
    INFO(rules);
    INFO(text);
    const Ruleset ruleset = testing::load_rules(rules);
    const Facts facts = testing::load_facts(ruleset, text);
    const auto run = Evaluation::run(ruleset, facts, options_);
    REQUIRE(run.evaluation);
    for (const Rating& one : run.evaluation->assessment().ratings) {
      if (one.rating == rating.rating && one.subject == rating.subject) {
        band_ = one.band;
        return one.score;
      }
    }
    return std::nullopt;
  }
  [[nodiscard]] const std::string& band() const { return band_; }

 private:
  const properties::Sample& sample_;
  const Options& options_;
  std::string band_;
};

/// With estimates in place of the numbers of facts.
properties::Sample estimated(properties::Sample sample) {
  for (std::string& fact : sample.facts) {
    const std::size_t at = fact.find("\nv = ");
    if (at == std::string::npos) continue;
    const std::size_t end = fact.find('\n', at + 1);
    const double likely = std::stod(fact.substr(at + 5, end - at - 5));
    fact.replace(at + 5, end - at - 5,
                 "{ low = " + decimal(likely - 4) + ", likely = " + decimal(likely) +
                     ", high = " + decimal(likely + 2500) + " }");
  }
  return sample;
}

std::size_t compare(const properties::Sample& sample, const Options& options) {
  const Ruleset ruleset = testing::load_rules(sample.rule_text());
  const Facts facts = testing::load_facts(ruleset, sample.case_text());
  auto started = Session::start(ruleset, facts, options);
  if (!started.session) return 0;  // the calculus has no meaning for these rules
  Session& session = *started.session;
  std::size_t held = 0;
  for (const Rating& rating : session.assessment().ratings) {
    const SensitivityRun run = find_sensitivity(session, goal_of(rating));
    REQUIRE(run.sensitivity);
    if (run.sensitivity->limit) return held;
    Fresh fresh(sample, options);
    for (const Driver& driver : run.sensitivity->drivers) {
      if (driver.span() == 0) continue;
      INFO(driver.name << ' ' << driver.rule);
      CHECK(fresh.score(rating, driver, driver.low_at, driver.low_answer) == driver.low);
      CHECK(fresh.band() == driver.low_band);
      CHECK(fresh.score(rating, driver, driver.high_at, driver.high_answer) == driver.high);
      CHECK(fresh.band() == driver.high_band);
      for (const Flip& flip : driver.flips) {
        (void)fresh.score(rating, driver, flip.last, {});
        CHECK(fresh.band() == flip.from);
        (void)fresh.score(rating, driver, flip.first, {});
        CHECK(fresh.band() == flip.to);
      }
      ++held;
    }
    break;  // one subject a program
  }
  return held;
}

}  // namespace

TEST_CASE("what moves a rating is what runs with the change say", "[properties][sensitivity]") {
  const auto [first, programs] = properties::seeds(12);
  std::size_t held = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    properties::Sample sample =
        properties::sample(draw, {.counting = 20, .origins = seed % 3 == 0 ? 80 : 0});
    if (seed % 2 == 0) sample = estimated(std::move(sample));
    INFO("CASUS_SEED=" << seed);
    for (const char* calculus : {"weakest-link", "certain", "mycin"}) {
      Options options;
      options.certainty = calculus;
      INFO(calculus);
      held += compare(sample, options);
    }
  }
  CHECK(held > 4 * programs);
}
