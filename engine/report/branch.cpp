// SPDX-License-Identifier: Apache-2.0
#include "report/branch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/proof.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

using Node = Explanation::Node;
using Kind = Explanation::Kind;

/// Ids in brackets do not grow past this; the rest is counted.
constexpr std::size_t widest_ids = 20;

class Builder {
 public:
  Builder(const CaseExplanation& one, const Style& style, const TreeOptions& options)
      : sources_(one.sources), style_(style), options_(options), proof_(one.explanation) {}

  [[nodiscard]] Branch branch(const Node& node, std::uint32_t level) const {
    Branch branch;
    branch.node = &node;
    branch.text = text_of(node);
    branch.product = product(node);
    // What would have counted is no part of any sum.
    if (!counts_for_nothing(node)) branch.amount = node.amount;
    branch.sort = sort_of(node);
    branch.decimals = proof_.decimals();
    if (node.kind != Kind::factor && node.kind != Kind::rating) {
      branch.references = references(node);
    }
    if (options_.depth == 0) add_quote(node, branch.notes);
    if (options_.code) add_code(node, branch.notes);
    const bool shows_children = options_.depth == 0 || level < options_.depth;
    // Where nothing is folded, presumptions of what is shown further stand further down.
    if (!shows_children || options_.lines > 0) add_presumptions(node, branch);
    if (shows_children) {
      for (const Node& child : node.children) {
        if (says_nothing(node, child)) continue;
        branch.children.push_back(this->branch(child, level + 1));
      }
      if (node.further > 0) branch.children.emplace_back().text = further_text(node);
    } else {
      branch.notes.insert(branch.notes.end(), branch.folded_notes.begin(),
                          branch.folded_notes.end());
    }
    if (node.kind == Kind::factor) finish_factor(node, branch);
    return branch;
  }

 private:
  [[nodiscard]] std::string text_of(const Node& node) const {
    if (node.kind == Kind::presumption) return "presumed: " + presumption_text(node);
    if (node.kind == Kind::defeated) return "~ " + defeated_text(node, proof_.decimals());
    if (node.kind == Kind::uncounted) return "~ " + proof_.uncounted_text(node);
    if (node.kind == Kind::defeating) return defeating_text(node);
    std::string text = node.kind == Kind::alternative ? "also: " : "";
    text += printable(node.text);
    // A product tells a contribution's certainty already.
    const bool uncertain = node.certainty && (*node.certainty != 1 || node.between) && !node.weight;
    if (uncertain) {
      text += fmt::format(" ({}{})", certainty_text(*node.certainty, node.between),
                          node.alone ? "; alone " + certainty_text(*node.alone) : "");
    }
    text += kind_text(node);
    if (node.cut) return text + " (deeper steps are left out)";
    if (node.same_as) text += ", as above";
    return text;
  }

  [[nodiscard]] static Branch::Sort sort_of(const Node& node) {
    if (counts_for_nothing(node)) return Branch::Sort::uncounted;
    if (node.kind == Kind::start) return Branch::Sort::start;
    if (node.kind == Kind::factor) return Branch::Sort::factor;
    return node.kind == Kind::limit ? Branch::Sort::limit : Branch::Sort::plain;
  }

  void add_presumptions(const Node& node, Branch& branch) const {
    const auto presumptions = proof_.presumptions(node);
    branch.presumes = !presumptions.empty();
    branch.unknown = !proof_.below(node, Kind::unknown).empty();
    if (node.kind == Kind::factor || node.kind == Kind::presumption) return;
    for (const Node* presumption : presumptions) {
      branch.folded_notes.push_back({"presumed: " + presumption_text(*presumption)});
    }
  }

  [[nodiscard]] std::string product(const Node& node) const {
    const bool counts = node.weight && !counts_for_nothing(node);
    if (!counts || !node.certainty || *node.certainty == 1) return {};
    return fmt::format("({} {} {})", brief(std::abs(*node.weight), 2), signs(style_).times,
                       certainty_text(*node.certainty));
  }

  [[nodiscard]] std::string references(const Node& node) const {
    std::vector<std::string> ids = node.facts;
    if (ids.empty() && node.evidence) ids.push_back(node.evidence->id);
    if (ids.empty()) return {};
    std::string list;
    std::size_t left = ids.size();
    for (const std::string& id : ids) {
      const std::string shown = printable(id);
      if (!list.empty() && display_width(list) + display_width(shown) > widest_ids) break;
      list += (list.empty() ? "" : " ") + shown;
      --left;
    }
    if (left > 0) list += fmt::format(" +{}", left);
    std::string result = '[' + list + ']';
    std::vector<std::string> seen;
    for (const std::string& id : ids) {
      const std::string passage = proof_.passage(id);
      if (passage.empty() || std::ranges::count(seen, passage) > 0) continue;
      seen.push_back(passage);
      // Many passages are told with the facts themselves, one level down.
      if (seen.size() <= 2) result += ' ' + passage_text(passage, style_);
    }
    if (seen.size() > 2) result += fmt::format(" +{}", seen.size() - 2);
    return result;
  }

