// SPDX-License-Identifier: Apache-2.0
#include "casus/rule_book.hpp"

#include <algorithm>

#include "report/book.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/markup.hpp"

using namespace casus;
using Kind = RuleBook::Piece::Kind;

namespace {

constexpr const char* words = R"(/// What is said of pumps.
module plant.words

/// Strongest last.
enum State { worn, sound }

fact pump {
  name: text,
  /// In whole years.
  age: int years in 0..80,
  state: State,
}
  reads "{name} is {age} old"

/// Pumps that may fail.
relation risky(name: text)
  reads "{name} may fail"
)";

constexpr const char* rules = R"(module plant.rules
use plant.words

table grace(state: State) -> int unique {
  | state | result |
  | worn  | 0      |
  | sound | 9      |
}

/// See `risky` and `nothing`.
/// - one
/// - two
rule old_pump "Old pumps fail"
  when pump(name: p, age: >= 20 years, state: s)
   and s = worn
  then risky(name: p)
  source "manual"  // page 4

scale Safety 0..100 { low < 50, high }

rating safety(p: text) "Safety"
  of pump(name: p)
  on Safety
  starts 60
  factor age "Age" -20..0

rule risk "Risky"
  when risky(name: p)
  undermines safety.age(p) by 10
)";

constexpr const char* tests = R"(module plant.rules_test
use plant.words

test "an old <pump> is risky"
  assume pump(name: "A", age: 30 years, state: worn)
  expect risky(name: "A")
)";

constexpr const char* facts = R"toml([case]
title = "Pumps"

[[source]]
id = "manual"
title = "The <b>manual</b>"
url = "javascript:alert(1)"

[[pump]]
id = "F1"
name = "A & <B>"
age = 30
state = "worn"
source = "manual"
at = "page 4"
quote = "</blockquote><script>alert(1)</script> \u202e old"

[[pump]]
id = "F2"
name = "C"
age = 3
state = "sound"
source = "manual"
)toml";

RuleBook book() {
  Index index;
  const auto loaded = Ruleset::load(
      {{"words.casus", words}, {"rules.casus", rules}, {"rules_test.casus", tests}}, {}, &index);
  INFO(testing::lines(loaded.diagnostics, *loaded.sources));
  REQUIRE(loaded.ruleset);
  const auto run = Evaluation::run(*loaded.ruleset, testing::load_facts(*loaded.ruleset, facts));
  REQUIRE(run.evaluation);
  return make_rule_book(index, {*run.evaluation});
}

const RuleBook::Entry& entry(const RuleBook& book, const std::string& name) {
  for (const RuleBook::Module& module : book.modules) {
    for (const RuleBook::Entry& one : module.entries) {
      if (one.name == name) return one;
    }
  }
  throw std::logic_error("no entry " + name);
}

std::string names(const std::vector<RuleBook::Link>& links) {
  std::string text;
  for (const RuleBook::Link& one : links) text += (text.empty() ? "" : ", ") + one.name;
  return text;
}

/// "name[anchor]" of all names that lead somewhere.
std::string led(const RuleBook::Code& code, Kind kind) {
  std::string text;
  for (const RuleBook::Piece& piece : code) {
    if (piece.kind != kind) continue;
    text += (text.empty() ? "" : " ") + piece.text;
    if (!piece.anchor.empty()) text += '[' + piece.anchor + ']';
  }
  return text;
}

}  // namespace

TEST_CASE("a book has every declaration in order, under its module", "[author][book]") {
  const RuleBook made = book();
  CHECK(made.title == "plant");
  std::string text;
  for (const RuleBook::Module& module : made.modules) {
    text += module.name + " (" + names(module.uses) + "):";
    for (const RuleBook::Entry& one : module.entries) text += ' ' + one.name;
    text += '\n';
  }
  CHECK(text ==
        "plant.words (): State pump risky\n"
        "plant.rules (plant.words): grace old_pump Safety safety risk\n"
        "plant.rules_test (plant.words): an old <pump> is risky\n");
}

