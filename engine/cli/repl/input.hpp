// SPDX-License-Identifier: Apache-2.0
//
// Where the lines of a dialogue come from: a terminal, where they can be edited, recalled and
// completed, or a pipe, where they are read as they are.
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/run.hpp"

namespace casus::cli {

/// What the end of a line may become.
struct Completion {
  std::size_t typed = 0;  ///< bytes at the end of the line that each of `words` begins with
  std::vector<std::string> words = {};
};
using Completer = std::function<Completion(std::string_view line)>;

class Input {
 public:
  virtual ~Input() = default;
  /// A line without its end; nothing where there is no more. `first`: it begins an input.
  [[nodiscard]] virtual std::optional<std::string> line(bool first) = 0;
  /// Keeps an input, to be recalled as a whole.
  virtual void keep(const std::string& input) = 0;
};

/// Of the terminal where standard input and standard error are one, with the history of `history`,
/// a file that need not exist (empty: none is kept). Else of the stream.
[[nodiscard]] std::unique_ptr<Input> open_input(Streams& streams, const std::string& history,
                                                Completer complete);

/// An input as one line, which means the same: comments are left out, and line ends are blanks.
[[nodiscard]] std::string as_one_line(std::string_view input);

}  // namespace casus::cli
