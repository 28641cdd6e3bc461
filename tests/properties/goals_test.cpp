// SPDX-License-Identifier: Apache-2.0
//
// Goals over random facts, against loops over these facts that are written here: which answers
// there are, in which order, how sure each is, how many, and how many a limit leaves.
#include <algorithm>
#include <functional>
#include <map>

#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

namespace casus::properties {
namespace {

struct Fact {
  int a = 0;
  int b = 0;
  double certainty = 1;
};

struct Facts {
  std::vector<Fact> p, q;

  [[nodiscard]] double surest_q(int a, int b) const {
    double surest = 0;
    for (const Fact& one : q) {
      if (one.a == a && one.b == b) surest = std::max(surest, one.certainty);
    }
    return surest;
  }
};

using Found = std::map<std::vector<int>, double>;
/// Takes an answer; the surest of equal ones counts.
using Take = std::function<void(std::vector<int>, double)>;

struct Goal {
  std::string text;
  std::function<void(const Facts&, const Take&)> find;
};

/// Conditions of one answer are as sure as the least sure of them, and `not` is 1 less that.
const std::vector<Goal>& goals() {
  static const std::vector<Goal> all{
      {"p(x, y)",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) take({p.a, p.b}, p.certainty);
       }},
      {"p(x, _)",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) take({p.a}, p.certainty);
       }},
      {"p(x, 3)",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) {
           if (p.b == 3) take({p.a}, p.certainty);
         }
       }},
      {"p(x, x)",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) {
           if (p.a == p.b) take({p.a}, p.certainty);
         }
       }},
      {"p(_, 2)",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) {
           if (p.b == 2) take({}, p.certainty);
         }
       }},
      {"p(x, y) and q(y, z) and x < z",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) {
           for (const Fact& q : facts.q) {
             if (p.b == q.a && p.a < q.b) {
               take({p.a, p.b, q.b}, std::min(p.certainty, q.certainty));
             }
           }
         }
       }},
      {"p(x, y) and q(y, _)",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) {
           for (const Fact& q : facts.q) {
             if (p.b == q.a) take({p.a, p.b}, std::min(p.certainty, q.certainty));
           }
         }
       }},
      {"p(x, y) or q(y, x)",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) take({p.a, p.b}, p.certainty);
         for (const Fact& q : facts.q) take({q.b, q.a}, q.certainty);
       }},
      {"p(x, y) and not q(x, y)",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) {
           take({p.a, p.b}, std::min(p.certainty, 1 - facts.surest_q(p.a, p.b)));
         }
       }},
      {"p(x, y) and z = 10 * x - y",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) take({p.a, p.b, 10 * p.a - p.b}, p.certainty);
       }},
      // Nothing is divided by 0.
      {"p(x, y) and x / y > 1",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) {
           if (p.b != 0 && p.a > p.b) take({p.a, p.b}, p.certainty);
         }
       }},
      {"p(x, y) and n = count(z for q(x, z)) and n > 1",
       [](const Facts& facts, const Take& take) {
         for (const Fact& p : facts.p) {
           std::vector<std::pair<int, double>> members;
           for (const Fact& q : facts.q) {
             if (q.a == p.a) members.emplace_back(q.b, q.certainty);
           }
           double least = p.certainty;
           for (const auto& [z, certainty] : members) least = std::min(least, certainty);
           const int n = static_cast<int>(members.size());
           if (n > 1) take({p.a, p.b, n}, least);
         }
       }},
  };
  return all;
}

/// Each pair at most once.
std::vector<Fact> facts(Draw& draw, int values, int percent, bool certain) {
  static const std::vector<double> certainties{0.25, 0.5, 0.75, 1};
  std::vector<Fact> result;
  for (int a = 0; a < values; ++a) {
    for (int b = 0; b < values; ++b) {
      if (draw.chance(percent)) result.push_back({a, b, certain ? 1 : draw.of(certainties)});
    }
  }
  draw.shuffle(result);
  return result;
}

std::string toml(const std::string& name, const std::vector<Fact>& rows) {
  std::string text;
  for (const Fact& one : rows) {
    text += "[[" + name + "]]\na = " + std::to_string(one.a) + "\nb = " + std::to_string(one.b) +
            "\ncertainty = " + std::to_string(one.certainty) + "\n";
  }
  return text;
}

std::string shown(const Found& found, const std::vector<std::string>& names) {
  std::string text;
  for (const auto& [values, certainty] : found) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      text += names[i] + '=' + std::to_string(values[i]) + ' ';
    }
    std::string number = std::to_string(certainty);
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    text += number + '\n';
  }
  return text.empty() ? "no\n" : text;
}

/// What a limit leaves: `most` of the answers that there are, whichever these are; of more than
/// 10,000 these are listed.
void check_limited(const std::string& rules, const std::string& text, const Goal& goal,
                   const Found& found, std::size_t most) {
  Options options;
  options.max_facts = most;
  const Evaluation limited = testing::evaluate(rules, text, options);
  const std::size_t left = std::min(most, found.size());
  const std::size_t most_listed = found.size() > most ? 10'000 : found.size();
  const auto asked = limited.query(goal.text);
  CHECK(asked.answers->answers.size() == std::min<std::size_t>(left, most_listed));
  CHECK(asked.answers->limit.has_value() == (found.size() > most));
  const auto counted = limited.count(goal.text);
  CHECK(counted.count->answers == left);
  CHECK(counted.count->limit.has_value() == (found.size() > most));
}

}  // namespace

TEST_CASE("a goal has the answers that loops over the facts find", "[properties][goals]") {
  const std::string rules = "fact p { a: int, b: int }\nfact q { a: int, b: int }\n";
  const auto [first, count] = seeds(30);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Draw draw(seed);
    // Now and then several batches of matches.
    const int values = seed % 10 == 0 ? 40 : 5;
    const bool certain = draw.chance(50);
    const int percent = static_cast<int>(draw.below(101));
    const Facts all{facts(draw, values, percent, certain), facts(draw, values, 60, certain)};
    const std::string text = toml("p", all.p) + toml("q", all.q);
    const Evaluation run = testing::evaluate(rules, text);
    for (const Goal& goal : goals()) {
      INFO("CASUS_SEED=" << seed << ": " << goal.text);
      Found found;
      goal.find(all, [&](std::vector<int> values_found, double certainty) {
        if (certainty <= 0) return;
        double& known = found[std::move(values_found)];
        known = std::max(known, certainty);
      });
      CHECK(testing::answers(run, goal.text) ==
            shown(found, run.query(goal.text).answers->variables));
      CHECK(run.count(goal.text).count->answers == found.size());
      const std::size_t most = 1 + draw.below(found.size() + 1);
      check_limited(rules, text, goal, found, most);
    }
  }
}

}  // namespace casus::properties
