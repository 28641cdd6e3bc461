// SPDX-License-Identifier: Apache-2.0
//
// Every variable must get its value from a positive atom or an equation. What lacks one is
// collected while a body is read and reported once a name, with the atom that would give it a
// value.
#include <algorithm>

#include "base/characters.hpp"
#include "base/sort_unique.hpp"
#include "check/elaborate.hpp"
#include "check/suggestion.hpp"

namespace casus::check {

using model::Base;

namespace {

bool is_capitalised(std::string_view name) { return name.front() >= 'A' && name.front() <= 'Z'; }

}  // namespace

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

void Elaborator::explain_hidden(std::string_view name, Diagnostic& d) const {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (terms_.variables[i].name != name) continue;
    switch (states_[i].frame) {
      case FrameKind::rule:
        break;
      case FrameKind::branch:
        d.note("only one side of an `or` gives it a value");
        d.advise("give it a value on every side of the `or`");
        return;
      case FrameKind::negation:
        d.note("a value inside `not` or `unless` stays inside");
        return;
      case FrameKind::comprehension:
        d.note("a value inside a comprehension stays inside");
        return;
    }
  }
}

std::string Elaborator::suggest_atom(std::string_view name, const std::optional<Type>& wanted,
                                     std::string* variable) {
  Suggestion suggestion(env_, name, wanted);
  for (std::size_t i = 0; i < terms_.variables.size(); ++i) {
    const Variable& known = terms_.variables[i];
    const State& state = states_[i];
    const bool usable = bound_[i] && state.typed && !known.local && !known.name.empty();
    if (!usable) continue;
    suggestion.offer({known.name, known.type, state.relation, state.column});
  }
  const Suggestion::Atom best = suggestion.best();
  if (variable != nullptr) *variable = best.variable;
  return best.text;
}

/// A name that was meant for a member of the enumeration it is compared with: one that is near to
/// it, or any that has no value elsewhere and, in a rule, is too long for a variable's.
bool Elaborator::report_as_member(const Unbound& unbound) {
  if (!unbound.wanted || unbound.wanted->base != Base::enumeration) return false;
  const model::Enumeration& enumeration = env_.schema()[unbound.wanted->enumeration];
  constexpr std::size_t longest_variable = 2;
  const bool variable = hidden(unbound.name) || look_up(unbound.name) ||
                        (!env_.rules_are_atoms && unbound.name.size() <= longest_variable);
  if (variable && !member_meant(unbound.name, enumeration)) return false;
  const Span use = unbound.uses.front();
  Diagnostic& d = report(
      error("E0201", quoted(enumeration.name) + " has no member called " + quoted(unbound.name)));
  d.label(use, "not a member, and no variable either");
  advise_member(d, unbound.name, enumeration, use);
  return true;
}

/// Where the same name has a value, but only inside.
std::optional<VariableId> Elaborator::hidden(std::string_view name) const {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (states_[i].frame != FrameKind::rule && terms_.variables[i].name == name) {
      return VariableId(i);
    }
  }
  return std::nullopt;
}

/// The words that a name stands among, as in `p(North-South)`.
std::string Elaborator::whole_name(Span use) const {
  const std::string_view text = env_.sources.text(use.file);
  const auto belongs = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  std::size_t begin = use.begin;
  std::size_t end = use.end;
  while (begin > 0 && belongs(text[begin - 1])) --begin;
  while (end < text.size() && belongs(text[end])) ++end;
  return std::string(text.substr(begin, end - begin));
}

/// `stability(a) and stability(a) >= firm`, of a goal that leaves open whose score it compares.
std::string Elaborator::with_subject(const Unbound& unbound) const {
  const Span use = unbound.uses.front();
  const std::string_view goal = env_.sources.text(use.file);
  const std::size_t open = goal.find('(');
  const std::size_t close = goal.find(')', use.begin);
  if (!env_.rules_are_atoms || open == std::string_view::npos || close == std::string_view::npos) {
    return {};
  }
  const bool rated = std::ranges::any_of(env_.schema().ratings, [&](const model::Rating& one) {
    return goal.substr(0, open) == one.name;
  });
  const bool compares = goal.find_first_of("<>=!", close) != std::string_view::npos;
  if (!rated || !compares) return {};
  return std::string(goal.substr(0, close + 1)) + " and " + std::string(goal);
}

