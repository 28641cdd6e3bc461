// SPDX-License-Identifier: Apache-2.0
#include "casus/source.hpp"
#include "support/catch.hpp"

using casus::Sources;
using casus::Span;

TEST_CASE("nowhere has neither text nor place", "[base][sources]") {
  Sources sources;
  sources.add("a.casus", "rule one\n");
  CHECK(sources.text(Span{}).empty());
  CHECK(sources.place(Span{}).empty());
  CHECK(sources.text(Span{0, 5, 8}) == "one");
  CHECK(sources.place(Span{0, 5, 8}) == "a.casus:1");
}
