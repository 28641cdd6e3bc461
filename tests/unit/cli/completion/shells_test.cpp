// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/shells.hpp"

#include <array>
#include <cstdio>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace {

/// What a shell prints, and whether it ended well.
std::pair<std::string, bool> printed_by(const std::string& command) {
  std::FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    out.append(buffer.data(), size);
  }
  const int end = pclose(pipe);
  return {out, end == 0};
}

bool is_there(const std::string& shell) { return printed_by("command -v " + shell).second; }

std::string answer(std::string_view shell, const std::vector<cli::Candidate>& words,
                   std::string_view typed) {
  return cli::completion_answer(shell, {.words = words}, typed);
}

}  // namespace

TEST_CASE("what is typed loses its quotes, also those not closed yet", "[cli]") {
  CHECK(cli::unquoted("eval") == "eval");
  CHECK(cli::unquoted("'risk(\"P 1") == "risk(\"P 1");
  CHECK(cli::unquoted("\"risk(\\\"P 1") == "risk(\"P 1");
  CHECK(cli::unquoted(R"(risk\(\"P\ 1\"\))") == "risk(\"P 1\")");
  CHECK(cli::unquoted("'it'\\''s'") == "it's");
  CHECK(cli::unquoted("a\\") == "a\\");
}

TEST_CASE("for bash a candidate is quoted as the word has begun", "[cli]") {
  const std::vector<cli::Candidate> goal{{"risk(\"P$1\")", "high 60.0"}};
  CHECK(answer("bash", goal, "ri") == "words\n'risk(\"P$1\")'\thigh 60.0\n");
  CHECK(answer("bash", goal, "'ri") == "words\nrisk(\"P$1\")\thigh 60.0\n");
  CHECK(answer("bash", goal, "\"ri") == "words\nrisk(\\\"P\\$1\\\")\thigh 60.0\n");
  CHECK(answer("zsh", goal, "'ri") == "words\nrisk(\"P$1\")\thigh 60.0\n");
  // What goes on keeps its quote open.
  CHECK(answer("bash", {{"pump(", "fact"}}, "p") == "words\n'pump(\tfact\n");
  CHECK(answer("bash", {{"eval", ""}}, "") == "words\neval\n");
}

TEST_CASE("what could not be typed as it is shown is not offered", "[cli]") {
  CHECK(answer("zsh", {{"risk(\"a\nb\")", ""}, {"risk(\"\x1b[2J\")", ""}}, "") == "words\n");
  CHECK(answer("zsh", {{"F1", "a\ttab\nand a line"}}, "") == "words\nF1\ta tab and a line\n");
}

TEST_CASE("bash takes candidates from the answer", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "script", cli::completion_script("bash"));
  write_file(folder.path() / "answer",
             answer("bash", {{"risk(\"P 1\")", "high 60.0"}, {"risk(\"P 2\")", ""}}, "ri"));
  // In place of the program stands what it would answer, and what it was asked is kept.
  write_file(folder.path() / "run",
             "source ./script\n"
             "casus() { printf '<%s>' \"$@\" >asked; cat answer; }\n"
             "COMP_WORDS=(casus why \"'ri\" x)\nCOMP_CWORD=2\n_casus\n"
             "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
  const auto [out, good] = printed_by("cd '" + folder.path().string() + "' && bash run");
  CHECK(good);
  CHECK(out == "'risk(\"P 1\")'\n'risk(\"P 2\")'\n");
  CHECK(casus::testing::read_file(folder.path() / "asked") == "<completions><bash><--><why><'ri>");
}

TEST_CASE("the shells that are here can read their scripts", "[cli]") {
  const TemporaryFolder folder;
  for (const std::string_view shell : cli::shells()) {
    const std::string name(shell);
    const auto script = casus_with({"completions", name});
    CHECK(script.exit == 0);
    const auto file = folder.path() / name;
    write_file(file, script.out);
    INFO(name);
    if (is_there(name)) CHECK(printed_by(name + " -n '" + file.string() + "'").second);
  }
}

TEST_CASE("a shell without a script is named", "[cli]") {
  const auto outcome = casus_with({"completions", "bsh"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err ==
        "error: there is no completion for the shell `bsh`\nhelp: did you mean `bash`?\n");
}

TEST_CASE("the script's question is answered on the command line", "[cli]") {
  CHECK(casus_with({"completions", "bash", "--", "eval", "--format", "cs"}).out == "words\ncsv\n");
}