std::string Elaborator::advice_for_unbound(const Unbound& unbound) {
  const std::string name(unbound.name);
  const auto inside = hidden(name);
  const FrameKind frame = inside ? states_[inside->index()].frame : FrameKind::rule;
  if (frame == FrameKind::negation) {
    return "what is absent has no value; give it one by a condition without `not`";
  }
  if (frame == FrameKind::branch) return "give it a value on every side of the `or`";
  if (is_capitalised(name) && unbound.wanted && unbound.wanted->base == Base::text) {
    return "a text stands in quotes: `\"" + whole_name(unbound.uses.front()) + "\"`";
  }
  if (const std::string goal = with_subject(unbound); !goal.empty()) {
    return "let a condition of its own give it a value: " + quoted(goal);
  }
  const std::string atom = suggest_atom(name, unbound.wanted);
  if (!atom.empty()) {
    return quoted(atom.substr(0, atom.find('('))) + " has it: add " +
           quoted((has_when_ ? "and " : "when ") + atom);
  }
  return "give it a value by a condition outside `not` and `unless`: as a field of a fact or "
         "relation, or by " +
         quoted(name + " = …");
}

/// The variable that an atom binds to the field that is called like this unbound one; empty where
/// there is none, or several.
std::string Elaborator::bound_to_field(const Unbound& unbound) const {
  if (hidden(unbound.name)) return {};
  std::string only;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const State& state = states_[i];
    const Variable& variable = terms_.variables[i];
    if (!state.relation.valid() || variable.name.empty()) continue;
    if (!is_bound(VariableId(static_cast<std::uint32_t>(i)))) continue;
    const auto& fields = env_.schema()[state.relation].fields;
    if (state.column >= fields.size() || fields[state.column].name != unbound.name) continue;
    if (unbound.wanted && *unbound.wanted != variable.type) continue;
    if (!only.empty() && only != variable.name) return {};
    only = variable.name;
  }
  return only;
}

void Elaborator::report_unbound(const Unbound& unbound) {
  if (report_as_member(unbound)) return;
  const std::string name(unbound.name);
  Diagnostic d = error("E0401", quoted(name) + " is used before anything gives it a value");
  for (const Span use : unbound.uses) {
    d.label(use, use == unbound.uses.front() ? "unbound here" : "same cause, reported once");
  }
  if (const auto inside = hidden(name)) {
    const FrameKind frame = states_[inside->index()].frame;
    d.label(terms_[*inside].span,
            frame == FrameKind::branch     ? "only one side of the `or` gives it a value"
            : frame == FrameKind::negation ? "inside `not` or `unless` it is another variable"
                                           : "inside the comprehension it is another variable");
  }
  auto all = named_variables();
  all.push_back("as_of");
  if (const auto near = nearest_of(name, all); near && near->name != name) {
    d.fix("did you mean " + quoted(near->name) + "?", {{unbound.uses.front(), near->name}}, false);
  } else if (const std::string other = bound_to_field(unbound); !other.empty()) {
    std::vector<Edit> edits;
    for (const Span use : unbound.uses) edits.push_back({use, other});
    d.fix("the field of this name is " + quoted(other) + " above: write that", std::move(edits),
          false);
  } else if (!is_capitalised(name) || unbound.wanted || hidden(name) ||
             !advise_rated(d, name, unbound.uses.front())) {
    d.advise(advice_for_unbound(unbound));
  }
  report(std::move(d));
}

/// Variables whose equations need each other.
void Elaborator::report_circular(const std::vector<const Unbound*>& circle) {
  if (circle.empty()) return;
  if (circle.size() == 1) return report_unbound(*circle.front());
  std::vector<std::string> names;
  for (const Unbound* unbound : circle) names.push_back(quoted(unbound->name));
  Diagnostic d = error("E0401", listed(names) + " wait for each other's value");
  for (const Unbound* unbound : circle) {
    d.label(unbound->uses.front(), unbound == circle.front() ? "unbound here" : "and here");
  }
  d.advise("give one of them a value by a condition: as a field of a fact or relation");
  report(std::move(d));
}

