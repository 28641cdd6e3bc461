// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;

namespace {

constexpr const char* torn = R"(
fact land { name: text }
fact split open { of: text }
scale S 0..100 { low < 30, high }
rating calm(a: text) of land(name: a) on S starts 50
  factor x -40..40
rule torn when split(of: a) undermines calm.x(a) by 25
)";

}  // namespace

TEST_CASE("consult says that a limit came before all questions were tried", "[cli][consult]") {
  const testing::TemporaryFolder temporary;
  const auto& folder = temporary.path();
  testing::write_file(folder / "chain.casus", R"(
fact land { name: text }
fact go open { of: text }
fact step { a: int, b: int }
relation got(of: text, n: int)
scale S 0..100 { low < 30, high }
rating calm(a: text) of land(name: a) on S starts 50
  factor x -40..40
rule first when go(of: a) then got(of: a, n: 0)
rule next when got(of: a, n: n) and step(a: n, b: m) then got(of: a, n: m)
rule far when got(of: a, n: 40) supports calm.x(a) by 20
)");
  std::string chain = "[case]\nrules = [\"chain.casus\"]\n[[land]]\nname = \"N\"\n";
  for (int i = 0; i < 40; ++i) {
    chain += "[[step]]\na = " + std::to_string(i) + "\nb = " + std::to_string(i + 1) + '\n';
  }
  testing::write_file(folder / "chain.toml", chain);
  const testing::Surroundings around{.folder = folder, .input = "yes\n"};
  // Were there `go`, 41 facts would follow.
  const auto limited =
      casus_with(around, {"consult", "chain.toml", "--max-facts", "20", "-o", "new.toml"});
  CHECK(limited.exit == 4);
  CHECK(
      limited.err.starts_with("before a limit came, no more was found to ask\n"
                              "stopped: chain.toml: the limit on facts was reached in rule "
                              "`next` (chain.casus:10) with 20 facts derived; there may be more "
                              "to ask\n"));
  CHECK(limited.err.ends_with("nothing was answered, and new.toml was not written\n"));
  const auto to_output = casus_with(around, {"consult", "chain.toml", "--max-facts", "20"});
  CHECK(to_output.exit == 4);
  CHECK(to_output.out == chain);
  const auto whole = casus_with(around, {"consult", "chain.toml", "-o", "new.toml"});
  CHECK(whole.exit == 0);
  // 50 + 20
  CHECK(whole.err.find("now N: HIGH, 70.0 of 100") != std::string::npos);
}

TEST_CASE("a case whose name begins with a dash keeps its folder in commands", "[cli]") {
  const testing::TemporaryFolder temporary;
  const auto& folder = temporary.path();
  testing::write_file(folder / "rules.casus", torn);
  testing::write_file(folder / "-c.toml",
                      "[case]\nrules = [\"rules.casus\"]\n[[land]]\nname = \"N\"\n");
  const testing::Surroundings around{.folder = folder, .input = "yes\n"};
  CHECK(casus_with(around, {"gaps", "./-c.toml"})
            .out.ends_with("next: casus consult ./-c.toml -o answers.toml\n"));
  const auto reached = casus_with(around, {"reach", "calm(\"N\") <= 25", "./-c.toml"});
  CHECK(reached.out.find("try: casus what-if ./-c.toml --set 'split(of: \"N\")'\n") !=
        std::string::npos);
  CHECK(casus_with(around, {"consult", "./-c.toml", "-o", "./-d.toml"})
            .err.ends_with("next: casus diff ./-c.toml ./-d.toml\n"));
}

TEST_CASE("of data files alone consult ends with a command that can be run", "[cli][consult]") {
  const testing::TemporaryFolder temporary;
  const auto& folder = temporary.path();
  testing::write_file(folder / "rules.casus", torn);
  testing::write_file(folder / "land.csv", "name\nN\n");
  const testing::Surroundings around{.folder = folder, .input = "yes\n"};
  // There is no case that the new one could be compared with.
  const auto asked =
      casus_with(around, {"consult", "-r", "rules.casus", "-d", "land.csv", "-o", "new.toml"});
  CHECK(asked.exit == 0);
  CHECK(
      asked.err.ends_with("the answers are in new.toml\n"
                          "next: casus eval new.toml -r rules.casus -d land.csv\n"));
  const auto next =
      casus_with({.folder = folder}, {"eval", "new.toml", "-r", "rules.casus", "-d", "land.csv"});
  CHECK(next.exit == 0);
  // 50 - 25
  CHECK(next.out.find("25.0") != std::string::npos);
}
