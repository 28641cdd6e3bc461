// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::complaints;

TEST_CASE("a text that is not closed is reported where it opens", "[intake][syntax]") {
  CHECK(complaints("[[leader]]\nperson = \"N\n") ==
        "E0601 2:10-2:12 this text is not closed | the `\"` at its end is missing\n"
        "  help: close it with `\"` on the same line; a text over several lines stands between "
        "`\"\"\"` [unsafe 2:12-2:12 -> \"]\n");
  CHECK(complaints("a = \"\"\"x\ny\n\nz = 1\n") ==
        "E0601 1:5-1:8 this text is not closed | opens here\n"
        "  help: close it with `\"\"\"`\n");
  CHECK(complaints("a = 'x\n") ==
        "E0601 1:5-1:7 this text is not closed | the `'` at its end is missing\n"
        "  help: close it with `'` on the same line; a text over several lines stands between "
        "`'''` [unsafe 1:7-1:7 -> ']\n");
}

TEST_CASE("a bracket that is not closed is reported where it opens", "[intake][syntax]") {
  const std::string square =
      " this bracket is not closed | opens here\n  help: close it with `]`\n";
  CHECK(complaints("a = [1,\nb = 2\nc = 3\n") == "E0601 1:5-1:6" + square);
  CHECK(complaints("[leader\nb = 2\n") == "E0601 1:1-1:2" + square);
  CHECK(complaints("x = 1\n[[leader]\nb = 2\n") ==
        "E0601 2:1-2:2 this bracket is not closed | opens here\n"
        "  help: close it with `]` [safe 2:10-2:10 -> ]]\n");
  CHECK(complaints("[") == "E0601 1:1-1:2" + square);
  CHECK(complaints("a = {\n") ==
        "E0601 1:5-1:6 this bracket is not closed | opens here\n  help: close it with `}`\n");
}

TEST_CASE("a text without quotes is put in quotes", "[intake][syntax]") {
  const std::string what =
      " this is no value that TOML knows | neither a text in quotes nor a number, a date, `true` "
      "or "
      "`false`\n";
  CHECK(complaints("name = New York # a city\n") ==
        "E0601 1:8-1:16" + what +
            "  help: for a text write `\"New York\"` [unsafe 1:8-1:16 -> \"New York\"]\n");
  CHECK(complaints("a = nul\n") ==
        "E0601 1:5-1:8" + what +
            "  help: for a text write `\"nul\"` [unsafe 1:5-1:8 -> \"nul\"]\n");
  CHECK(complaints("holds = no\n") ==
        "E0601 1:9-1:11" + what +
            "  help: for a truth value write `false` [unsafe 1:9-1:11 -> false]\n"
            "  help: for a text write `\"no\"` [unsafe 1:9-1:11 -> \"no\"]\n");
  CHECK(complaints("published = July 2019\n") ==
        "E0601 1:13-1:22" + what +
            "  help: for a date write `2019-07-01` [unsafe 1:13-1:22 -> 2019-07-01]\n"
            "  help: for a text write `\"July 2019\"` [unsafe 1:13-1:22 -> \"July 2019\"]\n");
  CHECK(complaints("a = it's\n") ==
        "E0601 1:5-1:9" + what + "  help: a text stands in double quotes\n");
  CHECK(complaints("name = “x”\n") ==
        "E0601 1:8-1:11 a text stands in straight quotes | in typographic quotes\n"
        "  help: write `\"` at both ends [safe 1:8-1:9 -> \"] [safe 1:10-1:11 -> \"]\n");
  CHECK(complaints("a = True\n") ==
        "E0601 1:5-1:9 `true` is written in lower case\n"
        "  help: write `true` [safe 1:5-1:9 -> true]\n");
}

TEST_CASE("a missing value or equals sign is named", "[intake][syntax]") {
  const std::string value =
      " the value of this key is missing | a value belongs here\n"
      "  help: write one after `=`, or remove the line\n";
  CHECK(complaints("a = \nb = 1\n") == "E0601 1:5-1:5" + value);
  CHECK(complaints("a =\r\nb = 1\r\n") == "E0601 1:4-1:4" + value);
  CHECK(complaints("a =") == "E0601 1:4-1:4" + value);
  CHECK(complaints("age: 5\n") ==
        "E0601 1:4-1:5 `=` is missing after this key | a colon\n"
        "  help: write `=` [safe 1:4-1:5 ->  =]\n");
  CHECK(complaints("full name = 2\n") ==
        "E0601 1:6-1:10 `=` is missing after this key | `=` belongs here\n"
        "  help: a key is one word: letters, digits, `_` and `-`; then `=` and its value\n");
}

