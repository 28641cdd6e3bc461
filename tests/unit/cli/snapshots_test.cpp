// SPDX-License-Identifier: Apache-2.0
#include "cli/snapshots.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus::testing;

namespace {

const std::string rules =
    "module m\nfact p { x: text, n: int }\nrelation r(x: text)\n"
    "rule one when p(x: v, n: >= 5) then r(v)\n";
const std::string tests =
    "module m.test\nuse m\ntest \"t\"\n  assume p(\"A\", 7)\n  snapshot r(\"A\")\n"
    "  snapshot r(\"B\")\n";

Outcome review(const TemporaryFolder& folder, const std::string& answers) {
  return casus_with(Surroundings{.folder = folder.path(), .input = answers, .terminal = true},
                    {"test", "-r", "m.casus", "m_test.casus", "--review", "--color", "never"});
}

}  // namespace

TEST_CASE("what is accepted in a review is kept", "[cli][snapshots]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "m.casus", rules);
  write_file(folder.path() / "m_test.casus", tests);
  const auto kept = folder.path() / "m_test.snapshots.md";

  CHECK(review(folder, "n\nperhaps\ny\n").exit == 1);
  const std::string first = read_file(kept);
  CHECK(first.find("### r(\"A\")") == std::string::npos);
  CHECK(first.find("### r(\"B\")\n\n    Not derived: r(\"B\").\n") != std::string::npos);

  CHECK(review(folder, "y\n").exit == 0);
  CHECK(read_file(kept).find("### r(\"A\")\n\n    R(x: \"A\"), resting on assumed.\n") !=
        std::string::npos);
  CHECK(review(folder, "").exit == 0);

  // What has changed is asked for again; who quits keeps what was.
  const std::string before = read_file(kept);
  write_file(folder.path() / "m.casus", rules + "rule two when p(x: v, n: _) then r(v)\n");
  CHECK(review(folder, "q\n").exit == 1);
  CHECK(read_file(kept) == before);

  // What no test asks for is dropped.
  write_file(folder.path() / "m.casus", rules);
  write_file(folder.path() / "m_test.casus", tests.substr(0, tests.find("  snapshot r(\"B\")")));
  const Outcome dropped = review(folder, "");
  CHECK(dropped.exit == 0);
  CHECK(dropped.err.find("no test asks any more for r(\"B\"), of `t`") != std::string::npos);
  CHECK(read_file(kept).find("r(\"B\")") == std::string::npos);
}
