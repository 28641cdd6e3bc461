// SPDX-License-Identifier: Apache-2.0
//
// JSON Lines (jsonlines.org): one object a line, whose keys are those of a fact's table in TOML.
#pragma once

#include "intake/recorder.hpp"

namespace casus::intake {

/// Reads the objects of a file, which is UTF-8, into `recorder`.
void read_json_lines(std::uint32_t file, Recorder& recorder);

/// Whether a table within a fact's has such a key.
[[nodiscard]] bool is_inner_key(std::string_view key);

/// Where the object that begins at `begin`, and fills its line, writes the value of a key; the
/// whole line where it does not.
[[nodiscard]] Span json_value_span(const Sources& sources, std::uint32_t file, std::uint32_t begin,
                                   std::string_view key);

}  // namespace casus::intake