TEST_CASE("numbers and dates that are written wrongly are marked whole", "[intake][syntax]") {
  CHECK(complaints("a = 075\n") ==
        "E0601 1:5-1:8 this number is not written correctly\n"
        "  help: a number does not begin with 0: `75` [unsafe 1:5-1:8 -> 75]\n"
        "  help: or, if it is a text, put it in quotes [unsafe 1:5-1:8 -> \"075\"]\n");
  CHECK(complaints("a = 1.2.3 # x\n") ==
        "E0601 1:5-1:10 this number is not written correctly\n"
        "  help: a number has digits on both sides of its point, as in `0.5`; a text stands in "
        "quotes\n");
  const std::string large =
      " this number is too large\n"
      "  help: whole numbers go up to 9223372036854775807, others to about 1.8e308\n";
  CHECK(complaints("a = 9223372036854775808\n") == "E0606 1:5-1:24" + large);
  CHECK(complaints("a = 1e400\n") == "E0606 1:5-1:10" + large);
  CHECK(complaints("a = 2015-13-01\n") ==
        "E0304 1:5-1:15 `2015-13-01` is no date | there is no such day\n"
        "  help: months run from 01 to 12\n");
  CHECK(complaints("a = 2015-1-3\n") ==
        "E0601 1:5-1:13 this date or time is not written correctly\n"
        "  help: a date is written year, month, day: `2015-01-03` "
        "[unsafe 1:5-1:13 -> 2015-01-03]\n");
}

TEST_CASE("what follows a value is reported", "[intake][syntax]") {
  const std::string what = " the line goes on where it should end | unexpected\n";
  const std::string help =
      "  help: put each key on a line of its own, and a value with its unit in quotes: `\"5 "
      "years\"`\n";
  const auto quoted = [](const std::string& at, const std::string& value) {
    return "  help: a value with its unit stands in quotes: `\"" + value + "\"` [unsafe 1:5-" + at +
           " -> \"" + value + "\"]\n";
  };
  const std::string goes_on = " the line goes on where it should end\n";
  CHECK(complaints("a = 5 USD\n") == "E0601 1:5-1:10" + goes_on + quoted("1:10", "5 USD"));
  CHECK(complaints("a = 65.5 years # old\n") ==
        "E0601 1:5-1:15" + goes_on + quoted("1:15", "65.5 years"));
  CHECK(complaints("a = 1 b = 2\n") == "E0601 1:7-1:12" + what + help);
  CHECK(complaints("a = 1,5\n") ==
        "E0601 1:6-1:7 a number has a point, not a comma | read as the end of the number\n"
        "  help: write a point [safe 1:6-1:7 -> .]\n");
  const std::string unit = "; a number alone is in the unit of its field [unsafe 1:5-";
  CHECK(complaints("a = 17,700\n") ==
        "E0601 1:5-1:11" + what +
            "  help: leave the separator out: `17700`; or write a point, if a decimal is meant: "
            "`17.700`" +
            unit + "1:11 -> 17700]\n");
  CHECK(complaints("a = 17 700 # USD\n") == "E0601 1:5-1:11" + what +
                                                "  help: leave the separator out: `17700`" + unit +
                                                "1:11 -> 17700]\n");
  CHECK(complaints("a = 1.770,5\n") == "E0601 1:5-1:12" + what +
                                           "  help: leave the separator out: `1770.5`" + unit +
                                           "1:12 -> 1770.5]\n");
  CHECK(complaints("a = 17,700 USD\n") ==
        "E0601 1:5-1:15" + what +
            "  help: leave the separator out: `\"17700 USD\"`; or write a point, if a decimal is "
            "meant: `\"17.700 USD\"` [unsafe 1:5-1:15 -> \"17700 USD\"]\n");
  CHECK(complaints("a = 65,\n") ==
        "E0601 1:7-1:8 a line ends without a comma | not needed\n"
        "  help: remove it [safe 1:7-1:8 -> ]\n");
  CHECK(complaints("a = 65 , # years\n") ==
        "E0601 1:8-1:9 a line ends without a comma | not needed\n"
        "  help: remove it [safe 1:8-1:9 -> ]\n");
  CHECK(complaints("[a] x\n") ==
        "E0601 1:5-1:6" + what + "  help: a table's header has a line of its own\n");
}

