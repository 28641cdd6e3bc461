// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "unit/intake/sample.hpp"

using casus::DataFile;
using casus::testing::render;
using casus::testing::Sample;

namespace {

/// What is wrong, else each fact's name and fields: "data.csv:2 "K" "N" 75 years unknown".
std::string read(const std::string& relation, DataFile::Format format, std::string_view text) {
  Sample sample;
  const auto intake = sample.read_data(relation, format, text);
  std::string result = render(sample.sources, intake.diagnostics);
  if (!result.empty()) return result;
  const auto& facts = intake.facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const casus::model::StatementId id = facts.id_at(i);
    const casus::model::Statement statement = facts[id];
    result += facts.name_of(id);
    const auto& fields = sample.schema[statement.relation].fields;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      result += ' ' + casus::model::show_literal(statement.fields[f], fields[f].type, sample.schema,
                                                 facts.symbols);
    }
    if (statement.certainty)
      result += " certainty " + casus::model::show_number(*statement.certainty);
    result += '\n';
  }
  return result;
}

constexpr auto csv = DataFile::Format::csv;
constexpr auto tsv = DataFile::Format::tsv;
constexpr auto jsonl = DataFile::Format::json_lines;
constexpr auto facts = DataFile::Format::facts;

}  // namespace

TEST_CASE("a header names the fields in any order", "[intake][data]") {
  CHECK(read("leader", csv, "age,person,country\n75,N,K\n62,P,R\n") ==
        "data.csv:2 \"K\" \"N\" 75 years unknown\n"
        "data.csv:3 \"R\" \"P\" 62 years unknown\n");
  CHECK(read("leader", tsv, "country\tperson\tage\nK\tN\t75\n") ==
        "data.csv:2 \"K\" \"N\" 75 years unknown\n");
  CHECK(read("leader", csv,
             "\xEF\xBB\xBF"
             "country, person ,age\r\nK,N,75\r\n") == "data.csv:2 \"K\" \"N\" 75 years unknown\n");
  CHECK(read("leader", csv, "country;person;age\nK;N;75\n") ==
        "data.csv:2 \"K\" \"N\" 75 years unknown\n");
}

TEST_CASE("a data file without a text is an empty one", "[intake][data]") {
  const auto rules = casus::testing::load_rules("fact pump { name: text }");
  const auto loaded = casus::Facts::load(
      rules, {"case.toml", ""},
      {{.relation = "pump", .format = facts, .name = "pump.facts", .text = nullptr}});
  REQUIRE(loaded.facts);
  CHECK(loaded.facts->size() == 0);
}

TEST_CASE("facts files have all fields in their order", "[intake][data]") {
  CHECK(read("successor", facts, "K\tN\n\"J\"\t\n") ==
        "data.csv:1 \"K\" \"N\"\ndata.csv:2 \"\\\"J\\\"\" \"\"\n");
  CHECK(read("leader", facts, "K\tN\t75\t\n") == "data.csv:1 \"K\" \"N\" 75 years unknown\n");
}

TEST_CASE("cells of every type mean what TOML values mean", "[intake][data]") {
  CHECK(read("trade", csv,
             "exporter,value,share,role,ended,term,deals\n"
             "K,17.7,0.25,patron,true,24 months,-3\n"
             "R,580 USD_m,22%,junior,false,2 years,7\n"
             "C,1e3,,,,,\n") ==
        "data.csv:2 \"K\" 17.7 USD_bn 0.25 patron true 24 months -3\n"
        "data.csv:3 \"R\" 0.58 USD_bn 0.22 junior false 24 months 7\n"
        "data.csv:4 \"C\" 1000 USD_bn unknown unknown unknown unknown unknown\n");
  CHECK(read("leader", csv, "country,person,age,since\nK,N,75,1991-12-16\n") ==
        "data.csv:2 \"K\" \"N\" 75 years 1991-12-16\n");
  CHECK(read("successor", csv, "country,person\n\"a,b\",\"say \"\"no\"\"\"\nCôte,007\n") ==
        "data.csv:2 \"a,b\" \"say \\\"no\\\"\"\ndata.csv:3 \"Côte\" \"007\"\n");
}

TEST_CASE("places of records survive blank lines and long cells", "[intake][data]") {
  CHECK(read("successor", csv, "\ncountry,person\n\na,b\n\"c\nd\",e\n\nf,g\nh,i\n") ==
        "data.csv:4 \"a\" \"b\"\n"
        "data.csv:5 \"c\\nd\" \"e\"\n"
        "data.csv:8 \"f\" \"g\"\n"
        "data.csv:9 \"h\" \"i\"\n");
}

