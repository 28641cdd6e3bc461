// SPDX-License-Identifier: Apache-2.0
//
// Waits until rules, cases or data change on the disk. Folders are watched, not files: editors save
// by putting a new file in the old one's place.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace casus::cli {

class FileWatch {
 public:
  /// The error is the system's own words.
  [[nodiscard]] static tl::expected<FileWatch, std::string> open();
  FileWatch(FileWatch&& other) noexcept;
  FileWatch& operator=(FileWatch&&) = delete;
  ~FileWatch();

  /// From now on these folders are watched as well, those below them included where `deep`. Names
  /// that begin with a dot are passed over. The error: what cannot be watched, and why.
  [[nodiscard]] tl::expected<void, std::string> add(const std::filesystem::path& folder, bool deep);

  /// How many folders are watched.
  [[nodiscard]] std::size_t folders() const { return folders_.size(); }

  /// Waits for a file to be written, made, moved or removed, and then until for `quiet` no other
  /// is, but not for longer than a second. Nothing where nothing happens within `timeout`. Empty
  /// where too much has happened to tell what.
  [[nodiscard]] std::optional<std::set<std::filesystem::path>> wait(
      std::optional<std::chrono::milliseconds> timeout,
      std::chrono::milliseconds quiet = std::chrono::milliseconds(20));

 private:
  struct Folder {
    std::filesystem::path path;
    bool deep = false;
  };
  explicit FileWatch(int queue) : queue_(queue) {}
  /// Whether something came within that time; nothing: for ever.
  [[nodiscard]] bool ready(std::optional<std::chrono::milliseconds> timeout) const;
  /// False where events were lost.
  [[nodiscard]] bool take(std::set<std::filesystem::path>& changed);

  int queue_ = -1;
  std::map<int, Folder> folders_;
};

}  // namespace casus::cli