TEST_CASE("a key or table that is there already is refused", "[intake][syntax]") {
  CHECK(complaints("[[leader]]\nage = 1\nage = 2\n") ==
        "E0601 3:1-3:4 the key `age` is given twice | a second time\n"
        "  help: keep one `age`; a further fact begins with its own `[[name]]`\n");
  CHECK(complaints("[leader]\nage = 1\n[leader]\n") ==
        "E0601 3:1-3:9 the table `[leader]` is opened a second time\n"
        "  also 1:1-1:9 write `[[leader]]` here\n"
        "  help: tables of one name stand in double brackets, each time: `[[leader]]` "
        "[safe 1:1-1:9 -> [[leader]]] [safe 3:1-3:9 -> [[leader]]]\n");
  CHECK(complaints("# [leader]\n [leader]\nage = 1\n[[leader]]\n") ==
        "E0601 4:1-4:11 the table `[[leader]]` is opened a second time\n"
        "  also 2:2-2:10 write `[[leader]]` here\n"
        "  help: tables of one name stand in double brackets, each time: `[[leader]]` "
        "[safe 2:2-2:10 -> [[leader]]]\n");
  CHECK(complaints("[[leader]]\nage = 1\n[leader]\n") ==
        "E0601 3:1-3:9 the table `[leader]` is opened a second time\n"
        "  help: tables of one name stand in double brackets, each time: `[[leader]]` "
        "[safe 3:1-3:9 -> [[leader]]]\n");
  CHECK(complaints("[case]\ntitle = \"a\"\n[case]\n") ==
        "E0601 3:1-3:7 the table `[case]` is opened a second time\n"
        "  also 1:1-1:7 first here\n"
        "  help: a file holds one case, under one `[case]`\n");
  // Blanks do not make another table of it.
  CHECK(complaints("[ leader ]\nage = 1\n[leader]\n") ==
        "E0601 3:1-3:9 the table `[leader]` is opened a second time\n"
        "  also 1:1-1:11 write `[[leader]]` here\n"
        "  help: tables of one name stand in double brackets, each time: `[[leader]]` "
        "[safe 1:1-1:11 -> [[leader]]] [safe 3:1-3:9 -> [[leader]]]\n");
  // What is no fact of its own does not become one by more brackets.
  CHECK(complaints("[[trade]]\n[trade.valid]\nfrom = 2015-01-01\n[[trade]]\n[trade.valid]\n"
                   "from = 2015-01-01\n[trade.valid]\n") ==
        "E0601 7:1-7:14 the table `[trade.valid]` is opened a second time\n"
        "  help: keep one of the two\n");
  CHECK(complaints("leader = 5\n[leader]\nage = 1\n").find("[safe") == std::string::npos);
}

TEST_CASE("misplaced commas, braces and keys are reported", "[intake][syntax]") {
  CHECK(complaints("a = [1 2]\n") ==
        "E0601 1:8-1:9 a comma is missing | before this\n"
        "  help: values are separated by commas\n");
  CHECK(complaints("a = [1,,2]\n") ==
        "E0601 1:8-1:9 a comma stands where a value should\n  help: remove the comma\n");
  CHECK(complaints("a = {b = 1,}\n") ==
        "E0601 1:12-1:13 a comma stands before the closing `}`\n  help: remove the comma\n");
  CHECK(complaints("a = {b = 1,\nc = 2}\n") ==
        "E0601 1:12-1:12 a table in braces ends on its own line | `}` belongs here\n"
        "  help: write it on one line: `{ from = 2010-01-01, until = 2014-12-31 }`\n");
  const std::string key =
      " a key or a table's header belongs here | neither\n"
      "  help: write `key = value`, or `[[name]]` to begin a fact\n";
  CHECK(complaints("= 1\n") == "E0601 1:1-1:2" + key);
  CHECK(complaints("страна = 1\n") == "E0601 1:1-1:7" + key);
  CHECK(complaints("a = { é = 1 }\n") == "E0601 1:7-1:8" + key);
}

TEST_CASE("headers without a proper name are refused", "[intake][syntax]") {
  CHECK(complaints("[[]]\n") ==
        "E0601 1:3-1:4 this table has no name\n  help: write `[[name]]` to begin a fact\n");
  const std::string header =
      " this table's header is not written correctly | does not belong here\n"
      "  help: a header is a name in brackets, as in `[[name]]`: letters, digits, `_` and `-`\n";
  CHECK(complaints("[[страна]]\n") == "E0601 1:3-1:9" + header);
  CHECK(complaints("[,]\n") == "E0601 1:2-1:3" + header);
  CHECK(complaints("[a b]\n") == "E0601 1:4-1:5" + header);
  CHECK(complaints("[ [a]]\n") == "E0601 1:3-1:4" + header);
}

