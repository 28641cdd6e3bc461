// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/ratings.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

json::array subjects(const Rating& rating) {
  json::array array;
  for (const Value& value : rating.subject) array.push_back(to_json(value));
  return array;
}

/// Adds where a contribution comes from, and what counts in its place where it does not count.
void put_origins(json::object& object, const Rating& rating, const Contribution& c) {
  if (!c.origins.empty()) object["origins"] = to_json(c.origins);
  if (!c.counted_with) return;
  const Contribution& other = rating.contributions[*c.counted_with];
  object["alone"] = c.alone;
  object["counted_with"] =
      json::object{{"index", *c.counted_with}, {"rule", other.rule}, {"because", other.because}};
}

json::array contributions(const Rating& rating, const Sources& sources) {
  json::array array;
  for (const Contribution& c : rating.contributions) {
    array.push_back(json::object{{"rule", c.rule},
                                 {"title", c.title},
                                 {"factor", c.factor},
                                 {"amount", c.amount},
                                 {"weight", c.weight},
                                 {"certainty", c.certainty},
                                 {"because", c.because},
                                 {"facts", to_json(c.facts)},
                                 {"presumptions", to_json(c.presumptions)},
                                 {"for_each", to_json(c.for_each)},
                                 {"source", c.source},
                                 {"place", sources.place(c.span)}});
    if (c.between) array.back().as_object()["between"] = to_json(c.between);
    put_origins(array.back().as_object(), rating, c);
  }
  return array;
}

json::array factors(const Rating& rating) {
  json::array array;
  for (const FactorScore& f : rating.factors) {
    array.push_back(json::object{{"factor", f.name},
                                 {"title", f.title},
                                 {"points", f.points},
                                 {"sum", f.sum},
                                 {"state", json::value(state_word(f.state))},
                                 {"contradictions", to_json(f.contradictions)},
                                 {"unapplied", to_json(f.unapplied)},
                                 {"low", f.low},
                                 {"high", f.high}});
  }
  return array;
}

json::array limits(const Rating& rating, const Sources& sources) {
  json::array array;
  for (const LimitEffect& l : rating.limits) {
    array.push_back(json::object{{"rule", l.rule},
                                 {"title", l.title},
                                 {"factor", l.factor},
                                 {"kind", l.caps ? "cap" : "floor"},
                                 {"at", l.at},
                                 {"effect", l.effect},
                                 {"certainty", l.certainty},
                                 {"because", l.because},
                                 {"facts", to_json(l.facts)},
                                 {"place", sources.place(l.span)}});
    array.back().as_object()["presumptions"] = to_json(l.presumptions);
    if (l.between) array.back().as_object()["between"] = to_json(l.between);
  }
  return array;
}

json::array defeated(const Rating& rating, const Sources& sources) {
  json::array array;
  for (const DefeatedEffect& d : rating.defeated) {
    json::array by;
    for (const DefeatedEffect::By& one : d.by) {
      by.push_back(json::object{
          {"rule", one.rule}, {"because", one.because}, {"place", sources.place(one.span)}});
    }
    array.push_back(json::object{{"rule", d.rule},
                                 {"title", d.title},
                                 {"factor", d.factor},
                                 {"kind", !d.at    ? "contribution"
                                          : d.caps ? "cap"
                                                   : "floor"},
                                 {"certainty", d.certainty},
                                 {"because", d.because},
                                 {"facts", to_json(d.facts)},
                                 {"by", std::move(by)},
                                 {"place", sources.place(d.span)}});
    json::object& object = array.back().as_object();
    if (d.amount) object["amount"] = *d.amount;
    if (d.at) object["at"] = *d.at;
  }
  return array;
}

json::object scale(const Rating& rating) {
  json::array bands;
  for (const Band& band : rating.bands) {
    bands.push_back(json::object{{"band", band.name}, {"from", band.from}, {"to", band.to}});
  }
  return {{"low", rating.scale_low}, {"high", rating.scale_high}, {"bands", std::move(bands)}};
}

