// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include <sys/stat.h>

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

}  // namespace

TEST_CASE("a result file is replaced whole and keeps its mode", "[cli][output_file]") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "out.txt";
  testing::write_file(file, "a much longer text than the new one");
  ::chmod(file.c_str(), 0640);
  REQUIRE(cli::write_file(file, "new"));
  CHECK(read_file(file) == "new");
  CHECK((fs::status(file).permissions() & fs::perms::mask) == fs::perms(0640));
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("a link keeps pointing to what is written", "[cli][output_file]") {
  const TemporaryFolder folder;
  testing::write_file(folder.path() / "real.txt", "old");
  fs::create_symlink("real.txt", folder.path() / "link.txt");
  REQUIRE(cli::write_file(folder.path() / "link.txt", "new"));
  CHECK(fs::is_symlink(folder.path() / "link.txt"));
  CHECK(read_file(folder.path() / "real.txt") == "new");
}

TEST_CASE("what cannot be written says why and leaves nothing behind", "[cli][output_file]") {
  const TemporaryFolder folder;
  CHECK(cli::write_file(folder.path(), "x").error() == "it is a folder");
  CHECK(cli::write_file(folder.path() / "no/out.txt", "x").error() == "No such file or directory");
  CHECK(cli::write_file("/dev/full", "x").error() == "No space left on device");
  CHECK(cli::write_file("/dev/null", "x"));
  CHECK(entries(folder.path()) == 0);
}

TEST_CASE("-o writes the result into a file and nothing to stdout", "[cli][output_file]") {
  const TemporaryFolder folder;
  const auto outcome =
      casus_with({.folder = folder.path(), .terminal = true}, {"version", "-o", "v.txt"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.empty());
  CHECK(read_file(folder.path() / "v.txt") == casus_with({"version"}).out);
  CHECK(casus_with({"version", "-o", "-"}).out == casus_with({"version"}).out);
  const auto failed = casus_with({.folder = folder.path()}, {"version", "-o", "no/v.txt"});
  CHECK(failed.exit == 2);
  CHECK(failed.err == "error: no/v.txt cannot be written: No such file or directory\n");
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
