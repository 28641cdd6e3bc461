// SPDX-License-Identifier: Apache-2.0
//
// A small vocabulary to hold facts against, and diagnostics in a short form:
//
//   E0603 7:1-7:5 `leader` has no key `aged` | not known
//     help: did you mean `age`? [safe 7:1-7:5 -> age]
//
// with "also" lines for further labels and "note" lines for notes.
#pragma once

#include <string>
#include <string_view>

#include "base/symbols.hpp"
#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "intake/toml.hpp"
#include "model/calendar.hpp"
#include "model/schema.hpp"
#include "model/show.hpp"

namespace casus::testing {

inline constexpr std::string_view declarations =
    "enum Role { patron, junior }\n"
    "unit USD_bn\n"
    "unit USD_m = 0.001 USD_bn\n"
    "fact leader {\n"
    "  country: text,\n"
    "  person: text,\n"
    "  age: int years in 0..120,\n"
    "  since: date open,\n"
    "}\n"
    "fact successor open { country: text, person: text }\n"
    "fact trade {\n"
    "  exporter: text,\n"
    "  value: number USD_bn open,\n"
    "  share: number in 0..1 open,\n"
    "  role: Role open,\n"
    "  ended: bool open,\n"
    "  term: duration open,\n"
    "  deals: int open,\n"
    "}\n"
    "relation depends_on(country: text)\n"
    "fact event { day: date open, deaths: int open }\n";

/// The schema that a checker makes of `declarations`, as far as facts need it.
class Sample {
 public:
  Sample() {
    vocabulary_ = sources.add("vocabulary.casus", std::string(declarations));
    using model::Base;
    schema.enumerations = {{"Role", "sample", {"patron", "junior"}, at("Role")}};
    const model::UnitId bn = schema.units.add("USD_bn", {});
    schema.units.add("USD_m", "0.001", bn, {});
    const model::UnitId years = *schema.units.find("years");
    const auto number = model::word_of_number;
    add("leader", {{.name = "country"},
                   {.name = "person"},
                   {.name = "age",
                    .type = {.base = Base::integer, .unit = years},
                    .low = model::word_of_int(0),
                    .high = model::word_of_int(120)},
                   {.name = "since", .type = {.base = Base::date}, .open = true}});
    add("successor", {{.name = "country"}, {.name = "person"}}).openness = model::Openness::open;
    add("trade", {{.name = "exporter"},
                  {.name = "value", .type = {.base = Base::number, .unit = bn}, .open = true},
                  {.name = "share",
                   .type = {.base = Base::number},
                   .low = number(0),
                   .high = number(1),
                   .open = true},
                  {.name = "role",
                   .type = {.base = Base::enumeration, .enumeration = model::EnumId(0)},
                   .open = true},
                  {.name = "ended", .type = {.base = Base::boolean}, .open = true},
                  {.name = "term", .type = {.base = Base::duration}, .open = true},
                  {.name = "deals", .type = {.base = Base::integer}, .open = true}});
    add("depends_on", {{.name = "country"}}).kind = model::RelationKind::relation;
    add("event", {{.name = "day", .type = {.base = Base::date}, .open = true},
                  {.name = "deaths", .type = {.base = Base::integer}, .open = true}});
  }

  intake::Intake read(std::string_view text) {
    file = sources.add("facts/sample.toml", std::string(text));
    return intake::read_toml(sources, file, schema, symbols);
  }

  /// An empty case with one data file.
  intake::Intake read_data(std::string relation, DataFile::Format format, std::string_view text,
                           const intake::Division& division = {}) {
    file = sources.add("data.csv", std::string(text));
    const std::uint32_t nothing = sources.add("none.toml", "");
    return intake::read_toml(sources, nothing, schema, symbols,
                             {{std::move(relation), format, file}}, {}, division);
  }

  /// The statement's fields as a rule would write them: "leader("K", "N", 75 years, unknown)".
  std::string atom(const intake::Intake& intake, std::size_t number) const {
    const model::Statement& s = intake.facts.statements.at(number);
    const model::Relation& relation = schema[s.relation];
    std::string text = relation.name + "(";
    for (std::size_t i = 0; i < s.fields.size(); ++i) {
      if (i > 0) text += ", ";
      text +=
          model::show_literal(s.fields[i], relation.fields[i].type, schema, intake.facts.symbols);
    }
    return text + ")";
  }

  Sources sources;
  model::Schema schema;
  base::Symbols symbols;
  std::uint32_t file = 0;

 private:
  [[nodiscard]] Span at(std::string_view name) const {
    const auto begin = static_cast<std::uint32_t>(declarations.find(name));
    return {vocabulary_, begin, begin + static_cast<std::uint32_t>(name.size())};
  }

  model::Relation& add(std::string name, std::vector<model::Field> fields) {
    for (model::Field& field : fields) field.span = at(field.name + ":");
    const Span span = at(" " + name);
    return schema.relations.emplace_back(model::Relation{.name = std::move(name),
                                                         .module = "sample",
                                                         .kind = model::RelationKind::fact,
                                                         .fields = std::move(fields),
                                                         .span = span});
  }

  std::uint32_t vocabulary_ = 0;
};

inline std::string show_span(const Sources& sources, Span span) {
  const Position begin = sources.position(span.file, span.begin);
  const Position end = sources.position(span.file, span.end);
  const auto text = [](Position p) {
    return std::to_string(p.line) + ":" + std::to_string(p.column);
  };
  return text(begin) + "-" + text(end);
}

inline std::string render(const Sources& sources, const Diagnostic& d) {
  std::string text = d.code + " ";
  for (std::size_t i = 0; i < d.labels.size(); ++i) {
    const Label& label = d.labels[i];
    if (i > 0) text += "\n  also ";
    text += show_span(sources, label.span);
    if (i == 0) text += " " + d.message;
    if (!label.text.empty()) text += (i == 0 ? " | " : " ") + label.text;
  }
  for (const std::string& note : d.notes) text += "\n  note: " + note;
  for (const Help& help : d.help) {
    text += "\n  help: " + help.text;
    for (const Edit& edit : help.edits) {
      text += std::string(" [") + (help.safe ? "safe " : "unsafe ") +
              show_span(sources, edit.span) + " -> " + edit.replacement + "]";
    }
  }
  return text + "\n";
}

inline std::string render(const Sources& sources, const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics) text += render(sources, d);
  return text;
}

/// What reading `text` as a case file reports; empty where all is well.
inline std::string complaints(std::string_view text) {
  Sample sample;
  const intake::Intake intake = sample.read(text);
  return render(sample.sources, intake.diagnostics);
}

}  // namespace casus::testing
