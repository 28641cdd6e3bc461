// SPDX-License-Identifier: Apache-2.0
//
// Random graphs whose shortest ways are known by Dijkstra's algorithm, and random programs with
// best fields against the naive evaluator, which keeps all values and takes the best at the end.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <queue>
#include <set>

#include "infer/fixpoint.hpp"
#include "infer/lineage.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/naive/difference.hpp"

namespace casus::properties {
namespace {

struct Road {
  char from = 'A';
  char to = 'A';
  int km = 0;
  int certainty = 10;  ///< in tenths
};

std::string fact(const Road& road) {
  return fmt::format("[[road]]\na = \"{}\"\nb = \"{}\"\nkm = {}\ncertainty = {}\n", road.from,
                     road.to, road.km, road.certainty / 10.0);
}

std::vector<Road> roads(Draw& draw, std::size_t cities, std::size_t count, std::size_t longest) {
  std::vector<Road> result;
  std::set<std::tuple<char, char, int>> seen;
  for (std::size_t i = 0; i < count; ++i) {
    const Road road{static_cast<char>('A' + draw.below(cities)),
                    static_cast<char>('A' + draw.below(cities)),
                    static_cast<int>(draw.below(longest)), static_cast<int>(5 + draw.below(6))};
    if (seen.insert({road.from, road.to, road.km}).second) result.push_back(road);
  }
  return result;
}

/// E. W. Dijkstra, "A note on two problems in connexion with graphs" (1959): the shortest ways over
/// at least one road, each at least that sure.
std::map<char, int> shortest(const std::vector<Road>& roads, char start, int least) {
  std::map<char, int> done;
  using Entry = std::pair<int, char>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  const auto leave = [&](char city, int km) {
    for (const Road& road : roads) {
      if (road.from == city && road.certainty >= least) open.emplace(km + road.km, road.to);
    }
  };
  leave(start, 0);
  while (!open.empty()) {
    const auto [km, city] = open.top();
    open.pop();
    if (done.emplace(city, km).second) leave(city, km);
  }
  return done;
}

/// Explanations in full.
std::string reasons(const Evaluation& run, const std::vector<std::string>& goals) {
  std::string told;
  const auto tell = [&told](const auto& self, const Explanation::Node& node) -> void {
    told += fmt::format("{} {}\n", node.text, node.certainty.value_or(-1));
    for (const Explanation::Node& child : node.children) self(self, child);
  };
  for (const std::string& goal : goals) {
    const auto why = run.why(goal);
    REQUIRE(why.explanation);
    for (const Explanation::Node& root : why.explanation->roots) tell(tell, root);
  }
  return told;
}

/// Every derivation replays, and none rests on what it derives.
void check_derivations(const infer::Fixpoint& fixpoint) {
  base::Symbols symbols(fixpoint.symbols);
  std::map<infer::RowRef, bool> complete;
  const auto check = [&](const auto& self, infer::RowRef ref) -> void {
    const auto [it, first] = complete.try_emplace(ref, false);
    if (!first) {
      CHECK(it->second);  // else it is being derived
      return;
    }
    infer::Meter meter({});
    for (const infer::Replayed& way : infer::replay(fixpoint, ref, symbols, meter)) {
      CHECK_FALSE(way.seen.empty());
      for (const infer::Seen& seen : way.seen) {
        if (seen.row.row != infer::no_row) self(self, seen.row);
      }
    }
    complete[ref] = true;
  };
  for (std::size_t s = 0; s < fixpoint.stores.size(); ++s) {
    for (infer::RowId row = 0; row < fixpoint.stores[s].size(); ++row) {
      check(check, {infer::StoreId(s), row});
    }
  }
}

/// A program in which a best value goes through other relations, bounds and extremes.
std::string program(Draw& draw) {
  const bool least = draw.chance(50);
  const std::string sign = least ? "<=" : ">=";
  const auto bound = [&] { return fmt::format("d {} {}", sign, draw.below(14)); };
  const std::vector<std::string> values = {"d", "min(d, e)", "max(d, e)",
                                           least ? "min(d + e, 12)" : "max(d - e, 0)",
                                           fmt::format("max(min(d, 9), {})", draw.below(5))};
  std::string text = fmt::format(R"(
fact road {{ a: text, b: text, km: int in 0..20 }}
relation way(from: text, to: text, km: {0} int)
relation cost(at: text, km: {0} int)
relation open_city(at: text)
rule direct when road(a: x, b: y, km: d) then way(x, y, d)
)",
                                 least ? "least" : "greatest");
  for (int i = 0; i < 2; ++i) {
    text += fmt::format(
        "rule on_{} when way(x, y, d) and road(a: y, b: z, km: e){} then way(x, z, {}){}\n", i,
        draw.chance(50) ? " and " + bound() : "", draw.of(values),
        draw.chance(30) ? " certainty 0.7" : "");
  }
  text += "rule arrive when way(x, y, d) and road(a: y, b: z, km: e) then cost(y, " +
          draw.of(values) + ")\n";
  text += "rule enough when cost(x, d) and " + bound() + " then open_city(x)\n";
  text += fmt::format("rule free when open_city(x) and road(a: x, b: y) then way(x, y, {}){}\n",
                      draw.below(14), draw.chance(30) ? " certainty 0.6" : "");
  return text;
}

/// One in which no rule betters a value that it rests on, so that the best come first.
std::string settling_program(Draw& draw) {
  const bool least = draw.chance(50);
  const std::string further = least ? "d + e" : "d - e";
  const std::string worst = least ? "max(d, e)" : "min(d, e)";
  const std::string within = least ? further + " <= 14" : further + " >= 0";
  const auto step = [&] {
    const std::string far = " and " + within + " then way(x, z, " + further + ")";
    return draw.of(std::vector<std::string>{far, " then way(x, z, " + worst + ")",
                                            " then way(x, z, d)"}) +
           (draw.chance(30) ? " certainty 0.7\n" : "\n");
  };
  std::vector<std::string> rules = {
      "rule direct when road(a: x, b: y, km: d) then way(x, y, d)\n",
      "rule on when way(x, y, d) and road(a: y, b: z, km: e)" + step(),
      "rule again when way(x, y, d) and road(a: y, b: z, km: e)" + step(),
      "rule joined when way(x, y, d) and way(y, z, e) then way(x, z, " + worst + ")\n",
      "rule arrive when way(x, y, d) and road(a: y, b: z, km: e) then cost(y, " + worst + ")\n",
      "rule back when cost(x, d) and road(a: x, b: y, km: e) then way(y, x, " + worst + ")\n",
      "rule turned when way(x, y, d) and road(a: x, b: z, km: e) then way(y, x, " + worst + ")\n"};
  // With the first alone, ways from one place have nothing to do with those from another.
  for (std::size_t i = rules.size(); --i > 1;) {
    if (draw.chance(50)) rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(i));
  }
  draw.shuffle(rules);
  const std::string best = least ? "least" : "greatest";
  return "fact road { a: text, b: text, km: int in 0..20 }\n"
         "relation way(from: text, to: text, km: " +
         best + " int)\nrelation cost(at: text, km: " + best + " int)\n" +
         fmt::format("{}", fmt::join(rules, ""));
}

