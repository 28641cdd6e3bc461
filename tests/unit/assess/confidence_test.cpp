// SPDX-License-Identifier: Apache-2.0
//
// index = q * s * n / (n + 1) * (1 - p): q the weighted mean certainty, s the share of weight that
// has a source, n the effective number of sources, p the presumed share of weight.
#include "assess/assess.hpp"
#include "support/catch.hpp"

using namespace casus;
using assess::Weighed;

namespace {

Confidence confidence(const std::vector<Weighed>& weighed, std::size_t presumptions = 0) {
  return assess::confidence(weighed, presumptions);
}

}  // namespace

TEST_CASE("nothing to rest on is no evidence", "[assess][confidence]") {
  const Confidence none = confidence({});
  CHECK(none.index == 0);
  CHECK(none.level == ConfidenceLevel::low);
  CHECK(none.reasons == std::vector<std::string>{"no evidence"});
  CHECK(confidence({{0, 1, {"a"}, false}}).reasons == std::vector<std::string>{"no evidence"});
}

TEST_CASE("one source alone gives at most a half", "[assess][confidence]") {
  // q = 1, n = 1: 1 / 2
  const Confidence one = confidence({{10, 1, {"a"}, false}, {4, 1, {"a"}, false}});
  CHECK(one.index == Approx(0.5));
  CHECK(one.level == ConfidenceLevel::moderate);
  CHECK(one.reasons == std::vector<std::string>{"one source"});
}

TEST_CASE("certainty counts by weight", "[assess][confidence]") {
  // q = (30 * 0.9 + 10 * 0.5) / 40 = 0.8; n = 1: 0.4
  const Confidence result = confidence({{30, 0.9, {"a"}, false}, {10, 0.5, {"a"}, false}});
  CHECK(result.index == Approx(0.4));
  CHECK(result.level == ConfidenceLevel::low);
}

TEST_CASE("sources count by how evenly weight is spread over them", "[assess][confidence]") {
  // Shares 1/2, 1/2: n = 2, 2/3. Shares 3/4, 1/4: n = 1 / (9/16 + 1/16) = 1.6, 1.6/2.6.
  CHECK(confidence({{5, 1, {"a"}, false}, {5, 1, {"b"}, false}}).index == Approx(2.0 / 3));
  CHECK(confidence({{15, 1, {"a"}, false}, {5, 1, {"b"}, false}}).index == Approx(1.6 / 2.6));
}

TEST_CASE("a contribution on several sources is shared among them", "[assess][confidence]") {
  // a: 5 + 5, b: 5; n = 1 / (4/9 + 1/9) = 1.8
  const Confidence result = confidence({{10, 1, {"a", "b"}, false}, {5, 1, {"a"}, false}});
  CHECK(result.index == Approx(1.8 / 2.8));
  CHECK(result.reasons == std::vector<std::string>{"2 sources"});
}

TEST_CASE("what is presumed takes its share away", "[assess][confidence]") {
  // q = 1, n = 3: 3/4; p = 5/15: 3/4 * 2/3 = 1/2
  const Confidence result =
      confidence({{5, 1, {"a"}, false}, {5, 1, {"b"}, false}, {5, 1, {"c"}, true}}, 1);
  CHECK(result.index == Approx(0.5));
  CHECK(result.reasons == std::vector<std::string>{"3 sources", "1 presumption"});
}

TEST_CASE("many even sources give high confidence", "[assess][confidence]") {
  // n = 4: 4/5
  const Confidence result = confidence(
      {{1, 1, {"a"}, false}, {1, 1, {"b"}, false}, {1, 1, {"c"}, false}, {1, 1, {"d"}, false}});
  CHECK(result.index == Approx(0.8));
  CHECK(result.level == ConfidenceLevel::high);
}

TEST_CASE("facts without a source give no confidence and are named", "[assess][confidence]") {
  const Confidence bare = confidence({{1, 1, {""}, false}});
  CHECK(bare.index == 0);
  CHECK(bare.level == ConfidenceLevel::low);
  CHECK(bare.reasons == std::vector<std::string>{"no source given"});
  // s = 1/2, n = 1: 1/2 * 1/2
  const Confidence mixed = confidence({{1, 1, {""}, false}, {1, 1, {"a"}, false}}, 2);
  CHECK(mixed.index == Approx(0.25));
  CHECK(mixed.reasons ==
        std::vector<std::string>{"one source", "facts without a source", "2 presumptions"});
}

TEST_CASE("weak certainties are given as a reason", "[assess][confidence]") {
  CHECK(confidence({{1, 0.59, {"a"}, false}}).reasons ==
        std::vector<std::string>{"one source", "uncertain facts"});
  CHECK(confidence({{1, 0.6, {"a"}, false}}).reasons == std::vector<std::string>{"one source"});
}
