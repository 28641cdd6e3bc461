// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/functions.hpp"

#include <limits>
#include <string>
#include <vector>

#include "check/functions.hpp"
#include "infer/machine/text_functions.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"
#include "plan/texts.hpp"
#include "support/catch.hpp"

using namespace casus;
using check::Function;
using model::Base;
using model::Word;

namespace {

constexpr model::Type text{.base = Base::text};
constexpr model::Type integer{.base = Base::integer};
constexpr model::Type number{.base = Base::number};
constexpr model::Type boolean{.base = Base::boolean};
constexpr model::Type date{.base = Base::date};
constexpr model::Type duration{.base = Base::duration};

/// One call at a time; words of text refer to `symbols`.
struct Calls {
  model::Schema schema;
  base::Symbols symbols;

  Word t(std::string_view value) { return symbols.intern(value); }
  static Word i(std::int64_t value) { return model::word_of_int(value); }
  static Word n(double value) { return model::word_of_number(value); }
  static Word d(std::string_view value) { return i(*model::parse_date(value)); }
  static Word months(std::int64_t amount) { return model::word_of_duration({amount, false}); }
  static Word days(std::int64_t amount) { return model::word_of_duration({amount, true}); }

  Word call(Function function, model::Type type, std::vector<Word> args) {
    return infer::apply(function, type, args, schema, symbols);
  }
  /// The result as text, read as a value of `result`.
  std::string show(Function function, model::Type type, std::vector<Word> args,
                   model::Type result) {
    return model::show(call(function, type, std::move(args)), result, schema, symbols);
  }
};

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr Word none = model::unknown_word;
constexpr Word yes = 1;
constexpr Word no = 0;

}  // namespace

TEST_CASE("comparisons follow the order of their type", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::less, integer, {c.i(-3), c.i(2)}) == yes);
  CHECK(c.call(Function::greater_equal, integer, {c.i(2), c.i(2)}) == yes);
  CHECK(c.call(Function::greater, number, {c.n(-0.5), c.n(0)}) == no);
  CHECK(c.call(Function::less_equal, date, {c.d("1969-12-31"), c.d("1970-01-01")}) == yes);
  CHECK(c.call(Function::less, text, {c.t("Zug"), c.t("alpha")}) == yes);  // by code point
  CHECK(c.call(Function::less, text, {c.t("z"), c.t("ä")}) == yes);
  CHECK(c.call(Function::not_equal, text, {c.t("a"), c.t("b")}) == yes);
  CHECK(c.call(Function::equal, boolean, {yes, no}) == no);
}

TEST_CASE("months and days do not compare", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::less, duration, {c.months(1), c.days(60)}) == none);
  CHECK(c.call(Function::equal, duration, {c.months(1), c.days(1)}) == none);
  CHECK(c.call(Function::less, duration, {c.days(14), c.days(60)}) == yes);
}

TEST_CASE("a truth without value matters only where it could decide", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::logical_and, boolean, {no, none}) == no);
  CHECK(c.call(Function::logical_and, boolean, {none, no}) == no);
  CHECK(c.call(Function::logical_and, boolean, {yes, none}) == none);
  CHECK(c.call(Function::logical_or, boolean, {none, yes}) == yes);
  CHECK(c.call(Function::logical_or, boolean, {no, none}) == none);
  CHECK(c.call(Function::logical_and, boolean, {yes, yes, yes}) == yes);
  CHECK(c.call(Function::logical_not, boolean, {none}) == none);
  CHECK(c.call(Function::logical_not, boolean, {no}) == yes);
}

TEST_CASE("whole numbers stay whole and overflow into no value", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::add, integer, {c.i(most - 1), c.i(1)}) == c.i(most));
  CHECK(c.call(Function::add, integer, {c.i(most), c.i(1)}) == none);
  CHECK(c.call(Function::subtract, integer, {c.i(-most), c.i(1)}) == none);  // -2^63: not stored
  CHECK(c.call(Function::multiply, integer, {c.i(most / 2), c.i(3)}) == none);
  CHECK(c.call(Function::multiply, integer, {c.i(-7), c.i(6)}) == c.i(-42));
  CHECK(c.call(Function::negate, integer, {c.i(5)}) == c.i(-5));
  CHECK(c.call(Function::absolute, integer, {c.i(-most)}) == c.i(most));
}

TEST_CASE("what is not finite has no value", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::divide, number, {c.n(1), c.n(0)}) == none);
  CHECK(c.call(Function::divide, number, {c.n(0), c.n(0)}) == none);
  CHECK(c.call(Function::multiply, number, {c.n(1e200), c.n(1e200)}) == none);
  CHECK(c.call(Function::sqrt, number, {c.n(-1)}) == none);
  CHECK(c.call(Function::divide, number, {c.n(7), c.n(2)}) == c.n(3.5));
  CHECK(c.call(Function::sqrt, number, {c.n(6.25)}) == c.n(2.5));
}

