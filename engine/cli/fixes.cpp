// SPDX-License-Identifier: Apache-2.0
#include "cli/fixes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/output_file.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

using Taken = std::map<std::string, std::vector<Edit>>;

/// Whether two edits touch the same place: to insert twice at one place is in no order.
bool touch(const Edit& a, const Edit& b) {
  if (a.span.begin == b.span.begin) return true;
  return a.span.begin < b.span.end && b.span.begin < a.span.end;
}

bool is_text_of_ours(const std::string& name, const SourceLoader& loader) {
  return (name.ends_with(".casus") || name.ends_with(".toml")) && loader.exists(name);
}

bool take(const Help& help, const Sources& sources, const SourceLoader& loader, Taken& taken) {
  for (const Edit& edit : help.edits) {
    const std::string& name = sources.name(edit.span.file);
    if (!is_text_of_ours(name, loader)) return false;
    const auto known = taken.find(name);
    if (known == taken.end()) continue;
    if (std::ranges::any_of(known->second, [&](const Edit& one) { return touch(one, edit); })) {
      return false;
    }
  }
  for (const Edit& edit : help.edits) taken[sources.name(edit.span.file)].push_back(edit);
  return true;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

}  // namespace

std::size_t apply_fixes(const std::vector<report::DiagnosticGroup>& groups, bool unsafe,
                        SourceLoader& loader, FixedTexts& texts) {
  Taken taken;
  std::size_t count = 0;
  std::map<std::string, std::string_view> now;
  for (const report::DiagnosticGroup& group : groups) {
    for (const Diagnostic& one : group.diagnostics) {
      const auto help = std::ranges::find_if(
          one.help, [&](const Help& each) { return !each.edits.empty() && (each.safe || unsafe); });
      if (help == one.help.end() || !take(*help, *group.sources, loader, taken)) continue;
      ++count;
      for (const Edit& edit : help->edits) {
        now.emplace(group.sources->name(edit.span.file), group.sources->text(edit.span.file));
      }
    }
  }
  for (auto& [name, edits] : taken) {
    std::ranges::sort(edits, {}, [](const Edit& edit) { return edit.span.begin; });
    const std::string_view text = now.at(name);
    std::string after;
    std::size_t from = 0;
    for (const Edit& edit : edits) {
      after.append(text.substr(from, edit.span.begin - from)).append(edit.replacement);
      from = edit.span.end;
    }
    after.append(text.substr(from));
    const auto [entry, is_new] = texts.emplace(name, FixedText{std::string(text), {}});
    loader.pretend(name, after);
    entry->second.after = std::move(after);
  }
  return count;
}

std::vector<Edit> line_edits(const FixedText& text) {
  const std::vector<std::string_view> a = lines_of(text.before);
  const std::vector<std::string_view> b = lines_of(text.after);
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head &&
         a[a.size() - tail - 1] == b[b.size() - tail - 1]) {
    ++tail;
  }
  const std::size_t rows = a.size() - head - tail;
  const std::size_t columns = b.size() - head - tail;
  // The longest lines in common, counted from the end; of very long texts all is one change.
  constexpr std::size_t most = 16'000'000;
  const bool searched = (rows + 1) * (columns + 1) <= most;
  std::vector<std::uint32_t> common(searched ? (rows + 1) * (columns + 1) : 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
    return common[i * (columns + 1) + j];
  };
  for (std::size_t i = searched ? rows : 0; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      at(i, j) =
          a[head + i] == b[head + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  std::vector<Edit> edits;
  std::size_t offset = 0;
  for (std::size_t i = 0; i < head; ++i) offset += a[i].size();
  bool open = false;
  for (std::size_t i = 0, j = 0; i < rows || j < columns;) {
    if (searched && i < rows && j < columns && a[head + i] == b[head + j]) {
      offset += a[head + i].size();
      ++i, ++j;
      open = false;
      continue;
    }
    if (!open) {
      const auto begin = static_cast<std::uint32_t>(offset);
      edits.push_back({{0, begin, begin}, ""});
      open = true;
    }
    if (j < columns && (i == rows || (searched && at(i, j + 1) > at(i + 1, j)))) {
      edits.back().replacement += b[head + j++];
    } else {
      offset += a[head + i++].size();
      edits.back().span.end = static_cast<std::uint32_t>(offset);
    }
  }
  return edits;
}

Outcome<void> write_fixed(const FixedTexts& texts, const SourceLoader& loader) {
  const auto unwritable = [](const std::string& file, const std::string& reason) {
    return refuse(fmt::format("{} cannot be written: {}", report::printable(file), reason));
  };
  for (const auto& [file, text] : texts) {
    if (const auto obstacle = write_obstacle(loader.real(file))) return unwritable(file, *obstacle);
  }
  for (const auto& entry : texts) {
    const std::string& after = entry.second.after;
    const auto written =
        write_file(loader.real(entry.first), [&](report::Output& to) { to.text() += after; });
    if (!written) return unwritable(entry.first, written.error());
  }
  return {};
}

}  // namespace casus::cli
