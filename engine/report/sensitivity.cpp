// SPDX-License-Identifier: Apache-2.0
#include "report/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/display.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

using Kind = Driver::Kind;

constexpr std::size_t most_bars = 10;

/// "(perception) ", of what is stated as no fact.
std::string stated(const Driver& one) {
  return one.stated_as.empty() ? "" : '(' + one.stated_as + ") ";
}

/// "F12 P1 is old", "ageing, weight", "? Is there a spare for P1?"
std::string label(const Driver& one) {
  switch (one.kind) {
    case Kind::fact:
      return ids_text(one.facts) + ' ' + stated(one) + one.name;
    case Kind::estimate:
      return fmt::format("{} {}: {}{}", ids_text(one.facts), one.field, stated(one), one.name);
    case Kind::certainty:
      return one.rule + ", certainty";
    case Kind::weight:
      return one.rule + ", weight";
    case Kind::gap:
      return "? " + one.name;
  }
  return {};
}

/// "weight of rule ageing (An old pump)"
std::string long_label(const Driver& one) {
  const std::string name = printable(one.name);
  switch (one.kind) {
    case Kind::fact:
      return fmt::format("{} {} ({})", one.stated_as.empty() ? "fact" : one.stated_as,
                         ids_text(one.facts), name);
    case Kind::estimate:
      return fmt::format("{} of {} ({})", printable(one.field), ids_text(one.facts), name);
    case Kind::certainty:
      return fmt::format("certainty of rule {} ({})", printable(one.rule), name);
    case Kind::weight:
      return fmt::format("weight of rule {} ({})", printable(one.rule), name);
    case Kind::gap:
      return "the open question: " + name;
  }
  return {};
}

/// A value of a range: "0.42", "18.2 USD_bn", "130%".
std::string value_text(const Driver& one, double value) {
  if (one.kind == Kind::weight) return brief(100 * value, 1) + '%';
  if (one.kind != Kind::estimate) return brief(value, 3);
  return brief(value, 3) + (one.unit.empty() ? "" : ' ' + printable(one.unit));
}

/// The flip nearest to where the case stands, as what happens on the way from there.
std::string flip_text(const Sensitivity& all, const Driver& one) {
  const std::string& band = all.rating.band;
  if (one.kind == Kind::gap) {
    std::string text;
    if (one.low_band != band) text = "may become " + band_text(one.low_band);
    if (one.high_band != band && one.high_band != one.low_band) {
      text += (text.empty() ? "may become " : " or ") + band_text(one.high_band);
    }
    return text;
  }
  if (one.flips.empty()) return {};
  const auto distance = [&](const Flip& flip) {
    if (!one.now) return flip.from == band || flip.to == band ? 0.0 : 1.0;
    return std::min(std::fabs(flip.first - *one.now), std::fabs(flip.last - *one.now));
  };
  const auto nearest = std::ranges::min_element(one.flips, {}, distance);
  const bool upwards = one.now ? nearest->first > *one.now : nearest->from == band;
  const double at = upwards ? nearest->first : nearest->last;
  const std::string to = band_text(upwards ? nearest->to : nearest->from);
  if (one.kind == Kind::fact && at == 0) return to + " without";
  const std::string what = one.kind == Kind::estimate ? printable(one.field)
                           : one.kind == Kind::weight ? "the weight"
                                                      : "the certainty";
  const std::string_view moves = !one.now ? "is" : upwards ? "rises to" : "falls to";
  return fmt::format("{} if {} {} {}", to, what, moves, value_text(one, at));
}

struct Axis {
  double low = 0, high = 0;
  std::size_t width = 0;
  [[nodiscard]] std::size_t column(double score) const {
    if (high <= low) return 0;
    const double share = (score - low) / (high - low);
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(width - 1)));
  }
};

/// The first score of each band but the lowest, as far as it lies between the ends of the axis.
std::vector<const Band*> borders(const Sensitivity& one, const Axis& axis) {
  std::vector<const Band*> result;
  for (std::size_t i = 1; i < one.rating.bands.size(); ++i) {
    const Band& band = one.rating.bands[i];
    if (band.from > axis.low && band.from < axis.high) result.push_back(&band);
  }
  return result;
}

