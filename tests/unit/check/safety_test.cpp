// SPDX-License-Identifier: Apache-2.0
//
// What must have a value before it is used, and what may depend on what. Expected places are
// counted by hand: line 1 holds the declarations.
#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

const std::string declared =
    "fact edge { a: text, b: text, n: int } fact size { a: text, n: int in 0..9 } relation path(a: "
    "text, b: text, n: int) "
    "relation far(a: text)\n";

/// Without the warnings that line 1 declares more than the rules of the test use.
std::string codes(const std::string& rules) {
  std::string all = check_text(declared + rules).codes();
  for (std::size_t at = all.find("W0501 1:"); at != std::string::npos; at = all.find("W0501 1:")) {
    const std::size_t end = all.find(", ", at);
    all.erase(at, end == std::string::npos ? end : end + 2 - at);
  }
  return all;
}

}  // namespace

TEST_CASE("what only a negation mentions has no value", "[check][safety]") {
  CHECK(codes("rule r when edge(a: x) and not path(a: x, b: y) then far(a: y)") == "E0401 2:61");
  CHECK(codes("rule r when edge(a: x) and not path(a: x) then far(a: x)").empty());
}

TEST_CASE("every side of an `or` must give a value", "[check][safety]") {
  CHECK(codes("rule r when edge(a: x) or edge(b: y) then far(a: x)") == "E0401 2:50");
  CHECK(codes("rule r when edge(a: x) or edge(b: x) then far(a: x)").empty());
}

TEST_CASE("an equation gives a value whichever way it is written", "[check][safety]") {
  CHECK(codes("rule r when edge(a: x, n: n) and m = n + 1 and m > 2 then far(a: x)").empty());
  CHECK(codes("rule r when edge(a: x, n: n) and n + 1 = m and m > 2 then far(a: x)").empty());
  CHECK(codes("rule r when m > 2 and edge(a: x, n: n) and m = n + 1 then far(a: x)").empty());
  CHECK(codes("rule r when edge(a: x) and m > 2 then far(a: x)") == "E0401 2:28");
}

TEST_CASE("a relation may not depend on its own absence, through others either",
          "[check][strata]") {
  CHECK(codes("rule r when edge(a: x) and not far(a: x) then far(a: x)") == "E0403 2:28");
  const std::string circle = check_text(declared +
                                        "relation near(a: text)\n"
                                        "rule r when edge(a: x) and not far(a: x) then near(a: x)\n"
                                        "rule s when near(a: x) then far(a: x)")
                                 .diagnostics();
  INFO(circle);
  CHECK(circle.find("E0403") != std::string::npos);
  CHECK(circle.find("near") != std::string::npos);
}

TEST_CASE("an aggregate over what it decides is refused where it might fall", "[check][strata]") {
  const auto refused = [](const std::string& condition) {
    return codes("rule r when edge(a: x, n: n) and n > 0 and " + condition + " then far(a: x)");
  };
  CHECK(refused("count(y for far(a: y)) < 3").starts_with("E0402"));
  CHECK(refused("count(y for far(a: y)) = 1").starts_with("E0402"));
  CHECK(refused("2 > count(y for far(a: y))").starts_with("E0402"));
  CHECK(refused("n + count(y for far(a: y)) > 2").starts_with("E0402"));
  CHECK(refused("not (count(y for far(a: y)) > 2)").starts_with("E0402"));
  CHECK(refused("c = count(y for far(a: y)) and c > 1 and c != 5").starts_with("E0402"));
  CHECK(refused("max(m for edge(a: y, n: m) and far(a: y)) > 3").starts_with("E0402"));
  CHECK(refused("avg(m for edge(a: y, n: m) and far(a: y)) > 3").starts_with("E0402"));
  // Nothing says that `n` of an edge is not below 0.
  CHECK(refused("sum(m for edge(a: y, n: m) and far(a: y)) > 3").starts_with("E0402"));
  CHECK(refused("sum(m - 3 for size(a: y, n: m) and far(a: y)) > 3").starts_with("E0402"));
  CHECK(refused("count(y for edge(a: y) and not far(a: y)) > 3").starts_with("E0403"));
  CHECK(codes("rule r when edge(a: x) and c = count(y for path(a: y)) and c > 1 "
              "then path(a: x, b: x, n: c)")
            .starts_with("E0402"));
}

