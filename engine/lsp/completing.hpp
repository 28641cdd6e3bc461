// SPDX-License-Identifier: Apache-2.0
//
// What completion in rules and in cases share: items, and what is written in front of the cursor.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/messages.hpp"
#include "lsp/view.hpp"

namespace casus::lsp {

/// The protocol's kinds of completion.
enum class Kind : std::uint8_t {
  function = 3,
  field = 5,
  variable = 6,
  type = 7,
  relation = 8,
  module = 9,
  property = 10,
  unit = 11,
  enumeration = 13,
  keyword = 14,
  member = 20,
  fact = 22,
};
[[nodiscard]] Kind kind_of(SymbolKind kind);

struct Offer {
  std::string label;
  std::string insert = {};  ///< instead of the label
  std::string detail = {};
  std::string documentation = {};
  Kind kind = Kind::keyword;
};
void offer(json::array& items, const Offer& one);

[[nodiscard]] bool is_number(std::string_view word);

/// The words of the declaration that the cursor is in, in front of it. The word that is being
/// written is not among them.
struct Written {
  Written(std::string_view text, std::uint32_t cursor);

  /// Names that stand where a variable can, in all of the declaration.
  [[nodiscard]] std::set<std::string> variables(std::string_view text) const;

  std::uint32_t begin = 0;  ///< of the declaration
  std::vector<std::string_view> before;
  std::string_view owner;               ///< `risk`, of `risk.a`
  std::string_view callee;              ///< whose arguments are being written
  std::vector<std::string_view> given;  ///< its arguments' names so far
  std::string_view argument;            ///< the last one
  bool open_brace = false;
  bool in_comment = false;
  bool in_text = false;
  bool in_braces = false;  ///< of a text: `"{per`

 private:
  std::uint32_t end_ = 0;  ///< of the declaration
};

// case_completion.cpp
[[nodiscard]] json::array case_completions(const View& view, Place place);

}  // namespace casus::lsp