std::string bar(const Sensitivity& all, const Driver& one, const Axis& axis) {
  std::string text(axis.width, ' ');
  const std::size_t now = axis.column(all.rating.score);
  for (std::size_t i = axis.column(one.low); i < now; ++i) text[i] = '<';
  for (std::size_t i = now + 1; i <= axis.column(one.high); ++i) text[i] = '>';
  for (const Band* band : borders(all, axis)) text[axis.column(band->from)] = ':';
  text[now] = '|';
  return text;
}

/// "the bars go from 42.0 to 63.5; | is 55.5, now; : is 60, where FIRM begins"
std::string legend(const Sensitivity& one, const Axis& axis, int decimals) {
  std::string text =
      fmt::format("the bars go from {} to {}; | is {}, now", fixed(axis.low, decimals),
                  fixed(axis.high, decimals), score_text(one.rating));
  for (const Band* band : borders(one, axis)) {
    text += fmt::format("; : is {}, where {} begins", brief(band->from), band_text(band->name));
  }
  return text;
}

std::string bars(const Sensitivity& one, std::size_t shown, const Style& style) {
  const int decimals = score_decimals(one.rating);
  Axis axis{.low = one.rating.score, .high = one.rating.score};
  std::size_t names = 0;
  std::size_t numbers = 0;
  std::vector<std::string> ranges;
  for (std::size_t i = 0; i < shown; ++i) {
    const Driver& driver = one.drivers[i];
    axis.low = std::min(axis.low, driver.low);
    axis.high = std::max(axis.high, driver.high);
    ranges.push_back(fixed(driver.low, decimals) + ' ' + std::string(signs(style).dash) + ' ' +
                     fixed(driver.high, decimals));
    names = std::max(names, display_width(label(driver)));
    numbers = std::max(numbers, display_width(ranges.back()));
  }
  constexpr std::size_t indent = 2;  // of a name that goes on
  constexpr std::size_t narrowest_name = 20;
  constexpr std::size_t narrowest_bar = 16;
  constexpr std::size_t wanted_bar = 20;
  constexpr std::size_t widest_bar = 40;
  const std::size_t beside = 2 + 2 + numbers;
  const std::size_t all = columns(style, 120);
  const std::size_t room = all > beside ? all - beside : 0;  // for names and bars
  const std::size_t most_names = room > wanted_bar ? room - wanted_bar : 0;
  names = std::min(names, std::max(most_names, narrowest_name));
  axis.width = std::clamp(room > names ? room - names : 0, narrowest_bar, widest_bar);
  std::string out = hanging("", legend(one, axis, decimals), columns(style));
  for (std::size_t i = 0; i < shown; ++i) {
    const Driver& driver = one.drivers[i];
    const std::string text = label(driver);
    const bool fits = display_width(text) <= names;
    const std::vector<std::string> lines = wrap(text, fits ? names : names - indent);
    std::string line = pad_right(lines.front(), names) + "  " + bar(one, driver, axis) + "  " +
                       pad_right(ranges[i], numbers);
    trim_end(line);
    out += line + '\n';
    for (std::size_t l = 1; l < lines.size(); ++l)
      out += std::string(indent, ' ') + lines[l] + '\n';
    if (const std::string flip = flip_text(one, driver); !flip.empty()) {
      out += hanging(std::string(2 * indent, ' '), flip, columns(style));
    }
  }
  return out;
}

std::string end_text(const Driver& one, Interaction::End end) {
  const bool low = end == Interaction::End::low;
  if (one.kind == Kind::gap) return printable(low ? one.low_answer : one.high_answer);
  const double at = low ? one.low_at : one.high_at;
  if (one.kind == Kind::fact && at == 0) return "without " + long_label(one);
  return fmt::format("{} at {}", long_label(one), value_text(one, at));
}

