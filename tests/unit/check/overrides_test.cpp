// SPDX-License-Identifier: Apache-2.0
//
// Who may override whom. Expected places are counted by hand: line 1 holds the declarations.
#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

const std::string declared =
    "fact f { x: text, n: int } fact g { x: text } relation p open (x: text) "
    "relation q closed (x: text, n: int) scale S 0..100 { low < 50, high } "
    "rating r(x: text) of g(x: x) on S starts 50 factor a 0..9 factor b 0..9\n";

/// Without the warnings that line 1 declares more than the rules of the test use.
std::string checked(const std::string& rules) {
  const CheckedText all = check_text(declared + rules);
  Diagnostics own;
  for (const Diagnostic& one : all.checked.diagnostics) {
    if (one.code != "W0501") own.push_back(one);
  }
  return show(all.sources, own);
}

}  // namespace

TEST_CASE("an exception compares what both rules conclude", "[check][overrides]") {
  const CheckedText all = check_text(declared +
                                     "rule weak when f(x: x) then p(x: x)\n"
                                     "rule strong when g(x: y) then not p(x: y) overrides weak\n"
                                     "rule pair when f(x: x, n: n) then q(x: x, n: n)\n"
                                     "rule one when g(x: z) then q(x: z, n: 1) overrides pair\n");
  CHECK(all.rule("weak") == "weak: f(x=x) -> p(x=x) unless g(x=x)");
  CHECK(all.rule("strong") == "strong: g(x=y) -> not p(x=y)");
  CHECK(all.rule("pair") == "pair: f(x=x, n=n) -> q(x=x, n=n) unless (g(x=x) & 1 = n)");
}

TEST_CASE("a value is given to the variable that stands in its place", "[check][overrides]") {
  const CheckedText all =
      check_text(declared +
                 "rule one when g(x: x) then q(x: x, n: 1)\n"
                 "rule any when f(x: y, n: m) then q(x: y, n: m) overrides one\n"
                 "rule twice when f(x: y) and g(x: y) then q(x: \"a\", n: 2)\n"
                 "rule same when f(x: z, n: k) then q(x: z, n: k) overrides twice\n");
  CHECK(all.rule("one") == "one: g(x=x) -> q(x=x, n=1) unless (m := 1 & f(x=x, n=m))");
  CHECK(all.rule("twice") ==
        "twice: f(x=y) & g(x=y) -> q(x=\"a\", n=2) unless (z := \"a\" & k := 2 & f(x=z, n=k))");
}

TEST_CASE("a defeated rule defeats nobody", "[check][overrides]") {
  const CheckedText all = check_text(declared +
                                     "rule c when f(x: x) then p(x: x)\n"
                                     "rule b when f(x: y, n: 1) then p(x: y) overrides c\n"
                                     "rule a when g(x: z) then not p(x: z) overrides b\n");
  CHECK(all.rule("c") == "c: f(x=x) -> p(x=x) unless (f(x=x, n=1) & not g(x=x))");
}

TEST_CASE("each conclusion has its own exceptions", "[check][overrides]") {
  const CheckedText all = check_text(
      declared +
      "rule both when f(x: x) supports r.a(x) by 1 supports r.b(x) by 2 caps r(x) at 60\n"
      "rule some when g(x: y) undermines r.b(y) by 3 floors r(y) at 10 overrides both\n");
  CHECK(all.rule("both") ==
        "both: f(x=x) -> supports r.a(x) by 1.0; supports r.b(x) by 2.0 unless g(x=x); "
        "caps r(x) at 60.0 unless g(x=x)");
}

TEST_CASE("a rule that concludes the same twice is one exception", "[check][overrides]") {
  const CheckedText all =
      check_text(declared +
                 "rule weak when f(x: x) then p(x: x)\n"
                 "rule strong when f(x: y, n: n) and g(x: z) then p(x: y), not p(x: z) "
                 "overrides weak\n");
  CHECK(all.rule("weak") ==
        "weak: f(x=x) -> p(x=x) unless ((f(x=x, n=n) & g(x=z)) | (f(x=y, n=n) & g(x=x)))");
}

TEST_CASE("what `overrides` names must be a rule", "[check][overrides]") {
  CHECK(checked("rule weak when f(x: x) then p(x: x)\n"
                "rule strong when g(x: x) then p(x: x) overrides waek\n") ==
        "error[E0201]: no rule is called `waek`\n"
        "  3:49 [waek] not declared\n"
        "  help: did you mean `weak`? (rules.casus:2) {3:49 [waek] -> [weak]}\n");
  CHECK(checked("rule strong when g(x: x) then p(x: x) overrides nothing_known\n") ==
        "error[E0201]: no rule is called `nothing_known`\n"
        "  2:49 [nothing_known] not declared\n"
        "  help: behind `overrides` stands the name of a rule\n");
  CHECK(
      checked("rule strong when g(x: x) then p(x: x) overrides p overrides r.a overrides min\n") ==
      "error[E0205]: `p` is a relation, and `overrides` speaks about rules\n"
      "  2:49 [p] not a rule\n"
      "  1:56 [p] declared here\n"
      "  help: name the rule that is not to hold beside this one\n"
      "error[E0205]: `r.a` is a factor, and `overrides` speaks about rules\n"
      "  2:61 [r.a] not a rule\n"
      "  1:150 [r] declared here\n"
      "  help: name the rule that is not to hold beside this one\n"
      "error[E0205]: `min` is a function, and `overrides` speaks about rules\n"
      "  2:75 [min] not a rule\n"
      "  help: name the rule that is not to hold beside this one\n");
}

