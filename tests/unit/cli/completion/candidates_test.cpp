// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/candidates.hpp"

#include <algorithm>
#include <sstream>

#include "cli/command_table.hpp"
#include "support/catch.hpp"
#include "support/folders.hpp"

using namespace casus;

namespace {

constexpr const char* rules = R"(module pumps
fact pump { name: text, age: int years }
fact spare open { pump: text }
relation old(name: text)
scale Level 0..100 { low < 50, high }
rating risk(name: text) "Risk" of pump(name: name) on Level starts 20
  factor wear "Wear" 0..60
rule aged "Aged"
  when pump(name: n, age: >= 10 years)
  then old(name: n)
rule worn
  when old(name: n)
  supports risk.wear(n) by 40
)";
constexpr const char* facts = R"([case]
title = "Pumps"
[[pump]]
name = "P 1"
age = 12
[[pump]]
name = "P 2"
age = 3
)";

/// A project of two cases.
class Project {
 public:
  Project() {
    write("casus.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n");
    write("rules/pumps.casus", rules);
    write("facts/north.toml", facts);
    write("facts/south.toml", facts);
  }
  void write(const std::string& file, const std::string& text) {
    casus::testing::write_file(folder_.path() / file, text);
  }
  [[nodiscard]] cli::Candidates all(const std::vector<std::string>& words) const {
    std::istringstream in;
    std::ostringstream out;
    cli::Streams streams{.in = in, .out = out, .err = out};
    streams.folder = folder_.path();
    cli::Candidates found = cli::candidates(words, streams);
    CHECK(out.str().empty());
    return found;
  }
  /// The candidates' texts, parted by bars.
  [[nodiscard]] std::string texts(const std::vector<std::string>& words) const {
    std::string out;
    for (const cli::Candidate& one : all(words).words) out += (out.empty() ? "" : "|") + one.text;
    return out;
  }

 private:
  casus::testing::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("what may stand next on a command line follows from the command table", "[cli]") {
  const Project project;
  struct Line {
    std::vector<std::string> words;
    std::string candidates;
  };
  const std::vector<Line> lines{
      {{"ev"}, "eval"},
      {{"why"}, "why|why-not"},
      {{"explain", "E040"}, "E0401|E0402|E0403|E0404|E0405|E0406|E0407|E0408"},
      {{"help", "sens"}, "sensitivity"},
      {{"completions", ""}, "bash|zsh|fish"},
      {{"eval", "--fo"}, "--format"},
      {{"--c"}, "--color"},
      {{"eval", "--format", "js"}, "json"},
      {{"eval", "--format=nd"}, "--format=ndjson"},
      {{"eval", "--format", "=", "nd"}, "ndjson"},
      {{"eval", "--format", "="}, "text|prose|json|ndjson|csv"},
      {{"eval", "-f", "t"}, "text"},
      {{"eval", "--beyond", ""}, "sample|bounds|stop"},
      {{"eval", "--color", "a"}, "auto|always"},
      {{"eval", "--threshold", ""}, ""},
      {{"why", "--depth", ""}, "1|2|3|all"},
      {{"check", "--cert"}, ""},
      {{"evol", ""}, ""},
      {{"explain", "E0401", ""}, ""},
  };
  for (const Line& line : lines) {
    INFO(line.words.back());
    CHECK(project.texts(line.words) == line.candidates);
  }
}

TEST_CASE("a flag that is given is offered again only where it may be", "[cli]") {
  const Project project;
  CHECK(project.texts({"eval", "--as-of", "2015-01-31", "--as-"}).empty());
  CHECK(project.texts({"eval", "-r", "rules", "--rul"}) == "--rules");
}

TEST_CASE("cases are offered by name where operands name them", "[cli]") {
  const Project project;
  CHECK(project.texts({"eval", ""}) == "north|south");
  CHECK(project.all({"eval", ""}).files);
  CHECK(project.texts({"eval", "north", "s"}) == "south");
  CHECK(project.texts({"diff", "north", ""}) == "north|south");
  CHECK(project.texts({"diff", "north", "south", ""}).empty());
  CHECK(project.texts({"why", "risk(\"P 1\")", "n"}) == "north");
  CHECK(project.texts({"eval", "--", "n"}) == "north");
  CHECK_FALSE(project.all({"explain", ""}).files);
}

TEST_CASE("goals are the ratings of the cases on the line, and the facts", "[cli]") {
  const Project project;
  CHECK(project.texts({"why", ""}) == "risk(\"P 1\")|risk(\"P 2\")|pump(|spare(");
  CHECK(project.texts({"why", "risk(\"P 1"}) == "risk(\"P 1\")");
  const auto found = project.all({"why", "risk(\"P 1"});
  // starts 20 and 40 for wear
  CHECK(found.words.front().says == "high 60.0");
}

TEST_CASE("bands, ids and rules are those of the cases on the line", "[cli]") {
  const Project project;
  CHECK(project.texts({"eval", "--fail-below", ""}) == "low|high");
  CHECK(project.texts({"what-if", "north", "--drop", ""}) == "F1|F2");
  CHECK(project.texts({"plan", "--rule", ""}) == "aged|worn");
}

TEST_CASE("what is broken is passed over in silence", "[cli]") {
  Project project;
  project.write("rules/pumps.casus", "rule aged when\n");
  CHECK(project.texts({"why", ""}).empty());
  CHECK(project.texts({"eval", ""}) == "north|south");
  project.write("casus.toml", "[project\n");
  CHECK(project.texts({"eval", ""}).empty());
  CHECK(project.texts({"ev"}) == "eval");
}

TEST_CASE("it is known what stands for every word of the command table", "[cli]") {
  for (const cli::Flag& flag : cli::all_flags()) {
    INFO(flag.name);
    CHECK((flag.value.empty() || cli::knows_placeholder(flag.value)));
  }
  for (const cli::Command& command : cli::all_commands()) {
    std::istringstream words{std::string(command.operands)};
    for (std::string word; words >> word;) {
      std::erase_if(word, [](char c) { return c == '[' || c == ']'; });
      INFO(command.name << ' ' << word);
      CHECK(cli::knows_placeholder(word));
    }
  }
}