TEST_CASE("columns may speak about the statement", "[intake][data]") {
  CHECK(read("successor", csv, "country,person,certainty,id\na,b,0.5,S1\nc,d,,\ne,f,0.7,\n") ==
        "S1 \"a\" \"b\" certainty 0.5\n"
        "data.csv:4 \"e\" \"f\" certainty 0.7\n"
        "data.csv:3 \"c\" \"d\"\n");
}

TEST_CASE("what is wrong with a cell is told at the cell, as in TOML", "[intake][data]") {
  CHECK(read("leader", csv, "country,person,age\nK,N,abc\nK,N,130\nK,N,\nK,N,75.5\n") ==
        "E0605 2:5-2:8 `age` needs a whole number in years, not a text | a text\n"
        "  help: write it like `12` or `12 years`\n"
        "E0606 3:5-3:8 `age` is 130 years, outside its range | outside 0..120\n"
        "  help: correct the value, or widen the range of `age` (vocabulary.casus:7)\n"
        "E0604 4:1-4:5 `leader` lacks `age`\n"
        "  help: fill in the cell of `age`, a whole number in years (vocabulary.casus:7)\n"
        "  help: or leave the row out if a value is not known, or if it is a total or a note\n"
        "E0605 5:5-5:9 `age` needs a whole number in years, not 75.5 | a number with a point\n"
        "  help: round it, or declare the field as a number (vocabulary.casus:7)\n");
}

TEST_CASE("a cell is told how to be written as a cell", "[intake][data]") {
  const auto advice = [](const std::string& column, const std::string& cell) {
    const std::string told = read("trade", csv, "exporter," + column + "\nK,\"" + cell + "\"\n");
    return told.substr(told.find("  help: "));
  };
  CHECK(advice("deals", "17,700") ==
        "  help: leave the separator out: `17700` [unsafe 2:3-2:11 -> 17700]\n");
  CHECK(advice("deals", "1.770,5") == "  help: write it like `12`\n");
  CHECK(advice("share", "1.770,5") ==
        "  help: leave the separator out: `1770.5` [unsafe 2:3-2:12 -> 1770.5]\n");
  CHECK(advice("value", "17 700 USD_m") ==
        "  help: leave the separator out: `17700 USD_m` [unsafe 2:3-2:17 -> 17700 USD_m]\n");
  CHECK(advice("value", "much") == "  help: write it like `2.5` or `2.5 USD_bn`\n");
  CHECK(advice("ended", "no") == "  help: write `true` or `false`\n");
  CHECK(advice("term", "long") ==
        "  help: write it like `24 months`, in days, weeks, months or years\n");
  CHECK(advice("observed", "lately") == "  help: write it like `2015-01-31`\n");
  CHECK(advice("observed", "2015") ==
        "  help: where only the year is known, write its first day: `2015-01-01`\n");
  CHECK(advice("observed", "30/6/2015") ==
        "  help: a date is written year, month, day: `2015-06-30`\n");
  CHECK(advice("certainty", "high") == "  help: write it like `0.8`\n");
  CHECK(advice("id", "a b") == "  help: write it like `trade-2013`\n");
}

TEST_CASE("what stands for no value is told to be left out", "[intake][data]") {
  const auto advice = [](const std::string& column, const std::string& cell) {
    const std::string told = read("trade", csv, "exporter," + column + "\nK,\"" + cell + "\"\n");
    return told.substr(told.find("  help: "));
  };
  for (const char* cell : {"n/a", "NA", "-", "–", "..", "#DIV/0!", "#N/A", ""}) {
    CAPTURE(cell);
    CHECK(advice("value", cell) ==
          "  help: leave the cell empty where the value is not known; 0 is written `0`\n");
    CHECK(advice("role", cell)
              .ends_with("\n  help: leave the cell empty where the value is not known\n"));
  }
  CHECK(read("leader", csv, "country,person,age\nK,N,n/a\n") ==
        "E0605 2:5-2:8 `age` needs a whole number in years, not a text | a text\n"
        "  help: leave the row out where the value is not known; 0 is written `0`\n");
  CHECK(read("successor", csv, "country,person\nn/a,-\n") == "data.csv:2 \"n/a\" \"-\"\n");
  CHECK(casus::testing::complaints("[[trade]]\nexporter = \"K\"\nterm = \"\"\n") ==
        "E0605 3:8-3:10 `term` needs a duration, not a text | a text\n"
        "  help: leave the key out where the value is not known\n");
}

