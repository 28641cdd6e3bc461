// SPDX-License-Identifier: Apache-2.0
#include "syntax/recover.hpp"

#include <algorithm>

namespace casus::syntax {

At next_declaration(const Reader& reader, At from) {
  for (At at = from; at != reader.end();) {
    const At first = behind_blanks(at);
    if (reader.begins_declaration(first)) return first;
    at = std::find(at, reader.end(), '\n');
    if (at != reader.end()) ++at;
  }
  return reader.end();
}

}  // namespace casus::syntax