  /// The words of the source below a fact, once a tree; its title with the first of them.
  void add_quote(const Node& node, std::vector<Remark>& notes) const {
    if (node.kind != Kind::fact || !node.evidence) return;
    const Evidence& fact = *node.evidence;
    if (fact.quote.empty() || !quoted_.insert(fact.id).second) return;
    const bool first = !fact.source_title.empty() && titled_.insert(fact.source).second;
    notes.push_back({'"' + printable(fact.quote) + '"' +
                     (first ? " (" + printable(fact.source_title) + ')' : std::string())});
  }

  void add_code(const Node& node, std::vector<Remark>& notes) const {
    if (!node.code.empty()) notes.push_back({one_line(node.code), values_text(node.values)});
    if (!node.rule.empty()) {
      const std::string place = sources_.place(node.span);
      notes.push_back(
          {"rule " + printable(node.rule) + (place.empty() ? place : ", " + printable(place))});
    }
    if (!node.conclusion.empty())
      notes.push_back({one_line(node.conclusion), values_text(node.concluded)});
  }

  /// A factor says how much it hides; a single contribution is told on the factor's own line.
  void finish_factor(const Node& node, Branch& branch) const {
    Folded hidden;
    for (const Node& child : node.children) {
      const Branch::Sort sort = sort_of(child);
      ++(sort == Branch::Sort::limit        ? hidden.limits
         : sort == Branch::Sort::uncounted  ? hidden.uncounted
         : child.kind == Kind::contribution ? hidden.counting
                                            : hidden.others);
      if (sort == Branch::Sort::uncounted) continue;
      hidden.presuming += proof_.presumptions(child).empty() ? 0 : 1;
      // What is held and denied is told with the factor's title.
      if (child.kind == Kind::unknown) continue;
      hidden.unknown += proof_.below(child, Kind::unknown).empty() ? 0 : 1;
    }
    const std::string title = branch.text;
    branch.nothing = node.children.empty();
    if (!branch.nothing) branch.folded_text = fmt::format("{} ({})", title, hidden.brief());
    if (branch.children.empty()) {
      if (!branch.nothing) branch.text = branch.folded_text;
      return;
    }
    const bool single = node.children.size() == 1 && hidden.counting == 1;
    if (!single) return;
    Branch only = std::move(branch.children.front());
    only.text = title + ": " + only.text;
    only.amount = branch.amount;
    only.sort = Branch::Sort::factor;
    only.folded_text = branch.folded_text;
    branch = std::move(only);
  }

  const Sources& sources_;
  const Style& style_;
  const TreeOptions& options_;
  Proof proof_;
  mutable std::set<std::string> quoted_;  ///< facts
  mutable std::set<std::string> titled_;  ///< sources
};

/// "rating.casus:4" without folders: a root's place is a pointer, not a path.
std::string short_place(Span span, const Sources& sources) {
  if (!span.valid() || span.file >= sources.size()) return {};
  const std::string place = sources.place(span);
  return printable(place.substr(place.rfind('/') + 1));
}

}  // namespace

std::string Branch::amount_text() const {
  if (!amount) return {};
  return sort == Sort::start ? fixed(*amount, decimals) : with_sign(*amount, decimals);
}

Branch branch_of(const CaseExplanation& one, const Node& node, const Style& style,
                 const TreeOptions& options) {
  return Builder(one, style, options).branch(node, 0);
}

Branch branch_of(const CaseExplanation& one, std::size_t index, const Style& style,
                 const TreeOptions& options) {
  const Node& node = one.explanation.roots[index];
  Branch root = Builder(one, style, options).branch(node, 0);
  root.amount.reset();
  if (node.kind == Kind::rating && index < one.explanation.ratings.size()) {
    const Rating& rating = one.explanation.ratings[index];
    root.text = fmt::format("{}: {}, {}", subject_text(rating), band_text(rating.band),
                            score_on_scale(rating));
    // How the score meets the goal stands beside it.
    const auto is_met = [](const Branch& child) {
      return child.node != nullptr && child.node->kind == Kind::comparison;
    };
    if (const auto met = std::ranges::find_if(root.children, is_met); met != root.children.end()) {
      root.text += "; " + met->text;
      root.children.erase(met);
    }
  }
  if (root.references.empty()) root.references = short_place(node.span, one.sources);
  return root;
}

}  // namespace casus::report
