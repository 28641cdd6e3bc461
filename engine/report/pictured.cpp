// SPDX-License-Identifier: Apache-2.0
#include "report/pictured.hpp"

#include <utility>

#include "report/proof.hpp"

namespace casus::report {
namespace {

/// Boxes beside one.
constexpr std::size_t most_beside = 100;

}  // namespace

Look look_of(const Branch& branch) {
  using Kind = Explanation::Kind;
  switch (branch.node == nullptr ? Kind::comparison : branch.node->kind) {
    case Kind::rating:
    case Kind::goal:
      return Look::answer;
    case Kind::start:
    case Kind::factor:
      return Look::pillar;
    case Kind::fact:
      return Look::fact;
    case Kind::presumption:
    case Kind::unknown:
      return Look::open;
    case Kind::defeated:
    case Kind::uncounted:
    case Kind::defeating:
    case Kind::alternative:
      return Look::loose;
    case Kind::contribution:
    case Kind::limit:
    case Kind::clamp:
    case Kind::rule:
    case Kind::way:
      return Look::said;
    case Kind::comparison:
    case Kind::assignment:
    case Kind::absence:
    case Kind::aggregate:
    case Kind::score:
      break;
  }
  return Look::plain;
}

std::vector<Branch> pictured(const CaseExplanation& one, TreeOptions options) {
  options.lines = 0;
  std::vector<Branch> roots;
  for (std::size_t i = 0; i < one.explanation.roots.size(); ++i) {
    Branch root = branch_of(one, i, {}, options);
    thin(root, most_beside);
    if (std::string line = likelihood_line(one.explanation, i); !line.empty()) {
      root.notes.push_back({std::move(line)});
    }
    roots.push_back(std::move(root));
  }
  return roots;
}

}  // namespace casus::report
