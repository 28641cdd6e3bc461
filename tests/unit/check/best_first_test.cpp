// SPDX-License-Identifier: Apache-2.0
#include "check/best_first.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "unit/check/checked.hpp"

using namespace casus;
using namespace casus::testing;

namespace {

/// Of the circle around `way`.
bool best_first(const std::string& rules) {
  const CheckedText text = check_text(rules);
  const check::Program& program = text.program();
  const auto& relations = program.schema.relations;
  for (const check::Component& component : program.components) {
    const bool about = std::ranges::any_of(component.relations, [&](model::RelationId id) {
      return relations[id.index()].name == "way";
    });
    if (about) return component.recursive && check::is_best_first(program, component.relations);
  }
  return false;
}

/// A circle of one relation, whose best number is `value` of d and of e in 0..1, f from 0 up and
/// of any g.
bool by(const std::string& best, const std::string& value, const std::string& more = "") {
  return best_first(
      "fact road { a: text, b: text, e: number in 0..1, f: number in 0..99, g: number }\n"
      "relation way(from: text, to: text, km: " +
      best +
      " number)\n"
      "rule direct when road(a: x, b: y, f: d) then way(x, y, d)\n"
      "rule on when way(x, y, d) and road(a: y, b: z, e: e, f: f, g: g)" +
      more + " then way(x, z, " + value + ")\n");
}

}  // namespace

TEST_CASE("a least value is not bettered by what is added to it", "[check][best_first]") {
  CHECK(by("least", "d"));
  CHECK(by("least", "d + f"));
  CHECK(by("least", "f + d"));
  CHECK(by("least", "max(d, g)"));
  CHECK(by("least", "min(d, d + f)"));
  CHECK(by("least", "s", " and s = d + f"));
  CHECK(by("least", "d + g", " and g >= 0"));
  CHECK_FALSE(by("least", "d + g"));
  CHECK_FALSE(by("least", "min(d, g)"));  // 3 after 5
  CHECK_FALSE(by("least", "d * e"));
  CHECK_FALSE(by("least", "d * f"));  // f may lie below 1
  CHECK_FALSE(by("least", "f"));
  CHECK_FALSE(by("least", "7"));
}

TEST_CASE("a greatest value is not bettered by taking away or a part of it",
          "[check][best_first]") {
  CHECK(by("greatest", "d"));
  CHECK(by("greatest", "d - f"));
  CHECK(by("greatest", "min(d, g)"));
  CHECK(by("greatest", "max(d, d - f)"));
  CHECK(by("greatest", "d * e"));
  CHECK(by("greatest", "e * d"));
  CHECK(by("greatest", "d * (e * 0.5)"));
  CHECK(by("greatest", "d * 50%"));
  CHECK_FALSE(by("greatest", "d * f"));
  CHECK_FALSE(by("greatest", "d + e"));
  CHECK_FALSE(by("greatest", "max(d, e)"));
  // A part of what is below 0 is more than the whole: d may be, once 1 was taken from it.
  CHECK_FALSE(by("greatest", "d * e", " then way(z, x, d - 1)"));
}

TEST_CASE("a field bounds a variable only where an atom beside it says so", "[check][best_first]") {
  // The road asked for in `not` bounds nothing: k is any number.
  const std::string circle =
      "fact road { a: text, b: text, e: number in 0..1 }\n"
      "fact rate { k: number in 0..9 }\n"
      "relation way(from: text, to: text, km: greatest number)\n"
      "rule direct when road(a: x, b: y, e: d) then way(x, y, d)\n";
  CHECK_FALSE(best_first(circle + "rule on when way(x, y, d) and rate(k) and not road(a: y, e: k) "
                                  "then way(y, x, d * k)\n"));
  CHECK(best_first(circle + "rule on when way(x, y, d) and rate(k) and road(a: y, e: k) "
                            "then way(y, x, d * k)\n"));
}

TEST_CASE("values of a circle are ordered only where all that is concluded has one",
          "[check][best_first]") {
  const std::string roads =
      "fact road { a: text, b: text, km: int in 0..99, share: number in 0..1 }\n";
  const std::string way =
      "relation way(from: text, to: text, km: least int)\n"
      "rule direct when road(a: x, b: y, km: d) then way(x, y, d)\n";
  CHECK(best_first(roads + way +
                   "relation cost(at: text, km: least int)\n"
                   "rule there when way(x, y, d) and road(a: y, km: e) then cost(y, d + e)\n"
                   "rule back when cost(x, d) and road(a: x, b: y) then way(y, x, d)\n"));
  CHECK(best_first(roads + way +
                   "rule joined when way(x, y, d) and way(y, z, e) "
                   "then way(x, z, d + e)\n"));
  // The value of the second way has no part in that of the conclusion.
  CHECK_FALSE(best_first(roads + way +
                         "rule joined when way(x, y, d) and way(y, z) "
                         "then way(x, z, d)\n"));
  CHECK_FALSE(best_first(roads + way +
                         "rule joined when way(x, y, d) and way(y, z, e) "
                         "then way(x, z, d)\n"));
  // What has been reached has no value.
  CHECK_FALSE(best_first(roads + way +
                         "relation reached(at: text)\n"
                         "rule there when way(x, y, d) and d <= 9 then reached(y)\n"
                         "rule back when reached(x) and road(a: x, b: y) then way(y, x, 3)\n"));
  // Durations in months and in days do not compare.
  CHECK_FALSE(
      best_first("fact leg { a: text, b: text, takes: duration }\n"
                 "relation way(from: text, to: text, takes: least duration)\n"
                 "rule direct when leg(a: x, b: y, takes: d) then way(x, y, d)\n"
                 "rule on when way(x, y, d) and leg(a: y, b: z) then way(x, z, d)\n"));
}