TEST_CASE("minus zero is zero", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::negate, number, {c.n(0)}) == c.n(0));
  CHECK(c.call(Function::multiply, number, {c.n(-1), c.n(0)}) == c.n(0));
  CHECK(c.call(Function::ceil, number, {c.n(-0.4)}) == c.n(0));
}

TEST_CASE("an unknown operand leaves no value", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::add, integer, {none, c.i(1)}) == none);
  CHECK(c.call(Function::equal, text, {none, none}) == none);
  CHECK(c.call(Function::minimum, integer, {c.i(1), none}) == none);
  CHECK(c.call(Function::concat, text, {c.t("a"), none}) == none);
}

TEST_CASE("rounding goes away from zero at a half", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::round, number, {c.n(2.5)}) == c.n(3));
  CHECK(c.call(Function::round, number, {c.n(-2.5)}) == c.n(-3));
  CHECK(c.call(Function::floor, number, {c.n(-2.5)}) == c.n(-3));
  CHECK(c.call(Function::ceil, number, {c.n(2.1)}) == c.n(3));
  CHECK(c.call(Function::round, integer, {c.i(7)}) == c.i(7));
}

TEST_CASE("the least, the greatest and the nearest within bounds", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::minimum, number, {c.n(3), c.n(1), c.n(2)}) == c.n(1));
  CHECK(c.call(Function::maximum, text, {c.t("Ost"), c.t("West")}) == c.t("West"));
  CHECK(c.call(Function::clamp, integer, {c.i(7), c.i(0), c.i(5)}) == c.i(5));
  CHECK(c.call(Function::clamp, integer, {c.i(-7), c.i(0), c.i(5)}) == c.i(0));
  CHECK(c.call(Function::clamp, integer, {c.i(3), c.i(0), c.i(5)}) == c.i(3));
}

TEST_CASE("only whole numbers become ints", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::to_int, number, {c.n(4)}) == c.i(4));
  CHECK(c.call(Function::to_int, number, {c.n(4.5)}) == none);
  CHECK(c.call(Function::to_int, number, {c.n(1e19)}) == none);
  CHECK(c.call(Function::to_number, integer, {c.i(4)}) == c.n(4));
}

TEST_CASE("an int and a number are ordered without rounding", "[infer][functions]") {
  Calls c;
  const Word between = c.i((std::int64_t{1} << 53) + 1);
  CHECK(c.call(Function::exact_order, integer, {between, c.n(0x1p53)}) == c.i(1));
  CHECK(c.call(Function::exact_order, integer, {between, c.n(0x1p53 + 2)}) == c.i(-1));
  CHECK(c.call(Function::exact_order, number, {c.n(0x1p53), between}) == c.i(-1));
  CHECK(c.call(Function::exact_order, integer, {c.i(most), c.n(0x1p63)}) == c.i(-1));
  CHECK(c.call(Function::exact_order, integer, {c.i(-most), c.n(-0x1p63)}) == c.i(1));
  CHECK(c.call(Function::exact_order, integer, {c.i(-2), c.n(-2.5)}) == c.i(1));
  CHECK(c.call(Function::exact_order, integer, {c.i(-3), c.n(-2.5)}) == c.i(-1));
  CHECK(c.call(Function::exact_order, integer, {c.i(-2), c.n(-2)}) == c.i(0));
  CHECK(c.call(Function::exact_order, integer, {c.i(-2), none}) == none);
  CHECK(c.call(Function::equal_number, integer, {c.i(4)}) == c.n(4));
  CHECK(c.call(Function::equal_number, integer, {between}) ==
        c.n(std::numeric_limits<double>::infinity()));
}

TEST_CASE("a unit is converted with its exact fraction", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::convert, number, {c.n(580), c.n(1), c.n(1000)}) == c.n(0.58));
  CHECK(c.call(Function::convert_int, integer, {c.i(70), c.i(12)}) == c.i(840));
  CHECK(c.call(Function::convert_int, integer, {c.i(most), c.i(12)}) == none);
}

TEST_CASE("dates add months to the month's end and days through it", "[infer][functions]") {
  Calls c;
  CHECK(c.show(Function::add_months, date, {c.d("2015-01-31"), c.i(1)}, date) == "2015-02-28");
  CHECK(c.show(Function::add_months, date, {c.d("2016-01-31"), c.i(1)}, date) == "2016-02-29");
  CHECK(c.show(Function::add_days, date, {c.d("2015-12-31"), c.i(1)}, date) == "2016-01-01");
  CHECK(c.show(Function::add_duration, date, {c.d("2015-03-31"), c.months(-1)}, date) ==
        "2015-02-28");
  CHECK(c.show(Function::add_duration, date, {c.d("2015-03-01"), c.days(-1)}, date) ==
        "2015-02-28");
  CHECK(c.call(Function::add_days, date, {c.d("9999-12-31"), c.i(1)}) == none);
  CHECK(c.call(Function::add_months, date, {c.d("0001-01-31"), c.i(-1)}) == none);
  CHECK(c.call(Function::add_days, date, {c.d("2015-01-01"), c.i(most)}) == none);
}

