// SPDX-License-Identifier: Apache-2.0
#include "intake/cells.hpp"

namespace casus::intake {

Cells::Cells(std::string_view text, std::uint32_t start, Dialect dialect)
    : text_(text), at_(start), dialect_(dialect) {
  for (const char c : {dialect.separator, '\n', '\r'}) ends_[static_cast<unsigned char>(c)] = true;
  ends_[static_cast<unsigned char>('"')] = dialect.quotes;
}

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

/// Up to the separator or the line end.
bool Cells::unquoted(std::vector<Cell>& cells) {
  const char* const text = text_.data();
  const auto size = static_cast<std::uint32_t>(text_.size());
  const std::uint32_t start = at_;
  while (at_ < size && !ends_[static_cast<unsigned char>(text[at_])]) ++at_;
  cells.push_back({start, at_});
  if (at_line_end() || text[at_] == dialect_.separator) return true;
  const bool quotes = text[at_] == '"';
  mistake_ = {quotes ? Mistake::Kind::text_before_quotes : Mistake::Kind::lone_return, at_};
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
  for (;;) {
    const bool quotes = dialect_.quotes && at_ < text_.size() && text_[at_] == '"';
    if (quotes ? !quoted(cells) : !unquoted(cells)) return false;
    if (at_line_end()) break;
    ++at_;  // the separator
  }
  end_ = at_;
  if (at_ < text_.size() && text_[at_] == '\r') ++at_;
  if (at_ < text_.size()) {
    ++at_;
    ++next_line_;
  }
  return true;
}

std::string Cells::content(const Cell& cell) const {
  const std::string_view written = raw(cell);
  if (!cell.doubled) return std::string(written);
  std::string result;
  result.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    result += written[i];
    if (written[i] == '"') ++i;
  }
  return result;
}

}  // namespace casus::intake
