// SPDX-License-Identifier: Apache-2.0
//
// One run of the inference, and what stands in for it where exact probabilities take too much work.
#pragma once

#include <memory>
#include <optional>

#include "casus/casus.hpp"
#include "infer/fixpoint.hpp"
#include "infer/profile.hpp"

namespace casus::session {

struct Reasoned {
  std::shared_ptr<infer::Fixpoint> fixpoint;  ///< only a `Session` changes its own
  std::optional<Inexact> inexact;
  std::unique_ptr<infer::Profile> profile = {};  ///< where the options ask for one
};

/// An estimate from sampled worlds, of which this share counts.
[[nodiscard]] Inexact sampled(const Probabilities& probabilities, double share);
/// Where the probability lies of what happened in none of the worlds that count.
[[nodiscard]] Between unseen(const Inexact& inexact);

/// What the options ask of the inference; of `Options::certainty`, the name of a calculus. Those of
/// `inexact` ask for what stands in for exact probabilities.
[[nodiscard]] infer::Settings settings_of(const Options& options, const infer::Budget& budget,
                                          const std::optional<Inexact>& inexact = {});

/// `Options::certainty` is the name of a calculus.
[[nodiscard]] Reasoned reason(std::shared_ptr<const check::Program> program,
                              std::shared_ptr<const model::FactBase> facts, const Options& options,
                              const infer::Budget& budget);

/// Whether there is another way where exactness is too much work, and the options ask for it.
[[nodiscard]] bool has_fallback(const Options& options);
/// The same for what has been reasoned, which may be the other way already.
[[nodiscard]] bool has_fallback(const Reasoned& reasoned, const Options& options);
/// Reasons once more, as the options ask for beyond what is exact.
[[nodiscard]] Reasoned fall_back(const Reasoned& exact, const Options& options,
                                 const infer::Budget& budget);

/// What cut work short: the calculus gave up, or what `limit` says.
[[nodiscard]] std::optional<Limit> stopped(const infer::Calculus& calculus,
                                           std::optional<Limit> limit);
/// Whether that is the work or the time that exactness took.
[[nodiscard]] bool too_much(std::optional<Limit> stopped);

}  // namespace casus::session
