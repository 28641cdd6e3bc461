// SPDX-License-Identifier: Apache-2.0
#include "casus/gaps.hpp"

#include <algorithm>

#include "analysis/ambiguous.hpp"
#include "analysis/answers.hpp"
#include "analysis/target.hpp"
#include "analysis/unsettled.hpp"
#include "model/show.hpp"
#include "session/asking.hpp"
#include "session/notices.hpp"

namespace casus {
namespace {

using analysis::Target;
using analysis::Unsettled;

GapField field_of(const model::Schema& schema, const model::Field& field) {
  GapField result{.name = field.name, .type = schema.describe(field.type), .open = field.open};
  result.text = field.type.base == model::Base::text;
  if (field.type.base == model::Base::boolean) result.members = {"false", "true"};
  if (field.type.base == model::Base::enumeration) {
    result.members = schema[field.type.enumeration].members;
  }
  return result;
}

/// All that is said about a question before any answer is tried.
Gap gap_of(const Unsettled& one, const analysis::Unsettleds& questions,
           const explain::Words& words) {
  const model::Schema& schema = words.schema();
  const model::Relation& relation = schema[one.relation];
  Gap gap{.kind = one.kind, .relation = relation.name, .presumed = one.presumed};
  const bool of_field = one.kind == Gap::Kind::field;
  if (of_field) gap.fact = words.fixpoint.facts->name_of(one.statement);
  for (std::uint32_t f = 0; f < relation.fields.size(); ++f) {
    const model::Field& field = relation.fields[f];
    const auto known =
        std::ranges::find(one.known, f, [](const auto& column) { return column.first; });
    if (known != one.known.end()) {
      gap.known.emplace_back(field.name, words.value(known->second, field.type));
    } else if (!of_field || f == one.field) {
      gap.fields.push_back(field_of(schema, field));
    }
  }
  gap.question = analysis::question_text(one, words);
  gap.atom = analysis::atom_text(one, words);
  auto [answers, untried] = analysis::answers(one, questions.looked_at, words);
  for (analysis::Answer& answer : answers) gap.answers.push_back(std::move(answer.set));
  gap.untried = std::move(untried);
  for (const Unsettled::Reason& reason : one.reasons) {
    const check::Rule& rule = (*words.fixpoint.program)[reason.rule];
    gap.reasons.push_back({rule.name, rule.title, reason.because, rule.name_span});
  }
  if (one.kind != Gap::Kind::presumption) return gap;
  if (const auto row = analysis::Stated(words.fixpoint).surest(one.relation, one.known)) {
    gap.stated = words.fixpoint.certainty(*row);
    gap.stated_by = words.fact_ids(words.fixpoint.statements_of(*row));
  }
  return gap;
}

/// Two questions, and which answers to both are tried.
GapPair pair_of(Gap first, Gap second) {
  GapPair pair{.questions = {std::move(first), std::move(second)}};
  const auto& [a, b] = pair.questions;
  for (std::size_t i = 0; i < a.answers.size(); ++i) {
    for (std::size_t j = 0; j < b.answers.size(); ++j) {
      if (pair.answers.size() < analysis::most_answers) pair.answers.push_back({i, j});
    }
  }
  if (pair.answers.size() < a.answers.size() * b.answers.size()) {
    pair.untried = analysis::more_answers();
  }
  return pair;
}

/// What the answers tried so far do to the values of a target.
class Effects {
 public:
  Effects(const Target& target, const Session& session)
      : target_(target), session_(session), now_(target.read(session)) {}

  [[nodiscard]] const Target::Reading& now() const { return now_; }

  void begin() { seen_.assign(now_.size(), {}); }
  /// The case has been changed by an answer.
  void take(std::size_t answer) {
    const Target::Reading after = target_.read(session_);
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (after[i]) take(seen_[i], *after[i], answer);
    }
  }
  /// Those on values that answers tell apart, or move, the largest span first. `answers`: how many
  /// there were.
  [[nodiscard]] std::vector<GapEffect> finish(std::size_t answers) {
    std::vector<GapEffect> effects;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      Seen& one = seen_[i];
      if (!now_[i] || !one.any) continue;
      const double before = *now_[i];
      if (one.low == before && one.high == before) continue;
      std::optional<double> always;
      if (one.low == one.high && answers > 1) always = one.low;
      take(one, before, answers);
      effects.push_back({.rating = i,
                         .low = one.low,
                         .high = one.high,
                         .low_band = target_.band(session_, i, one.low),
                         .high_band = target_.band(session_, i, one.high),
                         .low_answer = one.low_answer,
                         .high_answer = one.high_answer,
                         .always = always});
    }
    std::ranges::stable_sort(effects, std::ranges::greater(), span);
    return effects;
  }
  static double span(const GapEffect& one) { return one.high - one.low; }

 private:
  struct Seen {
    bool any = false;
    double low = 0, high = 0;
    std::size_t low_answer = 0, high_answer = 0;
  };
  static void take(Seen& into, double value, std::size_t answer) {
    if (!into.any || value < into.low) into.low = value, into.low_answer = answer;
    if (!into.any || value > into.high) into.high = value, into.high_answer = answer;
    into.any = true;
  }

  const Target& target_;
  const Session& session_;
  Target::Reading now_;
  std::vector<Seen> seen_;
};

