// SPDX-License-Identifier: Apache-2.0
#include "cli/source_loader.hpp"

#include <sys/stat.h>

#include <chrono>
#include <sstream>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;
using Names = std::vector<std::string>;

namespace {

/// A loader in a folder of its own.
struct Place {
  TemporaryFolder folder;
  std::istringstream in;
  std::ostringstream out, err;
  cli::Streams streams{.in = in, .out = out, .err = err};
  Place() { streams.folder = folder.path(); }

  void put(const std::string& name, const std::string& text = "text") const {
    write_file(folder.path() / name, text);
  }
  cli::SourceLoader loader() { return cli::SourceLoader(streams); }
};

std::string words(const cli::Problem& problem) {
  return report::diagnostics_text(problem.groups.at(0).diagnostics, *problem.groups.at(0).sources,
                                  {});
}

}  // namespace

TEST_CASE("a folder of rules is its .casus files below it, sorted, tests left out",
          "[cli][source_loader]") {
  Place place;
  for (const char* name :
       {"rules/b.casus", "rules/a/z.casus", "rules/a.casus", "rules/a_test.casus", "rules/note.md",
        "rules/.git/x.casus", "rules/.hidden.casus"}) {
    place.put(name);
  }
  auto loader = place.loader();
  CHECK(*loader.rule_files("rules") == Names{"rules/a.casus", "rules/a/z.casus", "rules/b.casus"});
  CHECK(*loader.rule_files("./rules//a.casus") == Names{"rules/a.casus"});
  CHECK(*loader.rule_files(".") == Names{"rules/a.casus", "rules/a/z.casus", "rules/b.casus"});
  // A test file that is named is meant.
  CHECK(*loader.rule_files("rules/a_test.casus") == Names{"rules/a_test.casus"});
}

TEST_CASE("a folder of cases is its .toml files, the project file left out",
          "[cli][source_loader]") {
  Place place;
  for (const char* name :
       {"casus.toml", "facts/b.toml", "facts/a.toml", "facts/x.txt", "facts/my-casus.toml"}) {
    place.put(name);
  }
  auto loader = place.loader();
  CHECK(*loader.toml_files(".", "case") ==
        Names{"facts/a.toml", "facts/b.toml", "facts/my-casus.toml"});
  CHECK(*loader.toml_files("-", "case") == Names{"-"});
}

TEST_CASE("what cannot be read is refused with the reason", "[cli][source_loader]") {
  Place place;
  place.put("rules/energy.casus");
  place.put("rules/e.casus");
  place.put("empty/note.md");
  auto loader = place.loader();
  CHECK(words(loader.read("rules/enrgy.casus").error()) ==
        "error: there is no file or folder `rules/enrgy.casus`\n"
        "help: did you mean `rules/energy.casus`?\n");
  CHECK(words(loader.read("rules/nope.casus").error()) ==  // not alike but for the ending
        "error: there is no file or folder `rules/nope.casus`\n");
  CHECK(words(loader.read("rules/energy.cassus").error()) ==
        "error: there is no file or folder `rules/energy.cassus`\n"
        "help: did you mean `rules/energy.casus`?\n");
  CHECK(words(loader.read("nowhere").error()) == "error: there is no file or folder `nowhere`\n");
  CHECK(words(loader.read("rules").error()) == "error: `rules` is a folder, not a file\n");
  CHECK(words(loader.rule_files("empty").error()) ==
        "error: there is no rule file in `empty`\nhelp: rule files end in .casus\n");
  CHECK(words(loader.toml_files("empty", "case").error()) ==
        "error: there is no case in `empty`\nhelp: case files end in .toml\n");
}

TEST_CASE("a file beyond the limit is refused unread", "[cli][source_loader]") {
  Place place;
  place.put("big.toml");
  std::filesystem::resize_file(place.folder.path() / "big.toml", cli::SourceLoader::largest + 1);
  auto loader = place.loader();
  CHECK(words(loader.read("big.toml").error()) ==
        "error: `big.toml` is larger than 256 MB\nhelp: split it into several files\n");
}

TEST_CASE("an endless device is refused, not read for ever", "[cli][source_loader][slow]") {
  Place place;
  auto loader = place.loader();
  const auto text = loader.read("/dev/zero");
  REQUIRE_FALSE(text);
  CHECK(words(text.error()).starts_with("error: `/dev/zero` is larger than 256 MB\n"));
}

