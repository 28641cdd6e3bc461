// SPDX-License-Identifier: Apache-2.0
#include "base/symbols.hpp"

namespace casus::base {

const Symbol* Symbols::find(std::string_view text) const {
  if (below_ != nullptr) {
    if (const Symbol* found = below_->find(text)) return found;
  }
  const auto it = index_.find(text);
  return it == index_.end() ? nullptr : &it->second;
}

Symbol Symbols::intern(std::string_view text) {
  if (const Symbol* found = find(text)) return *found;
  const Symbol symbol = size();
  const std::string& kept = texts_.emplace_back(text);
  index_.emplace(kept, symbol);
  return symbol;
}

std::string_view Symbols::text(Symbol symbol) const {
  const Symbols* table = this;
  while (symbol < table->first_) table = table->below_;
  return table->texts_[symbol - table->first_];
}

}  // namespace casus::base
