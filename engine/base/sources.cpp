// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/characters.hpp"
#include "casus/source.hpp"

namespace casus {

Span cover(Span a, Span b) {
  if (!a.valid()) return b;
  if (!b.valid()) return a;
  return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

Sources::Sources(std::shared_ptr<const Sources> below)
    : below_(std::move(below)), first_(below_->size()) {}

const Sources::File& Sources::at(std::uint32_t file) const {
  return file < first_ ? below_->at(file) : files_[file - first_];
}

std::uint32_t Sources::add(std::string name, std::string text) {
  return add(std::move(name), std::make_shared<const std::string>(std::move(text)));
}

std::uint32_t Sources::add(std::string name, std::shared_ptr<const std::string> text) {
  files_.push_back({std::move(name), std::move(text)});
  return static_cast<std::uint32_t>(size() - 1);
}

const std::vector<std::uint32_t>& Sources::line_begins(const File& file) {
  Lines& lines = *file.lines;
  std::call_once(lines.found, [&] {
    lines.begins.push_back(0);
    for (std::size_t at = 0; (at = file.text->find('\n', at)) != std::string::npos;) {
      lines.begins.push_back(static_cast<std::uint32_t>(++at));
    }
  });
  return lines.begins;
}

std::string_view Sources::text(Span span) const {
  if (!span.valid()) return {};
  return text(span.file).substr(span.begin, span.size());
}

Position Sources::position(std::uint32_t file, std::uint32_t offset) const {
  const File& f = at(file);
  const auto& begins = line_begins(f);
  const auto after = std::ranges::upper_bound(begins, offset);
  const auto line = static_cast<std::uint32_t>(after - begins.begin());
  const std::uint32_t begin = begins[line - 1];
  const auto end = std::min<std::size_t>(offset, f.text->size());
  std::uint32_t column = 1;
  for (std::size_t i = begin; i < end; ++i) {
    const bool continuation = base::continues_character((*f.text)[i]);
    if (!continuation) ++column;
  }
  return {line, column};
}

std::string_view Sources::line(std::uint32_t file, std::uint32_t line) const {
  const File& f = at(file);
  const auto& begins = line_begins(f);
  if (line == 0 || line > begins.size()) return {};
  const std::uint32_t begin = begins[line - 1];
  std::size_t end = line < begins.size() ? begins[line] - 1 : f.text->size();
  if (end > begin && (*f.text)[end - 1] == '\r') --end;
  return std::string_view(*f.text).substr(begin, end - begin);
}

std::uint32_t Sources::line_begin(std::uint32_t file, std::uint32_t line) const {
  const File& f = at(file);
  const auto& begins = line_begins(f);
  if (line == 0) return 0;
  if (line > begins.size()) return static_cast<std::uint32_t>(f.text->size());
  return begins[line - 1];
}

std::string Sources::place(Span span) const {
  if (!span.valid()) return {};
  return name(span.file) + ":" + std::to_string(position(span.file, span.begin).line);
}

}  // namespace casus
