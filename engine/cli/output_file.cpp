// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace casus::cli {
namespace {

namespace fs = std::filesystem;
using Written = tl::expected<void, std::string>;

tl::unexpected<std::string> last_error() {
  return tl::unexpected(std::generic_category().message(errno));
}

class File {
 public:
  explicit File(int number) : number_(number) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { (void)close(); }

  [[nodiscard]] int number() const { return number_; }
  /// Some file systems report a full disk only now.
  [[nodiscard]] bool close() { return number_ < 0 || ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t size = ::write(file, text.data(), text.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

Written fill(int file, const report::Writing& write) {
  Written written;
  report::Output out([&](std::string_view piece) {
    if (!write_all(file, piece)) written = last_error();
    return written.has_value();
  });
  write(out);
  (void)out.finish();
  if (out.given_up()) return tl::unexpected(std::string());
  return written;
}

/// The folder that a relative path without one counts from is ".".
fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// What a link points to in the end, be it there or not.
fs::path resolved(fs::path path) {
  constexpr int most_links = 40;
  std::error_code ignored;
  for (int i = 0; i < most_links && fs::is_symlink(path, ignored); ++i) {
    path = path.parent_path() / fs::read_symlink(path, ignored);
  }
  return path;
}

/// Finds a name in `folder` that `take` can have; empty, with `errno`, where there is none. Another
/// process, perhaps on another machine, may have taken one or left it behind.
template <class Take>
fs::path temporary_name(const fs::path& folder, const Take& take) {
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const fs::path name =
        folder / (".casus-" + std::to_string(::getpid()) + '-' + std::to_string(attempt));
    if (take(name.c_str())) return name;
    if (errno != EEXIST) break;
  }
  return {};
}

std::string path_of(int file) { return "/proc/self/fd/" + std::to_string(file); }

/// A file in `folder` that has no name yet; below 0 where there is no such thing.
int open_unnamed([[maybe_unused]] const fs::path& folder) {
#ifdef O_TMPFILE
  const int file = ::open(folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
  if (file < 0 || ::access(path_of(file).c_str(), F_OK) == 0) return file;
  ::close(file);
#endif
  return -1;
}

bool give_name(int file, const char* name) {
  return ::linkat(AT_FDCWD, path_of(file).c_str(), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

Written replace(const fs::path& path, const report::Writing& write) {
  const fs::path folder = folder_of(path);
  int opened = open_unnamed(folder);
  fs::path name;  // of the temporary file, once it has one
  if (opened < 0) {
    name = temporary_name(folder, [&](const char* free) {
      opened = ::open(free, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      return opened >= 0;
    });
  }
  if (opened < 0) return last_error();
  File file(opened);
  struct stat existing {};
  if (::stat(path.c_str(), &existing) == 0) {
    // Whoever could read the old file can read the new one; where that fails, fewer can.
    [[maybe_unused]] const int kept = ::fchmod(file.number(), existing.st_mode & 07777);
  }
  Written written = fill(file.number(), write);
  if (written && ::fsync(file.number()) != 0) written = last_error();
  if (written && name.empty()) {
    name = temporary_name(folder, [&](const char* free) { return give_name(file.number(), free); });
    if (name.empty()) written = last_error();
  }
  if (!file.close() && written) written = last_error();
  if (written && ::rename(name.c_str(), path.c_str()) != 0) written = last_error();
  if (!written && !name.empty()) ::unlink(name.c_str());
  return written;
}

Written write_straight(const fs::path& path, const report::Writing& write) {
  const int opened = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (opened < 0) return last_error();
  File file(opened);
  Written written = fill(file.number(), write);
  if (!file.close() && written) written = last_error();
  return written;
}

}  // namespace

std::optional<std::string> write_obstacle(const fs::path& path) {
  struct stat existing {};
  if (::stat(path.c_str(), &existing) == 0) {
    if (S_ISDIR(existing.st_mode)) return "it is a folder";
    // Renaming would go past what the file's mode forbids.
    const bool forbidden = S_ISREG(existing.st_mode) && (existing.st_mode & 0222) == 0;
    if (forbidden || ::access(path.c_str(), W_OK) != 0) return "it is read-only";
    return std::nullopt;
  }
  if (errno != ENOENT) return last_error().value();
  std::error_code ignored;
  const fs::path folder = folder_of(resolved(path));
  if (!fs::is_directory(folder, ignored)) return "its folder does not exist";
  if (::access(folder.c_str(), W_OK | X_OK) != 0) return "its folder is read-only";
  return std::nullopt;
}

Written write_file(const fs::path& path, const report::Writing& write) {
  if (auto obstacle = write_obstacle(path)) return tl::unexpected(std::move(*obstacle));
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_straight(path, write);
  // A link keeps pointing: what it points to is replaced.
  return replace(resolved(path), write);
}

bool take_back(const fs::path& path, std::string_view text) {
  std::error_code failed;
  if (!fs::is_regular_file(fs::symlink_status(path, failed))) return false;
  std::ifstream in(path, std::ios::binary);
  const std::string holds{std::istreambuf_iterator<char>(in), {}};
  return in && holds == text && fs::remove(path, failed);
}

}  // namespace casus::cli