void put_rating(json::object& object, const Rating& rating, const CaseAssessment& one) {
  const Assessment& assessment = one.assessment;
  object["rating"] = rating.rating;
  object["subject"] = subjects(rating);
  object["score"] = rating.score;
  object["band"] = rating.band;
  object["range"] = json::array{rating.range_low, rating.range_high};
  object["confidence"] = json::value(confidence_word(rating.confidence.level));
  object["contributions"] = contributions(rating, one.sources);
  object["title"] = rating.title;
  object["case"] = assessment.info.name;
  object["as_of"] = to_json(assessment.info.as_of);
  object["calculus"] = assessment.calculus;
  object["confidence_index"] = rating.confidence.index;
  object["confidence_reasons"] = to_json(rating.confidence.reasons);
  object["starts"] = rating.starts;
  object["factors"] = factors(rating);
  object["limits"] = limits(rating, one.sources);
  object["scale"] = scale(rating);
  object["place"] = one.sources.place(rating.span);
  object["likelihood"] = to_json(rating.likelihood);
  object["module"] = rating.module;
  object["defeated"] = defeated(rating, one.sources);
  object["contradictions"] = to_json(rating.contradictions);
  object["disputed"] = to_json(rating.disputed);
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
std::vector<std::string> likelihood_cells(const std::optional<Likelihood>& likelihood) {
  if (!likelihood) return std::vector<std::string>(5);
  const Likelihood& l = *likelihood;
  return {l.event + " within " + l.horizon, shortest(l.probability), shortest(l.low),
          shortest(l.high), l.term};
}

}  // namespace

std::string ratings_json(const CaseAssessments& cases) {
  json::array ratings;
  json::array infos;
  for (const CaseAssessment& one : cases) {
    for (const Rating& rating : one.assessment.ratings) {
      json::object object;
      put_rating(object, rating, one);
      ratings.push_back(std::move(object));
    }
    infos.push_back(case_json(one));
  }
  const json::object document{
      {"schema", "casus.eval/1"}, {"ratings", std::move(ratings)}, {"cases", std::move(infos)}};
  return write_json(document) + '\n';
}

std::string ratings_ndjson(const CaseAssessments& cases) {
  std::string out;
  for (const CaseAssessment& one : cases) {
    for (const Rating& rating : one.assessment.ratings) {
      json::object object{{"schema", "casus.eval/1"}};
      put_rating(object, rating, one);
      out += write_json(object) + '\n';
    }
  }
  return out;
}

std::string ratings_csv(const CaseAssessments& cases) {
  std::string out =
      csv_row({"case", "as_of", "rating", "subject", "score", "band", "range_low", "range_high",
               "confidence", "confidence_reasons", "event", "probability", "probability_low",
               "probability_high", "likelihood", "module"});
  for (const CaseAssessment& one : cases) {
    const CaseInfo& info = one.assessment.info;
    for (const Rating& rating : one.assessment.ratings) {
      std::string subject;
      for (const Value& value : rating.subject) {
        if (!subject.empty()) subject += "; ";
        subject += value.text;
      }
      std::string reasons;
      for (const std::string& reason : rating.confidence.reasons) {
        if (!reasons.empty()) reasons += "; ";
        reasons += reason;
      }
      std::vector<std::string> row{info.name,
                                   info.as_of ? date_text(*info.as_of) : "",
                                   rating.rating,
                                   subject,
                                   shortest(rating.score),
                                   rating.band,
                                   shortest(rating.range_low),
                                   shortest(rating.range_high),
                                   std::string(confidence_word(rating.confidence.level)),
                                   reasons};
      const std::vector<std::string> likelihood = likelihood_cells(rating.likelihood);
      row.insert(row.end(), likelihood.begin(), likelihood.end());
      row.push_back(rating.module);
      out += csv_row(row);
    }
  }
  return out;
}

}  // namespace casus::report
