// SPDX-License-Identifier: Apache-2.0
//
// Folders that tests work in: the project's own, to read from, and throw-away ones, to write to.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace casus::testing {

/// The root of the checkout that the tests were built from.
[[nodiscard]] std::filesystem::path project_root();

/// The path below the project's root, for messages; other paths as they are.
[[nodiscard]] std::string shown(const std::filesystem::path& path);

/// All files below a folder whose name ends in `extension`, sorted; none where there is no folder.
[[nodiscard]] std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                                             const std::string& extension);

/// The whole file, byte by byte. Throws where it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Writes the whole file, making its folders. Throws where it cannot be written.
void write_file(const std::filesystem::path& path, const std::string& text);

/// A new, empty folder that goes away with this object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Makes a folder the current one, of the whole process, for the life of this object.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::filesystem::path& folder);
  ~WorkingFolder();
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  std::filesystem::path before_;
};

}  // namespace casus::testing
