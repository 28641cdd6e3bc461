// SPDX-License-Identifier: Apache-2.0
#include "analysis/levers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "analysis/answers.hpp"
#include "analysis/compared.hpp"
#include "model/calendar.hpp"

namespace casus::analysis {
namespace {

using check::Influence;
using model::Base;
using model::Word;

/// So many ways to change fields of one fact together are tried.
constexpr double most_together = 1000;

/// A number far from another one, where no range ends before it; `sign`: on which side. A score no
/// longer moves there, or moves on and on.
double far(double now, double sign, Base base) {
  constexpr double whole = 9007199254740992;  // beyond it a double is no whole number for sure
  constexpr double days = 36525;              // a hundred years
  if (base == Base::date) {
    return std::clamp(now + sign * days, static_cast<double>(*model::day_of({1, 1, 1})),
                      static_cast<double>(*model::day_of({9999, 12, 31})));
  }
  const double result = now + sign * 1e6 * std::max(1.0, std::abs(now));
  return base == Base::integer ? std::clamp(std::round(result), -whole, whole) : result;
}

/// Numbers that a field may become: the ends of its range and of its estimate, and what lies on the
/// other side of numbers that rules compare it with, as near as may be. Where rules do more with it
/// than that, also 0 and what lies far off.
TurningPoints numbers(const explain::Words& words, const model::Statement& statement,
                      std::uint32_t field, const check::Terms& goal) {
  const model::Field& declared = words.schema()[statement.relation].fields[field];
  const Base base = declared.type.base;
  const double now = number_of(statement.fields[field], base);
  TurningPoints result = turning_points(words, statement.relation, field, now, &goal);
  std::set<double>& all = result.numbers;
  for (const model::Triangle& one : statement.estimates) {
    if (one.field == field) all.insert({one.low, one.high});
  }
  if (!result.all) {
    if (!declared.low) all.insert(far(now, -1, base));
    if (!declared.high) all.insert(far(now, 1, base));
    if (base != Base::date) all.insert(0);
  }
  all.erase(now);
  const auto outside = [&](double value) {
    return (declared.low && value < number_of(*declared.low, base)) ||
           (declared.high && value > number_of(*declared.high, base)) || !std::isfinite(value) ||
           (base == Base::integer && value != std::floor(value));
  };
  std::erase_if(all, outside);
  return result;
}

/// Whether some value of a field may help that is none of those that are tried.
bool leaves_values(const model::Field& field, const TurningPoints& tried, Influence larger) {
  if (!larger.any() || tried.all) return false;
  // Where larger ones can only help, the largest helps most.
  const bool one_way = !(larger.raises && larger.lowers);
  return !one_way || !(larger.raises ? field.high : field.low);
}

/// What else a field that is no number may hold, as a rule writes it.
std::vector<std::string> other_members(const explain::Words& words,
                                       const model::Statement& statement, std::uint32_t field) {
  const model::Type type = words.schema()[statement.relation].fields[field].type;
  Word members = 0;
  if (type.base == Base::boolean) members = 2;
  if (type.base == Base::enumeration) members = words.schema()[type.enumeration].members.size();
  std::vector<std::string> result;
  for (Word one = 0; one < members; ++one) {
    if (one != statement.fields[field]) result.push_back(exact_literal(words, one, type));
  }
  return result;
}

/// A fact that may change.
class Fact {
 public:
  Fact(const explain::Words& words, model::StatementId id, Influence rows,
       const std::vector<Influence>& larger, const check::Terms& goal)
      : words_(words),
        statement_(words.fixpoint.facts->statements[id.index()]),
        relation_(words.schema()[statement_.relation]),
        less_helps_(statement_.holds ? rows.lowers : rows.raises),
        more_helps_(statement_.holds ? rows.raises : rows.lowers),
        larger_(larger),
        goal_(goal) {}

  /// What may become of it.
  [[nodiscard]] Lever lever() const {
    Lever result{.fact = statement_.id};
    result.only_helps = true;
    if (less_helps_) {
      const bool open = statement_.holds && relation_.is_open();
      Lever::Step step{gone()};
      if (open) step = {denied(), {gone()}};
      if (more_helps_) {
        result.only_helps = false;
        if (open) result.steps.push_back({gone()});
        step.less.clear();
      }
      result.steps.push_back(std::move(step));
    }
    // Where more of it cannot help, no other value does better than none.
    if (!more_helps_ || !statement_.holds) return result;
    for (std::uint32_t f = 0; f < relation_.fields.size(); ++f) {
      if (statement_.fields[f] != model::unknown_word) add_values(f, result);
    }
    if (ways_together(result) > most_together) {
      for (Lever::Step& one : result.steps) one.field.reset();
      result.only_helps = false;
      result.apart = true;
    }
    return result;
  }

 private:
  /// How many there are to take steps of the lever.
  static double ways_together(const Lever& lever) {
    std::map<std::uint32_t, double> values;  // by field
    double product = 1;
    for (const Lever::Step& one : lever.steps) {
      if (one.field) ++values[*one.field];
    }
    for (const auto& [field, count] : values) product *= 1 + count;
    return product;
  }

