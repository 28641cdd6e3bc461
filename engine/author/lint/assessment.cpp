// SPDX-License-Identifier: Apache-2.0
//
// Lints of what a case comes to: whether its ratings stand on enough.
#include <algorithm>
#include <map>
#include <set>

#include "author/lint/rules.hpp"
#include "model/show.hpp"

namespace casus::author {
namespace {

std::string subject_of(const Rating& rating) {
  std::string text = rating.rating + '(';
  for (const Value& value : rating.subject) {
    text += (&value == rating.subject.data() ? "" : ", ") + value.literal;
  }
  return text + ')';
}

std::string_view band_at(const Rating& rating, double score) {
  std::string_view name;
  for (const Band& band : rating.bands) {
    if (name.empty() || score >= band.from) name = band.name;
  }
  return name;
}

class Assessed {
 public:
  explicit Assessed(const CaseView& view) : view_(view) {
    for (const Evidence& one : view.assessment.evidence) evidence_.emplace(one.id, &one);
    for (const check::Rule& rule : view.rules.program.rules) {
      rules_.emplace(rule.module + ' ' + rule.name, &rule);
    }
  }

  void run() {
    for (const Rating& rating : view_.assessment.ratings) {
      single_source(rating);
      counted_twice(rating);
      presumptions(rating);
      for (const Contribution& one : rating.contributions) weak_member(one);
    }
    for (const Evidence& one : view_.assessment.evidence) {
      if (!one.counted || one.used || one.span.file != view_.file) continue;
      view_.findings.add("unused-fact", one.span, "no rating or conclusion rests on this fact")
          .advise("write a rule for it, or say in a comment why it is kept");
    }
  }

 private:
  /// Where something about the whole case is shown.
  [[nodiscard]] Span place() const {
    if (view_.facts.info.span.valid()) return view_.facts.info.span;
    return view_.facts.statements.empty() ? Span{view_.file, 0, 0}
                                          : view_.facts.statements.front().span;
  }

  void single_source(const Rating& rating) {
    std::set<std::string> sources;
    std::size_t facts = 0;
    for (const Contribution& one : rating.contributions) {
      if (one.amount == 0) continue;
      for (const std::string& id : one.facts) {
        const auto found = evidence_.find(id);
        if (found == evidence_.end() || found->second->source.empty()) continue;
        sources.insert(found->second->source);
        ++facts;
      }
    }
    if (sources.size() != 1 || facts < 2) return;
    view_.findings
        .add("single-source-rating", place(),
             '`' + subject_of(rating) + "` rests on `" + *sources.begin() + "` alone")
        .advise("look for a second, independent source of what weighs most: `casus why '" +
                subject_of(rating) + "'`");
  }

  void counted_twice(const Rating& rating) {
    // What several factors rest on, as who belongs where, is no evidence for one of them.
    std::map<std::string, std::set<std::string>> factors;
    std::map<std::string, std::size_t> uses;
    for (const Contribution& one : rating.contributions) {
      for (const std::string& id : one.facts) {
        factors[id].insert(one.factor);
        ++uses[id];
      }
    }
    std::map<std::string, const Contribution*> first;
    std::set<std::string> told;
    for (const Contribution& one : rating.contributions) {
      if (one.amount == 0 || one.counted_with) continue;
      for (const std::string& id : one.facts) {
        if (factors[id].size() > 1 || uses[id] > 2) continue;
        const auto [before, is_new] =
            first.emplace(one.factor + (one.amount > 0 ? "+" : "-") + id, &one);
        if (is_new || before->second->rule == one.rule) continue;
        if (!told.insert(before->second->rule + ' ' + one.rule).second) continue;
        const auto found = evidence_.find(id);
        if (found == evidence_.end() || found->second->span.file != view_.file) continue;
        view_.findings
            .add("double-counting", one.span,
                 "this rule counts " + id + " in `" + one.factor + "`, and so does `" +
                     before->second->rule + '`')
            .label(before->second->span, "the same way")
            .label(found->second->span, "this fact")
            .advise("let one rule override the other, or say why both are to count");
      }
    }
  }

  void presumptions(const Rating& rating) {
    const bool limited = std::ranges::any_of(
        rating.limits, [](const LimitEffect& limit) { return limit.effect != 0; });
    if (limited) return;
    double with = rating.starts;
    double without = rating.starts;
    std::string presumed;
    for (const FactorScore& factor : rating.factors) {
      double sum = factor.sum;
      with += std::clamp(sum, factor.low, factor.high);
      for (const Contribution& one : rating.contributions) {
        if (one.factor != factor.name || one.presumptions.empty()) continue;
        sum -= one.amount;
        if (presumed.empty()) presumed = one.presumptions.front();
      }
      without += std::clamp(sum, factor.low, factor.high);
    }
    const std::string_view band = band_at(rating, without);
    if (presumed.empty() || band == band_at(rating, with)) return;
    view_.findings
        .add("presumption-decides", place(),
             '`' + subject_of(rating) + "` is `" + rating.band + "` only by what is presumed",
             "without it `" + std::string(band) + "`: " + presumed)
        .advise("find out and state it; `casus gaps` lists what is not known");
  }

  void weak_member(const Contribution& one) {
    const auto rule = rules_.find(one.module + ' ' + one.rule);
    if (rule == rules_.end()) return;
    const bool sums = std::ranges::any_of(rule->second->terms.exprs, [](const check::Expr& expr) {
      return expr.kind == check::Expr::Kind::aggregate && !expr.distinct &&
             expr.aggregate != check::Aggregate::min && expr.aggregate != check::Aggregate::max;
    });
    if (!sums || one.facts.size() < 3) return;
    std::vector<const Evidence*> members;
    for (const std::string& id : one.facts) {
      const auto found = evidence_.find(id);
      if (found != evidence_.end()) members.push_back(found->second);
    }
    if (members.size() < 3) return;
    std::ranges::stable_sort(members, {}, [](const Evidence* e) { return e->certainty; });
    constexpr double gap = 0.2;
    const Evidence& weakest = *members[0];
    if (members[1]->certainty - weakest.certainty < gap || weakest.span.file != view_.file) return;
    view_.findings
        .add("weak-member-decides", weakest.span,
             "a sum of " + std::to_string(members.size()) + " facts is only as sure as this one",
             "certainty " + model::show_number(weakest.certainty) + ", all others at least " +
                 model::show_number(members[1]->certainty))
        .label(one.span, "summed up by this rule")
        .advise("leave it out of the sum, or let a rule of its own count it");
  }

  const CaseView& view_;
  std::map<std::string, const Evidence*> evidence_;
  std::map<std::string, const check::Rule*> rules_;
};

}  // namespace

void lint_assessment(const CaseView& one) { Assessed(one).run(); }

}  // namespace casus::author
