// SPDX-License-Identifier: Apache-2.0
//
// Many cases in lines of JSON, through the public API.
#include "casus/cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "properties/sample.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

constexpr const char* rules_text = R"(
fact land { name: text }
fact leader { of: text, age: int years in 0..120, since: date open }
fact heir open { of: text }
  presumed absent 0.5
fact trade { of: text, value: number USD_bn }
unit USD_bn
unit USD_m = 0.001 USD_bn
scale Calm 0..100 { tense < 50, calm }
rating calm(a: text) of land(name: a) on Calm starts 60
  factor rule "Rule" -40..0
  factor wealth "Wealth" 0..40
rule old
  when leader(of: x, age: >= 70 years)
  undermines calm.rule(x) by 20
rule heirless
  when leader(of: x) and not heir(of: x)
  undermines calm.rule(x) by 10
rule rich
  when land(name: x) and s = sum(v for trade(of: x, value: v)) and s >= 1 USD_bn
  supports calm.wealth(x) by s / 1 USD_bn
)";

CaseLines lines_of(const std::string& text, std::size_t piece = 1000) {
  return {"cases.ndjson",
          [&text, piece, at = std::size_t{0}](char* into, std::size_t room) mutable {
            const std::size_t size = std::min({piece, room, text.size() - at});
            std::memcpy(into, text.data() + at, size);
            at += size;
            return size;
          }};
}

/// "K1: North 60 calm" of each rating, then what was said.
std::string rated(const Ruleset& rules, const std::string& text, const Options& options = {},
                  std::size_t piece = 1000) {
  std::string told;
  const CasesRun run = rate_cases(
      rules, lines_of(text, piece), options, [&](const CaseInfo& info, const Rating& rating) {
        told += fmt::format("{}: {} {} {}\n", info.name, rating.subject[0].text, rating.score,
                            rating.band);
        return true;
      });
  if (run.limit) told += run.limit->text + '\n';
  return told + testing::lines(run.diagnostics, *run.sources);
}

std::string rated(const std::string& text) { return rated(testing::load_rules(rules_text), text); }

/// The same, of the facts of a case in TOML.
std::string alone(const Ruleset& rules, const std::string& name, const std::string& toml) {
  std::string told;
  const auto run = Evaluation::run(rules, testing::load_facts(rules, toml));
  REQUIRE(run.evaluation);
  for (const Rating& rating : run.evaluation->assessment().ratings) {
    told += fmt::format("{}: {} {} {}\n", name, rating.subject[0].text, rating.score, rating.band);
  }
  return told;
}

}  // namespace

