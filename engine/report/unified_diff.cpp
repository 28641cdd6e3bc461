// SPDX-License-Identifier: Apache-2.0
#include "report/unified_diff.hpp"

#include <algorithm>
#include <cstddef>

#include "report/display.hpp"

namespace casus::report {
namespace {

constexpr std::size_t context = 3;

/// A text by its lines; each has its line end, where there is one.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size();) {
      begins_.push_back(at);
      at = std::min(text.find('\n', at), text.size() - 1) + 1;
    }
  }

  [[nodiscard]] std::size_t size() const { return begins_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t line) const {
    const std::size_t end = line + 1 < size() ? begins_[line + 1] : text_.size();
    return text_.substr(begins_[line], end - begins_[line]);
  }
  /// The line that holds what stands at `offset`; `size()` where nothing does.
  [[nodiscard]] std::size_t at(std::size_t offset) const {
    if (text_.empty() || (offset == text_.size() && text_.back() == '\n')) return size();
    const auto behind = std::ranges::upper_bound(begins_, offset);
    return static_cast<std::size_t>(behind - begins_.begin()) - 1;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_;
};

struct LineRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// Lines of the text before, and what stands in their place.
struct Change {
  LineRange before;
  LineRange after;
};

std::string applied(std::string_view text, const std::vector<Edit>& edits) {
  std::string result;
  std::size_t from = 0;
  for (const Edit& edit : edits) {
    result.append(text.substr(from, edit.span.begin - from)).append(edit.replacement);
    from = edit.span.end;
  }
  return result.append(text.substr(from));
}

LineRange touched(const Lines& lines, std::size_t begin, std::size_t end) {
  return {lines.at(begin), std::min(lines.at(end) + 1, lines.size())};
}

/// Without the lines at its ends that stay as they are.
Change narrowed(Change change, const Lines& before, const Lines& after) {
  const auto both = [&] { return std::min(change.before.size(), change.after.size()) > 0; };
  while (both() && before[change.before.begin] == after[change.after.begin]) {
    ++change.before.begin;
    ++change.after.begin;
  }
  while (both() && before[change.before.end - 1] == after[change.after.end - 1]) {
    --change.before.end;
    --change.after.end;
  }
  return change;
}

/// `next` becomes a part of the last change where fewer lines than that stand between the two.
void add(std::vector<Change>& to, const Change& next, std::size_t between) {
  if (!to.empty() && (next.before.begin < to.back().before.end + between ||
                      next.after.begin < to.back().after.end + between)) {
    to.back().before.end = next.before.end;
    to.back().after.end = next.after.end;
  } else {
    to.push_back(next);
  }
}

std::vector<Change> changes(const Lines& before, const Lines& after,
                            const std::vector<Edit>& edits) {
  std::vector<Change> touching;
  std::size_t grown = 0;  // by the edits so far
  std::size_t shrunk = 0;
  for (const Edit& edit : edits) {
    const std::size_t begin = edit.span.begin + grown - shrunk;
    add(touching,
        {touched(before, edit.span.begin, edit.span.end),
         touched(after, begin, begin + edit.replacement.size())},
        0);
    grown += edit.replacement.size();
    shrunk += edit.span.size();
  }
  std::vector<Change> result;
  for (const Change& change : touching) add(result, narrowed(change, before, after), 1);
  return result;
}

/// "3,2"; "3" for one line; "2,0" for none behind line 2.
std::string counted_from(LineRange lines) {
  const std::size_t first = lines.size() == 0 ? lines.begin : lines.begin + 1;
  return std::to_string(first) + (lines.size() == 1 ? "" : "," + std::to_string(lines.size()));
}

void add_lines(std::string& out, char sign, const Lines& lines, LineRange range) {
  for (std::size_t i = range.begin; i < range.end; ++i) {
    (out += sign).append(lines[i]);
    if (lines[i].back() != '\n') out += "\n\\ No newline at end of file\n";
  }
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view before,
                         const std::vector<Edit>& edits) {
  if (edits.empty()) return {};
  const std::string text_after = applied(before, edits);
  const Lines was(before);
  const Lines is(text_after);
  const std::vector<Change> all = changes(was, is, edits);
  std::string out = "--- " + printable(name) + "\n+++ " + printable(name) + '\n';
  for (auto first = all.begin(), last = first; first != all.end(); first = last) {
    // Changes whose surroundings meet are told together.
    for (++last; last != all.end(); ++last) {
      if (last->before.begin - std::prev(last)->before.end > 2 * context) break;
    }
    const Change& end = *std::prev(last);
    const std::size_t above = std::min(context, first->before.begin);
    const std::size_t below = std::min(context, was.size() - end.before.end);
    const LineRange old_lines{first->before.begin - above, end.before.end + below};
    const LineRange new_lines{first->after.begin - above, end.after.end + below};
    out += "@@ -" + counted_from(old_lines) + " +" + counted_from(new_lines) + " @@\n";
    std::size_t line = old_lines.begin;
    for (auto change = first; change != last; ++change) {
      add_lines(out, ' ', was, {line, change->before.begin});
      add_lines(out, '-', was, change->before);
      add_lines(out, '+', is, change->after);
      line = change->before.end;
    }
    add_lines(out, ' ', was, {line, old_lines.end});
  }
  return out;
}

}  // namespace casus::report
