// SPDX-License-Identifier: Apache-2.0
//
// The part of why-not about ratings: by how much a score misses what the goal asks for, what keeps
// it there, and which rules could move it and do not apply.
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "explain/gap.hpp"
#include "explain/score_target.hpp"
#include "explain/summary.hpp"
#include "explain/why_not.hpp"
#include "infer/rate/rating_places.hpp"
#include "infer/rate/ratings.hpp"
#include "model/show.hpp"

namespace casus::explain {
namespace {

using check::Conclusion;
using check::Expr;
using check::Function;
using model::Word;
using Columns = std::vector<std::optional<Word>>;

std::string_view needs_of(const Target& target) {
  if (target.reach) return target.included ? "at least " : "more than ";
  return target.included ? "at most " : "less than ";
}

/// " (firm)"
std::string in_band(const Words& words, const model::Rating& rating, double points) {
  const std::uint32_t band = rating.scale.band_of(model::micros_of(points));
  return " (" + words.schema()[rating.scale.bands].members[band] + ')';
}

std::string needed_points(Function needs, const Target& target) {
  return (needs == Function::equal ? "" : std::string(needs_of(target))) +
         model::show_number(target.points);
}

/// "at least 80 (solid)", "less than 55 or at least 75 (calm)"
std::string needed_band(const Words& words, const model::Rating& rating, Function needs,
                        std::uint32_t band, const Target& target) {
  const auto& ends = rating.scale.below;
  if (needs == Function::not_equal && band > 0 && band < ends.size()) {
    const double high = model::points_of(ends[band]);
    return "less than " + model::show_number(model::points_of(ends[band - 1])) + " or at least " +
           model::show_number(high) + in_band(words, rating, high);
  }
  return std::string(needs_of(target)) + model::show_number(target.points) +
         (target.reach ? in_band(words, rating, target.points) : "");
}

std::string missing_text(double missing) {
  if (missing == 0) return {};
  const double apart = std::abs(missing);
  return ": " + score_text(apart, apart) + (missing > 0 ? " short" : " too much");
}

/// What no score can have, said so; empty where one can.
std::string beyond_text(const model::Rating& rating, std::optional<std::uint32_t> factor,
                        const Target& target) {
  const double low = model::points_of(factor ? rating.factors[*factor].low : rating.scale.low);
  const double high = model::points_of(factor ? rating.factors[*factor].high : rating.scale.high);
  const double end = target.reach ? high : low;
  const bool past = target.reach ? target.points > end : target.points < end;
  if (!past && (target.points != end || target.included)) return {};
  return std::string(", and the ") + (factor ? "factor " : "scale ") +
         (target.reach ? "ends at " : "begins at ") + model::show_number(end);
}

double number_of(Word word, model::Type type) {
  return type.base == model::Base::integer ? static_cast<double>(model::int_of(word))
                                           : model::number_of(word);
}

/// What could still move a score, or the points of a factor, one way.
class Room {
 public:
  /// `row` outlives it. `factor`: whose points are asked for; nothing: the score.
  Room(const model::Rating& rating, const infer::RatingRow& row,
       std::optional<std::uint32_t> factor, bool rise)
      : rating_(rating),
        row_(row),
        factor_(factor),
        has_(factor ? row.factors[*factor].points : row.score) {
    std::vector<model::Micros> most;  // what each factor can still take, as far as its bounds go
    for (std::size_t i = 0; i < row.factors.size(); ++i) {
      const model::Micros sum = row.factors[i].sum;
      most.push_back(rise ? std::max<model::Micros>(rating.factors[i].high - sum, 0)
                          : std::min<model::Micros>(rating.factors[i].low - sum, 0));
    }
    full_ = with(most);
  }

  /// Whether any points move it: not where a limit keeps it, whatever else counts.
  [[nodiscard]] bool any() const { return asked_of(full_) != has_; }
  /// Whether those of a factor may: not beyond its bounds, nor where a limit keeps the factor.
  [[nodiscard]] bool points(std::uint32_t factor) const {
    return any() && full_.factors[factor].points != row_.factors[factor].points;
  }
  /// Whether a limit that is certain does: not one that it is past already, nor beside a stronger.
  [[nodiscard]] bool limit(const infer::Limited& one) const {
    infer::RatingRow row = row_;
    row.limits.push_back(one);
    return asked_of(infer::fold_row(rating_, row, infer::Extreme::as_is)) != has_;
  }
  /// How far so many points of a factor move it.
  [[nodiscard]] model::Micros moved(std::uint32_t factor, model::Micros amount) const {
    std::vector<model::Micros> alone(row_.factors.size());
    alone[factor] = amount;
    return asked_of(with(alone)) - has_;
  }

 private:
  [[nodiscard]] infer::Folded with(const std::vector<model::Micros>& by_factor) const {
    infer::RatingRow row = row_;
    for (std::uint32_t i = 0; i < by_factor.size(); ++i) {
      row.contributions.push_back({.factor = i, .amount = by_factor[i]});
    }
    return infer::fold_row(rating_, row, infer::Extreme::as_is);
  }
  [[nodiscard]] model::Micros asked_of(const infer::Folded& folded) const {
    return factor_ ? folded.factors[*factor_].points : folded.whole.points;
  }

