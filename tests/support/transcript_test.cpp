// SPDX-License-Identifier: Apache-2.0
#include "support/transcript.hpp"

#include <filesystem>

#include "support/catch.hpp"
#include "support/folders.hpp"

using namespace casus::testing;

namespace {

/// `say W…` prints a word a line, `cat FILE` a file or that it is missing, `echo` its input,
/// `complain N W` writes W to standard error and ends with N, `here` lists the current folder.
Outcome fake(const std::vector<std::string>& arguments, const std::string& input) {
  const std::string& what = arguments.at(0);
  if (what == "echo") return {0, input, ""};
  if (what == "bare") return {0, "no end", ""};
  if (what == "complain") return {std::stoi(arguments.at(1)), "", arguments.at(2) + '\n'};
  if (what == "cat") {
    if (!std::filesystem::exists(arguments.at(1))) return {2, "", "missing\n"};
    return {0, read_file(arguments.at(1)), ""};
  }
  Outcome outcome;
  for (std::size_t i = 1; i < arguments.size(); ++i) outcome.out += arguments[i] + '\n';
  return outcome;
}

Replay played(std::string_view page) {
  const TemporaryFolder folder;
  return replay("page.md", page, folder.path(), fake);
}

void check_holds(std::string_view page) {
  const Replay result = played(page);
  CHECK(result.mistakes == std::vector<std::string>{});
  CHECK(result.changes == std::vector<std::string>{});
  CHECK(result.page == page);
}

/// The page does not hold, and holds once it is rewritten.
void check_rewrites(std::string_view page, std::string_view expected) {
  const Replay result = played(page);
  CHECK(result.mistakes == std::vector<std::string>{});
  CHECK_FALSE(result.changes.empty());
  CHECK(result.page == expected);
  check_holds(expected);
}

constexpr auto whole_page = R"(# A page

```casus file=rules/x.casus
rule one
```

```stdin
from here
```

```console
$ casus cat rules/x.casus
rule one
$ casus echo
$ ./dev casus say 'two words' \
    more
two words
more
```

```console exit=3
$ casus complain 3 oh
```
```stderr
oh
```

```console
$ casus complain 4 dear
```

```stderr
dear
```

exit: 4

```sh
./dev demo | less
```
)";

}  // namespace

TEST_CASE("a page whose commands do what it shows holds", "[support][transcript]") {
  std::string page = whole_page;
  // The first command takes the input, `echo` finds none.
  check_holds(page);
  CHECK(played(page).commands == 5);
  check_holds("```stdin\nhello\n```\n```console\n$ casus echo\nhello\n```\n");
}

TEST_CASE("another output is a change, shown with its page, line and command",
          "[support][transcript]") {
  const Replay result = played("text\n```console\n$ casus say a b\na\nc\n```\n");
  CHECK(result.changes == std::vector<std::string>{"page.md:3: $ casus say a b\n"
                                                   "  prints something else\n"
                                                   "    a\n  - c\n  + b\n"});
}

TEST_CASE("an exit code or an error output that is not stated is a change",
          "[support][transcript]") {
  CHECK(played("```console\n$ casus complain 0 oh\n```\n").changes.size() == 1);
  CHECK(played("```console\n$ casus complain 1 oh\n```\n```stderr\noh\n```\n").changes.size() == 1);
  CHECK(played("```console exit=1\n$ casus say\n```\n").changes.size() == 1);
  CHECK(played("```console\n$ casus say\n```\n```stderr\noh\n```\n").changes.size() == 1);
}

