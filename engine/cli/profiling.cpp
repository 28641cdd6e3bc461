// SPDX-License-Identifier: Apache-2.0
#include "cli/profiling.hpp"

#include <sstream>

namespace casus::cli {

Profiling::Profiling(const Runs& runs, const Console& console)
    : in_result_(console.format() == "json"), style_(console.style()) {
  profile_.add("reading", runs.reading);
  for (const CaseRun& run : runs.cases) {
    const auto& profile = run.evaluation.profile();
    if (!profile) continue;
    wanted_ = true;
    profile_.add(run.evaluation.assessment().info.name, *profile, run.evaluation.sources());
  }
  style_.colour = false;
}

void Profiling::begin(const std::string& phase) {
  end_phase();
  phase_ = phase;
  since_ = std::chrono::steady_clock::now();
}

void Profiling::end_phase() {
  if (phase_.empty()) return;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since_;
  profile_.add(phase_, took.count());
  phase_.clear();
}

report::MoreMembers Profiling::members() {
  if (!wanted_ || !in_result_) return {};
  return [this](report::JsonWriter& json) {
    end_phase();
    profile_.write(json);
  };
}

void Profiling::tell(Console& console) {
  end_phase();
  if (!wanted_ || in_result_) return;
  std::istringstream lines(profile_.text(style_));
  for (std::string line; std::getline(lines, line);) console.insist(line);
}

}  // namespace casus::cli
