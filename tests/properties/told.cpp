// SPDX-License-Identifier: Apache-2.0
#include "properties/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "infer/lineage.hpp"
#include "infer/rate/ratings.hpp"
#include "model/show.hpp"

namespace casus::properties {

using infer::Fixpoint;
using infer::Grade;
using infer::RowId;
using infer::RowRef;

namespace {

std::string words_of(const Fixpoint& fixpoint, RowRef row) {
  std::string text = fmt::format("{}:", row.store.value);
  const plan::StorePlan& plan = (*fixpoint.plan)[row.store];
  for (std::uint32_t i = 0; i < plan.columns.size(); ++i) {
    text += ' ' + model::show_literal(fixpoint.store(row.store).at(row.row, i), plan.columns[i],
                                      fixpoint.program->schema, fixpoint.symbols);
  }
  return text;
}

std::string grade_text(const Fixpoint& fixpoint, Grade grade) {
  const infer::Interval at = fixpoint.calculus->interval(grade);
  return fmt::format("{:.9f}..{:.9f}", at.low, at.high);
}

std::string derivation_text(const Fixpoint& fixpoint, std::uint32_t rule,
                            std::span<const RowId> premises) {
  std::string text = fmt::format(" by {}", rule);
  const auto& stores = fixpoint.plan->rules[rule].premise_stores;
  for (std::size_t i = 0; i < stores.size(); ++i) {
    text += " (" + words_of(fixpoint, {stores[i], premises[i]}) + ')';
  }
  return text;
}

/// Every row that holds, with its certainty and, if wanted, how it came about, in order of values.
std::vector<std::string> rows_of(const Fixpoint& fixpoint, bool derivations) {
  std::vector<std::string> rows;
  for (std::size_t s = 0; s < fixpoint.stores.size(); ++s) {
    const infer::Store& store = fixpoint.stores[s];
    for (RowId id = 0; id < store.size(); ++id) {
      if (store.grade(id) == Grade::none) continue;
      const RowRef ref{plan::StoreId(s), id};
      std::string text = words_of(fixpoint, ref) + ' ' + grade_text(fixpoint, store.grade(id));
      const infer::Derivation kept = store.derivation(id);
      if (derivations && kept.rule != infer::Derivation::given) {
        const auto& rule = fixpoint.plan->rules[kept.rule];
        text += derivation_text(fixpoint, kept.rule, store.premises(id, rule.premises));
        text += fmt::format(" height {}", kept.height);
      }
      const auto ways = fixpoint.ways.find(Fixpoint::key(ref));
      if (derivations && ways != fixpoint.ways.end()) {
        for (const infer::Way& way : ways->second) {
          text += derivation_text(fixpoint, way.rule, way.premises);
          text += ' ' + grade_text(fixpoint, way.grade);
          if (way.counted_with) text += fmt::format(" with {}", *way.counted_with);
        }
      }
      for (const model::StatementId one : fixpoint.statements_of(ref)) {
        text += ' ' + fixpoint.facts->name_of(one);
      }
      rows.push_back(std::move(text));
    }
  }
  std::ranges::sort(rows);
  return rows;
}

std::vector<std::string> ratings_of(const Fixpoint& fixpoint) {
  std::vector<std::string> result;
  for (const plan::RatingPlan& plan : fixpoint.plan->ratings) {
    const infer::RatingRows& rated = fixpoint.ratings[plan.rating.index()];
    for (std::uint32_t place = 0; place < rated.size(); ++place) {
      const infer::RatingRow row = infer::rated_row(fixpoint, plan.rating, place);
      std::string text = fmt::format("rating {}:", plan.rating.value);
      for (const model::Word word : row.subjects) text += fmt::format(" {}", word);
      text += fmt::format(" = {} {} stored {}", row.score, row.band, rated.scores[place]);
      for (const infer::FactorPoints& one : row.factors) {
        text += fmt::format(" {}/{}", one.points, one.sum);
      }
      for (std::size_t i = 0; i < row.factors.size(); ++i) {
        text += fmt::format(" stored {}", rated.points[place * row.factors.size() + i]);
      }
      for (const infer::Contributed& one : row.contributions) {
        const RowRef ref{plan.contributions[one.input].store, one.row};
        text += fmt::format(" [{} {}]", words_of(fixpoint, ref), one.amount);
        if (one.counted_with) text += fmt::format(" with {}", *one.counted_with);
      }
      for (const infer::Limited& one : row.limits) {
        const RowRef ref{plan.limits[one.input].store, one.row};
        text += fmt::format(" <{} {}>", words_of(fixpoint, ref), one.effect);
      }
      result.push_back(std::move(text));
    }
  }
  return result;
}

std::vector<std::string> findings_of(const Fixpoint& fixpoint) {
  std::vector<std::string> result;
  for (const infer::Contradiction& one : fixpoint.contradictions) {
    result.push_back(fmt::format("{} {:.9f} against {} {:.9f}", words_of(fixpoint, one.held),
                                 one.held_certainty, words_of(fixpoint, one.denied),
                                 one.denied_certainty));
  }
  for (const infer::Notice& one : fixpoint.notices) {
    result.push_back(
        fmt::format("notice {} {} {}", static_cast<int>(one.kind), one.rule.value, one.span.begin));
  }
  for (const infer::Unrated& one : fixpoint.unrated) {
    result.push_back(fmt::format("unrated {} {}", one.rating.value, one.subjects.size()));
  }
  for (std::size_t s = 0; s < fixpoint.stores.size(); ++s) {
    for (const infer::Undecided& one : fixpoint.undecided[s]) {
      result.push_back(
          fmt::format("undecided {} {} {}", words_of(fixpoint, {plan::StoreId(s), one.row}),
                      grade_text(fixpoint, one.grade), grade_text(fixpoint, one.denied)));
    }
    if (fixpoint.incomplete[s]) result.push_back(fmt::format("incomplete {}", s));
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace

std::string told(const Fixpoint& fixpoint, Derivations derivations) {
  std::string text;
  for (const auto& lines : {rows_of(fixpoint, derivations == Derivations::told),
                            ratings_of(fixpoint), findings_of(fixpoint)}) {
    for (const std::string& line : lines) text += line + '\n';
    text += "--\n";
  }
  return text;
}

std::string difference(const std::string& one, const std::string& other) {
  const auto lines = [](const std::string& text) {
    std::vector<std::string> result;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      result.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    std::ranges::sort(result);
    return result;
  };
  const auto a = lines(one);
  const auto b = lines(other);
  std::string result;
  const auto put_rest = [&](const auto& left, const auto& right, const char* whose) {
    std::vector<std::string> rest;
    std::ranges::set_difference(left, right, std::back_inserter(rest));
    for (const std::string& line : rest) result += whose + line + '\n';
  };
  put_rest(a, b, "one: ");
  put_rest(b, a, "other: ");
  return result;
}

bool all_replay(const Fixpoint& fixpoint) {
  base::Symbols symbols(fixpoint.symbols);
  infer::Meter meter({});
  for (std::size_t s = 0; s < fixpoint.stores.size(); ++s) {
    const infer::Store& store = fixpoint.stores[s];
    for (RowId id = 0; id < store.size(); ++id) {
      if (store.grade(id) == Grade::none) continue;
      for (const auto& way : infer::replay(fixpoint, {plan::StoreId(s), id}, symbols, meter)) {
        const bool no_conditions = fixpoint.plan->rules[way.rule].steps.empty();
        if (way.seen.empty() && !no_conditions) return false;
      }
    }
  }
  return true;
}

}  // namespace casus::properties