TEST_CASE("an amount with separators or a currency sign is told to name its unit",
          "[intake][data]") {
  const auto advice = [](const std::string& cell) {
    const std::string told = read("trade", csv, "exporter,value\nK,\"" + cell + "\"\n");
    return told.substr(told.find("  help: "));
  };
  // 270,000,000 hardly means so many billions, so nothing is edited.
  const std::string units = ": a number alone is in USD_bn; units that fit are `USD_bn`, `USD_m`";
  CHECK(advice("270,000,000") ==
        "  help: leave the separator out and name the unit, as in `270000000 USD_m`" + units +
            "\n");
  CHECK(advice("17,700") ==
        "  help: leave the separator out and name the unit, as in `17700 USD_m`" + units +
            "; or write a point, if a decimal is meant: `17.700`\n");
  const std::string sign =
      "  help: leave the currency sign out, and write it like `2.5` or `2.5 USD_bn`; units that "
      "fit are `USD_bn`, `USD_m`\n";
  CHECK(advice("$290m") == sign);
  CHECK(advice("$0.27") == sign);
  CHECK(advice("0.27 €") == sign);
  CHECK(read("trade", csv, "exporter,deals\nK,£5\n")
            .ends_with("  help: leave the currency sign out, and write it like `12`\n"));
  CHECK(read("trade", jsonl, "{\"exporter\":\"K\",\"value\":\"2,700,000\"}\n")
            .ends_with("as in `\"value\": \"2700000 USD_m\"`" + units + "\n"));
}

TEST_CASE("a value in JSON is told how to be written in JSON", "[intake][data]") {
  const auto advice = [](const std::string& keys) {
    const std::string told = read("trade", jsonl, "{\"exporter\":\"K\"," + keys + "}\n");
    return told.substr(told.find("  help: "));
  };
  CHECK(advice("\"value\":\"much\"") ==
        "  help: write it like `\"value\": 2.5` or `\"value\": \"2.5 USD_bn\"`\n");
  CHECK(advice("\"valid\":{\"from\":\"2015\"}") ==
        "  help: a year begins on `\"from\": \"2015-01-01\"`\n");
  CHECK(read("trade", jsonl, "{\"value\":1}\n") ==
        "E0604 1:1-1:12 `trade` lacks `exporter`\n"
        "  help: add `\"exporter\": …`, a text (vocabulary.casus:12)\n");
}

TEST_CASE("rows of nothing are skipped at the end alone", "[intake][data]") {
  const std::string rows = "data.csv:2 \"a\" \"b\"\n";
  CHECK(read("successor", csv, "country,person\na,b\n,\n,,,\n\n,\n") == rows);
  CHECK(read("successor", csv, "country,person\r\na,b\r\n,\r\n,") == rows);
  CHECK(read("successor", tsv, "country\tperson\na\tb\n\t\n\t\n") == rows);
  CHECK(read("successor", csv, "country;person;certainty\na;b;\n;;\n") == rows);
  const auto empty = [](const std::string& place) {
    return "E0616 " + place +
           " this row is empty, and others follow\n"
           "  help: remove it: only at the end of a table empty rows are skipped\n";
  };
  CHECK(read("successor", csv, "country,person\na,b\n,\n,\n,\nc,d\n,\n,\n\"e\",f\n,\n") ==
        empty("3:1-3:2") + empty("7:1-7:2"));
  // Two texts of nothing are something.
  CHECK(read("successor", csv, "country,person\na,b\n\"\",\"\"\n") ==
        rows + "data.csv:3 \"\" \"\"\n");
  // All fields may be left out, but a row of nothing is no fact.
  CHECK(read("event", csv, "day,deaths\n2015-01-31,5\n,7\n,\n") ==
        "data.csv:2 2015-01-31 5\ndata.csv:3 unknown 7\n");
  CHECK(read("event", csv, "day,deaths\n,\n,7\n") == empty("2:1-2:2"));
}

TEST_CASE("rows that do not fit their header are refused", "[intake][data]") {
  CHECK(read("successor", csv, "country,person\na\nb,c,d\n") ==
        "E0616 2:1-2:2 this row has 1 cell, not 2\n"
        "  help: write as many cells as the header has; or, if this is a total or a note, delete "
        "the row\n"
        "E0616 3:1-3:6 this row has 3 cells, not 2\n"
        "  help: write as many cells as the header has; put a text that holds the separator in "
        "quotes\n");
  CHECK(read("successor", facts, "a\n") ==
        "E0616 1:1-1:2 this row has 1 cell, not 2\n"
        "  help: write `country`, `person`, in this order, with tabs between them\n");
  CHECK(read("successor", csv, "") ==
        "E0616 1:1-1:1 there is no header | the file is empty\n"
        "  help: write the names of the fields on the first line\n");
  CHECK(read("successor", csv, "country,person\na,\"b\nc,d\n") ==
        "E0616 2:3-2:4 these quotes never close | opened here\n"
        "  help: close them, or write quotes inside a text twice: `\"\"`\n");
  CHECK(read("successor", csv, "country,person\n\"a\"b,c\n") ==
        "E0616 2:4-2:5 something stands behind closing quotes | not expected here\n"
        "  help: put the whole cell in quotes, and write quotes inside it twice: `\"\"`\n");
}

