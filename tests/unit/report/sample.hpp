// SPDX-License-Identifier: Apache-2.0
//
// An assessment made by hand, small enough to check every printed number with a pencil: 60 to start
// with, five factors that add up to +3.6.
#pragma once

#include <string>
#include <vector>

#include "casus/evaluation.hpp"
#include "casus/explanation.hpp"
#include "casus/source.hpp"

namespace casus::sample {

inline Value text(std::string word) {
  Value value{.data = word, .text = word};
  value.literal = '"' + word + '"';
  return value;
}

inline Contribution contribution(std::string factor, double amount, double weight, double certainty,
                                 std::string title, std::string because,
                                 std::vector<std::string> facts) {
  Contribution c;
  c.rule = "rule_of_" + facts.front();
  c.title = std::move(title);
  c.factor = std::move(factor);
  c.amount = amount;
  c.weight = weight;
  c.certainty = certainty;
  c.because = std::move(because);
  c.facts = std::move(facts);
  return c;
}

inline std::vector<Band> stability_bands() {
  return {{"critical", 0, 20},
          {"fragile", 20, 40},
          {"strained", 40, 60},
          {"firm", 60, 80},
          {"solid", 80, 100}};
}

/// 60 + 14.4 + 10.4 - 3.2 - 6.8 - 11.2 = 63.6
inline Rating rating() {
  Rating r;
  r.rating = "stability";
  r.title = "Alliance stability";
  r.subject_title = "alliance";
  r.subject = {text("Kazakhstan-Russia")};
  r.score = 63.6;
  r.band = "firm";
  r.range_low = 55.4;
  r.range_high = 71.2;
  r.confidence = {ConfidenceLevel::low, 0.35, {"one source", "1 presumption"}};
  r.starts = 60;
  r.scale_low = 0;
  r.scale_high = 100;
  r.bands = stability_bands();
  r.factors = {{"economy", "Economic interdependence", 14.4, 14.4, -15, 25, {}},
               {"security", "Security", 10.4, 10.4, -15, 15, {}},
               {"institutions", "Institutions", -3.2, -3.2, -10, 10, {}},
               {"leadership", "Leadership and succession", -6.8, -6.8, -20, 5, {}},
               {"sovereignty", "Sovereignty", -11.2, -11.2, -25, 5, {}}};
  r.contributions = {
      contribution("economy", 8, 10, 0.8, "trade", "trade of $23.5bn ties them", {"F5", "F6"}),
      contribution("economy", 4.8, 6, 0.8, "oil by Russian pipes",
                   "much Kazakh oil leaves by Russian pipelines", {"F9"}),
      contribution("economy", 1.6, 2, 0.8, "investment", "Russian investment of about $1.3bn",
                   {"F7"}),
      contribution("security", 6.4, 8, 0.8, "CSTO membership", "both belong to the CSTO", {"F12"}),
      contribution("security", 4, 5, 0.8, "60+ defence accords", "more than 60 defence accords",
                   {"F13"}),
      contribution("institutions", 4, 5, 0.8, "founding EEU members", "both founded the EEU",
                   {"F2"}),
      contribution("institutions", -4.8, -6, 0.8, "purpose of the EEU",
                   "they want different things from the EEU", {"F16"}),
      contribution("institutions", -2.4, -3, 0.8, "Moscow-led EEU body",
                   "the commission is mainly Russian", {"F22"}),
      contribution("leadership", 1.6, 2, 0.8, "elite ties",
                   "elites have been close since Soviet times", {"F4"}),
      contribution("leadership", -8.4, -12, 0.7, "succession open",
                   "leader is 75, nobody recognised as successor", {"F18"}),
      contribution("sovereignty", -11.2, -14, 0.8, "secession fear",
                   "fear of secession in the north", {"F21"})};
  r.contributions[9].presumptions = {"no successor in Kazakhstan (0.7)"};
  return r;
}

inline Evidence evidence(std::string id, std::string at, std::string sentence, std::string quote) {
  Evidence e;
  e.id = std::move(id);
  e.relation = "claim";
  e.text = std::move(sentence);
  e.kind = "fact";
  e.used = true;
  e.source = "kusznir-2015";
  e.source_title = "Russia and Kazakhstan";
  e.source_author = "J. Kusznir";
  e.reliability = "B";
  e.credibility = "2";
  e.at = std::move(at);
  e.quote = std::move(quote);
  return e;
}

/// With three facts used and two not.
inline Assessment assessment() {
  Assessment a;
  a.info.name = "kazakhstan-russia-2015";
  a.info.path = "facts/kazakhstan-russia-2015.toml";
  a.info.title = "Kazakhstan and Russia, January 2015";
  a.info.as_of = Date{16466};  // 2015-01-31
  a.calculus = "weakest-link";
  a.ratings = {rating()};
  a.evidence = {evidence("F13", "15", "they have many defence accords",
                         "more than 60 bilateral defence and military-technical agreements"),
                evidence("F16", "17", "the EEU is geopolitical to Russia",
                         "For Russia it is mainly a geopolitical project"),
                evidence("F18", "19", "the successor is not known",
                         "not clear who will succeed President Nazarbayev")};
  Evidence plan = evidence("F30", "9", "a common currency is planned", "");
  plan.kind = "plan";
  plan.used = false;
  Evidence old = evidence("F31", "", "a treaty of 1992 is in force", "");
  old.used = false;
  old.counted = false;
  a.evidence.push_back(plan);
  a.evidence.push_back(old);
  a.statistics.base_facts = 5;
  a.statistics.derived_facts = 7;
  return a;
}

inline Explanation::Node node(Explanation::Kind kind, std::string sentence) {
  Explanation::Node n;
  n.kind = kind;
  n.text = std::move(sentence);
  return n;
}

/// The proof of `rating()`, with a passage for each fact.
inline Explanation explanation(Span place) {
  using Kind = Explanation::Kind;
  const Rating rated = rating();
  const std::vector<std::pair<std::string, std::string>> passages = {
      {"F5", "12"}, {"F6", "12"},  {"F9", "14"},  {"F7", "13"}, {"F12", "15"}, {"F13", "15"},
      {"F2", "8"},  {"F16", "17"}, {"F22", "18"}, {"F4", "11"}, {"F18", "19"}, {"F21", "20"}};
  Explanation::Node root = node(Kind::rating, "Kazakhstan-Russia");
  root.span = place;
  Explanation::Node start = node(Kind::start, "starting point");
  start.amount = 60;
  root.children.push_back(start);
  for (const FactorScore& f : rated.factors) {
    Explanation::Node factor = node(Kind::factor, f.title);
    factor.amount = f.points;
    for (const Contribution& c : rated.contributions) {
      if (c.factor != f.name) continue;
      Explanation::Node one = node(Kind::contribution, c.because);
      one.rule = c.rule;
      one.amount = c.amount;
      one.weight = c.weight;
      one.certainty = c.certainty;
      one.facts = c.facts;
      for (const std::string& id : c.facts) {
        Explanation::Node fact = node(Kind::fact, "as fact " + id + " says");
        fact.evidence = evidence(id, "", "", "");
        for (const auto& [name, at] : passages) {
          if (name == id) fact.evidence->at = at;
        }
        fact.facts = {id};
        one.children.push_back(fact);
      }
      if (!c.presumptions.empty()) {
        Explanation::Node absence = node(Kind::absence, "no successor in Kazakhstan");
        Explanation::Node presumption = node(Kind::presumption, "no successor in Kazakhstan");
        presumption.certainty = 0.7;
        absence.children.push_back(presumption);
        one.children.push_back(absence);
      }
      factor.children.push_back(one);
    }
    root.children.push_back(factor);
  }
  Explanation e;
  e.goal = "stability(\"Kazakhstan-Russia\")";
  e.holds = true;
  e.roots = {root};
  e.answers = 1;
  e.ratings = {rated};
  return e;
}

}  // namespace casus::sample
