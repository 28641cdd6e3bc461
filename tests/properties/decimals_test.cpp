// SPDX-License-Identifier: Apache-2.0
//
// Random decimals in random units: a literal of a rule and a value of a fact are the same double,
// and it is the nearest to the exact quotient of two whole numbers, which are reckoned here with
// 128 bits.
#include <cmath>
#include <numeric>

#include "model/units.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

namespace casus::properties {
namespace {

__extension__ using Wide = __int128;

/// digits / 10^places
struct Numeral {
  std::int64_t digits = 0;
  int places = 0;

  [[nodiscard]] std::string text() const {
    std::string result = std::to_string(digits);
    const auto width = static_cast<std::size_t>(places) + 1;
    if (result.size() < width) result.insert(0, width - result.size(), '0');
    if (places > 0) result.insert(result.size() - static_cast<std::size_t>(places), ".");
    return result;
  }
};

Numeral numeral(Draw& draw, int most_digits, int most_places) {
  std::size_t bound = 10;
  for (std::size_t more = draw.below(static_cast<std::size_t>(most_digits)); more > 0; --more) {
    bound *= 10;
  }
  return {static_cast<std::int64_t>(1 + draw.below(bound - 1)),
          static_cast<int>(draw.below(static_cast<std::size_t>(most_places) + 1))};
}

/// A fraction above 0.
struct Exact {
  Wide over = 1;
  Wide under = 1;

  Exact& operator*=(const Numeral& n) {
    over *= n.digits;
    for (int i = 0; i < n.places; ++i) under *= 10;
    return *this;
  }
  Exact& operator/=(const Numeral& n) {
    under *= n.digits;
    for (int i = 0; i < n.places; ++i) over *= 10;
    return *this;
  }
};

/// Whether no double is nearer, and of two equally near ones it is the even one.
bool is_nearest(double number, Exact exact) {
  int exponent = 0;
  const auto mantissa = static_cast<std::int64_t>(std::frexp(number, &exponent) * 0x1p53);
  exponent -= 53;
  for (; exponent < 0; ++exponent) exact.over *= 2;
  for (; exponent > 0; --exponent) exact.under *= 2;
  const Wide more = exact.over - exact.under * mantissa;
  // The next double below a power of two is only half as far away.
  const bool narrow = more < 0 && mantissa == std::int64_t{1} << 52;
  const Wide twice = (more < 0 ? -more : more) * (narrow ? 4 : 2);
  return twice < exact.under || (twice == exact.under && mantissa % 2 == 0);
}

}  // namespace

TEST_CASE("a share is the same number in a rule and in a fact", "[properties][decimals]") {
  std::string rules = "table t(v: number in 0..1) -> int first {\n| v | result |\n";
  std::string facts;
  for (int i = 1; i <= 1000; ++i) {
    const std::string share = Numeral{i, 1}.text() + "%";
    rules += "| " + share + " | " + std::to_string(i) + " |\n";
    facts += "[[s]]\nn = " + std::to_string(i) + "\nv = \"" + share +
             "\"\nw = " + Numeral{i, 3}.text() + "\n";
  }
  rules +=
      "| _ | 0 |\n}\n"
      "fact s { n: int, v: number, w: number }\n"
      "relation same(n: int)\n"
      "rule r when s(n: n, v: v, w: w) and v = w and n = t(v) then same(n)\n"
      "relation all(count: int)\n"
      "rule a when c = count(n for same(n)) then all(c)\n";
  CHECK(testing::answers(testing::evaluate(rules, facts), "all(count: c)") == "c=1000 1\n");
}

TEST_CASE("a literal and a fact in a unit are the double nearest to the exact amount",
          "[properties][decimals]") {
  constexpr std::size_t values = 20;
  const auto [first, count] = seeds(100);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Draw draw(seed);
    const Numeral factors[] = {{1, 0}, numeral(draw, 3, 3), numeral(draw, 3, 3)};
    const std::string names[] = {"r", "a", "b"};  // b stands on a, a on r
    const std::size_t of_field = draw.below(3);
    std::string rules = "unit r\nunit a = " + factors[1].text() +
                        " r\nunit b = " + factors[2].text() + " a\nfact f { n: int, v: number " +
                        names[of_field] + " }\nrelation same(n: int)\n";
    model::Units units;
    const model::UnitId root = units.add("r", {});
    const model::UnitId a = units.add("a", factors[1].text(), root, {});
    const model::UnitId ids[] = {root, a, units.add("b", factors[2].text(), a, {})};
    std::string facts;
    std::string expected;
    std::vector<std::string> written;
    std::vector<Exact> exact;
    for (std::size_t i = 0; i < values; ++i) {
      const Numeral value = numeral(draw, 8, 5);
      const std::size_t unit = draw.below(3);
      const std::string number = std::to_string(i);
      written.push_back(value.text() + " " + names[unit]);
      rules += "rule r" + number + " when f(n: " + number + ", v: v) and v = " + written.back() +
               " then same(n: " + number + ")\n";
      facts += "[[f]]\nn = " + number + "\nv = \"" + written.back() + "\"\n";
      exact.emplace_back() *= value;
      for (std::size_t k = 1; k <= unit; ++k) exact.back() *= factors[k];
      for (std::size_t k = 1; k <= of_field; ++k) exact.back() /= factors[k];

      const auto converted = units.convert(base::Decimal(value.text()), ids[unit], ids[of_field]);
      const bool whole = exact.back().over % exact.back().under == 0;
      INFO("seed " << seed << ": " << written.back() << "\n" << rules);
      CHECK(converted.is_whole() == whole);
      if (whole) CHECK(Wide{*converted.to_int()} == exact.back().over / exact.back().under);
    }
    INFO("seed " << seed << "\n" << rules << facts);
    const Ruleset ruleset = testing::load_rules(rules);
    const Facts loaded = testing::load_facts(ruleset, facts);
    const auto& statements = loaded.data().facts->statements;
    REQUIRE(statements.size() == values);
    for (std::size_t i = 0; i < values; ++i) {
      INFO(written[i]);
      CHECK(is_nearest(model::number_of(statements[i].fields[1]), exact[i]));
    }
    const auto evaluation = testing::evaluate(
        rules +
            "relation all(count: int)\nrule counted when c = count(n for same(n)) then all(c)\n",
        facts);
    CHECK(testing::answers(evaluation, "all(count: c)") == "c=20 1\n");
  }
}

}  // namespace casus::properties
