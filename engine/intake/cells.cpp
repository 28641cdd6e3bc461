// SPDX-License-Identifier: Apache-2.0
#include "intake/cells.hpp"

namespace casus::intake {

bool Cells::at_line_end() const {
  if (at_ >= text_.size() || text_[at_] == '\n') return true;
  return text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
}

/// From the opening quotes to behind the closing ones.
bool Cells::quoted(std::vector<Cell>& cells) {
  const std::uint32_t open = at_++;
  Cell cell{at_, at_, true, false};
  for (;; ++at_) {
    if (at_ >= text_.size()) {
      mistake_ = {Mistake::Kind::never_closes, open};
      return false;
    }
    if (text_[at_] == '\n') ++next_line_;
    if (text_[at_] != '"') continue;
    if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
    cell.doubled = true;
    ++at_;
  }
  cell.end = at_++;
  cells.push_back(cell);
  if (at_line_end() || text_[at_] == dialect_.separator) return true;
  mistake_ = {Mistake::Kind::text_after_quotes, at_};
  return false;
}

bool Cells::next(std::vector<Cell>& cells) {
  cells.clear();
  while (!dialect_.blank_lines && at_ < text_.size() && at_line_end()) {
    if (text_[at_] == '\n') ++next_line_;
    ++at_;
  }
  if (at_ >= text_.size()) return false;
  line_ = next_line_;
  begin_ = at_;
  const char* const text = text_.data();
  const auto size = static_cast<std::uint32_t>(text_.size());
  for (;;) {
    if (dialect_.quotes && at_ < size && text[at_] == '"') {
      if (!quoted(cells)) return false;
    } else {
      const std::uint32_t start = at_;
      while (at_ < size && text[at_] != dialect_.separator && text[at_] != '\n') ++at_;
      const bool last = at_ == size || text[at_] == '\n';
      if (last && at_ > start && text[at_ - 1] == '\r') --at_;
      cells.push_back({start, at_});
    }
    if (at_line_end()) break;
    ++at_;  // the separator
  }
  end_ = at_;
  if (at_ < size && text[at_] == '\r') ++at_;
  if (at_ < size) {
    ++at_;
    ++next_line_;
  }
  return true;
}

std::string Cells::content(const Cell& cell) const {
  std::string result(raw(cell));
  if (!cell.doubled) return result;
  for (std::size_t at = 0; (at = result.find("\"\"", at)) != std::string::npos;) {
    result.erase(++at, 1);
  }
  return result;
}

}  // namespace casus::intake
