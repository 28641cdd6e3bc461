// SPDX-License-Identifier: Apache-2.0
#include "model/column.hpp"

namespace casus::model {

void Column::push_otherwise(Word word) {
  if (form_ == Form::constant) {
    if (rows_ == 0) constant_ = word;
    if (word == constant_) {
      ++rows_;
      return;
    }
    if (fits(constant_) && fits(word)) {
      form_ = Form::narrow;
      narrow_.assign(rows_, narrowed(constant_));
      narrow_.push_back(narrowed(word));
      return;
    }
    wide_.assign(rows_, constant_);
  } else if (form_ == Form::narrow) {
    wide_.reserve(narrow_.size() + 1);
    for (const std::int32_t value : narrow_) wide_.push_back(widened(value));
    narrow_ = {};
  }
  form_ = Form::wide;
  wide_.push_back(word);
}

}  // namespace casus::model
