// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include "casus/casus.hpp"
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;
using casus::testing::TemporaryFolder;

TEST_CASE("the version is one line, or a document", "[cli][run]") {
  CHECK(casus_with({"version"}).out == "casus " + casus::version() + "\n");
  CHECK(casus_with({"version", "-f", "json"})
            .out.starts_with("{\"schema\":\"casus.version/1\",\"version\":\"" + casus::version() +
                             "\",\"calculi\":[\""));
}

TEST_CASE("explain refuses what is no code", "[cli][run]") {
  const auto outcome = casus_with({"explain", "syntax"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err ==
        "error: there is no code `syntax`\n"
        "help: a code stands in brackets behind `error` or `warning`: E0201\n");
}

TEST_CASE("explain takes a code in any case of letters", "[cli][run]") {
  const auto page = casus_with({"explain", "E0201"});
  CHECK(page.exit == 0);
  CHECK(page.err.empty());
  CHECK(page.out.find("E0201") != std::string::npos);
  CHECK(casus_with({"explain", "e0201"}).out == page.out);
  CHECK(casus_with({"explain", "E0201", "-f", "json"})
            .out.starts_with("{\"schema\":\"casus.explain/1\",\"code\":\"E0201\",\"page\":\""));
}

TEST_CASE("outside a project a case has to be named", "[cli][run]") {
  const TemporaryFolder folder;
  for (const std::string command : {"eval", "report"}) {
    const auto outcome = casus_with({.folder = folder.path()}, {command});
    CHECK(outcome.exit == 2);
    CHECK(outcome.err ==
          "error: no case is given, and there is no project here\n"
          "help: name a case file, or go to a folder with a casus.toml in or above it\n");
  }
  const auto check = casus_with({.folder = folder.path()}, {"check"});
  CHECK(check.exit == 2);
  CHECK(check.err ==
        "error: there is nothing to check: no rules, no case and no project\n"
        "help: name rules with `-r`, or go to a folder with a casus.toml in or above it\n");
}

TEST_CASE("a missing file is named with its neighbour", "[cli][run]") {
  const TemporaryFolder folder;
  testing::write_file(folder.path() / "facts/north.toml", "[case]\n");
  const auto outcome = casus_with({.folder = folder.path()}, {"eval", "facts/nroth.toml"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err ==
        "error: there is no file or folder `facts/nroth.toml`\n"
        "help: did you mean `facts/north.toml`?\n");
}

TEST_CASE("a case without rules asks for them", "[cli][run]") {
  const TemporaryFolder folder;
  testing::write_file(folder.path() / "north.toml", "[case]\ntitle = \"North\"\n");
  const auto outcome = casus_with({.folder = folder.path()}, {"eval", "north.toml"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err ==
        "error: there are no rules for north.toml\n"
        "help: name them with `-r`, or in the case: `rules = [\"rules\"]` under `[case]`\n");
}
