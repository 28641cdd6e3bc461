// SPDX-License-Identifier: Apache-2.0
#include "check/strata.hpp"

#include <algorithm>
#include <queue>
#include <unordered_map>

#include "base/sort_unique.hpp"
#include "check/circles.hpp"

namespace casus::check {
namespace {

using Manner = Dependency::Manner;
using Group = std::vector<std::uint32_t>;

class Stratifier {
 public:
  Stratifier(const Environment& env, const std::vector<Dependency>& dependencies)
      : env_(env),
        dependencies_(dependencies),
        graph_(env.schema().relations.size()),
        group_of_(env.schema().relations.size(), 0),
        self_(env.schema().relations.size(), false) {
    for (const Dependency& d : dependencies) {
      graph_.edges[d.from.index()].push_back(d.to.value);
      if (d.from == d.to) self_[d.from.index()] = true;
    }
    for (auto& edges : graph_.edges) {
      sort_unique(edges);
    }
  }

  std::vector<Component> run() {
    groups_ = components(graph_);
    for (std::uint32_t i = 0; i < groups_.size(); ++i) {
      for (const std::uint32_t relation : groups_[i]) group_of_[relation] = i;
    }
    refuse_circles();
    return ordered();
  }

 private:
  [[nodiscard]] const std::string& name(std::uint32_t relation) const {
    return env_.schema().relations[relation].name;
  }

  [[nodiscard]] bool recursive(const Group& group) const {
    return group.size() > 1 || self_[group.front()];
  }

  /// Kahn's algorithm; among components that could come next, the one declared first.
  [[nodiscard]] std::vector<Component> ordered() const {
    const std::size_t count = groups_.size();
    std::vector<std::vector<std::uint32_t>> readers(count);
    std::vector<std::uint32_t> waits(count, 0);
    for (std::uint32_t relation = 0; relation < graph_.edges.size(); ++relation) {
      for (const std::uint32_t read : graph_.edges[relation]) {
        if (group_of_[read] == group_of_[relation]) continue;
        readers[group_of_[read]].push_back(group_of_[relation]);
        ++waits[group_of_[relation]];
      }
    }
    std::vector<Span> rising(count);
    for (const Dependency& d : dependencies_) {
      const std::uint32_t group = group_of_[d.from.index()];
      const bool within = d.manner == Manner::rising && group == group_of_[d.to.index()];
      if (within && !rising[group].valid()) rising[group] = d.span;
    }
    using Entry = std::pair<std::uint32_t, std::uint32_t>;  // first relation, group
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> next;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (waits[i] == 0) next.emplace(groups_[i].front(), i);
    }
    std::vector<Component> result;
    while (!next.empty()) {
      const std::uint32_t group = next.top().second;
      next.pop();
      Component& component = result.emplace_back();
      for (const std::uint32_t relation : groups_[group]) {
        component.relations.emplace_back(relation);
      }
      component.recursive = recursive(groups_[group]);
      component.rising = rising[group];
      for (const std::uint32_t reader : readers[group]) {
        if (--waits[reader] == 0) next.emplace(groups_[reader].front(), reader);
      }
    }
    return result;
  }

  /// One diagnostic a component: the first dependency, by place, that must not lie on a circle.
  void refuse_circles() {
    std::vector<const Dependency*> worst(groups_.size(), nullptr);
    for (const Dependency& d : dependencies_) {
      const std::uint32_t group = group_of_[d.from.index()];
      if (group != group_of_[d.to.index()] || !recursive(groups_[group])) continue;
      const bool rating =
          env_.schema()[d.from].kind == model::RelationKind::rating || d.manner == Manner::rating;
      if ((d.manner == Manner::positive || d.manner == Manner::rising) && !rating) continue;
      const Dependency*& first = worst[group];
      if (first == nullptr || rank(d) < rank(*first) ||
          (rank(d) == rank(*first) && d.span < first->span)) {
        first = &d;
      }
    }
    for (std::uint32_t i = 0; i < groups_.size(); ++i) {
      if (worst[i] != nullptr) report(groups_[i], *worst[i]);
    }
  }

