// SPDX-License-Identifier: Apache-2.0
#include "infer/run/shares.hpp"

#include <optional>

#include "base/in_order.hpp"
#include "infer/run/sieve.hpp"
#include "plan/texts.hpp"

namespace casus::infer {
namespace {

struct Job {
  std::size_t share = 0;
};

}  // namespace

bool Shares::pays(std::uint32_t r, std::size_t rows) const {
  if (rows < settings_.division.rows_shared || runner_.meter().counts_facts()) return false;
  // What is new is inserted twice, and without derivations an insertion is all that there is to do.
  if (!runner_.keeps_derivations()) return false;
  const Conclusions::Tally& so_far = runner_.conclusions().tally()[r];
  return so_far.concluded >= 2 * so_far.fresh;
}

bool Shares::run(std::uint32_t r, const std::vector<Step>& steps, const std::vector<RowId>& rows) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  if (!pays(r, rows.size()) || !runner_.conclusions().can_sift() || plan::makes_text(rule)) {
    return false;
  }
  if (shared_ == nullptr) {
    const std::size_t wanted = settings_.division.shares;
    sides_.resize(wanted != 0 ? wanted : base::processors());
    shared_ = std::make_unique<SharedSettings>(settings_);
    for (auto& side : sides_) side = std::make_unique<SideRunner>(fixpoint_, *shared_);
  }
  const std::size_t count = sides_.size();
  if (count < 2) return false;
  std::vector<std::optional<Sieve>> sieves(count);
  std::vector<char> sifted(count);
  std::size_t next = 0;
  base::in_order<Job>(
      0,
      [&](Job& job) {
        job.share = next++;
        return job.share < count;
      },
      [&](Job& job) {
        const std::size_t i = job.share;
        const auto at = [&](std::size_t share) {
          return rows.begin() + static_cast<std::ptrdiff_t>(rows.size() * share / count);
        };
        sieves[i].emplace(fixpoint_, sides_[i]->runner().meter(), r,
                          runner_.conclusions().known(rule.head), runner_.keeps_derivations());
        sifted[i] = sides_[i]->runner().sift(r, steps, {at(i), at(i + 1)}, *sieves[i]);
      },
      [](Job&) { return true; });
  if (const auto reached = shared_->reached()) {
    runner_.meter().stop(*reached);
    return true;
  }
  for (const char all : sifted) {
    if (!all) return false;
  }
  if (settings_.profile != nullptr) settings_.profile->shares += count;
  for (std::optional<Sieve>& sieve : sieves) {
    runner_.take(r, *sieve);
    sieve.reset();
  }
  return true;
}

void Shares::finish() {
  for (const auto& side : sides_) runner_.count_in(*side);
  sides_.clear();
  shared_.reset();
}

}  // namespace casus::infer
