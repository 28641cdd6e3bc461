// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are a case file: reading them ends, with facts or with diagnostics that point into the
// text and say what to do. The first byte chooses between a case file and a project file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/codes.hpp"
#include "intake/project.hpp"
#include "intake/toml.hpp"
#include "unit/intake/sample.hpp"

namespace {

void demand(bool condition) {
  if (!condition) std::abort();
}

bool is_registered(const std::string& code) {
  for (const auto& known : casus::base::codes) {
    if (known.code == code) return true;
  }
  return false;
}

/// A place inside the file, or the file's end.
void demand_inside(const casus::Sources& sources, casus::Span span) {
  demand(span.valid() && span.begin <= span.end);
  demand(span.end <= sources.text(span.file).size());
}

void demand_sound(const casus::Sources& sources, const casus::Diagnostics& diagnostics) {
  for (const casus::Diagnostic& d : diagnostics) {
    demand(is_registered(d.code) && !d.message.empty() && !d.labels.empty() && !d.help.empty());
    for (const casus::Label& label : d.labels) demand_inside(sources, label.span);
    for (const casus::Help& help : d.help) {
      for (const casus::Edit& edit : help.edits) demand_inside(sources, edit.span);
    }
  }
}

}  // namespace

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
  return 0;
}
