// SPDX-License-Identifier: Apache-2.0
//
// Casus in another program: rules and facts as texts, a rating and its reasons as values.
#include <casus/casus.hpp>
#include <iostream>

int main() {
  const auto rules = casus::Ruleset::load({{"rules.casus", R"(
    fact loan { firm: text, debt_ratio: number }
    scale Health 0..100 { poor < 50, sound }
    rating health(firm: text) of loan(firm: firm) on Health starts 70
      factor debt -50..0
    rule heavy_debt when loan(firm: f, debt_ratio: r) and r > 60%
      undermines health.debt(f) by 40 because "debt of {f} is {r as %} of its assets"
  )"}});
  const auto facts = casus::Facts::load(*rules.ruleset, {"case.toml", R"(
    [[loan]]
    firm = "Acme"
    debt_ratio = "80%"
  )"});
  const auto run = casus::Evaluation::run(*rules.ruleset, *facts.facts);
  for (const casus::Rating& rating : run.evaluation->assessment().ratings) {
    std::cout << rating.subject[0].text << ": " << rating.band << ", " << rating.score << '\n';
    for (const auto& reason : rating.contributions) std::cout << "  " << reason.because << '\n';
  }
}
