// SPDX-License-Identifier: Apache-2.0
#include "session/roots.hpp"

#include <algorithm>

#include "explain/score_target.hpp"
#include "explain/summary.hpp"
#include "infer/rate/rating_places.hpp"
#include "session/reasoning.hpp"

namespace casus::session {
namespace {

/// The rated subject that a row of a rating's relation speaks about.
std::optional<assess::Rated> rated_row(const explain::Words& words, infer::RowRef row,
                                       infer::Lineages& lineages) {
  const infer::Fixpoint& fixpoint = words.fixpoint;
  const plan::StorePlan& store = (*fixpoint.plan)[row.store];
  const model::RatingId rating = words.schema()[store.relation].rating;
  if (store.role != plan::StorePlan::Role::rows || !rating.valid()) return std::nullopt;
  const auto cells = fixpoint.store(row.store).row(row.row);
  const std::uint32_t subjects = words.schema()[rating].subjects;
  const auto place = infer::place_of(fixpoint, rating, std::span(cells).first(subjects));
  if (!place) return std::nullopt;
  return assess::assess(fixpoint, rating, *place, lineages);
}

void add_unapplied(Rating& rating, const Assessment& assessment) {
  const auto same = std::ranges::find_if(assessment.ratings, [&](const Rating& one) {
    return one.rating == rating.rating && one.module == rating.module &&
           one.subject == rating.subject;
  });
  if (same == assessment.ratings.end()) return;
  for (std::size_t i = 0; i < rating.factors.size(); ++i) {
    rating.factors[i].unapplied = same->factors[i].unapplied;
  }
}

/// The subject whose score a goal of one comparison reads.
std::optional<assess::Rated> compared(const explain::Words& words, const check::Terms& terms,
                                      const explain::ScoreTest& test, infer::Lineages& lineages) {
  std::vector<model::Word> subject;
  for (const check::ExprId arg : test.read->args) {
    if (terms[arg].kind != check::Expr::Kind::constant) return std::nullopt;
    subject.push_back(terms[arg].constant);
  }
  const auto place = infer::place_of(words.fixpoint, test.read->rating, subject);
  if (!place) return std::nullopt;
  return assess::assess(words.fixpoint, test.read->rating, *place, lineages);
}

}  // namespace

void add_root(Explanation& explanation, explain::TreeBuilder& tree, const explain::Words& words,
              const check::Goal& goal, infer::GoalAnswers& answers, std::size_t answer,
              std::optional<infer::RowRef> row, const Assessment& assessment, infer::Meter& meter) {
  const auto add = [&](Explanation::Node root) {
    if (!session::stopped(*words.fixpoint.calculus, meter.stopped()))
      explanation.roots.push_back(std::move(root));
  };
  const auto rating_root = [&](const assess::Rated& rated, const explain::ScoreTest* test) {
    infer::Defeats defeats(words.fixpoint, words.symbols, meter);
    explanation.ratings.push_back(explain::rating(
        words, rated, infer::contradicting(words.fixpoint, rated.rating, words.symbols), defeats,
        tree.lineages()));
    add_unapplied(explanation.ratings.back(), assessment);
    const Rating& shown = explanation.ratings.back();
    return tree.rating(rated, shown,
                       test ? explain::met_text(words, goal.terms, *test, shown) : "");
  };
  if (row) {
    const auto rated = rated_row(words, *row, tree.lineages());
    if (session::stopped(*words.fixpoint.calculus, meter.stopped())) return;
    add(rated ? rating_root(*rated, nullptr) : tree.row(*row));
    return;
  }
  if (const auto test = explain::score_test(goal.terms, goal.body)) {
    if (const auto rated = compared(words, goal.terms, *test, tree.lineages())) {
      add(rating_root(*rated, &*test));
      return;
    }
  }
  add(tree.goal(explanation.goal, answers.grade(answer), goal.terms,
                answers.replay(words.fixpoint, answer, meter)));
}

}  // namespace casus::session
