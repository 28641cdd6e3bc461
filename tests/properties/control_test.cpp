// SPDX-License-Identifier: Apache-2.0
//
// Random companies that own shares of each other. Who controls whom is found here by going round
// until nothing changes, once for each certainty among the facts that are at least that sure: what
// holds of these is that sure under the weakest link.
#include <map>
#include <set>

#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

namespace casus::properties {
namespace {

const std::string rules = R"(
fact company { name: text }
fact owns { owner: text, of: text, share: int in 0..100 }
relation controls(a: text, b: text)
rule more_than_half
  when company(name: a) and company(name: b) and a != b
   and total = sum(s for owns(owner: c, of: b, share: s) and (c = a or controls(a: a, b: c)))
   and total > 50
  then controls(a: a, b: b)
)";

struct Share {
  char owner = 'A';
  char of = 'A';
  int percent = 0;
  int certainty = 10;  ///< in tenths
};

using Control = std::set<std::pair<char, char>>;

Control controlled(const std::string& names, const std::vector<Share>& shares, int least) {
  Control control;
  std::size_t before = 0;
  do {
    before = control.size();
    for (const char a : names) {
      for (const char b : names) {
        int total = 0;
        for (const Share& share : shares) {
          const bool counts = share.of == b && share.certainty >= least &&
                              (share.owner == a || control.contains({a, share.owner}));
          if (counts) total += share.percent;
        }
        if (a != b && total > 50) control.insert({a, b});
      }
    }
  } while (control.size() > before);
  return control;
}

}  // namespace

TEST_CASE("control over companies is found as by going round and round",
          "[properties][recursion]") {
  const auto [first, count] = seeds(60);
  int found = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Draw draw(seed);
    const std::string names = std::string("ABCDEFGH").substr(0, 3 + draw.below(6));
    std::vector<Share> shares;
    std::vector<std::string> facts;
    std::set<std::pair<char, char>> seen;
    for (std::size_t i = 0; i < 3 * names.size(); ++i) {
      const Share share{names[draw.below(names.size())], names[draw.below(names.size())],
                        static_cast<int>(5 * draw.below(13)), static_cast<int>(5 + draw.below(6))};
      if (!seen.insert({share.owner, share.of}).second) continue;
      shares.push_back(share);
      facts.push_back(std::string("[[owns]]\nowner = \"") + share.owner + "\"\nof = \"" + share.of +
                      "\"\nshare = " + std::to_string(share.percent) + "\ncertainty = " +
                      (share.certainty == 10 ? "1" : "0." + std::to_string(share.certainty)) +
                      "\n");
    }
    for (const char name : names)
      facts.push_back(std::string("[[company]]\nname = \"") + name + "\"\n");

    std::map<std::pair<char, char>, int> surest;
    for (int least = 1; least <= 10; ++least) {
      for (const auto& pair : controlled(names, shares, least)) surest[pair] = least;
    }
    std::string expected;
    for (const auto& [pair, certainty] : surest) {
      expected += std::string("x=") + pair.first + " y=" + pair.second + " " +
                  (certainty == 10 ? "1" : "0." + std::to_string(certainty)) + "\n";
      ++found;
    }
    std::string reasons;
    for (int order = 0; order < 2; ++order) {
      std::string text;
      for (const std::string& fact : facts) text += fact;
      INFO("seed " << seed << "\n" << text);
      const Evaluation run = testing::evaluate(rules, text);
      CHECK(testing::answers(run, "controls(a: x, b: y)") ==
            (expected.empty() ? "no\n" : expected));
      // The explanations do not depend on the order of facts either.
      std::string told;
      const auto why = run.why("controls(a: x, b: y)");
      const auto tell = [&told](const auto& self, const Explanation::Node& node) -> void {
        told += node.text + "\n";
        for (const Explanation::Node& child : node.children) self(self, child);
      };
      for (const Explanation::Node& root : why.explanation->roots) tell(tell, root);
      if (order == 0) reasons = told;
      CHECK(told == reasons);
      draw.shuffle(facts);
    }
  }
  CHECK(found > 0);
}

}  // namespace casus::properties