TEST_CASE("headers name fields once, and all that are needed", "[intake][data]") {
  CHECK(read("successor", csv, "country,persn\na,b\n") ==
        "E0603 1:9-1:14 `successor` has no key `persn` | not known\n"
        "  help: did you mean `person`? [safe 1:9-1:14 -> person]\n");
  CHECK(read("successor", csv, "country\na\n") ==
        "E0604 1:1-1:8 `successor` lacks `person` | the header\n"
        "  help: add a column for each\n");
  CHECK(read("successor", csv, "country,person,country\na,b,c\n") ==
        "E0616 1:16-1:23 two columns are called `country` | a second time\n"
        "  also 1:1-1:8 first here\n"
        "  help: leave one of the two out, or rename it\n");
}

TEST_CASE("a first line that is no header is told as that", "[intake][data]") {
  CHECK(
      read("leader", csv, "Kasakhstan,N,75\nRuritania,P,62\n") ==
      "E0616 1:1-1:16 the first line names no field of `leader` | taken for the header\n"
      "  help: write the names of the columns on a line above it; fields are `country`, `person`, "
      "`age`, `since`\n");
  CHECK(read("successor", csv, "country\tperson\na\tb\n") ==
        "E0616 1:1-1:15 the first line names no field of `successor` | a single cell\n"
        "  help: separate cells by commas or semicolons; a file with tabs ends in .tsv\n");
  CHECK(read("successor", tsv, "country,person\na,b\n") ==
        "E0616 1:1-1:15 the first line names no field of `successor` | a single cell\n"
        "  help: separate cells by tabs; a file with commas or semicolons ends in .csv\n");
  for (const char* line : {"sep=,", "sep=;", "sep=\t", "sep="}) {
    INFO(line);
    const std::string told =
        read("successor", csv, std::string(line) + "\r\ncountry,person\r\na,b\r\n");
    CHECK(told == "E0616 1:1-1:" + std::to_string(std::string(line).size() + 1) +
                      " the first line names the separator, not the fields | for spreadsheets "
                      "alone\n"
                      "  help: remove it: a comma or a semicolon is known from the header\n");
  }
  CHECK(read("leader", csv, "Country,person,AGE\nK,N,75\n") ==
        "E0603 1:1-1:8 `leader` has no key `Country` | not known\n"
        "  help: did you mean `country`? Capital letters count [safe 1:1-1:8 -> country]\n"
        "E0603 1:16-1:19 `leader` has no key `AGE` | not known\n"
        "  help: did you mean `age`? Capital letters count [safe 1:16-1:19 -> age]\n");
}

TEST_CASE("lines above the header are told to be deleted", "[intake][data]") {
  CHECK(read("leader", csv, "Leaders of the world, 1971\ncountry;person;age\nK;N;75\n") ==
        "E0616 1:1-1:27 the header stands on line 2, not at the top | names no field of `leader`\n"
        "  help: delete this line\n");
  CHECK(read("leader", csv, "Leaders,,\n,,\nKnown in 1971,,\n\ncountry,person,age\nK,N,75\n") ==
        "E0616 1:1-1:10 the header stands on line 5, not at the top | names no field of `leader`\n"
        "  help: delete all lines above it\n");
}

TEST_CASE("a cell that is called like a column makes no header", "[intake][data]") {
  CHECK(read("successor", csv, "Country,Person\nid,N\n") ==
        "E0603 1:1-1:8 `successor` has no key `Country` | not known\n"
        "  help: did you mean `country`? Capital letters count [safe 1:1-1:8 -> country]\n"
        "E0603 1:9-1:15 `successor` has no key `Person` | not known\n"
        "  help: did you mean `person`? Capital letters count [safe 1:9-1:15 -> person]\n");
}

TEST_CASE("a fact of one field has its header below a title where nothing else stands",
          "[intake][data]") {
  const auto read_pump = [](const std::string& text) {
    const auto rules = casus::testing::load_rules("fact pump { name: text }");
    const auto loaded = casus::Facts::load(rules, {"case.toml", ""},
                                           {{.relation = "pump",
                                             .name = "pump.csv",
                                             .text = std::make_shared<const std::string>(text)}});
    return casus::testing::lines(loaded.diagnostics, *loaded.sources);
  };
  CHECK(read_pump("All pumps\nname\nP1\n").find("the header stands on line 2") !=
        std::string::npos);
  CHECK(read_pump("Name,Town\nid,A\n") ==
        "E0603 pump.csv:1: `pump` has no key `Name`\n"
        "E0603 pump.csv:1: `pump` has no key `Town`\n");
}

