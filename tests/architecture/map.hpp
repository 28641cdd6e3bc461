// SPDX-License-Identifier: Apache-2.0
//
// The engine's rooms twice: as docs/architecture.md tells of them and as #include lines show them.
// Both are read here as plain values, so that the comparison itself can be tested.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/markdown.hpp"

namespace casus::testing {

/// Each room with all rooms that it may include, itself among them. Public headers are the room
/// `casus`, as in #include "casus/value.hpp".
using Rooms = std::map<std::string, std::set<std::string>>;

/// Reads the table `Room | Makes | May know`. The third cell names rooms in backticks, which bring
/// what they may know themselves, except after the word "only"; "all above" is every row before.
/// Throws std::invalid_argument for a name that has no row above: the table is ordered, without
/// circles.
[[nodiscard]] Rooms rooms_of(const Markdown& page);

struct Include {
  std::string file;      ///< below engine/: "check/names.cpp", "include/casus/value.hpp"
  std::size_t line = 0;  ///< from 1
  std::string target;    ///< what stands between the quotes or brackets
  bool quoted = false;

  /// The room of the file that includes: "check", "casus".
  [[nodiscard]] std::string room() const;
};

[[nodiscard]] std::vector<Include> includes_in(const std::string& file, std::string_view text);

/// One sentence, with file and line, for each include that the map does not allow.
[[nodiscard]] std::vector<std::string> trespasses(const std::vector<Include>& includes,
                                                  const Rooms& rooms);

}  // namespace casus::testing
