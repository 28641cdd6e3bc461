// SPDX-License-Identifier: Apache-2.0
#include "intake/row_taker.hpp"

#include <algorithm>
#include <span>

namespace casus::intake {

using model::Word;

RowTaker::RowTaker(Recorder& recorder, std::string_view text,
                   const std::vector<std::uint32_t>& fields)
    : recorder_(recorder), text_(text) {
  const std::vector<model::Field>& declared = recorder.relation().fields;
  lines_.resize(Recorder::between_looks);
  words_.assign(declared.size(), std::vector(Recorder::between_looks, model::unknown_word));
  for (const std::uint32_t field : fields) {
    const bool text_field = declared[field].type.base == model::Base::text;
    (text_field ? text_words_ : other_words_).push_back(words_[field].data());
  }
}

void RowTaker::begin(const RecordBlock& block, std::uint32_t first_line) {
  block_ = &block;
  first_line_ = first_line;
  next_ = 0;
}

bool RowTaker::take(std::uint32_t end, std::size_t done) {
  while (next_ < end) {
    const std::uint32_t count = std::min(end - next_, Recorder::between_looks);
    take_lines(count);
    take_texts(count);
    take_others(count);
    recorder_.add(words_, std::span(lines_).first(count));
    next_ += count;
    if (recorder_.full(done, count)) return false;
  }
  return true;
}

void RowTaker::take_lines(std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) lines_[i] = first_line_ + block_->lines[next_ + i];
}

void RowTaker::take_texts(std::uint32_t count) {
  constexpr std::size_t ahead = 16;
  base::Symbols& symbols = recorder_.reading().symbols;
  const std::vector<RecordBlock::Text>& texts = block_->texts;
  std::size_t next = std::size_t{next_} * text_words_.size();
  for (std::uint32_t i = 0; i < count; ++i) {
    for (Word* const words : text_words_) {
      if (next + ahead < texts.size()) symbols.expect(texts[next + ahead].key());
      const RecordBlock::Text& text = texts[next++];
      words[i] = symbols.intern(text_.substr(text.begin, text.length), text.key());
    }
  }
}

void RowTaker::take_others(std::uint32_t count) {
  const std::size_t width = other_words_.size();
  for (std::size_t c = 0; c < width; ++c) {
    const Word* from = block_->words.data() + next_ * width + c;
    Word* const into = other_words_[c];
    for (std::uint32_t i = 0; i < count; ++i, from += width) into[i] = *from;
  }
}

}  // namespace casus::intake
