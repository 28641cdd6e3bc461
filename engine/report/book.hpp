// SPDX-License-Identifier: Apache-2.0
//
// What `casus doc` prints: a rule base as a book.
#pragma once

#include <string>

#include "casus/rule_book.hpp"

namespace casus::report {

/// One page, to be read on any screen and on paper.
[[nodiscard]] std::string book_html(const RuleBook& book);
/// {"schema":"casus.doc/1","title","modules":[…],"cases":[…],"sources":[…],"index":[…]}
[[nodiscard]] std::string book_json(const RuleBook& book);

}  // namespace casus::report
