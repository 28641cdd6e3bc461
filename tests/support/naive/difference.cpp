// SPDX-License-Identifier: Apache-2.0
#include "support/naive/difference.hpp"

#include <fmt/format.h>

#include "infer/rate/ratings.hpp"
#include "model/show.hpp"

namespace casus::naive {
namespace {

class Comparison {
 public:
  Comparison(const World& world, const infer::Fixpoint& fixpoint)
      : world_(world), fixpoint_(fixpoint), schema_(world.program->schema) {}

  std::string run() {
    for (std::size_t r = 0; r < schema_.relations.size(); ++r) {
      rows("", r, world_.held[r], fixpoint_.plan->rows[r]);
      rows("not ", r, world_.denied[r], fixpoint_.plan->negatives[r]);
    }
    for (std::size_t r = 0; r < schema_.ratings.size(); ++r) ratings(r);
    return std::move(text_);
  }

 private:
  std::string shown(std::size_t relation, const Row& row) const {
    std::string text = schema_.relations[relation].name + '(';
    const auto& fields = schema_.relations[relation].fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      text += (i > 0 ? ", " : "") + model::show(row[i], fields[i].type, schema_, fixpoint_.symbols);
    }
    return text + ')' + (row.size() > fields.size() ? "#" + std::to_string(row.back()) : "");
  }

  void rows(const std::string& sign, std::size_t relation, const Rows& naive, plan::StoreId id) {
    Rows engine;
    if (id.valid()) {
      const infer::Store& store = fixpoint_.store(id);
      for (infer::RowId row = 0; row < store.size(); ++row) {
        if (store.grade(row) == infer::Grade::none) continue;
        engine[store.row(row)] = infer::number_of(store.grade(row));
      }
    }
    Rows all = naive;
    all.insert(engine.begin(), engine.end());
    for (const auto& [row, certainty] : all) {
      const double ours = engine.contains(row) ? engine.at(row) : 0;
      const double theirs = naive.contains(row) ? naive.at(row) : 0;
      if (ours == theirs) continue;
      text_ += fmt::format("{}{}: engine {}, naive {}\n", sign, shown(relation, row), ours, theirs);
    }
  }

  Rated rated(std::size_t rating, const infer::RatingRow& row) const {
    const plan::RatingPlan& plan = fixpoint_.plan->ratings[rating];
    Rated result;
    for (const infer::Contributed& one : row.contributions) {
      const plan::RatingInput& input = plan.contributions[one.input];
      const std::vector<Word> words = fixpoint_.store(input.store).row(one.row);
      const auto first = words.begin() + static_cast<std::ptrdiff_t>(row.subjects.size());
      result.contributions.insert({input.rule.value,
                                   input.conclusion,
                                   one.factor,
                                   {first, words.end() - 1},
                                   one.weight,
                                   one.amount,
                                   one.certainty,
                                   !one.counted_with});
    }
    for (const infer::Limited& one : row.limits) {
      const plan::RatingInput& input = plan.limits[one.input];
      result.limits.insert({input.rule.value, input.conclusion, one.at, one.certainty});
    }
    for (const infer::FactorPoints& factor : row.factors) result.factors.push_back(factor.points);
    result.score = row.score;
    result.band = row.band;
    const model::Rating& declared = schema_.ratings[rating];
    result.low = fold_row(declared, row, infer::Extreme::lowest).whole.points;
    result.high = fold_row(declared, row, infer::Extreme::highest).whole.points;
    return result;
  }

  static std::string shown(const Rated& rated) {
    std::string text =
        fmt::format("{} [{}, {}] band {}, factors", rated.score, rated.low, rated.high, rated.band);
    for (const Micros points : rated.factors) text += fmt::format(" {}", points);
    for (const Contribution& one : rated.contributions) {
      text += fmt::format("\n    rule {}.{} weight {} amount {} certainty {}{}", one.rule,
                          one.conclusion, one.weight, one.amount, one.certainty,
                          one.counts ? "" : ", not counted");
    }
    for (const Limit& one : rated.limits) {
      text += fmt::format("\n    limit {}.{} at {} certainty {}", one.rule, one.conclusion, one.at,
                          one.certainty);
    }
    return text;
  }

  void ratings(std::size_t rating) {
    std::map<Row, std::string> engine;
    for (std::uint32_t place = 0; place < fixpoint_.ratings[rating].size(); ++place) {
      const infer::RatingRow row = rated_row(fixpoint_, model::RatingId(rating), place);
      engine[row.subjects] = shown(rated(rating, row));
    }
    std::map<Row, std::string> naive;
    for (const auto& [subject, one] : world_.ratings[rating]) naive[subject] = shown(one);
    for (const auto& [subject, said] : naive) {
      if (engine[subject] != said) {
        text_ += fmt::format("{}:\n  engine {}\n  naive {}\n", schema_.ratings[rating].name,
                             engine[subject], said);
      }
    }
    if (engine.size() != naive.size()) text_ += "a subject that only the engine rates\n";
  }

  const World& world_;
  const infer::Fixpoint& fixpoint_;
  const model::Schema& schema_;
  std::string text_;
};

}  // namespace

std::string difference(const World& world, const infer::Fixpoint& fixpoint) {
  return Comparison(world, fixpoint).run();
}

}  // namespace casus::naive
