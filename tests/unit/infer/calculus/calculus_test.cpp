// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/calculus.hpp"

#include "model/calculi.hpp"
#include "support/catch.hpp"

using casus::infer::Event;
using casus::infer::Grade;
using casus::infer::grade_of;
using casus::infer::number_of;
using casus::model::calculus_names;

namespace {

std::unique_ptr<casus::infer::Calculus> make_calculus(std::string_view name) {
  return casus::infer::make_calculus({.name = std::string(name)});
}

/// A calculus whose grades are numbers, asked in numbers.
class Numbers {
 public:
  explicit Numbers(std::string_view name) : calculus_(make_calculus(name)) {}

  [[nodiscard]] double given(double c) const { return number_of(calculus_->given(c, {})); }
  [[nodiscard]] double both(double a, double b) const {
    return number_of(calculus_->both(grade_of(a), grade_of(b)));
  }
  [[nodiscard]] double either(double a, double b) const {
    return number_of(calculus_->either(grade_of(a), grade_of(b)));
  }
  [[nodiscard]] double absent(double a) const { return number_of(calculus_->absent(grade_of(a))); }
  [[nodiscard]] double through(double a, double rule) const {
    return number_of(calculus_->through(grade_of(a), rule, Event{}));
  }

 private:
  std::unique_ptr<casus::infer::Calculus> calculus_;
};

}  // namespace

TEST_CASE("every listed calculus can be made and knows its name", "[infer][calculus]") {
  for (const std::string_view name : calculus_names) {
    const auto calculus = make_calculus(name);
    REQUIRE(calculus);
    CHECK(calculus->name() == name);
  }
}

TEST_CASE("the default calculus is weakest-link", "[infer][calculus]") {
  CHECK(calculus_names.front() == "weakest-link");
}

TEST_CASE("a name that is no calculus makes none", "[infer][calculus]") {
  CHECK(make_calculus("guesswork") == nullptr);
  CHECK(make_calculus("") == nullptr);
}

TEST_CASE("weakest-link takes the least along and the most across", "[infer][calculus]") {
  const Numbers calculus("weakest-link");
  CHECK(calculus.given(0.7) == 0.7);
  CHECK(calculus.both(0.7, 0.4) == 0.4);
  CHECK(calculus.through(0.7, 0.8) == 0.7);
  CHECK(calculus.through(0.9, 0.8) == 0.8);
  CHECK(calculus.either(0.7, 0.4) == 0.7);
}

TEST_CASE("weakest-link denies what is left of certainty", "[infer][calculus]") {
  const Numbers calculus("weakest-link");
  CHECK(calculus.absent(0.25) == 0.75);
  // In binary 1 - 0.7 and 1 - 0.8 are not the numbers that are written 0.3 and 0.2.
  CHECK(calculus.absent(0.7) == 0.3);
  CHECK(calculus.absent(0.8) == 0.2);
  CHECK(calculus.absent(0) == 1);
  CHECK(calculus.absent(1) == 0);
  CHECK(calculus.absent(-0.5) == 1);  // at most 1
}

TEST_CASE("certain knows only whether something holds", "[infer][calculus]") {
  const Numbers calculus("certain");
  CHECK(calculus.given(0.01) == 1);
  CHECK(calculus.given(0) == 0);
  CHECK(calculus.both(1, 1) == 1);
  CHECK(calculus.both(1, 0) == 0);
  CHECK(calculus.through(1, 0.2) == 1);
  CHECK(calculus.through(1, 0) == 0);
  CHECK(calculus.either(0, 1) == 1);
  CHECK(calculus.absent(1) == 0);
  CHECK(calculus.absent(0) == 1);
}

TEST_CASE("combining is idempotent, commutative and associative", "[infer][calculus]") {
  const double values[] = {0, 0.2, 0.5, 0.9, 1};
  for (const std::string_view name : {"weakest-link", "certain", "mycin"}) {
    const Numbers calculus(name);
    for (const double a : values) {
      REQUIRE(calculus.either(a, a) == a);
      for (const double b : values) {
        REQUIRE(calculus.either(a, b) == calculus.either(b, a));
        REQUIRE(calculus.both(a, b) == calculus.both(b, a));
        for (const double c : values) {
          REQUIRE(calculus.either(calculus.either(a, b), c) ==
                  calculus.either(a, calculus.either(b, c)));
        }
      }
    }
  }
}
