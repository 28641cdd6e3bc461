// SPDX-License-Identifier: Apache-2.0
#include "check/reached.hpp"

#include <utility>

namespace casus::check {
namespace {

/// Adds what the open ones rest on.
std::vector<bool> below(const Program& program, std::vector<RelationId> open,
                        std::vector<bool> result) {
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

}  // namespace

std::vector<bool> reached(const Program& program, RelationId from) {
  return below(program, {from}, std::vector<bool>(program.reads.size()));
}

std::vector<bool> reached(const Program& program, const Terms& terms) {
  std::vector<bool> result(program.reads.size());
  std::vector<RelationId> open;
  const auto add = [&](RelationId read) {
    if (!read.valid() || result[read.index()]) return;
    result[read.index()] = true;
    open.push_back(read);
  };
  for (const Condition& one : terms.conditions) add(one.atom.relation);
  for (const Expr& one : terms.exprs) {
    if (one.rating.valid()) add(program.schema[one.rating].relation);
  }
  return below(program, std::move(open), std::move(result));
}

}  // namespace casus::check
