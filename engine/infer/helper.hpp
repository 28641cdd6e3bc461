// SPDX-License-Identifier: Apache-2.0
//
// Runners that do part of another one's work on other threads.
#pragma once

#include <mutex>
#include <optional>

#include "infer/profile.hpp"
#include "infer/runner.hpp"

namespace casus::infer {

/// The settings of helpers: they ask for limits one at a time, and what one of them has reached
/// holds for all. Not for runs that count their facts, which go row by row on one thread.
class SharedSettings {
 public:
  explicit SharedSettings(const Settings& settings);
  SharedSettings(const SharedSettings&) = delete;
  SharedSettings& operator=(const SharedSettings&) = delete;

  [[nodiscard]] const Settings& get() const { return settings_; }
  /// Nothing where no limit has been reached yet.
  [[nodiscard]] std::optional<Limit> reached() const;

 private:
  mutable std::mutex asking_;
  std::optional<Limit> reached_;
  Settings settings_;
};

/// A runner for other threads, with a profile of its own where there is one.
class Helper {
 public:
  Helper(Fixpoint& fixpoint, const SharedSettings& settings);
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;

  [[nodiscard]] Runner& runner() { return runner_; }
  [[nodiscard]] Profile& profile() { return profile_; }

 private:
  Profile profile_;
  Settings settings_;  ///< with that one
  Runner runner_;
};

}  // namespace casus::infer