TEST_CASE("a count or sum that only rises may decide what it counts", "[check][strata]") {
  const auto accepted = [](const std::string& condition) {
    return codes("rule r when edge(a: x, n: n) and n > 0 and " + condition + " then far(a: x)");
  };
  CHECK(accepted("count(y for far(a: y)) > 1").empty());
  CHECK(accepted("n <= count(y for far(a: y))").empty());
  CHECK(accepted("c = count(distinct y for far(a: y)) and c >= n").empty());
  CHECK(accepted("sum(m for size(a: y, n: m) and far(a: y)) > 3").empty());
  CHECK(accepted("sum(2 * m + 1 for size(a: y, n: m) and far(a: y)) > 3").empty());
}

TEST_CASE("the message says why a comprehension may fall", "[check][strata]") {
  CHECK(check_text("fact edge { a: text, n: int } relation far(a: text)\n"
                   "rule r when edge(a: x) and sum(n for edge(a: y, n: n) and far(a: y)) > 3 "
                   "then far(a: x)")
            .diagnostics() == R"(error[E0402]: `far` depends on an aggregate of itself
  2:59 [far] `far` needs all of `far`
  note: a sum in a circle may only add up what is never below 0, such as a field of a fact declared `number in 0..100`
  note: cycle: far -> all of far
  help: count or sum over facts, or over a relation that does not rest on `far`
)");
}

TEST_CASE("recursion that reckons is warned of unless a comparison bounds it", "[check][growth]") {
  const std::string first = "rule f when edge(a: x, b: y, n: n) then path(a: x, b: y, n: n)\n";
  const auto further = [&](const std::string& bound, const std::string& sum = "n + 1") {
    return codes(first + "rule g when path(a: x, b: y, n: n) and edge(a: y, b: z, n: k) and k > 0" +
                 bound + " then path(a: x, b: z, n: " + sum + ")");
  };
  CHECK(further("") == "W0403 3:98");
  CHECK(further(" and n < 9").empty());
  CHECK(further(" and n in 1..9").empty());
  CHECK(further(" and n + 1 < 9").empty());
  CHECK(further(" and m = n + 1 and m < 9", "m").empty());
  CHECK(further(" and m = n + k and n < 9", "m").empty());
  // Neither of these ends it.
  CHECK(further(" and n != 9") == "W0403 3:109");
  CHECK(further(" and (n < 9 or k > 1)").starts_with("W0403"));
}

TEST_CASE("a rule that contradicts itself is a warning", "[check][contradictions]") {
  CHECK(codes("rule r when edge(a: x, n: n) and n > 7 and n < 3 then far(a: x)")
            .starts_with("W0402"));
  CHECK(codes("rule r when edge(a: x, n: n) and n > 3 and n < 7 then far(a: x)").empty());
}

TEST_CASE("a comparison that every value of a field's range passes is a warning",
          "[check][contradictions]") {
  const auto told = [](const std::string& condition) {
    return check_text(
               "fact poll { of: text, share: number in 0..1 }\nrelation low(of: text)\n"
               "rule r when " +
               condition + " then low(of: c)")
        .diagnostics();
  };
  CHECK(told("poll(of: c, share: < 30)") == R"(warning[W0404]: this always holds
  3:32 [< 30] every value in the range of the field passes this
  1:23 [share] its range is declared here
  help: did you mean `30%`? {3:34 [30] -> [30%]}
)");
  CHECK(told("poll(of: c, share: s) and s <= 2").starts_with("warning[W0404]"));
  CHECK(told("poll(of: c, share: s) and -1 < s").starts_with("warning[W0404]"));
  CHECK(told("poll(of: c, share: > 30)").starts_with("warning[W0402]"));
  CHECK(told("poll(of: c, share: > 30)").find("did you mean `30%`?") != std::string::npos);
  // What the ends of the range meet is asked for in so many words, or is one half of a range.
  for (const std::string condition :
       {"poll(of: c, share: >= 0)", "poll(of: c, share: in 0.5..2)", "poll(of: c, share: < 30%)"}) {
    CAPTURE(condition);
    CHECK(told(condition).empty());
  }
}

}  // namespace casus::testing
