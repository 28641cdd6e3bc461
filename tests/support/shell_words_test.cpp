// SPDX-License-Identifier: Apache-2.0
#include "support/shell_words.hpp"

#include <stdexcept>

#include "support/catch.hpp"

using casus::testing::shell_words;
using Words = std::vector<std::string>;

TEST_CASE("a command line is split as a shell splits it", "[support]") {
  CHECK(shell_words("casus eval  facts/x.toml ") == Words{"casus", "eval", "facts/x.toml"});
  CHECK(shell_words(R"-(why 'stability("A-B")')-") == Words{"why", R"-(stability("A-B"))-"});
  CHECK(shell_words(R"-("p(\"a\")" a\ b '' x'y'"z")-") == Words{R"-(p("a"))-", "a b", "", "xyz"});
  CHECK(shell_words("").empty());
}

TEST_CASE("a command line that a shell would act on is refused", "[support]") {
  for (const char* line : {"a | b", "a > b", "a; b", "p(x)", "a *", "$HOME", "\"$HOME\"", "'open",
                           "\"open", "end\\"}) {
    INFO(line);
    CHECK_THROWS_AS(shell_words(line), std::invalid_argument);
  }
}
