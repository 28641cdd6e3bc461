// SPDX-License-Identifier: Apache-2.0
//
// Numbers as TOML 1.0 writes them. Cells and JSON keep to the same syntax, so that a number means
// the same in whatever file it stands.
#pragma once

#include <optional>
#include <string_view>

#include "casus/diagnostic.hpp"
#include "intake/tree.hpp"

namespace casus::intake {

/// The whole or other number that `text` is: `12`, `-0.5`, `1e6`, `1_000`, `0x1F`, `inf`. Infinite
/// where it is too large for 64 bits or a double. Nothing for what TOML does not take for a number,
/// such as `007`, `.5` and `5.`.
[[nodiscard]] std::optional<Value::Data> read_numeral(std::string_view text);

/// The same, for one of JSON's numbers, which are written in fewer ways.
[[nodiscard]] std::optional<Value::Data> read_json_numeral(std::string_view text);

/// E0606 for a number that 64 bits cannot hold.
[[nodiscard]] Diagnostic too_large(Span span);
/// E0606 for a number other than 0 that is 0 as a double.
[[nodiscard]] Diagnostic too_small(Span span);

/// Whether digits other than 0 stand in `text` before an exponent or a unit, if any.
[[nodiscard]] bool is_written_nonzero(std::string_view text);

}  // namespace casus::intake
