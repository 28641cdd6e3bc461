// SPDX-License-Identifier: Apache-2.0
//
// Random programs: the derivations that are found again on demand, with those that are kept, are
// all that the naive evaluator finds, but for those that stand on what they conclude. Whether one
// does is found out here by walking down kept derivations, without a look at their heights.
// CASUS_PROGRAMS sets how many, CASUS_SEED the first.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "infer/ask/derivations.hpp"
#include "infer/lineage.hpp"
#include "infer/precedence.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/naive/ways.hpp"

using namespace casus;
using infer::Fixpoint;
using infer::RowRef;
using infer::Way;

namespace {

/// A derivation of a row: its rule, and the facts that it rests on.
struct Told {
  std::string from;
  double certainty = 0;
  std::vector<RowRef> rows;

  [[nodiscard]] std::string text() const { return fmt::format("{} {:.9f}", from, certainty); }
};

/// Rules by place, rows by their fields and kind: what the engine and the evaluator both know.
std::string told(std::size_t rule, std::size_t conclusion, std::vector<std::string> rows) {
  std::ranges::sort(rows);
  std::string text = fmt::format("rule {}.{}", rule, conclusion);
  for (const std::string& row : rows) text += " [" + row + ']';
  return text;
}

std::string told(const model::Schema& schema, model::RelationId relation, bool attested,
                 naive::Row row) {
  const std::size_t width = schema[relation].fields.size() + 1;
  if (row.size() > width) row.resize(width);
  return fmt::format("{}{} {}", attested ? "a" : "", relation.value, naive::key(row));
}

class Checker {
 public:
  Checker(const Fixpoint& fixpoint, const naive::World* world)
      : fixpoint_(fixpoint),
        world_(world),
        symbols_(fixpoint.symbols),
        derivations_(fixpoint, symbols_, meter_) {}

  /// Alternatives seen, and such as stand on what they conclude.
  std::size_t alternatives = 0;
  std::size_t circular = 0;
  /// Pairs of them of which one comes before the other.
  std::size_t ordered = 0;

  void check() {
    const auto& stores = fixpoint_.plan->stores;
    for (std::size_t s = 0; s < stores.size(); ++s) {
      using Role = plan::StorePlan::Role;
      if (stores[s].role != Role::rows && stores[s].role != Role::negative) continue;
      const infer::Store& store = fixpoint_.stores[s];
      for (infer::RowId row = 0; row < store.size(); ++row) {
        if (store.grade(row) != infer::Grade::none) check({plan::StoreId(s), row});
      }
    }
  }

 private:
  void check(RowRef row) {
    const auto others = derivations_.others(row, 1'000'000);
    check_order(others.ways);
    REQUIRE(others.count == others.ways.size());
    std::vector<std::string> found;
    for (const Way& way : others.ways) {
      const Told one = told_of(row, way);
      INFO(one.text());
      CHECK(!circles(one, row));
      found.push_back(one.text());
    }
    alternatives += found.size();
    // What is said twice may be one derivation found twice.
    std::ranges::sort(found);
    const auto kept = kept_of(row);
    for (const Way& way : others.ways) {
      for (const Way& one : kept) {
        CHECK((one.rule != way.rule || one.premises != way.premises));
      }
    }
    if (world_ == nullptr) return;
    std::vector<Told> all = enumerated(row);
    for (const Way& way : kept) {
      // It may rest on a value in whose place a better one is kept by now.
      const std::string from = told_of(row, way).from;
      const auto same = std::ranges::find(all, from, &Told::from);
      if (same != all.end()) all.erase(same);
    }
    std::vector<std::string> expected;
    for (const Told& one : all) {
      if (circles(one, row)) {
        ++circular;
      } else {
        expected.push_back(one.text());
      }
    }
    std::ranges::sort(expected);
    CHECK(found == expected);
  }

  /// That derivations of a row come in the order of all columns of their premises, though fewer
  /// decide.
  void check_order(const std::vector<Way>& ways) {
    for (const Way& one : ways) {
      for (const Way& other : ways) {
        if (one.rule != other.rule) continue;
        const plan::RulePlan& rule = fixpoint_.plan->rules[one.rule];
        const bool precedes = infer::derivation_precedes(
            fixpoint_, rule, [&](std::uint32_t place) { return one.premises[place]; },
            other.premises);
        CHECK(precedes == infer::premises_precede(fixpoint_, rule, one.premises, other.premises));
        ordered += precedes ? 1 : 0;
      }
    }
  }

  [[nodiscard]] std::vector<Way> kept_of(RowRef row) const {
    const auto ways = fixpoint_.ways.find(Fixpoint::key(row));
    if (ways != fixpoint_.ways.end()) return ways->second;
    const infer::Store& store = fixpoint_.store(row.store);
    const infer::Derivation kept = store.derivation(row.row);
    if (kept.rule == infer::Derivation::given) return {};
    const auto premises = store.premises(row.row, fixpoint_.plan->rules[kept.rule].premises);
    return {
        {.rule = kept.rule, .height = kept.height, .premises = {premises.begin(), premises.end()}}};
  }

