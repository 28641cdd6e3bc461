// SPDX-License-Identifier: Apache-2.0
#include "cli/file_watch.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace casus::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr std::uint32_t events =
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;

std::string reason(int fault) { return std::generic_category().message(fault); }

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

}  // namespace

tl::expected<FileWatch, std::string> FileWatch::open() {
  const int queue = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (queue < 0) return tl::unexpected(reason(errno));
  return FileWatch(queue);
}

FileWatch::FileWatch(FileWatch&& other) noexcept
    : queue_(std::exchange(other.queue_, -1)), folders_(std::move(other.folders_)) {}

FileWatch::~FileWatch() {
  if (queue_ >= 0) close(queue_);
}

tl::expected<void, std::string> FileWatch::add(const fs::path& folder, bool deep) {
  const int watch = inotify_add_watch(queue_, folder.c_str(), events);
  if (watch < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return {};  // gone meanwhile
    return tl::unexpected(folder.string() + ": " + reason(errno));
  }
  Folder& known = folders_[watch];
  known.path = folder;
  known.deep = known.deep || deep;
  if (!deep) return {};
  std::error_code fault;
  for (fs::directory_iterator it(folder, fault), end; !fault && it != end; it.increment(fault)) {
    std::error_code ignored;
    if (is_hidden(it->path()) || !it->is_directory(ignored) || it->is_symlink(ignored)) continue;
    if (auto done = add(it->path(), true); !done) return done;
  }
  return {};
}

bool FileWatch::ready(std::optional<milliseconds> timeout) const {
  pollfd waited{.fd = queue_, .events = POLLIN, .revents = 0};
  return poll(&waited, 1, timeout ? static_cast<int>(timeout->count()) : -1) > 0;
}

bool FileWatch::take(std::set<fs::path>& changed) {
  alignas(inotify_event) std::array<char, 1 << 14> buffer;
  bool whole = true;
  for (ssize_t size = 0; (size = read(queue_, buffer.data(), buffer.size())) > 0;) {
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = buffer.data() + at + sizeof event;
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) whole = false;
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end()) continue;
      if ((event.mask & IN_IGNORED) != 0) {
        folders_.erase(folder);
        continue;
      }
      if (event.len == 0) continue;
      const fs::path path = folder->second.path / name;
      if (is_hidden(path)) continue;
      const bool is_folder = (event.mask & IN_ISDIR) != 0;
      // A file that has only been made will be written, unless it is a link.
      if ((event.mask & IN_CREATE) != 0 && !is_folder && !fs::is_symlink(path)) continue;
      if (is_folder && folder->second.deep) (void)add(path, true);
      changed.insert(path);
    }
  }
  return whole;
}

std::optional<std::set<fs::path>> FileWatch::wait(std::optional<milliseconds> timeout,
                                                  milliseconds quiet) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  std::set<fs::path> changed;
  bool whole = true;
  while (whole && changed.empty()) {
    auto left = timeout;
    if (left) {
      left = *timeout - std::chrono::duration_cast<milliseconds>(Clock::now() - start);
      if (left->count() < 0) return std::nullopt;
    }
    if (!ready(left)) {
      if (timeout) return std::nullopt;
      continue;
    }
    whole = take(changed);
  }
  const auto end = Clock::now() + std::chrono::seconds(1);
  while (Clock::now() < end && ready(quiet)) whole = take(changed) && whole;
  if (!whole) changed.clear();
  return changed;
}

}  // namespace casus::cli
