// SPDX-License-Identifier: Apache-2.0
#include "report/before_after.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/score_reasons.hpp"
#include "report/wording.hpp"

namespace casus::report {

std::string missing_subject(const Rating& rated) {
  const std::string& what = rated.subject_title;
  return what.empty() ? "no such subject"
                      : fmt::format("no {} {}", printable(what), subject_text(rated));
}

std::string unchanged_text(const std::vector<RatedSide>& ratings, bool whole,
                           const std::string& behind_count, const Style& style) {
  if (ratings.empty()) return {};
  if (ratings.size() > 1 && !whole) {
    return counted(ratings.size(), "rating") + " unchanged" + behind_count + '\n';
  }
  std::string out;
  for (const RatedSide& one : ratings) {
    out += hanging("",
                   fmt::format("{}: {} {}, unchanged", one.name, band_text(one.rating->band),
                               score_text(*one.rating)),
                   columns(style));
  }
  return out;
}

json::value rated_json(const Rating* rating) {
  if (rating == nullptr) return nullptr;
  return json::object{{"score", rating->score},
                      {"band", rating->band},
                      {"range", json::array{rating->range_low, rating->range_high}}};
}

std::string sides(const RatedSide& before, const RatedSide& after) {
  const auto band = [](const RatedSide& side) {
    return side.rating == nullptr ? std::string("not rated") : band_text(side.rating->band);
  };
  const auto score = [](const RatedSide& side) {
    return side.rating == nullptr ? std::string() : score_text(*side.rating);
  };
  std::string moved;
  if (before.rating != nullptr && after.rating != nullptr) {
    moved = with_sign(after.rating->score - before.rating->score, score_decimals(*after.rating));
  }
  const std::size_t bands = std::max(display_width(band(before)), display_width(band(after)));
  const std::size_t scores = std::max(score(before).size(), score(after).size());
  const auto line = [&](char sign, const RatedSide& side, const std::string& change) {
    std::string text =
        fmt::format("{} {}  {}  {}  {}", sign, pad_right(band(side), bands),
                    pad_left(score(side), scores), pad_right(change, moved.size()), side.name);
    trim_end(text);
    return text + '\n';
  };
  return line('-', before, "") + line('+', after, moved);
}

std::string reasons(const std::vector<ScoreChange>& changes, const Rating& rating, bool whole,
                    const Style& style) {
  std::vector<ScoreReason> lines = score_reasons(changes, rating, whole);
  const std::size_t all = score_reasons(changes, rating, true).size();
  if (lines.size() < all) lines.back().text += ": --all";
  const int decimals = score_decimals(rating);
  std::size_t width = 0;
  for (const ScoreReason& line : lines) {
    width = std::max(width, with_sign(line.points, decimals).size());
  }
  std::string out;
  for (const ScoreReason& line : lines) {
    out += hanging("  " + pad_left(with_sign(line.points, decimals), width) + "  ", line.text,
                   columns(style));
  }
  return out;
}

std::string likelihood_change(const Rating* before, const Rating* after) {
  if (before == nullptr || after == nullptr || !before->likelihood || !after->likelihood) return {};
  const std::string was = chance_text(*before->likelihood);
  const std::string now = chance_text(*after->likelihood);
  if (was == now) return {};
  return fmt::format("{} within {}: was {}, now {}", printable(after->likelihood->event),
                     printable(after->likelihood->horizon), was, now);
}

}  // namespace casus::report