std::string pair_text(const Sensitivity& all, const Interaction& pair) {
  const int decimals = score_decimals(all.rating);
  return fmt::format(
      "{} and {}: {} and {} alone, {} together", end_text(all.drivers[pair.one], pair.one_end),
      end_text(all.drivers[pair.other], pair.other_end), with_sign(pair.one_alone, decimals),
      with_sign(pair.other_alone, decimals), with_sign(pair.together, decimals));
}

std::size_t shown_pairs(const Sensitivity& one, bool all) {
  constexpr std::size_t most_pairs = 10;
  return all ? one.pairs.size() : std::min(one.pairs.size(), most_pairs);
}

std::string pairs(const Sensitivity& one, bool all, const Style& style) {
  const int decimals = score_decimals(one.rating);
  std::string out = "\nbeyond what each does alone\n";
  const std::size_t shown = shown_pairs(one, all);
  for (std::size_t i = 0; i < shown; ++i) {
    const Interaction& pair = one.pairs[i];
    out += hanging("  " + pad_left(with_sign(pair.beyond(), decimals), 6) + "  ",
                   pair_text(one, pair), columns(style));
  }
  if (shown < one.pairs.size()) out += fmt::format("  {} more: --all\n", one.pairs.size() - shown);
  if (one.pairs.empty()) {
    out +=
        one.limit ? "  none found before the limit\n" : "  nothing: what moves the score adds up\n";
  }
  return out;
}

/// "1000 draws (seed 1) of 12 weights, 2 estimates"
std::string drawn_head(const Drawn& drawn) {
  std::string of;
  const auto add = [&](std::size_t count, std::string_view word) {
    if (count > 0) of += (of.empty() ? "" : ", ") + counted(count, word);
  };
  add(drawn.estimates, "estimate");
  add(drawn.weights, "weight");
  add(drawn.facts, "uncertain fact");
  return fmt::format("{} (seed {}) of {}", counted(drawn.draws, "draw"), drawn.seed,
                     of.empty() ? "nothing" : of);
}

std::string share(std::uint32_t part, std::uint32_t whole) {
  return brief(100.0 * part / whole, 1) + '%';
}

std::string drawn(const Sensitivity& one) {
  const Drawn& all = *one.drawn;
  std::string out = '\n' + drawn_head(all) + '\n';
  if (all.draws == 0) return out;
  const int decimals = score_decimals(one.rating);
  out +=
      fmt::format("  mean {}, median {}, 90% of draws from {} to {}\n", fixed(all.mean, decimals),
                  fixed(all.median, decimals), fixed(all.low, decimals), fixed(all.high, decimals));
  std::string rows;
  std::size_t width = 0;
  for (const Band& band : one.rating.bands) {
    width = std::max(width, display_width(band_text(band.name)));
  }
  for (std::size_t i = 0; i < all.bands.size(); ++i) {
    constexpr double longest = 40;
    const auto length = static_cast<std::size_t>(std::lround(longest * all.bands[i] / all.draws));
    std::string line =
        fmt::format("  {}  {}  {}", pad_right(band_text(one.rating.bands[i].name), width),
                    pad_left(share(all.bands[i], all.draws), 6), std::string(length, '#'));
    trim_end(line);
    rows += line + '\n';
  }
  if (all.unrated > 0) rows += fmt::format("  not rated  {}\n", share(all.unrated, all.draws));
  if (all.refused > 0) {
    rows += fmt::format("  refused by the case  {}\n", share(all.refused, all.draws));
  }
  return out + rows;
}

/// What is to be said of values that gave no score: "not rated without", "not tried at all values,
/// which the case refuses".
struct Without {
  std::string_view text;
  const Driver* driver;
};

std::vector<Without> without_score(const Sensitivity& one) {
  std::vector<Without> result;
  for (const Driver& driver : one.drivers) {
    // A fact is without itself at 0; what else it may be rated at is its range.
    const bool fact = driver.kind == Kind::fact;
    if (driver.unrated) {
      result.push_back({fact ? "not rated without " : "not rated at some values of ", &driver});
    }
    if (driver.refused) result.push_back({"the case refuses some values of ", &driver});
  }
  return result;
}

/// How many of the drivers move the score: they stand first.
std::size_t moving(const Sensitivity& one) {
  return static_cast<std::size_t>(
      std::ranges::count_if(one.drivers, [](const Driver& driver) { return driver.span() > 0; }));
}