TEST_CASE("a field's name with its unit behind it is told to stand alone", "[intake][data]") {
  CHECK(read("leader", csv, "country,person,Age (years)\nK,N,75\n") ==
        "E0603 1:16-1:27 `leader` has no key `Age (years)` | not known\n"
        "  help: write the name alone: `age` [unsafe 1:16-1:27 -> age]\n");
  CHECK(read("leader", csv, "country,person,age,age (years)\nK,N,75,75\n")
            .starts_with("E0603 1:20-1:31 `leader` has no key `age (years)` | not known\n"
                         "  help: its keys are"));
  // Of two such columns the first has the name.
  CHECK(read("leader", csv, "country,person,age (years),age (months)\nK,N,75,9\n")
            .find("E0603 1:28-1:40 `leader` has no key `age (months)` | not known\n"
                  "  help: its keys are") != std::string::npos);
}

TEST_CASE("columns without a name are told by their numbers", "[intake][data]") {
  CHECK(read("successor", csv, "country,person,\nK,N,\n") ==
        "E0616 1:16-1:16 column 3 has no name\n"
        "  help: delete it, or name it\n");
  CHECK(read("successor", csv, "country,,person, \nK,,N,\n") ==
        "E0616 1:9-1:9 columns 2, 4 have no names\n"
        "  help: delete them, or name them\n");
  CHECK(read("successor", csv, "country,person,,,,,\n")
            .starts_with("E0616 1:16-1:16 columns 3, 4, 5, … have no names\n"));
}

TEST_CASE("the separator is the one by which the header has more names", "[intake][data]") {
  CHECK(read("leader", csv, "country;person;age;since, or nothing\nK;N;75;\n") ==
        "E0603 1:20-1:37 `leader` has no key `since, or nothing` | not known\n"
        "  help: write the name alone: `since` [unsafe 1:20-1:37 -> since]\n");
  CHECK(read("leader", csv, "country,person,age,\"note;\"\nK,N,75,\n")
            .starts_with("E0603 1:20-1:27 `leader` has no key `note;`"));
}

TEST_CASE("quotes around a cell do not make a number a text", "[intake][data]") {
  CHECK(read("leader", csv, "country,person,age\n\"K\",\"N\",\"75\"\n\"1\",\"2\",\"75 years\"\n") ==
        "data.csv:2 \"K\" \"N\" 75 years unknown\n"
        "data.csv:3 \"1\" \"2\" 75 years unknown\n");
}

TEST_CASE("JSON lines hold a table each", "[intake][data]") {
  CHECK(read("leader", jsonl,
             "{\"country\": \"K\", \"person\": \"N\", \"age\": 75, \"since\": \"1991-12-16\"}\n"
             "\n"
             "  {\"age\":62,\"person\":\"P\\u00e9\",\"country\":\"R\",\"since\":null}\r\n") ==
        "data.csv:1 \"K\" \"N\" 75 years 1991-12-16\n"
        "data.csv:3 \"R\" \"P\u00e9\" 62 years unknown\n");
  CHECK(read("successor", jsonl,
             "{\"country\":\"a\",\"person\":\"b\",\"certainty\":0.5,\"valid\":{\"from\":\"2010-01-"
             "01\"}}\n") == "data.csv:1 \"a\" \"b\" certainty 0.5\n");
}

TEST_CASE("lines that are no JSON objects are refused", "[intake][data]") {
  const std::string help =
      "\n  help: write one object a line, as in `{\"key\": \"text\", \"other\": 1}`\n";
  CHECK(read("successor", jsonl, "[1]\n") == "E0616 1:1-1:4 this line is no JSON object" + help);
  CHECK(read("successor", jsonl, "{\"country\": \"a\"\n") ==
        "E0616 1:1-1:16 this line is no JSON object | not well-formed" + help);
  CHECK(read("successor", jsonl, "{\"country\":\"a\",\"person\":\"b\"} x\n") ==
        "E0616 1:1-1:31 this line is no JSON object | not well-formed" + help);
  CHECK(read("successor", jsonl, "{\"country\":\"a\",\"country\":\"b\"}\n") ==
        "E0616 1:17-1:24 the key `country` stands twice | a second time\n"
        "  also 1:3-1:10 first here\n"
        "  help: keep one of the two\n");
  CHECK(read("leader", jsonl, "{\"country\":\"K\",\"person\":\"N\",\"age\":130}\n") ==
        "E0606 1:35-1:38 `age` is 130 years, outside its range | outside 0..120\n"
        "  help: correct the value, or widen the range of `age` (vocabulary.casus:7)\n");
  CHECK(read("successor", jsonl, "{\"country\":\"K\",\"person\":5}\n") ==
        "E0605 1:25-1:26 `person` needs a text, not a whole number | a whole number\n"
        "  help: put it in quotes: `\"5\"` [safe 1:25-1:26 -> \"5\"]\n");
}

