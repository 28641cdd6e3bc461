// SPDX-License-Identifier: Apache-2.0
#include "author/testing/expectations.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "session/explaining.hpp"

namespace casus::author {
namespace {

using check::CertaintyBound;
using check::Expectation;
using check::Function;
using session::Asking;
using session::EvaluationData;
using Node = Explanation::Node;

/// How surely a goal holds: as its surest answer does.
struct Held {
  bool holds = false;
  Certainty certainty = 0;
  std::optional<Between> between;
  std::optional<LimitReached> limit;
};

Held held(const EvaluationData& data, const check::GoalBody& goal) {
  Held result;
  session::answering(data, [&](const Asking& at) -> std::optional<Limit> {
    result = {};
    const auto asked = session::ask(at, goal, infer::Purpose::weigh);
    if (!asked->answers) return std::nullopt;
    const infer::GoalAnswers& answers = *asked->answers;
    base::Symbols symbols(answers.symbols);
    const explain::Words words{at.fixpoint(), symbols};
    result.holds = !answers.empty();
    result.limit = session::limit_of(at, session::stopped(at.calculus(), answers.stopped));
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const Certainty certainty = words.certainty(answers.grade(i));
      if (i > 0 && certainty <= result.certainty) continue;
      result.certainty = certainty;
      result.between = words.between(answers.grade(i));
    }
    return session::stopped(at.calculus(), answers.stopped);
  });
  return result;
}

void find_denied(const check::GoalBody& goal, check::ConditionId id, Span written,
                 std::vector<check::GoalBody>& into) {
  const check::Condition& condition = goal.terms[id];
  // A rule that is asked for has a `not` of its own, which is no part of what is expected.
  const bool here = condition.span.file == written.file && condition.span.begin >= written.begin &&
                    condition.span.end <= written.end;
  if (condition.kind == check::Condition::Kind::all) {
    for (const check::ConditionId part : condition.parts) find_denied(goal, part, written, into);
  }
  if (condition.kind != check::Condition::Kind::negation || !here) return;
  plan::Variables mentioned;
  plan::collect(goal.terms, condition.parts.front(), mentioned);
  const auto local = [&](check::VariableId one) { return goal.terms[one].local; };
  if (!std::ranges::all_of(mentioned, local)) return;
  into.push_back({.terms = goal.terms, .body = condition.parts.front(), .answers = {}});
}

/// What is expected not to hold: behind each `not` that stands by itself. Where it holds a little,
/// so does its contrary, and whoever expects it not to hold wants to know.
std::vector<check::GoalBody> denied(const Expectation& expected) {
  std::vector<check::GoalBody> result;
  // How sure it is has been said otherwise.
  if (!expected.certainty.empty()) return result;
  find_denied(expected.goal, expected.goal.body, expected.span, result);
  return result;
}

/// What differs by no more than this is one certainty, whatever its binary form.
constexpr double rounding = 1e-9;

bool meets(const CertaintyBound& bound, double certainty) {
  const double over = certainty - bound.value;
  switch (bound.comparison) {
    case Function::equal:
      return std::fabs(over) <= rounding;
    case Function::not_equal:
      return std::fabs(over) > rounding;
    case Function::less:
      return over < -rounding;
    case Function::less_equal:
      return over <= rounding;
    case Function::greater:
      return over > rounding;
    default:
      return over >= -rounding;
  }
}

/// Both ends of an interval have to.
bool meets(const std::vector<CertaintyBound>& bounds, const Held& held) {
  const Between ends = held.between.value_or(Between{held.certainty, held.certainty});
  return std::ranges::all_of(bounds, [&](const CertaintyBound& one) {
    return meets(one, ends.low) && meets(one, ends.high);
  });
}

/// The rules and facts that trees rest on.
class Grounds {
 public:
  explicit Grounds(const Explanation& explanation) {
    for (const Node& root : explanation.roots) walk(root);
    for (const Node& more : explanation.deeper) walk(more);
  }

  [[nodiscard]] bool has(const check::Reason& reason, const check::Program& program) const {
    if (!reason.rule.valid()) return facts_.contains(reason.fact);
    const check::Rule& rule = program[reason.rule];
    return std::ranges::any_of(rules_, [&](const auto& one) {
      return one.first == rule.name && one.second.file == rule.span.file &&
             one.second.begin >= rule.span.begin && one.second.end <= rule.span.end;
    });
  }

  void put(TestFailure& into) const {
    std::set<std::string> names;
    for (const auto& [name, span] : rules_) names.insert(name);
    into.rules.assign(names.begin(), names.end());
    into.facts.assign(facts_.begin(), facts_.end());
  }

 private:
  void walk(const Node& node) {
    using Kind = Explanation::Kind;
    // What does not count is no reason.
    if (node.kind == Kind::defeated || node.kind == Kind::uncounted ||
        node.kind == Kind::alternative) {
      return;
    }
    if (!node.rule.empty()) rules_.emplace_back(node.rule, node.span);
    if (node.evidence) facts_.insert(node.evidence->id);
    facts_.insert(node.facts.begin(), node.facts.end());
    for (const Node& child : node.children) walk(child);
  }

