// SPDX-License-Identifier: Apache-2.0
//
// Calculi in which several derivations count together. Values follow from the formulas by hand.
#include "infer/calculus/bounds.hpp"
#include "infer/calculus/mycin.hpp"
#include "support/catch.hpp"

using casus::infer::Bounds;
using casus::infer::Grade;
using casus::infer::grade_of;
using casus::infer::Interval;
using casus::infer::Mycin;
using casus::infer::number_of;

TEST_CASE("certainty factors of two rules add up", "[infer][calculus][mycin]") {
  Mycin mycin(0);
  const auto together = [&](std::vector<double> factors) {
    std::vector<Grade> grades;
    for (const double factor : factors) grades.push_back(grade_of(factor));
    return number_of(mycin.together(grades));
  };
  CHECK(together({}) == 0);
  CHECK(together({0.6}) == 0.6);
  CHECK(together({0.6, 0.4}) == Approx(0.76));  // 0.6 + 0.4 - 0.24
  CHECK(together({0.5, 1}) == 1);
  CHECK(together({0.2, 0.3, 0.4}) == Approx(0.664));  // 1 - 0.8 * 0.7 * 0.6
  CHECK(together({0.1, 0.7, 0.3}) == together({0.7, 0.3, 0.1}));
  CHECK(together({0.3, 0.1, 0.7}) == together({0.7, 0.3, 0.1}));
}

TEST_CASE("certainty factors for and against are netted", "[infer][calculus][mycin]") {
  Mycin mycin(0);
  const auto more_for = mycin.net(grade_of(0.8), grade_of(0.3));
  CHECK(number_of(more_for.held) == Approx(0.5 / 0.7));
  CHECK(more_for.denied == Grade::none);
  const auto more_against = mycin.net(grade_of(0.3), grade_of(0.8));
  CHECK(more_against.held == Grade::none);
  CHECK(number_of(more_against.denied) == Approx(0.5 / 0.7));
  const auto equal = mycin.net(grade_of(0.4), grade_of(0.4));
  CHECK(equal.held == Grade::none);
  CHECK(equal.denied == Grade::none);
  CHECK(equal.undecided != Grade::none);
  CHECK(number_of(mycin.net(grade_of(1), grade_of(0.9)).held) == 1);
  CHECK(mycin.net(grade_of(1), grade_of(1)).undecided != Grade::none);
}

TEST_CASE("a rule carries on its share of its conditions", "[infer][calculus][mycin]") {
  Mycin mycin(0.2);
  CHECK(number_of(mycin.through(grade_of(0.5), 0.8, {})) == Approx(0.4));
  CHECK(number_of(mycin.both(grade_of(0.5), grade_of(0.8))) == 0.5);
  CHECK(mycin.holds(grade_of(0.3)));
  CHECK_FALSE(mycin.holds(grade_of(0.2)));
}

TEST_CASE("bounds are Fréchet's", "[infer][calculus][bounds]") {
  Bounds bounds;
  const auto one = [&](double p) { return bounds.given(p, {}); };
  const auto of = [&](Grade grade) { return bounds.interval(grade); };
  CHECK(of(bounds.both(one(0.6), one(0.7))) == Interval{0.3, 0.6});
  CHECK(of(bounds.both(one(0.2), one(0.7))) == Interval{0, 0.2});
  CHECK(of(bounds.either(one(0.6), one(0.7))) == Interval{0.7, 1});
  CHECK(of(bounds.either(one(0.2), one(0.3))) == Interval{0.3, 0.5});
  CHECK(of(bounds.absent(bounds.both(one(0.6), one(0.7)))) == Interval{0.4, 0.7});
  const std::vector<Grade> three{one(0.2), one(0.3), one(0.4)};
  CHECK(of(bounds.together(three)) == Interval{0.4, 0.9});
  CHECK(of(bounds.through(bounds.full(), 0.8, {})) == Interval{0.8, 0.8});
  CHECK(bounds.certainty(bounds.both(one(0.6), one(0.7))) == 0.45);
  CHECK(bounds.absent(bounds.full()) == Grade::none);
}
