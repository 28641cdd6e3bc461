// SPDX-License-Identifier: Apache-2.0
#include "intake/document.hpp"

#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using namespace std::string_literals;
using casus::testing::complaints;
using casus::testing::render;
using casus::testing::Sample;

namespace {

std::string repeated(std::string_view what, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += what;
  return text;
}

}  // namespace

TEST_CASE("keys of many parts are refused before they are read", "[intake][hostile]") {
  CHECK(complaints(repeated("a.", 50'000) + "a = 1\n") ==
        "E0613 1:64-1:65 this key has more parts than can be read safely | more than 32 parts\n"
        "  help: a key has one part, as in `country = \"…\"`\n");
  CHECK(complaints("[" + repeated("a.", 50'000) + "a]\n").starts_with("E0613 1:65-1:66 this key"));
  CHECK(complaints("a = {" + repeated("'b'.", 32) + "b = 1}\n").starts_with("E0613 1:133-1:134 "));
  CHECK(complaints(repeated("a.", 31) + "a = 1\n")
            .starts_with("E0602 1:1-1:2 no fact is called `a`"));
  // Points in numbers and texts are no parts.
  CHECK(complaints("a = [" + repeated("1.5, ", 100) + "'" + repeated(".", 100) + "']\n")
            .starts_with("E0602 1:1-1:2 "));
}

TEST_CASE("deep nesting is refused before it is read", "[intake][hostile]") {
  CHECK(complaints("a = " + repeated("[", 100'000)) ==
        "E0613 1:37-1:38 lists and tables are nested too deeply to be read safely | more than 32 "
        "deep\n"
        "  help: the value of a field is plain, or one table such as `{ low = 1, likely = 2, high "
        "= 4 "
        "}`\n");
  CHECK(complaints("a = " + repeated("{a=", 100'000)).starts_with("E0613 1:101-1:102 "));
  CHECK(complaints(repeated("a = [\n", 100)).starts_with("E0613 33:5-33:6 "));
  CHECK(complaints("a = " + repeated("[", 32) + repeated("]", 32) + "\n").starts_with("E0602 "));
}

TEST_CASE("more values than memory should hold are refused", "[intake][hostile]") {
  CHECK(
      complaints("a = [" + repeated("1,", 8'000'000) + "]\n") ==
      "E0613 1:16000003-1:16000004 this file holds more values than can be read safely | more than "
      "8000000 values\n"
      "  help: list its facts in data files, or split it into several cases\n");
}

TEST_CASE("text that is no UTF-8 is refused", "[intake][hostile]") {
  CHECK(complaints("\xFF\xFE[\0"s).starts_with("E0104 1:1-1:3 this file is not written in UTF-8"));
  CHECK(complaints("a = \"\xFF\"\n") ==
        "E0104 1:6-1:7 this file is not written in UTF-8 | the byte FF does not fit here\n"
        "  help: save the file with the encoding UTF-8\n");
  CHECK(complaints("ab = \0"s).starts_with("E0104 1:6-1:7 this file holds a NUL character"));
}

TEST_CASE("control characters are refused where they stand", "[intake][hostile]") {
  CHECK(complaints("# \x07\n") ==
        "E0614 1:3-1:4 a control character stands in this file | the character U+0007\n"
        "  help: remove it [safe 1:3-1:4 -> ]\n");
  CHECK(complaints("# é\u0085\n")
            .starts_with(
                "E0614 1:4-1:5 a control character stands in this file | the character U+0085\n"));
  CHECK(complaints("a = 1\rb = 2\r") ==
        "E0614 1:6-1:7 a control character stands in this file | a carriage return without a line "
        "feed\n"
        "  help: save the file with the line ends of Unix or Windows\n");
  CHECK(complaints("# tabs\tand\r\n# CRLF are fine\r\n").empty());
}

TEST_CASE("places are those of the file, whatever was left out before them", "[intake][places]") {
  CHECK(complaints("# comment\n\n   # more\n\t\n[[trade]]  # here\n\n  exporter = 5\n")
            .starts_with("E0605 7:14-7:15 "));
  CHECK(complaints("\xEF\xBB\xBF[[trade]]\nexporter = 5\n").starts_with("E0605 2:12-2:13 "));
  CHECK(complaints("[[trade]]\r\n\r\nexporter = 5\r\n").starts_with("E0605 3:12-3:13 "));
  CHECK(complaints("[[trade]]\nexporter = \"\"\"\n# no comment\n\n\"\"\"\nexporte = 5\n")
            .starts_with("E0603 6:1-6:8 "));
  CHECK(complaints("trade = [ { exporter = \"Ж\" }, # one\n# two\n { exporter = 5 } ]")
            .starts_with("E0605 3:15-3:16 "));
}

TEST_CASE("columns count characters, also far into a line", "[intake][places]") {
  CHECK(complaints("trade = [{exporter = \"ЖЖЖ\"}, {exporter = 5}]\n")
            .starts_with("E0605 1:42-1:43 "));
  std::string line = "trade = [{exporter = \"";
  line += repeated("Ж", 5'000) + "\"}, {exporter = 5}]\n";
  CHECK(complaints(line).starts_with("E0605 1:5039-1:5040 "));
}

TEST_CASE("lines joined by a backslash go on with any letter", "[intake][places]") {
  Sample sample;
  const auto intake =
      sample.read("trade = [{exporter = \"\"\"a \\\n\n   Ж é\"\"\"}, {exporter = 5}]\n");
  CHECK(render(sample.sources, intake.diagnostics)
            .starts_with("E0605 3:25-3:26 `exporter` needs a text"));
  CHECK(sample.atom(intake, 0).starts_with("trade(\"a Ж é\", "));
  CHECK(complaints("a = \"\"\"x\\\n \U0001F600\"\"\" y\n")
            .starts_with("E0601 2:7-2:8 the line goes on"));
  CHECK(complaints("a = \"\"\"\\  é\"\"\"\n")
            .starts_with("E0601 1:10-1:12 this escape is not known"));
}

TEST_CASE("quotes out of place do not hide what follows", "[intake][places]") {
  CHECK(complaints("a = 1.\"К\"\n")
            .starts_with("E0601 1:5-1:10 this number is not written correctly"));
  CHECK(complaints("a = 5\"К\"\nb = \"x\n").starts_with("E0601 1:5-1:9 "));
  CHECK(complaints("a.\"К\" = 1\n").starts_with("E0602 1:1-1:2 no fact is called `a`"));
}

TEST_CASE("messages stay short whatever the file holds", "[intake][hostile]") {
  const std::string key = repeated("k", 100'000);
  CHECK(complaints("[[trade]]\nexporter = \"K\"\n" + key + " = 1\n")
            .starts_with("E0603 3:1-3:100001 `trade` has no key `" + key.substr(0, 60) +
                         "…` | not "
                         "known\n"));
  CHECK(complaints("[[trade]]\nexporter = \"K\"\n\"a\\u0007\" = 1\n")
            .starts_with("E0603 3:1-3:10 `trade` has no key `a?` | not known\n"));
}
