// SPDX-License-Identifier: Apache-2.0
//
// Facts set in a session as rules write them: from an atom with values to the table of a case file,
// so that one reader, with all its checks, takes both.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "session/asking.hpp"

namespace casus::session {

/// What a text like `pump(name: "P3", age: 12)` or `not spare(pump: "P3")` states.
struct Setting {
  std::string toml;        ///< the same as a table of a case file
  bool certainty = false;  ///< whether it says how certain that is
  bool kind = false;       ///< whether it says of what kind the statement is
  bool source = false;     ///< whether it names a source
};

/// Whether a text has quotes around it, of either sort.
[[nodiscard]] bool is_quoted(std::string_view text);

/// The part of a text in front of its values, which begin at `open`: `F12` of `F12(age: 12)`.
[[nodiscard]] std::string set_name(const std::string& text, std::size_t open);

/// With `of`, whose id the text begins with, the values stand in place of that statement's, whose
/// others stay, and what is in front of them is its id. Nothing where the text is no such atom:
/// then there are diagnostics, and `sources`, which they quote, has the text under this `label`.
[[nodiscard]] std::optional<Setting> read_setting(const Asking& at, const std::string& text,
                                                  const model::Statement* of,
                                                  Diagnostics& diagnostics,
                                                  std::shared_ptr<const Sources>& sources,
                                                  const std::string& label = "set");

}  // namespace casus::session