TEST_CASE("differences of dates are days, completed months or completed years",
          "[infer][functions]") {
  Calls c;
  const Word from = c.d("1940-07-06");
  CHECK(c.call(Function::days_between, date, {c.d("2015-03-01"), c.d("2015-01-01")}) == c.i(59));
  CHECK(c.call(Function::years_between, date, {from, c.d("2015-07-05")}) == c.i(74));
  CHECK(c.call(Function::years_between, date, {from, c.d("2015-07-06")}) == c.i(75));
  CHECK(c.call(Function::years_between, date, {c.d("2015-07-05"), from}) == c.i(-74));
  CHECK(c.call(Function::months_between, date, {c.d("2015-01-31"), c.d("2015-02-28")}) == c.i(1));
}

TEST_CASE("a date is made of parts that exist", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::make_date, integer, {c.i(2016), c.i(2), c.i(29)}) == c.d("2016-02-29"));
  CHECK(c.call(Function::make_date, integer, {c.i(2015), c.i(2), c.i(29)}) == none);
  CHECK(c.call(Function::make_date, integer, {c.i(0), c.i(1), c.i(1)}) == none);
  CHECK(c.call(Function::make_date, integer, {c.i(most), c.i(1), c.i(1)}) == none);
  CHECK(c.call(Function::year, date, {c.d("2015-01-31")}) == c.i(2015));
  CHECK(c.call(Function::month, date, {c.d("2015-01-31")}) == c.i(1));
  CHECK(c.call(Function::day, date, {c.d("2015-01-31")}) == c.i(31));
}

TEST_CASE("whole numbers become durations, too large ones none", "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::to_duration_months, integer, {c.i(24)}) == c.months(24));
  CHECK(c.call(Function::to_duration_days, integer, {c.i(-7)}) == c.days(-7));
  CHECK(c.call(Function::to_duration_days, integer, {c.i(most)}) == none);
}

TEST_CASE("text functions count code points and keep what they do not change",
          "[infer][functions]") {
  Calls c;
  CHECK(c.call(Function::lower, text, {c.t("КАЗАХСТАН")}) == c.t("казахстан"));
  CHECK(c.call(Function::upper, text, {c.t("älter")}) == c.t("ÄLTER"));
  CHECK(c.call(Function::trim, text, {c.t(" \t two words \n")}) == c.t("two words"));
  CHECK(c.call(Function::trim, text, {c.t(" ")}) == c.t(""));
  CHECK(c.call(Function::length, text, {c.t("Нур")}) == c.i(3));
  CHECK(c.call(Function::contains, text, {c.t("pipeline"), c.t("line")}) == yes);
  CHECK(c.call(Function::contains, text, {c.t("pipeline"), c.t("Line")}) == no);
  CHECK(c.call(Function::starts_with, text, {c.t("pipeline"), c.t("pipe")}) == yes);
  CHECK(c.call(Function::ends_with, text, {c.t("pipeline"), c.t("pipe")}) == no);
  CHECK(c.call(Function::replace, text, {c.t("aaa"), c.t("a"), c.t("aa")}) == c.t("aaaaaa"));
  CHECK(c.call(Function::replace, text, {c.t("abc"), c.t(""), c.t("x")}) == c.t("abc"));
  CHECK(c.call(Function::concat, text, {c.t("a"), c.t(""), c.t("b")}) == c.t("ab"));
  // A text has at most 2^20 bytes.
  const std::string half(std::size_t{1} << 19, 'a');
  const auto whole = c.call(Function::concat, text, {c.t(half), c.t(half)});
  CHECK(whole == c.t(half + half));
  CHECK(c.call(Function::concat, text, {whole, c.t("b")}) == none);
  CHECK(c.call(Function::replace, text, {c.t(half), c.t("a"), c.t("bbb")}) == none);
  CHECK(c.call(Function::replace, text, {c.t(half), c.t("a"), c.t("bb")}) ==
        c.t(std::string(std::size_t{1} << 20, 'b')));
  CHECK(c.call(Function::to_text, number, {c.n(2.50)}) == c.t("2.5"));
  CHECK(c.call(Function::to_text, date, {c.d("2015-01-31")}) == c.t("2015-01-31"));
}

TEST_CASE("every function that makes texts is known to: it counts as work, and stays on one thread",
          "[infer][functions]") {
  // Whatever the table of functions says results in a text.
  for (const check::Builtin& builtin : check::builtins()) {
    INFO(builtin.name);
    const bool gives_text = builtin.gives == check::Outcome::text;
    CHECK(plan::makes_text(builtin.function) == gives_text);
  }
}
