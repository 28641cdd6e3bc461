// SPDX-License-Identifier: Apache-2.0
//
// One relation `threat(maker: text)`, a fact and open, without any rule: what a run of no rules
// holds is what was loaded.
#include "infer/load/load.hpp"

#include <memory>

#include "model/calendar.hpp"
#include "support/catch.hpp"

using namespace casus;
using model::Statement;
using model::StatementKind;
using model::Word;

namespace {

struct Case {
  std::shared_ptr<check::Program> program = std::make_shared<check::Program>();
  std::shared_ptr<model::FactBase> facts;
  infer::Settings settings;

  Case() {
    model::Relation threat;
    threat.name = "threat";
    threat.kind = model::RelationKind::fact;
    threat.fields = {{"maker", {.base = model::Base::text}}};
    threat.openness = model::Openness::open;
    program->schema.relations = {threat};
    program->components = {{{model::RelationId(0)}, false}};
    facts = std::make_shared<model::FactBase>(program->symbols);
  }

  Word text(std::string_view value) { return facts->symbols.intern(value); }

  /// One statement about `maker`; the rest is for the test to set.
  Statement& state(std::string_view maker) {
    Statement& statement = facts->statements.emplace_back();
    statement.relation = model::RelationId(0);
    statement.fields = {text(maker)};
    return statement;
  }

  model::SourceId source(std::string id, char reliability) {
    facts->sources.push_back({.id = std::move(id), .reliability = reliability});
    return model::SourceId(facts->sources.size() - 1);
  }

  [[nodiscard]] std::unique_ptr<const infer::Fixpoint> load() const {
    return infer::infer(program, facts, settings);
  }
};

double held(const infer::Fixpoint& run, Word maker, StatementKind kind = StatementKind::fact) {
  const infer::Store& rows = run.store(run.plan->rows.front());
  const auto row = rows.find(std::vector<Word>{maker, static_cast<Word>(kind)});
  return row ? casus::infer::number_of(rows.grade(*row)) : 0;
}

double denied(const infer::Fixpoint& run, Word maker) {
  const infer::Store& rows = run.store(run.plan->negatives.front());
  const auto row = rows.find(std::vector<Word>{maker, static_cast<Word>(StatementKind::fact)});
  return row ? casus::infer::number_of(rows.grade(*row)) : 0;
}

model::Day day(std::string_view date) { return *model::parse_date(date); }

}  // namespace

TEST_CASE("a statement without marks is certain", "[infer][load]") {
  Case one;
  one.state("A");
  CHECK(held(*one.load(), one.text("A")) == 1);
}

TEST_CASE("a statement takes its certainty from the lower of its marks", "[infer][load]") {
  Case one;
  const auto b = one.source("b", 'B');
  const auto f = one.source("f", 'F');
  one.state("lower").source = b;
  one.facts->statements.back().credibility = 3;
  one.state("unknown source").source = f;
  one.facts->statements.back().credibility = 4;
  one.state("own").source = b;
  one.facts->statements.back().certainty = 0.35;
  one.state("both unknown").source = f;
  one.facts->statements.back().credibility = 6;
  const auto run = one.load();
  CHECK(held(*run, one.text("lower")) == 0.7);           // B 0.9, 3 0.7
  CHECK(held(*run, one.text("unknown source")) == 0.4);  // F says nothing, 4 0.4
  CHECK(held(*run, one.text("own")) == 0.35);
  CHECK(held(*run, one.text("both unknown")) == 0.5);
}

TEST_CASE("the grade table can be replaced", "[infer][load]") {
  Case one;
  one.state("A").source = one.source("b", 'B');
  one.settings.grades.reliability[1] = 0.8;
  CHECK(held(*one.load(), one.text("A")) == 0.8);
}

TEST_CASE("equal statements are one fact, as sure as the surest", "[infer][load]") {
  Case one;
  one.state("A").certainty = 0.4;
  one.state("A").certainty = 0.6;
  one.state("B").certainty = 0.5;
  const auto run = one.load();
  CHECK(held(*run, one.text("A")) == 0.6);
  CHECK(run->store(run->plan->rows.front()).size() == 2);
  CHECK(run->base_facts == 2);
  const infer::RowRef a{run->plan->rows.front(), 0};
  CHECK(run->statements_of(a) ==
        std::vector<model::StatementId>{model::StatementId(0), model::StatementId(1)});
}

TEST_CASE("kinds of statement are different facts", "[infer][load]") {
  Case one;
  one.state("A").kind = StatementKind::perception;
  const auto run = one.load();
  CHECK(held(*run, one.text("A")) == 0);
  CHECK(held(*run, one.text("A"), StatementKind::perception) == 1);
}

TEST_CASE("an explicit negative is no fact but its denial", "[infer][load]") {
  Case one;
  one.state("A").holds = false;
  one.facts->statements.back().certainty = 0.9;
  one.state("").holds = false;
  one.facts->statements.back().fields = {model::unknown_word};
  const auto run = one.load();
  CHECK(held(*run, one.text("A")) == 0);
  CHECK(denied(*run, one.text("A")) == 0.9);
  CHECK(run->wild_negatives[run->plan->negatives.front().index()].size() == 1);
}

