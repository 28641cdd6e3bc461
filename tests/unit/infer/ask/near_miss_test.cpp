// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/near_miss.hpp"

#include <fmt/format.h>

#include <optional>

#include "explain/inquiry.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

struct Found {
  infer::NearMiss miss;
  std::uint64_t ticks = 0;
};

/// The nearest miss of the only rule; `reached`: a limit that came before the search.
Found nearest(const std::string& rules, const std::string& toml, std::uint64_t work,
              std::optional<Limit> reached = {}) {
  const Ruleset ruleset = testing::load_rules(rules);
  const Facts facts = testing::load_facts(ruleset, toml);
  const auto fixpoint = infer::infer(ruleset.data().program, facts.data().facts, {});
  const check::Rule& rule = ruleset.data().program->rules.front();
  const auto inquiry = explain::inquire(rule, rule.conclusions.front(), {});
  REQUIRE(inquiry);
  base::Symbols symbols(fixpoint->symbols);
  infer::Meter meter({});
  if (reached) meter.stop(*reached);
  infer::ConditionProbe probe(*fixpoint, symbols, meter, inquiry->terms);
  infer::NearMissSearch search(probe, meter, inquiry->alternatives.front());
  Found result{search.find(inquiry->known, work)};
  result.ticks = meter.ticks();
  return result;
}

std::string rows(const std::string& relation, int count, const std::string& fields) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "[[" + relation + "]]\n" + fmt::format(fmt::runtime(fields), i);
  }
  return text;
}

}  // namespace

TEST_CASE("an atom that is left out does not multiply what stands beside it", "[infer][why-not]") {
  // No link leads from any a to any b. Each of the 1000 of both is looked at a few times, not each
  // with each.
  constexpr int count = 1000;
  const Found found = nearest(
      "fact a { x: int }\nfact link { x: int, y: int }\nfact b { y: int, size: int }\n"
      "relation r()\nrule only when a(x) and link(x, y) and b(y, s) and s > 5000 then r()\n",
      rows("a", count, "x = {}\n") + rows("b", count, "y = {0}\nsize = {0}\n") +
          "[[link]]\nx = -1\ny = -1\n",
      100'000'000);
  // Left out: the link; and the greatest size is 999.
  CHECK(found.miss.open == 2);
  CHECK(found.miss.distance == Approx(1 + 4001.0 / 5000));
  CHECK_FALSE(found.miss.partial);
  CHECK(found.ticks < 100 * count);
}

TEST_CASE("a search that runs out of work tells what it has", "[infer][why-not]") {
  const std::string rules =
      "fact a { x: int }\nrelation r()\nrule only when a(x) and x > 5000 then r()\n";
  const std::string facts = rows("a", 1000, "x = {}\n");
  const Found found = nearest(rules, facts, 100);
  CHECK(found.miss.partial);
  CHECK(found.miss.open == 1);
  const Found whole = nearest(rules, facts, 1'000'000);
  CHECK_FALSE(whole.miss.partial);
  CHECK(whole.miss.open == 1);
  CHECK(whole.miss.distance == Approx(4001.0 / 5000));
  CHECK(whole.miss.distance < found.miss.distance);
}

TEST_CASE("what a limit leaves unseen is not said to fail", "[infer][why-not]") {
  const Found found =
      nearest("fact a { x: int }\nrelation r()\nrule only when a(x) and x > 5 then r()\n",
              rows("a", 3, "x = {}\n"), 1000, Limit::time);
  CHECK(found.miss.partial);
  for (const infer::Judgement& one : found.miss.conditions) {
    CHECK(one.state == infer::Judgement::State::not_reached);
  }
}
