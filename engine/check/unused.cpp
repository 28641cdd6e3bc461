// SPDX-License-Identifier: Apache-2.0
//
// Declarations that nothing uses. A module without rules is a vocabulary, there for others: it may
// say more than this program needs. Facts may always wait for a rule.
#include <algorithm>

#include "check/checking.hpp"

namespace casus::check {
namespace {

class Unused {
 public:
  explicit Unused(Checking& checking)
      : checking_(checking),
        concluded_(checking.program.schema.relations.size(), false),
        read_(checking.program.schema.relations.size()) {}

  void run(const std::vector<Dependency>& dependencies) {
    for (const Rule& rule : checking_.program.rules) {
      for (const Conclusion& conclusion : rule.conclusions) {
        const bool rows = conclusion.kind == Conclusion::Kind::derive && !conclusion.negative;
        if (rows) concluded_[conclusion.relation.index()] = true;
      }
    }
    for (const Dependency& d : dependencies) {
      const bool asks = d.manner != Dependency::Manner::negative;
      if (asks && !read_[d.to.index()].valid()) read_[d.to.index()] = d.span;
    }
    warn_of_unconcluded();
    find_unit_uses();
    for (ModuleIndex i = 0; i < checking_.files.size(); ++i) {
      if (has_rules(checking_.files[i])) look_at(i);
    }
  }

 private:
  [[nodiscard]] static bool has_rules(const ast::File& file) {
    return std::ranges::any_of(file.declarations, [](const ast::Declaration& declaration) {
      return std::holds_alternative<ast::Rule>(declaration.node);
    });
  }

  void warn_of_unconcluded() {
    const auto& relations = checking_.program.schema.relations;
    for (std::size_t i = 0; i < relations.size(); ++i) {
      const bool empty = relations[i].kind == model::RelationKind::relation && !concluded_[i];
      if (!empty || !read_[i].valid()) continue;
      checking_.diagnostics.emplace_back(warning("W0402", "this can never hold"))
          .label(read_[i], "no rule concludes " + quoted(relations[i].name))
          .label(relations[i].span, "declared here")
          .advise("write a rule that concludes it, or make it a `fact` if it comes from data");
    }
  }

  void find_unit_uses() {
    const model::Units& units = checking_.program.schema.units;
    unit_used_.resize(units.size(), false);
    for (const Names::Module& module : checking_.names.modules) {
      for (const auto& [name, entity] : module.tables[static_cast<int>(NameSpace::unit)]) {
        if (entity.usable && entity.uses > 0) {
          unit_used_[units[model::UnitId(entity.index)].root.index()] = true;
        }
      }
    }
  }

  [[nodiscard]] bool used(const Entity& entity) const {
    if (entity.uses > 0) return true;
    switch (entity.kind) {
      case Entity::Kind::enumeration:
      case Entity::Kind::scale:
        return checking_.names.enumeration_used(entity.enumeration);
      case Entity::Kind::unit: {
        const model::Units& units = checking_.program.schema.units;
        return unit_used_[units[model::UnitId(entity.index)].root.index()];
      }
      case Entity::Kind::relation:
        return concluded_[entity.index];
      case Entity::Kind::table:
        return false;
      case Entity::Kind::fact:
      case Entity::Kind::rating:
      case Entity::Kind::rule:
        return true;
    }
    return true;
  }

  void look_at(ModuleIndex module) {
    for (const Entity* entity : checking_.entities[module]) {
      if (entity == nullptr || used(*entity)) continue;
      checking_.diagnostics
          .emplace_back(warning("W0501", "nothing uses the " +
                                             std::string(kind_name(entity->kind)) + " " +
                                             quoted(entity->name)))
          .label(entity->span, "declared here")
          .advise(entity->kind == Entity::Kind::relation
                      ? "conclude it or ask for it in a rule, or leave it out"
                      : "use it, or leave it out");
    }
  }

  Checking& checking_;
  std::vector<bool> concluded_;
  std::vector<Span> read_;
  std::vector<bool> unit_used_;
};

}  // namespace

void warn_of_unused(Checking& checking, const std::vector<Dependency>& dependencies) {
  Unused(checking).run(dependencies);
}

}  // namespace casus::check
