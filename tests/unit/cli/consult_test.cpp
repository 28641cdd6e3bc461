// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;

namespace {

constexpr const char* rules = R"(
fact pump { name: text }
fact spare open { pump: text } presumed absent 0.5
scale Level 0..100 { poor < 30, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..0
rule no_spare
  when pump(name: p)
   and not spare(pump: p)
  undermines health.wear(p) by 20
)";

struct Works {
  testing::TemporaryFolder folder;
  Works() {
    testing::write_file(folder.path() / "rules.casus", rules);
    testing::write_file(folder.path() / "case.toml",
                        "[case]\nrules = [\"rules.casus\"]\n\n[[pump]]\nname = \"P1\"\n");
  }
  [[nodiscard]] testing::Surroundings terminal(std::string input) const {
    return {.folder = folder.path(), .input = std::move(input), .terminal = true};
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    return testing::read_file(folder.path() / name);
  }
};

}  // namespace

TEST_CASE("on a terminal consult wants a file for the answers", "[cli][consult]") {
  const Works works;
  const auto outcome = casus_with(works.terminal("yes\n"), {"consult", "case.toml"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find("nothing says where the answers go") != std::string::npos);
}

TEST_CASE("consult prompts on a terminal, and writes what was answered", "[cli][consult]") {
  const Works works;
  const std::string before = works.text("case.toml");
  const auto outcome =
      casus_with(works.terminal("no\n"), {"consult", "case.toml", "-o", "new.toml"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.find("> ") != std::string::npos);
  // 50 - 20 * 0.5 before, 50 - 20 where there is none for sure
  CHECK(outcome.err.find("now P1: GOOD, 30.0 of 100") != std::string::npos);
  CHECK(works.text("case.toml") == before);
  CHECK(works.text("new.toml") == before +
                                      "\n[[source]]\nid = \"consult\"\n"
                                      "title = \"Answers to casus consult\"\n\n"
                                      "[[spare]]\nholds = false\npump = \"P1\"\n"
                                      "source = \"consult\"\n");
}
