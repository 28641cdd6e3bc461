// SPDX-License-Identifier: Apache-2.0
//
// Every variable must get its value from a positive atom or an equation. What lacks one is
// collected while a body is read and reported once a name, with the atom that would give it a
// value.
#include <algorithm>

#include "check/elaborate.hpp"
#include "check/suggestion.hpp"

namespace casus::check {

using model::Base;

void Elaborator::report_unbound(std::string_view name, Span span, const Hint& hint) {
  fail();
  auto it = std::ranges::find(unbound_, name, &Unbound::name);
  if (it == unbound_.end()) {
    unbound_.push_back({name, {}, {}});
    it = unbound_.end() - 1;
  }
  it->uses.push_back(span);
  if (!it->wanted) it->wanted = hint.type;
}

std::vector<std::string_view> Elaborator::named_variables() const {
  std::vector<std::string_view> names;
  for (const Frame& frame : frames_) {
    for (const VariableId id : frame.variables) {
      if (is_bound(id) && !terms_[id].name.empty()) names.push_back(terms_[id].name);
    }
  }
  return names;
}

std::string Elaborator::why_hidden(std::string_view name) const {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (terms_.variables[i].name != name) continue;
    switch (states_[i].frame) {
      case FrameKind::rule:
        break;
      case FrameKind::branch:
        return "only one side of an `or` gives it a value";
      case FrameKind::negation:
        return "a value inside `not` or `unless` stays inside";
      case FrameKind::comprehension:
        return "a value inside a comprehension stays inside";
    }
  }
  return "";
}

std::string Elaborator::suggest_atom(std::string_view name, const std::optional<Type>& wanted) {
  Suggestion suggestion(env_, name, wanted);
  for (std::size_t i = 0; i < terms_.variables.size(); ++i) {
    const Variable& variable = terms_.variables[i];
    const State& state = states_[i];
    const bool usable = bound_[i] && state.typed && !variable.local && !variable.name.empty();
    if (!usable) continue;
    suggestion.offer({variable.name, variable.type, state.relation, state.column});
  }
  return suggestion.best();
}

void Elaborator::report_all_unbound() {
  for (const Unbound& unbound : unbound_) {
    const std::string name(unbound.name);
    std::vector<Span> uses = unbound.uses;
    std::ranges::sort(uses);
    const auto [first, last] = std::ranges::unique(uses);
    uses.erase(first, last);
    const auto members_near = [&]() -> std::optional<std::string> {
      if (!unbound.wanted || unbound.wanted->base != Base::enumeration) return std::nullopt;
      const auto& members = env_.schema()[unbound.wanted->enumeration].members;
      return nearest_of(name, {members.begin(), members.end()});
    };
    if (const auto member = members_near()) {
      const model::Enumeration& enumeration = env_.schema()[unbound.wanted->enumeration];
      report(error("E0201", quoted(enumeration.name) + " has no member called " + quoted(name)))
          .label(uses.front(), "not a member, and no variable either")
          .fix("did you mean " + quoted(*member) + "?", {{uses.front(), *member}}, true);
      continue;
    }
    Diagnostic d = error("E0401", quoted(name) + " is used before anything gives it a value");
    for (const Span use : uses) {
      d.label(use, use == uses.front() ? "unbound here" : "same cause, reported once");
    }
    for (std::size_t i = 0; i < states_.size(); ++i) {
      const FrameKind frame = states_[i].frame;
      if (terms_.variables[i].name != name || frame == FrameKind::rule) continue;
      d.label(terms_.variables[i].span,
              frame == FrameKind::branch     ? "only one side of the `or` gives it a value"
              : frame == FrameKind::negation ? "inside `not` or `unless` it is another variable"
                                             : "inside the comprehension it is another variable");
      break;
    }
    const auto all = named_variables();
    if (const auto near = nearest_of(name, all); near && *near != name) {
      d.fix("did you mean " + quoted(*near) + "?", {{uses.front(), *near}}, false);
    } else if (const std::string atom = suggest_atom(name, unbound.wanted); !atom.empty()) {
      d.advise(quoted(atom.substr(0, atom.find('('))) + " has it: add " + quoted("and " + atom));
    } else {
      d.advise("give it a value by a condition: as a field of a fact or relation, or by " +
               quoted(name + " = …"));
    }
    report(std::move(d));
  }
}

void Elaborator::warn_of_singletons() {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const State& state = states_[i];
    const Variable& variable = terms_.variables[i];
    if (state.occurrences != 1 || variable.name.empty() || variable.name.front() == '_' ||
        state.declared || state.poisoned) {
      continue;
    }
    Diagnostic d = warning("W0401", quoted(variable.name) + " occurs only once");
    d.label(state.single, "nothing else mentions it");
    std::vector<std::string_view> others;
    for (std::size_t j = 0; j < states_.size(); ++j) {
      if (j != i && !terms_.variables[j].name.empty() && states_[j].occurrences > 0) {
        others.push_back(terms_.variables[j].name);
      }
    }
    const Type& type = variable.type;
    std::optional<std::string> near = nearest_of(variable.name, others);
    if (!near && type.base == Base::enumeration) {
      const auto& members = env_.schema()[type.enumeration].members;
      near = nearest_of(variable.name, {members.begin(), members.end()});
    }
    if (near && *near != variable.name) {
      d.fix("did you mean " + quoted(*near) + "?", {{state.single, *near}}, false);
    }
    if (state.as_argument) {
      d.fix("write `_` if its value does not matter", {{state.single, "_"}}, !near);
    } else {
      d.advise("use it, or leave the equation out");
    }
    env_.report(std::move(d));
  }
}

void Elaborator::finish(bool warn_singletons) {
  report_all_unbound();
  // An identifier that turned out to be a member has left a variable behind that nothing uses.
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (!states_[i].typed && states_[i].occurrences == 0) terms_.variables[i].name.clear();
  }
  if (warn_singletons && !failed_) warn_of_singletons();
}

}  // namespace casus::check
