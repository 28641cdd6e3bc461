// SPDX-License-Identifier: Apache-2.0
//
// limit_pairs tables FOLDER OUT, limit_pairs toml FILE OUT: the risk of pairs of allies by the
// rules of `programs/casus/pairs.casus`, written by hand for these rules and facts and nothing
// else. A line a pair, with its band, goes to OUT.
#include <unistd.h>

#include <cstdio>

#include "pairs_facts.hpp"

namespace {

using namespace limits;

/// What is found out about a pair before its points are added up.
enum Sign : std::uint8_t {
  first_depends = 1,   ///< on trade with the second
  second_depends = 2,  ///< and the other way round
  sanctioned = 4,
  has_commission = 8,
  contested = 16
};

/// The pairs by their two countries, in the order in which `ally` names them.
class PairIndex {
 public:
  explicit PairIndex(std::size_t pairs) {
    std::size_t size = 1;
    while (size < pairs * 2) size *= 2;
    slots_.resize(size);
  }

  void add(Symbol first, Symbol second, Symbol pair) {
    std::size_t at = start(first, second);
    while (slots_[at].used) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {first, second, pair, true};
  }

  template <typename Found>
  void find(Symbol first, Symbol second, const Found& found) const {
    for (std::size_t at = start(first, second); slots_[at].used;
         at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].first == first && slots_[at].second == second) found(slots_[at].pair);
    }
  }

 private:
  struct Slot {
    Symbol first = 0;
    Symbol second = 0;
    Symbol pair = 0;
    bool used = false;
  };

  [[nodiscard]] std::size_t start(Symbol first, Symbol second) const {
    const std::uint64_t key = (std::uint64_t{first} << 32 | second) * 0x9E3779B97F4A7C15U;
    return (key >> 20) & (slots_.size() - 1);
  }

  std::vector<Slot> slots_;
};

/// What the rules say of countries.
struct Countries {
  std::vector<std::uint8_t> fragile;
  std::vector<std::uint8_t> entrenched;
  std::vector<std::uint8_t> annexing;
};

Countries judge_countries(const PairFacts& facts) {
  const std::size_t count = facts.countries.size();
  Countries result{std::vector<std::uint8_t>(count), std::vector<std::uint8_t>(count),
                   std::vector<std::uint8_t>(count)};
  std::vector<std::uint8_t> followed(facts.people.size());
  for (const Symbol person : facts.column(successor, 0)) followed[person] = 1;
  const auto& country = facts.column(leader, 0);
  const auto& person = facts.column(leader, 1);
  const auto& age = facts.column(leader, 2);
  const auto& tenure = facts.column(leader, 3);
  for (std::size_t i = 0; i < country.size(); ++i) {
    if (age[i] >= 70 && !followed[person[i]]) result.fragile[country[i]] = 1;
    if (tenure[i] >= 20) result.entrenched[country[i]] = 1;
  }
  for (const Symbol taker : facts.column(annexed, 0)) result.annexing[taker] = 1;
  return result;
}

