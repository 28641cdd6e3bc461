// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/assessment_report.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/report_sections.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

constexpr double tiny = 1e-6;

std::string number_word(std::size_t number) {
  static constexpr std::array words{"no",  "one",   "two",   "three", "four", "five",
                                    "six", "seven", "eight", "nine",  "ten"};
  return number < words.size() ? words[number] : std::to_string(number);
}

std::string verdict(const Rating& rating) {
  std::string out = fmt::format("{} of {} is {}: {}", title_text(rating), subject_text(rating),
                                band_text(rating.band), score_on_scale(rating));
  const std::size_t index = band_index(rating);
  if (index == rating.bands.size()) return out + '.';
  const int decimals = score_decimals(rating);
  const bool lower = index > 0;
  if (lower) {
    out += fmt::format(", {} points above {}",
                       fixed(rating.score - rating.bands[index].from, decimals),
                       band_text(rating.bands[index - 1].name));
  }
  if (index + 1 < rating.bands.size()) {
    out += fmt::format("{} {} {}below {}", lower ? " and" : ",",
                       fixed(rating.bands[index].to - rating.score, decimals),
                       lower ? "" : "points ", band_text(rating.bands[index + 1].name));
  }
  return out + '.';
}

/// "Security (+10.4) and trade (+8.0)": the factors that move the score most in one direction.
std::string leading_factors(const Rating& rating, bool supporting) {
  std::vector<const FactorScore*> factors;
  for (const FactorScore& factor : rating.factors) {
    if (supporting ? factor.points > 0 : factor.points < 0) factors.push_back(&factor);
  }
  std::ranges::stable_sort(factors, std::greater<>{},
                           [](const FactorScore* f) { return std::abs(f->points); });
  std::string out;
  for (std::size_t i = 0; i < std::min<std::size_t>(factors.size(), 2); ++i) {
    out += fmt::format("{}{} ({})", i == 0 ? "" : " and ", factor_title(rating, factors[i]->name),
                       points_text(rating, factors[i]->points));
  }
  return out;
}

std::string drivers(const Rating& rating) {
  const std::string up = leading_factors(rating, true);
  const std::string down = leading_factors(rating, false);
  if (up.empty() && down.empty()) {
    const bool balanced = std::ranges::find(rating.factors, FactorScore::State::balanced,
                                            &FactorScore::state) != rating.factors.end();
    return balanced ? "What supports it and what strains it cancel out."
                    : "Nothing moves it from its starting point.";
  }
  if (up.empty())
    return fmt::format("It is strained most by {}; no factor as a whole supports it.", down);
  if (down.empty())
    return fmt::format("It is supported most by {}; no factor as a whole strains it.", up);
  return fmt::format("It is supported most by {}, and strained most by {}.", up, down);
}

/// Whether the score is the plain sum that removing one contribution would change as expected.
bool adds_up(const Rating& rating) {
  double score = rating.starts;
  for (const FactorScore& factor : rating.factors) {
    const double points = std::clamp(factor.sum, std::min(factor.low, factor.high),
                                     std::max(factor.low, factor.high));
    if (std::abs(points - factor.points) > tiny) return false;
    score += points;
  }
  return std::abs(std::clamp(score, rating.scale_low, rating.scale_high) - rating.score) <= tiny;
}

/// What stays of a contribution's amount where it is gone: the strongest of the same origins that
/// it counted for as well.
double stands_in(const Rating& rating, const Contribution& gone) {
  for (const Contribution& c : rating.contributions) {
    if (c.counted_with && &rating.contributions[*c.counted_with] == &gone) return c.alone;
  }
  return 0;
}

double score_without(const Rating& rating, const Contribution& gone) {
  const double loss = gone.amount - stands_in(rating, gone);
  double score = rating.starts;
  for (const FactorScore& factor : rating.factors) {
    const double sum = factor.name == gone.factor ? factor.sum - loss : factor.sum;
    score += std::clamp(sum, std::min(factor.low, factor.high), std::max(factor.low, factor.high));
  }
  return std::clamp(score, rating.scale_low, rating.scale_high);
}

std::string band_at(const Rating& rating, double score) {
  for (const Band& band : rating.bands) {
    if (score + tiny < band.to) return band.name;
  }
  return rating.bands.empty() ? std::string() : rating.bands.back().name;
}

