// SPDX-License-Identifier: Apache-2.0
//
// The score of one subject with other facts and other rules, as often as one likes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/target.hpp"
#include "casus/session.hpp"

namespace casus::analysis {

/// What is to be otherwise.
struct Setting {
  FactChange facts;
  std::vector<RuleAdjustment> rules;  ///< at most one a rule
};
/// Both at once; refused where they say different things of one fact.
[[nodiscard]] Setting together(const Setting& a, const Setting& b);

/// What came of a setting.
struct Probed {
  std::optional<double> score;  ///< nothing: not rated, or not evaluated
  bool refused = false;         ///< a case could not be so
};

class Probe {
 public:
  /// Of the first subject of `target`. Both outlive it.
  Probe(Session& session, const Target& target);
  ~Probe();
  Probe(const Probe&) = delete;
  Probe& operator=(const Probe&) = delete;

  /// Rules are adjusted beside what the session had them adjusted to: weights multiply.
  [[nodiscard]] Probed operator()(const Setting& setting);
  /// The session is as it was, with the adjustments that it had. To be called when all is tried: an
  /// exception, as of a case too large for the memory, then goes its way.
  void restore();
  [[nodiscard]] double now() const { return now_; }
  [[nodiscard]] std::string band(double score) const { return target_.band(session_, 0, score); }
  /// What ended it; from then on nothing is evaluated.
  [[nodiscard]] const std::optional<LimitReached>& limit() const { return limit_; }

 private:
  void adjust(const std::vector<RuleAdjustment>& rules);
  [[nodiscard]] Probed read() const { return {target_.read(session_).front()}; }

  Session& session_;
  const Target& target_;
  double now_ = 0;
  std::vector<RuleAdjustment> own_;    ///< as the session had them
  std::vector<RuleAdjustment> rules_;  ///< as it has them
  std::optional<LimitReached> limit_;
};

}  // namespace casus::analysis
