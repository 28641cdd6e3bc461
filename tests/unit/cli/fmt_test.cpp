// SPDX-License-Identifier: Apache-2.0
//
// What `casus fmt` does to files. What it prints the pages of tests/golden/fmt show.
#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;
using casus::testing::read_file;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace fs = std::filesystem;

namespace {

constexpr auto untidy = "fact p{x:text}\n";
constexpr auto tidy = "fact p { x: text }\n";

testing::Outcome fmt(const TemporaryFolder& folder, std::vector<std::string> words) {
  words.insert(words.begin(), "fmt");
  return casus_with({.folder = folder.path()}, words);
}

}  // namespace

TEST_CASE("a file that is laid out anew keeps its mode and the link to it", "[cli][fmt]") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "real.casus";
  write_file(file, untidy);
  ::chmod(file.c_str(), 0640);
  fs::create_symlink("real.casus", folder.path() / "link.casus");
  const auto outcome = fmt(folder, {"link.casus", "real.casus"});
  CHECK(outcome.out == "link.casus\n");
  CHECK(outcome.err == "1 file laid out anew\n");
  CHECK(outcome.exit == 0);
  CHECK(fs::is_symlink(folder.path() / "link.casus"));
  CHECK(read_file(file) == tidy);
  CHECK((fs::status(file).permissions() & fs::perms::mask) == fs::perms(0640));
}

TEST_CASE("what is laid out already is not written", "[cli][fmt]") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "a.casus";
  write_file(file, tidy);
  // As nobody could write it.
  ::chmod(file.c_str(), 0444);
  const auto before = fs::last_write_time(file);
  const auto outcome = fmt(folder, {"a.casus"});
  CHECK(outcome.out == "");
  CHECK(outcome.err == "1 file laid out already\n");
  CHECK(outcome.exit == 0);
  CHECK(fs::last_write_time(file) == before);
}

TEST_CASE("where a file cannot be written none is", "[cli][fmt]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "a.casus", untidy);
  write_file(folder.path() / "b.casus", untidy);
  ::chmod((folder.path() / "b.casus").c_str(), 0444);
  const auto outcome = fmt(folder, {"."});
  CHECK(outcome.out == "");
  CHECK(outcome.err == "error: b.casus cannot be written: it is read-only\n");
  CHECK(outcome.exit == 2);
  CHECK(read_file(folder.path() / "a.casus") == untidy);
  CHECK(fmt(folder, {"--check", "."}).out == "a.casus\nb.casus\n");
}

TEST_CASE("without a path the rules and tests of the project are laid out", "[cli][fmt]") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "rules/deep");
  fs::create_directory(folder.path() / "other");
  write_file(folder.path() / "casus.toml", "[project]\nrules = [\"rules\"]\n");
  write_file(folder.path() / "rules/deep/a.casus", untidy);
  write_file(folder.path() / "rules/a_test.casus", "test \"t\" expect not p(\"x\")\n");
  write_file(folder.path() / "other/a.casus", untidy);
  CHECK(fmt(folder, {}).out == "rules/a_test.casus\nrules/deep/a.casus\n");
  CHECK(read_file(folder.path() / "rules/a_test.casus") == "test \"t\"\n  expect not p(\"x\")\n");
  CHECK(read_file(folder.path() / "other/a.casus") == untidy);
}

TEST_CASE("the rules of a new project are laid out", "[cli][fmt]") {
  const TemporaryFolder folder;
  REQUIRE(casus_with({.folder = folder.path()}, {"init"}).exit == 0);
  const auto outcome = fmt(folder, {"--diff"});
  CHECK(outcome.out == "");
  CHECK(outcome.exit == 0);
}

TEST_CASE("any bytes are laid out or refused", "[cli][fmt]") {
  for (const char* text : {"", "\n", "// only", "\xFF\xFE", "rule", "rule r when p(", "\"", "/",
                           "fact f { x: text", "table t(x: int) -> text unique { | x | r | |"}) {
    INFO(text);
    const auto outcome = casus_with({.input = text}, {"fmt", "-"});
    CHECK((outcome.exit == 0 || outcome.exit == 3));
    CHECK((outcome.exit == 0 || outcome.out.empty()));
  }
}