/// Those that are not known first, and behind them those that nothing states; each the largest span
/// first, then those that were not tried.
bool precedes(const Gap& a, const Gap& b) {
  const auto rank = [](const Gap& one) {
    return std::pair(one.kind == Gap::Kind::unstated, one.effects.empty());
  };
  return rank(a) != rank(b) ? rank(a) < rank(b) : a.span > b.span;
}

/// Tries answers to questions one after the other.
class Trial {
 public:
  Trial(Session& session, const Target& target, Gaps& into)
      : session_(session), effects_(target, session), into_(into) {}

  [[nodiscard]] double now() const { return *effects_.now().front(); }

  /// False where a limit came first.
  bool run(Gap& gap) {
    if (!may_go_on(gap)) return false;
    effects_.begin();
    for (std::size_t i = 0; i < gap.answers.size(); ++i) {
      if (const auto refused = run({gap.answers[i]}, i)) gap.untried = *refused;
      if (into_.limit) return false;
    }
    gap.effects = effects_.finish(gap.answers.size());
    if (!gap.effects.empty()) gap.span = Effects::span(gap.effects.front());
    return true;
  }

  /// The same of two at once.
  bool run(GapPair& pair) {
    const auto& [first, second] = pair.questions;
    if (!may_go_on(first)) return false;
    effects_.begin();
    for (std::size_t i = 0; i < pair.answers.size(); ++i) {
      const auto [a, b] = pair.answers[i];
      // Answers that exclude each other are none to both.
      (void)run({first.answers[a], second.answers[b]}, i);
      if (into_.limit) return false;
    }
    pair.effects = effects_.finish(pair.answers.size());
    if (!pair.effects.empty()) pair.span = Effects::span(pair.effects.front());
    return true;
  }

 private:
  bool may_go_on(const Gap& gap) {
    if (!into_.limit) {
      into_.limit =
          limit_reached(session_.now().shared()->options, "the question: " + gap.question);
    }
    return !into_.limit;
  }
  /// Why a case could not be so, if that is so.
  std::optional<std::string> run(std::vector<std::string> sets, std::size_t answer) {
    const Session::Changed changed = session_.change({.set = std::move(sets)});
    if (!changed.done) return changed.diagnostics.front().message;
    into_.limit = changed.limit;
    if (!changed.limit) effects_.take(answer);
    (void)session_.undo();
    return std::nullopt;
  }

  Session& session_;
  Effects effects_;
  Gaps& into_;
};

/// Two questions by their places among all.
using Places = std::pair<std::size_t, std::size_t>;

/// Pairs of which neither question moves anything alone.
void try_pairs(Trial& trial, const std::vector<Gap>& questions, const std::vector<Places>& pairs,
               const std::vector<bool>& moves, Gaps& into) {
  for (const auto& [first, second] : pairs) {
    if (moves[first] || moves[second]) continue;
    GapPair pair = pair_of(questions[first], questions[second]);
    if (!trial.run(pair)) return;
    if (!pair.effects.empty()) into.pairs.push_back(std::move(pair));
  }
  std::ranges::stable_sort(into.pairs, std::ranges::greater(), &GapPair::span);
}

}  // namespace

GapsRun find_gaps(Session& session, const std::string& goal, const GapsOptions& options) {
  GapsRun run;
  const session::EvaluationData& data = *session.now().shared();
  run.sources = data.facts->sources;
  const auto target = Target::find(session, goal, run.diagnostics, run.sources);
  if (!target) return run;
  Gaps result{.info = data.facts->info,
              .calculus = std::string(data.reasoned.fixpoint->calculus->name()),
              .goal = goal,
              .measure = target->measure(),
              .ratings = target->ratings(session)};
  if (const auto as_of = data.reasoned.fixpoint->as_of) result.info.as_of = Date{*as_of};
  std::vector<Gap> questions;
  std::vector<bool> alone;
  std::vector<Places> pairs;
  session::answering(data, [&](const session::Asking& at) -> std::optional<Limit> {
    base::Symbols symbols(at.fixpoint().symbols);
    const explain::Words words{at.fixpoint(), symbols};
    if (auto several = analysis::names_several(at, *target))
      run.diagnostics.push_back(std::move(*several));
    if (has_errors(run.diagnostics)) return std::nullopt;
    const analysis::Unsettleds all = analysis::unsettled(*target, at, words, options);
    result.partial = all.partial;
    for (const Unsettled& one : all.all) {
      questions.push_back(gap_of(one, all, words));
      alone.push_back(one.alone);
    }
    pairs = all.pairs;
    return std::nullopt;
  });
  if (has_errors(run.diagnostics)) return run;
  Trial trial(session, *target, result);
  if (target->measure() != Target::Measure::score) result.now = trial.now();
  result.limit = session::limit(*data.reasoned.fixpoint, *data.facts->sources);
  std::vector<bool> moves(questions.size());
  for (std::size_t i = 0; i < questions.size() && !result.limit; ++i) {
    Gap gap = questions[i];
    if (!trial.run(gap)) break;
    moves[i] = !gap.effects.empty();
    // What is asked for in pairs may do alone nevertheless: one answer may be both that is missing.
    if (!moves[i] && !alone[i]) continue;
    const bool settled = gap.effects.empty() && gap.untried.empty();
    (settled ? result.still : result.gaps).push_back(std::move(gap));
  }
  std::ranges::stable_sort(result.gaps, precedes);
  if (!result.limit) try_pairs(trial, questions, pairs, moves, result);
  run.gaps = std::move(result);
  return run;
}

}  // namespace casus
