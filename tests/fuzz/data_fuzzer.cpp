// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are a data file: reading them ends, with facts or with diagnostics that point into the
// text and say what to do. The first byte chooses the format and the fact that is listed. Read in
// small blocks on two threads, the text says the same.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/demands.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::demand;
using casus::testing::demand_sound;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Format = casus::DataFile::Format;
  constexpr std::array formats{Format::csv, Format::tsv, Format::json_lines, Format::facts,
                               Format::rows};
  constexpr std::array relations{"trade", "leader", "successor"};
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  casus::testing::Sample sample;
  const std::size_t choice = data[0];
  const Format format = formats[choice % formats.size()];
  const std::string relation = relations[choice / formats.size() % relations.size()];
  const casus::intake::Intake intake = sample.read_data(relation, format, text);
  demand_sound(sample.sources, intake.diagnostics);
  const casus::model::FactBase& facts = intake.facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const casus::model::StatementId id = facts.id_at(i);
    const casus::model::Statement statement = facts[id];
    demand(!facts.name_of(id).empty());
    demand(statement.fields.size() == sample.schema[statement.relation].fields.size());
    if (facts.is_record(id)) demand(facts.place_of_record(id).second > 0);
  }
  casus::testing::Sample again;
  const casus::intake::Intake divided = again.read_data(relation, format, text, {2, 16});
  using casus::testing::render;
  demand(render(again.sources, divided.diagnostics) == render(sample.sources, intake.diagnostics));
  demand(divided.facts.size() == facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const casus::model::StatementId id = facts.id_at(i);
    demand(divided.facts[id].fields == facts[id].fields);
    demand(divided.facts.name_of(id) == facts.name_of(id));
  }
  return 0;
}
