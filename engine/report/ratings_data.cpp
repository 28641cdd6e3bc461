// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/ratings.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

/// Where a contribution comes from, and what counts in its place where it does not count.
void write_origins(JsonWriter& json, const Rating& rating, const Contribution& c) {
  if (!c.origins.empty()) json.field("origins", c.origins);
  if (!c.counted_with) return;
  const Contribution& other = rating.contributions[*c.counted_with];
  json.field("alone", c.alone).key("counted_with").open('{');
  json.field("index", std::uint64_t{*c.counted_with});
  json.field("rule", other.rule).field("because", other.because).close('}');
}

void write_contributions(JsonWriter& json, const Rating& rating, const Sources& sources) {
  json.key("contributions").open('[');
  for (const Contribution& c : rating.contributions) {
    json.open('{').field("rule", c.rule).field("title", c.title).field("factor", c.factor);
    json.field("amount", c.amount).field("weight", c.weight).field("certainty", c.certainty);
    json.field("because", c.because).field("facts", c.facts);
    json.field("presumptions", c.presumptions).field("for_each", c.for_each);
    json.field("source", c.source).field("place", sources.place(c.span));
    if (c.between) json.field("between", to_json(c.between));
    write_origins(json, rating, c);
    json.close('}');
  }
  json.close(']');
}

void write_factors(JsonWriter& json, const Rating& rating) {
  json.key("factors").open('[');
  for (const FactorScore& f : rating.factors) {
    json.open('{').field("factor", f.name).field("title", f.title);
    json.field("points", f.points).field("sum", f.sum).field("state", state_word(f.state));
    json.field("contradictions", f.contradictions).field("unapplied", f.unapplied);
    json.field("low", f.low).field("high", f.high).close('}');
  }
  json.close(']');
}

void write_limits(JsonWriter& json, const Rating& rating, const Sources& sources) {
  json.key("limits").open('[');
  for (const LimitEffect& l : rating.limits) {
    json.open('{').field("rule", l.rule).field("title", l.title).field("factor", l.factor);
    json.field("kind", l.caps ? "cap" : "floor").field("at", l.at).field("effect", l.effect);
    json.field("certainty", l.certainty).field("because", l.because).field("facts", l.facts);
    json.field("place", sources.place(l.span)).field("presumptions", l.presumptions);
    if (l.between) json.field("between", to_json(l.between));
    json.close('}');
  }
  json.close(']');
}

void write_defeated(JsonWriter& json, const Rating& rating, const Sources& sources) {
  json.key("defeated").open('[');
  for (const DefeatedEffect& d : rating.defeated) {
    const char* const limit = d.caps ? "cap" : "floor";
    json.open('{').field("rule", d.rule).field("title", d.title).field("factor", d.factor);
    json.field("kind", d.at ? limit : "contribution").field("certainty", d.certainty);
    json.field("because", d.because).field("facts", d.facts).key("by").open('[');
    for (const DefeatedEffect::By& one : d.by) {
      json.open('{').field("rule", one.rule).field("because", one.because);
      json.field("place", sources.place(one.span)).close('}');
    }
    json.close(']').field("place", sources.place(d.span));
    if (d.amount) json.field("amount", *d.amount);
    if (d.at) json.field("at", *d.at);
    json.close('}');
  }
  json.close(']');
}

void write_scale(JsonWriter& json, const Rating& rating) {
  json.key("scale").open('{').field("low", rating.scale_low).field("high", rating.scale_high);
  json.key("bands").open('[');
  for (const Band& band : rating.bands) {
    json.open('{').field("band", band.name).field("from", band.from).field("to", band.to);
    json.close('}');
  }
  json.close(']').close('}');
}

/// All keys of a rating, in an object that is open.
void write_rating(JsonWriter& json, const Rating& rating, const CaseAssessment& one) {
  const Assessment& assessment = one.assessment;
  json.field("rating", rating.rating).key("subject").open('[');
  for (const Value& value : rating.subject) json.value(value);
  json.close(']').field("score", rating.score).field("band", rating.band);
  json.key("range").open('[').value(rating.range_low).value(rating.range_high).close(']');
  json.field("confidence", confidence_word(rating.confidence.level));
  write_contributions(json, rating, one.sources);
  json.field("title", rating.title).field("case", assessment.info.name);
  json.field("as_of", to_json(assessment.info.as_of)).field("calculus", assessment.calculus);
  json.field("confidence_index", rating.confidence.index);
  json.field("confidence_reasons", rating.confidence.reasons).field("starts", rating.starts);
  write_factors(json, rating);
  write_limits(json, rating, one.sources);
  write_scale(json, rating);
  json.field("place", one.sources.place(rating.span));
  json.field("likelihood", to_json(rating.likelihood)).field("module", rating.module);
  write_defeated(json, rating, one.sources);
  json.field("contradictions", rating.contradictions).field("disputed", rating.disputed);
}

