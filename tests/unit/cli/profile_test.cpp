// SPDX-License-Identifier: Apache-2.0
//
// `--profile`: counts are reckoned by hand, times only looked for.
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using casus::testing::casus_with;
using casus::testing::Outcome;
using casus::testing::Surroundings;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace {

constexpr const char* rules = R"(fact road { a: text, b: text }
fact closed_road { a: text }
relation path(from: text, to: text)
relation reached(of: text, n: int)
rule base when road(a: s, b: d) and not closed_road(a: s) then path(from: s, to: d)
rule step when path(from: s, to: m) and road(a: m, b: d) then path(from: s, to: d)
rule sums when road(a: s) and n = count(d for path(from: s, to: d)) then reached(of: s, n: n)
)";

/// Roads a-b-c-d.
struct Roads {
  TemporaryFolder folder;
  Roads() {
    write_file(folder.path() / "rules.casus", rules);
    write_file(folder.path() / "case.toml",
               "[[road]]\na = \"a\"\nb = \"b\"\n[[road]]\na = \"b\"\nb = \"c\"\n"
               "[[road]]\na = \"c\"\nb = \"d\"\n");
  }
  [[nodiscard]] Outcome run(std::vector<std::string> words) const {
    words.insert(words.end(), {"case.toml", "-r", "rules.casus"});
    return casus_with(Surroundings{.folder = folder.path()}, words);
  }
};

/// The counts of a rule in JSON, from "visited" to "rule".
std::string counts(const std::string& json, const std::string& rule) {
  const std::size_t end = json.find(",\"rule\":\"" + rule + '"');
  if (end == std::string::npos) return "no such rule";
  const std::size_t begin = json.rfind("\"visited\"", end);
  return json.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("a profile counts rows, facts and rounds of each rule", "[cli][profile]") {
  const Outcome outcome = Roads().run({"query", "path(from: x, to: y)", "--profile", "-f", "json"});
  REQUIRE(outcome.exit == 0);
  CHECK(outcome.err.empty());
  // Three roads, none of them closed.
  CHECK(counts(outcome.out, "base") == R"("visited":3,"concluded":3,"new":3,"rounds":1)");
  // Round 1 has the paths ab, bc, cd, which meet the roads bc and cd: 3 + 2 rows, 2 facts. Round 2
  // has ac and bd, of which ac meets cd: 2 + 1 rows, 1 fact. Round 3 has ad: 1 row.
  CHECK(counts(outcome.out, "step") == R"("visited":9,"concluded":3,"new":3,"rounds":3)");
  // Three roads, and the paths from a, b and c: 3 + 2 + 1.
  CHECK(counts(outcome.out, "sums") == R"("visited":9,"concluded":3,"new":3,"rounds":1)");
  CHECK(outcome.out.find(R"("text":"for each new `path`, take its `from` as s and its `to` as m",)"
                         R"("relation":"path","visited":6)") != std::string::npos);
  CHECK(outcome.out.find(R"("text":"look up each `road` whose `a` is m, take its `b` as d",)"
                         R"("relation":"road","visited":3)") != std::string::npos);
  CHECK(outcome.out.find(R"("text":"look that there is no `closed_road` whose `a` is s",)"
                         R"("relation":"closed_road","visited":0)") != std::string::npos);
  for (const std::string phase :
       {"reading", "planning", "loading", "rules", "ratings", "summary", "goal", "writing"}) {
    CHECK(outcome.out.find("{\"phase\":\"" + phase + "\",\"seconds\":") != std::string::npos);
  }
}

TEST_CASE("a profile stands on stderr, behind a result that it does not change", "[cli][profile]") {
  const Roads roads;
  for (const std::string format : {"text", "ndjson", "csv"}) {
    const std::vector<std::string> words = {"query", "path(from: x, to: y)", "-f", format};
    std::vector<std::string> with = words;
    with.emplace_back("--profile");
    const Outcome plain = roads.run(words);
    const Outcome profiled = roads.run(with);
    CHECK(profiled.exit == plain.exit);
    CHECK(profiled.out == plain.out);
    CHECK(plain.err.empty());
    CHECK(profiled.err.starts_with("profile: "));
    CHECK(profiled.err.find("step: path\n") != std::string::npos);
  }
}

TEST_CASE("eval and counts have a profile as well", "[cli][profile]") {
  const Roads roads;
  const Outcome rated = roads.run({"eval", "--profile", "-f", "json"});
  CHECK(rated.exit == 0);
  CHECK(rated.out.find("\"profile\":{\"phases\":[{\"phase\":\"reading\"") != std::string::npos);
  const Outcome counted =
      roads.run({"query", "path(from: x, to: y)", "--count", "--profile", "-f", "json"});
  CHECK(counted.out.find("\"count\":6") != std::string::npos);
  CHECK(counted.out.find("\"profile\":{\"phases\":[{\"phase\":\"reading\"") != std::string::npos);
}

TEST_CASE("a profile is of one run", "[cli][profile]") {
  const Roads roads;
  CHECK(roads.run({"eval", "--profile", "--certainty", "all"}).exit == 2);
  CHECK(roads.run({"eval", "--profile", "--timeline", "1991-01-01..1993-01-01"}).exit == 2);
}

TEST_CASE("without derivations a goal has the same answers", "[cli]") {
  const Roads roads;
  const Outcome kept = roads.run({"query", "reached(of: x, n: n)"});
  const Outcome dropped = roads.run({"query", "reached(of: x, n: n)", "--no-derivations"});
  CHECK(kept.out == "x  n\na  3\nb  2\nc  1\n");
  CHECK(dropped.out == kept.out);
}

TEST_CASE("what needs derivations does not take the flag", "[cli]") {
  const Roads roads;
  CHECK(roads.run({"why", "reached(of: x, n: n)", "--no-derivations"}).exit == 2);
  CHECK(roads.run({"report", "--no-derivations"}).exit == 2);
  CHECK(roads.run({"eval", "--no-derivations"}).exit == 2);
}
