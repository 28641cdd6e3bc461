// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/alternatives.hpp"
#include "check/checking.hpp"
#include "check/conclusions.hpp"
#include "check/contradictions.hpp"
#include "check/elaborate.hpp"
#include "check/sentences.hpp"

namespace casus::check {
namespace {

Places variables_of(const Rule& rule, Elaborator& elaborator) {
  return {
      .noun = "variable",
      .find = [&](std::string_view name) -> std::optional<Place> {
        const auto id = elaborator.use(name, {}, false);
        if (!id) return std::nullopt;
        return Place{id->value, rule.terms[*id].type, rule.terms[*id].span};
      },
      .all = [&] { return elaborator.named_variables(); },
      .explain = [&](std::string_view name, Diagnostic& d) { elaborator.explain_hidden(name, d); }};
}

/// Reads one rule; true where it may stand in the program.
bool read_rule(const Environment& env, const ast::Rule& source, Rule& rule) {
  Elaborator elaborator(env, rule.terms);
  rule.body = elaborator.body(source.when.get(), source.unless, source.name.span);
  Conclusions conclusions(env, elaborator, rule);
  conclusions.read(source.conclusions);
  conclusions.read_certainty(source);
  conclusions.check_choices();
  if (source.because) {
    // Where the body has failed, what it would have bound is not known.
    const std::size_t before = env.diagnostics.size();
    const bool body_failed = elaborator.failed();
    rule.because = sentence(env, *source.because, variables_of(rule, elaborator));
    if (body_failed) {
      env.diagnostics.resize(before);
    } else if (env.diagnostics.size() > before) {
      elaborator.fail();
    }
  }
  elaborator.finish(Elaborator::Single::slip);
  if (elaborator.failed()) return false;
  return alternatives_bounded(env, rule.terms, rule.body, rule.name_span);
}

void check_rule(Checking& checking, ModuleIndex module, const ast::Declaration& declaration,
                Entity* entity) {
  const auto& source = std::get<ast::Rule>(declaration.node);
  Rule rule;
  rule.name = source.name.text;
  rule.title = source.title ? source.title->text : "";
  rule.module = std::string(checking.names.modules[module].name);
  rule.doc = declaration.doc;
  rule.source = source.source ? source.source->text : "";
  rule.span = declaration.span;
  rule.name_span = source.name.span;
  const Environment env = checking.environment(module);
  const bool good = read_rule(env, source, rule);
  if (entity == nullptr) return;
  entity->usable = good;
  if (!good) {
    checking.complete = false;
    return;
  }
  warn_of_contradictions(env, rule.terms, rule.body);
  entity->index = static_cast<std::uint32_t>(checking.program.rules.size());
  checking.program.rules.push_back(std::move(rule));
}

bool check_subject(Checking& checking, ModuleIndex module, const ast::Rating& source,
                   const Entity& entity) {
  const Environment env = checking.environment(module);
  const model::Rating& rating = checking.program.schema.ratings[entity.index];
  const model::Relation& relation = checking.program.schema[rating.relation];
  Subjects& subjects = checking.program.subjects[entity.index];
  Elaborator elaborator(env, subjects.terms);
  for (const ast::Field& field : source.fields) {
    const auto owners = checking.names.member_of(module, field.name.text);
    if (owners.empty()) continue;
    const model::Enumeration& owner = env.schema()[owners.front()];
    elaborator
        .report(error("E0501", quoted(field.name.text) + " is a member of " + quoted(owner.name) +
                                   ", and cannot be a variable too"))
        .label(field.name.span, "taken")
        .label(owner.span, "declared here")
        .advise("choose another name for the subject");
  }
  if (elaborator.failed()) return false;
  for (std::size_t i = 0; i < source.fields.size(); ++i) {
    elaborator.declare(source.fields[i].name, relation.fields[i].type);
  }
  if (source.subjects != nullptr) {
    subjects.body = elaborator.body(source.subjects.get(), {}, source.subjects->span);
  }
  for (const ast::Field& field : source.fields) {
    if (const auto id = elaborator.use(field.name.text, field.name.span, true)) {
      subjects.subjects.push_back(*id);
    }
  }
  elaborator.finish(Elaborator::Single::slip);
  if (elaborator.failed()) return false;
  warn_of_contradictions(env, subjects.terms, subjects.body);
  return alternatives_bounded(env, subjects.terms, subjects.body, rating.span);
}

}  // namespace

void check_subjects(Checking& checking) {
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    const auto& declarations = checking.files[i].declarations;
    for (std::size_t j = 0; j < declarations.size(); ++j) {
      Entity* entity = checking.entities[i][j];
      const auto* source = std::get_if<ast::Rating>(&declarations[j].node);
      if (entity == nullptr || !entity->usable || source == nullptr) continue;
      if (!check_subject(checking, i, *source, *entity)) checking.complete = false;
    }
  }
}

void check_rules(Checking& checking) {
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    const auto& declarations = checking.files[i].declarations;
    for (std::size_t j = 0; j < declarations.size(); ++j) {
      if (!std::holds_alternative<ast::Rule>(declarations[j].node)) continue;
      if (declarations[j].broken) continue;
      check_rule(checking, i, declarations[j], checking.entities[i][j]);
    }
  }
}

}  // namespace casus::check