TEST_CASE("statements outside their time do not count", "[infer][load]") {
  Case one;
  one.state("past").valid_until = day("2015-01-30");
  one.state("last day").valid_until = day("2015-01-31");
  one.state("first day").valid_from = day("2015-01-31");
  one.state("future").valid_from = day("2015-02-01");
  one.settings.as_of = day("2015-01-31");
  const auto run = one.load();
  CHECK(held(*run, one.text("past")) == 0);
  CHECK(held(*run, one.text("last day")) == 1);
  CHECK(held(*run, one.text("first day")) == 1);
  CHECK(held(*run, one.text("future")) == 0);
  CHECK(run->counted == std::vector<bool>{false, true, true, false});
}

TEST_CASE("the case's own date counts unless a run names another", "[infer][load]") {
  Case one;
  one.state("future").valid_from = day("2015-02-01");
  one.facts->info.as_of = day("2015-03-01");
  CHECK(held(*one.load(), one.text("future")) == 1);
  one.settings.as_of = day("2015-01-31");
  CHECK(held(*one.load(), one.text("future")) == 0);
}

TEST_CASE("certainty halves with every half-life since the observation", "[infer][load]") {
  Case one;
  one.program->schema.relations.front().half_life = model::Duration{10, true};
  one.state("old").observed = day("2015-01-11");
  one.facts->statements.back().certainty = 0.8;
  one.state("older").observed = day("2015-01-01");
  one.facts->statements.back().certainty = 0.8;
  one.state("later").observed = day("2015-02-01");
  one.state("undated");
  one.settings.as_of = day("2015-01-21");
  const auto run = one.load();
  CHECK(held(*run, one.text("old")) == 0.4);    // 10 days: half
  CHECK(held(*run, one.text("older")) == 0.2);  // 20 days: a quarter
  CHECK(held(*run, one.text("later")) == 1);    // seen after the date: as it is
  CHECK(held(*run, one.text("undated")) == 1);
}

TEST_CASE("a source's date of publication stands in for the observation", "[infer][load]") {
  Case one;
  one.program->schema.relations.front().half_life = model::Duration{10, true};
  const auto a = one.source("a", 'A');
  one.facts->sources.front().published = day("2015-01-11");
  one.state("old").source = a;
  one.settings.as_of = day("2015-01-21");
  CHECK(held(*one.load(), one.text("old")) == 0.5);
}

TEST_CASE("a month of a half-life is a twelfth of a mean year", "[infer][load]") {
  Case one;
  one.program->schema.relations.front().half_life = model::Duration{12, false};
  one.state("a").observed = day("2014-01-01");
  one.settings.as_of = day("2015-01-01");
  // 365 of 365.2425 days: 2^-0.999336... = 0.50023
  CHECK(held(*one.load(), one.text("a")) == Approx(0.50023).epsilon(1e-5));
}

TEST_CASE("in `certain` every statement counts fully", "[infer][load]") {
  Case one;
  one.state("A").certainty = 0.1;
  one.settings.calculus.name = "certain";
  CHECK(held(*one.load(), one.text("A")) == 1);
}

TEST_CASE("a certain statement leaves nothing to those beside it", "[infer][load]") {
  for (const bool certain_first : {true, false}) {
    Case one;
    if (certain_first) one.state("A");
    one.state("A").certainty = 0.4;
    if (!certain_first) one.state("A");
    one.state("B").certainty = 0.4;
    const auto run = one.load();
    CHECK(held(*run, one.text("A")) == 1);
    CHECK(held(*run, one.text("B")) == 0.4);
    const std::vector<model::StatementId> both{model::StatementId(0), model::StatementId(1)};
    CHECK(run->statements_of({run->plan->rows.front(), 0}) == both);
    CHECK(run->statements_of({run->plan->rows.front(), 1}) ==
          std::vector<model::StatementId>{model::StatementId(2)});
  }
}

TEST_CASE("a run that has to stop loads no more", "[infer][load]") {
  Case one;
  one.settings.budget.poll = [] { return std::optional(Limit::interrupted); };
  for (int i = 0; i < 5000; ++i) one.state(std::to_string(i));
  // Asked once in 4096 statements.
  const auto run = one.load();
  CHECK(run->store(run->plan->rows.front()).size() == 4095);
  REQUIRE(run->stopped);
  CHECK(run->stopped->what == Limit::interrupted);

  one.facts->statements.clear();
  model::Records& file = one.facts->records.emplace_back();
  file.relation = model::RelationId(0);
  for (std::uint32_t i = 1; i <= 5000; ++i) file.push({one.text(std::to_string(i))}, i);
  // Records go in by 1024, and the fourth lot reaches 4096.
  const auto recorded = one.load();
  CHECK(recorded->store(recorded->plan->rows.front()).size() == 3072);
}
