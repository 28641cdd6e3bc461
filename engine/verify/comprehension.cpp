// SPDX-License-Identifier: Apache-2.0
//
// The part of the checker that looks at comprehensions and their members.
#include <fmt/format.h>

#include <algorithm>

#include "verify/functions.hpp"
#include "verify/proof.hpp"

namespace casus::verify {

using check::Expr;
using check::Terms;

/// Comprehensions in recursion have the members found so far; those of possible worlds, the members
/// of such worlds. What is asked of both is that the members there are make the value.
bool Proof::gathers_in_recursion(const Expr& expr, const Terms& terms) const {
  std::set<RelationId> read;
  relations_in(terms, expr.body, read);
  return std::ranges::any_of(program().components, [&](const check::Component& one) {
    return one.rising.valid() && std::ranges::any_of(one.relations, [&](RelationId relation) {
             return read.contains(relation);
           });
  });
}

std::optional<Valued> Proof::gather(const Node& node, const Terms& terms, const Expr& expr,
                                    const Values& values, std::optional<Word> claimed) {
  std::set<std::pair<RelationId, Row>> told;
  for (const Node& child : node.children) {
    check(child);
    if (const auto claim = reader_.claim(child)) told.emplace(claim->relation, claim->row);
  }
  const auto is_told = [&](const Way& way) {
    const auto rows = rows_of(way.rows, terms, program().schema);
    return std::ranges::all_of(rows, [&](const auto& row) { return told.contains(row); });
  };
  std::set<std::pair<RelationId, Row>> used;
  std::vector<Member> kept;
  const std::vector<Member> all = members(world_, terms, expr, values);
  for (const Member& member : all) {
    if (std::ranges::none_of(member.ways, is_told)) continue;
    for (const Way& way : member.ways) {
      for (auto& row : rows_of(way.rows, terms, program().schema)) used.insert(std::move(row));
    }
    kept.push_back(member);
  }
  const bool some = !recomputes() || gathers_in_recursion(expr, terms);
  if (kept.size() < all.size() && !some) {
    object(node, fmt::format("it has {} members", all.size()));
    return std::nullopt;
  }
  if (!std::ranges::includes(used, told)) {
    object(node, "a step below it is no member");
    return std::nullopt;
  }
  return recomputes() ? gathered(world_, terms, expr, kept)
                      : gathered_in_a_world(terms, expr, std::move(kept), claimed);
}

/// In each world some of the members that are not certain are there.
Valued Proof::gathered_in_a_world(const Terms& terms, const Expr& expr, std::vector<Member> all,
                                  std::optional<Word> claimed) const {
  const auto doubtful = std::stable_partition(all.begin(), all.end(),
                                              [](const Member& one) { return one.certainty >= 1; });
  constexpr std::size_t most = 12;
  const auto certain = static_cast<std::size_t>(doubtful - all.begin());
  const std::size_t open = std::min(all.size() - certain, most);
  for (std::size_t choice = 0; choice < std::size_t{1} << open; ++choice) {
    std::vector<Member> there(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(certain));
    for (std::size_t i = 0; i < open; ++i) {
      if ((choice >> i & 1) != 0) there.push_back(all[certain + i]);
    }
    const Valued value = gathered(world_, terms, expr, there);
    if (value.word == claimed) return value;
  }
  // More worlds than can be gone through.
  return all.size() - certain > most && claimed ? Valued{*claimed, 1}
                                                : gathered(world_, terms, expr, all);
}

void Proof::check_aggregate(const Node& node, const Terms& terms, const Values& values) {
  const auto id = expr_at(terms, Expr::Kind::aggregate, node.span);
  if (!id) return object(node, "no comprehension of its rule stands there");
  const auto claimed =
      node.claimed.size() == 1 ? reader_.word(node.claimed.front(), terms[*id].type) : std::nullopt;
  const auto found = gather(node, terms, terms[*id], values, claimed);
  if (!found) return;
  if (claimed != found->word) {
    return object(node, fmt::format("its members make {}",
                                    number(verify::number(found->word, terms[*id].type.base))));
  }
  if (!recomputes()) {
    ++estimates_;
  } else if (!agree(found->certainty, node.certainty.value_or(1))) {
    object(node, fmt::format("its members make it {} sure", number(found->certainty)));
  }
}

}  // namespace casus::verify
