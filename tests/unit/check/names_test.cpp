// SPDX-License-Identifier: Apache-2.0
//
// Names and arguments. Expected places are counted by hand: line 1 holds the declarations.
#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

const std::string declared =
    "fact member { country: text, age: int } relation aged(country: text) "
    "fact flag { name: text, set: bool }\n";

std::string diagnostics(const std::string& rule) {
  return check_text(declared + rule).diagnostics();
}
std::string codes(const std::string& rule) { return check_text(declared + rule).codes(); }

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a misspelt name is reported with the near one", "[check][names]") {
  CHECK(has(diagnostics("rule r when membr(country: c) then aged(country: c)"),
            "did you mean `member`?"));
  CHECK(has(diagnostics("rule r when member(contry: c) then aged(country: c)"),
            "did you mean `country`?"));
  CHECK(has(diagnostics("rule r when member(country: c, age: y) and lenth(c) > 2 and y > 2"
                        " then aged(country: c)"),
            "did you mean `length`?"));
}

TEST_CASE("a misspelt module is taken for the near one, and nothing else is missing",
          "[check][names]") {
  const CheckedText text = check_texts(
      {{"vocabulary.casus", "module alliance.vocabulary\nfact member { country: text }"},
       {"rules.casus",
        "module alliance.rules\nuse aliance.vocabulary\nrelation aged(country: text)\n"
        "rule r when member(country: c) then aged(country: c)"}});
  CHECK(text.codes() == "E0503 rules.casus:2:5");
  CHECK(has(text.diagnostics(), "did you mean `alliance.vocabulary`?"));
  CHECK_FALSE(has(text.diagnostics(), "another module"));
}

TEST_CASE("a rating of a module that is not used is found there", "[check][names]") {
  const std::string rating =
      "module a.rating\nfact member { country: text }\nscale S 0..9 { low < 3, high }\n"
      "rating stability(c: text) of member(country: c) on S starts 5 factor security 0..3";
  const auto told = [&](const std::string& factor) {
    return check_texts({{"rating.casus", rating},
                        {"rules.casus", "module a.rules\nrule r supports " + factor + " by 1"}})
        .diagnostics();
  };
  const std::string found = told("stability.security(\"x\")");
  CHECK(has(found, "nothing is called `stability.security`"));
  CHECK(has(found, "declared in module `a.rating`, which is not used here"));
  CHECK(has(found, "add `use a.rating`"));
  CHECK(has(told("stabilty.security(\"x\")"), "before the point stands a rating"));
}

TEST_CASE("what an unknown name would have bound is no second mistake", "[check][names]") {
  CHECK(codes("rule r when membr(country: c) then aged(country: c)") == "E0201 2:13");
  CHECK(codes("rule r when member(contry: c) then aged(country: c)") == "E0203 2:20");
}

TEST_CASE("a name of a built-in function is taken, which is said once", "[check][names]") {
  CHECK(codes("relation length(country: text)\n"
              "rule r when member(country: c) then length(country: c)\n"
              "rule s when length(country: c) then aged(country: c)") == "E0501 2:10");
}

TEST_CASE("an equals sign in place of the colon is said once", "[check][arguments]") {
  CHECK(codes("rule r when member(country: c) then aged(country = c)") == "E0204 2:50");
  CHECK(codes("rule r when member(country = c) then aged(country: c)") == "E0204 2:28");
  CHECK(codes("rule r when member(country: c, age >= 70) then aged(country: c)") == "E0204 2:36");
  CHECK(has(diagnostics("rule r when member(country: c, age >= 70) then aged(country: c)"),
            "write `age: >= …`"));
}

TEST_CASE("a comparison may be the value of a truth field", "[check][arguments]") {
  CHECK(check_text(declared + "relation lit(name: text, set: bool)\n"
                              "rule r when flag(name: name, set: _) then lit(name, name = \"x\")")
            .rule("r") == "r: flag(name=name) -> lit(name=name, set=name = \"x\")");
}

TEST_CASE("arguments go by position first, then by name", "[check][arguments]") {
  CHECK(check_text(declared + "rule r when member(c, age: y) and y > 2 then aged(c)").rule("r") ==
        "r: member(country=c, age=y) & y > 2 -> aged(country=c)");
  CHECK(codes("rule r when member(age: 3, c) then aged(c)") == "E0204 2:28");
  CHECK(codes("rule r when member(c, 3, 4) then aged(c)") == "E0204 2:26");
  CHECK(codes("rule r when member(c, country: c) then aged(c)") == "E0204 2:23");
}

TEST_CASE("a variable that occurs once is a warning, with an underscore none", "[check][names]") {
  CHECK(codes("rule r when member(country: c, age: y) then aged(country: c)") == "W0401 2:37");
  CHECK(codes("rule r when member(country: c, age: _) then aged(country: c)").empty());
}

