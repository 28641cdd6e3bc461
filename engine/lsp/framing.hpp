// SPDX-License-Identifier: Apache-2.0
//
// The base protocol: a message is a header with its length, an empty line, and so many bytes.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace casus::lsp {

/// No message may be longer.
inline constexpr std::size_t largest_message = 256U << 20;

/// What came of an attempt to read a message.
struct Frame {
  std::optional<std::string> body;
  std::string fault;  ///< why none can be read from here on; empty at the end of the stream
};

/// Waits for a message. Where a header is wrong, nobody knows where the next message begins.
[[nodiscard]] Frame read_frame(std::istream& in);
void write_frame(std::ostream& out, std::string_view body);

}  // namespace casus::lsp
