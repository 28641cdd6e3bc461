// SPDX-License-Identifier: Apache-2.0
#include "analysis/weights.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/characters.hpp"
#include "base/sort_unique.hpp"
#include "check/program.hpp"
#include "session/data.hpp"

namespace casus::analysis {
namespace {

using check::Conclusion;
using check::Rule;

/// Where a rule writes its weights, limits and certainties, in order of the text.
std::vector<Span> weights_of(const Rule& rule) {
  std::vector<Span> result;
  const auto add = [&](check::ExprId id) {
    if (id.valid() && rule.terms[id].span.valid()) result.push_back(rule.terms[id].span);
  };
  for (const Conclusion& one : rule.conclusions) {
    if (one.kind != Conclusion::Kind::derive) add(one.expr);
    add(one.certainty);
  }
  add(rule.certainty);
  sort_unique(result);
  return result;
}

/// Whether a number begins here, and not a digit of a name.
bool begins_number(std::string_view text, std::size_t at) {
  const char before = at == 0 ? ' ' : text[at - 1];
  const char small = base::lower(before);
  const bool in_name = (small >= 'a' && small <= 'z') || before == '_' || !base::is_ascii(before);
  return base::is_digit(text[at]) && !in_name;
}

/// The text of a rule without the numbers in `weights` and without comments, every run of blanks
/// and line ends as one blank.
std::string text_without(const std::vector<Span>& weights, const Rule& rule,
                         const Sources& sources) {
  std::string result;
  const std::string_view text = sources.text(rule.span.file);
  auto weight = weights.begin();
  bool quoted = false;
  for (std::uint32_t at = rule.span.begin; at < rule.span.end; ++at) {
    while (weight != weights.end() && at >= weight->end) ++weight;
    const bool weighs = weight != weights.end() && at >= weight->begin;
    if (weighs && !quoted && begins_number(text, at)) {
      result += '#';
      at = static_cast<std::uint32_t>(text.find_first_not_of("0123456789.%", at)) - 1;
      continue;
    }
    if (!quoted && text.substr(at).starts_with("//")) {
      at = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
      if (at >= rule.span.end) break;
    }
    const char c = text[at];
    if (quoted && c == '\\') {
      result.append(text, at++, 2);
      continue;
    }
    if (c == '"') quoted = !quoted;
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      result += c;
    } else if (!result.ends_with(' ')) {
      result += ' ';
    }
  }
  return result;
}

std::string rest_of(const Rule& rule, const Sources& sources) {
  return text_without(weights_of(rule), rule, sources);
}
std::string text_of(const Rule& rule, const Sources& sources) {
  return text_without({}, rule, sources);
}

using Key = std::pair<std::string, std::string>;  ///< module and name

std::map<Key, const Rule*> by_name(const Ruleset& rules) {
  std::map<Key, const Rule*> result;
  for (const Rule& rule : rules.data().program->rules) {
    result.emplace(Key(rule.module, rule.name), &rule);
  }
  return result;
}

}  // namespace

std::optional<Ruleset> with_weights_of(const Ruleset& rules, const Ruleset& other) {
  const Sources& sources = *rules.data().sources;
  const Sources& others = *other.data().sources;
  const std::map<Key, const Rule*> there = by_name(other);
  std::vector<std::pair<Span, std::string>> edits;
  for (const Rule& rule : rules.data().program->rules) {
    const auto known = there.find({rule.module, rule.name});
    if (known == there.end() || rest_of(rule, sources) != rest_of(*known->second, others)) {
      continue;
    }
    const std::vector<Span> from = weights_of(rule);
    const std::vector<Span> to = weights_of(*known->second);
    for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i) {
      if (sources.text(from[i]) == others.text(to[i])) continue;
      edits.emplace_back(from[i], others.text(to[i]));
    }
  }
  if (edits.empty()) return std::nullopt;
  std::vector<NamedText> texts;
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    texts.push_back({sources.name(file), std::string(sources.text(file))});
  }
  std::ranges::sort(edits, std::ranges::greater(), [](const auto& edit) { return edit.first; });
  for (const auto& [span, text] : edits) {
    texts[span.file].text.replace(span.begin, span.size(), text);
  }
  return Ruleset::load(std::move(texts)).ruleset;
}

Difference::RuleCounts changed_rules(const Ruleset& rules, const Ruleset& other) {
  const Sources& sources = *rules.data().sources;
  const Sources& others = *other.data().sources;
  const std::map<Key, const Rule*> there = by_name(other);
  Difference::RuleCounts counts;
  std::size_t both = 0;
  const std::map<Key, const Rule*> here = by_name(rules);
  for (const auto& [name, rule] : here) {
    const auto known = there.find(name);
    if (known == there.end()) continue;
    ++both;
    if (text_of(*rule, sources) != text_of(*known->second, others)) ++counts.changed;
  }
  counts.gone = here.size() - both;
  counts.come = there.size() - both;
  return counts;
}

}  // namespace casus::analysis