  [[nodiscard]] Told told_of(RowRef row, const Way& way) {
    const plan::RulePlan& rule = fixpoint_.plan->rules[way.rule];
    Told result;
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < way.premises.size(); ++i) {
      const plan::StorePlan& store = (*fixpoint_.plan)[rule.premise_stores[i]];
      const bool attested = store.role == plan::StorePlan::Role::attested;
      rows.push_back(told(fixpoint_.program->schema, store.relation, attested,
                          fixpoint_.store(rule.premise_stores[i]).row(way.premises[i])));
    }
    result.from = told(rule.rule.index(), rule.conclusion, std::move(rows));
    result.certainty = fixpoint_.calculus->certainty(way.grade);
    result.rows = below(row, way);
    return result;
  }

  /// What a derivation stands on directly, members of comprehensions included.
  [[nodiscard]] std::vector<RowRef> below(RowRef row, const Way& way) {
    infer::Machine machine(fixpoint_, symbols_, meter_);
    std::vector<RowRef> result;
    for (const infer::Seen& step : infer::replay(fixpoint_, row, way, machine)) {
      infer::each_row(step, [&](RowRef one) { result.push_back(one); });
    }
    return result;
  }

  [[nodiscard]] bool circles(const Told& one, RowRef row) {
    std::set<RowRef> met;
    std::vector<RowRef> open = one.rows;
    while (!open.empty()) {
      const RowRef next = open.back();
      open.pop_back();
      if (next == row) return true;
      if (!met.insert(next).second) continue;
      const infer::Derivation kept = fixpoint_.store(next.store).derivation(next.row);
      if (kept.rule == infer::Derivation::given) continue;
      const auto premises =
          fixpoint_.store(next.store).premises(next.row, fixpoint_.plan->rules[kept.rule].premises);
      const Way way{
          .rule = kept.rule, .height = kept.height, .premises = {premises.begin(), premises.end()}};
      for (const RowRef below : this->below(next, way)) open.push_back(below);
    }
    return false;
  }

  /// The surest first.
  [[nodiscard]] std::vector<Told> enumerated(RowRef row) const {
    const check::Program& program = *fixpoint_.program;
    const plan::StorePlan& store = (*fixpoint_.plan)[row.store];
    const bool negative = store.role == plan::StorePlan::Role::negative;
    const naive::Row wanted = fixpoint_.store(row.store).row(row.row);
    std::vector<Told> result;
    for (std::size_t r = 0; r < program.rules.size(); ++r) {
      const check::Rule& rule = program.rules[r];
      for (std::size_t c = 0; c < rule.conclusions.size(); ++c) {
        const check::Conclusion& said = rule.conclusions[c];
        if (said.kind != check::Conclusion::Kind::derive || said.relation != store.relation ||
            said.negative != negative) {
          continue;
        }
        for (const naive::Derived& one : naive::derivations(*world_, rule, said)) {
          if (one.row != wanted) continue;
          std::vector<std::string> rows;
          Told found{.certainty = one.certainty};
          for (const auto& [condition, matched] : one.rows) {
            const check::Atom& atom = rule.terms[condition].atom;
            rows.push_back(told(program.schema, atom.relation, atom.attested, matched));
            const plan::StoreId held = fixpoint_.plan->rows[atom.relation.index()];
            if (atom.attested) continue;
            const auto there = fixpoint_.store(held).find(matched);
            if (there) found.rows.push_back({held, *there});
          }
          found.from = told(r, c, std::move(rows));
          result.push_back(std::move(found));
        }
      }
    }
    std::ranges::stable_sort(result, std::greater<>{}, &Told::certainty);
    return result;
  }

  const Fixpoint& fixpoint_;
  const naive::World* world_;
  base::Symbols symbols_;
  infer::Meter meter_{{}};
  infer::Derivations derivations_;
};

}  // namespace

TEST_CASE("all derivations of a conclusion are found again", "[properties]") {
  const auto [first, programs] = properties::seeds(150);
  std::size_t alternatives = 0;
  std::size_t circular = 0;
  std::size_t ordered = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    INFO("CASUS_SEED=" << seed);
    properties::Draw draw(seed);
    // Which contributions count for a score, the evaluator would have to be told by the engine.
    const properties::Sample sample = properties::sample(draw, {.counting = 25, .origins = 0});
    const Ruleset rules = testing::load_rules(sample.rule_text());
    const Facts facts = testing::load_facts(rules, sample.case_text());
    INFO(sample.case_text());
    INFO(sample.rule_text());
    for (const std::string_view calculus :
         {"weakest-link", "certain", "mycin", "bounds", "probability"}) {
      INFO(calculus);
      infer::Settings settings;
      settings.calculus.name = calculus;
      const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
      if (fixpoint->stopped) continue;
      const bool degrees = calculus == "weakest-link";
      std::optional<naive::World> world;
      if (degrees || calculus == "certain") {
        world = naive::evaluate(*rules.data().program, *facts.data().facts,
                                {.degrees = degrees, .as_of = {}});
      }
      Checker checker(*fixpoint, world ? &*world : nullptr);
      checker.check();
      alternatives += checker.alternatives;
      circular += checker.circular;
      ordered += checker.ordered;
    }
  }
  CHECK(alternatives >= programs);
  CHECK(circular > 0);
  CHECK(ordered > 0);
}
