// SPDX-License-Identifier: Apache-2.0
//
// CASUS_PROGRAMS sets how many random cases are read both ways, CASUS_SEED the first.
#include "intake/plain_table.hpp"

#include <random>

#include "intake/document.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "unit/intake/both_ways.hpp"

using namespace casus;
using testing::described;
using testing::described_long;
using testing::described_short;

namespace {

/// The table at the start of `text` on one line, nothing where it is not plain.
std::string shown(std::string_view text) {
  intake::PlainTable table;
  if (!intake::read_plain_table(text, 0, table)) return {};
  std::string result(table.name);
  for (const intake::PlainTable::Entry& one : table.entries) {
    const std::string_view quote = one.kind == intake::PlainTable::Entry::Kind::text ? "\"" : "";
    result.append(" ").append(one.key).append("=").append(quote).append(one.value).append(quote);
    for (const auto& inner : one.entries) result.append(" .").append(inner.key);
  }
  return result + " to " + std::to_string(table.end) + ", " + std::to_string(table.lines);
}

std::string leader(std::string_view lines) {
  return "[[leader]]\ncountry = \"K\"\nperson = \"N\"\nage = 70\n" + std::string(lines);
}

template <std::size_t size>
std::string_view one_of(const std::array<std::string_view, size>& choices, std::mt19937& random) {
  return choices[random() % size];
}

/// Lines of a case, most of them good.
std::string random_case(std::mt19937& random) {
  constexpr auto headers = std::to_array<std::string_view>({"[[leader]]",
                                                            "[[leader]]",
                                                            "[[leader]]",
                                                            "[[trade]]",
                                                            "[[trade]]",
                                                            "[[trade]]",
                                                            "[[successor]]",
                                                            "[[source]]\nid = \"s\"",
                                                            "[[nobody]]",
                                                            "[leader]",
                                                            "[[leader.since]]",
                                                            "[leader.age]",
                                                            "[[ trade ]]",
                                                            "  [[trade]]",
                                                            "[[\"trade\"]]",
                                                            "[[depends_on]]",
                                                            "[[data]]",
                                                            "[[data]]\nsource = \"a.csv\"",
                                                            "trade = [{ exporter = \"K\" }]",
                                                            "[[trade]] # oil",
                                                            "[[trade]",
                                                            "[[trade]]x"});
  constexpr auto keys = std::to_array<std::string_view>(
      {"country",  "country",  "person", "person",  "age",   "age",       "since",
       "exporter", "exporter", "value",  "value",   "share", "role",      "ended",
       "term",     "deals",    "id",     "source",  "note",  "certainty", "valid",
       "holds",    "quote",    "agee",   "\"age\"", "a.b",   "  age",     ""});
  constexpr auto values = std::to_array<std::string_view>({"\"K\"",
                                                           "\"K\"",
                                                           "\"Kornia\"",
                                                           "\"N. N.\"",
                                                           "\"\"",
                                                           "'K'",
                                                           "\"Ü\"",
                                                           "\"U\u0308\"",
                                                           "\"a\tb\"",
                                                           "\"\\\"\"",
                                                           "\"\"\"K\"\"\"",
                                                           "\"s\"",
                                                           "\"F2\"",
                                                           "\"patron\"",
                                                           "\"junior\"",
                                                           "\"patrn\"",
                                                           "70",
                                                           "0.5",
                                                           "-1",
                                                           "-0",
                                                           "-0.0",
                                                           "+3",
                                                           "007",
                                                           "1e3",
                                                           "1_000",
                                                           "0x10",
                                                           "121",
                                                           "1e400",
                                                           "0.00000000000000000000001",
                                                           "9223372036854775808",
                                                           "-9223372036854775808",
                                                           "inf",
                                                           "true",
                                                           "false",
                                                           "2015-01-31",
                                                           "2015-02-30",
                                                           "0000-01-01",
                                                           "2015-01-31T10:00:00",
                                                           "\"2015-01-31\"",
                                                           "\"12 USD_m\"",
                                                           "\"25%\"",
                                                           "{ low = 1, likely = 2, high = 3 }",
                                                           "{ low = 3, likely = 2, high = 1 }",
                                                           "{ from = 2010-01-01 }",
                                                           "{ until = 'K',from = true }",
                                                           "{ low = 1, low = 2 }",
                                                           "{}",
                                                           "'a\"b'",
                                                           "[1, 2]",
                                                           "[\n[[1]]\n]",
                                                           "\"\"\"\n[[trade]]\n\"\"\"",
                                                           "",
                                                           "\"K",
                                                           "1.",
                                                           "tru"});
  constexpr auto ends = std::to_array<std::string_view>(
      {"\n", "\n", "\n", "\n", "\r\n", " # so\n", " \t\n", "\n\n# [[trade]]\n", " x\n"});
  std::string text;
  const std::size_t tables = random() % 6;
  for (std::size_t t = 0; t < tables; ++t) {
    text += random() % 16 == 0 ? std::string_view() : one_of(headers, random);
    text += one_of(ends, random);
    switch (random() % 4) {
      case 0:
        text += "country = \"K\"\nperson = \"N\"\nage = 70\n";
        break;
      case 1:
        text += "exporter = \"R\"\n";
        break;
      case 2:
        text += "country = \"R\"\nperson = \"M\"\n";
        break;
      default:
        break;
    }
    for (std::size_t lines = random() % 3; lines > 0; --lines) {
      text.append(one_of(keys, random)).append(" = ").append(one_of(values, random));
      text += one_of(ends, random);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a plain table is a name and keys with plain values", "[intake][plain]") {
  CHECK(shown("[[a]]\nb = \"c d\"\ne = -1.5\n[[f]]\n") == "a b=\"c d\" e=-1.5 to 25, 3");
  CHECK(shown("[[a]] # x\r\n\n  # [[b]]\n b=2015-01-31 # y\r\n\t[[c]]") ==
        "a b=2015-01-31 to 41, 4");
  CHECK(shown("[[a]]") == "a to 5, 0");
  CHECK(shown("[[a]]\nb = true\nc = \"\"") == "a b=true c=\"\" to 21, 2");
  CHECK(shown("[[a]]\nb = '\"\\'\n") == "a b=\"\"\\\" to 15, 2");
  CHECK(shown("[[a]]\nb = { c = 1,d = 'e' }\n") == "a b={ c = 1,d = 'e' } .c .d to 28, 2");
}

TEST_CASE("a table with anything else is not plain", "[intake][plain]") {
  for (const std::string_view header :
       {"[a]", "[[a.b]]", "[[\"a\"]]", "[[ a ]]", "[[a]]b", "[[]]"}) {
    CHECK(shown(std::string(header) + "\nb = 1\n").empty());
  }
  for (const std::string_view line : {"b",
                                      "= 1",
                                      "b.c = 1",
                                      "\"b\" = 1",
                                      "b = 1 c = 2",
                                      "b = \"\\n\"",
                                      "b = \"c",
                                      "b = +1",
                                      "b = \"\"\"c\"\"\"",
                                      "b = '''c'''",
                                      "b = 1_000",
                                      "b = 007",
                                      "b = -0",
                                      "b = 1.",
                                      "b = 0x1",
                                      "b = 1234567890123456789",
                                      "b = 1e3",
                                      "b = inf",
                                      "b = 2015-02-30",
                                      "b = [1]",
                                      "b = True",
                                      "b = 2015-01-31T10:00:00",
                                      "b = {}",
                                      "b = { c = 1, }",
                                      "b = { c = 1, c = 2 }",
                                      "b =",
                                      "b = { c = {} }",
                                      "b = { c = 1 } d",
                                      "b = { c = 1"}) {
    CHECK(shown("[[a]]\n" + std::string(line) + "\n").empty());
  }
  CHECK(shown("[[a]]\nb = 1\nb = 2\n").empty());
  CHECK(shown("[[a]]\nb = {\nc = 1 }\n").empty());
}

TEST_CASE("plain tables of facts are kept from the library", "[intake][plain]") {
  testing::Sample sample;
  const auto left = [&](const std::string& text) {
    const std::uint32_t file = sample.sources.add("x.toml", text);
    std::size_t taken = 0;
    const auto document = intake::parse_document(
        sample.sources, file, [&](const intake::PlainTable&) { return ++taken > 0; });
    return std::to_string(document.plain ? taken : 0) + " taken, " +
           std::to_string(document.root.entries.size()) + " left";
  };
  CHECK(left(leader("") + leader("") + "[case]\ntitle = \"x\"\n") == "2 taken, 1 left");
  CHECK(left(leader("") + leader("certainty = [1]\n")) == "1 taken, 1 left");
  // What may speak of a table left out has all of them read as one.
  CHECK(left(leader("") + "[leader.seat]\n") == "0 taken, 1 left");
  CHECK(left(leader("") + "[leaders]\n") == "0 taken, 2 left");
  CHECK(left("x = 1\n" + leader("")) == "0 taken, 2 left");
}

TEST_CASE("plain tables stand among others in the order of the file", "[intake][plain]") {
  CHECK(described(leader("since = 2001-02-03\n") +
                  "[[successor]]\ncountry = \"R\"\nperson = 'M'\n" +
                  "[[trade]]\nexporter = \"M\"\nid = \"oil\"\n" + leader("")) ==
        "F1 1:1-1:11 leader(\"K\", \"N\", 70 years, 2001-02-03) 0 1 70 11356\n"
        "F2 6:1-6:14 successor(\"R\", \"M\") 2 3\n"
        "oil 9:1-9:10 trade(\"M\", unknown, unknown, unknown, unknown, unknown, unknown) 3 "
        "9223372036854775808 9223372036854775808 9223372036854775808 9223372036854775808 "
        "9223372036854775808 9223372036854775808\n"
        "F4 12:1-12:11 leader(\"K\", \"N\", 70 years, unknown) 0 1 70 9223372036854775808\n");
}

TEST_CASE("a text of a plain table has its place", "[intake][plain]") {
  const auto named = [](std::string_view person) {
    return "[[successor]]\ncountry = \"K\"\nperson = \"" + std::string(person) + "\"\n";
  };
  CHECK(testing::complaints(named("Norvin") + named("Norvin") + named("Norvn")) ==
        "W0601 9:10-9:17 `Norvn` occurs once, `Norvin` 2 times | a slip?\n"
        "  help: did you mean `Norvin`? [unsafe 9:10-9:17 -> \"Norvin\"]\n");
}

TEST_CASE("random cases mean the same both ways", "[intake][plain][properties]") {
  const auto [first, cases] = properties::seeds(400);
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
    std::string text = random_case(random);
    if (random() % 4 == 0 && !text.empty()) text.erase(random() % text.size(), 1);
    INFO("CASUS_SEED=" << seed << "\n" << text);
    REQUIRE(described_short(text) == described_long(text));
  }
}
