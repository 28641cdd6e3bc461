// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace casus::cli {
namespace {

namespace fs = std::filesystem;
using Written = tl::expected<void, std::string>;

tl::unexpected<std::string> last_error() {
  return tl::unexpected(std::generic_category().message(errno));
}

Written write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t size = ::write(file, text.data(), text.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return last_error();
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return {};
}

Written write_and_close(int file, std::string_view text) {
  Written written = write_all(file, text);
  // Some file systems report a full disk only now.
  if (::close(file) != 0 && written) return last_error();
  return written;
}

Written replace(const fs::path& path, std::string_view text) {
  const fs::path temporary = path.parent_path() / ("." + path.filename().string() + ".casus-" +
                                                   std::to_string(::getpid()));
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return last_error();
  struct stat existing {};
  if (::stat(path.c_str(), &existing) == 0) {
    // Whoever could read the old file can read the new one; where that fails, fewer can.
    [[maybe_unused]] const int kept = ::fchmod(file, existing.st_mode & 07777);
  }
  Written written = write_and_close(file, text);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = last_error();
  if (!written) ::unlink(temporary.c_str());
  return written;
}

}  // namespace

Written write_file(const fs::path& path, std::string_view text) {
  std::error_code ignored;
  // A link keeps pointing: what it points to is replaced.
  const fs::path real = fs::is_symlink(path, ignored) ? fs::weakly_canonical(path, ignored) : path;
  const fs::file_status status = fs::status(real, ignored);
  if (fs::is_directory(status)) return tl::unexpected(std::string("it is a folder"));
  if (!fs::exists(status) || fs::is_regular_file(status)) return replace(real, text);
  const int file = ::open(real.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return last_error();
  return write_and_close(file, text);
}

}  // namespace casus::cli
