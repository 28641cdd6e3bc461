// SPDX-License-Identifier: Apache-2.0
//
// Source text and places in it. Every value that an author wrote keeps a `Span`, so that messages
// and explanations can quote the line it came from. Lines and columns are computed when printing,
// never stored. `Sources` owns the texts of one run; spans are only meaningful together with it.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace casus {

/// A half-open byte range in one file. The default value is "nowhere": `valid()` is false.
struct Span {
  static constexpr std::uint32_t no_file = 0xFFFFFFFF;

  std::uint32_t file = no_file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool valid() const { return file != no_file; }
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// The smallest span that covers both; `a` and `b` lie in the same file, or one is invalid.
[[nodiscard]] Span cover(Span a, Span b);

/// A place for people: line and column count from 1, columns in code points.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// The texts of one run, addressed by `Span::file`. Append-only; references stay valid. A set may
/// stand on another one (a case on its rules): it shows the lower set's files under the same
/// numbers. Threads may read one at once while none adds to it.
class Sources {
 public:
  Sources() = default;
  /// `below` must not grow any more.
  explicit Sources(std::shared_ptr<const Sources> below);

  /// Takes over a text under the name shown in messages and returns its file number.
  std::uint32_t add(std::string name, std::string text);
  /// Shares a text with other sets.
  std::uint32_t add(std::string name, std::shared_ptr<const std::string> text);

  [[nodiscard]] std::size_t size() const { return first_ + files_.size(); }
  [[nodiscard]] const std::string& name(std::uint32_t file) const { return at(file).name; }
  [[nodiscard]] std::string_view text(std::uint32_t file) const { return *at(file).text; }
  /// What a span covers; empty for one that is not valid.
  [[nodiscard]] std::string_view text(Span span) const;

  [[nodiscard]] Position position(std::uint32_t file, std::uint32_t offset) const;
  /// The line with number `line` (from 1) without its line end; empty past the end.
  [[nodiscard]] std::string_view line(std::uint32_t file, std::uint32_t line) const;
  /// The byte offset at which a line begins; the text's size past the end.
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t file, std::uint32_t line) const;
  /// "rules/energy.casus:14" for a valid span, empty otherwise.
  [[nodiscard]] std::string place(Span span) const;

 private:
  /// Found when first asked for: nobody asks where nothing is wrong.
  struct Lines {
    std::vector<std::uint32_t> begins;
    std::once_flag found;
  };
  struct File {
    std::string name;
    std::shared_ptr<const std::string> text;
    std::shared_ptr<Lines> lines = std::make_shared<Lines>();
  };
  [[nodiscard]] static const std::vector<std::uint32_t>& line_begins(const File& file);
  [[nodiscard]] const File& at(std::uint32_t file) const;

  std::shared_ptr<const Sources> below_;
  std::size_t first_ = 0;
  std::deque<File> files_;
};

}  // namespace casus
