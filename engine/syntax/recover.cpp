// SPDX-License-Identifier: Apache-2.0
#include "syntax/recover.hpp"

#include <algorithm>

#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

/// `rul x` at the margin, where only declarations begin.
bool nearly_begins_declaration(At at) {
  const At to = name_end(at);
  if (to == at) return false;
  const At next = behind_blanks(to);
  if (next == to || (!is_name_start(*next) && *next != '"')) return false;
  const std::string_view found(at, static_cast<std::size_t>(to - at));
  return nearest_word(found, declaration_candidates).has_value();
}

}  // namespace

At next_declaration(const Reader& reader, At from) {
  bool line_start = from == reader.begin() || from[-1] == '\n';
  for (At at = from; at != reader.end();) {
    const At first = behind_blanks(at);
    if (reader.begins_declaration(first)) return first;
    if (line_start && first == at && nearly_begins_declaration(at)) return at;
    at = std::find(at, reader.end(), '\n');
    if (at != reader.end()) ++at;
    line_start = true;
  }
  return reader.end();
}

}  // namespace casus::syntax
