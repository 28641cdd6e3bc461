// SPDX-License-Identifier: Apache-2.0
//
// Lints of ratings: what score their rules can bring about at all. Weights that no constant gives,
// and those that count `for each` value, may be anything.
#include <algorithm>
#include <limits>

#include "author/lint/rules.hpp"
#include "author/lint/terms.hpp"
#include "model/show.hpp"

namespace casus::author {
namespace {

using check::Conclusion;

constexpr double endless = std::numeric_limits<double>::infinity();

/// Of one factor, or of the whole score.
struct Reach {
  double low = 0;
  double high = 0;
};

struct Side {
  double sum = 0;
  std::size_t rules = 0;
};

std::string points(double value) { return model::show_number(value); }
std::string with_unit(double value) { return points(value) + (value == 1 ? " point" : " points"); }

class Ratings {
 public:
  Ratings(const RuleBase& base, model::RatingId id)
      : base_(base), id_(id), rating_(base.program.schema[id]) {
    up_.resize(rating_.factors.size());
    down_.resize(rating_.factors.size());
    limited_.resize(rating_.factors.size(), false);
  }

  void run() {
    bool any = false;
    for (const check::Rule& rule : base_.program.rules) {
      for (const Conclusion& one : rule.conclusions) {
        if (one.kind == Conclusion::Kind::derive || one.rating != id_) continue;
        any = true;
        if (one.kind == Conclusion::Kind::contribute) {
          contribute(rule, one);
        } else if (one.factor) {
          limited_[*one.factor] = true;
        }
      }
    }
    if (!any) return;
    Reach score{model::points_of(rating_.starts), model::points_of(rating_.starts)};
    for (std::size_t i = 0; i < rating_.factors.size(); ++i) {
      const Reach reach = factor(i);
      score.low += reach.low;
      score.high += reach.high;
      factors_.push_back(reach);
    }
    const double low = model::points_of(rating_.scale.low);
    const double high = model::points_of(rating_.scale.high);
    score = {std::clamp(score.low, low, high), std::clamp(score.high, low, high)};
    Reach with_limits = score;
    for (const check::Rule& rule : base_.program.rules) {
      for (const Conclusion& one : rule.conclusions) {
        if (one.kind != Conclusion::Kind::limit || one.rating != id_) continue;
        limit(rule, one, score, with_limits);
      }
    }
    bands(with_limits);
  }

 private:
  void contribute(const check::Rule& rule, const Conclusion& one) {
    const model::Factor& factor = rating_.factors[*one.factor];
    Side& side = (one.supports ? up_ : down_)[*one.factor];
    ++side.rules;
    const auto weight = constant_of(rule.terms, one.expr);
    side.sum += weight && one.for_each.empty() ? *weight : endless;
    if (!weight) return;
    const double most =
        one.supports ? model::points_of(factor.high) : -model::points_of(factor.low);
    if (*weight <= std::max(most, 0.0)) return;
    base_.findings
        .add("weight-exceeds-factor", rule.terms[one.expr].span,
             "this weight alone is more than its factor takes",
             most > 0 ? with_unit(*weight - most) + " of it are always lost"
                      : "nothing of it counts")
        .label(factor.span, "at most " + points(std::max(most, 0.0)))
        .advise("lower the weight, or widen the factor");
  }

  Reach factor(std::size_t i) {
    const model::Factor& factor = rating_.factors[i];
    const double low = model::points_of(factor.low);
    const double high = model::points_of(factor.high);
    if (limited_[i]) return {low, high};
    if (high > 0 && up_[i].sum < high) unreached(factor, up_[i], high, "support");
    if (low < 0 && down_[i].sum < -low) unreached(factor, down_[i], -low, "undermine");
    return {std::clamp(-down_[i].sum, low, high), std::clamp(up_[i].sum, low, high)};
  }

  void unreached(const model::Factor& factor, const Side& side, double limit,
                 const std::string& what) {
    const std::string message = side.rules == 0 ? "no rule " + what + "s this factor"
                                                : "all rules that " + what + " this factor give " +
                                                      points(side.sum) + " points";
    base_.findings
        .add("unreachable-limit", factor.span, message,
             "its limit of " + points(limit) + " is never reached")
        .advise("narrow the factor, or give the rules the weights it was made for");
  }

  void limit(const check::Rule& rule, const Conclusion& one, const Reach& score, Reach& reach) {
    const auto at = constant_of(rule.terms, one.expr);
    if (!one.factor) {
      if (one.caps) {
        reach.low = std::min(reach.low, at.value_or(-endless));
      } else {
        reach.high = std::max(reach.high, at.value_or(endless));
      }
    }
    if (!at || one.factor) return;
    if (one.caps ? *at < score.high : *at > score.low) return;
    base_.findings
        .add("limit-without-effect", rule.terms[one.expr].span,
             one.caps ? "no score is above this" : "no score is below this",
             "scores lie between " + points(score.low) + " and " + points(score.high))
        .advise("move the limit to where it is to count, or remove the rule");
  }

  void bands(const Reach& reach) {
    const model::Enumeration& names = base_.program.schema[rating_.scale.bands];
    const auto& below = rating_.scale.below;
    for (std::size_t i = 0; i < names.members.size(); ++i) {
      const bool too_high = i > 0 && model::points_of(below[i - 1]) > reach.high;
      const bool too_low = i < below.size() && model::points_of(below[i]) <= reach.low;
      if (!too_high && !too_low) continue;
      base_.findings
          .add("unreachable-band", rating_.span,
               "no score reaches the band `" + names.members[i] + '`',
               "scores lie between " + points(reach.low) + " and " + points(reach.high))
          .label(rating_.scale.span, "the bands")
          .advise("widen the factors, move the start, or leave the band out");
    }
  }

  const RuleBase& base_;
  model::RatingId id_;
  const model::Rating& rating_;
  std::vector<Side> up_, down_;
  std::vector<bool> limited_;
  std::vector<Reach> factors_;
};

}  // namespace

void lint_ratings(const RuleBase& base) {
  for (std::size_t i = 0; i < base.program.schema.ratings.size(); ++i) {
    Ratings(base, model::RatingId(static_cast<std::uint32_t>(i))).run();
  }
}

}  // namespace casus::author
