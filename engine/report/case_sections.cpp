// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/report_sections.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

std::string heading(const Page& page, std::string_view text) {
  std::string out;
  for (const std::string& line : wrap(text, page.width)) {
    out += (out.empty() ? "" : "\n") + paint(page.style, Paint::strong, line);
  }
  return out;
}

std::string grade(const Evidence& evidence) {
  return printable(evidence.reliability + evidence.credibility);
}

/// "B2, certainty 0.9": how well attested, as far as that is known and not full.
std::string attestation(const Evidence& evidence) {
  std::string out = grade(evidence);
  if (evidence.certainty != 1) {
    out += (out.empty() ? "" : ", ") + ("certainty " + certainty_text(evidence.certainty));
  }
  return out;
}

/// The attestation that most of the facts share; the first among equals.
std::string usual_attestation(const std::vector<const Evidence*>& list) {
  const auto count = [&](const std::string& wanted) {
    return std::ranges::count_if(list,
                                 [&](const Evidence* e) { return attestation(*e) == wanted; });
  };
  std::string usual;
  std::ptrdiff_t most = 1;  // what stands once is not usual
  for (const Evidence* evidence : list) {
    const std::string each = attestation(*evidence);
    if (count(each) > most) {
      most = count(each);
      usual = each;
    }
  }
  return usual;
}

std::vector<const Evidence*> used_evidence(const Assessment& assessment) {
  std::vector<const Evidence*> used;
  for (const Evidence& evidence : assessment.evidence) {
    if (evidence.used) used.push_back(&evidence);
  }
  return used;
}

/// What a fact says; of an explicit negative, that it denies that.
std::string claim(const Evidence& evidence) {
  return (evidence.holds ? "" : "denied: ") + printable(evidence.text);
}

/// The ids of the facts that reasons rest on, counted or not, and limits.
std::set<std::string> ids_of_reasons(const Assessment& assessment) {
  std::set<std::string> ids;
  for (const Rating& rating : assessment.ratings) {
    for (const Contribution& one : rating.contributions) {
      ids.insert(one.facts.begin(), one.facts.end());
    }
    for (const LimitEffect& one : rating.limits) ids.insert(one.facts.begin(), one.facts.end());
  }
  return ids;
}

/// What stands after a quote in brackets: source and origin, kind and attestation where they are
/// not the usual ones, and whether it matters for other conclusions alone.
std::string remarks(const Evidence& evidence, const std::string& usual, bool in_reasons) {
  std::string out;
  const auto add = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
  if (!evidence.source.empty()) add(printable(evidence.source));
  if (!evidence.holds && !evidence.quote.empty()) add(claim(evidence));
  if (!evidence.kind.empty() && evidence.kind != "fact") add(printable(evidence.kind));
  if (!evidence.origin.empty()) add("origin " + printable(evidence.origin));
  const std::string attested = attestation(evidence);
  if (attested != usual) add(attested.empty() ? "certain" : attested);
  if (!in_reasons) add("in no reason above");
  return out.empty() ? out : " (" + out + ')';
}

/// " F13 ¶15 ", all of one width.
class Labels {
 public:
  Labels(const std::vector<const Evidence*>& list, const Style& style) : style_(style) {
    for (const Evidence* evidence : list) {
      id_ = std::max(id_, display_width(evidence->id));
      at_ = std::max(at_, display_width(passage_text(evidence->at, style)));
    }
  }
  [[nodiscard]] std::string of(const Evidence& evidence) const {
    std::string label = ' ' + pad_right(printable(evidence.id), id_) + ' ';
    if (at_ > 0) label += pad_right(passage_text(evidence.at, style_), at_) + ' ';
    return label;
  }

 private:
  const Style& style_;
  std::size_t id_ = 0;
  std::size_t at_ = 0;
};

std::string reason_unused(const Evidence& evidence, const CaseInfo& info) {
  if (evidence.contradicted) return "held and denied equally, see CONFLICTS";
  if (!evidence.counted) {
    return info.as_of ? "not valid at " + date_text(*info.as_of) : "not valid at this date";
  }
  if (evidence.kind != "fact" && !evidence.kind.empty()) {
    return fmt::format("a {}; no reason above rests on it", printable(evidence.kind));
  }
  return "no reason above rests on it";
}

