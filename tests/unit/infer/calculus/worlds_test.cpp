// SPDX-License-Identifier: Apache-2.0
//
// Sets of possible worlds, held against all worlds counted one by one.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <random>
#include <string>

#include "infer/calculus/diagrams.hpp"
#include "infer/calculus/samples.hpp"
#include "session/process_memory.hpp"
#include "support/catch.hpp"

using casus::infer::Diagrams;
using casus::infer::Event;
using casus::infer::Grade;
using casus::infer::Samples;
using casus::infer::Worlds;

namespace {

constexpr std::array names{"a", "b", "c", "d", "e", "f"};
constexpr std::array chances{0.1, 0.5, 0.7, 0.9, 0.25, 0.4};

Grade where(Worlds& worlds, std::size_t event) {
  return worlds.where({.kind = Event::Kind::statement, .name = names[event]}, chances[event]);
}

/// A set beside the list of worlds in it: bit i of a world says whether event i happens.
struct Both {
  Grade set = Grade::none;
  std::array<bool, 64> listed{};
};

double counted(const Both& one) {
  double total = 0;
  for (std::size_t world = 0; world < 64; ++world) {
    double chance = 1;
    for (std::size_t i = 0; i < names.size(); ++i) {
      chance *= (world >> i & 1) != 0 ? chances[i] : 1 - chances[i];
    }
    if (one.listed[world]) total += chance;
  }
  return total;
}

/// Sets made of the events by chance, each with its list.
std::vector<Both> some_sets(Worlds& worlds, std::uint64_t seed, int steps) {
  std::vector<Both> sets;
  for (std::size_t i = 0; i < names.size(); ++i) {
    Both one{where(worlds, i), {}};
    for (std::size_t world = 0; world < 64; ++world) one.listed[world] = (world >> i & 1) != 0;
    sets.push_back(one);
  }
  std::mt19937_64 random(seed);
  for (int step = 0; step < steps; ++step) {
    const Both a = sets[random() % sets.size()];
    const Both b = sets[random() % sets.size()];
    Both made;
    const auto kind = random() % 3;
    made.set = kind == 0   ? worlds.both(a.set, b.set)
               : kind == 1 ? worlds.either(a.set, b.set)
                           : worlds.outside(a.set);
    for (std::size_t world = 0; world < 64; ++world) {
      made.listed[world] = kind == 0   ? a.listed[world] && b.listed[world]
                           : kind == 1 ? a.listed[world] || b.listed[world]
                                       : !a.listed[world];
    }
    sets.push_back(made);
  }
  return sets;
}

}  // namespace

TEST_CASE("diagrams have the probability of the worlds in them", "[infer][worlds]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Diagrams worlds(100'000);
    const auto sets = some_sets(worlds, seed, 60);
    for (const Both& one : sets) REQUIRE(worlds.chance(one.set) == Approx(counted(one)));
    for (const Both& one : sets) {
      for (const Both& other : sets) {
        REQUIRE((one.set == other.set) == (one.listed == other.listed));
      }
    }
    REQUIRE_FALSE(worlds.exhausted());
  }
}

