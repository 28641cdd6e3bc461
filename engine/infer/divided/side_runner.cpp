// SPDX-License-Identifier: Apache-2.0
#include "infer/divided/side_runner.hpp"

namespace casus::infer {
namespace {

Settings with_profile(Settings settings, Profile& own) {
  if (settings.profile == nullptr) return settings;
  own.clock = settings.profile->clock;
  settings.profile = &own;
  return settings;
}

}  // namespace

SideRunner::SideRunner(Fixpoint& fixpoint, const SharedSettings& settings)
    : settings_(with_profile(settings.get(), profile_)), runner_(fixpoint, settings_) {
  runner_.set_apart();
}

}  // namespace casus::infer