/// Against the naive evaluator, with the facts in two orders, of which explanations know nothing.
void check_against_naive(const std::string& rules, std::vector<std::string> facts,
                         const std::vector<std::string>& goals, Draw& draw) {
  const Ruleset ruleset = testing::load_rules(rules);
  std::string told;
  for (int order = 0; order < 2; ++order) {
    const std::string text = fmt::format("{}", fmt::join(facts, ""));
    INFO(rules << text);
    const Facts loaded = testing::load_facts(ruleset, text);
    for (const bool degrees : {true, false}) {
      for (const double threshold : {0.0, 0.65}) {
        if (!degrees && threshold > 0) continue;
        infer::Settings settings;
        settings.calculus.name = degrees ? "weakest-link" : "certain";
        settings.calculus.threshold = threshold;
        const auto fixpoint = infer::infer(ruleset.data().program, loaded.data().facts, settings);
        const naive::World world =
            naive::evaluate(*ruleset.data().program, *loaded.data().facts,
                            {.degrees = degrees, .threshold = threshold, .as_of = {}});
        INFO(settings.calculus.name << ", threshold " << threshold);
        REQUIRE(naive::difference(world, *fixpoint) == "");
        check_derivations(*fixpoint);
      }
    }
    const std::string now = reasons(testing::evaluate(rules, text), goals);
    if (order == 0) told = now;
    REQUIRE(now == told);
    draw.shuffle(facts);
  }
}

}  // namespace

