// SPDX-License-Identifier: Apache-2.0
#include "architecture/map.hpp"

#include <stdexcept>

#include "support/catch.hpp"

using namespace casus::testing;

namespace {

constexpr auto table = R"(
| Room | Makes | May know |
| --- | --- | --- |
| `include/casus/` | values | the standard library |
| `base/` | text | `casus` |
| `syntax/` | trees | `base` |
| `report/` | words | only `casus` |
| `session/` | the chain | all above |
)";

Rooms sample() { return rooms_of(read_markdown(table)); }

}  // namespace

TEST_CASE("a room may know what the rooms it knows may know", "[architecture]") {
  CHECK(sample().at("syntax") == std::set<std::string>{"casus", "base", "syntax"});
  CHECK(sample().at("session") ==
        std::set<std::string>{"casus", "base", "syntax", "report", "session"});
}

TEST_CASE("a room that may know only some rooms knows nothing through them", "[architecture]") {
  const std::string more = std::string(table) + "| `cli/` | a terminal | only `session` |\n";
  CHECK(rooms_of(read_markdown(more)).at("cli") == std::set<std::string>{"session", "cli"});
}

TEST_CASE("a room that knows a later room is a mistake in the table", "[architecture]") {
  const std::string circle = R"(
| Room | Makes | May know |
| --- | --- | --- |
| `base/` | text | `syntax` |
| `syntax/` | trees | `base` |
)";
  CHECK_THROWS_AS(rooms_of(read_markdown(circle)), std::invalid_argument);
}

TEST_CASE("an include is found with its line and its form", "[architecture]") {
  const auto found = includes_in("syntax/parse.cpp",
                                 "// #include \"a/b.hpp\"\n"
                                 "  #  include <vector>\n"
                                 "#include \"base/id.hpp\"\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].target == "vector");
  CHECK_FALSE(found[0].quoted);
  CHECK(found[1].target == "base/id.hpp");
  CHECK(found[1].quoted);
  CHECK(found[1].line == 3);
  CHECK(found[1].room() == "syntax");
}

TEST_CASE("an include that the map does not allow is reported with file and line",
          "[architecture]") {
  const auto reports = [](const std::string& file, const std::string& line) {
    return trespasses(includes_in(file, line), sample());
  };
  using Reports = std::vector<std::string>;
  CHECK(reports("syntax/parse.cpp", "#include \"base/id.hpp\"") == Reports{});
  CHECK(reports("syntax/parse.cpp", "#include \"syntax/ast.hpp\"") == Reports{});
  CHECK(reports("syntax/parse.cpp", "\n#include \"session/passes.hpp\"") ==
        Reports{"engine/syntax/parse.cpp:2: `syntax` may not know `session`"});
  CHECK(reports("report/text.cpp", "#include <base/id.hpp>") ==
        Reports{"engine/report/text.cpp:1: `report` may not know `base`"});
  CHECK(reports("include/casus/value.hpp", "#include \"base/id.hpp\"") ==
        Reports{"engine/include/casus/value.hpp:1: `casus` may not know `base`"});
  CHECK(reports("syntax/parse.cpp", "#include \"ast.hpp\"") ==
        Reports{"engine/syntax/parse.cpp:1: \"ast.hpp\" does not begin with a room"});
  CHECK(reports("utils/x.cpp", "#include <vector>") ==
        Reports{"engine/utils/x.cpp:1: `utils` has no row in the table of rooms"});
}
