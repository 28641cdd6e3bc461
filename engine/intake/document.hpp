// SPDX-License-Identifier: Apache-2.0
//
// Text to tree: the steps that know TOML but no fact. Hostile text (encodings, depth, size) is
// refused before the TOML library sees it; a syntax error is explained in our words.
#pragma once

#include <cstdint>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "intake/prescan.hpp"
#include "intake/tree.hpp"

namespace casus::intake {

struct Document {
  Table root;               ///< empty with errors
  Diagnostics diagnostics;  ///< at most one: what comes after a syntax error cannot be trusted
  bool plain = false;       ///< the tables taken are left out of `root`; else all are in it
};

/// `take` is offered plain tables on the way. With errors what it took is worth nothing.
[[nodiscard]] Document parse_document(const Sources& sources, std::uint32_t file,
                                      const TakePlain& take = {});

}  // namespace casus::intake
