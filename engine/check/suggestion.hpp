// SPDX-License-Identifier: Apache-2.0
//
// The atom that would give an unbound variable its value: a visible fact or relation with a field
// of its name or of the type that is wanted, joined to what the rule already knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/environment.hpp"

namespace casus::check {

class Suggestion {
 public:
  /// A variable that has a value, and the field that it has its type from.
  struct Known {
    std::string_view name;
    Type type = {};
    RelationId relation = {};
    std::uint32_t column = 0;
  };

  /// Without a name only the type counts, and the atom binds a variable of a fitting name.
  Suggestion(const Environment& env, std::string_view name, const std::optional<Type>& wanted)
      : env_(env), name_(name), wanted_(wanted) {}

  void offer(const Known& known) { known_.push_back(known); }

  struct Atom {
    std::string text;      ///< "leader(country: c, age: y)"; empty where nothing fits
    std::string variable;  ///< "y"
  };
  /// Costs a look at every visible relation.
  [[nodiscard]] Atom best() const;

 private:
  struct Candidate {
    int score = 0;
    Atom atom = {};
  };
  void consider(const model::Relation& relation, RelationId id, Candidate& best) const;
  [[nodiscard]] int fit(const model::Field& field) const;
  [[nodiscard]] const Known* join(const model::Field& field) const;
  [[nodiscard]] std::string variable_for(const model::Field& field) const;
  [[nodiscard]] Atom write(const model::Relation& relation, const model::Field& target,
                           bool& joined) const;

  const Environment& env_;
  std::string_view name_;
  std::optional<Type> wanted_;
  std::vector<Known> known_;
};

}  // namespace casus::check