std::string heading(const Sensitivity& one) {
  return fmt::format("{}: {}, {}", subject_text(one.rating), band_text(one.rating.band),
                     score_on_scale(one.rating));
}

std::string case_text(const Sensitivity& one, bool all, const Style& style) {
  std::string out = paint(style, Paint::strong, heading(one)) + '\n';
  const std::size_t count = moving(one);
  const std::size_t shown = all ? count : std::min(count, most_bars);
  if (shown == 0) {
    out += "nothing that was tried moves the score\n";
  } else {
    out += bars(one, shown, style);
  }
  if (shown < count) out += fmt::format("{} more: --all\n", count - shown);
  for (const Without& none : without_score(one)) {
    out += hanging(std::string(none.text), label(*none.driver), columns(style));
  }
  if (one.paired) out += pairs(one, all, style);
  if (one.drawn) out += drawn(one);
  return out;
}

std::string driver_prose(const Sensitivity& all, const Driver& one) {
  const int decimals = score_decimals(all.rating);
  std::string text = fmt::format("{}: from {} to {}", long_label(one), fixed(one.low, decimals),
                                 fixed(one.high, decimals));
  if (const std::string flip = flip_text(all, one); !flip.empty()) text += "; " + flip;
  return statement(text);
}

std::string_view kind_word(Kind kind) {
  switch (kind) {
    case Kind::fact:
      return "fact";
    case Kind::estimate:
      return "estimate";
    case Kind::certainty:
      return "certainty";
    case Kind::weight:
      return "weight";
    case Kind::gap:
      return "gap";
  }
  return {};
}

json::object driver_json(const Driver& one) {
  json::object result{{"kind", kind_word(one.kind)}, {"name", one.name}};
  const bool gap = one.kind == Kind::gap;
  if (!one.facts.empty()) result["facts"] = to_json(one.facts);
  if (!one.stated_as.empty()) result["stated_as"] = one.stated_as;
  if (!one.field.empty()) result["field"] = one.field;
  if (!one.unit.empty()) result["unit"] = one.unit;
  if (!one.rule.empty()) {
    result["rule"] = one.rule;
    result["module"] = one.module;
  }
  if (gap) {
    result["relation"] = one.relation;
  } else {
    result["now"] = nullptr;
    if (one.now) result["now"] = *one.now;
    result["from"] = one.from;
    result["to"] = one.to;
    result["steps"] = one.steps;
  }
  result["span"] = one.span();
  const auto end = [&](double score, const std::string& band, double at,
                       const std::string& answer) {
    json::object object{{"score", score}, {"band", band}};
    if (gap) {
      object["answer"] = answer.empty() ? json::value(nullptr) : json::value(answer);
    } else {
      object["at"] = at;
    }
    return object;
  };
  result["low"] = end(one.low, one.low_band, one.low_at, one.low_answer);
  result["high"] = end(one.high, one.high_band, one.high_at, one.high_answer);
  result["unrated"] = one.unrated;
  result["refused"] = one.refused;
  if (gap) return result;
  json::array flips;
  for (const Flip& flip : one.flips) {
    flips.push_back(json::object{
        {"last", flip.last}, {"first", flip.first}, {"from", flip.from}, {"to", flip.to}});
  }
  result["flips"] = std::move(flips);
  return result;
}

const char* end_word(Interaction::End end) { return end == Interaction::End::low ? "low" : "high"; }

json::value drawn_json(const Sensitivity& one) {
  if (!one.drawn) return nullptr;
  const Drawn& all = *one.drawn;
  json::object bands;
  for (std::size_t i = 0; i < all.bands.size(); ++i) {
    bands[one.rating.bands[i].name] = all.bands[i];
  }
  return json::object{{"draws", all.draws},     {"seed", all.seed},   {"estimates", all.estimates},
                      {"weights", all.weights}, {"facts", all.facts}, {"unrated", all.unrated},
                      {"refused", all.refused}, {"mean", all.mean},   {"low", all.low},
                      {"median", all.median},   {"high", all.high},   {"bands", std::move(bands)}};
}

}  // namespace

