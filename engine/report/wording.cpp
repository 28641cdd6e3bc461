// SPDX-License-Identifier: Apache-2.0
#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "report/display.hpp"
#include "report/numbers.hpp"

namespace casus::report {
namespace {

template <class Items, class Show>
std::string joined(const Items& items, std::string_view separator, const Show& show) {
  std::string result;
  for (const auto& item : items) {
    if (!result.empty()) result += separator;
    result += show(item);
  }
  return result;
}

/// How many ids are shown where a list of more than `most_ids` is folded.
std::size_t shown_of(const std::vector<std::string>& ids) {
  return ids.size() > report::most_ids ? report::most_ids - 1 : ids.size();
}

/// "24%"; neither 0% nor 100% is ever said.
std::string percent(double probability, int whole) {
  if (probability < 0.01) return "below 1%";
  if (probability > 0.99) return "above 99%";
  return std::to_string(std::clamp(whole, 1, 99)) + '%';
}

/// In hundreds, so that what arithmetic misses by its last digit is still whole.
double hundreds(double probability) { return std::round(probability * 1e8) / 1e6; }

/// Whether a score, rounded as shown, still lies in the rating's band.
bool rounds_within(const Rating& rating, int decimals) {
  const std::size_t index = band_index(rating);
  if (index == rating.bands.size()) return true;
  const double shown = std::stod(fixed(rating.score, decimals));
  const bool last = index + 1 == rating.bands.size();
  return (index == 0 || shown >= rating.bands[index].from) &&
         (last || shown < rating.bands[index].to);
}

}  // namespace

std::string subject_text(const Rating& rating) {
  return joined(rating.subject, ", ", [](const Value& v) { return printable(v.text); });
}

std::string title_text(const Rating& rating) {
  std::string title = printable(rating.title.empty() ? rating.rating : rating.title);
  if (rating.shares_name && !rating.module.empty()) title += " (" + printable(rating.module) + ')';
  return title;
}

int score_decimals(const Rating& rating) {
  return score_decimals(rating.scale_low, rating.scale_high);
}

int score_decimals(double scale_low, double scale_high) {
  const double span = std::abs(scale_high - scale_low);
  if (span >= 20 || span == 0) return 1;
  return span >= 2 ? 2 : 3;
}

std::string points_text(const Rating& rating, double points) {
  return with_sign(points, score_decimals(rating));
}

std::string score_text(const Rating& rating) {
  int decimals = score_decimals(rating);
  while (decimals < 6 && !rounds_within(rating, decimals)) ++decimals;
  return fixed(rating.score, decimals);
}

std::string score_on_scale(const Rating& rating) {
  const std::string high = brief(rating.scale_high, 6);
  if (rating.scale_low == 0) return fmt::format("{} of {}", score_text(rating), high);
  return fmt::format("{} on {} to {}", score_text(rating), brief(rating.scale_low, 6), high);
}

std::string range_text(const Rating& rating, const Style& style) {
  const int decimals = score_decimals(rating);
  std::string exact = fixed(rating.range_low, decimals);
  if (exact == fixed(rating.range_high, decimals)) return exact;
  const bool signs_clash = rating.range_low < 0 || rating.range_high < 0;
  std::string low = fixed(rating.range_low, decimals - 1);
  std::string high = fixed(rating.range_high, decimals - 1);
  // Rounded to fewer digits, an end may pass the score that it is to enclose.
  const double grid = std::pow(10.0, decimals - 1);
  if (std::stod(low) > rating.score)
    low = fixed(std::floor(rating.score * grid) / grid, decimals - 1);
  if (std::stod(high) < rating.score)
    high = fixed(std::ceil(rating.score * grid) / grid, decimals - 1);
  return low.append(signs_clash ? std::string_view(" to ") : signs(style).dash).append(high);
}

std::string band_text(std::string_view band) { return printable(upper(band)); }

std::string_view state_word(FactorScore::State state) {
  switch (state) {
    case FactorScore::State::counted:
      return "counted";
    case FactorScore::State::balanced:
      return "balanced";
    case FactorScore::State::nothing_known:
      return "nothing known";
    case FactorScore::State::contradicted:
      return "contradicted";
  }
  return {};
}

std::string state_text(const Rating& rating, const FactorScore& factor) {
  using State = FactorScore::State;
  if (factor.state == State::counted) return {};
  if (factor.state == State::nothing_known && !factor.unapplied.empty()) {
    const bool more = factor.unapplied.size() == FactorScore::most_unapplied;
    return "stated, but no rule applied: " + ids_text(factor.unapplied) + (more ? ", …" : "");
  }
  std::string text(state_word(factor.state));
  if (factor.state == State::balanced) {
    const char* joint = ", ";
    for (const Contribution& one : rating.contributions) {
      if (one.factor != factor.name || one.amount == 0) continue;
      text += joint + points_text(rating, one.amount);
      joint = " ";
    }
  }
  for (std::size_t i = 0; i < factor.contradictions.size(); ++i) {
    text += (i == 0 ? ": " : "; ") + printable(factor.contradictions[i]);
  }
  return text;
}

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::yes:
      return "yes";
    case Verdict::no:
      return "no";
    case Verdict::unknown:
      return "unknown";
    case Verdict::contradicted:
      return "contradicted";
  }
  return {};
}

std::string_view confidence_word(ConfidenceLevel level) {
  switch (level) {
    case ConfidenceLevel::low:
      return "low";
    case ConfidenceLevel::moderate:
      return "moderate";
    case ConfidenceLevel::high:
      return "high";
  }
  return "low";
}