TEST_CASE("each line of cases is rated by itself, in order", "[cases]") {
  // 60 - 20 (70 or older) - 10 x 0.5 (no heir is presumed, not known) = 35; 60 + 1.5 + 2 = 63.5,
  // the amounts of the second case being no others' business.
  CHECK(
      rated(
          R"({"case": "K1", "facts": {"land": [{"name": "N"}], "leader": [{"of": "N", "age": 71}]}}
{"case": "K2", "facts": {"land": [{"name": "N"}, {"name": "M"}], "trade": [{"of": "N", "value": 1.5}, {"of": "N", "value": 2}]}}
)") == "K1: N 35 tense\nK2: M 60 calm\nK2: N 63.5 calm\n");
}

TEST_CASE("lines of cases may be blank, end as on Windows, or lack the last end", "[cases]") {
  CHECK(rated("\xEF\xBB\xBF\n{\"case\": \"A\", \"facts\": {\"land\": [{\"name\": \"N\"}]}}\r\n  \n"
              "{\"facts\": {}, \"case\": \"B\"}\n"
              "{\"case\": \"C\", \"facts\": {\"land\": [{\"name\": \"M\"}], \"trade\": []}}") ==
        "A: N 60 calm\nC: M 60 calm\n");
}

TEST_CASE("values of cases mean what they mean in data files", "[cases]") {
  // A unit, an escape, a letter that is composed to one character, an open field that is null.
  CHECK(
      rated(
          R"({"case": "\u0041", "facts": {"land": [{"name": "Se\u0301e"}], "trade": [{"value": "2500 USD_m", "of": "Sée"}], "leader": [{"of": "Sée", "age": 50, "since": null}]}}
)") == "A: Sée 57.5 calm\n");  // 60 - 10 x 0.5 + 2.5
}

TEST_CASE("facts of cases may have a certainty, a kind, and be denied", "[cases]") {
  // Of age 80 with 0.5: 60 - 20 x 0.5 - 10 x 0.5 (no heir: the weaker of 0.5 and 0.5) = 45. A plan
  // is no fact: 60. Where an heir is denied, there is none for certain: 60 - 10 = 50.
  CHECK(
      rated(
          R"({"case": "A", "facts": {"land": [{"name": "N"}], "leader": [{"of": "N", "age": 80, "certainty": 0.5}]}}
{"case": "B", "facts": {"land": [{"name": "N"}], "leader": [{"of": "N", "age": 80, "kind": "plan"}]}}
{"case": "C", "facts": {"land": [{"name": "N"}], "leader": [{"of": "N", "age": 50}], "heir": [{"of": "N", "holds": false}]}}
)") == "A: N 45 tense\nB: N 60 calm\nC: N 50 calm\n");
}

TEST_CASE("a rule that asks for nothing holds in every case", "[cases]") {
  const Ruleset rules = testing::load_rules(R"(
fact seen { x: text }
relation base(x: text)
rule always then base(x: "N")
rule nobody when not seen(x: "N") then base(x: "M")
scale Calm 0..100 { tense < 50, calm }
rating calm(a: text) of base(x: a) on Calm starts 60 factor f "F" -40..0
)");
  CHECK(rated(rules,
              "{\"case\": \"A\", \"facts\": {\"seen\": [{\"x\": \"N\"}]}}\n"
              "{\"case\": \"B\", \"facts\": {}}\n") ==
        "A: N 60 calm\nB: M 60 calm\nB: N 60 calm\n");
}

TEST_CASE("recursion and best values keep to their case", "[cases]") {
  const Ruleset rules = testing::load_rules(R"(
fact road { from: text, to: text, km: int in 0..1000 }
fact goal { name: text }
relation way(to: text, km: least int)
rule first when road(from: "A", to: t, km: k) then way(to: t, km: k)
rule onwards when way(to: t, km: k) and road(from: t, to: u, km: m) then way(to: u, km: k + m)
scale Far 0..100 { near < 10, far }
rating distance(t: text) of goal(name: t) on Far starts 0 factor km "Way" 0..100
rule reached when goal(name: t) and way(to: t, km: k) supports distance.km(t) by k
)");
  // By B it is 5 + 4 to C, where there is a road from B; else 20.
  CHECK(
      rated(
          rules,
          R"({"case": "1", "facts": {"goal": [{"name": "C"}], "road": [{"from": "A", "to": "C", "km": 20}, {"from": "A", "to": "B", "km": 5}, {"from": "B", "to": "C", "km": 4}]}}
{"case": "2", "facts": {"goal": [{"name": "C"}], "road": [{"from": "A", "to": "C", "km": 20}, {"from": "A", "to": "B", "km": 5}]}}
)") == "1: C 9 near\n2: C 20 far\n");
}

TEST_CASE("mistakes in lines of cases are told with their places, and end the ratings", "[cases]") {
  const auto told = [](const std::string& line) {
    return rated("{\"case\": \"A\", \"facts\": {}}\n" + line + "\n");
  };
  CHECK(told("{\"case\": 1}") ==
        "E0604 cases.ndjson:2: this case lacks `facts`\n"
        "E0605 cases.ndjson:2: `case` needs a text, not a whole number\n");
  CHECK(told("{\"case\": \" \", \"facts\": {}}") == "E0607 cases.ndjson:2: `case` is empty\n");
  CHECK(told("{\"case\": \"B\"") == "E0616 cases.ndjson:2: this line is no JSON object\n");
  CHECK(told("{\"case\": \"B\", \"facts\": {}} {}") ==
        "E0616 cases.ndjson:2: this line is no JSON object\n");
  CHECK(told("{\"case\": \"B\", \"case\": \"B\", \"facts\": {}}") ==
        "E0616 cases.ndjson:2: the key `case` stands twice\n");
  CHECK(told("{\"case\": \"B\", \"fact\": {}}") ==
        "E0603 cases.ndjson:2: a case has no key `fact`\n");
  CHECK(told(R"({"case": "B", "facts": {"lands": []}})") ==
        "E0602 cases.ndjson:2: no fact is called `lands`\n");
  CHECK(told(R"({"case": "B", "facts": {"calm": []}})") ==
        "E0602 cases.ndjson:2: `calm` is a rating: it comes from rules, not from data\n");
  CHECK(told(R"({"case": "B", "facts": {"land": {"name": "N"}}})") ==
        "E0605 cases.ndjson:2: `land` needs a list of objects, not a table\n");
  CHECK(told(R"({"case": "B", "facts": {"land": [{"nam": "N"}]}})") ==
        "E0603 cases.ndjson:2: `land` has no key `nam`\n");
  CHECK(told(R"({"case": "B", "facts": {"leader": [{"of": "N"}]}})") ==
        "E0604 cases.ndjson:2: `leader` lacks `age`\n");
  CHECK(told(R"({"case": "B", "facts": {"leader": [{"of": "N", "age": "old"}]}})") ==
        "E0605 cases.ndjson:2: `age` needs a whole number in years, not a text\n");
  CHECK(told(R"({"case": "B", "facts": {"leader": [{"of": "N", "age": 130}]}})") ==
        "E0606 cases.ndjson:2: `age` is 130 years, outside its range\n");
  CHECK(told(R"({"case": "B", "facts": {"land": [{"name": "N", "source": "S"}]}})") ==
        "E0607 cases.ndjson:2: `source` is not said of facts in lines of cases\n");
  CHECK(told("{\"case\": \"B\xFF\", \"facts\": {}}") ==
        "E0104 cases.ndjson:2: this file is not written in UTF-8\n");
  CHECK(told("\n{\"case\": \"A\", \"facts\": {}}") ==
        "E0609 cases.ndjson:3: this id belongs to two cases\n");
}

TEST_CASE("every line with a mistake is told of, however many blocks there are", "[cases]") {
  std::string text;
  for (int i = 1; i <= 40'000; ++i) {
    const bool wrong = i == 7 || i == 30'000;
    text +=
        fmt::format("{{\"case\": \"{}\", \"facts\": {{\"{}\": []}}}}\n", i, wrong ? "lnd" : "land");
  }
  CHECK(rated(testing::load_rules(rules_text), text, {}, 1 << 20) ==
        "E0602 cases.ndjson:7: no fact is called `lnd`\n"
        "E0602 cases.ndjson:30000: no fact is called `lnd`\n");
}

TEST_CASE("lines of cases are cut into blocks at no other place than their ends", "[cases]") {
  std::string text;
  std::string expected;
  for (int i = 0; i < 30'000; ++i) {
    // Of age i mod 100: from 70 on 60 - 20 - 5 = 35, else 60 - 5 = 55.
    text += fmt::format(
        "{{\"case\": \"c{}\", \"facts\": {{\"land\": [{{\"name\": \"N{}\"}}], \"leader\": "
        "[{{\"of\": "
        "\"N{}\", \"age\": {}}}]}}}}\n",
        i, i % 7, i % 7, i % 100);
    const bool old = i % 100 >= 70;
    expected += fmt::format("c{}: N{} {}\n", i, i % 7, old ? "35 tense" : "55 calm");
  }
  for (const std::size_t piece : {777, 1 << 16, 1 << 24}) {
    CHECK((rated(testing::load_rules(rules_text), text, {}, piece) == expected));
  }
}

TEST_CASE("who is told of cases may have enough", "[cases]") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) {
    text +=
        fmt::format("{{\"case\": \"c{}\", \"facts\": {{\"land\": [{{\"name\": \"N\"}}]}}}}\n", i);
  }
  int told = 0;
  const CasesRun run = rate_cases(testing::load_rules(rules_text), lines_of(text), {},
                                  [&](const CaseInfo&, const Rating&) { return ++told < 3; });
  CHECK(told == 3);
  CHECK(run.cases == 2);
  CHECK(run.diagnostics.empty());
}

TEST_CASE("limits end a run over cases", "[cases]") {
  const Ruleset rules = testing::load_rules(rules_text);
  const std::string text =
      R"({"case": "A", "facts": {"land": [{"name": "N"}], "leader": [{"of": "N", "age": 80}]}}
)";
  Options few;
  few.max_facts = 1;
  CHECK(rated(rules, text, few).starts_with("the limit on facts was reached in rule `"));
  const std::atomic<bool> interrupted = true;
  Options stop;
  stop.interrupted = &interrupted;
  CHECK(rated(rules, text, stop) == "interrupted at the cases\n");
}

TEST_CASE("what cannot be asked of many cases is refused", "[cases]") {
  const Ruleset rules = testing::load_rules(rules_text);
  for (const char* calculus : {"probability", "bounds"}) {
    Options options;
    options.certainty = calculus;
    CHECK(rated(rules, "", options) ==
          fmt::format(" `{}` rates each case by itself, not many at once\n", calculus));
    CHECK_FALSE(takes_cases(calculus));
  }
  const Ruleset dated = testing::load_rules(R"(
fact land { name: text, since: date }
relation old(name: text)
rule aged when land(name: n, since: s) and s < as_of then old(name: n)
)");
  CHECK(rated(dated, "") ==
        "E0612 rules.casus:4: rule `aged` needs a date of assessment, one for all cases\n");
}

TEST_CASE("points for nobody are warned of once, without the case", "[cases]") {
  CHECK(rated(R"({"case": "A", "facts": {"leader": [{"of": "N", "age": 80}]}}
{"case": "B", "facts": {"leader": [{"of": "N", "age": 80}]}}
)") == "W0705 rules.casus:15: points for `calm(\"N\")` count for nothing: that subject is not "
       "rated\n");
}

TEST_CASE("lines of cases and case files say the same", "[cases]") {
  const Ruleset rules = testing::load_rules(rules_text);
  properties::Draw draw(17);
  std::string text;
  std::string expected;
  for (int i = 0; i < 40; ++i) {
    const std::string name = fmt::format("case-{}", i);
    std::string toml = "[[land]]\nname = \"a\"\n[[land]]\nname = \"b\"\n";
    std::string leaders;
    std::string trades;
    for (std::size_t k = draw.below(4); k > 0; --k) {
      const char* of = draw.chance(50) ? "a" : "b";
      const std::size_t age = 30 + draw.below(70);
      const double value = static_cast<double>(draw.below(100)) / 8;
      toml += fmt::format("[[leader]]\nof = \"{}\"\nage = {}\n[[trade]]\nof = \"{}\"\nvalue = {}\n",
                          of, age, of, value);
      const char* comma = leaders.empty() ? "" : ", ";
      leaders += fmt::format("{}{{\"of\": \"{}\", \"age\": {}}}", comma, of, age);
      trades += fmt::format("{}{{\"of\": \"{}\", \"value\": {}}}", comma, of, value);
    }
    text += fmt::format(
        "{{\"case\": \"{}\", \"facts\": {{\"land\": [{{\"name\": \"a\"}}, {{\"name\": \"b\"}}], "
        "\"leader\": [{}], \"trade\": [{}]}}}}\n",
        name, leaders, trades);
    expected += alone(rules, name, toml);
  }
  CHECK(rated(rules, text) == expected);
}
