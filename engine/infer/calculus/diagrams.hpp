// SPDX-License-Identifier: Apache-2.0
//
// Sets of worlds as reduced ordered binary decision diagrams (Bryant, Graph-Based Algorithms for
// Boolean Function Manipulation, 1986): a node asks whether one event happens and leads on to two
// smaller questions. Equal sets share one node. Events are asked in the order in which they were
// first met, which follows the joins and keeps what belongs together close.
//
// Work is bounded by a number of steps, so that a run gives up at the same place on every machine,
// and by the limits of the run, as `stopped` tells.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/array.hpp"
#include "infer/calculus/worlds.hpp"

namespace casus::infer {

class Diagrams final : public Worlds {
 public:
  /// Gives up beyond `max_nodes` nodes alive, or `steps_a_node` times as many steps of work.
  explicit Diagrams(std::uint64_t max_nodes);

  Grade where(const Event& event, double chance) override;
  bool is_new(const Event& event, double chance) const override {
    return !events_.contains(fingerprint(event, chance));
  }
  Grade both(Grade a, Grade b) override;
  Grade either(Grade a, Grade b) override;
  Grade outside(Grade a) override;
  double chance(Grade set) override;
  bool exhausted() const override { return exhausted_; }
  void give_up() override { exhausted_ = true; }
  bool crowded() const override { return size() > crowd_; }
  void keep(const std::function<void(const std::function<void(Grade)>&)>& in_use) override;
  void hold() override;

  [[nodiscard]] std::size_t size() const { return nodes_.size() - free_.size(); }

 private:
  using NodeId = std::uint32_t;
  static constexpr NodeId no = 0;
  static constexpr NodeId yes = 1;
  static constexpr std::uint64_t steps_a_node = 64;

  enum class Operation : std::uint8_t { both, either, outside };

  struct Node {
    std::uint32_t event = 0;  ///< place in the order; leaves stand below all events
    NodeId low = no;          ///< where it does not happen
    NodeId high = no;
    NodeId next = no;  ///< in its chain of the table of nodes
  };
  struct Cached {
    Operation operation = Operation::both;
    NodeId a = no, b = no;  ///< `a` is a leaf in unused entries only
    NodeId result = no;
  };
  /// A step of work that waits for the results below it.
  struct Frame {
    NodeId a, b;
    std::uint32_t event;
    NodeId low;
    std::uint8_t stage;
  };
  struct FingerprintHash {
    std::size_t operator()(const Fingerprint& one) const { return one.low; }
  };

  [[nodiscard]] NodeId node(std::uint32_t event, NodeId low, NodeId high);
  [[nodiscard]] NodeId run(Operation operation, NodeId a, NodeId b);
  [[nodiscard]] static bool known(Operation operation, NodeId a, NodeId b, NodeId& result);
  [[nodiscard]] Cached& slot(Operation operation, NodeId a, NodeId b);
  void rebuild_table(std::size_t chains);
  void restore() override;

  std::uint64_t max_nodes_;
  std::uint64_t crowd_;  ///< nodes above which it is time to look for some to forget
  std::uint64_t steps_ = 0;
  bool exhausted_ = false;
  base::Array<Node> nodes_;
  std::vector<NodeId> free_;
  std::vector<NodeId> chains_;       ///< heads; a power of two
  std::vector<Cached> cache_;        ///< direct-mapped
  std::vector<double> chances_;      ///< by event
  std::vector<Fingerprint> prints_;  ///< by event
  std::unordered_map<Fingerprint, std::uint32_t, FingerprintHash> events_;
  base::Array<double> known_chances_;  ///< by node; below 0: not computed yet
  /// What there was at `hold`. That it comes back node by node makes the same work as many steps.
  struct Held {
    std::size_t nodes = 0;
    std::vector<NodeId> free;
    std::size_t events = 0;
  };
  std::optional<Held> held_;
  std::vector<Frame> frames_;
};

}  // namespace casus::infer
