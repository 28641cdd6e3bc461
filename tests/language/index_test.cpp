// SPDX-License-Identifier: Apache-2.0
//
// What names mean and where they stand, as editors are told.
#include "casus/index.hpp"

#include <string>

#include "support/catch.hpp"

namespace {

using casus::Index;
using casus::Mention;
using casus::Symbol;

const std::string rules = R"(module pumps

enum Make { north, south }
unit kW
scale Wear 0..10 { low < 5, high }

/// A pump of the plant.
fact pump {
  name: text,
  make: Make,
  /// Since it was built.
  age: int years,
  power: number kW,
} reads "{name} is {age} old"

relation old(name: text)

rating worn(name: text) "Wear"
  of pump(name: name)
  on Wear
  starts 2
  factor age "Age" 0..8

rule aged "Aged pump"
  when pump(name: p, age: a, make: south) and a >= 10 years
  then old(name: p)
  supports worn.age(p) by a / 1 years
  because "{p} is {a} old"

rule spare
  when old(name: p) and worn(name: p, band: b) and b >= high
  then old(name: p)
  overrides aged
)";

std::string place(const Index& index, casus::Span span) {
  const auto [line, column] = index.sources->position(span.file, span.begin);
  return std::to_string(line) + ":" + std::to_string(column);
}

/// "8:6 fact pump of …", a line each.
std::string symbols(const Index& index) {
  std::string text;
  for (const Symbol& one : index.symbols) {
    text += place(index, one.name_span) + ' ' + std::string(name_of(one.kind)) + ' ' + one.name;
    if (one.parent.valid()) text += " of " + std::string(index.sources->text(one.parent));
    if (!one.doc.empty()) text += " | " + one.doc;
    if (!one.detail.empty()) text += " | " + one.detail;
    text += '\n';
  }
  return text;
}

/// "24:8 pump -> 8:6", a line each.
std::string mentions(const Index& index, std::uint32_t from_line) {
  std::string text;
  for (const Mention& one : index.mentions) {
    if (index.sources->position(one.span.file, one.span.begin).line < from_line) continue;
    text += place(index, one.span) + ' ' + std::string(index.sources->text(one.span)) + " -> " +
            place(index, one.declared) + '\n';
  }
  return text;
}

Index index_of(const std::string& text) {
  Index index;
  (void)casus::Ruleset::load({{"pumps.casus", text}}, {}, &index);
  return index;
}

}  // namespace

TEST_CASE("the index lists what is declared, with what it belongs to", "[index]") {
  CHECK(symbols(index_of(rules)) == R"(1:8 module pumps
3:6 enum Make
3:13 member north of Make
3:20 member south of Make
4:6 unit kW
5:7 scale Wear
5:20 band low of Wear
5:29 band high of Wear
8:6 fact pump | A pump of the plant.
9:3 field name of pump
10:3 field make of pump
12:3 field age of pump | Since it was built.
13:3 field power of pump
16:10 relation old
16:14 field name of old
18:8 rating worn | Wear
18:13 field name of worn
22:10 factor age of worn | Age
24:6 rule aged | Aged pump
25:19 variable p of aged | a text
25:27 variable a of aged | an amount in years
30:6 rule spare
31:18 variable p of spare | a text
31:45 variable b of spare | a Wear
)");
}

TEST_CASE("the index tells what each name in a rule means", "[index]") {
  CHECK(mentions(index_of(rules), 24) == R"(25:8 pump -> 8:6
25:13 name -> 9:3
25:22 age -> 12:3
25:30 make -> 10:3
25:36 south -> 3:20
25:47 a -> 25:27
26:8 old -> 16:10
26:12 name -> 16:14
26:18 p -> 25:19
27:12 worn -> 18:8
27:17 age -> 22:10
27:21 p -> 25:19
27:27 a -> 25:27
28:13 p -> 25:19
28:20 a -> 25:27
31:8 old -> 16:10
31:12 name -> 16:14
31:25 worn -> 18:8
31:30 name -> 18:13
31:36 p -> 31:18
31:39 band -> 18:8
31:52 b -> 31:45
31:57 high -> 5:29
32:8 old -> 16:10
32:12 name -> 16:14
32:18 p -> 31:18
33:13 aged -> 24:6
)");
}

TEST_CASE("the index tells what types, units and places of sentences mean", "[index]") {
  const std::string all = mentions(index_of(rules), 1);
  for (const char* line : {"10:9 Make -> 3:6", "13:17 kW -> 4:6", "14:11 name -> 9:3",
                           "14:21 age -> 12:3", "19:6 pump -> 8:6", "20:6 Wear -> 5:7"}) {
    CHECK_THAT(all, Catch::Contains(line));
  }
}

TEST_CASE("a rule base with mistakes has an index of what could be understood", "[index]") {
  const Index index = index_of(rules + R"(
rule broken
  when pump(name: p) and and
  then old(name: p)

rule unknown_name
  when pump(name: p) and pupm(name: p)
  then old(name: p)
)");
  const std::string told = mentions(index, 35);
  CHECK_THAT(told, Catch::Contains("40:8 pump -> 8:6\n") && Catch::Contains("41:8 old -> 16:10\n"));
  CHECK(index.named(casus::SymbolKind::rule, "broken") != nullptr);
}

TEST_CASE("the names of a case mean what its rules declare", "[index]") {
  const Index index = casus::index_case(index_of(rules), {"plant.toml", R"([[source]]
id = "S1"
title = "Log"

[[pump]]
id = "F1"
name = "P3"
make = "south"
age = 12
source = "S1"
colour = "red"
)"});
  CHECK(symbols(index) == "2:7 source S1 | Log\n6:7 statement F1\n");
  CHECK(mentions(index, 1) ==
        "5:3 pump -> 8:6\n7:1 name -> 9:3\n8:1 make -> 10:3\n8:9 south -> 3:20\n9:1 age -> 12:3\n"
        "10:11 S1 -> 2:7\n");
}

TEST_CASE("a place in or just behind a name is its own", "[index]") {
  const Index index = index_of(
      "fact seen { it: text }\nrelation told(it: text)\n"
      "rule tell\n  when seen(it: x)\n  then told(it: x)\n");
  const std::string text(index.sources->text(0));
  const auto at = [&](std::size_t offset) {
    const auto found = index.at(0, static_cast<std::uint32_t>(offset));
    return found ? std::string(index.sources->text(found->declared)) : std::string("nothing");
  };
  const std::size_t seen = text.find("seen(it: x)");
  CHECK(at(seen) == "seen");
  CHECK(at(seen + 4) == "seen");
  CHECK(at(seen + 5) == "it");
  CHECK(at(text.find("when")) == "nothing");
  CHECK(at(text.find("tell")) == "tell");
}
