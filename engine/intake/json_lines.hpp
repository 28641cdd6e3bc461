// SPDX-License-Identifier: Apache-2.0
//
// JSON Lines (jsonlines.org): one object a line, whose keys are those of a fact's table in TOML.
#pragma once

#include "intake/recorder.hpp"

namespace casus::intake {

/// Reads the objects of a file, which is UTF-8, into `recorder`.
void read_json_lines(std::uint32_t file, Recorder& recorder);

}  // namespace casus::intake
