// SPDX-License-Identifier: Apache-2.0
#include "support/naive/worlds.hpp"

namespace casus::naive {
namespace {

/// An event that the world under way has not decided yet.
struct Undecided {
  std::string event;
  double chance = 0;
};

class Search {
 public:
  Search(const check::Program& program, const model::FactBase& facts, std::size_t most)
      : program_(program), facts_(facts), left_(most) {
    result_.held.resize(program.schema.relations.size());
    result_.denied.resize(program.schema.relations.size());
  }

  bool run(double weight) {
    Settings settings{.degrees = false};
    settings.happens = [&](const std::string& event, double chance) {
      const auto decided = decided_.find(event);
      if (decided == decided_.end()) throw Undecided{event, chance};
      return decided->second;
    };
    try {
      const World world = evaluate(program_, facts_, settings);
      if (left_-- == 0) return false;
      add(world, weight);
      return true;
    } catch (const Undecided& open) {
      for (const bool happens : {true, false}) {
        decided_[open.event] = happens;
        if (!run(weight * (happens ? open.chance : 1 - open.chance))) return false;
      }
      decided_.erase(open.event);
      return true;
    }
  }

  Chances result() { return std::move(result_); }

 private:
  void add(const World& world, double weight) {
    for (std::size_t r = 0; r < world.held.size(); ++r) {
      for (const auto& [row, certainty] : world.held[r]) result_.held[r][row] += weight;
      for (const auto& [row, certainty] : world.denied[r]) {
        // Where it is held and denied, it is unknown.
        if (!world.undecided[r].contains(row)) result_.denied[r][row] += weight;
      }
    }
  }

  const check::Program& program_;
  const model::FactBase& facts_;
  std::size_t left_;
  std::map<std::string, bool> decided_;
  Chances result_;
};

}  // namespace

std::optional<Chances> chances(const check::Program& program, const model::FactBase& facts,
                               std::size_t most) {
  Search search(program, facts, most);
  if (!search.run(1)) return std::nullopt;
  return search.result();
}

}  // namespace casus::naive