TEST_CASE("code is what the author wrote, each name with where it leads", "[author][book]") {
  const RuleBook made = book();
  const RuleBook::Entry& rule = entry(made, "old_pump");
  std::string code;
  for (const RuleBook::Piece& piece : rule.code) code += piece.text;
  const std::string all = rules;
  const std::size_t begin = all.find("rule old_pump");
  CHECK(code == all.substr(begin, all.find("  // page 4") + 11 - begin));
  CHECK(led(rule.code, Kind::keyword) == "rule when and then source");
  CHECK(led(rule.code, Kind::text) == "\"Old pumps fail\" \"manual\"");
  CHECK(led(rule.code, Kind::comment) == "// page 4");
  CHECK(led(rule.code, Kind::declared) == "old_pump[rule.plant.rules.old_pump]");
  CHECK(led(rule.code, Kind::name) ==
        "pump[fact.plant.words.pump] name[field.plant.words.pump.name] "
        "age[field.plant.words.pump.age] state[field.plant.words.pump.state] "
        "worn[member.plant.words.State.worn] risky[relation.plant.words.risky] "
        "name[field.plant.words.risky.name]");
}

TEST_CASE("a rule stands beside the statements that it rests on", "[author][book]") {
  const RuleBook made = book();
  const auto ids = [&](const std::string& name) {
    std::string text;
    for (const RuleBook::Passage& one : entry(made, name).passages) text += one.evidence.id + ' ';
    return text;
  };
  CHECK(ids("old_pump") == "F1 ");
  // It asks for a conclusion alone: then what that rests on.
  CHECK(ids("risk") == "F1 ");
  REQUIRE(made.sources.size() == 1);
  REQUIRE(made.sources[0].cited.size() == 1);
  CHECK(names(made.sources[0].cited[0].rules) == "old_pump, risk");
  CHECK(entry(made, "old_pump").source == "manual");
}

TEST_CASE("a book says what uses a declaration, and which tests are about it", "[author][book]") {
  const RuleBook made = book();
  CHECK(names(entry(made, "State").used_by) == "pump, grace, old_pump");
  CHECK(names(entry(made, "risky").used_by) == "old_pump, risk");
  CHECK(names(entry(made, "risky").tests) == "an old <pump> is risky");
  CHECK(names(entry(made, "old_pump").tests) == "an old <pump> is risky");
  CHECK(names(entry(made, "risk").tests).empty());
}

TEST_CASE("fields, bands and decision tables stand in a book as tables", "[author][book]") {
  const RuleBook made = book();
  const RuleBook::Entry& pump = entry(made, "pump");
  REQUIRE(pump.parts.size() == 3);
  CHECK(pump.parts[1].doc == "In whole years.");
  std::string type;
  for (const RuleBook::Piece& piece : pump.parts[1].type) type += piece.text;
  CHECK(type == "int years in 0..80");
  const RuleBook::Entry& scale = entry(made, "Safety");
  REQUIRE(scale.scale.size() == 2);
  CHECK(scale.scale[1].name + ' ' + scale.scale[1].from + ' ' + scale.scale[1].to == "high 50 100");
  const RuleBook::Entry& table = entry(made, "grace");
  CHECK(table.grid.columns == std::vector<std::string>{"state", "result"});
  REQUIRE(table.grid.rows.size() == 2);
  CHECK(led(table.grid.rows[1][0], Kind::name) == "sound[member.plant.words.State.sound]");
}

TEST_CASE("the index has all names by alphabet", "[author][book]") {
  std::string text;
  for (const RuleBook::Indexed& one : book().index) text += one.link.name + one.of + ' ';
  CHECK(text ==
        "agesafety agepump an old <pump> is risky grace highSafety lowSafety namepump namerisky "
        "old_pump psafety plant.rules plant.rules_test plant.words pump risk risky safety Safety "
        "soundState State stategrace statepump wornState ");
}

TEST_CASE("a page of a book is whole, whatever facts and rules say", "[report][book]") {
  const RuleBook made = book();
  const std::string page = report::book_html(made);
  CHECK(testing::markup_mistakes(page) == std::vector<std::string>{});
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("href=\"javascript") == std::string::npos);
  CHECK(page.find("\u202e") == std::string::npos);
  CHECK(page.find("\\u{202e} old") != std::string::npos);
  CHECK(page.find("an old &lt;pump&gt; is risky") != std::string::npos);
  CHECK(page.find("<code><a href=\"#relation.plant.words.risky\">risky</a></code>") !=
        std::string::npos);
  CHECK(page.find("<code>nothing</code>") != std::string::npos);
  CHECK(page.find("<li>one</li><li>two</li>") != std::string::npos);
  CHECK(page == report::book_html(book()));
}

TEST_CASE("sources on the web are linked", "[report][book]") {
  RuleBook made = book();
  made.sources[0].cited[0].passage.evidence.source_url = "https://example.org/?a=1&b=2";
  const std::string page = report::book_html(made);
  CHECK(testing::markup_mistakes(page) == std::vector<std::string>{});
  CHECK(page.find("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"external noreferrer\">") !=
        std::string::npos);
}