void Elaborator::report_all_unbound() {
  std::vector<const Unbound*> circle;
  bool missing = false;
  for (Unbound& unbound : unbound_) {
    sort_unique(unbound.uses);
    // A variable with an equation only waits for what is missing elsewhere.
    if (look_up(unbound.name)) {
      circle.push_back(&unbound);
    } else {
      missing = true;
      report_unbound(unbound);
    }
  }
  if (!missing) report_circular(circle);
}

/// The members that fit where a variable stands: of an enumeration, or the bands of a score.
const model::Enumeration* Elaborator::members_at(VariableId id) const {
  const model::Schema& schema = env_.schema();
  const Type& type = terms_[id].type;
  if (type.base == Base::enumeration) return &schema[type.enumeration];
  const State& state = states_[id.index()];
  RatingId rating;
  if (state.relation.valid()) {
    const model::Relation& relation = schema[state.relation];
    const bool rated = relation.rating.valid();
    if (rated && state.column == schema[relation.rating].subjects) rating = relation.rating;
  }
  for (const Condition& one : terms_.conditions) {
    const bool gives = one.kind == Condition::Kind::let && one.variable == id;
    if (gives && terms_[one.expr].kind == Expr::Kind::score) rating = terms_[one.expr].rating;
  }
  return rating.valid() ? &schema[schema[rating].scale.bands] : nullptr;
}

/// `stability(a) = FIRM`, `role: Patron` in a goal: as a variable it would fit anything.
bool Elaborator::refuse_as_member(VariableId id) {
  const Variable& variable = terms_[id];
  const State& state = states_[id.index()];
  const std::string& name = variable.name;
  if (!state.typed || state.poisoned || name.size() < 2 || name.front() == '_') return false;
  const model::Enumeration* members = members_at(id);
  const bool truth = variable.type.base == Base::boolean;
  if (members == nullptr && !truth) return false;
  const auto near = truth ? nearest_of(name, {"false", "true"}) : member_meant(name, *members);
  if (!near) return false;
  const bool only_capitals = base::distance(name, near->name) == 0;
  if (state.occurrences > 1 && !only_capitals) return false;
  Diagnostic& d = report(
      error("E0201", truth ? quoted(name) + " is no truth value"
                           : quoted(members->name) + " has no member called " + quoted(name)));
  d.label(variable.span,
          std::string(truth ? "" : "not a member; ") + "as a variable it would fit anything");
  if (members != nullptr && variable.type.numeric() && state.as_argument) {
    d.advise("did you mean " + quoted("band: " + near->name) + "?");
  } else {
    d.fix(near->question(), {{variable.span, near->name}}, near->sure);
  }
  return true;
}

namespace {

/// `yes` where a truth value is asked for.
std::optional<base::Near> truth_value_meant(std::string_view name) {
  std::string small(name);
  for (char& c : small) c = base::lower(c);
  if (small == "yes" || small == "true") return base::Near{"true", false};
  if (small == "no" || small == "false") return base::Near{"false", false};
  return std::nullopt;
}

}  // namespace

/// `gone(host: c, manner: expelled)`, of `manner = expelled and gone(host: c)`; empty where no atom
/// has an open field of the variable's name.
std::string Elaborator::as_field(VariableId id) const {
  const auto equates = [&](const Condition& one) {
    return one.kind == Condition::Kind::let && one.variable == id;
  };
  const auto equation = std::ranges::find_if(terms_.conditions, equates);
  if (equation == terms_.conditions.end()) return {};
  const std::string value(env_.sources.text(terms_[equation->expr].span));
  for (const Condition& one : terms_.conditions) {
    if (one.kind != Condition::Kind::atom || !one.atom.relation.valid()) continue;
    const std::vector<model::Field>& fields = env_.schema()[one.atom.relation].fields;
    const auto field = std::ranges::find(fields, terms_[id].name, &model::Field::name);
    if (field == fields.end()) continue;
    const auto column = static_cast<std::uint32_t>(field - fields.begin());
    const auto& given = one.atom.given;
    if (std::ranges::find(given, column, &Atom::Given::column) != given.end()) continue;
    std::string atom(env_.sources.text(one.atom.span));
    if (!atom.ends_with(')')) continue;
    atom.pop_back();
    atom += (atom.ends_with('(') ? "" : ", ") + terms_[id].name + ": " + value + ')';
    return atom;
  }
  return {};
}