/// The points of each pair.
std::vector<std::uint32_t> add_up(const PairFacts& facts) {
  const Countries countries = judge_countries(facts);
  const auto& pairs = facts.column(ally, 0);
  PairIndex index(pairs.size());
  std::vector<Symbol> first(facts.pairs.size());
  std::vector<Symbol> second(facts.pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    first[pairs[i]] = facts.column(ally, 1)[i];
    second[pairs[i]] = facts.column(ally, 2)[i];
    index.add(first[pairs[i]], second[pairs[i]], pairs[i]);
  }
  std::vector<std::uint8_t> signs(facts.pairs.size());
  std::vector<std::uint32_t> points(facts.pairs.size());
  const auto sign = [&](Sign which) { return [&signs, which](Symbol d) { signs[d] |= which; }; };

  for (std::size_t i = 0; i < facts.rows(trade); ++i) {
    const Symbol from = facts.column(trade, 0)[i];
    const Symbol to = facts.column(trade, 1)[i];
    if (facts.column(trade, 2)[i] >= 20) index.find(from, to, sign(first_depends));
    if (facts.column(trade, 2)[i] >= 40) index.find(to, from, sign(second_depends));
  }
  for (std::size_t i = 0; i < facts.rows(sanction); ++i) {
    const Symbol by = facts.column(sanction, 0)[i];
    const Symbol on = facts.column(sanction, 1)[i];
    if (facts.column(sanction, 2)[i] >= 2) index.find(by, on, sign(sanctioned));
    if (facts.column(sanction, 2)[i] >= 1) index.find(on, by, [&](Symbol d) { points[d] += 10; });
  }
  for (std::size_t i = 0; i < facts.rows(commission); ++i) {
    const Symbol d = facts.column(commission, 0)[i];
    signs[d] |= has_commission;
    if (facts.column(commission, 1)[i] == first[d]) points[d] += 7;
    if (facts.column(commission, 2)[i] < 10) points[d] += 5;
  }
  for (std::size_t i = 0; i < facts.rows(rival); ++i) {
    const Symbol d = facts.column(rival, 0)[i];
    const std::uint32_t influence = facts.column(rival, 2)[i];
    if (influence >= 30) signs[d] |= contested;
    if (influence >= 20 && countries.entrenched[facts.column(rival, 1)[i]]) points[d] += 4;
  }
  for (std::size_t i = 0; i < facts.rows(energy); ++i) {
    const Symbol d = facts.column(energy, 0)[i];
    const std::uint32_t share = facts.column(energy, 1)[i];
    if (share >= 50 && facts.column(energy, 2)[i] == first[d]) points[d] += 11;
    if (share >= 70 && (signs[d] & sanctioned) != 0) points[d] += 6;
  }
  for (std::size_t i = 0; i < facts.rows(ties); ++i) {
    const Symbol d = facts.column(ties, 0)[i];
    const std::uint32_t ethnic = facts.column(ties, 1)[i];
    const std::uint32_t joint = facts.column(ties, 2)[i];
    const bool mutual = (signs[d] & first_depends) != 0 && (signs[d] & second_depends) != 0;
    if (ethnic < 10) points[d] += 8;
    if (ethnic >= 40 && countries.annexing[first[d]]) points[d] += 12;
    if (joint < 2) points[d] += 6;
    if (joint < 4 && !mutual) points[d] += 4;
  }
  for (const Symbol d : pairs) {
    const auto has = [&](Sign which) { return (signs[d] & which) != 0; };
    std::uint32_t& sum = points[d];
    if (countries.fragile[first[d]]) sum += has(contested) ? 29 : 20;
    if (countries.fragile[second[d]]) sum += 15;
    if (countries.entrenched[first[d]] && countries.entrenched[second[d]]) sum += 5;
    if (has(second_depends) && !has(first_depends)) sum += 14;
    if (!has(has_commission)) sum += 9;
    if (has(sanctioned)) sum += 16;
    if (has(second_depends) && countries.annexing[first[d]]) sum += 18;
    if (has(contested)) sum += 13;
  }
  return points;
}

const char* band(std::uint32_t points) {
  if (points >= 60) return "\tcritical\n";
  if (points >= 40) return "\thigh\n";
  return points >= 20 ? "\televated\n" : "\tstable\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  PairFacts facts;
  if (std::string_view(argv[1]) == "toml") {
    read_toml(facts, argv[2]);
  } else {
    read_tables(facts, argv[2]);
  }
  const std::vector<std::uint32_t> points = add_up(facts);

  std::string text;
  for (const Symbol d : facts.column(ally, 0))
    text.append(facts.pairs.text(d)).append(band(points[d]));
  std::FILE* const out = std::fopen(argv[3], "wb");
  if (out == nullptr || std::fwrite(text.data(), 1, text.size(), out) != text.size() ||
      std::fclose(out) != 0) {
    std::perror(argv[3]);
    return 2;
  }
  _exit(0);  // without giving the memory back piece by piece
}
