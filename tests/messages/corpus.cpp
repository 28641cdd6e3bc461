// SPDX-License-Identifier: Apache-2.0
#include "messages/corpus.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include "support/difference.hpp"
#include "support/folders.hpp"
#include "support/markdown.hpp"

namespace casus::testing {
namespace {

const std::string opening = "⟦";
const std::string closing = "⟧";

/// One change: what stands in the base, what the slip makes of it, and what the fix should.
struct Hunk {
  std::string base;
  std::string wrong;
  std::string right;
};

std::vector<Hunk> hunks_of(const std::vector<std::string>& lines) {
  std::vector<Hunk> hunks(1);
  std::string shared;  // by the base and the slip, as far as read
  bool other = false;  // whether the fix makes something else than the base
  for (const std::string& line : lines) {
    if (line == "@@") {
      hunks.emplace_back();
      shared.clear();
      other = false;
      continue;
    }
    Hunk& hunk = hunks.back();
    const char mark = line.empty() ? ' ' : line.front();
    const std::string text = (line.empty() ? line : line.substr(1)) + '\n';
    if (mark == '=' && !std::exchange(other, true)) hunk.right = shared;
    if (mark == ' ') shared += text;
    if (mark == ' ' || mark == '+') hunk.base += text;
    if (mark == ' ' || mark == '-') hunk.wrong += text;
    if (mark == ' ' || mark == (other ? '=' : '+')) hunk.right += text;
    if (std::string(" +-=").find(mark) == std::string::npos) {
      throw std::invalid_argument("a line begins with none of ` `, `-`, `+`, `=`, `@@`: " + line);
    }
  }
  return hunks;
}

/// Puts `after` in the place of the lines `before`; at the end where there are none.
std::string replaced(const std::string& text, const std::string& before, const std::string& after) {
  if (before.empty()) return text + '\n' + after;
  const std::string lines = '\n' + text;
  const std::size_t at = lines.find('\n' + before);
  if (at == std::string::npos || lines.find('\n' + before, at + 1) != std::string::npos) {
    throw std::invalid_argument("these lines do not stand in the base once:\n" + before);
  }
  return text.substr(0, at) + after + text.substr(at + before.size());
}

std::string unescaped(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\\x") == 0) {
      bytes += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else if (text.compare(i, 2, "\\r") == 0) {
      bytes += '\r';
      ++i;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

std::size_t take_mark(std::string& text, const std::string& mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) throw std::invalid_argument("no " + mark);
  text.erase(at, mark.size());
  if (text.find(mark) != std::string::npos) throw std::invalid_argument("more than one " + mark);
  return at;
}

/// What stands in backticks in a line.
std::vector<std::string> words_in(const std::string& line) {
  std::vector<std::string> words;
  for (std::size_t begin = line.find('`'); begin != std::string::npos;) {
    const std::size_t end = line.find('`', begin + 1);
    words.push_back(line.substr(begin + 1, end - begin - 1));
    begin = end == std::string::npos ? end : line.find('`', end + 1);
  }
  return words;
}

/// The words of the first line with this beginning in `[from, to)`.
std::vector<std::string> words_behind(const std::string& head, const Markdown& page,
                                      std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (page.lines[i].starts_with(head)) return words_in(page.lines[i]);
  }
  return {};
}

Slip slip_in(const Fence& fence, const Texts& base) {
  Slip slip;
  slip.title = fence.section;
  slip.file = fence.attribute("file");
  slip.severity = fence.attribute("severity") == "warning" ? Severity::warning : Severity::error;
  slip.right = base;
  const bool goal = slip.file == "goal";
  std::string wrong = goal ? "" : base.at(slip.file);
  std::string right = wrong;
  for (const Hunk& hunk : hunks_of(fence.body)) {
    wrong = goal ? hunk.wrong : replaced(wrong, hunk.base, hunk.wrong);
    right = goal ? hunk.right : replaced(right, hunk.base, hunk.right);
  }
  if (goal) {
    wrong.pop_back();
    right.pop_back();
  }
  slip.begin = take_mark(wrong, opening);
  slip.end = take_mark(wrong, closing);
  if (fence.attribute("bytes") == "escaped") {
    const std::string marked = wrong.substr(slip.begin, slip.end - slip.begin);
    slip.begin = unescaped(wrong.substr(0, slip.begin)).size();
    slip.end = slip.begin + unescaped(marked).size();
    wrong = unescaped(wrong);
  }
  slip.wrong = base;
  slip.wrong[slip.file] = wrong;
  slip.right[slip.file] = right;
  return slip;
}

std::vector<Slip> slips_on(const std::filesystem::path& file,
                           const std::map<std::string, Texts>& bases) {
  const Markdown page = read_markdown(read_file(file));
  const std::string base = words_behind("Base: ", page, 0, page.lines.size()).at(0);
  std::vector<Slip> slips;
  for (std::size_t i = 0; i < page.fences.size(); ++i) {
    const Fence& fence = page.fences[i];
    const std::size_t next =
        i + 1 < page.fences.size() ? page.fences[i + 1].first : page.lines.size();
    try {
      slips.push_back(slip_in(fence, bases.at(base)));
    } catch (const std::exception& what) {
      throw std::invalid_argument(shown(file) + ": " + fence.section + ": " + what.what());
    }
    slips.back().theme = file.stem().string();
    slips.back().words = words_behind("Help: ", page, fence.last, next);
  }
  return slips;
}

std::filesystem::path folder() { return project_root() / "tests/messages"; }

}  // namespace

std::map<std::string, Texts> bases() {
  std::map<std::string, Texts> bases;
  for (const auto& entry : std::filesystem::directory_iterator(folder() / "base")) {
    Texts& texts = bases[entry.path().filename().string()];
    for (const auto& file : std::filesystem::directory_iterator(entry.path())) {
      texts[file.path().filename().string()] = read_file(file.path());
    }
  }
  return bases;
}

std::vector<Slip> corpus() {
  const auto texts = bases();
  std::vector<Slip> all;
  for (const auto& page : files_below(folder(), ".md")) {
    if (page.filename() == "README.md") continue;
    const auto slips = slips_on(page, texts);
    all.insert(all.end(), slips.begin(), slips.end());
  }
  return all;
}

}  // namespace casus::testing
