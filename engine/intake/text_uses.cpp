// SPDX-License-Identifier: Apache-2.0
#include "intake/text_uses.hpp"

namespace casus::intake {

using base::Symbol;

TextUses::TextUses(const model::Schema& schema, const model::FactBase& facts)
    : counts_(facts.symbols.size()) {
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    if (!facts.withdrawn.contains(model::StatementId(i))) add(schema, facts.statements[i]);
  }
  for (const model::Records& records : facts.records) {
    const auto& fields = schema[records.relation].fields;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      if (fields[f].type.base != model::Base::text) continue;
      for (std::uint32_t r = 0; r < records.size; ++r) {
        const model::Word word = records.columns[f].at(r);
        if (word != model::unknown_word) ++counts_[word];
      }
    }
  }
}

void TextUses::add(const model::Schema& schema, const model::Statement& statement) {
  change(schema, statement, true);
}

void TextUses::remove(const model::Schema& schema, const model::Statement& statement) {
  change(schema, statement, false);
}

void TextUses::change(const model::Schema& schema, const model::Statement& statement, bool more) {
  const auto& fields = schema[statement.relation].fields;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    const model::Word word = statement.fields[f];
    if (fields[f].type.base != model::Base::text || word == model::unknown_word) continue;
    if (word >= counts_.size()) counts_.resize(word + 1);
    counts_[word] = more ? counts_[word] + 1 : counts_[word] - 1;
  }
}

std::size_t TextUses::count(Symbol text) const { return text < counts_.size() ? counts_[text] : 0; }

std::vector<Symbol> TextUses::all() const {
  std::vector<Symbol> result;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    if (result.size() == most_texts) return {};
    result.push_back(static_cast<Symbol>(i));
  }
  return result;
}

}  // namespace casus::intake
