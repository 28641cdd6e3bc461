// SPDX-License-Identifier: Apache-2.0
//
// Files as an editor names them, "file:///home/ann/my%20case.toml", and as paths.
#pragma once

#include <string>
#include <string_view>

namespace casus::lsp {

/// The path of a file; of anything else, as a buffer that was never saved, the text itself.
[[nodiscard]] std::string path_of_uri(std::string_view uri);
[[nodiscard]] std::string uri_of_path(std::string_view path);
/// The folder of a file.
[[nodiscard]] std::string folder_of(std::string_view path);
/// A path below a folder, or an absolute one, without `.` and `..`.
[[nodiscard]] std::string joined(std::string_view folder, std::string_view path);
/// Whether a path leads to a file, and is no name of something else.
[[nodiscard]] bool is_file(std::string_view path);

}  // namespace casus::lsp
