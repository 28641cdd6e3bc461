// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/branch.hpp"

namespace casus::report {
namespace {

using Sort = Branch::Sort;

double size_of(const Branch& branch) { return std::abs(branch.amount.value_or(0)); }

/// Places of `branches`, largest first; equals keep their order.
std::vector<std::size_t> by_size(const std::vector<Branch>& branches) {
  std::vector<std::size_t> order(branches.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater<>{},
                           [&](std::size_t i) { return size_of(branches[i]); });
  return order;
}

/// One line for all that is left out.
class Rest {
 public:
  void add(const Branch& branch) {
    if (branch.sort == Sort::limit) {
      ++folded_.limits;
    } else if (branch.sort == Sort::uncounted) {
      ++folded_.uncounted;
    } else {
      ++(branch.amount ? folded_.counting : folded_.others);
    }
    if (branch.amount) amount_ = amount_.value_or(0) + *branch.amount;
    decimals_ = branch.decimals;
    if (branch.sort == Sort::uncounted) return;
    folded_.presuming += branch.presumes ? 1 : 0;
    folded_.unknown += branch.unknown ? 1 : 0;
  }
  void add_to(std::vector<Branch>& branches) const {
    const std::string text = folded_.text();
    if (text.empty()) return;
    Branch& rest = branches.emplace_back();
    rest.text = text;
    rest.amount = amount_;
    rest.decimals = decimals_;
  }

 private:
  Folded folded_;
  std::optional<double> amount_;
  int decimals_ = 1;
};

/// Without what is below it.
Branch closed(const Branch& branch) {
  Branch result{.amount = branch.amount, .sort = branch.sort, .decimals = branch.decimals};
  if (!branch.folded_text.empty()) {
    result.text = branch.folded_text;
    return result;
  }
  result.text = branch.text;
  result.product = branch.product;
  result.references = branch.references;
  result.notes = branch.notes;
  if (!branch.children.empty()) {
    result.notes.insert(result.notes.end(), branch.folded_notes.begin(), branch.folded_notes.end());
  }
  return result;
}

/// Factors of which nothing is known share a line where there are several.
void gather_nothing(Branch& root) {
  if (std::ranges::count(root.children, true, &Branch::nothing) < 2) return;
  std::vector<Branch> gathered;
  std::size_t at = 0;
  for (Branch& child : root.children) {
    const bool is_first = child.nothing && std::ranges::none_of(gathered, &Branch::nothing);
    if (is_first) at = gathered.size();
    if (child.nothing && !is_first) {
      gathered[at].text += "; " + child.text;
    } else {
      gathered.push_back(std::move(child));
    }
  }
  root.children = std::move(gathered);
}

class Folding {
 public:
  Folding(const Branch& whole, std::size_t lines, const Style& style)
      : whole_(whole), lines_(lines), style_(style) {
    const bool rated = std::ranges::count(whole.children, Sort::start, &Branch::sort) > 0;
    for (const Branch& child : whole.children) {
      const bool pillar = !rated || child.sort == Sort::start || child.sort == Sort::factor;
      Part part{.branch = &child, .pillar = pillar};
      // What a limit of a rating rests on says less than what counts in the factors.
      if (pillar) part.order = by_size(child.children);
      parts_.push_back(std::move(part));
    }
  }

  [[nodiscard]] Branch folded() {
    raise_pillars();
    std::vector<Part*> growing;
    for (Part& part : parts_) {
      if (part.has_more()) growing.push_back(&part);
    }
    while (!growing.empty()) {
      const auto largest =
          std::ranges::max_element(growing, {}, [](const Part* one) { return one->next(); });
      Part& part = **largest;
      const Part before = part;
      part.grow();
      const bool fits = this->fits();
      if (!fits) part = before;
      if (!fits || !part.has_more()) growing.erase(largest);
    }
    return made();
  }

 private:
  /// A child of the root, of which as much is shown as there is room for.
  struct Part {
    const Branch* branch = nullptr;
    bool pillar = false;  ///< the sum would not be understood without it
    std::vector<std::size_t> order = {};
    bool in = false;
    bool open = false;
    std::size_t shown = 0;  ///< how many of `order`