TEST_CASE("a file comes whole, with its name as written", "[cli][source_loader]") {
  Place place;
  const std::string text = std::string("a\0b\r\n", 5) + std::string(200'000, 'x');
  place.put("a/b.toml", text);
  auto loader = place.loader();
  const auto read = loader.read("./a/../a/b.toml");
  REQUIRE(read);
  CHECK(read->name == "a/b.toml");
  CHECK(read->text == text);
}

TEST_CASE("standard input is read once, and waiting at a terminal is announced",
          "[cli][source_loader]") {
  Place place;
  place.in.str("[case]\n");
  place.streams.in_is_terminal = true;
  auto loader = place.loader();
  const auto read = loader.read("-");
  REQUIRE(read);
  CHECK(read->name == "stdin");
  CHECK(read->text == "[case]\n");
  CHECK(place.err.str() == "reading from the terminal; Ctrl-D ends\n");
  CHECK(words(loader.read("-").error()) ==
        "error: standard input can be read once only: `-` is given twice\n");
}

TEST_CASE("waiting for input has a deadline, reading a file has none", "[cli][source_loader]") {
  using Moment = std::chrono::steady_clock::time_point;
  Place place;
  place.put("a.toml", "x");
  place.in.str("y");
  const Moment end = std::chrono::steady_clock::now() + std::chrono::hours(1);
  std::vector<std::pair<std::optional<Moment>, std::string>> asked;
  place.streams.limit_wait = [&](std::optional<Moment> until, const std::string& words) {
    asked.emplace_back(until, words);
  };
  auto loader = place.loader();
  loader.set_deadline(end);
  CHECK(loader.read("a.toml"));
  CHECK(asked.empty());
  CHECK(loader.read("-"));
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].first == end);
  CHECK(asked[0].second ==
        "stopped: the limit on time was reached in reading stdin; there is no result\n");
  CHECK_FALSE(asked[1].first);
}

TEST_CASE("the project file is found upward", "[cli][source_loader]") {
  Place place;
  place.put("work/casus.toml");
  place.put("work/deep/er/case.toml");
  auto loader = place.loader();
  CHECK(loader.project_file("work/deep/er/case.toml") == "work/casus.toml");
  CHECK(loader.project_file("work/deep") == "work/casus.toml");
  place.streams.folder = place.folder.path() / "work/deep/er";
  CHECK(place.loader().project_file(".") == "../../casus.toml");
  const auto absolute = place.folder.path() / "work/deep/er/case.toml";
  CHECK(loader.project_file(absolute.string()) ==
        (place.folder.path() / "work/casus.toml").string());
}

TEST_CASE("rules beside a case are told from the project, from a folder below it too",
          "[cli][source_loader]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "casus.toml", "[project]\n");
  write_file(folder.path() / "parts/rules.casus", "fact pump { name: text }\n");
  write_file(folder.path() / "parts/case.toml", "[case]\nrules = [\"rules.casus\"]\n");
  const auto outcome =
      testing::casus_with({.folder = folder.path() / "parts"}, {"eval", "case.toml"});
  CHECK_THAT(outcome.err, Catch::Contains("it lies beside the case: write `parts/rules.casus`"));
}

TEST_CASE("a module is looked for beside its user, then below each folder above",
          "[cli][source_loader]") {
  Place place;
  place.put("rules/alliance/use.casus");
  place.put("rules/alliance/beside.casus", "beside");
  place.put("rules/one/two.casus", "below rules");
  place.put("lib/one/three.casus", "elsewhere");
  place.put("one/two.casus", "below the top");
  place.put("top/four.casus", "top");
  auto loader = place.loader();
  const std::string asker = "rules/alliance/use.casus";
  const auto found = [&](const std::string& name, const std::string& from) {
    return loader.module(name, from).value().value_or(NamedText());
  };
  CHECK(found("any.beside", asker).text == "beside");
  CHECK(found("any.beside", asker).name == "rules/alliance/beside.casus");
  CHECK(found("one.two", asker).name == "rules/one/two.casus");
  CHECK(found("top.four", asker).name == "top/four.casus");
  CHECK(found("one.three", asker).name.empty());
  CHECK(found("one.two", "stdin").name == "one/two.casus");
  // Names keep their style: absolute where the user's name is.
  const std::string absolute = (place.folder.path() / asker).string();
  CHECK(found("one.two", absolute).name == (place.folder.path() / "rules/one/two.casus").string());
}

TEST_CASE("a module that is there and cannot be read is refused, not looked for elsewhere",
          "[cli][source_loader]") {
  Place place;
  place.put("rules/use.casus");
  place.put("rules/a.casus");
  place.put("a.casus", "elsewhere");
  std::filesystem::resize_file(place.folder.path() / "rules/a.casus",
                               cli::SourceLoader::largest + 1);
  auto loader = place.loader();
  CHECK(words(loader.module("a", "rules/use.casus").error()) ==
        "error: `rules/a.casus` is larger than 256 MB\nhelp: split it into several files\n");
}
