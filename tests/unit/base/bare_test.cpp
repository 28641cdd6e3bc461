// SPDX-License-Identifier: Apache-2.0
#include "base/bare.hpp"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using casus::base::bare;

TEST_CASE("two ways of writing one name have one bare form", "[base][spelling]") {
  const std::vector<std::pair<std::string, std::string>> same = {
      {"the United States", "United States"},
      {"The Hague", "Hague"},
      {"İncirlik", "Incirlik"},
      {"Diyarbakır", "Diyarbakir"},
      {"NATO is bad", "Nato is bad."},
      {"U.S.A.", "USA"},
      {"Turkey-NATO", "Turkey – NATO"},
      {"Côte d’Ivoire", "Cote d'Ivoire"},
      {"Łódź", "Lodz"},
      {"РОССИЯ", "Россия"},
      {"Article 5", "article  5"},
  };
  for (const auto& [one, other] : same) {
    CAPTURE(one, other);
    CHECK(bare(one) == bare(other));
  }
}

TEST_CASE("what tells two names apart is kept", "[base][spelling]") {
  const std::vector<std::pair<std::string, std::string>> different = {{"NATO", "Turkey-NATO"},
                                                                      {"article 4", "article 5"},
                                                                      {"1.5", "15"},
                                                                      {"11 1", "1 11"},
                                                                      {"A+", "A"},
                                                                      {"AA-", "AA"},
                                                                      {"-5", "5"},
                                                                      {"Iran", "Iraq"},
                                                                      {"Athens", "the Athenians"},
                                                                      {"C++", "C"},
                                                                      {"किताब", "कतब"}};
  for (const auto& [one, other] : different) {
    CAPTURE(one, other);
    CHECK(bare(one) != bare(other));
  }
}