TEST_CASE("a file whose name is no fact is refused", "[intake][data]") {
  CHECK(read("successors", csv, "country,person\na,b\n") ==
        "E0602 1:1-1:1 no fact is called `successors` | the file's name is the fact's\n"
        "  help: did you mean `successor`? Then rename the file\n");
  CHECK(
      read("depends_on", csv, "country\na\n") ==
      "E0602 1:1-1:1 `depends_on` is a relation: it comes from rules, not from data | not a fact\n"
      "  help: state the facts it follows from (vocabulary.casus:20)\n");
}

TEST_CASE("bytes that are no text are refused with their place", "[intake][data]") {
  const std::string refused = read("successor", csv, "country,person\na,b\xff\n");
  CHECK(refused.substr(0, 14) == "E0104 2:4-2:5 ");
}

TEST_CASE("numbers are written in one way in all formats, that of TOML", "[intake][data]") {
  const auto in_csv = [](const std::string& cell) {
    return read("trade", csv, "exporter,value,deals\nK," + cell + "\n");
  };
  const auto in_json = [](const std::string& keys) {
    return read("trade", jsonl, "{\"exporter\":\"K\"," + keys + "}\n");
  };
  const auto row = [](const std::string& line, const std::string& value, const std::string& deals) {
    return "data.csv:" + line + " \"K\" " + value + " unknown unknown unknown unknown " + deals +
           '\n';
  };
  CHECK(in_csv("+5,+5") == row("2", "5 USD_bn", "5"));
  CHECK(in_csv("1_000.5,1_000") == row("2", "1000.5 USD_bn", "1000"));
  CHECK(in_csv("1e3,0x1F") == row("2", "1000 USD_bn", "31"));
  CHECK(in_csv("1E+2,0b101") == row("2", "100 USD_bn", "5"));
  CHECK(in_csv("-0.0,-0") == row("2", "0 USD_bn", "0"));
  CHECK(in_csv("0e-9999999999999999999,0o17") == row("2", "0 USD_bn", "15"));
  CHECK(in_csv("2,-9223372036854775807") == row("2", "2 USD_bn", "-9223372036854775807"));
  CHECK(in_json("\"value\":1E+2,\"deals\":-0") == row("1", "100 USD_bn", "0"));

  const std::string large =
      "  help: whole numbers go up to 9223372036854775807, others to about 1.8e308\n";
  const std::string small =
      "  help: write 0, or another unit: no number but 0 lies between -4.9e-324 and 4.9e-324\n";
  CHECK(in_csv("1e400,") == "E0606 2:3-2:8 this number is too large\n" + large);
  CHECK(in_csv("1e-400,") == "E0606 2:3-2:9 this number is too small\n" + small);
  CHECK(in_csv("12345678901234567890123,") == "E0606 2:3-2:26 this number is too large\n" + large);
  CHECK(read("trade", csv, "exporter,value\nK,12345678901234567890123\n") ==
        "E0606 2:3-2:26 this number is too large\n" + large);
  CHECK(in_csv(",12345678901234567890123") == "E0606 2:4-2:27 this number is too large\n" + large);
  CHECK(in_csv(",-9223372036854775808") ==
        "E0606 2:4-2:24 `deals` needs a number above -9223372036854775808\n"
        "  help: leave an open field out where the number is not known\n");
  CHECK(in_csv("inf,") ==
        "E0606 2:3-2:6 `value` needs a finite number\n"
        "  help: leave an open field out where the number is not known\n");
  CHECK(in_json("\"value\":1e400") == "E0606 1:25-1:30 this number is too large\n" + large);
  CHECK(in_json("\"value\":1e-400") == "E0606 1:25-1:31 this number is too small\n" + small);
  CHECK(in_json("\"value\":12345678901234567890123 ") ==
        "E0606 1:25-1:48 this number is too large\n" + large);
  CHECK(casus::testing::complaints("[[trade]]\nexporter = \"K\"\nvalue = 1e-400\n") ==
        "E0606 3:9-3:15 this number is too small\n" + small);

  const std::string text = " `deals` needs a whole number, not a text | a text\n  help: write ";
  CHECK(in_csv(",007") == "E0605 2:4-2:7" + text + "`7` [unsafe 2:4-2:7 -> 7]\n");
  CHECK(in_csv(", 7") == "E0605 2:4-2:6" + text + "`7` [unsafe 2:4-2:6 -> 7]\n");
  CHECK(in_csv(",.5") == "E0605 2:4-2:6" + text + "it like `12`\n");
  CHECK(in_csv(".5,") ==
        "E0605 2:3-2:5 `value` needs a number in USD_bn, not a text | a text\n"
        "  help: write `0.5` [unsafe 2:3-2:5 -> 0.5]\n");
  CHECK(in_csv("5.,") ==
        "E0605 2:3-2:5 `value` needs a number in USD_bn, not a text | a text\n"
        "  help: write `5.0` [unsafe 2:3-2:5 -> 5.0]\n");
  for (const char* number : {"+5", "1_000", "0x10", "007", ".5", "5.", "inf", "1 2"}) {
    CHECK(in_json(std::string("\"value\":") + number).starts_with("E0616 1:1-"));
  }
}

