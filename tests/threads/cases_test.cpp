// SPDX-License-Identifier: Apache-2.0
//
// Cases in lines run on threads of their own, and several runs may share one rule base.
#include "casus/cases.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <thread>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

TEST_CASE("runs over many cases share a rule base and disturb each other in nothing", "[threads]") {
  const Ruleset rules = testing::load_rules(R"(
fact town { name: text, people: int }
fact doctor open { town: text } presumed absent 0.5
scale Care 0..100 { poor < 40, good }
rating care(t: text) of town(name: t) on Care starts 60 factor staff "Staff" -40..20
rule no_doctor when town(name: t, people: > 10) and not doctor(town: t)
  undermines care.staff(t) by 20
)");
  std::string text;
  std::string expected;
  for (int i = 0; i < 60'000; ++i) {
    const std::string number = std::to_string(i);
    const std::string people = std::to_string(i % 30);
    text += R"({"case": ")" + number + R"(", "facts": {"town": [{"name": "A", "people": )" +
            people + "}]}}\n";
    // No doctor is presumed with 0.5: 60 - 20 x 0.5.
    expected += number + (i % 30 > 10 ? ": 50\n" : ": 60\n");
  }
  std::string told[2];
  std::thread threads[2];
  for (int i = 0; i < 2; ++i) {
    threads[i] = std::thread([&, i] {
      const CaseLines lines{"cases",
                            [&, at = std::size_t{0}](char* into, std::size_t room) mutable {
                              const std::size_t size = std::min(room, text.size() - at);
                              std::memcpy(into, text.data() + at, size);
                              at += size;
                              return size;
                            }};
      (void)rate_cases(rules, lines, {}, [&](const CaseInfo& info, const Rating& rating) {
        told[i] += info.name + ": " + std::to_string(static_cast<int>(rating.score)) + '\n';
        return true;
      });
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : told) CHECK((one == expected));
}