  const model::Rating& rating_;
  const infer::RatingRow& row_;
  std::optional<std::uint32_t> factor_;
  model::Micros has_;
  infer::Folded full_;
};

}  // namespace

/// A test of a score, band or points, or of a variable that has one. False where it is none.
bool WhyNotBuilder::tell_rating_test(const infer::Shortfall& miss, Telling& telling,
                                     WhyNot::Condition& into) {
  const check::Terms& terms = telling.probe.terms();
  const Expr& expr = terms[without_conversion(terms, miss.expr)];
  const model::Type asked = terms[miss.asked].type;
  AskedRating rated{.needs = miss.needs, .needed = miss.needed, .type = asked};
  if (expr.kind == Expr::Kind::variable) {
    for (const check::ConditionId one :
         telling.candidate.inquiry->alternatives[telling.candidate.alternative]) {
      if (terms[one].kind != check::Condition::Kind::atom) continue;
      const check::Atom& atom = terms[one].atom;
      if (!words_.schema()[atom.relation].rating.valid()) continue;
      rated.rating = words_.schema()[atom.relation].rating;
      rated.subjects = asked_columns(atom, telling);
      rated.subjects.resize(words_.schema()[rated.rating].subjects);
      for (const check::Atom::Given& given : atom.given) {
        const Expr& place = terms[given.expr];
        const bool here = place.kind == Expr::Kind::variable && place.variable == expr.variable;
        if (here && given.column >= rated.subjects.size()) return tell_rating(rated, into);
      }
    }
    return false;
  }
  const bool reads = expr.kind == Expr::Kind::score || expr.kind == Expr::Kind::band ||
                     expr.kind == Expr::Kind::points;
  if (!reads) return false;
  rated.rating = expr.rating;
  if (expr.kind == Expr::Kind::points) rated.factor = expr.factor;
  const auto outcomes = telling.probe.outcomes(expr.args, telling.candidate.miss.values);
  if (outcomes.empty()) return false;
  rated.subjects.assign(outcomes.front().begin(), outcomes.front().end());
  return tell_rating(rated, into);
}

/// `stability("X", band: solid)`, and `stability("X")` where that is not rated.
bool WhyNotBuilder::tell_rating_atom(const check::Atom& atom, const Columns& asked,
                                     WhyNot::Condition& into) {
  const model::Relation& relation = words_.schema()[atom.relation];
  const std::uint32_t subjects = words_.schema()[relation.rating].subjects;
  AskedRating rated{.rating = relation.rating,
                    .subjects = {asked.begin(), asked.begin() + subjects},
                    .needs = Function::equal,
                    .needed = model::unknown_word};
  for (const std::uint32_t column : {subjects + 1, subjects}) {
    if (!asked[column]) continue;
    rated.needed = *asked[column];
    rated.type = relation.fields[column].type;
  }
  return tell_rating(rated, into);
}

/// False where nothing can be told: a subject is not known, or the score is what is asked for.
bool WhyNotBuilder::tell_rating(const AskedRating& asked, WhyNot::Condition& into) {
  std::vector<Word> subjects;
  for (const auto& word : asked.subjects) {
    if (!word) return false;
    subjects.push_back(*word);
  }
  const auto place = infer::place_of(words_.fixpoint, asked.rating, subjects);
  if (!place) {
    tell_unrated(asked.rating, subjects, into);
    return true;
  }
  if (asked.needed == model::unknown_word) return false;
  infer::Lineages lineages(words_.fixpoint, words_.symbols, meter_);
  infer::Defeats defeats(words_.fixpoint, words_.symbols, meter_);
  const assess::Rated rated = assess::assess(words_.fixpoint, asked.rating, *place, lineages);
  WhyNot::RatingMiss miss;
  miss.rating = explain::rating(words_, rated,
                                infer::contradicting(words_.fixpoint, asked.rating, words_.symbols),
                                defeats, lineages);
  const model::Rating& declared = words_.schema()[asked.rating];
  const auto micros = asked.factor ? rated.row.factors[*asked.factor].points : rated.row.score;
  const double has = model::points_of(micros);
  const bool by_band = asked.type.base == model::Base::enumeration;
  const auto target =
      by_band
          ? target_band(declared.scale, asked.needs, static_cast<std::uint32_t>(asked.needed), has)
          : target_points(asked.needs, number_of(asked.needed, asked.type), has);
  if (!target) return false;
  if (asked.factor) miss.factor = declared.factors[*asked.factor].name;
  miss.needed = target->points;
  miss.missing = target->points - has;
  find_against(target->reach, miss);
  const auto wanted_band = static_cast<std::uint32_t>(asked.needed);
  const std::string no_band =
      by_band ? beyond_bands(words_, declared.scale, asked.needs, wanted_band) : "";
  const std::string beyond = by_band ? "" : beyond_text(declared, asked.factor, *target);
  miss.possible = no_band.empty() && beyond.empty();
  if (miss.possible) find_helping(asked, rated, subjects, target->reach, miss);
  const std::string needs = by_band
                                ? needed_band(words_, declared, asked.needs, wanted_band, *target)
                                : needed_points(asked.needs, *target);
  into.text = declared.name + (asked.factor ? '.' + miss.factor : "") + ' ' +
              score_text(has, miss.missing) + (asked.factor ? "" : in_band(words_, declared, has)) +
              ", needs " + needs + (beyond.empty() ? missing_text(miss.missing) : beyond);
  if (!no_band.empty()) into.text = no_band;
  into.rating = result_->ratings.size();
  result_->ratings.push_back(std::move(miss));
  return true;
}

/// The conditions of `of` that a subject does not meet.
void WhyNotBuilder::tell_unrated(model::RatingId id, const std::vector<Word>& subjects,
                                 WhyNot::Condition& into) {
  const model::Rating& declared = words_.schema()[id];
  std::string names;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const model::Type type = words_.schema()[declared.relation].fields[i].type;
    names += (names.empty() ? "" : ", ") + words_.value(subjects[i], type).text;
  }
  into.text = names + " is not rated by " + declared.name;
  Candidate candidate;
  candidate.inquiry = std::make_shared<Inquiry>(inquire(program().subjects[id.index()], subjects));
  find_miss(candidate, work_left_ / 2);
  into.attempts.push_back(attempt(candidate));
  into.attempts.back().text = "whom " + declared.name + " rates";
  into.attempts.back().span = program().subjects[id.index()].terms.conditions.back().span;
}

