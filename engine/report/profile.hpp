// SPDX-License-Identifier: Apache-2.0
//
// What `--profile` adds to a result: where the time of a command went, by phase and by rule.
#pragma once

#include <string>
#include <vector>

#include "casus/profile.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

namespace casus::report {

/// The time of a whole command. The texts that spans point into must outlive it.
class CommandProfile {
 public:
  /// A phase that the command measured itself. Phases of one name are added up.
  void add(const std::string& phase, double seconds);
  /// The run of one case.
  void add(const std::string& case_name, const Profile& profile, const Sources& sources);

  /// The phases in one line, then the rules that took longest and how many rows each step visited.
  [[nodiscard]] std::string text(const Style& style) const;
  /// All rules, as a member `profile` of an open object.
  void write(JsonWriter& json) const;

 private:
  struct Rule {
    std::string case_name;
    Profile::Rule rule;
    const Sources* sources;
  };
  [[nodiscard]] std::string name(const Rule& one) const;

  std::vector<Profile::Phase> phases_;
  std::vector<Rule> rules_;  ///< the longest first
  std::size_t cases_ = 0;
};

}  // namespace casus::report
