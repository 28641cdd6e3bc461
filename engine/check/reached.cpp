// SPDX-License-Identifier: Apache-2.0
#include "check/reached.hpp"

namespace casus::check {

std::vector<bool> reached(const Program& program, RelationId from) {
  std::vector<bool> result(program.reads.size());
  std::vector<RelationId> open{from};
  while (!open.empty()) {
    const RelationId next = open.back();
    open.pop_back();
    for (const RelationId read : program.reads[next.index()]) {
      if (result[read.index()]) continue;
      result[read.index()] = true;
      open.push_back(read);
    }
  }
  return result;
}

}  // namespace casus::check