  std::vector<std::pair<std::string, Span>> rules_;
  std::set<std::string> facts_;
};

class Judge {
 public:
  Judge(const EvaluationData& data, TestResult& result) : data_(data), result_(result) {}

  void operator()(const Expectation& expected) {
    ++result_.expectations;
    const Held held = author::held(data_, expected.goal);
    if (held.limit) {
      result_.limit = held.limit;
    } else if (judge_denied(expected)) {
      return;
    } else if (!held.holds) {
      TestFailure failure{.kind = TestFailure::Kind::condition,
                          .span = expected.span,
                          .expected = text(expected.span)};
      failure.why_not = why_not(expected.goal, failure.expected);
      result_.failures.push_back(std::move(failure));
    } else if (!meets(expected.certainty, held)) {
      TestFailure failure{
          .kind = TestFailure::Kind::certainty,
          .span = expected.certainty_span,
          .expected = text({expected.span.file, expected.span.begin, expected.certainty_span.end})};
      failure.certainty = held.certainty;
      failure.between = held.between;
      failure.why = why(expected.goal, text(expected.span));
      result_.failures.push_back(std::move(failure));
    } else if (!expected.because.empty()) {
      judge_reasons(expected);
    }
  }

  void operator()(const check::Snapshot& snapshot) {
    TestSnapshot kept{.goal = text(snapshot.span), .span = snapshot.span};
    kept.why = why(snapshot.goal, kept.goal);
    if (kept.why && !kept.why->holds) {
      kept.why.reset();
      kept.why_not = why_not(snapshot.goal, kept.goal);
    }
    result_.snapshots.push_back(std::move(kept));
  }

 private:
  /// Whether something holds that is expected not to.
  bool judge_denied(const Expectation& expected) {
    for (const check::GoalBody& goal : denied(expected)) {
      const Held inner = author::held(data_, goal);
      if (!inner.holds) continue;
      TestFailure failure{.kind = TestFailure::Kind::condition,
                          .span = expected.span,
                          .expected = text(expected.span)};
      failure.certainty = inner.certainty;
      failure.between = inner.between;
      failure.why = why(goal, failure.expected);
      result_.failures.push_back(std::move(failure));
      return true;
    }
    return false;
  }

  void judge_reasons(const Expectation& expected) {
    std::optional<Explanation> explanation = why(expected.goal, text(expected.span));
    if (!explanation) return;
    const Grounds grounds(*explanation);
    for (const check::Reason& reason : expected.because) {
      if (grounds.has(reason, *data_.facts->rules->program)) continue;
      TestFailure failure{.kind = TestFailure::Kind::because,
                          .span = reason.span,
                          .expected = text(expected.span) + " because " + text(reason.span)};
      grounds.put(failure);
      failure.why = explanation;
      result_.failures.push_back(std::move(failure));
    }
  }

  std::string text(Span span) const { return std::string(data_.facts->rules->sources->text(span)); }

  std::optional<Explanation> why(const check::GoalBody& goal, const std::string& text) {
    const auto ask = [&](const Asking& at, infer::Purpose purpose) {
      return session::ask(at, goal, purpose);
    };
    auto found = session::explain_why(data_, text, ask, most_answers, Evaluation::Told::best);
    if (found.explanation && found.explanation->limit) result_.limit = found.explanation->limit;
    return std::move(found.explanation);
  }

  std::optional<WhyNot> why_not(const check::GoalBody& goal, const std::string& text) {
    const auto ask = [&](const Asking& at, infer::Purpose purpose) {
      return session::ask(at, goal, purpose);
    };
    auto found = session::explain_why_not(data_, text, ask, {});
    if (found.why_not && found.why_not->limit) result_.limit = found.why_not->limit;
    return std::move(found.why_not);
  }

  static constexpr std::size_t most_answers = 100;

  const EvaluationData& data_;
  TestResult& result_;
};

/// Whether what is expected must be explained to be judged.
bool is_so(const EvaluationData& data, const Expectation& expected, bool& limited) {
  const Held found = held(data, expected.goal);
  limited = limited || found.limit.has_value();
  if (!found.holds || !meets(expected.certainty, found)) return false;
  const auto not_so = [&](const check::GoalBody& goal) { return held(data, goal).holds; };
  if (std::ranges::any_of(denied(expected), not_so)) return false;
  if (expected.because.empty()) return true;
  TestResult result;
  Judge{data, result}(expected);
  limited = limited || result.limit.has_value();
  return result.failures.empty();
}

}  // namespace

void judge(const EvaluationData& data, const check::TestCase& test, TestResult& result) {
  Judge judge(data, result);
  for (const auto& one : test.expected) std::visit(judge, one);
}

std::optional<bool> all_come_true(const EvaluationData& data, const check::TestCase& test) {
  bool limited = false;
  for (const auto& one : test.expected) {
    const auto* expected = std::get_if<Expectation>(&one);
    if (expected == nullptr) continue;
    const bool so = is_so(data, *expected, limited);
    if (limited) return std::nullopt;
    if (!so) return false;
  }
  return true;
}

}  // namespace casus::author
