// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using casus::testing::casus_with;
using casus::testing::project_root;
using casus::testing::read_file;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> all_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

}  // namespace

TEST_CASE("init writes examples/pack, which rates without a warning", "[cli][init]") {
  const TemporaryFolder folder;
  const auto made = casus_with({.folder = folder.path()}, {"init", "a/suppliers"});
  CHECK(made.exit == 0);
  CHECK(made.err.empty());
  CHECK(made.out ==
        "made a/suppliers/README.md\n"
        "made a/suppliers/casus.toml\n"
        "made a/suppliers/facts/suppliers-2026.toml\n"
        "made a/suppliers/rules/reliability.casus\n"
        "made a/suppliers/rules/reliability_test.casus\n"
        "made a/suppliers/rules/vocabulary.casus\n"
        "next: cd a/suppliers\n"
        "next: casus eval\n");
  const fs::path pack = project_root() / "examples/pack";
  std::size_t files = 0;
  for (const fs::path& file : all_files(pack)) {
    CHECK(read_file(folder.path() / "a/suppliers" / file.lexically_relative(pack)) ==
          read_file(file));
    ++files;
  }
  CHECK(files == 6);
  for (const char* command : {"eval", "check", "report"}) {
    INFO(command);
    const auto outcome = casus_with({.folder = folder.path() / "a/suppliers"}, {command});
    CHECK(outcome.exit == 0);
    CHECK(outcome.err.find("warning") == std::string::npos);
  }
}

TEST_CASE("init fills the current folder beside what is there", "[cli][init]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "notes.txt", "mine\n");
  const auto made = casus_with({.folder = folder.path()}, {"init", "-f", "json"});
  CHECK(made.exit == 0);
  CHECK(made.out.find("\"schema\":\"casus.init/1\"") != std::string::npos);
  CHECK(fs::exists(folder.path() / "rules/vocabulary.casus"));
  CHECK(read_file(folder.path() / "notes.txt") == "mine\n");
}

TEST_CASE("init writes over nothing, and then writes nothing", "[cli][init]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "p/rules/vocabulary.casus", "mine\n");
  const auto refused = casus_with({.folder = folder.path()}, {"init", "p"});
  CHECK(refused.exit == 2);
  CHECK(refused.out.empty());
  CHECK(refused.err ==
        "error: `p/rules/vocabulary.casus` is there already\n"
        "help: nothing was written; name a new folder: casus init FOLDER\n");
  CHECK(all_files(folder.path() / "p").size() == 1);
  CHECK(read_file(folder.path() / "p/rules/vocabulary.casus") == "mine\n");
  // A link that leads nowhere is in the way as well.
  fs::create_symlink("nowhere", folder.path() / "casus.toml");
  CHECK(casus_with({.folder = folder.path()}, {"init"}).exit == 2);
  CHECK_FALSE(fs::exists(folder.path() / "rules"));
}

TEST_CASE("an init that fails half-way leaves nothing", "[cli][init]") {
  const TemporaryFolder folder;
  // Sorted behind other files and folders, a file where a folder is needed.
  write_file(folder.path() / "q/rules", "mine\n");
  const auto failed = casus_with({.folder = folder.path()}, {"init", "q"});
  CHECK(failed.exit == 2);
  CHECK(failed.err.starts_with("error: `q/rules/reliability.casus` cannot be written: "));
  CHECK(all_files(folder.path() / "q").size() == 1);
  CHECK_FALSE(fs::exists(folder.path() / "q/facts"));
  CHECK(read_file(folder.path() / "q/rules") == "mine\n");
}
