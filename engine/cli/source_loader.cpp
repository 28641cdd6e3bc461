// SPDX-License-Identifier: Apache-2.0
#include "cli/source_loader.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <istream>
#include <ostream>
#include <set>
#include <system_error>

#include "base/characters.hpp"
#include "base/gathered_text.hpp"
#include "base/near.hpp"
#include "cli/arguments.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& path) { return '`' + report::printable(path) + '`'; }

tl::unexpected<Problem> too_large(const std::string& path, std::uintmax_t most) {
  return refuse(fmt::format("{} is larger than {} MB", quoted(path), (most >> 20)),
                "split it into several files");
}

/// How many blocks are read between two looks at the watch.
constexpr int between_looks = 16;
constexpr std::size_t block_size = 1 << 16;

/// While it lives, a deadline ends the process, as it may have to wait for input.
class LimitedWait {
 public:
  LimitedWait(const Streams& streams, std::optional<std::chrono::steady_clock::time_point> deadline,
              const std::string& path)
      : streams_(streams), limits_(deadline && streams.limit_wait) {
    if (!limits_) return;
    streams_.limit_wait(deadline,
                        fmt::format("stopped: the limit on time was reached in reading {}; there "
                                    "is no result\n",
                                    report::printable(path)));
  }
  ~LimitedWait() {
    if (limits_) streams_.limit_wait({}, {});
  }
  LimitedWait(const LimitedWait&) = delete;
  LimitedWait& operator=(const LimitedWait&) = delete;

 private:
  const Streams& streams_;
  bool limits_;
};

/// All of a stream. `expected` bytes, or 0 where that is not known.
Outcome<std::string> drained(std::istream& in, const std::string& path, std::uintmax_t most,
                             std::size_t expected, const Watch& watch) {
  base::GatheredText text(expected);
  std::array<char, block_size> block{};
  for (int blocks = 1;; ++blocks) {
    in.read(block.data(), block.size());
    if (in.gcount() == 0) return text.take();
    text.append({block.data(), static_cast<std::size_t>(in.gcount())});
    if (text.size() > most) return too_large(path, most);
    if (!watch || blocks % between_looks != 0) continue;
    if (const auto limit = watch(path, text.size(), expected)) return stopped(*limit);
  }
}

/// What a gzip file holds, of one member or several.
Outcome<std::string> unpacked(const std::string& packed, const std::string& path,
                              const Watch& watch) {
  const auto damaged = [&] {
    return refuse(fmt::format("{} is no whole gzip file", quoted(path)));
  };
  struct Stream : z_stream {
    Stream() : z_stream{} {}
    ~Stream() { inflateEnd(this); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
  } stream;
  constexpr int any_window_of_gzip = 15 + 16;
  if (packed.empty() || inflateInit2(&stream, any_window_of_gzip) != Z_OK) return damaged();
  const auto* bytes = reinterpret_cast<const Bytef*>(packed.data());
  stream.next_in = const_cast<Bytef*>(bytes);
  stream.avail_in = static_cast<uInt>(packed.size());
  base::GatheredText text;
  std::array<char, block_size> block{};
  int state = Z_OK;
  for (int blocks = 1; state == Z_OK; ++blocks) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = block.size();
    state = inflate(&stream, Z_NO_FLUSH);
    text.append({block.data(), block.size() - stream.avail_out});
    if (text.size() > SourceLoader::largest_data)
      return too_large(path, SourceLoader::largest_data);
    // Zeros behind the last member fill a block of a tape or disk, and mean nothing.
    const std::string_view rest(packed.data() + packed.size() - stream.avail_in, stream.avail_in);
    const bool more =
        state == Z_STREAM_END && rest.find_first_not_of('\0') != std::string_view::npos;
    if (more) state = inflateReset(&stream);
    if (!watch || blocks % between_looks != 0) continue;
    const auto limit = watch(path, packed.size() - stream.avail_in, packed.size());
    if (limit) return stopped(*limit);
  }
  if (state != Z_STREAM_END) return damaged();
  return text.take();
}

/// What was meant among the files beside it. A folder and an ending that all have make no two
/// names alike.
std::string nearest_file(const fs::path& path, const std::vector<std::string>& names) {
  const std::string stem = path.stem().string();
  std::vector<std::string> stems;
  for (const fs::path name : names) {
    stems.push_back(name.extension() == path.extension() ? name.stem().string() : std::string());
  }
  const std::vector<std::string_view> candidates(stems.begin(), stems.end());
  const auto near = base::nearest(stem, candidates);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool other_ending = !near && fs::path(names[i]).stem() == stem;
    if (other_ending || (near && stems[i] == near->name)) {
      return fmt::format("did you mean {}?", quoted(names[i]));
    }
  }
  return {};
}

