// SPDX-License-Identifier: Apache-2.0
//
// Writing a result file so that it appears whole or not at all: into a temporary file beside it,
// which takes its place once it is safely on the disk. Where the system can, the temporary file has
// no name until then, so that a killed run leaves nothing behind. Devices and pipes are written
// straight.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "report/output.hpp"

namespace casus::cli {

/// What will keep a result from being written there, as far as that can be known beforehand: "it is
/// a folder", "its folder does not exist", "it is read-only".
[[nodiscard]] std::optional<std::string> write_obstacle(const std::filesystem::path& path);

/// The error is an obstacle, or the system's own words: "No space left on device". It is empty
/// where the writing was given up.
[[nodiscard]] tl::expected<void, std::string> write_file(const std::filesystem::path& path,
                                                         const report::Writing& write);

/// Takes back what `write_file` has made where nothing was before. Whether it is gone: a link, a
/// device, and a file that holds something else than `text` by now stay.
[[nodiscard]] bool take_back(const std::filesystem::path& path, std::string_view text);

}  // namespace casus::cli
