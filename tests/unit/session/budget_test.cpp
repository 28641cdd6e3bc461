// SPDX-License-Identifier: Apache-2.0
#include "session/budget.hpp"

#include <thread>

#include "support/catch.hpp"

using namespace casus;
using namespace casus::session;
using namespace std::chrono_literals;

namespace {

std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }

}  // namespace

TEST_CASE("work ends at the deadline or after its own time, whichever comes first",
          "[session][budget]") {
  Options options;
  CHECK_FALSE(end_of(options));
  options.deadline = now() + 1h;
  CHECK(end_of(options) == options.deadline);
  options.timeout = 2h;
  CHECK(end_of(options) == options.deadline);
  options.timeout = 1min;
  const auto before = now();
  const End end = end_of(options);
  REQUIRE(end);
  CHECK(*end >= before + 1min);
  CHECK(*end <= now() + 1min);
}

TEST_CASE("half of the time that is left is counted from now", "[session][budget]") {
  CHECK_FALSE(half_way(std::nullopt));
  const auto before = now();
  const End half = half_way(before + 2h);
  REQUIRE(half);
  CHECK(*half >= before + 1h);
  // now + (end - now) / 2 lies half as far behind 1 h as `now` behind `before`
  CHECK(*half <= before + 1h + (now() - before));
}

TEST_CASE("a budget names what has run out, an interruption first", "[session][budget]") {
  Options options;
  options.max_facts = 7;
  CHECK(budget(options, std::nullopt).max_facts == 7);
  CHECK(budget(options, std::nullopt).poll() == std::nullopt);
  CHECK(budget(options, now() + 1h).poll() == std::nullopt);
  options.max_memory = 1;  // byte: the process holds more
  CHECK(budget(options, now() + 1h).poll() == Limit::memory);
  CHECK(budget(options, now()).poll() == Limit::time);
  const std::atomic<bool> interrupted = true;
  options.interrupted = &interrupted;
  CHECK(budget(options, now()).poll() == Limit::interrupted);
}

TEST_CASE("a budget says whether so much more memory fits", "[session][budget]") {
  Options options;
  CHECK_FALSE(budget(options, std::nullopt).fits);
  options.max_memory = std::uint64_t{1} << 50;  // no machine has as much
  CHECK(budget(options, std::nullopt).fits(std::size_t{1} << 30));
  CHECK_FALSE(budget(options, std::nullopt).fits(std::size_t{1} << 50));
  options.max_memory = 1;
  CHECK_FALSE(budget(options, std::nullopt).fits(0));
}

TEST_CASE("a result leaves time to print it", "[session][budget]") {
  const Options options;
  const auto after_1ms = [&](End end, int printing) {
    const Allowance allowance(options, end, printing);
    std::this_thread::sleep_for(1ms);
    return allowance.poll();
  };
  // 1 ms and more to make, 10'000'000 times as long to print: 10'000 s and more, of 3600 s
  CHECK(after_1ms(now() + 1h, 10'000'000) == Limit::time);
  CHECK(after_1ms(now() + 1h, 3) == std::nullopt);
  CHECK(after_1ms(std::nullopt, 10'000'000) == std::nullopt);
}
