// SPDX-License-Identifier: Apache-2.0
#include "syntax/diagnose.hpp"

#include <array>
#include <string>
#include <utility>

#include "syntax/expectations.hpp"
#include "syntax/slips.hpp"
#include "syntax/surroundings.hpp"

namespace casus::syntax {
namespace {

/// In the order of the declaration's variant.
constexpr auto kinds = std::to_array<std::string_view>(
    {"use", "enum", "unit", "scale", "relation", "rating", "rule", "table", "test"});

std::string_view kind_of(const Reading& reading) {
  if (reading.declaration == nullptr) return reading.kind;
  const auto* relation = std::get_if<ast::Relation>(&reading.declaration->node);
  if (relation != nullptr && relation->from_data) return "fact";
  return kinds[reading.declaration->node.index()];
}

Span name_of(const ast::Declaration& declaration) {
  return std::visit(
      [](const auto& node) {
        if constexpr (requires { node.name.span; }) {
          return node.name.span;
        } else if constexpr (requires { node.title.span; }) {
          return node.title.span;
        } else {
          return Span{};
        }
      },
      declaration.node);
}

bool has_clause(const ast::Rule& rule) {
  return rule.certainty || rule.because || rule.source || !rule.overrides.empty();
}

/// The key under which the table knows the situation: more than the grammar can say.
std::string_view refined(std::string_view key, const Reading& reading) {
  if (reading.declaration == nullptr) return key;
  const auto& node = reading.declaration->node;
  const auto* rule = std::get_if<ast::Rule>(&node);
  if (rule != nullptr && key == "conclusion") {
    const bool conditions = rule->when != nullptr || !rule->unless.empty();
    return conditions ? "conclusion of conditions" : key;
  }
  if (key != "end") return key;
  if (rule != nullptr) return has_clause(*rule) ? "end of clauses" : "end of rule";
  if (std::holds_alternative<ast::Relation>(node)) return "end of fact";
  if (std::holds_alternative<ast::Rating>(node)) return "end of rating";
  if (std::holds_alternative<ast::Test>(node)) return "end of test";
  return key;
}

std::string filled(std::string_view pattern, std::string_view mark, std::string_view with) {
  std::string text(pattern);
  if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), with);
  return text;
}

/// Behind a comma or an opening bracket the next item may stand, and no comma.
std::string expected_words(const Expectation& expectation, const Found& before) {
  if (expectation.expected.empty()) return "`" + std::string(expectation.key) + "`";
  const char c = before.is(Found::Kind::sign) ? *before.from : ' ';
  const bool item_may_follow = expectation.closing && (c == ',' || c == '(' || c == '{');
  if (!item_may_follow) return std::string(expectation.expected);
  if (expectation.key == "end of arguments") return "an argument or `)`";
  if (expectation.key == "end of fields") return "a field or the end of the fields";
  if (expectation.key == "end of members") return "a member or `}`";
  if (expectation.key == "end of bands") return "a band or `}`";
  return std::string(expectation.expected);
}

std::string shown(const Found& found) {
  constexpr std::size_t longest = 30;
  if (found.is(Found::Kind::text)) return "this text";
  if (found.text().size() > longest) return "this";
  return "`" + std::string(found.text()) + "`";
}

Diagnostic plain(const Situation& s, std::string_view kind) {
  const std::string expected = s.expected.substr(std::string_view("expected ").size());
  std::string message(s.expectation.message);
  const bool known_before = s.before.is(Found::Kind::word) || s.before.is(Found::Kind::sign);
  if (message.find("{before}") != std::string::npos && !known_before) message.clear();
  if (message.empty() && s.found.is(Found::Kind::end)) {
    message = "the text ends in the middle of this " + std::string(kind);
  }
  if (message.empty()) message = shown(s.found) + " is out of place";
  message = filled(message, "{kind}", kind);
  message = filled(message, "{before}", s.before.text());
  message = filled(message, "{expected}", expected.substr(0, expected.find(',')));
  return error("E0101", std::move(message)).label(s.here(), s.expected);
}

void say_where(Diagnostic& diagnostic, const Reading& reading, std::string_view kind) {
  if (reading.declaration == nullptr || diagnostic.labels.size() > 1) return;
  const Span name = name_of(*reading.declaration);
  if (!name.valid() || name.size() == 0 || diagnostic.labels.empty()) return;
  diagnostic.label(name, "in this " + std::string(kind));
}

}  // namespace

Diagnosis diagnose(Reader& reader, const Stop& stop, const Reading& reading) {
  const std::string_view kind = kind_of(reading);
  if (stop.diagnostic) {
    Diagnosis told{*stop.diagnostic, std::nullopt};
    say_where(told.diagnostic, reading, kind);
    return told;
  }
  const Found before = found_before(reader, stop.at);
  const Expectation expected = expectation(refined(stop.expected, reading));
  const Situation situation{reader, stop.at,  found_at(reader, stop.at),
                            before, expected, "expected " + expected_words(expected, before),
                            reading};
  std::optional<Diagnosis> diagnosis = recognise_slip(situation);
  if (!diagnosis) diagnosis = Diagnosis{plain(situation, kind), std::nullopt};
  say_where(diagnosis->diagnostic, reading, kind);
  return std::move(*diagnosis);
}

}  // namespace casus::syntax