bool hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// Every file below a folder, hidden ones and links to folders left out.
std::vector<fs::path> below(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> found;
  fs::recursive_directory_iterator at(folder, error);
  while (!error && at != fs::recursive_directory_iterator()) {
    if (hidden(at->path())) {
      at.disable_recursion_pending();
    } else if (std::error_code ignored; at->is_regular_file(ignored)) {
      found.push_back(at->path());
    }
    at.increment(error);
  }
  return found;
}

}  // namespace

bool has_ending(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() &&
         std::ranges::equal(name.substr(name.size() - ending.size()), ending, {}, base::lower);
}

SourceLoader::SourceLoader(Streams& streams)
    : streams_(streams),
      folder_(streams.folder.empty() ? fs::current_path() : fs::absolute(streams.folder)) {}

fs::path SourceLoader::real(const fs::path& path) const {
  return (folder_ / path).lexically_normal();
}

std::string SourceLoader::joined(const fs::path& base, const fs::path& path) const {
  const fs::path whole = (base / path).lexically_normal();
  return whole.empty() ? "." : whole.generic_string();
}

bool SourceLoader::exists(const std::string& path) const {
  std::error_code ignored;
  return fs::exists(real(path), ignored);
}

bool SourceLoader::is_same(const std::string& a, const std::string& b) const {
  std::error_code ignored;
  return a == b || (a != "-" && b != "-" && fs::equivalent(real(a), real(b), ignored));
}

tl::unexpected<Problem> SourceLoader::missing(const std::string& path) const {
  const fs::path parent = fs::path(path).parent_path();
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator at(real(parent), error), end; !error && at != end;
       at.increment(error)) {
    if (!hidden(at->path())) names.push_back((parent / at->path().filename()).generic_string());
  }
  std::ranges::sort(names);
  return refuse(fmt::format("there is no file or folder {}", quoted(path)),
                nearest_file(path, names));
}

Outcome<NamedText> SourceLoader::read_standard_input(std::uintmax_t most) {
  if (input_read_) return refuse("standard input can be read once only: `-` is given twice");
  input_read_ = true;
  if (streams_.in_is_terminal) {
    streams_.err << "reading from the terminal; Ctrl-D ends\n" << std::flush;
  }
  const LimitedWait wait(streams_, deadline_, std::string(stdin_name));
  auto text = drained(streams_.in, std::string(stdin_name), most, 0, watch_);
  if (!text) return tl::unexpected(text.error());
  if (streams_.in.bad()) return refuse("standard input cannot be read");
  return NamedText{std::string(stdin_name), std::move(*text)};
}

Outcome<NamedText> SourceLoader::read(const std::string& path) { return read(path, largest); }

Outcome<SourceLoader::Data> SourceLoader::read_data(const std::string& path, bool packed) {
  constexpr std::string_view mark_of_gzip = "\x1f\x8b";
  auto file = read(path, largest_data);
  if (!file) return tl::unexpected(file.error());
  if (!packed && !file->text.starts_with(mark_of_gzip)) return Data{std::move(*file)};
  auto text = unpacked(file->text, file->name, watch_);
  if (!text) return tl::unexpected(text.error());
  return Data{{std::move(file->name), std::move(*text)}, true};
}

Outcome<void> SourceLoader::check_file(const std::string& path) const {
  std::error_code ignored;
  const fs::file_status status = fs::status(real(path), ignored);
  if (!fs::exists(status)) return missing(path);
  if (fs::is_directory(status)) {
    return refuse(fmt::format("{} is a folder, not a file", quoted(path)));
  }
  return {};
}

Outcome<NamedText> SourceLoader::read(const std::string& path, std::uintmax_t most) {
  if (path == "-") return read_standard_input(most);
  if (const auto good = check_file(path); !good) return tl::unexpected(good.error());
  const fs::path file = real(path);
  std::error_code error;
  if (!pretended_.empty()) {
    const auto pretended = pretended_.find(fs::canonical(file, error));
    if (pretended != pretended_.end()) {
      return NamedText{fs::path(path).lexically_normal().generic_string(), pretended->second};
    }
  }
  const fs::file_status status = fs::status(file, error);
  const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(file, error) : 0;
  if (!error && size > most) return too_large(path, most);
  std::optional<LimitedWait> wait;
  if (!fs::is_regular_file(status)) wait.emplace(streams_, deadline_, path);
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    const std::string reason = std::generic_category().message(errno);
    return refuse(fmt::format("{} cannot be read: {}", quoted(path), reason));
  }
  auto text = drained(in, path, most, error ? 0 : size, watch_);
  if (!text) return tl::unexpected(text.error());
  if (in.bad()) return refuse(fmt::format("{} could not be read to its end", quoted(path)));
  if (fs::is_regular_file(status)) streams_.files_read.push_back(file);
  return NamedText{fs::path(path).lexically_normal().generic_string(), std::move(*text)};
}

