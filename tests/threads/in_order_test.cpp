// SPDX-License-Identifier: Apache-2.0
#include "base/in_order.hpp"

#include <algorithm>
#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

#include "support/catch.hpp"

using casus::base::in_order;

namespace {

struct Square {
  int number = 0;
  int result = 0;
};

}  // namespace

TEST_CASE("jobs are taken in the order in which they are given, whoever does them",
          "[base][threads]") {
  for (const std::size_t threads : {1, 2, 5}) {
    int given = 0;
    int taken = 0;
    bool ordered = true;
    in_order<Square>(
        threads,
        [&](Square& job) {
          job.number = given;
          return given++ < 1000;
        },
        [](Square& job) { job.result = job.number * job.number; },
        [&](Square& job) {
          ordered = ordered && job.number == taken && job.result == taken * taken;
          ++taken;
          return true;
        });
    CHECK(taken == 1000);
    CHECK(ordered);
  }
}

TEST_CASE("no more jobs are under way than a few more than there are threads", "[base][threads]") {
  int given = 0;
  int taken = 0;
  int most = 0;
  in_order<Square>(
      3,
      [&](Square& /*job*/) {
        most = std::max(most, ++given - taken);
        return given < 1000;
      },
      [](Square& /*job*/) {},
      [&](Square& /*job*/) {
        ++taken;
        return true;
      });
  CHECK(most == 5);
}

TEST_CASE("whoever takes a job may end the work", "[base][threads]") {
  for (const std::size_t threads : {1, 4}) {
    int taken = 0;
    in_order<Square>(
        threads, [](Square& /*job*/) { return true; }, [](Square& /*job*/) {},
        [&](Square& /*job*/) { return ++taken < 10; });
    CHECK(taken == 10);
  }
}

TEST_CASE("a single job is done on the thread that asks", "[base][threads]") {
  std::set<std::thread::id> on;
  bool given = false;
  in_order<Square>(
      4, [&](Square& /*job*/) { return !std::exchange(given, true); },
      [&](Square& /*job*/) { on.insert(std::this_thread::get_id()); },
      [](Square& /*job*/) { return true; });
  CHECK(on == std::set{std::this_thread::get_id()});
}

TEST_CASE("what a job throws is thrown where it would be taken", "[base][threads]") {
  for (const std::size_t threads : {1, 3}) {
    int given = 0;
    int taken = 0;
    const auto run = [&] {
      in_order<Square>(
          threads,
          [&](Square& job) {
            job.number = given;
            return given++ < 100;
          },
          [](Square& job) {
            if (job.number == 7) throw std::runtime_error("seven");
          },
          [&](Square& /*job*/) {
            ++taken;
            return true;
          });
    };
    CHECK_THROWS_AS(run(), std::runtime_error);
    CHECK(taken == 7);
  }
}

TEST_CASE("what a job asks for is done on its own thread", "[base][threads]") {
  std::atomic<int> elsewhere = 0;
  int given = 0;
  in_order<Square>(
      2, [&](Square& /*job*/) { return given++ < 20; },
      [&](Square& /*job*/) {
        const std::thread::id own = std::this_thread::get_id();
        int inner = 0;
        in_order<Square>(
            4, [&](Square& /*job*/) { return inner++ < 20; },
            [&](Square& /*job*/) { elsewhere += std::this_thread::get_id() == own ? 0 : 1; },
            [](Square& /*job*/) { return true; });
      },
      [](Square& /*job*/) { return true; });
  CHECK(elsewhere == 0);
}
