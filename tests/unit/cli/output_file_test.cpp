// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;
using casus::testing::read_file;
using casus::testing::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

auto write(const fs::path& file, std::string_view text) {
  return cli::write_file(file, [&](report::Output& out) { out.text() += text; });
}

}  // namespace

TEST_CASE("a result file is replaced whole and keeps its mode", "[cli][output_file]") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "out.txt";
  testing::write_file(file, "a much longer text than the new one");
  ::chmod(file.c_str(), 0640);
  REQUIRE(write(file, "new"));
  CHECK(read_file(file) == "new");
  CHECK((fs::status(file).permissions() & fs::perms::mask) == fs::perms(0640));
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("a link keeps pointing to what is written", "[cli][output_file]") {
  const TemporaryFolder folder;
  testing::write_file(folder.path() / "real.txt", "old");
  fs::create_symlink("real.txt", folder.path() / "link.txt");
  REQUIRE(write(folder.path() / "link.txt", "new"));
  CHECK(fs::is_symlink(folder.path() / "link.txt"));
  CHECK(read_file(folder.path() / "real.txt") == "new");
}

TEST_CASE("a file is taken back only while it holds what was written", "[cli][output_file]") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "out.txt";
  REQUIRE(write(file, "text"));
  CHECK_FALSE(cli::take_back(file, "another"));
  fs::create_symlink("out.txt", folder.path() / "link.txt");
  CHECK_FALSE(cli::take_back(folder.path() / "link.txt", "text"));
  CHECK_FALSE(cli::take_back("/dev/null", ""));
  CHECK(read_file(file) == "text");
  CHECK(cli::take_back(file, "text"));
  CHECK_FALSE(fs::exists(file));
}

TEST_CASE("what cannot be written says why and leaves nothing behind", "[cli][output_file]") {
  const TemporaryFolder folder;
  CHECK(write(folder.path(), "x").error() == "it is a folder");
  CHECK(write(folder.path() / "no/out.txt", "x").error() == "its folder does not exist");
  CHECK(write("/dev/full", "x").error() == "No space left on device");
  CHECK(write("/dev/null", "x"));
  CHECK(entries(folder.path()) == 0);
}

TEST_CASE("a link to nothing yet is followed all the same", "[cli][output_file]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "sub");
  fs::create_symlink("second.txt", folder.path() / "first.txt");
  fs::create_symlink("sub/real.txt", folder.path() / "second.txt");
  REQUIRE(write(folder.path() / "first.txt", "new"));
  CHECK(fs::is_symlink(folder.path() / "first.txt"));
  CHECK(fs::is_symlink(folder.path() / "second.txt"));
  CHECK(read_file(folder.path() / "sub/real.txt") == "new");
  fs::create_symlink("no/real.txt", folder.path() / "lost.txt");
  CHECK(write(folder.path() / "lost.txt", "x").error() == "its folder does not exist");
  fs::create_symlink("round.txt", folder.path() / "round.txt");
  CHECK(write(folder.path() / "round.txt", "x").error() == "Too many levels of symbolic links");
}

TEST_CASE("a file that nobody may write is not replaced", "[cli][output_file]") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "out.txt";
  testing::write_file(file, "kept");
  ::chmod(file.c_str(), 0444);
  CHECK(write(file, "new").error() == "it is read-only");
  CHECK(read_file(file) == "kept");
}

TEST_CASE("a result that is too large for its place leaves the old one", "[cli][output_file]") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "out.txt";
  testing::write_file(file, "old");
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{.rlim_cur = 1 << 20, .rlim_max = before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::size_t made = 0;
  const auto written = cli::write_file(file, [&](report::Output& out) {
    for (; made < 10'000'000 && out.go_on(); made += 1'000) out.text().append(1'000, 'x');
  });
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(written);
  CHECK(written.error() == "File too large");
  CHECK(made < 2'000'000);
  CHECK(read_file(file) == "old");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("a result that is broken off leaves the old one", "[cli][output_file]") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "out.txt";
  testing::write_file(file, "old");
  const auto broken = [](report::Output& out) {
    out.text().append(1'000'000, 'x');
    REQUIRE(out.go_on());
    throw std::bad_alloc();
  };
  CHECK_THROWS_AS(cli::write_file(file, broken), std::bad_alloc);
  CHECK(read_file(file) == "old");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("-o writes the result into a file and nothing to stdout", "[cli][output_file]") {
  const TemporaryFolder folder;
  const auto outcome =
      casus_with({.folder = folder.path(), .terminal = true}, {"version", "-o", "v.txt"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.empty());
  CHECK(read_file(folder.path() / "v.txt") == casus_with({"version"}).out);
  CHECK(casus_with({"version", "-o", "-"}).out == casus_with({"version"}).out);
  CHECK(casus_with({"version", "-o", "/dev/stdout"}).out == casus_with({"version"}).out);
  const auto failed = casus_with({.folder = folder.path()}, {"version", "-o", "no/v.txt"});
  CHECK(failed.exit == 2);
  CHECK(failed.err == "error: no/v.txt cannot be written: its folder does not exist\n");
}

TEST_CASE("where a result cannot be written is said before any work", "[cli][output_file]") {
  const TemporaryFolder folder;
  const auto outcome =
      casus_with({.folder = folder.path()}, {"eval", "no-such-case.toml", "-o", "."});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err == "error: . cannot be written: it is a folder\n");
}

TEST_CASE("a stream that takes no more is told once", "[cli][output_file]") {
  struct Full : std::streambuf {
    std::streamsize xsputn(const char*, std::streamsize) override {
      errno = ENOSPC;
      return 0;
    }
  } full;
  std::ostream out(&full);
  std::istringstream in;
  std::ostringstream err;
  cli::Streams streams{.in = in, .out = out, .err = err};
  CHECK(cli::run({"version"}, streams) == 2);
  CHECK(err.str() == "error: the result could not be written: No space left on device\n");
}

TEST_CASE("-o does not write over what the command has read", "[cli][output_file]") {
  const TemporaryFolder folder;
  const std::string facts = "[[a]]\nx = \"1\"\n";
  const std::string rules = "fact a { x: text }\n";
  testing::write_file(folder.path() / "case.toml", facts);
  testing::write_file(folder.path() / "rules.casus", rules);
  for (const std::string name : {"case.toml", "./rules.casus"}) {
    const auto outcome = casus_with(
        {.folder = folder.path()}, {"query", "a(x)", "case.toml", "-r", "rules.casus", "-o", name});
    CHECK(outcome.exit == 2);
    CHECK(outcome.err == "error: `--output` would write over " + name +
                             ", which this command has read\n"
                             "help: give the result another name\n");
  }
  CHECK(read_file(folder.path() / "case.toml") == facts);
  CHECK(read_file(folder.path() / "rules.casus") == rules);
}
