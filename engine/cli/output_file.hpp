// SPDX-License-Identifier: Apache-2.0
//
// Writing a result file so that it appears whole or not at all: into a temporary file beside it,
// then renamed. Devices and pipes are written straight.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace casus::cli {

/// The error is the system's own words: "No space left on device".
[[nodiscard]] tl::expected<void, std::string> write_file(const std::filesystem::path& path,
                                                         std::string_view text);

}  // namespace casus::cli