TEST_CASE("a variable that looks like a name or a member is not waved away", "[check][names]") {
  const std::string text = "rule r when flag(name: Poland, set: s) and s then aged(country: \"x\")";
  CHECK(codes(text) == "W0401 2:24");
  CHECK(has(diagnostics(text), "did you mean `\"Poland\"`?"));
  const std::string member =
      "enum Role { patron, junior } fact part { role: Role }\n"
      "rule r when part(role: leader) then aged(country: \"x\")";
  CHECK(has(diagnostics(member), "the members of `Role` are patron and junior"));
}

TEST_CASE("a declaration that nothing uses is a warning, a rule is not", "[check][unused]") {
  const std::string used = "rule r when member(country: c) then aged(country: c)\n";
  CHECK(codes(used + "relation spare(x: text)") == "W0501 3:10");
  CHECK(codes(used + "enum Mood { good, bad }") == "W0501 3:6");
}

TEST_CASE("names are declared once", "[check][names]") {
  CHECK(codes("relation member(country: text)") == "E0501 2:10");
  CHECK(codes("enum Mood { good, good }") == "E0501 2:19");
}

TEST_CASE("a decimal comma between arguments is told", "[check][names]") {
  const std::string declarations = "fact p { x: number } relation q(x: number)\n";
  struct Case {
    const char* rule;
    const char* place;  ///< of the comma
    const char* advice;
  };
  const Case c = GENERATE(values<Case>({
      {"rule r when p(x: 0,5) then q(x: 1)", "E0204 2:19", "write `0.5`, with a point"},
      {"rule r when p(12,75) then q(x: 1)", "E0204 2:17", "write `12.75`, with a point"},
      {"rule r when p(x: v) and max(v, 2,5) > 3 then q(x: v)", "E0204 2:33",
       "write `2.5`, with a point"},
      {"rule r when p(x: v) and abs(v, 2,5) > 3 then q(x: v)", "E0204 2:33",
       "write `2.5`, with a point"},
  }));
  CAPTURE(c.rule);
  const auto text = check_text(declarations + c.rule);
  CHECK(text.codes() == c.place);
  CHECK(has(text.diagnostics(), c.advice));
}

TEST_CASE("what may be a list of whole numbers is no decimal comma", "[check][names]") {
  const std::string declarations = "fact p { x: number } relation q(x: number)\n";
  const char* rule = GENERATE("rule r when p(x: v) and max(v,2,5) > 3 then q(x: v)",
                              "rule r when p(x: v) and max(v, 2, 5) > 3 then q(x: v)",
                              "rule r when p(x: v) and max(2,5) > v then q(x: v)");
  CAPTURE(rule);
  CHECK(check_text(declarations + rule).codes().empty());
}

TEST_CASE("what is compared with a choice is one of its members, and no text", "[check][names]") {
  const auto told = [](const std::string& condition) {
    return check_text(
               "enum Stage { planned, building, filling } fact dam { stage: Stage, km: int }"
               "relation full(km: int)\nrule r when dam(stage: s, km: k) and " +
               condition + " then full(km: k)")
        .diagnostics();
  };
  CHECK(has(told("s >= \"filling\""), "write the member without quotes: `filling`"));
  CHECK(has(told("s >= \"filing\""), "did you mean `filling`? It stands without quotes"));
  CHECK(has(told("s >= \"full\""),
            "compare it with one of its members: `planned`, `building` or `filling`"));
  const std::string begun = told("s >= fill");
  CHECK(has(begun, "`Stage` has no member called `fill`"));
  CHECK(has(begun, "did you mean `filling`?"));
  CHECK(has(told("s >= ready"), "its members are `planned`, `building` and `filling`"));
  CHECK(has(check_text("enum Stage { planned, building, filling } fact dam { stage: Stage }"
                       "relation full(n: int)\nrule r when dam(stage: fill) then full(n: 1)")
                .diagnostics(),
            "did you mean `filling`?"));
  // Short names are those of variables.
  CHECK(has(told("s >= t"), "`t` is used before anything gives it a value"));
}

TEST_CASE("a factor without its rating gets it, and points have no unit", "[check][names]") {
  const auto told = [](const std::string& conclusion) {
    return check_text(
               "fact member { country: text } scale S 0..9 { low < 3, high }\n"
               "rating calm(c: text) of member(country: c) on S starts 5 factor others 0..3\n"
               "rule r when member(country: c) supports " +
               conclusion)
        .diagnostics();
  };
  CHECK(has(told("others(c) by 1"), "write `calm.others`"));
  CHECK(has(told("calm.others(c) by 1 points"), "points have no unit"));
}

}  // namespace casus::testing
