// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe.hpp"

#include <algorithm>
#include <utility>

#include "session/data.hpp"

namespace casus::analysis {

namespace {

/// Of one rule a later certainty counts, and weights multiply.
std::vector<RuleAdjustment> joined(std::vector<RuleAdjustment> rules,
                                   const std::vector<RuleAdjustment>& more) {
  for (const RuleAdjustment& one : more) {
    const auto known = std::ranges::find_if(rules, [&](const RuleAdjustment& other) {
      return other.rule == one.rule && other.module == one.module;
    });
    if (known == rules.end()) {
      rules.push_back(one);
      continue;
    }
    if (one.certainty) known->certainty = one.certainty;
    known->weight *= one.weight;
  }
  return rules;
}

}  // namespace

Setting together(const Setting& a, const Setting& b) {
  Setting result = a;
  const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  add(result.facts.drop, b.facts.drop);
  add(result.facts.set, b.facts.set);
  result.rules = joined(std::move(result.rules), b.rules);
  return result;
}

Probe::Probe(Session& session, const Target& target)
    : session_(session),
      target_(target),
      own_(session.now().shared()->options.adjustments),
      rules_(own_) {
  now_ = target.read(session).front().value_or(0);
}

Probe::~Probe() {
  try {
    restore();
  } catch (...) {
    // Only where an exception is on its way already, of which the caller hears.
  }
}

void Probe::restore() { adjust(own_); }

/// Evaluates everything, so only where the rules are not so already.
void Probe::adjust(const std::vector<RuleAdjustment>& rules) {
  if (rules == rules_) return;
  rules_ = rules;
  const Session::Changed changed = session_.adjust(rules);
  if (!limit_) limit_ = changed.limit;
}

Probed Probe::operator()(const Setting& setting) {
  if (!limit_) limit_ = limit_reached(session_.now().shared()->options, "the sensitivity");
  if (limit_) return {};
  adjust(joined(own_, setting.rules));
  if (limit_) return {};
  if (setting.facts.drop.empty() && setting.facts.set.empty()) return read();
  const Session::Changed changed = session_.change(setting.facts);
  if (!changed.done) return {.score = {}, .refused = true};
  limit_ = changed.limit;
  const Probed result = limit_ ? Probed{} : read();
  (void)session_.undo();
  return result;
}

}  // namespace casus::analysis
