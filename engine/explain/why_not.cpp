// SPDX-License-Identifier: Apache-2.0
#include "explain/why_not.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

#include "model/show.hpp"

namespace casus::explain {
namespace {

using check::Conclusion;
using check::ConditionId;
using infer::ConditionProbe;
using model::unknown_word;
using model::Word;
using Attempt = WhyNot::Attempt;
using Note = WhyNot::Note;
using State = WhyNot::Condition::State;

/// An assignment to a variable that the author did not write.
bool is_inner(const check::Terms& terms, ConditionId id) {
  const check::Condition& condition = terms[id];
  return condition.kind == check::Condition::Kind::let && terms[condition.variable].name.empty();
}

/// The relation of a goal of `not` and one atom, and the values that the atom names.
std::optional<std::pair<model::RelationId, Question>> denied_atom(const check::Goal& goal) {
  const check::Condition* condition = &goal.terms[goal.body];
  bool denied = false;
  while (condition->parts.size() == 1) {
    denied = denied || condition->kind == check::Condition::Kind::negation;
    condition = &goal.terms[condition->parts.front()];
  }
  if (!denied || condition->kind != check::Condition::Kind::atom) return std::nullopt;
  Question question;
  for (const check::Atom::Given& given : condition->atom.given) {
    const check::Expr& expr = goal.terms[given.expr];
    if (expr.kind != check::Expr::Kind::constant) continue;
    question.columns.resize(std::max<std::size_t>(question.columns.size(), given.column + 1));
    question.columns[given.column] = expr.constant;
  }
  return std::pair(condition->atom.relation, std::move(question));
}

}  // namespace

WhyNotBuilder::WhyNotBuilder(const Words& words, Grades grades, const Sources& sources,
                             infer::Meter& meter, WhyNotOptions options)
    : words_(words),
      grades_(std::move(grades)),
      sources_(sources),
      meter_(meter),
      options_(options) {}

void WhyNotBuilder::explain(const check::Goal& goal, WhyNot& into) {
  result_ = &into;
  if (const auto question = question_of(goal, words_.schema())) {
    const check::Atom& atom = goal.terms[question->atom].atom;
    into.attempts = rules_for(atom.relation, false, *question, into.further);
    note_unknown(atom, question->columns, into.notes);
    // That it is unknown the verdict says; the question is the author's.
    if (words_.schema()[atom.relation].asks.empty()) {
      std::erase_if(into.notes, [](const Note& note) { return note.kind == Note::Kind::unknown; });
    }
    if (into.attempts.empty()) {
      into.notes.push_back({Note::Kind::no_rule,
                            "no rule concludes " + atom_text(goal.terms, atom, question->columns)});
    }
    return;
  }
  into.attempts.push_back(goal_attempt(goal));
  const auto denied = denied_atom(goal);
  if (!denied) return;
  // What nothing says against may still be denied by a rule.
  for (Attempt& one : rules_for(denied->first, true, denied->second, into.further)) {
    into.attempts.push_back(std::move(one));
  }
}

std::vector<Attempt> WhyNotBuilder::rules_for(model::RelationId relation, bool denies,
                                              const Question& question, std::size_t& further) {
  above_.push_back({relation, denies, question.columns});
  const auto concludes = [&](const check::Rule&, const Conclusion& said) {
    return said.kind == Conclusion::Kind::derive && said.relation == relation &&
           said.negative == denies;
  };
  Candidates all = candidates(concludes, question);
  std::vector<Attempt> result = attempts(all, further);
  above_.pop_back();
  return result;
}

/// How near rules come to a conclusion that a condition asks for.
void WhyNotBuilder::tell_missing(const Asked& asked, WhyNot::Condition& into) {
  if (std::ranges::find(above_, asked) != above_.end()) {
    into.notes.push_back({Note::Kind::repeated, "this leads back to itself"});
    return;
  }
  const std::size_t level = above_.size();
  if (level > options_.depth) return;
  auto told = std::ranges::find_if(
      told_, [&](const Told& one) { return one.level == level && one.asked == asked; });
  if (told == told_.end()) {
    Question question;
    question.columns = asked.columns;
    Told now{.asked = asked, .level = level};
    now.attempts = rules_for(asked.relation, asked.denies, question, now.further);
    told_.push_back(std::move(now));
    told = std::prev(told_.end());
  }
  into.attempts = told->attempts;
  into.further = told->further;
  if (into.attempts.empty()) into.notes.push_back({Note::Kind::no_rule, "no rule concludes it"});
}

WhyNotBuilder::Candidates WhyNotBuilder::candidates(const Said& said, const Question& question) {
  Candidates result;
  for (const check::Rule& rule : program().rules) {
    for (std::uint32_t c = 0; c < rule.conclusions.size(); ++c) {
      if (!said(rule, rule.conclusions[c])) continue;
      auto inquiry = inquire(rule, rule.conclusions[c], question);
      if (!inquiry) continue;
      result.push_back({&rule, c, std::make_shared<Inquiry>(std::move(*inquiry))});
    }
  }
  return result;
}

void WhyNotBuilder::find_miss(Candidate& candidate, std::uint64_t work) {
  const Inquiry& inquiry = *candidate.inquiry;
  ConditionProbe probe(words_.fixpoint, words_.symbols, meter_, inquiry.terms);
  const std::uint64_t before = meter_.ticks();
  for (std::size_t i = 0; i < inquiry.alternatives.size(); ++i) {
    infer::NearMissSearch search(probe, meter_, inquiry.alternatives[i]);
    infer::NearMiss miss = search.find(inquiry.known, work / inquiry.alternatives.size());
    result_->partial = result_->partial || miss.partial;
    if (i > 0 && miss.nearness() >= candidate.miss.nearness()) continue;
    candidate.miss = std::move(miss);
    candidate.alternative = i;
  }
  work_left_ -= std::min(work_left_, meter_.ticks() - before);
}

/// The nearest of them, told; afterwards these come first.
std::vector<Attempt> WhyNotBuilder::attempts(Candidates& from, std::size_t& further) {
  constexpr std::uint64_t least_work = 1000;
  for (std::size_t i = 0; i < from.size(); ++i) {
    find_miss(from[i], std::max(least_work, work_left_ / 2 / (from.size() - i)));
  }
  std::ranges::stable_sort(from, {}, [](const Candidate& one) {
    return std::tuple_cat(one.miss.nearness(), std::tuple(std::string_view(one.rule->module),
                                                          std::string_view(one.rule->name)));
  });
  const std::size_t kept = std::min(from.size(), options_.most);
  further = from.size() - kept;
  std::vector<Attempt> result;
  for (std::size_t i = 0; i < kept; ++i) result.push_back(attempt(from[i]));
  return result;
}

Attempt WhyNotBuilder::attempt(const Candidate& candidate) {
  const Inquiry& inquiry = *candidate.inquiry;
  ConditionProbe probe(words_.fixpoint, words_.symbols, meter_, inquiry.terms);
  Telling telling{candidate, probe, {}};
  for (const auto& value : candidate.miss.values) {
    telling.registers.push_back(value.value_or(unknown_word));
  }
  Attempt result;
  result.distance = candidate.miss.distance;
  result.partial = candidate.miss.partial;
  for (const infer::Judgement& judged : candidate.miss.conditions) {
    if (is_inner(inquiry.terms, judged.condition) && judged.state == infer::Judgement::State::ok) {
      continue;
    }
    result.conditions.push_back(condition(judged, telling));
    if (result.conditions.back().state == State::fails) ++result.fails;
    if (result.conditions.back().state == State::not_reached) ++result.not_reached;
  }
  result.bindings = words_.bindings(inquiry.terms, telling.registers);
  std::erase_if(result.bindings, [](const auto& binding) {
    return std::holds_alternative<Unknown>(binding.second.data);
  });
  if (candidate.rule == nullptr) return result;
  result.rule = candidate.rule->name;
  result.title = candidate.rule->title;
  result.span = candidate.rule->name_span;
  tell_head(candidate, probe, result);
  return result;
}

Attempt WhyNotBuilder::goal_attempt(const check::Goal& goal) {
  Candidate candidate{.inquiry = std::make_shared<Inquiry>(inquire(goal))};
  find_miss(candidate, work_left_ / 2);
  return attempt(candidate);
}

/// The values of a candidate, with what its comparisons need in place of what they have.
infer::Values WhyNotBuilder::needed_values(const Candidate& candidate,
                                           ConditionProbe& probe) const {
  infer::Values values = candidate.miss.values;
  const check::Terms& terms = probe.terms();
  for (const infer::Judgement& judged : candidate.miss.conditions) {
    const check::Condition& condition = terms[judged.condition];
    const bool fails = judged.state == infer::Judgement::State::fails;
    if (!fails || condition.kind != check::Condition::Kind::test) continue;
    const auto miss = infer::shortfall(probe, condition.expr, candidate.miss.values);
    if (!miss || miss->needed == unknown_word) continue;
    if (miss->needs == check::Function::not_equal) continue;
    const check::Expr& expr = terms[miss->expr];
    if (expr.kind == check::Expr::Kind::variable) values[expr.variable.index()] = miss->needed;
  }
  return values;
}

/// How surely a rule of this certainty would conclude something, were the conditions that are open
/// sure.
double WhyNotBuilder::sureness(const Candidate& candidate, ConditionProbe& probe,
                               double own) const {
  infer::Calculus& calculus = *words_.fixpoint.calculus;
  infer::Grade grade = calculus.full();
  infer::Values values = candidate.miss.values;
  for (const infer::Judgement& judged : candidate.miss.conditions) {
    if (judged.state != infer::Judgement::State::ok) continue;
    const bool atom = probe.terms()[judged.condition].kind == check::Condition::Kind::atom;
    grade =
        calculus.both(grade, atom ? words_.fixpoint.store(judged.row.store).grade(judged.row.row)
                                  : probe.grade(judged.condition, values));
  }
  if (calculus.names_events()) return calculus.certainty(grade) * own;
  return calculus.certainty(calculus.through(grade, own, {}));
}

/// What a rule would conclude; where all its conditions hold, what keeps it from that.
void WhyNotBuilder::tell_head(const Candidate& candidate, ConditionProbe& probe, Attempt& into) {
  const Conclusion& said = candidate.rule->conclusions[candidate.conclusion];
  const infer::Values values = needed_values(candidate, probe);
  const auto number = [&](check::ExprId expr) -> std::optional<double> {
    const auto outcomes = probe.outcomes({expr}, values);
    if (outcomes.empty() || outcomes.front().front() == unknown_word) return std::nullopt;
    const Word word = outcomes.front().front();
    const bool whole = probe.terms()[expr].type.base == model::Base::integer;
    return whole ? static_cast<double>(model::int_of(word)) : model::number_of(word);
  };
  const auto args = probe.outcomes(said.args, candidate.miss.values);
  if (args.empty()) return;
  const bool derives = said.kind == Conclusion::Kind::derive;
  const std::optional<double> points = derives ? std::nullopt : number(said.expr);
  into.denies = said.negative;
  if (derives) into.text = words_.atom(said.relation, args.front());
  if (points && said.kind == Conclusion::Kind::contribute) {
    // What it can give as things are, where its own certainty is known.
    const check::ExprId own = candidate.rule->certainty;
    const bool constant = own.valid() && probe.terms()[own].kind == check::Expr::Kind::constant;
    const double most =
        *points * sureness(candidate, probe, constant ? number(own).value_or(1) : 1);
    // Where it begins to apply it may give nothing, and more beyond that.
    if (most > 0) into.amount = said.supports ? most : -most;
  }
  if (into.open() > 0) return;
  const auto note = [&](Note::Kind kind, std::string text) {
    into.notes.push_back({kind, std::move(text)});
  };
  const check::ExprId own = said.choice > 0 ? said.certainty : candidate.rule->certainty;
  const std::optional<double> certainty = own.valid() ? number(own) : 1;
  if (!certainty) {
    note(Note::Kind::no_value, "its certainty has no value");
  } else if (*certainty <= 0 || *certainty > 1) {
    note(Note::Kind::no_effect, "its certainty is " + model::show_number(*certainty));
  } else if (derives) {
    tell_row(candidate, args.front(), into);
  } else if (!points) {
    note(Note::Kind::no_value, '`' + code(probe.terms()[said.expr].span) + "` has no value");
  } else {
    note(Note::Kind::no_effect, model::show_number(*points) + " points have no effect");
  }
}

/// Why a row that a rule concludes does not stand.
void WhyNotBuilder::tell_row(const Candidate& candidate, std::vector<Word> row, Attempt& into) {
  const Conclusion& said = candidate.rule->conclusions[candidate.conclusion];
  const model::Relation& relation = words_.schema()[said.relation];
  for (std::size_t i = 0; i < said.args.size() && !said.negative; ++i) {
    if (row[i] != unknown_word || relation.fields[i].open) continue;
    into.notes.push_back({Note::Kind::no_value, in_words(relation.fields[i].name) + ": `" +
                                                    code(candidate.rule->terms[said.args[i]].span) +
                                                    "` has no value"});
    return;
  }
  if (relation.width() > row.size()) {
    row.push_back(static_cast<Word>(model::StatementKind::fact));
  }
  const plan::Plan& plan = *words_.fixpoint.plan;
  const infer::StoreId store = (said.negative ? plan.negatives : plan.rows)[said.relation.index()];
  const auto found = words_.fixpoint.store(store).find(row);
  if (found) note_unheld({store, *found}, into.notes);
  if (!into.notes.empty()) return;
  into.notes.push_back(
      {Note::Kind::excluded, "each of its conditions may hold, but not all of them together"});
}

}  // namespace casus::explain