void Elaborator::warn_of_singleton(VariableId id, Single single) {
  const Variable& variable = terms_[id];
  const State& state = states_[id.index()];
  const bool capitalised = is_capitalised(variable.name);
  const bool name = capitalised && variable.type.base == Base::text;
  const model::Enumeration* members = members_at(id);
  const bool unlike = capitalised && members != nullptr;
  if (single == Single::answer && !name && !unlike) return;
  const std::string shown = quoted(variable.name);
  const std::string text = '"' + variable.name + '"';
  if (single == Single::answer) {
    Diagnostic d = warning("W0401", shown + " is a variable here: anything fits");
    d.label(state.single, name ? "no text" : "no member of " + quoted(members->name));
    if (name) {
      d.fix("did you mean the text " + quoted(text) + "?", {{state.single, text}}, false);
    } else {
      advise_member(d, variable.name, *members, state.single);
    }
    env_.report(std::move(d));
    return;
  }
  Diagnostic d = warning("W0401", shown + " occurs only once");
  d.label(state.single, "nothing else mentions it");
  std::vector<std::string_view> others;
  for (std::size_t j = 0; j < states_.size(); ++j) {
    const std::string& other = terms_.variables[j].name;
    if (!other.empty() && other != variable.name && states_[j].occurrences > 0) {
      others.push_back(other);
    }
  }
  std::optional<base::Near> near = nearest_of(variable.name, others);
  if (!near && members != nullptr) near = member_meant(variable.name, *members);
  if (!near && name) near = base::Near{text, false};
  if (!near && variable.type.base == Base::boolean) near = truth_value_meant(variable.name);
  const std::string field = state.as_argument ? std::string() : as_field(id);
  if (near) {
    d.fix("did you mean " + quoted(near->name) + "?", {{state.single, near->name}}, false);
  } else if (members != nullptr && field.empty()) {
    d.advise("the members of " + quoted(members->name) + " are " + listed(members->members));
  }
  if (state.as_argument) {
    const bool safe = !near && members == nullptr;
    d.fix("write `_` if its value does not matter", {{state.single, "_"}}, safe);
  } else {
    d.advise(field.empty() ? "use it, or leave the equation out"
                           : "did you mean " + quoted(field) + '?');
  }
  env_.report(std::move(d));
}

/// The first occurrence of a variable, known only now, stands for its declaration.
void Elaborator::note_occurrences() {
  if (occurrences_.empty()) return;
  std::vector<bool> told(terms_.variables.size(), false);
  for (const auto& [id, span] : occurrences_) {
    const Variable& variable = terms_[id];
    env_.names.note(span, variable.span);
    if (told[id.index()] || !states_[id.index()].typed) continue;
    told[id.index()] = true;
    env_.names.mentions->variables.push_back({variable.span, phrase(variable.type, env_.schema())});
  }
}

void Elaborator::finish(Single single) {
  note_occurrences();
  report_all_unbound();
  // An identifier that turned out to be a member has left a variable behind that nothing uses.
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (!states_[i].typed && states_[i].occurrences == 0) terms_.variables[i].name.clear();
  }
  if (failed_) return;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const State& state = states_[i];
    const Variable& variable = terms_.variables[i];
    if (variable.name.empty() || variable.name.front() == '_') continue;
    if (state.declared || state.poisoned) continue;
    const VariableId id(i);
    if (single == Single::answer && refuse_as_member(id)) continue;
    if (state.occurrences == 1) warn_of_singleton(id, single);
  }
}

}  // namespace casus::check
