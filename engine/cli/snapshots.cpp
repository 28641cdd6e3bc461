// SPDX-License-Identifier: Apache-2.0
#include "cli/snapshots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <istream>
#include <map>
#include <optional>
#include <ostream>

#include "cli/output_file.hpp"
#include "report/display.hpp"
#include "report/explanation.hpp"
#include "report/tests.hpp"
#include "report/why_not.hpp"

namespace casus::cli {
namespace {

/// A test's title and a goal, each on one line.
using Key = std::pair<std::string, std::string>;
using Kept = std::map<Key, std::string>;

std::string now_of(const TestSnapshot& snapshot, const Sources& sources) {
  if (snapshot.why) {
    return report::explanation_prose({{"", *snapshot.why, sources}}, {.depth = 0, .lines = 0});
  }
  if (snapshot.why_not) return report::why_not_prose({{"", *snapshot.why_not, sources}}, {});
  return {};
}

std::string path_beside(std::string_view test_file) {
  return std::filesystem::path(test_file).replace_extension(".snapshots.md").generic_string();
}

Kept read_kept(const std::string& text) {
  Kept kept;
  Key key;
  std::string* open = nullptr;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line(text.data() + at, end - at);
    at = end + 1;
    if (open != nullptr) {
      // What is kept is indented, so that no line of it looks like one of the file's own.
      if (line.starts_with("    ")) {
        *open += std::string(line.substr(4)) + '\n';
        continue;
      }
      if (!line.empty()) open = nullptr;
    }
    if (line.starts_with("## ")) key = {std::string(line.substr(3)), {}};
    if (line.starts_with("### ")) {
      key.second = line.substr(4);
      open = &kept[key];
    }
  }
  return kept;
}

std::string written(const Kept& kept, const std::string& test_file) {
  std::string out = fmt::format(
      "# Snapshots of {}\n\nWhat `snapshot` steps keep. `casus test --review` shows what has "
      "changed, and keeps what is accepted.\n",
      std::filesystem::path(test_file).filename().generic_string());
  const std::string* title = nullptr;
  for (const auto& [key, text] : kept) {
    if (title == nullptr || *title != key.first) out += "\n## " + key.first + '\n';
    title = &key.first;
    out += "\n### " + key.second + "\n\n";
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      out += "    " + text.substr(at, end - at) + '\n';
      at = end + 1;
    }
  }
  return out;
}

/// One file of kept texts, compared.
class Snapshots {
 public:
  Snapshots(std::string test_file, bool review, Console& console)
      : test_file_(std::move(test_file)),
        path_(path_beside(test_file_)),
        review_(review),
        console_(console) {}

  Outcome<void> open(SourceLoader& loader) {
    if (!loader.exists(path_)) return {};
    const auto text = loader.read(path_);
    if (!text) return tl::unexpected(text.error());
    kept_ = read_kept(text->text);
    return {};
  }

  void compare(const Test& test, TestResult& result) {
    for (const TestSnapshot& snapshot : result.snapshots) {
      const Key key{report::one_line(test.title), report::one_line(snapshot.goal)};
      asked_.push_back(key);
      const std::string now = now_of(snapshot, *result.sources);
      const auto known = kept_.find(key);
      const std::string before = known == kept_.end() ? std::string() : known->second;
      if (before == now) continue;
      if (review_ && accepts(key, before, now)) {
        kept_[key] = now;
        changed_ = true;
        continue;
      }
      TestFailure failure{
          .kind = TestFailure::Kind::snapshot, .span = snapshot.span, .expected = snapshot.goal};
      failure.kept = before;
      failure.now = now;
      result.failures.push_back(std::move(failure));
    }
  }

  /// Kept texts that no test asks for.
  void tell_left_over() {
    for (auto one = kept_.begin(); one != kept_.end();) {
      if (std::ranges::find(asked_, one->first) != asked_.end()) {
        ++one;
        continue;
      }
      console_.note(fmt::format("note: {}: no test asks any more for {}, of `{}`", path_,
                                one->first.second, one->first.first));
      if (review_) {
        one = kept_.erase(one);
        changed_ = true;
      } else {
        ++one;
      }
    }
  }

  Outcome<void> close() {
    if (!changed_) return {};
    const std::string text = written(kept_, test_file_);
    const auto done = write_file(console_.streams().folder / path_,
                                 [&](report::Output& out) { out.text() += text; });
    if (done) return {};
    return refuse(fmt::format("{} cannot be written: {}", report::printable(path_), done.error()));
  }

 private:
  /// Shows what is otherwise and asks.
  bool accepts(const Key& key, const std::string& before, const std::string& now) {
    if (given_up_) return false;
    Streams& streams = console_.streams();
    streams.err << report::printable(key.first) << ": " << report::printable(key.second) << '\n';
    for (const std::string& line : report::difference_lines(before, now)) {
      streams.err << line << '\n';
    }
    while (true) {
      streams.err << "keep this? [y]es, [n]o, [q]uit " << std::flush;
      std::string answer;
      if (!std::getline(streams.in, answer) || answer == "q" || answer == "quit") {
        given_up_ = true;
        return false;
      }
      if (answer == "y" || answer == "yes") return true;
      if (answer == "n" || answer == "no") return false;
    }
  }

  std::string test_file_;
  std::string path_;
  bool review_;
  Console& console_;
  Kept kept_;
  std::vector<Key> asked_;
  bool changed_ = false;
  bool given_up_ = false;
};

}  // namespace

Outcome<void> compare_snapshots(const std::vector<Test>& tests, std::vector<TestResult>& results,
                                bool all_ran, bool review, SourceLoader& loader, Console& console) {
  const bool asks = review && console.streams().in_is_terminal;
  if (review && !asks) {
    console.note("note: `--review` asks on a terminal; here it only shows what has changed");
  }
  std::map<std::string, std::vector<TestResult*>> files;
  for (TestResult& result : results) {
    if (result.sources == nullptr) continue;
    files[std::string(result.sources->name(tests[result.test].span.file))].push_back(&result);
  }
  for (const auto& [file, of_file] : files) {
    Snapshots snapshots(file, asks, console);
    if (const auto done = snapshots.open(loader); !done) return done;
    bool all = all_ran;
    for (TestResult* result : of_file) {
      all = all && result->ran;
      if (result->ran) snapshots.compare(tests[result->test], *result);
    }
    if (all) snapshots.tell_left_over();
    if (const auto done = snapshots.close(); !done) return done;
  }
  return {};
}

}  // namespace casus::cli