TEST_CASE("diagrams forget what nobody needs and keep the rest", "[infer][worlds]") {
  Diagrams worlds(100'000);
  const auto sets = some_sets(worlds, 7, 200);
  const std::size_t before = worlds.size();
  const Both& last = sets.back();
  worlds.keep([&](const std::function<void(Grade)>& use) { use(last.set); });
  CHECK(worlds.size() < before);
  CHECK(worlds.chance(last.set) == Approx(counted(last)));
  // What is made anew stands beside it as before.
  const auto again = some_sets(worlds, 7, 200);
  CHECK(again.back().set == last.set);
  for (const Both& one : again) REQUIRE(worlds.chance(one.set) == Approx(counted(one)));
}

TEST_CASE("diagrams give up beyond their number of nodes", "[infer][worlds]") {
  Diagrams worlds(4);
  (void)some_sets(worlds, 3, 60);
  CHECK(worlds.exhausted());
}

TEST_CASE("samples come close to the probability", "[infer][worlds]") {
  constexpr std::uint32_t size = 16'384;
  Samples worlds(size, 1);
  // Four standard deviations of the largest spread, at 0.5.
  const double margin = 4 * 0.5 / 128;
  for (const Both& one : some_sets(worlds, 5, 60)) {
    REQUIRE(std::abs(worlds.chance(one.set) - counted(one)) < margin);
  }
}

TEST_CASE("samples are algebra in every world", "[infer][worlds]") {
  Samples worlds(1000, 9);
  CHECK(worlds.worlds() == 1024);
  const Grade a = where(worlds, 0);
  const Grade b = where(worlds, 1);
  CHECK(where(worlds, 0) == a);
  CHECK(worlds.outside(worlds.outside(a)) == a);
  CHECK(worlds.chance(worlds.both(a, worlds.outside(a))) == 0);
  CHECK(worlds.chance(worlds.either(a, worlds.outside(a))) == 1);
  CHECK(worlds.outside(worlds.both(a, b)) == worlds.either(worlds.outside(a), worlds.outside(b)));
}

TEST_CASE("what happened in none or each of the worlds drawn is neither impossible nor certain",
          "[infer][worlds]") {
  Samples worlds(64, 1);
  const Grade rare = worlds.where({.kind = Event::Kind::rule, .name = "rare"}, 1e-9);
  CHECK(worlds.chance(rare) == 0);
  CHECK(rare != Grade::none);
  const Grade usual = worlds.outside(rare);
  CHECK(worlds.chance(usual) == 1);
  CHECK(usual != Worlds::all);
  CHECK(worlds.outside(usual) == rare);
  // Wilson: z^2 / (n + z^2) = 3.8415 / 67.8415 = 0.05662 from either end.
  CHECK(worlds.between(rare, Worlds::all).low == Approx(0).margin(1e-12));
  CHECK(worlds.between(rare, Worlds::all).high == Approx(0.05662).epsilon(1e-3));
  CHECK(worlds.between(usual, Worlds::all).low == Approx(1 - 0.05662).epsilon(1e-3));
  // What is known to be so stays so.
  CHECK(worlds.between(Worlds::all, Worlds::all).low == 1);
  CHECK(worlds.both(rare, Grade::none) == Grade::none);
  CHECK(worlds.either(rare, Worlds::all) == Worlds::all);
}

TEST_CASE("what is drawn does not depend on what was drawn before", "[infer][worlds]") {
  Samples forward(4096, 1);
  Samples backward(4096, 1);
  const Grade a = where(forward, 0);
  const Grade b = where(forward, 1);
  const Grade other_b = where(backward, 1);
  const Grade other_a = where(backward, 0);
  CHECK(forward.chance(forward.both(a, b)) == backward.chance(backward.both(other_a, other_b)));
  Samples another(4096, 2);
  CHECK(another.chance(where(another, 1)) != forward.chance(b));
}

namespace {

casus::infer::Budget out_of(casus::Limit what) {
  return {.max_facts = 0, .poll = [what]() -> std::optional<casus::Limit> { return what; }};
}

}  // namespace

TEST_CASE("diagrams end their work where its budget does", "[infer][worlds]") {
  Diagrams worlds(1'000'000);
  worlds.begin(out_of(casus::Limit::memory));
  (void)some_sets(worlds, 3, 10'000);  // beyond the 4096 steps after which the budget is asked
  CHECK(worlds.exhausted());
  CHECK(worlds.stopped() == casus::Limit::memory);
  worlds.begin({});
  CHECK_FALSE(worlds.exhausted());
  CHECK_FALSE(worlds.stopped());
}

TEST_CASE("samples end their work where its budget does", "[infer][worlds]") {
  Samples worlds(1 << 20, 1);  // 2^14 words: 1024 units of work a set
  const Grade a = where(worlds, 0);
  const Grade b = where(worlds, 1);
  worlds.begin(out_of(casus::Limit::time));
  for (int i = 0; i < 3; ++i) (void)worlds.both(a, b);
  CHECK_FALSE(worlds.exhausted());
  (void)worlds.both(a, b);  // 4 * (1 + 1024) units: above the 4096 after which the budget is asked
  CHECK(worlds.exhausted());
  CHECK(where(worlds, 2) == Grade::none);  // nothing more is drawn
  CHECK(worlds.stopped() == casus::Limit::time);
}

TEST_CASE("samples take hardly more memory while they grow than when they have grown",
          "[infer][worlds]") {
  // In a process of its own, whose peak is that of this work. 530 sets of 2^20 worlds are 66.25
  // MiB: a table that had just been copied to grow beyond 64 MiB would have taken 128.
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto before = casus::session::peak_memory();
    Samples worlds(1 << 20, 1);
    for (int i = 0; i < 530; ++i) {
      (void)worlds.where({.kind = Event::Kind::statement, .name = std::to_string(i)}, 0.5);
    }
    _exit(static_cast<int>((casus::session::peak_memory() - before) >> 20));
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) >= 66);
  CHECK(WEXITSTATUS(status) <= 80);
}

TEST_CASE("work that begins anew forgets what was made since worlds were held", "[infer][worlds]") {
  Diagrams worlds(100'000);
  const Grade a = where(worlds, 0);
  const Grade b = where(worlds, 1);
  const Grade both = worlds.both(a, b);
  worlds.keep([&](const std::function<void(Grade)>& use) { use(both); });
  worlds.hold();
  const std::size_t held = worlds.size();
  for (int round = 0; round < 3; ++round) {
    worlds.begin({});
    CHECK(worlds.size() == held);
    // The events are met in another order each time: what was asked before never shows.
    const Grade c = where(worlds, 2 + static_cast<std::size_t>(round));
    const Grade made = worlds.either(both, c);
    CHECK(worlds.size() == held + 3);
    CHECK(worlds.chance(made) ==
          Approx(1 - (1 - chances[0] * chances[1]) *
                         (1 - chances[2 + static_cast<std::size_t>(round)])));
  }
  CHECK(worlds.chance(both) == Approx(chances[0] * chances[1]));
}
