// SPDX-License-Identifier: Apache-2.0
#include "explain/score_target.hpp"

#include <algorithm>
#include <cmath>

#include "explain/gap.hpp"
#include "infer/ask/shortfall.hpp"
#include "model/show.hpp"

namespace casus::explain {
namespace {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::Function;

double lower_end(const model::Scale& scale, std::uint32_t band) {
  if (band == 0) return model::points_of(scale.low);
  return model::points_of(band <= scale.below.size() ? scale.below[band - 1] : scale.high);
}

bool reads_score(const Expr& expr) {
  return expr.kind == Expr::Kind::score || expr.kind == Expr::Kind::band ||
         expr.kind == Expr::Kind::points;
}

/// "where FIRM begins"
std::string where(const Words& words, const model::Scale& scale, double points) {
  if (points >= model::points_of(scale.high)) return "where the scale ends";
  std::string band = words.schema()[scale.bands].members[scale.band_of(model::micros_of(points))];
  std::ranges::transform(band, band.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return "where " + band + " begins";
}

}  // namespace

std::optional<Target> target_band(const model::Scale& scale, Function needs, std::uint32_t band,
                                  double score) {
  switch (needs) {
    case Function::greater_equal:
      return Target{lower_end(scale, band), true};
    case Function::greater:
      return Target{lower_end(scale, band + 1), true};
    case Function::less:
      return Target{lower_end(scale, band), false, false};
    case Function::less_equal:
      return Target{lower_end(scale, band + 1), false, false};
    case Function::equal:
      return score < lower_end(scale, band) ? Target{lower_end(scale, band), true}
                                            : Target{lower_end(scale, band + 1), false, false};
    default:
      break;
  }
  const Target below{lower_end(scale, band), false, false};
  const Target above{lower_end(scale, band + 1), true};
  const bool first = band == 0;
  const bool last = band >= scale.below.size();
  if (needs != Function::not_equal || (first && last)) return std::nullopt;
  const bool down = std::abs(score - below.points) < std::abs(above.points - score);
  return last || (down && !first) ? below : above;
}

std::optional<Target> target_points(Function needs, double points, double score) {
  switch (needs) {
    case Function::greater_equal:
      return Target{points, true};
    case Function::greater:
      return Target{points, true, false};
    case Function::less:
      return Target{points, false, false};
    case Function::less_equal:
      return Target{points, false};
    case Function::equal:
      return Target{points, score < points};
    default:
      return std::nullopt;
  }
}

std::string beyond_bands(const Words& words, const model::Scale& scale, Function needs,
                         std::uint32_t band) {
  const bool above = needs == Function::greater && band >= scale.below.size();
  const bool below = needs == Function::less && band == 0;
  if (!above && !below) return {};
  const std::string& name = words.schema()[scale.bands].members[band];
  return "no band is " + std::string(above ? "above" : "below") + " `" + name +
         "`; did you mean `" + (above ? ">= " : "<= ") + name + "`?";
}

std::string score_text(double points, double apart) {
  // Below half of a tenth both would be rounded to the same.
  const bool alike = apart != 0 && std::abs(apart) < 0.1;
  return model::show_number(points, alike ? 6 : 1);
}

std::optional<ScoreTest> score_test(const check::Terms& terms, ConditionId body) {
  while (terms[body].kind == Condition::Kind::all && terms[body].parts.size() == 1) {
    body = terms[body].parts.front();
  }
  if (terms[body].kind != Condition::Kind::test) return std::nullopt;
  const Expr& test = terms[terms[body].expr];
  if (test.kind != Expr::Kind::apply || test.args.size() != 2) return std::nullopt;
  if (!check::is_comparison(test.function)) return std::nullopt;
  const Expr& left = terms[without_conversion(terms, test.args[0])];
  const Expr& right = terms[without_conversion(terms, test.args[1])];
  if (reads_score(left) && right.kind == Expr::Kind::constant) {
    return ScoreTest{&left, test.function, test.args[1]};
  }
  if (reads_score(right) && left.kind == Expr::Kind::constant) {
    return ScoreTest{&right, infer::mirrored(test.function), test.args[0]};
  }
  return std::nullopt;
}

std::string met_text(const Words& words, const check::Terms& terms, const ScoreTest& test,
                     const Rating& rating) {
  const model::Word asked = terms[without_conversion(terms, test.asked)].constant;
  const model::Scale& scale = words.schema()[test.read->rating].scale;
  const bool factor = test.read->kind == Expr::Kind::points;
  const bool band = test.read->kind == Expr::Kind::band;
  const bool whole = terms[without_conversion(terms, test.asked)].type.base == model::Base::integer;
  const double score = factor ? rating.factors[test.read->factor].points : rating.score;
  const auto side = [&](double points) {
    const double apart = score - points;
    const std::string bound = model::show_number(points);
    std::string text = apart == 0 ? "exactly " + bound
                                  : distance_text(std::abs(apart), std::abs(apart) < 0.1 ? 6 : 1) +
                                        (apart > 0 ? " above " : " below ") + bound;
    return text + (band ? ", " + where(words, scale, points) : "");
  };
  std::string text;
  if (band && test.needs == Function::equal) {
    const auto at = static_cast<std::uint32_t>(asked);
    text = side(lower_end(scale, at)) + ", and " + side(lower_end(scale, at + 1));
  } else if (band) {
    const auto target = target_band(scale, test.needs, static_cast<std::uint32_t>(asked), score);
    if (target) text = side(target->points);
  } else {
    text = side(whole ? static_cast<double>(model::int_of(asked)) : model::number_of(asked));
  }
  if (!factor || text.empty()) return text;
  const FactorScore& one = rating.factors[test.read->factor];
  return (one.title.empty() ? in_words(one.name) : one.title) + " is " + text;
}

}  // namespace casus::explain