std::string reasons_text(const Confidence& confidence) {
  return joined(confidence.reasons, ", ", [](const std::string& r) { return printable(r); });
}

std::string inexact_text(const Inexact& inexact) {
  if (inexact.kind == Inexact::Kind::bounded) return "lower and upper bounds, not computed exactly";
  const std::string worlds =
      inexact.counted == inexact.samples
          ? fmt::format("{} sampled worlds", inexact.samples)
          : fmt::format("the {} of {} sampled worlds in which what is given holds", inexact.counted,
                        inexact.samples);
  return fmt::format("estimated from {}, within {} (95%)", worlds, error_text(inexact.error));
}

std::string_view limit_word(const std::optional<LimitReached>& limit) {
  if (!limit) return "";
  switch (limit->what) {
    case Limit::time:
      return "time";
    case Limit::memory:
      return "memory";
    case Limit::facts:
      return "facts";
    case Limit::exactness:
      return "exactness";
    case Limit::interrupted:
      return "interrupted";
  }
  return "";
}

std::string_view inexact_word(const std::optional<Inexact>& inexact) {
  if (!inexact) return {};
  return inexact->kind == Inexact::Kind::bounded ? "bounds" : "sample";
}

std::string chance_text(const Likelihood& likelihood) {
  const std::string shown = percent(likelihood.probability, whole_percent(likelihood.probability));
  const bool plain = shown.front() >= '0' && shown.front() <= '9';
  return fmt::format("{} ({}{})", likelihood.term, plain ? "about " : "", shown);
}

std::string likelihood_text(const Rating& rating) {
  if (!rating.likelihood) return {};
  const Likelihood& l = *rating.likelihood;
  std::string text =
      fmt::format("{} within {}: {}", printable(l.event), printable(l.horizon), chance_text(l));
  text.pop_back();  // more stands in the same parentheses
  // Outwards, so that no end passes what it is to enclose.
  const std::string low = percent(l.low, static_cast<int>(std::floor(hundreds(l.low))));
  const std::string high = percent(l.high, static_cast<int>(std::ceil(hundreds(l.high))));
  if (l.low != l.high && low != high) text += fmt::format(", {} to {} over the range", low, high);
  return text + fmt::format("; base rate {}%)", brief(l.base * 100, 6));
}

std::size_t band_index(const Rating& rating) {
  const auto found = std::ranges::find(rating.bands, rating.band, &Band::name);
  return static_cast<std::size_t>(found - rating.bands.begin());
}

std::string factor_title(const Rating& rating, std::string_view factor) {
  const auto found = std::ranges::find(rating.factors, factor, &FactorScore::name);
  if (found != rating.factors.end() && !found->title.empty()) return printable(found->title);
  std::string name = printable(factor);
  std::ranges::replace(name, '_', ' ');
  return name;
}

std::string sentence(const std::string& because, const std::string& title,
                     const std::string& rule) {
  if (!because.empty()) return printable(because);
  return printable(title.empty() ? rule : title);
}

std::string statement(std::string_view text) {
  std::string result = capitalised(printable(text));
  const bool ended = result.ends_with('.') || result.ends_with('!') || result.ends_with('?');
  if (!ended && !result.empty()) result += '.';
  return result;
}

std::string passage_text(const std::string& at, const Style& style) {
  const bool number =
      !at.empty() && std::ranges::all_of(at, [](char c) { return c >= '0' && c <= '9'; });
  if (number) return std::string(signs(style).paragraph) + at;
  // The paragraph sign is ours as much as the analyst's: plain ASCII spells it out.
  constexpr std::string_view pilcrow = "¶";
  if (style.ascii && at.starts_with(pilcrow)) {
    return std::string(signs(style).paragraph) + printable(at.substr(pilcrow.size()));
  }
  return printable(at);
}

std::string same_origin_text(const std::vector<std::string>& origins) {
  return fmt::format(
      "same {} ({})", origins.size() == 1 ? "origin" : "origins",
      joined(origins, ", ", [](const std::string& origin) { return printable(origin); }));
}

std::string ids_text(const std::vector<std::string>& ids) {
  const std::size_t shown = shown_of(ids);
  std::string text =
      joined(std::span(ids).first(shown), " ", [](const auto& id) { return printable(id); });
  if (shown < ids.size()) text += fmt::format(" +{}", ids.size() - shown);
  return text;
}

std::string and_ids_text(const std::vector<std::string>& ids) {
  if (ids.size() < 2) return ids_text(ids);
  const std::size_t shown = shown_of(ids);
  const bool folds = shown < ids.size();
  const auto before = std::span(ids).first(folds ? shown : shown - 1);
  return joined(before, ", ", [](const auto& id) { return printable(id); }) + " and " +
         (folds ? fmt::format("{} more", ids.size() - shown) : printable(ids.back()));
}

std::string values_text(const Explanation::Bindings& values) {
  const std::string shown = joined(values, ", ", [](const auto& one) {
    return printable(one.first) + " = " + printable(literal_text(one.second));
  });
  return shown.empty() ? shown : '(' + shown + ')';
}

std::string literal_text(const Value& value) {
  if (!value.literal.empty()) return value.literal;
  if (!std::holds_alternative<std::string>(value.data)) {
    return value.unit.empty() ? value.text : value.text + ' ' + value.unit;
  }
  std::string quoted = "\"";
  for (const char c : value.text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace casus::report
