// SPDX-License-Identifier: Apache-2.0
//
// What an analysis measures again and again while facts and rules change: the scores of rated
// subjects, or how surely another goal holds.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/gaps.hpp"
#include "check/program.hpp"

namespace casus::analysis {

class Target {
 public:
  /// A rated subject. Its values keep their meaning in all fixpoints of one session.
  struct Subject {
    model::RatingId rating;
    std::vector<model::Word> values;
  };
  using Measure = Gaps::Measure;
  using Reading = std::vector<std::optional<double>>;  ///< nothing: not rated

  /// `goal`: see `find_gaps`. Nothing where it is none: then there are diagnostics, and `sources`,
  /// which they quote, has its text.
  [[nodiscard]] static std::optional<Target> find(const Session& session, const std::string& goal,
                                                  Diagnostics& diagnostics,
                                                  std::shared_ptr<const Sources>& sources);

  [[nodiscard]] const std::string& goal() const { return goal_; }
  [[nodiscard]] Measure measure() const { return measure_; }
  /// In the order in which an assessment lists them; none where a goal is measured.
  [[nodiscard]] const std::vector<Subject>& subjects() const { return subjects_; }
  /// By RelationId: what the conclusions about it read, and what these rest on, and itself.
  [[nodiscard]] const std::vector<bool>& relations() const { return relations_; }

  /// One value a subject, or the one of the goal.
  [[nodiscard]] Reading read(const Session& session) const;
  /// The band of a score; empty for a goal.
  [[nodiscard]] std::string band(const Session& session, std::size_t subject, double score) const;
  /// All about the subjects, as they are.
  [[nodiscard]] std::vector<Rating> ratings(const Session& session) const;

 private:
  void take_ratings(const Session& session);
  void reach(const check::Program& program, model::RelationId relation);

  std::string goal_;
  Measure measure_ = Measure::score;
  std::vector<Subject> subjects_;
  std::vector<bool> relations_;
};

}  // namespace casus::analysis