json::object case_json(const CaseAssessment& one) {
  const Assessment& a = one.assessment;
  return {{"case", a.info.name},
          {"path", a.info.path},
          {"title", a.info.title},
          {"question", a.info.question},
          {"horizon", a.info.horizon},
          {"as_of", to_json(a.info.as_of)},
          {"calculus", a.calculus},
          {"threshold", a.threshold},
          {"facts", a.statistics.base_facts},
          {"derived", a.statistics.derived_facts},
          {"contradictions", to_json(a.contradictions)},
          {"published_later", to_json(a.published_later)},
          {"questions", to_json(a.questions)},
          {"warnings", to_json(a.warnings, one.sources)},
          {"limit", to_json(a.limit)},
          {"inexact", to_json(a.inexact)}};
}

/// Event and horizon, probability, its range, and the term; all empty where there is none.
void write_likelihood(CsvWriter& csv, const std::optional<Likelihood>& likelihood) {
  if (!likelihood) {
    for (int i = 0; i < 5; ++i) csv.cell("");
    return;
  }
  csv.cell(likelihood->event + " within " + likelihood->horizon);
  csv.cell(likelihood->probability);
  csv.cell(likelihood->low);
  csv.cell(likelihood->high);
  csv.cell(likelihood->term);
}

/// Appends an item of a list within one cell.
void join(std::string& list, std::string_view item) {
  if (!list.empty()) list += "; ";
  list += item;
}

}  // namespace

void ratings_json(const CaseAssessments& cases, Output& out) { ratings_json(cases, out, {}); }

void ratings_json(const CaseAssessments& cases, Output& out, const MoreMembers& more) {
  JsonWriter json(out.text());
  json.open('{').field("schema", "casus.eval/1").key("ratings").open('[');
  for (const CaseAssessment& one : cases) {
    for (const Rating& rating : one.assessment.ratings) {
      json.open('{');
      write_rating(json, rating, one);
      json.close('}');
      if (!out.go_on()) return;
    }
  }
  json.close(']').key("cases").open('[');
  for (const CaseAssessment& one : cases) json.value(case_json(one));
  json.close(']');
  if (more) more(json);
  json.close('}');
  out.text() += '\n';
}

void ratings_ndjson(const CaseAssessments& cases, Output& out) {
  for (const CaseAssessment& one : cases) {
    for (const Rating& rating : one.assessment.ratings) {
      JsonWriter json(out.text());
      json.open('{').field("schema", "casus.eval/1");
      write_rating(json, rating, one);
      json.close('}');
      out.text() += '\n';
      if (!out.go_on()) return;
    }
  }
}

bool ScoresNdjson::add(const CaseInfo& info, const Rating& rating) {
  JsonWriter json(out_.text());
  json.open('{').field("case", info.name).field("schema", "casus.cases/1");
  json.field("as_of", to_json(info.as_of)).field("rating", rating.rating).key("subject").open('[');
  for (const Value& value : rating.subject) json.value(value);
  json.close(']').field("score", rating.score).field("band", rating.band);
  json.key("range").open('[').value(rating.range_low).value(rating.range_high).close(']');
  json.field("confidence", confidence_word(rating.confidence.level));
  json.field("confidence_reasons", rating.confidence.reasons);
  json.field("likelihood", to_json(rating.likelihood)).field("module", rating.module).close('}');
  out_.text() += '\n';
  return out_.go_on();
}

RatingsCsv::RatingsCsv(Output& out) : out_(out) {
  out.text() += csv_row({"case", "as_of", "rating", "subject", "score", "band", "range_low",
                         "range_high", "confidence", "confidence_reasons", "event", "probability",
                         "probability_low", "probability_high", "likelihood", "module"});
}

bool RatingsCsv::add(const CaseInfo& info, const Rating& rating) {
  CsvWriter csv(out_.text());
  csv.cell(info.name);
  csv.cell(info.as_of ? date_text(*info.as_of) : "");
  csv.cell(rating.rating);
  list_.clear();
  for (const Value& value : rating.subject) join(list_, value.text);
  csv.cell(list_);
  csv.cell(rating.score);
  csv.cell(rating.band);
  csv.cell(rating.range_low);
  csv.cell(rating.range_high);
  csv.cell(confidence_word(rating.confidence.level));
  list_.clear();
  for (const std::string& reason : rating.confidence.reasons) join(list_, reason);
  csv.cell(list_);
  write_likelihood(csv, rating.likelihood);
  csv.cell(rating.module);
  csv.end_row();
  return out_.go_on();
}

}  // namespace casus::report