/// Origins that are none of the sources listed: each counts in the confidence as one of them.
std::vector<std::string> origin_lines(const std::vector<const Evidence*>& used, const Page& page) {
  std::set<std::string> sources;
  for (const Evidence* evidence : used) sources.insert(evidence->source);
  std::map<std::string, std::vector<std::string>> facts;
  for (const Evidence* evidence : used) {
    const bool counts = !evidence->source.empty() && !evidence->origin.empty();
    if (counts && !sources.contains(evidence->origin)) {
      facts[evidence->origin].push_back(evidence->id);
    }
  }
  std::vector<std::string> lines;
  for (const auto& [origin, ids] : facts) {
    const std::string text =
        fmt::format("{}, of {}: counts in place of {} source", printable(origin), ids_text(ids),
                    ids.size() == 1 ? "its" : "their");
    lines.push_back(hanging(" origin  ", text, page.width));
  }
  return lines;
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::ranges::count(list, text) == 0) list.push_back(text);
}

/// Whether a contradiction is told as what would move a rating by itself.
bool moves(const Rating& rating, const std::string& text) {
  const auto told = [&](const auto& one) {
    return std::ranges::count(one.contradictions, text) > 0;
  };
  return told(rating) || std::ranges::any_of(rating.factors, told);
}

/// What a rating may rest on in other ways: by way of other conclusions, of its absence, or
/// whichever side is the stronger.
void add_disputed(std::vector<std::string>& gaps, const Assessment& assessment) {
  for (const Rating& rating : assessment.ratings) {
    for (const std::string& text : rating.disputed) {
      if (moves(rating, text)) continue;
      add_once(gaps, fmt::format("disputed: {}; {} rests on it or could", printable(text),
                                 title_text(rating)));
    }
  }
}

}  // namespace

std::string evidence_section(const Assessment& assessment, const Page& page) {
  const auto used = used_evidence(assessment);
  const std::size_t listed = std::min(assessment.used_records, Assessment::most_records);
  const std::size_t facts = assessment.evidence.size() - listed + assessment.records;
  const std::size_t unlisted = assessment.used_records - listed;
  if (facts == 0) return {};
  const std::string usual = usual_attestation(used);
  std::string about =
      fmt::format("EVIDENCE ({} of {} used", used.size() + unlisted, counted(facts, "fact"));
  if (!usual.empty()) about += "; " + usual + " where not said";
  std::string out = heading(page, about + ')') + '\n';
  const Labels labels(used, page.style);
  const std::set<std::string> reasons = ids_of_reasons(assessment);
  for (const Evidence* evidence : used) {
    const bool in_reasons = assessment.ratings.empty() || reasons.contains(evidence->id);
    std::string text = evidence->quote.empty() ? claim(*evidence)
                                               : fmt::format("\"{}\"", one_line(evidence->quote));
    text += remarks(*evidence, usual, in_reasons);
    if (!evidence->note.empty()) text += "; note: " + one_line(evidence->note);
    out += hanging(labels.of(*evidence), text, page.width);
  }
  if (unlisted > 0) {
    out += hanging(" ", counted(unlisted, "more record") + " of data files", page.width);
  }
  return out;
}

std::string grades_section(const Assessment& assessment, const Page& page) {
  const auto graded = [](const Evidence* evidence) { return !grade(*evidence).empty(); };
  if (std::ranges::none_of(used_evidence(assessment), graded)) return {};
  return hanging("GRADES  ",
                 "reliability of the source, A completely reliable to E unreliable, F cannot be "
                 "judged; credibility of the statement, 1 confirmed by others to 5 improbable, 6 "
                 "cannot be judged",
                 page.width);
}

std::string sources_section(const Assessment& assessment, const Page& page) {
  const auto used = used_evidence(assessment);
  std::vector<std::string> lines;
  for (const Evidence* evidence : used) {
    if (evidence->source.empty()) continue;
    std::string text;
    const auto add = [&](const std::string& part) {
      if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    };
    add(printable(evidence->source_title));
    add(printable(evidence->source_publisher));
    if (evidence->published) add(date_text(*evidence->published));
    add(printable(evidence->source_url));
    if (!evidence->source_author.empty()) {
      text = printable(evidence->source_author) + (text.empty() ? "" : ": " + text);
    }
    if (!evidence->reliability.empty()) {
      text += fmt::format(" (reliability {})", printable(evidence->reliability));
    }
    add_once(lines, hanging(' ' + printable(evidence->source) + "  ", text, page.width));
  }
  for (std::string& line : origin_lines(used, page)) lines.push_back(std::move(line));
  if (lines.empty()) return {};
  std::string out = heading(page, "SOURCES") + '\n';
  for (const std::string& line : lines) out += line;
  return out;
}

