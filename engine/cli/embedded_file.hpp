// SPDX-License-Identifier: Apache-2.0
//
// A file of the source tree that is carried inside the program, so that it needs no installed files
// and always speaks of the version at hand. The build writes the tables (cmake/EmbedFiles.cmake).
#pragma once

#include <string_view>

namespace casus::cli {

struct EmbeddedFile {
  std::string_view name;
  std::string_view text;  ///< byte by byte
};

}  // namespace casus::cli