TEST_CASE("a rewritten page says what happened and keeps everything else",
          "[support][transcript]") {
  check_rewrites("a\n\n```console\n$ casus say x\ny\nz\n$ casus say \\\n    w\n```\nb\n",
                 "a\n\n```console\n$ casus say x\nx\n$ casus say \\\n    w\nw\n```\nb\n");
  check_rewrites("```console\n$ casus complain 2 oh\n```\nb\n",
                 "```console exit=2\n$ casus complain 2 oh\n```\n```stderr\noh\n```\nb\n");
  check_rewrites("```console exit=2\n$ casus say x\nx\n```\n```stderr\noh\n```\nb\n",
                 "```console\n$ casus say x\nx\n```\nb\n");
  check_rewrites("```console\n$ casus complain 2 oh\n```\n```stderr\nah\n```\nexit: 1\n",
                 "```console\n$ casus complain 2 oh\n```\n```stderr\noh\n```\nexit: 2\n");
  check_rewrites("```console\n$ casus say '```'\n```\n",
                 "````console\n$ casus say '```'\n```\n````\n");
}

TEST_CASE("what a page cannot say is a mistake, and no rewriting mends it",
          "[support][transcript]") {
  const auto mistakes = [](std::string_view page) { return played(page).mistakes.size(); };
  CHECK(mistakes("```console\n$ casus bare\nno end\n```\n") == 1);
  CHECK(mistakes("```console\n$ casus say '$ x'\n```\n") == 1);
  CHECK(mistakes("```console\n$ casus complain 1 oh\n$ casus say\n```\n") == 1);
  CHECK(mistakes("```console\n$ ls\n```\n") == 1);
  CHECK(mistakes("```console\n$ casus say a | less\n```\n") == 1);
  CHECK(mistakes("```console\nno command\n```\n") == 1);
  CHECK(mistakes("```console\n```\n") == 1);
  CHECK(mistakes("```console exit=x\n$ casus say\n```\n") == 1);
  CHECK(mistakes("```console exit=0\n$ casus say\n```\nexit: 0\n") == 1);
  CHECK(mistakes("```stderr\noh\n```\n") == 1);
  CHECK(mistakes("```console\n$ casus say\n") == 1);
}

TEST_CASE("a page is rewritten on disk only when asked, and not when it has a mistake",
          "[support][transcript]") {
  const TemporaryFolder folder;
  const auto page = folder.path() / "page.md";
  const std::string wrong = "```console\n$ casus say a\nb\n```\n";
  write_file(page, wrong);
  CHECK(check_page(page, Workplace::empty, fake, false).size() == 1);
  CHECK(read_file(page) == wrong);
  CHECK(check_page(page, Workplace::empty, fake, true).empty());
  CHECK(read_file(page) == "```console\n$ casus say a\na\n```\n");
  CHECK(check_page(page, Workplace::empty, fake, false).empty());

  const std::string broken = wrong + "```console\n$ ls\n```\n";
  write_file(page, broken);
  CHECK(check_page(page, Workplace::empty, fake, true).size() == 1);
  CHECK(read_file(page) == broken);
}

TEST_CASE("a golden case or manual that shows no command is a mistake", "[support][transcript]") {
  const TemporaryFolder folder;
  const auto page = folder.path() / "page.md";
  write_file(page, "only text\n");
  CHECK(check_page(page, Workplace::empty, fake, false).size() == 1);
  CHECK(check_page(page, Workplace::project, fake, false).size() == 1);
}

TEST_CASE("a page's commands run in a folder of their own, which does not outlive them",
          "[support][transcript]") {
  const TemporaryFolder folder;
  const auto page = folder.path() / "page.md";
  write_file(page, "```toml file=x.toml\n```\n```console\n$ casus say\n```\n");
  const auto before = std::filesystem::current_path();
  std::filesystem::path seen;
  const Command look = [&](const auto&, const auto&) {
    seen = std::filesystem::current_path();
    CHECK(std::filesystem::exists("x.toml"));
    return Outcome{};
  };
  CHECK(check_page(page, Workplace::empty, look, false).empty());
  CHECK(seen != before);
  CHECK_FALSE(std::filesystem::exists(seen));
  CHECK(std::filesystem::current_path() == before);
}