void SourceLoader::pretend(const std::string& path, std::string text) {
  std::error_code error;
  const fs::path whole = fs::canonical(real(path), error);
  if (!error) pretended_[whole] = std::move(text);
}

Outcome<std::vector<std::string>> SourceLoader::files(const std::string& path,
                                                      bool (*wanted)(std::string_view name)) const {
  std::error_code error;
  const fs::file_status status = fs::status(real(path), error);
  if (!fs::exists(status)) return missing(path);
  if (!fs::is_directory(status)) {
    return std::vector<std::string>{fs::path(path).lexically_normal().generic_string()};
  }
  std::vector<std::string> names;
  for (const fs::path& file : below(real(path), error)) {
    const std::string name = file.filename().string();
    if (!wanted(name)) continue;
    names.push_back(joined(path, file.lexically_relative(real(path))));
  }
  if (error) {
    return refuse(fmt::format("the folder {} cannot be read: {}", quoted(path), error.message()));
  }
  std::ranges::sort(names);
  return names;
}

Outcome<std::vector<std::string>> SourceLoader::rule_files(const std::string& path,
                                                           Tests tests) const {
  if (path == "-") return std::vector<std::string>{path};
  const auto any = +[](std::string_view name) { return name.ends_with(".casus"); };
  const auto no_test = +[](std::string_view name) {
    return name.ends_with(".casus") && !name.ends_with("_test.casus");
  };
  auto names = files(path, tests == Tests::too ? any : no_test);
  if (names && names->empty()) {
    return refuse(fmt::format("there is no rule file in {}", quoted(path)),
                  "rule files end in .casus");
  }
  return names;
}

void SourceLoader::drop_repeated(std::vector<std::string>& paths) const {
  std::set<fs::path> seen;
  std::erase_if(paths, [&](const std::string& path) {
    std::error_code error;
    const fs::path whole = fs::canonical(real(path), error);
    return path != "-" && !error && !seen.insert(whole).second;
  });
}

Outcome<std::vector<std::string>> SourceLoader::toml_files(const std::string& path,
                                                           std::string_view what,
                                                           bool may_be_none) const {
  if (path == "-") return std::vector<std::string>{path};
  auto names = files(
      path, [](std::string_view name) { return name.ends_with(".toml") && name != "casus.toml"; });
  if (names && names->empty() && !may_be_none) {
    return refuse(fmt::format("there is no {} in {}", what, quoted(path)),
                  fmt::format("{} files end in .toml", what));
  }
  return names;
}

Outcome<std::vector<std::string>> SourceLoader::data_files(
    const std::string& path, bool (*is_data)(std::string_view name)) const {
  auto names = files(path, is_data);
  if (names && names->empty()) {
    return refuse(
        fmt::format("there is no data file in {}", quoted(path)),
        "data files end in .csv, .tsv, .facts or .jsonl, perhaps with .gz behind it, or in "
        ".sqlite, .sqlite3 or .db");
  }
  return names;
}

std::optional<std::string> SourceLoader::project_file(const std::string& beside) const {
  const fs::path given(beside);
  fs::path at = real(given);
  std::error_code ignored;
  if (!fs::is_directory(at, ignored)) at = at.parent_path();
  for (;; at = at.parent_path()) {
    const fs::path file = at / "casus.toml";
    if (fs::is_regular_file(file, ignored)) {
      return (given.is_absolute() ? file : file.lexically_proximate(folder_)).generic_string();
    }
    if (at == at.parent_path()) return std::nullopt;
  }
}

Outcome<std::optional<NamedText>> SourceLoader::module(const std::string& name,
                                                       const std::string& asker) {
  fs::path inside;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find('.', at), name.size());
    inside /= name.substr(at, end - at);
    at = end + 1;
  }
  inside += ".casus";
  const bool from_input = asker == stdin_name;
  const bool absolute = !from_input && fs::path(asker).is_absolute();
  const fs::path beside = from_input ? folder_ : real(asker).parent_path();
  std::vector<fs::path> places{beside / inside.filename()};
  for (fs::path at = beside;; at = at.parent_path()) {
    places.push_back(at / inside);
    if (at == at.parent_path()) break;
  }
  std::error_code ignored;
  for (const fs::path& place : places) {
    if (!fs::is_regular_file(place, ignored)) continue;
    const fs::path shown = absolute ? place : place.lexically_proximate(folder_);
    auto text = read(shown.generic_string());
    if (!text) return tl::unexpected(text.error());
    return std::move(*text);
  }
  return std::nullopt;
}

}  // namespace casus::cli
