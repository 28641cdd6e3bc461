// SPDX-License-Identifier: Apache-2.0
#include "unit/check/checked.hpp"

#include "check/dump.hpp"
#include "support/catch.hpp"
#include "syntax/parse.hpp"

namespace casus::testing {
namespace {

std::string at(const Sources& sources, Span span) {
  if (!span.valid()) return "nowhere";
  const Position p = sources.position(span.file, span.begin);
  const std::string& name = sources.name(span.file);
  const std::string place = std::to_string(p.line) + ":" + std::to_string(p.column);
  return span.file == 0 ? place : name + ":" + place;
}

}  // namespace

std::string show(const Sources& sources, const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    text += d.severity == Severity::error ? "error[" : "warning[";
    text += d.code + "]: " + d.message + "\n";
    for (const Label& label : d.labels) {
      text += "  " + at(sources, label.span) + " [" + std::string(sources.text(label.span)) + "]";
      if (!label.text.empty()) text += " " + label.text;
      text += "\n";
    }
    for (const std::string& note : d.notes) text += "  note: " + note + "\n";
    for (const Help& help : d.help) {
      text += "  help: " + help.text;
      for (const Edit& edit : help.edits) {
        std::string replacement = edit.replacement;
        for (std::size_t i = 0; (i = replacement.find('\n', i)) != std::string::npos; i += 2) {
          replacement.replace(i, 1, "\\n");
        }
        text += " {" + at(sources, edit.span) + " [" + std::string(sources.text(edit.span)) +
                "] -> [" + replacement + "]" + (help.safe ? " safe" : "") + "}";
      }
      text += "\n";
    }
  }
  return text;
}

const check::Program& CheckedText::program() const {
  if (checked.program == nullptr) {
    INFO(diagnostics());
    REQUIRE(checked.program != nullptr);
  }
  return *checked.program;
}

std::string CheckedText::diagnostics() const { return show(sources, checked.diagnostics); }

std::string CheckedText::codes() const {
  std::string text;
  for (const Diagnostic& d : checked.diagnostics) {
    if (!text.empty()) text += ", ";
    text += d.code + " " + at(sources, d.labels.empty() ? Span{} : d.labels.front().span);
  }
  return text;
}

std::string CheckedText::rule(const std::string& name) const {
  if (checked.program == nullptr) return diagnostics();
  for (const check::Rule& rule : checked.program->rules) {
    if (rule.name == name) return check::dump(*checked.program, rule);
  }
  return "no such rule";
}

std::string CheckedText::variables(const std::string& name) const {
  if (checked.program == nullptr) return diagnostics();
  for (const check::Rule& rule : checked.program->rules) {
    if (rule.name == name) return check::dump_variables(*checked.program, rule.terms);
  }
  return "no such rule";
}

std::string CheckedText::rules() const {
  if (checked.program == nullptr) return diagnostics();
  std::string text;
  for (const check::Rule& rule : checked.program->rules) {
    text += check::dump(*checked.program, rule) + "\n";
  }
  return text;
}

std::string CheckedText::components() const {
  if (checked.program == nullptr) return diagnostics();
  return check::dump_components(*checked.program);
}

CheckedText check_texts(const std::vector<std::pair<std::string, std::string>>& files) {
  CheckedText result;
  std::vector<ast::File> trees;
  for (const auto& [name, text] : files) {
    const std::uint32_t file = result.sources.add(name, text);
    syntax::Parsed parsed = syntax::parse(result.sources, file);
    INFO(show(result.sources, parsed.diagnostics));
    REQUIRE(parsed.diagnostics.empty());
    trees.push_back(std::move(parsed.file));
  }
  result.checked = check::check(result.sources, trees);
  return result;
}

CheckedText check_text(std::string text) { return check_texts({{"rules.casus", std::move(text)}}); }

std::string check_goal_text(const CheckedText& against, const std::string& goal) {
  const check::Program& program = against.program();
  Sources sources = against.sources;
  const std::uint32_t file = sources.add("goal", goal);
  const syntax::ParsedGoal parsed = syntax::parse_goal(sources, file);
  INFO(show(sources, parsed.diagnostics));
  REQUIRE(parsed.body != nullptr);
  const check::CheckedGoal checked =
      check::check_goal(sources, *parsed.body, program, program.symbols);
  if (!checked.goal) return show(sources, checked.diagnostics);
  std::string text =
      check::dump(program, checked.goal->symbols, checked.goal->terms, checked.goal->body);
  for (std::size_t i = 0; i < checked.goal->answers.size(); ++i) {
    text += (i == 0 ? " ? " : ", ") + checked.goal->terms[checked.goal->answers[i]].name;
  }
  return text;
}

const char* const vocabulary = R"(module alliance.vocabulary
unit USD_bn
enum Role { patron, junior }
fact alliance { name: text }
fact member { alliance: text, country: text, role: Role }
fact threat { maker: text, target: text }
fact pipeline { exporter: text, operator_country: text, share: number in 0..1 }
fact trade { exporter: text, importer: text, value: number USD_bn }
)";

}  // namespace casus::testing
