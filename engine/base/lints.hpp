// SPDX-License-Identifier: Apache-2.0
//
// The registry of lints: each code once, with its name, what it looks for and how it counts unless
// a project says otherwise. A code never changes its meaning. Tests demand a page in docs/lint/ for
// every entry, whose examples show the lint and its absence.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace casus::base {

enum class LintLevel : std::uint8_t { off, warning, error };

struct Lint {
  enum class Fix : std::uint8_t { none, safe, unsafe };
  std::string_view code;
  std::string_view name;
  std::string_view category;
  std::string_view title;
  LintLevel level = LintLevel::warning;
  Fix fix = Fix::none;
};

inline constexpr auto lint_categories = std::to_array<std::string_view>(
    {"suppressions", "bugs", "evidence", "clarity", "style", "performance", "testing"});

inline constexpr auto lints = std::to_array<Lint>({
    {"L0001", "suppression-without-reason", "suppressions", "a suppression without a reason",
     LintLevel::error},
    {"L0002", "unused-suppression", "suppressions", "a suppression of what is not there",
     LintLevel::warning, Lint::Fix::safe},
    {"L0003", "unknown-lint", "suppressions", "a suppression of a lint that does not exist",
     LintLevel::error},

    {"L0101", "contradictory-rules", "bugs", "one rule denies whatever another one concludes"},
    {"L0102", "subsumed-rule", "bugs", "a rule that another one makes needless"},
    {"L0103", "duplicate-rule", "bugs", "two rules that say the same"},
    {"L0104", "unreachable-band", "bugs", "a band that no score reaches"},
    {"L0105", "unreachable-limit", "bugs", "a factor's limit that its rules never reach"},
    {"L0106", "weight-exceeds-factor", "bugs", "one weight that is more than its factor takes"},
    {"L0107", "limit-without-effect", "bugs", "a cap or floor beyond every score"},
    {"L0108", "redundant-condition", "bugs", "a condition that others of the rule imply",
     LintLevel::warning, Lint::Fix::safe},
    {"L0109", "self-comparison", "bugs", "a value compared with itself"},
    {"L0110", "equality-on-computed-number", "bugs", "a computed number asked to be equal"},
    {"L0111", "variable-named-like-member", "bugs", "a variable named like a member of an enum"},
    {"L0112", "share-compared-with-whole-number", "bugs",
     "a share compared with a number of per cent", LintLevel::warning, Lint::Fix::unsafe},
    {"L0113", "shadowed-alternative", "bugs", "an alternative that another one contains"},
    {"L0114", "zero-weight", "bugs", "a weight or certainty of zero"},

    {"L0201", "rule-without-because", "evidence", "a rule that does not say why"},
    {"L0202", "rule-without-source", "evidence", "a rule that rests on nothing"},
    {"L0203", "fact-without-source", "evidence", "a fact that nobody vouches for"},
    {"L0204", "fact-without-quote", "evidence", "a fact that does not show how its source has it"},
    {"L0205", "fact-without-place", "evidence", "a quote without its place"},
    {"L0206", "source-without-reliability", "evidence", "a source without a mark"},
    {"L0207", "source-without-date", "evidence", "a source without its date"},
    {"L0208", "unused-source", "evidence", "a source that no fact names"},
    {"L0209", "stale-fact", "evidence", "a fact older than its case can bear"},
    {"L0210", "single-source-rating", "evidence", "a rating that rests on one source"},
    {"L0211", "double-counting", "evidence", "one fact that counts twice in a factor"},
    {"L0212", "weak-member-decides", "evidence", "one weak member that decides how sure a sum is"},
    {"L0213", "presumption-decides", "evidence", "a presumption that decides the band"},
    {"L0214", "unused-fact", "evidence", "a fact on which nothing rests", LintLevel::off},
    {"L0215", "credibility-without-second-source", "evidence",
     "credibility 1 without a second source"},
    {"L0216", "quote-without-number", "evidence", "a number that its quote does not have",
     LintLevel::off},
    {"L0217", "perception-read-as-fact", "evidence",
     "plans, perceptions and judgements that count like facts"},

    {"L0301", "rule-without-title", "clarity", "a rule without a title"},
    {"L0302", "relation-without-reads", "clarity", "a relation without a sentence"},
    {"L0303", "fact-without-reads", "clarity", "a kind of fact without a sentence"},
    {"L0304", "open-without-asks", "clarity", "something open without a question"},
    {"L0305", "rating-without-doc", "clarity", "a rating without an explanation"},
    {"L0306", "because-without-variable", "clarity", "a reason that names nothing"},
    {"L0307", "likelihood-with-confidence", "clarity", "likelihood and confidence in one sentence"},
    {"L0308", "too-many-conditions", "clarity", "a rule with too many conditions"},
    {"L0309", "double-negation", "clarity", "not within not"},
    {"L0310", "mixed-and-or", "clarity", "`and` beside `or` without parentheses",
     LintLevel::warning, Lint::Fix::safe},
    {"L0311", "bare-number", "clarity", "a number without its unit", LintLevel::warning,
     Lint::Fix::safe},
    {"L0312", "repeated-number", "clarity", "one threshold in several rules"},

    {"L0401", "name-not-snake-case", "style", "a name that is not in snake_case"},
    {"L0402", "title-style", "style", "a title that ends with a full stop or begins small",
     LintLevel::warning, Lint::Fix::safe},
    {"L0403", "not-formatted", "style", "a file that `casus fmt` would lay out anew",
     LintLevel::warning, Lint::Fix::safe},
    {"L0404", "unused-use", "style", "a module that is used for nothing", LintLevel::warning,
     Lint::Fix::safe},
    {"L0405", "duplicate-use", "style", "a module that is used twice", LintLevel::warning,
     Lint::Fix::safe},
    {"L0406", "test-outside-test-file", "style", "a test among rules"},
    {"L0407", "share-as-decimal", "style", "a share that is not written in per cent",
     LintLevel::warning, Lint::Fix::safe},
    {"L0408", "not-equal-by-not", "style", "`not` before a comparison", LintLevel::warning,
     Lint::Fix::safe},
    {"L0409", "comparison-in-place", "style", "a variable that is there to be compared",
     LintLevel::warning, Lint::Fix::safe},

    {"L0501", "cartesian-product", "performance", "conditions that share no variable"},
    {"L0502", "text-function-join", "performance", "conditions joined by parts of texts"},
    {"L0503", "order-only-join", "performance", "conditions joined by more and less alone"},
    {"L0504", "repeated-aggregate", "performance", "one comprehension twice in a rule"},
    {"L0505", "quadratic-recursion", "performance", "recursion that joins a relation with itself"},

    {"L0601", "rule-without-test", "testing", "a rule that no test is about"},
    {"L0602", "test-without-expectation", "testing", "a test that expects nothing"},
    {"L0604", "never-expected-absent", "testing", "a conclusion that is always expected to hold"},
    {"L0605", "table-without-test", "testing", "a table that no test reaches"},
    {"L0606", "rules-without-tests", "testing", "a rule base without a test"},
});

/// By code or name; null where there is none.
[[nodiscard]] constexpr const Lint* find_lint(std::string_view code_or_name) {
  const auto* const found = std::find_if(lints.begin(), lints.end(), [&](const Lint& one) {
    return one.code == code_or_name || one.name == code_or_name;
  });
  return found == lints.end() ? nullptr : found;
}

[[nodiscard]] constexpr std::string_view word_of(LintLevel level) {
  constexpr std::string_view words[] = {"off", "warning", "error"};
  return words[static_cast<std::size_t>(level)];
}

}  // namespace casus::base
