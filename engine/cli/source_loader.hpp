// SPDX-License-Identifier: Apache-2.0
//
// Reads files: rules, facts, project files, standard input. (Cases in lines are read piece by
// piece by `CaseFile`, databases by SQLite.) Names in
// messages are those that the user wrote, or paths from the current folder. Nothing is read in
// part: what is too large or no file is refused with the reason.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/facts.hpp"
#include "casus/ruleset.hpp"
#include "cli/problem.hpp"
#include "cli/run.hpp"

namespace casus::cli {

/// Whether a file's name ends so, in capitals or not, behind something else.
[[nodiscard]] bool has_ending(std::string_view name, std::string_view ending);

class SourceLoader {
 public:
  /// No file may be larger.
  static constexpr std::uintmax_t largest = 256ULL << 20;
  /// Unless it holds data; unpacked.
  static constexpr std::uintmax_t largest_data = 0xFFFFFFFF;
  static constexpr std::string_view stdin_name = "stdin";

  /// Messages for people who wait go to the streams' `err`. The streams must outlive the loader.
  explicit SourceLoader(Streams& streams);

  /// Where a path as written lies.
  [[nodiscard]] std::filesystem::path real(const std::filesystem::path& path) const;
  /// A path below `base` as it is shown: from the current folder unless `base` is absolute.
  [[nodiscard]] std::string joined(const std::filesystem::path& base,
                                   const std::filesystem::path& path) const;

  /// One file, named as given; `-` is standard input.
  [[nodiscard]] Outcome<NamedText> read(const std::string& path);
  /// From now on a file is read as if it held this text.
  void pretend(const std::string& path, std::string text);
  enum class Tests { left_out, too };
  /// The rule files that a path stands for: itself, or below a folder every *.casus, sorted; those
  /// that hold tests, *_test.casus, where they are wanted.
  [[nodiscard]] Outcome<std::vector<std::string>> rule_files(const std::string& path,
                                                             Tests tests = Tests::left_out) const;
  /// Keeps of each file the first of the paths that lead to it.
  void drop_repeated(std::vector<std::string>& paths) const;
  /// The cases or scenarios that a path stands for: itself, or below a folder every *.toml except
  /// casus.toml, sorted. `-` is standard input. A folder without any is a problem unless there may
  /// be none; `what` says in words what they are.
  [[nodiscard]] Outcome<std::vector<std::string>> toml_files(const std::string& path,
                                                             std::string_view what,
                                                             bool may_be_none = false) const;
  /// `casus.toml` in the folder of a file (or of `.`) or the nearest one above, as it is shown.
  [[nodiscard]] std::optional<std::string> project_file(const std::string& beside) const;
  /// The text of a module that the file `asker` uses: `b.casus` beside it, else `a/b.casus` below
  /// its folder and each one above. Nothing where there is no such file; what is there and cannot
  /// be read is a problem.
  [[nodiscard]] Outcome<std::optional<NamedText>> module(const std::string& name,
                                                         const std::string& asker);

  /// The data files that a path stands for: itself, or below a folder all that `is_data` knows by
  /// their names, sorted.
  [[nodiscard]] Outcome<std::vector<std::string>> data_files(
      const std::string& path, bool (*is_data)(std::string_view name)) const;
  struct Data : NamedText {
    bool unpacked = false;
  };
  /// As `read`, up to the largest text that places can be told in, and unpacked where it is a gzip
  /// file, as it must be if it is said to be `packed`.
  [[nodiscard]] Outcome<Data> read_data(const std::string& path, bool packed);
  /// A problem where this is no file that can be read.
  [[nodiscard]] Outcome<void> check_file(const std::string& path) const;
  /// Notes a file that is read by other means, so that it is not written over.
  void note_read(const std::string& path) { streams_.files_read.push_back(real(path)); }

  [[nodiscard]] bool exists(const std::string& path) const;
  /// Whether two paths lead to one file.
  [[nodiscard]] bool is_same(const std::string& a, const std::string& b) const;

  /// Input that does not come by then, from a pipe or the terminal, ends the process.
  void set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline) {
    deadline_ = deadline;
  }
  /// From now on asked while data are read. What it returns ends the reading with a problem.
  void set_watch(Watch watch) { watch_ = std::move(watch); }
  [[nodiscard]] const Watch& watch() const { return watch_; }

 private:
  [[nodiscard]] Outcome<std::vector<std::string>> files(
      const std::string& path, bool (*wanted)(std::string_view name)) const;
  [[nodiscard]] Outcome<NamedText> read(const std::string& path, std::uintmax_t most);
  [[nodiscard]] tl::unexpected<Problem> missing(const std::string& path) const;
  [[nodiscard]] Outcome<NamedText> read_standard_input(std::uintmax_t most);

  Streams& streams_;
  std::filesystem::path folder_;
  bool input_read_ = false;
  std::map<std::filesystem::path, std::string> pretended_;
  Watch watch_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
};

}  // namespace casus::cli
