// SPDX-License-Identifier: Apache-2.0
//
// The one table from names of grammar rules and tokens to words for authors.
#pragma once

#include <string_view>

namespace casus::syntax {

struct Expectation {
  std::string_view key;       ///< as the grammar calls what it expects
  std::string_view expected;  ///< completes "expected …"
  /// What is wrong where it is missing. `{kind}` stands for what is being declared, `{before}` for
  /// the token before. Empty: the text found is called out of place.
  std::string_view message = {};
  std::string_view words = {};  ///< keywords that fit here, for did-you-mean
  bool name = false;     ///< a name is expected, so a reserved word gets a message of its own
  bool closing = false;  ///< closes a list or parentheses
};

/// The entry of a key. Keys that are their own words (`by`, `{`) need none and get a plain one.
[[nodiscard]] Expectation expectation(std::string_view key);

}  // namespace casus::syntax
