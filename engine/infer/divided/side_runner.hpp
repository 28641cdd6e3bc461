// SPDX-License-Identifier: Apache-2.0
//
// A runner that does part of another one's work on another thread: `Runner::count_in` takes over
// what it has counted and noticed.
#pragma once

#include "infer/divided/shared_settings.hpp"
#include "infer/profile.hpp"
#include "infer/run/runner.hpp"

namespace casus::infer {

class SideRunner {
 public:
  /// Both outlive it. It has a profile of its own where the settings have one.
  SideRunner(Fixpoint& fixpoint, const SharedSettings& settings);
  SideRunner(const SideRunner&) = delete;
  SideRunner& operator=(const SideRunner&) = delete;

  [[nodiscard]] Runner& runner() { return runner_; }
  [[nodiscard]] Profile& profile() { return profile_; }

 private:
  Profile profile_;
  Settings settings_;  ///< with that one
  Runner runner_;
};

}  // namespace casus::infer