TEST_CASE("a rule is overridden once by another", "[check][overrides]") {
  CHECK(checked("rule weak when f(x: x) then p(x: x)\n"
                "rule strong when g(x: x) then p(x: x) overrides weak overrides weak\n") ==
        "error[E0204]: `weak` is given twice\n"
        "  3:64 [weak] again here\n"
        "  3:49 [weak] first here\n"
        "  help: leave it out\n");
}

TEST_CASE("rules that override share a conclusion", "[check][overrides]") {
  const std::string other = GENERATE(values<std::string>({
      "then q(x: x, n: 1)",    // another relation
      "supports r.a(x) by 1",  // a rating
      "caps r(x) at 20",       // a limit
  }));
  const std::string rules = "rule weak when f(x: x) " + other +
                            "\nrule strong when g(x: x) then p(x: x) overrides weak\n";
  CHECK(
      checked(rules).starts_with("error[E0513]: `strong` and `weak` conclude nothing in common\n"
                                 "  3:49 [weak] so nothing is overridden\n"));
  CHECK(checked("rule weak when g(x: x) then q(x: x, n: 1)\n"
                "rule strong when g(x: x) then q(x: x, n: 2) overrides weak\n")
            .starts_with("error[E0513]"));
  CHECK(checked("rule weak when g(x: x) supports r.a(x) by 1\n"
                "rule strong when g(x: x) caps r.a(x) at 2 overrides weak\n")
            .starts_with("error[E0513]"));
}

TEST_CASE("rules do not override each other in a circle", "[check][overrides]") {
  CHECK(checked("rule one when f(x: x) then p(x: x) overrides three\n"
                "rule two when g(x: x) then p(x: x) overrides one\n"
                "rule three when g(x: x) then p(x: x) overrides two\n") ==
        "error[E0512]: these rules override each other in a circle\n"
        "  2:46 [three] `one` overrides `three`\n"
        "  4:48 [two] `three` overrides `two`\n"
        "  3:46 [one] `two` overrides `one`\n"
        "  note: circle: `one` -> `three` -> `two` -> `one`\n"
        "  help: leave one `overrides` out: the strongest rule yields to none\n");
  CHECK(checked("rule one when f(x: x) then p(x: x) overrides one\n") ==
        "error[E0512]: rule `one` overrides itself\n"
        "  2:46 [one] `one` overrides `one`\n"
        "  help: leave this line out\n");
}

TEST_CASE("a rule that has a mistake silences what overrides it", "[check][overrides]") {
  CHECK(checked("rule weak when f(y: x) then p(x: x)\n"
                "rule strong when g(x: x) then p(x: x) overrides weak\n")
            .find("E02") == std::string("error[").size());
}

TEST_CASE("an exception that reads what it defeats is negation through recursion",
          "[check][overrides][strata]") {
  CHECK(checked(
            "rule known when g(x: x) then q(x: x, n: 1)\n"
            "rule on when q(x: x, n: n) and f(x: x, n: n) then q(x: x, n: n) overrides known\n") ==
        "error[E0403]: `q` depends on its own absence\n"
        "  3:75 [known] by `overrides`, `q` needs `q` to be absent\n"
        "  note: cycle: q -> not q\n"
        "  help: ask for the absence of something that does not rest on `q`\n");
}

TEST_CASE("what an exception asks for must say what its absence means",
          "[check][overrides][open]") {
  const std::string rules =
      "relation s(x: text) rule rests when p(x: x) then s(x: x)\n"
      "rule weak when f(x: x) then p(x: x)\nrule any when f(x: x, n: n) then q(x: x, n: n)\n"
      "rule strong when s(x: y) then q(x: y, n: 1) overrides any\n";
  const std::string all = checked(rules);
  CHECK(
      all.starts_with("error[E0405]: `s` must say what its absence means\n"
                      "  5:55 [any] its absence is asked for here\n"));
}

TEST_CASE("a ladder of rules that all override each other has an end", "[check][overrides]") {
  const auto ladder = [](int rules) {
    std::string text;
    for (int i = 1; i <= rules; ++i) {
      text += "rule l" + std::to_string(i) + " when g(x: x) then p(x: x)";
      for (int j = 1; j < i; ++j) text += " overrides l" + std::to_string(j);
      text += '\n';
    }
    return checked(text);
  };
  // The weakest of n is overridden in 2^(n-1) - 1 ways: 255 for 9 rules, 511 for 10.
  CHECK(ladder(9) == "");
  CHECK(ladder(10).starts_with(
      "error[E0407]: the rules that override `l1` have more than 256 alternatives\n  2:6 [l1]"));
  // One that only overrides the next never comes near it.
  std::string chain = "rule l0 when g(x: x) then p(x: x)\n";
  for (int i = 1; i <= 50; ++i) {
    const std::string name = std::to_string(i);
    chain += "rule l" + name + " when g(x: x) then p(x: x) overrides l" + std::to_string(i - 1);
    chain += '\n';
  }
  CHECK(checked(chain) == "");
}

TEST_CASE("a rule of another module is overridden by its name there",
          "[check][overrides][modules]") {
  const CheckedText all =
      check_texts({{"base.casus",
                    "module base\nfact f { x: text }\nrelation p(x: text)\n"
                    "rule weak when f(x: x) then p(x: x)\n"},
                   {"more.casus",
                    "module more\nuse base\nfact g { x: text }\n"
                    "rule weak when f(x: x) and g(x: x) then p(x: x) overrides base.weak\n"}});
  CHECK(all.diagnostics() == "");
  CHECK(all.rule("weak") == "weak: f(x=x) -> p(x=x) unless (f(x=x) & g(x=x))");
}

}  // namespace casus::testing