  void add_values(std::uint32_t field, Lever& into) const {
    const Base base = relation_.fields[field].type.base;
    for (const std::string& member : other_members(words_, statement_, field)) {
      into.steps.push_back({.most = with(field, member), .what = field + 1, .field = field});
      into.only_helps = false;
    }
    const Influence larger = larger_[field];
    if (base == Base::duration && larger.any())
      into.untried.push_back(relation_.fields[field].name);
    if (!is_ordered(base) || !larger.any()) return;
    const double now = number_of(statement_.fields[field], base);
    const TurningPoints tried = numbers(words_, statement_, field, goal_);
    if (leaves_values(relation_.fields[field], tried, larger))
      into.untried.push_back(relation_.fields[field].name);
    std::vector<double> up;  // the nearest first
    std::vector<double> down;
    for (const double one : tried.numbers) (one > now ? up : down).push_back(one);
    std::ranges::reverse(down);
    if (!(larger.raises && larger.lowers)) {
      add_farthest(field, now, larger.raises ? up : down, into);
      return;
    }
    into.only_helps = false;
    up.insert(up.end(), down.begin(), down.end());
    std::ranges::stable_sort(up, {}, [&](double one) { return std::abs(one - now); });
    for (const double one : up) {
      into.steps.push_back({.most = with(field, literal(field, one)),
                            .what = field + 1,
                            .along = along(field, now, one),
                            .field = field});
    }
  }

  /// The last of rising or falling values does most.
  void add_farthest(std::uint32_t field, double now, const std::vector<double>& values,
                    Lever& into) const {
    if (values.empty()) return;
    Lever::Step step{.most = with(field, literal(field, values.back())),
                     .along = along(field, now, values.back()),
                     .field = field};
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
      step.less.push_back(with(field, literal(field, values[i])));
      step.along->less.push_back(values[i]);
    }
    into.steps.push_back(std::move(step));
  }

  [[nodiscard]] std::string literal(std::uint32_t field, double number) const {
    return literal_of(words_, number, relation_.fields[field].type);
  }

  [[nodiscard]] ReachStep step(ReachStep::Kind kind) const {
    return {.kind = kind,
            .fact = statement_.id,
            .relation = relation_.name,
            .was = statement_.holds ? words_.sentence(statement_.relation, statement_.fields)
                                    : words_.denied(statement_.relation, statement_.fields),
            .now = {},
            .change = {},
            .cost = statement_.change_cost};
  }
  /// Not stated any more.
  [[nodiscard]] ReachStep gone() const {
    ReachStep result = step(statement_.holds ? ReachStep::Kind::gone : ReachStep::Kind::undenied);
    result.change.drop.push_back(statement_.id);
    return result;
  }
  /// The contrary is stated instead.
  [[nodiscard]] ReachStep denied() const {
    ReachStep result = step(ReachStep::Kind::denied);
    result.now = "not " + atom();
    result.change = {.drop = {statement_.id}, .set = {result.now}};
    return result;
  }
  [[nodiscard]] Lever::Along along(std::uint32_t field, double now, double most) const {
    return {.type = relation_.fields[field].type, .now = now, .most = most};
  }
  [[nodiscard]] ReachStep with(std::uint32_t field, const std::string& value) const {
    ReachStep result = step(ReachStep::Kind::value);
    result.fields = {{relation_.fields[field].name, value}};
    write_fields(result);
    return result;
  }
  /// `pump(name: "P3", age: 12)` as far as its values are known.
  [[nodiscard]] std::string atom() const {
    std::string text;
    for (std::uint32_t f = 0; f < relation_.fields.size(); ++f) {
      if (statement_.fields[f] == model::unknown_word) continue;
      text += (text.empty() ? "" : ", ") + relation_.fields[f].name + ": " +
              exact_literal(words_, statement_.fields[f], relation_.fields[f].type);
    }
    return relation_.name + '(' + text + ')';
  }

