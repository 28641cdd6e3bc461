// SPDX-License-Identifier: Apache-2.0
#include "cli/cases.hpp"

#include "support/catch.hpp"

using namespace casus;

TEST_CASE("warnings are the same by all that they say, and by their places", "[cli]") {
  Sources sources;
  const std::uint32_t file = sources.add("rules.casus", "one\ntwo\n");
  // The same text under another number, as on the other side of a comparison.
  Sources other;
  (void)other.add("case.toml", "");
  const std::uint32_t there = other.add("rules.casus", "one\ntwo\n");
  const Diagnostic said = warning("W0701", "skipped").label({file, 0, 3}, "divides by 0");
  const auto same = [&](const Diagnostic& one) { return cli::is_same(said, sources, one, other); };
  CHECK(same(warning("W0701", "skipped").label({there, 0, 3}, "divides by 0")));
  CHECK_FALSE(same(warning("W0702", "skipped").label({there, 0, 3}, "divides by 0")));
  CHECK_FALSE(same(error("W0701", "skipped").label({there, 0, 3}, "divides by 0")));
  CHECK_FALSE(same(warning("W0701", "skips").label({there, 0, 3}, "divides by 0")));
  CHECK_FALSE(same(warning("W0701", "skipped").label({there, 4, 7}, "divides by 0")));
  CHECK_FALSE(same(warning("W0701", "skipped").label({there, 0, 3}, "out of range")));
  CHECK_FALSE(same(warning("W0701", "skipped")));
}
