// SPDX-License-Identifier: Apache-2.0
#include "support/sample_page.hpp"

#include "check/dump.hpp"
#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {

TEST_CASE("the sample page of the language checks", "[check]") {
  const CheckedText text = check_texts(
      {{"stability.casus", std::string(sample_page)}, {"vocabulary.casus", vocabulary}});
  const check::Program& program = text.program();
  CHECK(text.codes() == "W0501 71:7");
  CHECK(text.rule("export_route") ==
        "export_route: pipeline(exporter=c, operator_country=p, share=s) & s >= 0.5"
        " -> depends_on(country=c, on=p) @ 0.9");
  CHECK(text.rule("chain") ==
        "chain: depends_on(country=a, on=b) & depends_on(country=b, on=c) & a != c"
        " -> depends_on(country=a, on=c) @ 0.5");
  CHECK(text.rule("ageing_leader") ==
        "ageing_leader: member(alliance=a, country=c) & leader(country=c, person=p, age=y)"
        " & y >= 70 years & not successor(country=c)"
        " -> undermines stability.leadership(a) by 12.0 for each c @ 0.8");
  CHECK(text.rule("trade_anchor") ==
        "trade_anchor: alliance(name=a) & total := sum{v | trade(exporter=c, importer=i, value=v)"
        " & member(alliance=a, country=c) & member(alliance=a, country=i)} & total >= 5.0 USD_bn"
        " -> supports stability.economy(a) by 6 + (4 * min(1.0, total / 20 USD_bn))");
  CHECK(text.rule("armed_threat") ==
        "armed_threat: member(alliance=a, country=p, role=patron) & threat(maker=p, target=j)"
        " & member(alliance=a, country=j) -> caps stability(a) at 40.0");
  CHECK(text.variables("trade_anchor") ==
        "a text, total number in USD_bn, c text (local), i text (local), v number in USD_bn "
        "(local)");
  CHECK(check::dump_components(program) ==
        "leader; successor; alliance; member; threat; pipeline; depends_on*; trade; stability");
}

TEST_CASE("what a rule says about itself is kept", "[check]") {
  const CheckedText text = check_texts(
      {{"stability.casus", std::string(sample_page)}, {"vocabulary.casus", vocabulary}});
  const check::Program& program = text.program();
  const check::Rule& rule = program.rules[2];
  CHECK(rule.name == "ageing_leader");
  CHECK(rule.title == "Aged leader without a clear successor");
  CHECK(rule.module == "alliance.stability");
  CHECK(rule.source == "kusznir-2015");
  REQUIRE(rule.because.parts.size() == 6);
  CHECK(rule.terms.variables[*rule.because.parts[0].place].name == "p");
  CHECK(rule.because.parts[1].text == " is ");
  CHECK(rule.terms.variables[*rule.because.parts[2].place].name == "y");
  CHECK(rule.terms.variables[*rule.because.parts[4].place].name == "c");
}

TEST_CASE("declarations become the schema", "[check]") {
  const CheckedText text = check_texts(
      {{"stability.casus", std::string(sample_page)}, {"vocabulary.casus", vocabulary}});
  const model::Schema& schema = text.program().schema;
  const model::Relation& leader = schema.relations[0];
  CHECK(leader.name == "leader");
  CHECK(leader.kind == model::RelationKind::fact);
  CHECK(schema.describe(leader.fields[2].type) == "int in years");
  CHECK(model::int_of(*leader.fields[2].high) == 120);
  const model::Relation& successor = schema.relations[1];
  CHECK(successor.is_open());
  CHECK(successor.presumed_absent == 0.7);
  CHECK(successor.asks.parts.size() == 3);
  const model::Rating& rating = schema.ratings[0];
  CHECK(rating.scale.below == std::vector<model::Micros>{20000000, 40000000, 60000000, 80000000});
  CHECK(rating.factors[0].low == -20000000);
  CHECK(rating.starts == 60000000);
  CHECK(schema.relations[rating.relation.index()].fields.size() == 3);
}

TEST_CASE("a unit declared in two modules in the same way is one unit", "[check][units]") {
  const CheckedText text = check_texts(
      {{"stability.casus", std::string(sample_page)}, {"vocabulary.casus", vocabulary}});
  const model::Units& units = text.program().schema.units;
  CHECK(units.size() == 6);  // months, days, years, weeks, USD_bn, USD_m
  CHECK(units.convert(580, *units.find("USD_m"), *units.find("USD_bn")) == 0.58);
}

}  // namespace casus::testing
