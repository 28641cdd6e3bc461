// SPDX-License-Identifier: Apache-2.0
//
// The shorter way through TOML. Almost all tables of a large case are plain:
//
//   [[trade]]
//   from = "Ruritania"
//   share = 0.4
//
// Such a table is read here, many times faster than by the TOML library, which then need not see
// it. Whatever is written in another way, or wrongly, is not plain and goes the longer way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace casus::intake {

struct PlainTable {
  struct Entry {
    enum class Kind : std::uint8_t { text, table, other };
    std::string_view key;
    std::string_view value;  ///< as written, but for the quotes of a text
    Kind kind = Kind::other;
    std::vector<Entry> entries;  ///< of a table, `{ from = 2015-01-31 }`; none of these is one
  };
  std::string_view name;
  std::size_t begin = 0;       ///< of the header
  std::size_t end = 0;         ///< where the next header begins, or the text ends
  std::uint32_t lines = 0;     ///< line feeds on the way
  std::vector<Entry> entries;  ///< each key once
};

/// Reads the table whose header begins at `at`, where nothing else is open. False where it is not
/// plain: a name of one bare word in double brackets, then lines of a bare key and a text
/// without escapes, a number, a date, `true` or `false`, or some of these in braces; comments may
/// follow.
[[nodiscard]] bool read_plain_table(std::string_view text, std::size_t at, PlainTable& table);

/// Whether the header at `at` is `[[name]]`, of one bare word. It then is about tables of this name
/// alone, and adds one to them.
[[nodiscard]] bool is_plain_header(std::string_view text, std::size_t at);

}  // namespace casus::intake
