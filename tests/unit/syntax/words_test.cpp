// SPDX-License-Identifier: Apache-2.0
#include "syntax/words.hpp"

#include <string>

#include "support/catch.hpp"

using namespace casus::syntax;

TEST_CASE("exactly eleven words are reserved", "[syntax][words]") {
  for (const char* word :
       {"and", "or", "not", "unless", "when", "then", "for", "in", "true", "false", "unknown"}) {
    CAPTURE(word);
    CHECK(is_reserved(word));
    CHECK(is_keyword(word));
  }
  for (const char* word : {"rule", "source", "on", "And", "", "distinct"}) {
    CAPTURE(word);
    CHECK_FALSE(is_reserved(word));
  }
}

TEST_CASE("words that are keywords somewhere are never units", "[syntax][words]") {
  for (const char* word :
       {"use",       "enum",       "unit",      "scale",     "fact",   "relation", "rating",
        "rule",      "table",      "test",      "open",      "closed", "reads",    "asks",
        "presumed",  "absent",     "half_life", "of",        "on",     "starts",   "factor",
        "supports",  "undermines", "by",        "each",      "caps",   "floors",   "at",
        "certainty", "because",    "source",    "overrides", "unique", "any",      "first",
        "priority",  "collect",    "given",     "assume",    "drop",   "expect",   "edition",
        "module",    "distinct",   "as_of",     "snapshot"}) {
    CAPTURE(word);
    CHECK(is_keyword(word));
  }
  for (const char* word : {"years", "USD_bn", "min", "text", "likely"}) {
    CAPTURE(word);
    CHECK_FALSE(is_keyword(word));
  }
}

TEST_CASE("the nearest word is one slip away, two in long words", "[syntax][words]") {
  const auto nearest = [](std::string_view word, std::string_view candidates) {
    return nearest_word(word, candidates).value().name;
  };
  CHECK(nearest("wehn", "when then unless") == "when");  // two letters swapped
  CHECK(nearest("rul", "rule fact") == "rule");          // one left out
  CHECK(nearest("rulle", "rule fact") == "rule");        // one too many
  CHECK(nearest("RULE", "rule fact") == "rule");         // capitals
  CHECK(nearest("certanty", "certainty because") == "certainty");
  CHECK(nearest("becuse", "certainty because") == "because");
  CHECK_FALSE(nearest_word("xule_", "rule fact"));  // two slips in a short word
  CHECK_FALSE(nearest_word("hen", "when then"));    // two equally near
  CHECK_FALSE(nearest_word("q", "or and"));
  CHECK_FALSE(nearest_word("garbage", "rule fact because"));
  CHECK_FALSE(nearest_word("anything", ""));
  CHECK_FALSE(nearest_word(std::string(100'000, 'r'), "rule"));
}
