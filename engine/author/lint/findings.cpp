// SPDX-License-Identifier: Apache-2.0
#include "author/lint/findings.hpp"

#include "base/bug.hpp"

namespace casus::author {
namespace {

const base::Lint& known(std::string_view name) {
  const base::Lint* lint = base::find_lint(name);
  if (lint == nullptr) base::bug("every lint is in the registry");
  return *lint;
}

}  // namespace

LintLevels::LintLevels(const LintSettings& settings, const std::vector<std::string>& only)
    : settings_(settings), only_(only.begin(), only.end()) {}

base::LintLevel LintLevels::of(const base::Lint& lint) const {
  const auto set = [&](std::string_view name) -> const LintSettings::Level* {
    const auto found = settings_.levels.find(std::string(name));
    return found == settings_.levels.end() ? nullptr : &found->second;
  };
  const LintSettings::Level* level = set(lint.code);
  if (level == nullptr && lint.level != base::LintLevel::off) level = set(lint.category);
  base::LintLevel result = level == nullptr ? lint.level : static_cast<base::LintLevel>(*level);
  // Who asks for a lint by its name wants to see it.
  const bool named = only_.contains(lint.name) || only_.contains(lint.code);
  if (named && result == base::LintLevel::off) result = base::LintLevel::warning;
  return result;
}

bool LintLevels::shows(std::string_view code) const {
  if (only_.empty()) return true;
  const base::Lint* lint = base::find_lint(code);
  return lint != nullptr && (only_.contains(lint->name) || only_.contains(lint->code) ||
                             only_.contains(lint->category));
}

bool Findings::wants(std::string_view lint) const {
  return levels_.of(known(lint)) != base::LintLevel::off;
}

Diagnostic& Findings::add(std::string_view name, Span span, std::string_view message,
                          std::string label) {
  const base::Lint& lint = known(name);
  const base::LintLevel level = levels_.of(lint);
  if (level == base::LintLevel::off) return dropped_ = {};
  std::string text(message);
  text.append(" (").append(name).append(")");
  const Severity severity = level == base::LintLevel::error ? Severity::error : Severity::warning;
  diagnostics.push_back({std::string(lint.code), severity, std::move(text)});
  return diagnostics.back().label(span, std::move(label));
}

}  // namespace casus::author
