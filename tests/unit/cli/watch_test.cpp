// SPDX-License-Identifier: Apache-2.0
//
// The command in a process of its own, as it ends only when it is told to.
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using casus::testing::casus_with;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace {

constexpr const char* rules = R"(fact pump { name: text, age: int years }
scale Level 0..100 { low < 50, high }
rating risk(name: text) "Risk" of pump(name: name) on Level starts 20
  factor wear "Wear" 0..60
rule worn
  when pump(name: n, age: >= 10 years)
  supports risk.wear(n) by 40
)";

/// `casus watch` in `folder`, with both of its streams in one pipe.
class Watched {
 public:
  explicit Watched(const std::filesystem::path& folder) {
    std::array<int, 2> ends{};
    REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0);
    child_ = fork();
    if (child_ == 0) {
      std::signal(SIGTERM, SIG_DFL);
      std::ofstream out("/dev/fd/" + std::to_string(ends[1]));
      out << std::unitbuf;
      std::istringstream in;
      casus::cli::Streams streams{.in = in, .out = out, .err = out};
      streams.folder = folder;
      _exit(casus::cli::run({"watch"}, streams));
    }
    close(ends[1]);
    read_ = ends[0];
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  ~Watched() {
    kill(child_, SIGTERM);
    waitpid(child_, nullptr, 0);
    close(read_);
  }

  /// What it prints until it waits for the next change; what there is where it does not.
  [[nodiscard]] std::string until_it_waits() {
    const std::string end = "watching; Ctrl-C ends it\n";
    while (!text_.ends_with(end)) {
      pollfd waited{.fd = read_, .events = POLLIN, .revents = 0};
      if (poll(&waited, 1, 60'000) <= 0) break;
      std::array<char, 4096> buffer{};
      const ssize_t size = read(read_, buffer.data(), buffer.size());
      if (size <= 0) break;
      text_.append(buffer.data(), static_cast<std::size_t>(size));
    }
    return std::exchange(text_, {});
  }

 private:
  pid_t child_ = -1;
  int read_ = -1;
  std::string text_;
};

}  // namespace

TEST_CASE("watch rates anew after each change, through mistakes and their repair", "[cli][watch]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "casus.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n");
  write_file(folder.path() / "rules/pumps.casus", rules);
  write_file(folder.path() / "facts/north.toml", "[[pump]]\nname = \"P\"\nage = 12\n");
  Watched watched(folder.path());
  // starts 20 and 40 for wear
  CHECK(watched.until_it_waits() ==
        "pump    rating  score   range   confidence\n"
        "P       HIGH     60.0    60.0   low: no source given\n"
        "watching; Ctrl-C ends it\n");
  write_file(folder.path() / "facts/north.toml", "[[pump]]\nname = \"P\"\nage = 9\n");
  CHECK(watched.until_it_waits() ==
        "\nchanged: north.toml\n"
        "pump    rating  score   range   confidence\n"
        "P       LOW      20.0    20.0   low: no evidence\n"
        "\n"
        "P\n"
        "- HIGH  60.0\n"
        "+ LOW   20.0  -40.0\n"
        "watching; Ctrl-C ends it\n");
  write_file(folder.path() / "rules/pumps.casus", std::string(rules) + "rule\n");
  const std::string mistaken = watched.until_it_waits();
  INFO(mistaken);
  CHECK(mistaken.starts_with("\nchanged: pumps.casus\nerror[E01"));
  CHECK(mistaken.find("rating  score") == std::string::npos);
  // A project file that cannot be read does not end it either.
  write_file(folder.path() / "casus.toml", "[project\n");
  CHECK(watched.until_it_waits().starts_with("\nchanged: casus.toml\nerror[E06"));
  write_file(folder.path() / "casus.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n");
  CHECK(watched.until_it_waits().starts_with("\nchanged: casus.toml\nerror[E01"));
  write_file(folder.path() / "rules/pumps.casus", rules);
  CHECK(watched.until_it_waits() ==
        "\nchanged: pumps.casus\n"
        "pump    rating  score   range   confidence\n"
        "P       LOW      20.0    20.0   low: no evidence\n"
        "no rating has changed\n"
        "watching; Ctrl-C ends it\n");
  write_file(folder.path() / "facts/south.toml", "[[pump]]\nname = \"S\"\nage = 12\n");
  const std::string more = watched.until_it_waits();
  CHECK(more.starts_with("\nchanged: south.toml\n"));
  CHECK(more.find("\nS\n- not rated\n+ HIGH       60.0\n") != std::string::npos);
}

TEST_CASE("watch runs the tests of the rules as well", "[cli][watch]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "casus.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n");
  write_file(folder.path() / "rules/pumps.casus", std::string("module pumps\n") + rules);
  const std::string test =
      "use pumps\ntest \"twelve is old\"\n  assume pump(name: \"A\", age: 12)\n  expect "
      "risk(\"A\") = ";
  write_file(folder.path() / "rules/pumps_test.casus", test + "60\n");
  write_file(folder.path() / "facts/north.toml", "[[pump]]\nname = \"P\"\nage = 12\n");
  Watched watched(folder.path());
  CHECK(watched.until_it_waits().ends_with("1 test: 1 passed\nwatching; Ctrl-C ends it\n"));
  write_file(folder.path() / "rules/pumps_test.casus", test + "50\n");
  const std::string failed = watched.until_it_waits();
  CHECK(failed.starts_with("\nchanged: pumps_test.casus\n"));
  CHECK(failed.find("rules/pumps_test.casus:4") != std::string::npos);
  CHECK(failed.find("1 failed") != std::string::npos);
}

TEST_CASE("watch ends at once where there is nothing to watch", "[cli][watch]") {
  const TemporaryFolder folder;
  CHECK(casus_with({.folder = folder.path()}, {"watch", "nowhere.toml"}).exit == 2);
  const auto input = casus_with({.folder = folder.path()}, {"watch", "-"});
  CHECK(input.exit == 2);
  CHECK(input.err == "error: standard input cannot be watched\nhelp: name a file\n");
}
