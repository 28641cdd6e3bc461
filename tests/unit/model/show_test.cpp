// SPDX-License-Identifier: Apache-2.0
#include "model/show.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace casus;
using namespace casus::model;

namespace {

struct Fixture {
  Schema schema;
  base::Symbols symbols;
  UnitId bn = schema.units.add("USD_bn", {});
  UnitId m = schema.units.add("USD_m", "0.001", bn, {});
  Type text{Base::text};
  Type number{Base::number};
  Type amount{.base = Base::number, .unit = bn};
  Type age{.base = Base::integer, .unit = *schema.units.find("years")};
  Type role{.base = Base::enumeration, .enumeration = EnumId(0)};

  Fixture() { schema.enumerations = {{"Role", "m", {"patron", "junior"}, {}}}; }

  std::string bare(Word word, Type type) { return show(word, type, schema, symbols); }
  std::string literal(Word word, Type type) { return show_literal(word, type, schema, symbols); }
};

}  // namespace

TEST_CASE("a number is shown with at most six decimals and no zeros at its end", "[model][show]") {
  CHECK(show_number(23.5) == "23.5");
  CHECK(show_number(75) == "75");
  CHECK(show_number(-0.004) == "-0.004");
  CHECK(show_number(100) == "100");
  CHECK(show_number(1.0 / 3) == "0.333333");
  CHECK(show_number(2.0 / 3) == "0.666667");
  CHECK(show_number(0.1 + 0.2) == "0.3");
  CHECK(show_number(63.64, 1) == "63.6");
  CHECK(show_number(2.5, 0) == "2");
  CHECK(show_number(0) == "0");
  CHECK(show_number(-0.0) == "0");
  CHECK(show_number(-1e-9) == "0");
  CHECK(show_number(5e-324) == "0");
}

TEST_CASE("only numbers from 1e15 on are shown with an exponent", "[model][show]") {
  CHECK(show_number(123456789012345.0) == "123456789012345");
  CHECK(show_number(999999999999999.0) == "999999999999999");
  CHECK(show_number(1e15) == "1e+15");
  CHECK(show_number(-2.5e300) == "-2.5e+300");
}

TEST_CASE("a bare value has no quotes and no unit, a literal has both", "[model][show]") {
  Fixture f;
  const Word text = f.symbols.intern("a \"b\"\\\n\tc");
  CHECK(f.bare(text, f.text) == "a \"b\"\\\n\tc");
  CHECK(f.literal(text, f.text) == R"("a \"b\"\\\n\tc")");
  CHECK(f.bare(word_of_int(75), f.age) == "75");
  CHECK(f.literal(word_of_int(75), f.age) == "75 years");
  CHECK(f.literal(word_of_number(0.58), f.amount) == "0.58 USD_bn");
  CHECK(f.literal(word_of_number(0.25), f.number) == "0.25");
  CHECK(f.bare(1, f.role) == "junior");
  CHECK(f.literal(1, {Base::boolean}) == "true");
  CHECK(f.literal(word_of_int(0), {Base::date}) == "1970-01-01");
  CHECK(f.literal(word_of_int(std::numeric_limits<std::int64_t>::max()), {Base::integer}) ==
        "9223372036854775807");
  CHECK(f.literal(unknown_word, f.age) == "unknown");
}

TEST_CASE("a duration is shown in months or days", "[model][show]") {
  Fixture f;
  CHECK(f.bare(word_of_duration({24, false}), {Base::duration}) == "24 months");
  CHECK(f.bare(word_of_duration({1, false}), {Base::duration}) == "1 month");
  CHECK(f.bare(word_of_duration({-3, true}), {Base::duration}) == "-3 days");
}

TEST_CASE("a sentence shows bare values, converts units and writes shares as per cent",
          "[model][show]") {
  Fixture f;
  Sentence s;
  s.parts = {{.text = "", .place = 0},
             {.text = " buys ", .place = {}},
             {.text = "", .place = 1, .as = f.m},
             {.text = " (", .place = {}},
             {.text = "", .place = 2, .percent = true},
             {.text = ") for ", .place = {}},
             {.text = "", .place = 3, .as = *f.schema.units.find("years")}};
  const std::vector<Word> words = {f.symbols.intern("Russia"), word_of_number(0.58),
                                   word_of_number(0.07), word_of_duration({18, false})};
  const std::vector<Type> types = {f.text, f.amount, f.number, {Base::duration}};
  CHECK(fill(s, words, types, f.schema, f.symbols) == "Russia buys 580 (7%) for 1.5");
}

TEST_CASE("values of a type are in total order, the unknown first", "[model][show]") {
  Fixture f;
  const auto order = [&](Word a, Word b, Base base) { return compare(a, b, base, f.symbols); };
  const Word z = f.symbols.intern("z");
  const Word a = f.symbols.intern("a");
  const Word e = f.symbols.intern("\u00E9");
  const Word emoji = f.symbols.intern("\U0001F600");
  const Word wide = f.symbols.intern("\uFF21");
  CHECK(order(a, z, Base::text) < 0);
  CHECK(order(z, e, Base::text) < 0);
  CHECK(order(wide, emoji, Base::text) < 0);
  CHECK(order(word_of_int(-1), word_of_int(1), Base::integer) < 0);
  CHECK(order(word_of_number(-1), word_of_number(-2), Base::number) > 0);
  CHECK(order(word_of_number(0), word_of_number(-0.0), Base::number) == 0);
  CHECK(order(0, 1, Base::enumeration) < 0);
  CHECK(order(word_of_duration({30, false}), word_of_duration({2, false}), Base::duration) > 0);
  CHECK(order(unknown_word, word_of_int(-5), Base::integer) < 0);
  CHECK(order(word_of_number(-5), unknown_word, Base::number) > 0);
  CHECK(order(unknown_word, unknown_word, Base::text) == 0);
}
