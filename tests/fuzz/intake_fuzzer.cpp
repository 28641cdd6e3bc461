// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are a case file: reading them ends, with facts or with diagnostics that point into the
// text and say what to do. Read the longer way, it means the same. The first byte chooses between a
// case file and a project file.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/demands.hpp"
#include "intake/project.hpp"
#include "intake/toml.hpp"
#include "unit/intake/both_ways.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::demand;
using casus::testing::demand_inside;
using casus::testing::demand_sound;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  casus::testing::Sample sample;
  if (data[0] % 8 == 0) {
    const std::uint32_t file = sample.sources.add("casus.toml", text);
    demand_sound(sample.sources, casus::intake::read_project(sample.sources, file).diagnostics);
    return 0;
  }
  const casus::intake::Intake intake = sample.read(text);
  demand_sound(sample.sources, intake.diagnostics);
  for (std::size_t i = 0; i < intake.facts.statements.size(); ++i) {
    demand_inside(sample.sources, intake.facts.statements[i].span);
    demand(!intake.facts.statements[i].id.empty());
    demand(!sample.atom(intake, i).empty());
  }
  // Another `[case]` would be a mistake, at a place that depends on how it is written.
  if (text.find("case") == std::string::npos) {
    demand(casus::testing::described_short(text) == casus::testing::described_long(text));
  }
  return 0;
}