TEST_CASE("words that only begin like those of JSON are refused", "[intake][data]") {
  for (const char* word : {"nul", "nulll", "tru", "fals", "-", "x"}) {
    INFO(word);
    const std::string refused =
        read("trade", jsonl, "{\"exporter\":\"K\",\"ended\":" + std::string(word) + "}\n");
    CHECK(refused.starts_with("E0616 1:1-"));
  }
}

TEST_CASE("a number too large is no text in a JSON line either", "[intake][data]") {
  CHECK(read("successor", jsonl, "{\"country\":\"K\",\"person\":12345678901234567890123 }\n") ==
        "E0605 1:25-1:48 `person` needs a text, not a number with a point | a number with a point\n"
        "  help: put it in quotes: `\"12345678901234567890123\"` [safe 1:25-1:48 -> "
        "\"12345678901234567890123\"]\n");
}

TEST_CASE("a key that is null is still a key", "[intake][data]") {
  CHECK(read("successor", jsonl, "{\"country\":\"a\",\"person\":\"b\",\"persn\":null}\n") ==
        "E0603 1:30-1:35 `successor` has no key `persn` | not known\n"
        "  help: its keys are `country`, `person`, `id`, `certainty`, `source`, `at`, `quote`, "
        "`note`, `kind`, `credibility`, `origin`, `observed`, …\n");
  CHECK(read("successor", jsonl, "{\"country\":\"a\",\"person\":null,\"person\":\"b\"}\n") ==
        "E0616 1:31-1:37 the key `person` stands twice | a second time\n"
        "  also 1:17-1:23 first here\n"
        "  help: keep one of the two\n");
  CHECK(
      read("successor", jsonl, "{\"country\":\"a\",\"person\":null}\n").starts_with("E0604 1:1-"));
  CHECK(read("leader", jsonl,
             "{\"country\":\"K\",\"person\":\"N\",\"age\":75,\"since\":null,\"note\":null,"
             "\"valid\":{\"from\":\"2010-01-01\",\"until\":null}}\n") ==
        "data.csv:1 \"K\" \"N\" 75 years unknown\n");
  CHECK(read("leader", jsonl,
             "{\"country\":\"K\",\"person\":\"N\",\"age\":75,\"valid\":{\"form\":null}}\n")
            .starts_with("E0603 1:48-1:52 `valid` has no key `form` | not known\n"));
}

