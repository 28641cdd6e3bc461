// SPDX-License-Identifier: Apache-2.0
#include "infer/divided/shared_settings.hpp"

#include "base/bug.hpp"

namespace casus::infer {

SharedSettings::SharedSettings(const Settings& settings) : settings_(settings) {
  if (settings.budget.max_facts != 0) base::bug("facts are counted on one thread");
  settings_.budget = {};
  settings_.budget.poll = [this, ask = settings.budget.poll] {
    const std::scoped_lock lock(asking_);
    if (!reached_ && ask) reached_ = ask();
    return reached_;
  };
  if (!settings.budget.fits) return;
  settings_.budget.fits = [this, ask = settings.budget.fits](std::size_t bytes) {
    const std::scoped_lock lock(asking_);
    if (!reached_ && !ask(bytes)) reached_ = Limit::memory;
    return !reached_;
  };
}

std::optional<Limit> SharedSettings::reached() const {
  const std::scoped_lock lock(asking_);
  return reached_;
}

}  // namespace casus::infer
