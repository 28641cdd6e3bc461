// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are cases in lines: rating them ends, with scores or with diagnostics that point into
// the text. Read byte by byte, the text says the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "casus/cases.hpp"
#include "fuzz/demands.hpp"

using casus::testing::demand;
using casus::testing::demand_sound;

namespace {

constexpr auto rules = R"(
fact pump { name: text, age: int, made: date }
fact spare { pump: text }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
    factor wear -100..0
rule ageing
    when pump(name: p, age: a)
     and a > 10
    undermines health.wear(p) by 2 * (a - 10)
rule no_spare
    when pump(name: p)
     and not spare(pump: p)
    undermines health.wear(p) by 20
)";

struct Rated {
  casus::CasesRun run;
  std::string scores;
};

/// The cases of a text that is read in pieces of at most so many bytes.
Rated rate(const casus::Ruleset& ruleset, const std::string& text, std::size_t piece) {
  std::size_t at = 0;
  const casus::CaseLines lines{"cases", [&](char* into, std::size_t room) {
                                 const std::size_t size = std::min({room, piece, text.size() - at});
                                 std::memcpy(into, text.data() + at, size);
                                 at += size;
                                 return size;
                               }};
  Rated result;
  result.run = casus::rate_cases(ruleset, lines, {},
                                 [&](const casus::CaseInfo& info, const casus::Rating& rating) {
                                   result.scores += info.name + ' ' + rating.subject.front().text +
                                                    ' ' + std::to_string(rating.score) + '\n';
                                   return true;
                                 });
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto loaded = casus::Ruleset::load({{"rules.casus", rules}});
  demand(loaded.ruleset.has_value());
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Rated whole = rate(*loaded.ruleset, text, text.size() + 1);
  demand_sound(*whole.run.sources, whole.run.diagnostics);
  const Rated by_bytes = rate(*loaded.ruleset, text, 1);
  demand(by_bytes.scores == whole.scores);
  demand(by_bytes.run.cases == whole.run.cases);
  demand(by_bytes.run.diagnostics.size() == whole.run.diagnostics.size());
  return 0;
}
