// SPDX-License-Identifier: Apache-2.0
#include "model/facts.hpp"

#include "support/catch.hpp"

using namespace casus;
using namespace casus::model;

TEST_CASE("the lower of the two Admiralty marks counts", "[model][facts]") {
  const Grades grades;
  CHECK(certainty(grades, 'A', 1) == 1.0);
  CHECK(certainty(grades, 'B', 2) == 0.9);
  CHECK(certainty(grades, 'B', 3) == 0.7);
  CHECK(certainty(grades, 'D', 2) == 0.5);
  CHECK(certainty(grades, 'E', 5) == 0.2);
}

TEST_CASE("the marks F and 6 say nothing, so that the other mark alone counts", "[model][facts]") {
  const Grades grades;
  CHECK(certainty(grades, 'F', 3) == 0.7);
  CHECK(certainty(grades, 'C', 6) == 0.75);
  CHECK(certainty(grades, 'F', 6) == 0.5);
  CHECK(certainty(grades, 'F', 0) == 0.5);
  CHECK(certainty(grades, 0, 6) == 0.5);
}

TEST_CASE("a mark that is not given says nothing, and no marks leave full certainty",
          "[model][facts]") {
  const Grades grades;
  CHECK(certainty(grades, 'C', 0) == 0.75);
  CHECK(certainty(grades, 0, 4) == 0.4);
  CHECK(certainty(grades, 0, 0) == 1);
}

TEST_CASE("a statement's own certainty and date go before its source's", "[model][facts]") {
  const base::Symbols symbols;
  FactBase facts(symbols);
  Source& source = facts.sources.emplace_back();
  source.published = 100;
  source.reliability = 'B';
  Statement s;
  CHECK(facts.certainty(s, {}) == 1);
  CHECK(facts.observed(s) == std::nullopt);
  s.source = SourceId(0);
  CHECK(facts.certainty(s, {}) == 0.9);
  CHECK(facts.observed(s) == 100);
  s.credibility = 3;
  CHECK(facts.certainty(s, {}) == 0.7);
  s.certainty = 0.95;
  s.observed = 90;
  CHECK(facts.certainty(s, {}) == 0.95);
  CHECK(facts.observed(s) == 90);
}
