// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe.hpp"

#include <algorithm>

#include "session/data.hpp"

namespace casus::analysis {

Setting together(const Setting& a, const Setting& b) {
  Setting result = a;
  const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  add(result.facts.drop, b.facts.drop);
  add(result.facts.set, b.facts.set);
  for (const RuleAdjustment& one : b.rules) {
    const auto known = std::ranges::find_if(result.rules, [&](const RuleAdjustment& other) {
      return other.rule == one.rule && other.module == one.module;
    });
    if (known == result.rules.end()) {
      result.rules.push_back(one);
      continue;
    }
    if (one.certainty) known->certainty = one.certainty;
    known->weight *= one.weight;
  }
  return result;
}

Probe::Probe(Session& session, const Target& target) : session_(session), target_(target) {
  now_ = target.read(session).front().value_or(0);
}

Probe::~Probe() { adjust({}); }

/// Evaluates everything, so only where the rules are not so already.
void Probe::adjust(const std::vector<RuleAdjustment>& rules) {
  if (rules == rules_) return;
  rules_ = rules;
  const Session::Changed changed = session_.adjust(rules);
  if (!limit_) limit_ = changed.limit;
}

std::optional<double> Probe::operator()(const Setting& setting) {
  if (!limit_) limit_ = limit_reached(session_.now().shared()->options, "the sensitivity");
  if (limit_) return std::nullopt;
  adjust(setting.rules);
  if (limit_) return std::nullopt;
  if (setting.facts.drop.empty() && setting.facts.set.empty()) {
    return target_.read(session_).front();
  }
  const Session::Changed changed = session_.change(setting.facts);
  if (!changed.done) return std::nullopt;
  limit_ = changed.limit;
  std::optional<double> result;
  if (!limit_) result = target_.read(session_).front();
  (void)session_.undo();
  return result;
}

}  // namespace casus::analysis