/// What counts the other way.
void WhyNotBuilder::find_against(bool rise, WhyNot::RatingMiss& miss) {
  const auto opposes = [&](double points) { return rise ? points < 0 : points > 0; };
  for (std::size_t i = 0; i < miss.rating.contributions.size(); ++i) {
    const Contribution& one = miss.rating.contributions[i];
    if (!miss.factor.empty() && one.factor != miss.factor) continue;
    if (!one.counted_with && opposes(one.amount)) miss.against.push_back(i);
  }
  std::ranges::stable_sort(miss.against, std::ranges::greater(), [&](std::size_t i) {
    return std::abs(miss.rating.contributions[i].amount);
  });
  for (std::size_t i = 0; i < miss.rating.limits.size(); ++i) {
    const LimitEffect& one = miss.rating.limits[i];
    if (!miss.factor.empty() && one.factor != miss.factor) continue;
    if (opposes(one.effect)) miss.limits.push_back(i);
  }
}

/// Rules that would count for it, and say nothing about the subject so far.
void WhyNotBuilder::find_helping(const AskedRating& asked, const assess::Rated& rated,
                                 const std::vector<Word>& subjects, bool rise,
                                 WhyNot::RatingMiss& miss) {
  const plan::RatingPlan& plan = words_.fixpoint.plan->ratings[asked.rating.index()];
  const auto is = [&](const Conclusion& said, const plan::RatingInput& input) {
    return &program()[input.rule].conclusions[input.conclusion] == &said;
  };
  const auto applies = [&](const Conclusion& said) {
    return std::ranges::any_of(rated.row.contributions,
                               [&](const infer::Contributed& one) {
                                 return is(said, plan.contributions[one.input]);
                               }) ||
           std::ranges::any_of(rated.row.limits, [&](const infer::Limited& one) {
             return is(said, plan.limits[one.input]);
           });
  };
  const Room room_for(words_.schema()[asked.rating], rated.row, asked.factor, rise);
  const auto moves = [&](const check::Rule& rule, const Conclusion& said) {
    const Expr& at = rule.terms[said.expr];
    if (at.kind != Expr::Kind::constant) return true;
    return room_for.limit({.factor = said.factor,
                           .caps = said.caps,
                           .at = model::micros_of(number_of(at.constant, at.type))});
  };
  const auto helps = [&](const check::Rule& rule, const Conclusion& said) {
    if (said.kind == Conclusion::Kind::derive || said.rating != asked.rating) return false;
    if (asked.factor && said.factor != asked.factor) return false;
    const bool limits = said.kind == Conclusion::Kind::limit;
    const bool raises = limits ? !said.caps : said.supports;
    const bool room = limits ? moves(rule, said) : room_for.points(*said.factor);
    return raises == rise && room && !applies(said);
  };
  Question question;
  question.columns.assign(subjects.begin(), subjects.end());
  Candidates helping = candidates(helps, question);
  miss.helping = attempts(helping, miss.further);
  for (std::size_t i = 0; i < miss.helping.size(); ++i) {
    std::optional<double>& amount = miss.helping[i].amount;
    if (!amount) continue;
    const Conclusion& said = helping[i].rule->conclusions[helping[i].conclusion];
    const model::Micros moved = room_for.moved(*said.factor, model::micros_of(*amount));
    amount = moved != 0 ? std::optional(model::points_of(moved)) : std::nullopt;
  }
  const auto holds_back = [&](std::size_t i) {
    return miss.rating.limits[i].factor == miss.factor;
  };
  const auto limit = std::ranges::find_if(miss.limits, holds_back);
  if (!room_for.any() && limit != miss.limits.end()) miss.held_by = *limit;
}

}  // namespace casus::explain