TEST_CASE("escapes that stand for nothing are refused", "[intake][syntax]") {
  CHECK(complaints("a = \"C:\\q\"\n") ==
        "E0601 1:8-1:10 this escape is not known\n"
        "  help: write `\\\\` for a backslash, or the text between single quotes [safe 1:8-1:8 -> "
        "\\]\n");
  CHECK(complaints("a = \"\\ud800\"\n") ==
        "E0601 1:6-1:12 this escape stands for no character\n"
        "  help: write the character itself\n");
}

TEST_CASE("pasted blanks are made plain", "[intake][syntax]") {
  CHECK(complaints("a =\u00A01\n") ==
        "E0601 1:4-1:5 a no-break space stands here | not a plain blank\n"
        "  help: replace it by a plain one [safe 1:4-1:5 ->  ]\n");
}

TEST_CASE("a quote inside a text is told how to be written", "[intake][syntax]") {
  CHECK(complaints("quote = \"riots in the \"capital\" of it\"\n")
            .find("help: a quote inside a text is written `\\\"`, or the text stands in single "
                  "quotes [unsafe 1:23-1:23 -> \\] [unsafe 1:31-1:31 -> \\]\n") !=
        std::string::npos);
}

TEST_CASE("dates and shares in other notations are told the one that counts", "[intake][syntax]") {
  const auto help = [](const std::string& line) {
    const std::string told = complaints(line + "\n");
    const std::size_t at = told.find("help: ") + 6;
    return told.substr(at, told.find_first_of("[\n", at) - at);
  };
  const std::string date = "a date is written year, month, day";
  CHECK(help("as_of = 30.6.2024") == date + ": `2024-06-30` ");
  CHECK(help("as_of = 6/30/2024") == date + ": `2024-06-30` ");
  CHECK(help("as_of = 2024/6/30") == date + ": `2024-06-30` ");
  CHECK(help("as_of = 12/05/1972") ==
        date + ": `1972-05-12`, or `1972-12-05` if the month stands first");
  CHECK(help("as_of = 12-05-1972") ==
        date + ": `1972-05-12`, or `1972-12-05` if the month stands first");
  CHECK(help("as_of = 05/05/1972") == date + ": `1972-05-05` ");
  CHECK(help("as_of = 31/31/1972") == date + ", as in `2015-01-31`");
  CHECK(help("as_of = 30 June 2024") == date + ", as in `2015-01-31`");
  CHECK(help("share = 12%") == "a share stands in quotes: `\"12%\"` ");
  CHECK(help("share = 24 %") == "a share stands in quotes: `\"24 %\"` ");
}

TEST_CASE("semicolons and comments of other languages are told", "[intake][syntax]") {
  const auto semicolon = [](const std::string& place) {
    return "E0601 " + place +
           " a line ends without a semicolon | not needed\n  help: remove it [safe " + place +
           " -> ]\n";
  };
  CHECK(complaints("age = 65;\n") == semicolon("1:9-1:10"));
  CHECK(complaints("a = \"x\"; # y\n") == semicolon("1:8-1:9"));
  CHECK(complaints("a = 1972-05-12 ;\r\n") == semicolon("1:16-1:17"));
  CHECK(complaints("a = true;\n") == semicolon("1:9-1:10"));
  const auto comment = [](const std::string& place) {
    return "E0601 " + place +
           " a comment begins with `#` | not with this\n  help: write `#` [safe " + place +
           " -> #]\n";
  };
  CHECK(complaints("age = 65 // years\n") == comment("1:10-1:12"));
  CHECK(complaints("age = 65// years\n") == comment("1:9-1:11"));
  CHECK(complaints("// leaders\nage = 65\n") == comment("1:1-1:3"));
  // Within texts and comments they are what the author wants.
  for (const char* line : {"a = http://x.y", "a = 1 b = \"x // y\"", "a = \"see \\q // x\"",
                           "a = \"\"\"\nsee \\q;\n\"\"\"", "a = 5 USD # 2010 // 2011",
                           "a = [1;\n2]", "a = 1; b = 2;"}) {
    INFO(line);
    const std::string told = complaints(std::string(line) + "\n");
    CHECK(told.starts_with("E0601 "));
    CHECK(told.find("a comment begins") == std::string::npos);
    CHECK(told.find("without a semicolon") == std::string::npos);
  }
}
