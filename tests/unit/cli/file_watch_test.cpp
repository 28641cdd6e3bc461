// SPDX-License-Identifier: Apache-2.0
#include "cli/file_watch.hpp"

#include "support/catch.hpp"
#include "support/folders.hpp"

using casus::cli::FileWatch;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace fs = std::filesystem;
using std::chrono::milliseconds;

namespace {

/// The names of what has changed; "-" where nothing has within a moment.
std::string changed(FileWatch& files) {
  const auto paths = files.wait(milliseconds(200));
  if (!paths) return "-";
  std::string out;
  for (const fs::path& path : *paths) out += (out.empty() ? "" : " ") + path.filename().string();
  return out;
}

}  // namespace

TEST_CASE("a file that is written, renamed or removed is noticed", "[cli][watch]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "a.casus", "1\n");
  auto files = FileWatch::open();
  REQUIRE(files.has_value());
  REQUIRE(files->add(folder.path(), false).has_value());
  CHECK(changed(*files) == "-");
  write_file(folder.path() / "a.casus", "2\n");
  CHECK(changed(*files) == "a.casus");
  // As editors save: a new file takes the old one's place.
  write_file(folder.path() / ".a.casus.new", "3\n");
  fs::rename(folder.path() / ".a.casus.new", folder.path() / "a.casus");
  CHECK(changed(*files) == "a.casus");
  fs::rename(folder.path() / "a.casus", folder.path() / "b.casus");
  CHECK(changed(*files) == "a.casus b.casus");
  fs::remove(folder.path() / "b.casus");
  CHECK(changed(*files) == "b.casus");
}

TEST_CASE("hidden files and folders are passed over", "[cli][watch]") {
  const TemporaryFolder folder;
  write_file(folder.path() / ".git/index", "1\n");
  auto files = FileWatch::open();
  REQUIRE(files.has_value());
  REQUIRE(files->add(folder.path(), true).has_value());
  write_file(folder.path() / ".git/index", "2\n");
  write_file(folder.path() / ".a.casus.swp", "2\n");
  CHECK(changed(*files) == "-");
}

TEST_CASE("folders below are watched where that is asked for, also new ones", "[cli][watch]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "deep/old/a.casus", "1\n");
  write_file(folder.path() / "flat/old/a.casus", "1\n");
  auto files = FileWatch::open();
  REQUIRE(files.has_value());
  REQUIRE(files->add(folder.path() / "deep", true).has_value());
  REQUIRE(files->add(folder.path() / "flat", false).has_value());
  write_file(folder.path() / "deep/old/a.casus", "2\n");
  CHECK(changed(*files) == "a.casus");
  write_file(folder.path() / "flat/old/a.casus", "2\n");
  CHECK(changed(*files) == "-");
  fs::create_directory(folder.path() / "deep/new");
  CHECK(changed(*files) == "new");
  write_file(folder.path() / "deep/new/b.casus", "1\n");
  CHECK(changed(*files) == "b.casus");
}

TEST_CASE("a folder that is gone is no fault, and is noticed to be gone", "[cli][watch]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "rules");
  auto files = FileWatch::open();
  REQUIRE(files.has_value());
  REQUIRE(files->add(folder.path(), true).has_value());
  REQUIRE(files->add(folder.path() / "nowhere", true).has_value());
  fs::remove(folder.path() / "rules");
  CHECK(changed(*files) == "rules");
}