  /// A rating on the circle is the clearest thing to say, a negation the next.
  [[nodiscard]] int rank(const Dependency& d) const {
    if (env_.schema()[d.from].kind == model::RelationKind::rating) return 0;
    if (d.manner == Manner::rating) return 1;
    if (d.manner == Manner::negative) return 2;
    return d.manner == Manner::best ? 4 : 3;
  }

  static std::uint64_t key(std::uint32_t from, std::uint32_t to) {
    return (std::uint64_t{from} << 32) | to;
  }

  /// The dependency to show between two relations.
  [[nodiscard]] const Dependency& edge(std::uint32_t from, std::uint32_t to) {
    if (edges_.empty()) {
      for (const Dependency& d : dependencies_) {
        const Dependency*& best = edges_[key(d.from.value, d.to.value)];
        const bool better = best == nullptr || rank(d) < rank(*best) ||
                            (rank(d) == rank(*best) && d.span < best->span);
        if (better) best = &d;
      }
    }
    return *edges_.at(key(from, to));
  }

  void report(const Group& group, const Dependency& worst) {
    std::vector<const Dependency*> circle{&worst};
    const Group way = shortest_way(graph_, group, worst.to.value, worst.from.value);
    for (std::size_t i = 0; i + 1 < way.size(); ++i) circle.push_back(&edge(way[i], way[i + 1]));
    const std::string first = quoted(name(worst.from.value));
    Diagnostic d;
    switch (rank(worst)) {
      case 0:
        d = error("E0404", "the rating " + first + " depends on itself");
        d.advise("let the rules that rate it read facts and relations that do not rest on it");
        break;
      case 1:
        d = error("E0404", "the rating " + quoted(name(worst.to.value)) + " depends on itself");
        d.advise("let the rules that rate it read facts and relations that do not rest on it");
        break;
      case 2:
        d = error("E0403", first + " depends on its own absence");
        d.advise(circle.size() == 1
                     ? "ask for the absence of something that does not rest on " + first
                     : "derive one of them from facts alone, or let one rule override the other "
                       "with `overrides`");
        break;
      case 4:
        d = error("E0408", first + " uses a value of its own that a better one may replace");
        d.note(worst.objection);
        d.advise("use the value in a relation that this one does not rest on");
        break;
      default:
        d = error("E0402", first + " depends on an aggregate of itself");
        if (!worst.objection.empty()) d.note(worst.objection);
        d.advise("count or sum over facts, or over a relation that does not rest on " + first);
        break;
    }
    std::string path = name(worst.from.value);
    for (std::size_t i = 0; i < circle.size(); ++i) {
      const Dependency& step = *circle[i];
      d.label(step.span, (i == 0 ? "" : "and ") + sentence(step));
      const std::string to = name(step.to.value);
      const bool last = i + 1 == circle.size();
      if (step.manner == Manner::negative) {
        path += " -> not " + to;
        if (!last) path += " -> " + to;
      } else if (step.manner == Manner::aggregate) {
        path += " -> all of " + to;
        if (!last) path += " -> " + to;
      } else {
        path += " -> " + to;
      }
    }
    d.note("cycle: " + path);
    env_.report(std::move(d));
  }

  [[nodiscard]] std::string sentence(const Dependency& d) const {
    const std::string from = quoted(name(d.from.value));
    const std::string to = quoted(name(d.to.value));
    if (d.overriding.valid()) {
      return "by `overrides`, " + from + " needs " + to + " to be absent";
    }
    switch (d.manner) {
      case Manner::positive:
      case Manner::rising:
      case Manner::best:
        return from + " rests on " + to;
      case Manner::negative:
        return from + " needs " + to + " to be absent";
      case Manner::aggregate:
        return from + " needs all of " + to;
      case Manner::rating:
        return from + " reads the rating " + to;
    }
    return "";
  }

  const Environment& env_;
  const std::vector<Dependency>& dependencies_;
  Graph graph_;
  std::vector<std::uint32_t> group_of_;
  std::vector<bool> self_;
  std::vector<Group> groups_;
  std::unordered_map<std::uint64_t, const Dependency*> edges_;  ///< made for the first message
};

}  // namespace

std::vector<Component> stratify(const Environment& env,
                                const std::vector<Dependency>& dependencies) {
  return Stratifier(env, dependencies).run();
}

}  // namespace casus::check
