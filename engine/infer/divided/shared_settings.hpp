// SPDX-License-Identifier: Apache-2.0
//
// Settings of runners on several threads.
#pragma once

#include <mutex>
#include <optional>

#include "infer/fixpoint.hpp"

namespace casus::infer {

/// Runners that have these ask for limits one at a time, and what one of them has reached holds for
/// all. Not for runs that count their facts, which go row by row on one thread.
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

}  // namespace casus::infer
