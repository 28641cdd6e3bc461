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

const char* const sample_page = R"(/// How likely an alliance is to hold over the next five years.
module alliance.stability
use alliance.vocabulary               // declares member, trade, threat …

enum Role { patron, junior }
unit USD_bn
unit USD_m = 0.001 USD_bn

fact leader {                         // arrives from TOML: one [[leader]] table, one fact
  country: text,
  person:  text,
  age:     int years in 0..120,
  since:   date,
} reads "{person}, {age}, has led {country} since {since}"

fact successor open {                 // open: absent means unknown, not false
  country: text,
  person:  text,
} reads "{person} is the recognised successor in {country}"
  asks  "Who is the recognised successor to the leader of {country}?"
  presumed absent 0.7

relation depends_on(country: text, on: text) reads "{country} depends on {on}"

rule export_route "Exports leave through the partner's pipelines"
  when pipeline(exporter: c, operator_country: p, share: s)
   and s >= 50%
  then depends_on(country: c, on: p)
  certainty 0.9

rule chain "Dependence passes on"
  when depends_on(country: a, on: b)
   and depends_on(country: b, on: c)
   and a != c
  then depends_on(country: a, on: c)
  certainty 0.5

scale Stability 0..100 { critical < 20, fragile < 40, strained < 60, firm < 80, solid }

rating stability(a: text) "Alliance stability"
  of alliance(name: a)
  on Stability
  starts 60
  factor leadership  "Leadership and succession" -20..5
  factor sovereignty "Sovereignty and separatism" -25..5
  factor economy     "Economic interdependence"  -15..25

rule ageing_leader "Aged leader without a clear successor"
  when member(alliance: a, country: c)
   and leader(country: c, person: p, age: y)
   and y >= 70 years
   and not successor(country: c)
  undermines stability.leadership(a) by 12 for each c
  certainty 0.8
  because "{p} is {y} and nobody in {c} is recognised as successor"
  source "kusznir-2015"

rule trade_anchor "Trade ties the members together"
  when alliance(name: a)
   and total = sum(v for trade(exporter: c, importer: i, value: v)
                     and member(alliance: a, country: c) and member(alliance: a, country: i))
   and total >= 5 USD_bn
  supports stability.economy(a) by 6 + 4 * min(1, total / 20 USD_bn)

rule armed_threat "The patron threatens a member with force"
  when member(alliance: a, country: p, role: patron)
   and threat(maker: p, target: j)
   and member(alliance: a, country: j)
  caps stability(a) at 40

table exposure(share: number) -> text unique {
  | share      | result     |
  | < 10%      | "low"      |
  | 10%..25%   | "moderate" |
  | > 25%      | "high"     |
}

test "a recognised successor removes the succession risk"
  given "facts/kazakhstan-russia-2015.toml"
  assume successor(country: "Kazakhstan", person: "K. Tokayev")
  expect not ageing_leader(c: "Kazakhstan")
  expect stability("Kazakhstan-Russia") >= strained
)";

}  // namespace casus::testing