std::string gaps_section(const Assessment& assessment, const Page& page) {
  std::vector<std::string> gaps;
  for (const Rating& rating : assessment.ratings) {
    for (const Contribution& contribution : rating.contributions) {
      if (contribution.counted_with) continue;
      for (const std::string& p : contribution.presumptions) add_once(gaps, "presumed: " + p);
    }
    for (const LimitEffect& limit : rating.limits) {
      for (const std::string& p : limit.presumptions) add_once(gaps, "presumed: " + p);
    }
  }
  const bool presumed = !gaps.empty();
  for (const Rating& rating : assessment.ratings) {
    for (const FactorScore& factor : rating.factors) {
      for (const std::string& text : factor.contradictions) {
        add_once(gaps, fmt::format("contradicted: {}; it would move {} of {}", printable(text),
                                   factor_title(rating, factor.name), subject_text(rating)));
      }
    }
    for (const std::string& text : rating.contradictions) {
      add_once(gaps, fmt::format("contradicted: {}; it may cap or floor {} of {}", printable(text),
                                 title_text(rating), subject_text(rating)));
    }
  }
  add_disputed(gaps, assessment);
  for (const std::string& question : assessment.questions) {
    gaps.push_back("not known: " + printable(question));
  }
  for (const Evidence* fact : used_evidence(assessment)) {
    for (const Estimate& one : fact->estimates) {
      gaps.push_back(fmt::format("{}: {} estimated at {} to {}, only {} used", printable(fact->id),
                                 printable(one.field), brief(one.low, 6), brief(one.high, 6),
                                 brief(one.likely, 6)));
    }
  }
  if (!assessment.published_later.empty()) {
    gaps.push_back("published or observed after the date of assessment, and counted in full: " +
                   ids_text(assessment.published_later));
  }
  std::string out = heading(page, "GAPS") + '\n';
  if (!presumed) out += hanging(" ", "nothing was presumed", page.width);
  for (const std::string& gap : gaps) out += hanging(" ", gap, page.width);
  return out;
}

std::string warnings_section(const CaseAssessment& one, const Page& page) {
  if (one.assessment.warnings.empty()) return {};
  std::string out = heading(page, "WARNINGS") + '\n';
  for (const Diagnostic& d : one.assessment.warnings) {
    const std::string place = d.labels.empty() ? "" : one.sources.place(d.labels.front().span);
    std::string text = printable(d.message) + " (" + d.code;
    if (!place.empty()) text += ", " + printable(place);
    out += hanging(" ", text + ')', page.width);
  }
  return out;
}

std::string conflicts_section(const Assessment& assessment, const Page& page) {
  if (assessment.contradictions.empty()) return {};
  std::string out = heading(page, "CONFLICTS") + '\n';
  for (const std::string& text : assessment.contradictions) out += hanging(" ", text, page.width);
  return out;
}

std::string unused_section(const Assessment& assessment, const Page& page) {
  std::vector<const Evidence*> unused;
  for (const Evidence& evidence : assessment.evidence) {
    if (!evidence.used) unused.push_back(&evidence);
  }
  const std::size_t records = assessment.records - assessment.used_records;
  if (unused.empty() && records == 0) return {};
  std::string out = heading(page, "UNUSED") + '\n';
  const Labels labels(unused, page.style);
  for (const Evidence* evidence : unused) {
    const std::string text =
        fmt::format("{} ({})", claim(*evidence), reason_unused(*evidence, assessment.info));
    out += hanging(labels.of(*evidence), text, page.width);
  }
  if (records > 0) {
    out += hanging(" ",
                   fmt::format("{} of {} of data files (no reason above rests on {})", records,
                               counted(assessment.records, "record"), records == 1 ? "it" : "them"),
                   page.width);
  }
  return out;
}

}  // namespace casus::report
