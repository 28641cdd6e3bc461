// SPDX-License-Identifier: Apache-2.0
//
// A rating on 0..100 that starts at 60 with the factors leadership -20..5 and economy -15..25.
#include "infer/rate/fold.hpp"

#include "support/catch.hpp"

using namespace casus;
using infer::Addend;
using infer::Folded;
using infer::Micros;
using infer::Pull;

namespace {

constexpr Micros point = 1'000'000;
constexpr std::uint32_t leadership = 0;
constexpr std::uint32_t economy = 1;

model::Rating stability() {
  model::Rating rating;
  rating.scale.low = 0;
  rating.scale.high = 100 * point;
  rating.starts = 60 * point;
  rating.factors = {{"leadership", "", -20 * point, 5 * point},
                    {"economy", "", -15 * point, 25 * point}};
  return rating;
}

Folded fold(const std::vector<Addend>& addends, const std::vector<Pull>& pulls = {}) {
  return infer::fold(stability(), addends, pulls);
}

}  // namespace

TEST_CASE("without contributions the score is the starting point", "[infer][fold]") {
  const Folded folded = fold({});
  CHECK(folded.whole.points == 60 * point);
  REQUIRE(folded.factors.size() == 2);
  CHECK(folded.factors[leadership].points == 0);
}

TEST_CASE("contributions add up within their factor", "[infer][fold]") {
  const Folded folded =
      fold({{leadership, -8 * point}, {leadership, 2 * point}, {economy, 3 * point}});
  CHECK(folded.factors[leadership].sum == -6 * point);
  CHECK(folded.factors[economy].sum == 3 * point);
  CHECK(folded.whole.points == 57 * point);
}

TEST_CASE("a factor is clamped to its bounds before it counts", "[infer][fold]") {
  const Folded folded =
      fold({{leadership, -19 * point}, {leadership, -19 * point}, {economy, 30 * point}});
  CHECK(folded.factors[leadership].sum == -38 * point);
  CHECK(folded.factors[leadership].clamped == -20 * point);
  CHECK(folded.factors[economy].clamped == 25 * point);
  CHECK(folded.whole.sum == 65 * point);  // 60 - 20 + 25
}

TEST_CASE("a score is clamped to its scale", "[infer][fold]") {
  model::Rating rating = stability();
  rating.starts = 10 * point;
  Folded folded = infer::fold(rating, {{leadership, -20 * point}}, {});
  CHECK(folded.whole.sum == -10 * point);
  CHECK(folded.whole.points == 0);
  rating.starts = 90 * point;
  folded = infer::fold(rating, {{economy, 25 * point}}, {});
  CHECK(folded.whole.sum == 115 * point);
  CHECK(folded.whole.points == 100 * point);
}

TEST_CASE("a certain cap bounds the score and leaves a lower one alone", "[infer][fold]") {
  Folded folded = fold({}, {{std::nullopt, true, 40 * point, 1}});
  CHECK(folded.whole.points == 40 * point);
  CHECK(folded.effects == std::vector<Micros>{-20 * point});
  folded = fold({}, {{std::nullopt, true, 70 * point, 1}});
  CHECK(folded.whole.points == 60 * point);
  CHECK(folded.effects == std::vector<Micros>{0});
}

TEST_CASE("an uncertain cap draws the score to its limit in proportion", "[infer][fold]") {
  // 60 - 0.9 * (60 - 40) = 42
  CHECK(fold({}, {{std::nullopt, true, 40 * point, 0.9}}).whole.points == 42 * point);
}

TEST_CASE("an uncertain floor draws the score up in proportion", "[infer][fold]") {
  // 60 + 0.25 * (80 - 60) = 65
  const Folded folded = fold({}, {{std::nullopt, false, 80 * point, 0.25}});
  CHECK(folded.whole.points == 65 * point);
  CHECK(folded.effects == std::vector<Micros>{5 * point});
}

TEST_CASE("of several caps the lowest result counts, not the lowest limit", "[infer][fold]") {
  // To 10 by 0.2: 60 - 10 = 50. To 40 by 1: 40.
  const Folded folded =
      fold({}, {{std::nullopt, true, 10 * point, 0.2}, {std::nullopt, true, 40 * point, 1}});
  CHECK(folded.whole.points == 40 * point);
  CHECK(folded.effects == std::vector<Micros>{0, -20 * point});
}

TEST_CASE("of several floors the highest result counts", "[infer][fold]") {
  // To 100 by 0.25: 70. To 75 by 1: 75.
  const Folded folded =
      fold({}, {{std::nullopt, false, 100 * point, 0.25}, {std::nullopt, false, 75 * point, 1}});
  CHECK(folded.whole.points == 75 * point);
  CHECK(folded.effects == std::vector<Micros>{0, 15 * point});
}

TEST_CASE("a cap below a floor wins", "[infer][fold]") {
  // Up to 80, then down to 50: a cap below a floor wins.
  const Folded folded =
      fold({}, {{std::nullopt, true, 50 * point, 1}, {std::nullopt, false, 80 * point, 1}});
  CHECK(folded.whole.points == 50 * point);
  CHECK(folded.effects == std::vector<Micros>{-30 * point, 20 * point});
}

TEST_CASE("a cap on a factor bounds the factor alone, after its clamp", "[infer][fold]") {
  // economy: 30 clamped to 25, then by half towards 5: 15. 60 + 15.
  const Folded folded = fold({{economy, 30 * point}}, {{economy, true, 5 * point, 0.5}});
  CHECK(folded.factors[economy].clamped == 25 * point);
  CHECK(folded.factors[economy].points == 15 * point);
  CHECK(folded.whole.points == 75 * point);
  CHECK(folded.effects == std::vector<Micros>{-10 * point});
}

TEST_CASE("a floor on a factor lifts a factor that nothing speaks for", "[infer][fold]") {
  const Folded folded = fold({}, {{leadership, false, 4 * point, 1}});
  CHECK(folded.factors[leadership].points == 4 * point);
  CHECK(folded.whole.points == 64 * point);
}

TEST_CASE("what a cap draws is rounded to millionths", "[infer][fold]") {
  // One millionth beyond by 0.3 is 0.3 millionths: nothing. Three by 0.5 is 1.5: two.
  CHECK(fold({{economy, 1}}, {{economy, true, 0, 0.3}}).factors[economy].points == 1);
  CHECK(fold({{economy, 3}}, {{economy, true, 0, 0.5}}).factors[economy].points == 1);
}