std::string sensitivity_text(const Sensitivities& cases, bool all, const Style& style) {
  std::string out;
  for (const Sensitivity* one : cases) {
    if (!out.empty()) out += '\n';
    out += case_text(*one, all, style);
  }
  return out;
}

std::string sensitivity_prose(const Sensitivities& cases, bool all) {
  std::string out;
  for (const Sensitivity* one : cases) {
    out += statement(heading(*one)) + '\n';
    const std::size_t count = moving(*one);
    const std::size_t shown = all ? count : std::min(count, most_bars);
    for (std::size_t i = 0; i < shown; ++i) out += driver_prose(*one, one->drivers[i]) + '\n';
    if (shown == 0) out += "Nothing that was tried moves the score.\n";
    if (shown < count) out += fmt::format("{} more move it less.\n", count - shown);
    for (const Without& none : without_score(*one)) {
      out += statement(std::string(none.text) + long_label(*none.driver)) + '\n';
    }
    const int decimals = score_decimals(one->rating);
    const std::size_t pairs = shown_pairs(*one, all);
    for (std::size_t i = 0; i < pairs; ++i) {
      out += statement(fmt::format("{} beyond each alone: {}",
                                   with_sign(one->pairs[i].beyond(), decimals),
                                   pair_text(*one, one->pairs[i]))) +
             '\n';
    }
    if (pairs < one->pairs.size()) {
      out += fmt::format("{} more pairs do no more.\n", one->pairs.size() - pairs);
    }
    if (!one->drawn) continue;
    const Drawn& drawn = *one->drawn;
    out += statement(fmt::format("{}: mean {}, median {}, 90% of draws from {} to {}",
                                 drawn_head(drawn), fixed(drawn.mean, decimals),
                                 fixed(drawn.median, decimals), fixed(drawn.low, decimals),
                                 fixed(drawn.high, decimals))) +
           '\n';
    for (std::size_t i = 0; i < drawn.bands.size() && drawn.draws > 0; ++i) {
      out += statement(fmt::format("{}: {} of draws", band_text(one->rating.bands[i].name),
                                   share(drawn.bands[i], drawn.draws))) +
             '\n';
    }
    if (drawn.unrated > 0) {
      out += fmt::format("Not rated: {} of draws.\n", share(drawn.unrated, drawn.draws));
    }
    if (drawn.refused > 0) {
      out += fmt::format("Refused by the case: {} of draws.\n", share(drawn.refused, drawn.draws));
    }
  }
  return out;
}

std::string sensitivity_json(const Sensitivities& cases) {
  json::array all;
  for (const Sensitivity* one : cases) {
    json::array drivers;
    for (const Driver& driver : one->drivers) drivers.push_back(driver_json(driver));
    json::array pairs;
    for (const Interaction& pair : one->pairs) {
      pairs.push_back(json::object{{"one", pair.one},
                                   {"other", pair.other},
                                   {"one_end", end_word(pair.one_end)},
                                   {"other_end", end_word(pair.other_end)},
                                   {"one_alone", pair.one_alone},
                                   {"other_alone", pair.other_alone},
                                   {"together", pair.together},
                                   {"beyond", pair.beyond()}});
    }
    all.push_back(json::object{{"case", one->info.name},
                               {"path", one->info.path},
                               {"calculus", one->calculus},
                               {"rating", one->rating.rating},
                               {"module", one->rating.module},
                               {"subject", to_json(one->rating.subject)},
                               {"score", one->rating.score},
                               {"band", one->rating.band},
                               {"weights", one->weights},
                               {"drivers", std::move(drivers)},
                               {"pairs", std::move(pairs)},
                               {"drawn", drawn_json(*one)},
                               {"limit", to_json(one->limit)}});
  }
  json::object document{
      {"schema", "casus.sensitivity/1"}, {"goal", nullptr}, {"cases", std::move(all)}};
  if (!cases.empty()) document["goal"] = cases.front()->goal;
  return write_json(document) + '\n';
}

}  // namespace casus::report