TEST_CASE("shortest ways are those that Dijkstra finds", "[properties][least]") {
  const std::string direct = R"(
fact road { a: text, b: text, km: int in 0..100 }
relation distance(from: text, to: text, km: least int)
rule direct when road(a: x, b: y, km: d) then distance(x, y, d)
)";
  const std::string further =
      "rule on when distance(x, y, d) and road(a: y, b: z, km: e) then distance(x, z, d + e)\n";
  const std::string joined =
      "rule on when distance(x, y, d) and distance(y, z, e) then distance(x, z, d + e)\n";
  std::vector<std::uint64_t> tried{9279};  // ways from one city once stood for those from another
  const auto [first, count] = seeds(60);
  for (std::uint64_t seed = first; seed < first + count; ++seed) tried.push_back(seed);
  for (const std::uint64_t seed : tried) {
    Draw draw(seed);
    const std::size_t cities = 2 + draw.below(7);
    const std::vector<Road> all = roads(draw, cities, 1 + draw.below(3 * cities), 30);
    std::string expected;
    for (std::size_t i = 0; i < cities; ++i) {
      const char start = static_cast<char>('A' + i);
      for (const auto& [city, km] : shortest(all, start, 0)) {
        // As sure as roads may be asked to be without making the way longer.
        int certainty = 10;
        while (true) {
          const auto surer = shortest(all, start, certainty);
          if (surer.contains(city) && surer.at(city) == km) break;
          --certainty;
        }
        expected += fmt::format("x={} y={} d={} {}\n", start, city, km, certainty / 10.0);
      }
    }
    std::vector<std::string> facts;
    for (const Road& road : all) facts.push_back(fact(road));
    for (const std::string& on : {further, joined}) {
      std::string told;
      for (int order = 0; order < 2; ++order) {
        const std::string text = fmt::format("{}", fmt::join(facts, ""));
        INFO("CASUS_SEED=" << seed << "\n" << on << text);
        const Evaluation run = testing::evaluate(direct + on, text);
        CHECK(testing::answers(run, "distance(x, y, d)") == expected);
        const std::string now = reasons(run, {"distance(x, y, d)"});
        if (order == 0) told = now;
        CHECK(now == told);
        draw.shuffle(facts);
      }
    }
  }
}

TEST_CASE("best values are those of all values that there are", "[properties][least]") {
  const auto [first, count] = seeds(300);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Draw draw(seed);
    const std::string rules = program(draw);
    std::vector<std::string> facts;
    for (const Road& road : roads(draw, 2 + draw.below(3), 2 + draw.below(7), 10)) {
      facts.push_back(fact(road));
    }
    INFO("CASUS_SEED=" << seed);
    check_against_naive(rules, facts, {"way(x, y, d)", "cost(x, d)", "open_city(x)"}, draw);
  }
}

TEST_CASE("found the best first, best values are those of all values that there are",
          "[properties][least]") {
  const auto [first, count] = seeds(300);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Draw draw(seed);
    const std::string rules = settling_program(draw);
    std::vector<std::string> facts;
    for (const Road& road : roads(draw, 2 + draw.below(3), 2 + draw.below(7), 10)) {
      facts.push_back(fact(road));
    }
    INFO("CASUS_SEED=" << seed << "\n" << rules);
    const Ruleset ruleset = testing::load_rules(rules);
    const plan::Plan plan = plan::plan(*ruleset.data().program, {});
    REQUIRE(std::ranges::all_of(plan.components, [](const plan::ComponentPlan& component) {
      return component.best_first == component.recursive;
    }));
    check_against_naive(rules, facts, {"way(x, y, d)", "cost(x, d)"}, draw);
  }
}

}  // namespace casus::properties
