// SPDX-License-Identifier: Apache-2.0
//
// The quick way of lines of cases takes only what the other way takes, and means the same by it.
#include "intake/case_lines.hpp"

#include <fmt/format.h>

#include "model/show.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using properties::Draw;

namespace {

constexpr const char* rules_text = R"(
enum Role { patron, junior }
unit USD_bn
fact one { t: text, i: int in 0..50, n: number USD_bn open, b: bool open }
fact two open { r: Role, d: date, s: duration open }
relation derived(t: text)
rule r when one(t: x) then derived(t: x)
)";

/// Everything that was read.
std::string shown(const intake::CasesRead& read, const model::Schema& schema) {
  std::string text;
  for (std::size_t i = 0; i < read.ids.size(); ++i) {
    text += fmt::format("{} on {}\n", read.ids[i], read.lines[i]);
  }
  const auto value = [&](model::Word word, model::Type type) {
    return ' ' + model::show_literal(word, type, schema, read.facts.symbols);
  };
  for (const model::Records& of : read.facts.records) {
    if (of.relation.index() >= schema.relations.size()) continue;
    const model::Relation& relation = schema[of.relation];
    for (std::size_t row = 0; row < of.size; ++row) {
      text += fmt::format("{}: {}", relation.name, of.columns[0].at(row));
      for (std::size_t c = 0; c < relation.fields.size(); ++c) {
        text += value(of.columns[c + 1].at(row), relation.fields[c].type);
      }
      text += '\n';
    }
  }
  for (const model::Statement& said : read.facts.statements) {
    text += fmt::format("{}: {}", schema[said.relation].name, said.fields[0]);
    for (std::size_t c = 1; c < said.fields.size(); ++c) {
      text += value(said.fields[c], schema[said.relation].fields[c - 1].type);
    }
    text += fmt::format(" {} {} {}\n", said.holds, said.certainty.value_or(-1),
                        static_cast<int>(said.kind));
  }
  for (const intake::CaseLine& wrong : read.wrong) text += fmt::format("wrong {}\n", wrong.number);
  return text;
}

std::string line(Draw& draw) {
  const auto of = [&](std::vector<std::string> choices) { return draw.of(choices); };
  std::string text = "{\"case\": \"" + of({"A", "K-2015", "Sée", "\\u0041"}) + "\", \"facts\": {";
  text += "\"one\": [";
  for (std::size_t i = draw.below(3); i > 0; --i) {
    text += "{\"t\": \"" + of({"x", "y z", "é", "e\\u0301", ""}) +
            "\", \"i\": " + of({"1", "50", "-0", "1.0", "51", "\"7\""});
    if (draw.chance(50))
      text += ", \"n\": " + of({"0.5", "2e3", "1E400", "\"2 USD_bn\"", "null", "-0.0"});
    if (draw.chance(30)) text += ", \"b\": " + of({"true", "false", "tru", "\"true\""});
    if (draw.chance(10)) text += ", \"certainty\": " + of({"0.5", "2"});
    text += i > 1 ? "}, " : "}";
  }
  text += "], \"two\": [";
  if (draw.chance(50)) {
    text += "{\"r\": \"" + of({"patron", "junior", "boss"}) + "\", \"d\": \"" +
            of({"2015-01-31", "2015-02-30"}) + "\"";
    if (draw.chance(30)) text += ", \"s\": \"2 years\"";
    if (draw.chance(20)) text += ", \"holds\": false";
    text += "}";
  }
  return text + "]}}";
}

/// A byte dropped, doubled, or in place of another one.
void damage(std::string& text, Draw& draw) {
  const std::size_t at = draw.below(text.size());
  switch (draw.below(3)) {
    case 0:
      text.erase(at, 1);
      break;
    case 1:
      text.insert(at, 1, text[at]);
      break;
    default:
      text[at] =
          draw.of<char>({'"', '{', '}', '[', ']', ',', ':', '\\', ' ', '\r', '0', 'x', '\xFF'});
  }
}

}  // namespace

TEST_CASE("cases are read the quick way as the other way", "[cases][properties]") {
  const Ruleset rules = testing::load_rules(rules_text);
  const auto& program = *rules.data().program;
  const intake::CaseSchema schema{program.schema, rules.data().sources, program.symbols,
                                  model::RelationId(program.schema.relations.size())};
  const auto [first, count] = properties::seeds(3000);
  std::size_t good = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Draw draw(seed);
    std::string text = line(draw);
    if (draw.chance(60)) damage(text, draw);
    INFO("CASUS_SEED=" << seed);
    INFO(text);
    // Only where there is room behind a line does it go the quick way.
    const std::size_t size = text.size();
    const auto slowly = intake::read_cases(text, 0, schema);
    text.append(64, ' ');
    const auto quickly = intake::read_cases(std::string_view(text).substr(0, size), 64, schema);
    REQUIRE(shown(quickly, program.schema) == shown(slowly, program.schema));
    if (slowly.wrong.empty()) ++good;
  }
  CHECK((good > count / 20 && good < count));
}
