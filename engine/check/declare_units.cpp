// SPDX-License-Identifier: Apache-2.0
//
// Units are known by name throughout a program, because facts name them without a module: two
// modules may declare the same unit in the same way, and mean one unit.
#include "check/checking.hpp"
#include "check/circles.hpp"

namespace casus::check {
namespace {

struct Pending {
  const ast::Unit* unit;
  Entity* entity;
};

class UnitDeclarations {
 public:
  explicit UnitDeclarations(Checking& checking) : checking_(checking) {}

  void run() {
    collect();
    Graph graph(pending_.size());
    for (std::uint32_t i = 0; i < pending_.size(); ++i) {
      if (const auto target = find_base(i)) graph.edges[i].push_back(*target);
    }
    // Groups come in an order in which every unit follows the one it is defined by.
    for (const auto& group : components(graph)) {
      const auto circle = shortest_circle(graph, group);
      if (circle.empty()) {
        define(group.front());
      } else {
        report_circle(circle);
      }
    }
  }

 private:
  void collect() {
    for (ModuleIndex i = 0; i < checking_.files.size(); ++i) {
      const auto& declarations = checking_.files[i].declarations;
      for (std::size_t j = 0; j < declarations.size(); ++j) {
        const auto* unit = std::get_if<ast::Unit>(&declarations[j].node);
        Entity* entity = checking_.entities[i][j];
        if (unit == nullptr || entity == nullptr || !entity->usable) continue;
        place_.emplace(entity, static_cast<std::uint32_t>(pending_.size()));
        pending_.push_back({unit, entity});
      }
    }
  }

  /// The pending unit that this one is defined by.
  std::optional<std::uint32_t> find_base(std::uint32_t i) {
    const auto& definition = pending_[i].unit->definition;
    if (!definition) return std::nullopt;
    const Found found =
        checking_.names.find(NameSpace::unit, pending_[i].entity->module, definition->of.text);
    const auto it = found.none() ? place_.end() : place_.find(found.entity);
    if (it == place_.end()) return std::nullopt;
    return it->second;
  }

  void report_circle(const std::vector<std::uint32_t>& circle) {
    Diagnostic d = error("E0509", circle.size() == 1 ? "a unit is defined by itself"
                                                     : "these units are defined in a circle");
    for (const std::uint32_t i : circle) {
      const auto& unit = *pending_[i].unit;
      d.label(unit.definition->of.span,
              quoted(unit.name.text) + " is defined by " + quoted(unit.definition->of.text));
      pending_[i].entity->usable = false;
    }
    const std::string& first = pending_[circle.front()].unit->name.text;
    d.advise("leave a definition out, as in " + quoted("unit " + first) +
             ": the unit then stands for itself");
    checking_.diagnostics.push_back(std::move(d));
  }

  void define(std::uint32_t i) {
    const ast::Unit& unit = *pending_[i].unit;
    Entity& entity = *pending_[i].entity;
    model::Units& units = checking_.program.schema.units;
    const auto older = units.find(unit.name.text);
    if (!unit.definition) {
      if (!older) {
        entity.index = units.add(unit.name.text, unit.name.span).value;
      } else {
        agree(entity, *older, units[*older].root == *older);
      }
      return;
    }
    const auto of = find_unit(checking_.environment(entity.module), unit.definition->of);
    // To define another unit is no use of this one.
    const Found base =
        checking_.names.find(NameSpace::unit, entity.module, unit.definition->of.text);
    if (!base.none()) --base.entity->uses;
    const std::string& text = unit.definition->factor;
    const bool none = base::Decimal(text).is_zero();
    if (of && none) {
      checking_.diagnostics.emplace_back(error("E0305", "the factor of a unit must be above 0"))
          .label(unit.definition->factor_span)
          .advise("say how many " + unit.definition->of.text + " one " + unit.name.text + " is");
    }
    if (!of || none) {
      entity.usable = false;
      return;
    }
    if (!older) {
      entity.index = units.add(unit.name.text, text, *of, unit.name.span).value;
      return;
    }
    model::Units trial = units;
    const model::Unit& here = trial[trial.add(unit.name.text, text, *of, unit.name.span)];
    const model::Unit& there = units[*older];
    agree(entity, *older, here.root == there.root && here.factor == there.factor);
  }

  /// A unit of this name exists already, from another module.
  void agree(Entity& entity, model::UnitId older, bool same) {
    entity.index = older.value;
    if (same) return;
    entity.usable = false;
    checking_.diagnostics
        .emplace_back(error("E0501", quoted(entity.name) + " is declared twice, and differently"))
        .label(entity.span, "declared again here")
        .label(checking_.program.schema.units[older].span, "first declared here")
        .advise("declare it in one module, and use that module here");
  }

  Checking& checking_;
  std::vector<Pending> pending_;
  std::unordered_map<const Entity*, std::uint32_t> place_;
};

}  // namespace

void declare_units(Checking& checking) { UnitDeclarations(checking).run(); }

}  // namespace casus::check
