// SPDX-License-Identifier: Apache-2.0
//
// Which names there are and where they can be seen. A module sees its own names and those of the
// modules it uses; its own come first. Facts, relations, ratings, tables, rules and built-in
// functions share one name space, enumerations and scales another, units a third. All texts are
// views into the syntax trees or the program, which must outlive the tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/near.hpp"
#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "check/mentions.hpp"
#include "model/types.hpp"
#include "syntax/ast.hpp"

namespace casus::check {

using ModuleIndex = std::uint32_t;

/// Something declared. `index` is its place in the schema or program.
struct Entity {
  enum class Kind : std::uint8_t { fact, relation, rating, table, rule, enumeration, scale, unit };
  Kind kind = Kind::fact;
  std::string_view name = {};
  ModuleIndex module = 0;
  std::uint32_t index = 0;
  model::EnumId enumeration = {};  ///< only of enumerations and scales: the members or bands
  Span span = {};                  ///< its name in the declaration
  bool usable = true;              ///< false: declared with a mistake that has been reported
  std::uint32_t uses = 0;          ///< how often a rule, rating, field or test refers to it
};

/// "fact", "relation" …
[[nodiscard]] std::string_view kind_name(Entity::Kind kind);

/// The answer to a look-up. With a `rival` the name is shown by two modules.
struct Found {
  Entity* entity = nullptr;
  Entity* rival = nullptr;
  [[nodiscard]] bool none() const { return entity == nullptr; }
  [[nodiscard]] bool ambiguous() const { return rival != nullptr; }
};

enum class NameSpace : std::uint8_t { callable, type, unit };

class Names {
 public:
  using Table = std::unordered_map<std::string_view, Entity>;

  struct Module {
    std::string_view name = {};  ///< "pumps.wear"; empty for a file without `module`
    Span span = {};              ///< of the name
    std::vector<ModuleIndex> uses = {};
    std::vector<Span> use_spans = {};  ///< parallel to `uses`
    Span use_place = {};               ///< where another `use` would be inserted
    bool use_first = false;            ///< inserted before other text instead of after it
    Table tables[3] = {};
    std::unordered_map<std::string_view, std::vector<model::EnumId>> members = {};
  };

  std::vector<Module> modules;
  std::vector<std::string> texts;  ///< the modules' names, which `Module::name` looks at
  Mentions* mentions = nullptr;    ///< whoever wants to know what names mean

  /// That the name `at` means what is declared there, or a member of it.
  void note(Span at, Span declared, bool member = false) {
    if (mentions != nullptr && declared.valid()) mentions->found.push_back({at, declared, member});
  }

  [[nodiscard]] std::optional<ModuleIndex> module(std::string_view name) const;
  void know_module(std::string_view name, ModuleIndex index) { by_name_.emplace(name, index); }

  /// Adds a name to its module; false (and the older one) where it is taken.
  std::pair<Entity*, bool> declare(NameSpace space, const Entity& entity);
  void declare_member(ModuleIndex module, std::string_view member, model::EnumId enumeration);

  /// As seen from `viewer`: its own names first, then those of the modules it uses.
  [[nodiscard]] Found find(NameSpace space, ModuleIndex viewer, std::string_view name);
  /// In exactly this module.
  [[nodiscard]] Entity* own(NameSpace space, ModuleIndex module, std::string_view name);
  [[nodiscard]] bool sees(ModuleIndex viewer, ModuleIndex other) const;
  /// All enumerations visible from `viewer` with a member of this name.
  [[nodiscard]] std::vector<model::EnumId> member_of(ModuleIndex viewer,
                                                     std::string_view name) const;

  void use_enumeration(model::EnumId id) {
    if (used_enumerations_.size() <= id.index()) used_enumerations_.resize(id.index() + 1);
    used_enumerations_[id.index()] = true;
  }
  [[nodiscard]] bool enumeration_used(model::EnumId id) const {
    return id.index() < used_enumerations_.size() && used_enumerations_[id.index()];
  }

  /// Whether another search through all names is allowed. They are counted, so that a file full of
  /// mistakes stays cheap.
  [[nodiscard]] bool may_ask() { return questions_left_ > 0 && questions_left_-- > 0; }

  /// Declared in modules that `viewer` does not use.
  [[nodiscard]] std::vector<const Entity*> elsewhere(NameSpace space, ModuleIndex viewer,
                                                     std::string_view name) const;
  /// All names declared in `viewer` and in the modules it uses, in order, each once.
  [[nodiscard]] std::vector<std::string_view> visible(NameSpace space, ModuleIndex viewer) const;
  /// The visible name most like `name`, if one is near.
  [[nodiscard]] std::optional<base::Near> nearest(NameSpace space, ModuleIndex viewer,
                                                  std::string_view name);
  [[nodiscard]] std::optional<base::Near> nearest_module(std::string_view name);

  /// "declared in module `x`, which is not used here": adds the `use` line.
  void advise_use(Diagnostic& diagnostic, ModuleIndex viewer, ModuleIndex wanted) const;

 private:
  std::unordered_map<std::string_view, ModuleIndex> by_name_;
  std::vector<bool> used_enumerations_;
  int questions_left_ = 200;
};

/// The candidate that `name` is most likely a misspelling of.
[[nodiscard]] std::optional<base::Near> nearest_of(std::string_view name,
                                                   const std::vector<std::string_view>& candidates);

}  // namespace casus::check