/// What the loss of any single support would do; empty where none would change the band, or where
/// caps and floors make that more than a subtraction.
std::string fragility(const Rating& rating) {
  const bool limited =
      std::ranges::any_of(rating.limits, [](const LimitEffect& l) { return l.effect != 0; });
  if (limited || !adds_up(rating) || band_index(rating) == rating.bands.size()) return {};
  std::vector<const Contribution*> supports;
  for (const Contribution& c : rating.contributions) {
    if (c.amount > 0) supports.push_back(&c);
  }
  std::ranges::stable_sort(supports, std::greater<>{}, &Contribution::amount);
  std::vector<bool> decisive;
  std::string band;
  for (const Contribution* support : supports) {
    const std::string then = band_at(rating, score_without(rating, *support));
    decisive.push_back(then != rating.band);
    if (decisive.back() && band.empty()) band = then;
    if (decisive.back() && then != band) return {};
  }
  const auto count = static_cast<std::size_t>(std::ranges::count(decisive, true));
  if (count == 0) return {};
  // Said by name, as a reason is easily taken for the factor that supports most.
  if (count == 1) {
    const Contribution& one =
        *supports[static_cast<std::size_t>(std::ranges::find(decisive, true) - decisive.begin())];
    return fmt::format("Without \"{}\" ({}) it would be {}.", headline(one),
                       points_text(rating, one.amount), band_text(band));
  }
  // `largest` is only said where exactly the largest ones decide.
  const bool largest = std::ranges::is_sorted(decisive, std::greater<>{});
  return fmt::format("Without any one of {} reasons under SUPPORTS it would be {}.",
                     largest ? fmt::format("the {} largest", number_word(count))
                             : fmt::format("{} of the", number_word(count)),
                     band_text(band));
}

std::string bounds(const Rating& rating) {
  for (const LimitEffect& limit : rating.limits) {
    if (limit.effect == 0 || !limit.factor.empty()) continue;
    const std::string why = sentence(limit.because, limit.title, limit.rule);
    const std::string sure =
        limit.certainty == 1 ? ""
                             : " with certainty " + certainty_text(limit.certainty, limit.between);
    return statement(fmt::format("it is {} {}{}: {}", limit.caps ? "capped at" : "held up at",
                                 brief(limit.at, 6), sure, why));
  }
  return {};
}

/// Whether something would count that is held and denied equally, or something it may rest on is
/// held and denied.
std::string contradicted(const Rating& rating) {
  const bool some = !rating.contradictions.empty() ||
                    std::ranges::any_of(rating.factors, [](const FactorScore& factor) {
                      return !factor.contradictions.empty();
                    });
  if (some) return "What is held and denied equally could move it: see CONFLICTS.";
  return rating.disputed.empty() ? "" : "It rests, or could rest, on what is disputed: see GAPS.";
}

std::string range(const Rating& rating) {
  const int decimals = score_decimals(rating);
  const std::string low = fixed(rating.range_low, decimals);
  const std::string high = fixed(rating.range_high, decimals);
  if (low == high) return {};
  std::string out = fmt::format("Uncertain evidence leaves a range from {} to {}", low, high);
  const std::string low_band = band_at(rating, rating.range_low);
  const std::string high_band = band_at(rating, rating.range_high);
  if (low_band.empty()) return out + '.';
  if (low_band == high_band) return out + fmt::format(", all of it {}.", band_text(low_band));
  return out + fmt::format(", {} to {}.", band_text(low_band), band_text(high_band));
}

}  // namespace

std::vector<std::string> key_judgement(const Rating& rating) {
  std::vector<std::string> sentences{verdict(rating), drivers(rating)};
  for (std::string more :
       {bounds(rating), fragility(rating), range(rating), contradicted(rating)}) {
    if (!more.empty()) sentences.push_back(std::move(more));
  }
  const std::string reasons = reasons_text(rating.confidence);
  sentences.push_back(fmt::format("Confidence is {}{}{}.", confidence_word(rating.confidence.level),
                                  reasons.empty() ? "" : ": ", reasons));
  return sentences;
}

}  // namespace casus::report
