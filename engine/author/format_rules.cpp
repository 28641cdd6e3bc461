// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "base/bug.hpp"
#include "casus/format.hpp"
#include "syntax/dump.hpp"
#include "syntax/parse.hpp"
#include "syntax/style/edits.hpp"
#include "syntax/style/format.hpp"

namespace casus {

Formatted format_rules(NamedText file) {
  auto sources = std::make_shared<Sources>();
  const std::string name = file.name;
  const std::uint32_t id = sources->add(std::move(file.name), std::move(file.text));
  const syntax::Parsed before = syntax::parse(*sources, id);
  Formatted result{{}, {}, before.diagnostics, sources};
  if (has_errors(result.diagnostics)) return result;
  const std::string_view text = sources->text(id);
  result.text = syntax::format(text);
  if (result.text == text) return result;
  // Nobody's rules are to be lost by a mistake of ours.
  Sources again;
  const syntax::Parsed after = syntax::parse(again, again.add(name, result.text));
  if (has_errors(after.diagnostics) || syntax::dump(after.file) != syntax::dump(before.file)) {
    base::bug("a layout keeps what rules say");
  }
  result.edits = syntax::style::edits(text, result.text, id);
  return result;
}

}  // namespace casus