  const explain::Words& words_;
  const model::Statement& statement_;
  const model::Relation& relation_;
  bool less_helps_;
  bool more_helps_;
  const std::vector<Influence>& larger_;
  const check::Terms& goal_;
};

/// Why not all answers to a question were tried that may make a difference, although its fields
/// have ranges; empty where they were.
std::string left_out(const explain::Words& words, const Unsettled& question,
                     const Unsettleds& questions, const check::Terms& goal,
                     const check::Influences& influences) {
  const auto& fields = words.schema()[question.relation].fields;
  for (std::uint32_t f = 0; f < fields.size(); ++f) {
    const bool asked =
        question.kind == Gap::Kind::field
            ? f == question.field
            : std::ranges::none_of(question.known, [&](const auto& one) { return one.first == f; });
    const Base base = fields[f].type.base;
    const bool looked_at = questions.looked_at[question.relation.index()][f];
    const bool few = base == Base::boolean || base == Base::enumeration;
    if (!asked || !looked_at || few) continue;
    const Influence larger = influences.larger[question.relation.index()][f];
    const TurningPoints tried = turning_points(words, question.relation, f, std::nullopt, &goal);
    if (leaves_values(fields[f], tried, larger)) {
      return '`' + fields[f].name + "` was not tried at every value";
    }
  }
  return {};
}

/// What may become known.
Lever of_question(const explain::Words& words, const Unsettled& question, const Answers& answers,
                  Influence rows) {
  Lever lever;
  const bool field = question.kind == Gap::Kind::field;
  lever.only_helps = !field && !(rows.raises && rows.lowers);
  const std::string fact =
      field ? words.fixpoint.facts->name_of(question.statement) : std::string();
  for (const Answer& answer : answers.all) {
    if (!field && !(answer.denies ? rows.lowers : rows.raises)) continue;
    lever.steps.push_back({.most = {.kind = ReachStep::Kind::known,
                                    .fact = fact,
                                    .relation = words.schema()[question.relation].name,
                                    .was = question_text(question, words),
                                    .now = answer.set,
                                    .change = {.set = {answer.set}}},
                           .what = field ? question.field + 1 : answer.what});
  }
  return lever;
}

}  // namespace

std::vector<ReachStep> ways_of(const Lever& lever) {
  std::vector<ReachStep> result;
  std::vector<std::uint32_t> last;  // the last field that each sets
  for (const Lever::Step& one : lever.steps) {
    const std::size_t before = last.size();
    result.push_back(one.most);
    last.push_back(one.field.value_or(std::numeric_limits<std::uint32_t>::max()));
    for (std::size_t i = 0; one.field && i < before; ++i) {
      if (last[i] >= *one.field) continue;
      ReachStep both = result[i];
      both.fields.push_back(one.most.fields.front());
      write_fields(both);
      result.push_back(std::move(both));
      last.push_back(*one.field);
    }
  }
  return result;
}

std::string question_key(const ReachUntried& one) {
  return one.fact.empty() ? one.question : one.fact + '\n' + one.field;
}

void join_change(const FactChange& one, FactChange& into) {
  into.drop.insert(into.drop.end(), one.drop.begin(), one.drop.end());
  into.set.insert(into.set.end(), one.set.begin(), one.set.end());
}

void write_fields(ReachStep& step) {
  std::string text;
  for (const auto& [field, value] : step.fields) {
    text += (text.empty() ? "" : ", ") + field + ": " + value;
  }
  step.now = step.fact + '(' + text + ')';
  step.change.set = {step.now};
}

Levers levers(const explain::Words& words, const Unsettleds& questions, const check::Goal& goal,
              const check::Influences& influences, const Demand& demand) {
  const model::FactBase& facts = *words.fixpoint.facts;
  Levers result;
  const auto add = [&](Lever lever) {
    ++result.changeable;
    for (const std::string& field : lever.untried) {
      result.untried.push_back(
          {.question = {}, .why = "not every value was tried", .fact = lever.fact, .field = field});
    }
    if (lever.apart) {
      result.untried.push_back(
          {.question = {}, .why = "its fields were not changed together", .fact = lever.fact});
    }
    if (!lever.steps.empty()) result.all.push_back(std::move(lever));
  };
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    const model::StatementId id(i);
    const model::Statement& statement = facts.statements[i];
    const bool counts = !facts.withdrawn.contains(id) && words.fixpoint.counted[i];
    if (statement.change_cost <= 0 || !counts) continue;
    Known known;
    for (std::uint32_t f = 0; f < statement.fields.size(); ++f) {
      if (statement.fields[f] != model::unknown_word) known.emplace_back(f, statement.fields[f]);
    }
    if (!demand.asks_for(statement.relation, known)) {
      add({});
      continue;
    }
    const std::size_t relation = statement.relation.index();
    add(Fact(words, id, influences.rows[relation], influences.larger[relation], goal.terms)
            .lever());
  }
  for (const Unsettled& one : questions.all) {
    if (one.kind == Gap::Kind::unstated) continue;
    if (!demand.asks_for(one.relation, one.known)) {
      add({});
      continue;
    }
    const Influence rows = influences.rows[one.relation.index()];
    Answers all = answers(one, questions.looked_at, words, &goal.terms);
    if (all.untried.empty()) all.untried = left_out(words, one, questions, goal.terms, influences);
    const bool field = one.kind == Gap::Kind::field;
    const ReachUntried untried{
        .question = question_text(one, words),
        .why = all.untried,
        .fact = field ? facts.name_of(one.statement) : "",
        .field = field ? words.schema()[one.relation].fields[one.field].name : ""};
    if (rows.any() && !untried.why.empty()) result.untried.push_back(untried);
    Lever lever = of_question(words, one, all, rows);
    lever.question = question_key(untried);
    add(std::move(lever));
  }
  // Those whose steps may do either come first: see `Search`.
  std::stable_partition(result.all.begin(), result.all.end(),
                        [](const Lever& one) { return !one.only_helps; });
  return result;
}

}  // namespace casus::analysis