    /// Whether its own text is hidden while it is closed: of a factor told in one line.
    [[nodiscard]] bool unfolds() const { return order.empty() && !branch->folded_text.empty(); }
    [[nodiscard]] bool has_more() const {
      if (!in) return !pillar;
      return unfolds() ? !open : shown < order.size();
    }
    [[nodiscard]] double next() const {
      return size_of(!in || unfolds() ? *branch : branch->children[order[shown]]);
    }
    void grow() {
      if (!in) {
        in = true;
        return;
      }
      if (!unfolds()) ++shown;
      open = true;
    }
  };

  /// The starting point explains the sum; then the largest, as many as find room.
  void raise_pillars() {
    std::vector<Part*> order;
    for (Part& part : parts_) {
      if (part.pillar) order.push_back(&part);
    }
    std::ranges::stable_sort(order, std::greater<>{}, [](const Part* part) {
      return std::pair(part->branch->sort == Sort::start, size_of(*part->branch));
    });
    for (Part* part : order) {
      part->in = true;
      if (fits()) continue;
      part->in = false;
      return;
    }
  }

  [[nodiscard]] bool fits() const { return lines_below(made(), style_) <= lines_; }

  [[nodiscard]] Branch made() const {
    Branch root = closed(whole_);
    root.notes = whole_.notes;
    Rest rest;
    for (const Part& part : parts_) {
      if (!part.in) {
        rest.add(*part.branch);
      } else if (part.open) {
        root.children.push_back(opened(part));
      } else {
        root.children.push_back(closed(*part.branch));
      }
    }
    rest.add_to(root.children);
    return root;
  }

  [[nodiscard]] static Branch opened(const Part& part) {
    Branch result{.amount = part.branch->amount,
                  .sort = part.branch->sort,
                  .decimals = part.branch->decimals};
    result.text = part.branch->text;
    result.product = part.branch->product;
    result.references = part.branch->references;
    result.notes = part.branch->notes;
    std::vector<bool> kept(part.order.size(), false);
    for (std::size_t i = 0; i < part.shown; ++i) kept[part.order[i]] = true;
    Rest rest;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const Branch& child = part.branch->children[i];
      if (kept[i]) {
        result.children.push_back(closed(child));
      } else {
        rest.add(child);
      }
    }
    rest.add_to(result.children);
    return result;
  }

  const Branch& whole_;
  std::size_t lines_;
  const Style& style_;
  std::vector<Part> parts_;
};

bool fits(const Branch& root, std::size_t lines, const Style& style) {
  std::size_t least = root.children.size();
  for (const Branch& child : root.children) least += child.children.size();
  return least <= lines && lines_below(root, style) <= lines;
}

void append(std::string& text, std::size_t count, std::string_view word) {
  if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
}

}  // namespace

std::string Folded::text() const {
  std::string text;
  append(text, counting, "smaller");
  append(text, others, "more");
  append(text, limits, limits == 1 ? "limit" : "limits");
  append(text, uncounted, "not counted");
  append(text, presuming, "presumed");
  append(text, unknown, "unknown");
  return text;
}

std::string Folded::brief() const {
  std::string text = std::to_string(counting);
  append(text, limits, limits == 1 ? "limit" : "limits");
  append(text, uncounted, "not counted");
  append(text, presuming, "presumed");
  append(text, unknown, "unknown");
  return text;
}

void thin(Branch& root, std::size_t most) {
  if (root.children.size() > most) {
    std::vector<bool> kept(root.children.size(), false);
    const std::vector<std::size_t> order = by_size(root.children);
    for (std::size_t i = 0; i < most; ++i) kept[order[i]] = true;
    std::vector<Branch> left;
    Rest rest;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i]) {
        left.push_back(std::move(root.children[i]));
      } else {
        rest.add(root.children[i]);
      }
    }
    rest.add_to(left);
    root.children = std::move(left);
  }
  for (Branch& child : root.children) thin(child, most);
}

void fold(Branch& root, std::size_t lines, const Style& style) {
  if (fits(root, lines, style)) return;
  gather_nothing(root);
  if (!fits(root, lines, style)) root = Folding(root, lines, style).folded();
}

}  // namespace casus::report