TEST_CASE("an object of many keys takes time in proportion", "[intake][data]") {
  // With a comparison of each key with each, these would be 20,000 million.
  std::string line = "{\"country\":\"a\",\"person\":\"b\"";
  for (int i = 0; i < 200'000; ++i) line += ",\"k" + std::to_string(i) + "\":1";
  CHECK(read("successor", jsonl, line + "}\n").starts_with("E0603 1:"));
}

TEST_CASE("a misspelt key with an escape is marked whole", "[intake][data]") {
  CHECK(read("successor", jsonl, "{\"country\":\"a\",\"pers\\\"on\":\"b\"}\n") ==
        "E0603 1:17-1:25 `successor` has no key `pers\"on` | not known\n"
        "  help: did you mean `person`? [safe 1:17-1:25 -> person]\n");
}

TEST_CASE("what stands before quotes is told", "[intake][data]") {
  const std::string help =
      "  help: put the whole cell in quotes, with no blank before them, and write quotes inside it "
      "twice: `\"\"`\n";
  CHECK(read("successor", csv, "country,person\na, \"South\"\n") ==
        "E0616 2:4-2:5 something stands before quotes | not expected here\n" + help);
  CHECK(read("successor", tsv, "country\tperson\na\tb\"c\n") ==
        "E0616 2:4-2:5 something stands before quotes | not expected here\n" + help);
}

TEST_CASE("lines that end with carriage returns alone are told", "[intake][data]") {
  const std::string told =
      " a line ends with a carriage return alone | no line feed follows\n"
      "  help: save the file with line feeds, as a text for Unix or Windows\n";
  CHECK(read("successor", csv, "country,person\ra,b\rc,d\r") == "E0616 1:15-1:16" + told);
  CHECK(read("successor", facts, "a\tb\rc\td\r") == "E0616 1:4-1:5" + told);
  CHECK(read("successor", jsonl,
             "{\"country\":\"a\",\"person\":\"b\"}\r{\"country\":\"a\",\"person\":\"b\"}\r") ==
        "E0616 1:29-1:30" + told);
}

TEST_CASE("control characters are told as what they are", "[intake][data]") {
  const std::string help = "  help: only tabs and line ends may stand in a text\n";
  CHECK(read("successor", csv, "country,person\na,b\x01\n") ==
        "E0614 2:3-2:5 `person` holds a control character | a character that is not seen\n" + help);
  CHECK(read("successor", jsonl, "{\"country\":\"a\",\"person\":\"\\u0001\"}\n") ==
        "E0614 1:25-1:33 `person` holds a control character | written as an escape\n" + help);
}

TEST_CASE("validity has a column for each date", "[intake][data]") {
  CHECK(read("successor", csv, "country,person,valid\na,b,2010-01-01\n") ==
        "E0616 1:16-1:21 `valid` has two dates, and a cell holds one\n"
        "  help: write two columns, `valid.from` and `valid.until`; either may be left out\n");
  CHECK(read("successor", csv, "country,person,valid.from\na,b,2010-01-01\n") ==
        "data.csv:2 \"a\" \"b\"\n");
}

TEST_CASE("names in data files that differ a little are pointed out at their cell",
          "[intake][data][spelling]") {
  const std::string slip = " `Kazahstan` occurs once, `Kazakhstan` 2 times | a slip?\n";
  const auto fix = [](const std::string& at) {
    return "  help: did you mean `Kazakhstan`? [unsafe " + at + " -> \"Kazakhstan\"]\n";
  };
  CHECK(read("successor", csv,
             "person,country\nA,Kazakhstan\n\"B\nb\",\"Kazakhstan\"\nC,Kazahstan\n") ==
        "W0601 5:3-5:12" + slip + fix("5:3-5:12"));
  CHECK(read("successor", csv, "person;country\nA;Kazakhstan\nB;Kazakhstan\nC;\"Kazahstan\"\n") ==
        "W0601 4:3-4:14" + slip + fix("4:3-4:14"));
  // With metadata, too.
  CHECK(read("successor", csv,
             "person,certainty, country \nA,1,Kazakhstan\nB,1,Kazakhstan\nC,1,Kazahstan\n") ==
        "W0601 4:5-4:14" + slip + fix("4:5-4:14"));
  CHECK(read("successor", jsonl,
             "{\"country\":\"Kazakhstan\",\"person\":\"A\"}\n"
             "{\"country\":\"Kazakhstan\",\"person\":\"B\"}\n"
             "{\"person\":\"C\", \"country\" : \"Kazahstan\" }\n") ==
        "W0601 3:28-3:39" + slip + fix("3:28-3:39"));
  // No quotes stand in such a file, and so no edit can be made.
  CHECK(read("successor", facts, "Kazakhstan\tA\nKazakhstan\tB\nKazahstan\tC\n") ==
        "W0601 3:1-3:10" + slip + "  help: did you mean `Kazakhstan`?\n");
  CHECK(read("successor", csv, "country,person\nK\u0430zakhstan,A\n") ==
        "W0602 2:1-2:11 `K\u0430zakhstan` mixes letters of two alphabets | its `\u0430` is a "
        "Cyrillic letter that looks like `a`\n"
        "  help: write it with the letters a to z [unsafe 2:1-2:11 -> \"Kazakhstan\"]\n");
}

TEST_CASE("an id is not the place of a record", "[intake][data]") {
  CHECK(read("successor", csv,
             "country,person,id\na,b,\nc,d,data.csv:2\ne,f,data.csv:4\ng,h,data.csv:9\n") ==
        "E0609 3:5-3:15 the id `data.csv:2` belongs to two facts | this fact\n"
        "  also 2:1-2:5 and this one, by its place in the file\n"
        "  help: use another word as id\n");
}
