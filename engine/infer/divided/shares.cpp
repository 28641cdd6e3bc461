// SPDX-License-Identifier: Apache-2.0
#include "infer/divided/shares.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include "base/in_order.hpp"
#include "infer/divided/side_runner.hpp"
#include "infer/divided/sieve.hpp"
#include "plan/texts.hpp"

namespace casus::infer {
namespace {

/// A share of the rows, who goes through them, and what is left of what they conclude.
struct Share {
  std::vector<RowId> rows;
  std::unique_ptr<SideRunner> side;
  std::optional<Sieve> sieve;
  bool sifted = false;
};

struct Job {
  Share* share = nullptr;
};

bool pays(const Runner& runner, const Settings& settings, std::uint32_t r, std::size_t rows) {
  if (rows < settings.division.rows_shared || settings.budget.max_facts != 0) return false;
  // What is new is inserted twice, and without derivations an insertion is all that there is to do.
  if (!runner.keeps_derivations()) return false;
  const Conclusions::Tally& so_far = runner.conclusions().tally()[r];
  return so_far.concluded >= 2 * so_far.fresh;
}

}  // namespace

bool run_in_shares(Runner& runner, Fixpoint& fixpoint, const Settings& settings, std::uint32_t r,
                   const std::vector<Step>& steps, const std::vector<RowId>& rows) {
  const RulePlan& rule = fixpoint.plan->rules[r];
  const std::size_t wanted = settings.division.threads;
  const std::size_t count = wanted != 0 ? wanted : base::processors();
  if (count < 2 || !pays(runner, settings, r, rows.size()) || !runner.conclusions().can_sift() ||
      plan::makes_text(rule)) {
    return false;
  }
  const SharedSettings shared(settings);
  std::vector<Share> shares(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = [&](std::size_t share) {
      return rows.begin() + static_cast<std::ptrdiff_t>(rows.size() * share / count);
    };
    shares[i].rows.assign(at(i), at(i + 1));
    shares[i].side = std::make_unique<SideRunner>(fixpoint, shared);
    shares[i].sieve.emplace(fixpoint, shares[i].side->runner().meter(), r,
                            runner.conclusions().known(rule.head), runner.keeps_derivations(),
                            runner.conclusions().common_height(rule));
  }
  std::size_t next = 0;
  base::in_order<Job>(
      count,
      [&](Job& job) {
        if (next == count) return false;
        job.share = &shares[next++];
        return true;
      },
      [&](Job& job) {
        Share& share = *job.share;
        share.sifted = share.side->runner().sift(r, steps, share.rows, *share.sieve);
      },
      [](Job&) { return true; });
  const auto reached = shared.reached();
  if (!reached && !std::ranges::all_of(shares, &Share::sifted)) return false;
  for (const Share& share : shares) runner.count_in(*share.side);
  if (reached) {
    runner.meter().stop(*reached);
    return true;
  }
  if (settings.profile != nullptr) settings.profile->shares += count;
  for (Share& share : shares) {
    runner.take(r, *share.sieve);
    share.sieve.reset();
  }
  return true;
}

}  // namespace casus::infer
