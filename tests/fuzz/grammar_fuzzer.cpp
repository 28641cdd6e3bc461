// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are a rule text: parsing ends, with messages whose places lie in the text, and what it
// returns can be walked. Without mistakes it can be laid out, and stays so. Built with
// -fsanitize=fuzzer.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "casus/format.hpp"
#include "syntax/dump.hpp"
#include "syntax/parse.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

void check(const casus::Diagnostics& diagnostics, std::size_t size) {
  const auto inside = [size](casus::Span span) {
    return span.begin <= span.end && span.end <= size;
  };
  for (const casus::Diagnostic& diagnostic : diagnostics) {
    demand(!diagnostic.labels.empty() && !diagnostic.message.empty());
    for (const casus::Label& label : diagnostic.labels) demand(inside(label.span));
    for (const casus::Help& help : diagnostic.help) {
      for (const casus::Edit& edit : help.edits) demand(inside(edit.span));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  casus::Sources sources;
  const std::uint32_t file = sources.add("fuzz.casus", std::string(data, data + size));
  const casus::syntax::Parsed parsed = casus::syntax::parse(sources, file);
  check(parsed.diagnostics, size);
  bool broken = false;
  for (const casus::ast::Declaration& declaration : parsed.file.declarations) {
    broken = broken || declaration.broken;
    demand(declaration.span.end <= size);
  }
  demand(!broken || !parsed.diagnostics.empty());
  demand(!casus::syntax::dump(parsed.file).empty() || parsed.file.declarations.empty());

  if (!casus::has_errors(parsed.diagnostics)) {
    const casus::Formatted once =
        casus::format_rules({"fuzz.casus", std::string(sources.text(file))});
    demand(casus::format_rules({"fuzz.casus", once.text}).edits.empty());
  }

  const casus::syntax::ParsedGoal goal = casus::syntax::parse_goal(sources, file);
  check(goal.diagnostics, size);
  demand((goal.body == nullptr) == casus::has_errors(goal.diagnostics));
  return 0;
}
