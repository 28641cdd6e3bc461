// SPDX-License-Identifier: Apache-2.0
#include "report/fact.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

/// "fact, certainty 0.9, B2, observed 2014-12-01; source `cia` (World Factbook), ¶11"
std::string attested(const Evidence& fact, const Style& style) {
  std::string text = printable(fact.kind.empty() ? "fact" : fact.kind);
  text += ", certainty " + certainty_text(fact.certainty);
  const std::string grade = fact.reliability + fact.credibility;
  if (!grade.empty()) text += ", graded " + printable(grade);
  if (fact.observed) text += ", observed " + date_text(*fact.observed);
  if (!fact.counted) text += ", not valid at the date of assessment";
  if (fact.contradicted) text += ", held and denied equally";
  if (fact.source.empty()) return text;
  text += "; source " + printable(fact.source);
  std::string title = printable(fact.source_title);
  if (fact.published) title += (title.empty() ? "" : ", ") + date_text(*fact.published);
  if (!title.empty()) text += " (" + title + ')';
  if (!fact.at.empty()) text += ", " + passage_text(fact.at, style);
  if (!fact.origin.empty()) text += ", origin " + printable(fact.origin);
  return text;
}

/// "pump 9 is rated because of it", "12 subjects are rated because of it".
std::string because_of_it(const RatedByFact& rated) {
  const std::string what = rated.size() == 1 ? subject_text(*rated.front()) + " is"
                                             : counted(rated.size(), "subject") + " are";
  return what + " rated because of it";
}

}  // namespace

std::string fact_text(const Evidence& fact, const Assessment& assessment,
                      const std::function<RatedByFact()>& rated, const Sources& sources,
                      const Style& style) {
  const std::size_t width = columns(style);
  std::string place = fact.span.valid() ? sources.place(fact.span) : std::string();
  place = printable(place.substr(place.rfind('/') + 1));
  std::string out =
      hanging(printable(fact.id) + "  ",
              (fact.kind.empty() || fact.kind == "fact" ? "" : '(' + printable(fact.kind) + ") ") +
                  (fact.holds ? "" : "denied: ") + printable(fact.text) +
                  (place.empty() ? "" : " (" + place + ')'),
              width);
  out += hanging("  ", attested(fact, style), width);
  if (!fact.quote.empty()) out += hanging("  ", '"' + printable(fact.quote) + '"', width);
  if (!fact.note.empty()) out += hanging("  ", "note: " + printable(fact.note), width);
  std::string used;
  for (const Rating& rating : assessment.ratings) {
    const auto add = [&](double amount, const std::string& text, const std::string& rule) {
      used +=
          hanging("  " + points_text(rating, amount) + "  ",
                  fmt::format("{}: {} ({})", subject_text(rating), text, printable(rule)), width);
    };
    for (const Contribution& one : rating.contributions) {
      if (one.counted_with || std::ranges::count(one.facts, fact.id) == 0) continue;
      add(one.amount,
          factor_title(rating, one.factor) + ": " + sentence(one.because, one.title, one.rule),
          one.rule);
    }
    for (const LimitEffect& one : rating.limits) {
      if (std::ranges::count(one.facts, fact.id) == 0) continue;
      add(one.effect, sentence(one.because, one.title, one.rule), one.rule);
    }
  }
  if (!used.empty()) return out + "what rests on it:\n" + used;
  if (const RatedByFact all = rated(); !all.empty()) {
    return out + hanging("", because_of_it(all), width);
  }
  return out + (fact.used ? "conclusions rest on it, and no reason of a rating\n"
                          : "nothing rests on it\n");
}

}  // namespace casus::report
