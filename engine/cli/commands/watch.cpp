// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <utility>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "cli/data_files.hpp"
#include "cli/file_watch.hpp"
#include "report/before_after.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/ratings.hpp"
#include "report/wording.hpp"

namespace casus::cli::commands {
namespace {

namespace fs = std::filesystem;

class Watching {
 public:
  Watching(const Arguments& arguments, Console& console, FileWatch files)
      : arguments_(arguments), console_(console), files_(std::move(files)) {}

  /// Loads, checks and rates once. Nothing where it cannot be done: that has been said, and the
  /// exit code is `exit`.
  [[nodiscard]] std::optional<Runs> look(int& exit);
  /// Prints the ratings, and what has become of those shown last.
  void show(Runs runs);
  /// Runs the tests of the rules, where there are any.
  void test();
  /// Watches the folders of all that was read, or might be read from now on.
  [[nodiscard]] Outcome<void> add_folders();
  /// Returns once something there has changed since it was looked at.
  void wait();

 private:
  void note_places(const Workspace& workspace);
  [[nodiscard]] bool matters(const fs::path& path) const;
  [[nodiscard]] std::string changes(const Runs& runs) const;

  const Arguments& arguments_;
  Console& console_;
  FileWatch files_;
  std::vector<std::string> rules_;  ///< files and folders, as they are shown
  std::set<fs::path> places_;       ///< files and folders that rules, cases and settings may be in
  std::set<fs::path> read_;         ///< files that were read
  fs::file_time_type looked_;       ///< a file that is younger has changed since
  std::set<fs::path> missed_;       ///< files that have changed before they were watched
  std::optional<Runs> shown_;
};

fs::path whole(const fs::path& path) { return fs::absolute(path).lexically_normal(); }

void Watching::note_places(const Workspace& workspace) {
  const SourceLoader& loader = workspace.loader;
  const auto add = [&](const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (path != "-") places_.insert(whole(loader.real(path)));
    }
  };
  const std::string folder = workspace.project_folder();
  rules_ = workspace.rules.empty() ? from_folder(loader, folder, workspace.project.rules)
                                   : workspace.rules;
  add(rules_);
  add(workspace.data);
  add(arguments_.operands);
  add(from_folder(loader, folder, workspace.project.facts));
  if (!workspace.project_file.empty()) add({workspace.project_file});
}

std::optional<Runs> Watching::look(int& exit) {
  console_.streams().files_read.clear();
  looked_ = fs::file_time_type::clock::now();
  auto workspace = open_workspace(arguments_, console_);
  auto runs = workspace ? evaluate(*workspace, arguments_.operands, console_)
                        : tl::unexpected(workspace.error());
  if (workspace) note_places(*workspace);
  // What has been read before stays watched: a file that is broken now may lead to others.
  for (const fs::path& file : console_.streams().files_read) read_.insert(whole(file));
  if (runs) return std::move(*runs);
  exit = console_.fail(runs.error());
  return std::nullopt;
}

std::string Watching::changes(const Runs& runs) const {
  std::string out;
  const auto find = [](const Runs& all, const std::string& file, const Rating& like) {
    for (const CaseRun& run : all.cases) {
      if (run.file != file) continue;
      for (const Rating& each : run.evaluation.assessment().ratings) {
        if (each.rating == like.rating && each.module == like.module &&
            each.subject == like.subject) {
          return &each;
        }
      }
    }
    return static_cast<const Rating*>(nullptr);
  };
  const auto tell = [&](const Rating& rating, const Rating* before, const Rating* after) {
    out += fmt::format("{}\n", report::subject_text(rating)) +
           report::sides({.rating = before}, {.rating = after});
  };
  for (const CaseRun& run : runs.cases) {
    for (const Rating& after : run.evaluation.assessment().ratings) {
      const Rating* before = find(*shown_, run.file, after);
      if (before == nullptr || before->score != after.score || before->band != after.band) {
        tell(after, before, &after);
      }
    }
  }
  for (const CaseRun& run : shown_->cases) {
    for (const Rating& before : run.evaluation.assessment().ratings) {
      if (find(runs, run.file, before) == nullptr) tell(before, &before, nullptr);
    }
  }
  return out;
}

void Watching::show(Runs runs) {
  report::CaseAssessments all;
  for (const CaseRun& run : runs.cases) {
    all.push_back({run.evaluation.assessment(), run.evaluation.sources()});
  }
  std::string text = report::ratings_text(all, console_.style());
  if (text.empty()) text = "nothing is rated\n";
  if (shown_) {
    const std::string moved = changes(runs);
    text += moved.empty() ? "no rating has changed\n" : '\n' + moved;
  }
  console_.streams().out << text << std::flush;
  shown_ = std::move(runs);
}

void Watching::test() {
  const SourceLoader loader(console_.streams());
  const bool any = std::ranges::any_of(rules_, [&](const std::string& path) {
    const auto files = loader.rule_files(path, SourceLoader::Tests::too);
    return files && std::ranges::any_of(*files, [](const std::string& file) {
             return has_ending(file, "_test.casus");
           });
  });
  if (!any) return;
  Arguments tests{.command = find_command("test"), .flags = arguments_.flags};
  std::erase_if(tests.flags, [&](const auto& flag) { return !takes(*tests.command, flag.first); });
  (void)commands::test(tests, console_);
}

bool Watching::matters(const fs::path& path) const {
  if (read_.contains(path) || places_.contains(path)) return true;
  if (fs::is_directory(path)) return true;
  const std::string name = path.filename().string();
  return has_ending(name, ".casus") || has_ending(name, ".toml") || is_data_file(name);
}

Outcome<void> Watching::add_folders() {
  const auto add = [&](const fs::path& folder, bool deep) -> Outcome<void> {
    if (const auto done = files_.add(folder, deep); !done) {
      return refuse("cannot watch " + report::printable(done.error()));
    }
    return {};
  };
  const std::size_t before = files_.folders();
  for (const fs::path& place : places_) {
    const bool folder = fs::is_directory(place);
    if (const auto done = add(folder ? place : place.parent_path(), folder); !done) return done;
  }
  for (const fs::path& file : read_) {
    if (const auto done = add(file.parent_path(), false); !done) return done;
  }
  // A folder that is watched only now may have changed while its files were read.
  for (const fs::path& file : read_) {
    std::error_code gone;
    if (files_.folders() == before) break;
    if (fs::last_write_time(file, gone) > looked_ && !gone) missed_.insert(file);
  }
  return {};
}

void Watching::wait() {
  std::set<fs::path> changed = std::exchange(missed_, {});
  while (changed.empty()) {
    changed = *files_.wait(std::nullopt);
    if (changed.empty()) break;  // too much to tell what
    std::erase_if(changed, [&](const fs::path& path) { return !matters(path); });
  }
  std::set<std::string> names;
  for (const fs::path& path : changed) {
    names.insert(report::printable(path.filename().string()));
  }
  const bool terminal = console_.streams().out_is_terminal;
  const std::string what = names.empty() ? "files" : fmt::format("{}", fmt::join(names, ", "));
  // The terminal begins a new page; elsewhere a line parts what was from what comes.
  console_.streams().out << (terminal ? "\x1b[H\x1b[2J\x1b[3J" : "\n") << "changed: " << what
                         << '\n'
                         << std::flush;
}

}  // namespace

int watch(const Arguments& arguments, Console& console) {
  for (const std::string& operand : arguments.operands) {
    if (operand != "-") continue;
    return console.fail(refuse("standard input cannot be watched", "name a file").value());
  }
  // An interrupt ends it, whatever is going on.
  console.streams().await_interrupt = {};
  auto files = FileWatch::open();
  if (!files) return console.fail(refuse("cannot watch files: " + files.error()).value());
  Watching watching(arguments, console, std::move(*files));
  int exit = Exit::ok;
  auto runs = watching.look(exit);
  if (!runs && exit != Exit::invalid && exit != Exit::limit) return exit;
  for (;;) {
    if (runs) {
      watching.show(std::move(*runs));
      watching.test();
    }
    if (const auto done = watching.add_folders(); !done) return console.fail(done.error());
    console.note("watching; Ctrl-C ends it");
    watching.wait();
    runs = watching.look(exit);
  }
}

}  // namespace casus::cli::commands
