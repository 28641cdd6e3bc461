// SPDX-License-Identifier: Apache-2.0
#include "syntax/ast.hpp"

namespace casus::ast {

std::string DottedName::text() const {
  std::string out;
  for (const Name& part : parts) {
    if (!out.empty()) out += '.';
    out += part.text;
  }
  return out;
}

}  // namespace casus::ast
