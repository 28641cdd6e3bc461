// SPDX-License-Identifier: Apache-2.0
//
// Small words and signs that a declaration lacks, where only one can be meant.
#include <algorithm>
#include <array>
#include <string>

#include "base/characters.hpp"
#include "syntax/rule_slips.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

/// The end of what stands before `at`, across lines.
At end_before(const Reader& reader, At at) {
  while (at != reader.begin() && (base::is_blank(at[-1]) || at[-1] == '\n' || at[-1] == '\r')) --at;
  return at;
}

bool is_value(const Found& found) {
  return found.is(Found::Kind::number) || found.text() == "(" || found.text() == "-" ||
         (found.is(Found::Kind::word) && !is_keyword(found.text()));
}

bool is_name(const Found& found) {
  return found.is(Found::Kind::word) && !is_keyword(found.text());
}

constexpr std::string_view expected = "expected ";

/// A word or sign behind which only something of a certain kind stands.
struct Particle {
  std::string_view key;
  std::string_view written;
  bool (*before)(const Found& found);
};
constexpr auto particles = std::to_array<Particle>({
    {"by", "by", is_value},
    {"at", "at", is_value},
    {"each", "each", is_name},
    {"of", "of", is_name},
    {"on", "on", is_name},
    {"->", "->", is_name},
    {"starts", "starts", [](const Found& found) { return found.is(Found::Kind::number); }},
    {"absent", "absent", [](const Found& found) { return found.is(Found::Kind::number); }},
    {"per", "per", [](const Found& found) { return found.is(Found::Kind::number); }},
    {"{", "{", is_name},
    {"(", "(", is_name},
});

/// `supports s.f(x) 4`, `for c`, `fact p a: text }`
Slip particle(const Situation& s) {
  const auto* const it = std::ranges::find(particles, s.expectation.key, &Particle::key);
  if (it == particles.end() || !it->before(s.found)) return std::nullopt;
  const std::string word(it->written);
  std::string message(s.expectation.message);
  if (message.empty()) message = quoted(word) + " is missing";
  if (message.find("{before}") != std::string::npos) {
    message = quoted(s.before.text()) + " asks for " + s.expected.substr(expected.size());
  }
  // What reads signs knows no repairs.
  const bool is_word = is_name_start(word.front());
  return Diagnosis{
      error("E0101", message)
          .label(s.span(s.found), s.expected + " before this")
          .fix("write " + quoted(word) + " before it",
               {{s.reader.span(s.found.from, s.found.from), word == "(" ? word : word + ' '}},
               true),
      is_word ? std::optional(Repair{s.found.from, 0, word}) : std::nullopt};
}

/// The end of the bracket that opens at `open`; `open` where its line does not close it.
At closing(const Reader& reader, At open, char closes) {
  const At end = std::find(open, reader.end(), closes);
  const At other =
      std::find_if(open + 1, reader.end(), [&](char c) { return c == *open || c == '"'; });
  return end == reader.end() || other < end ? open : end;
}

/// `fact p(a: text)`, `relation p { a: text }`
Slip other_brackets(const Situation& s) {
  const bool braces = s.expectation.key == "{" && s.found.text() == "(";
  const bool round = s.expectation.key == "(" && s.found.text() == "{";
  if (!braces && !round) return std::nullopt;
  const At close = closing(s.reader, s.found.from, braces ? ')' : '}');
  if (close == s.found.from) return std::nullopt;
  const std::string both = braces ? "{}" : "()";
  return Diagnosis{
      error("E0101", braces ? "the fields of a fact stand in braces"
                            : "the fields of a relation stand in round brackets")
          .label(s.here(), "expected " + quoted(both.substr(0, 1)))
          .fix("write " + quoted(both.substr(0, 1)) + " and " + quoted(both.substr(1)),
               {{s.here(), both.substr(0, 1)}, {s.reader.span(close, close + 1), both.substr(1)}},
               true),
      std::nullopt};
}

/// `fact p { a: text, b }`
Slip field_without_type(const Situation& s) {
  const bool ends = s.found.text() == "}" || s.found.text() == ")" || s.found.text() == ",";
  if (s.expectation.key != "colon" || !ends) return std::nullopt;
  const Span gap = s.reader.span(s.at, s.at);
  return Diagnosis{
      error("E0101", std::string(s.expectation.message))
          .label(s.here(), s.expected)
          .fix("for a text write `: text`; there are `int`, `number`, `date` and others",
               {{gap, ": text"}}, false),
      std::nullopt};
}

/// `text country` as a field
Slip type_before_field(const Situation& s) {
  constexpr auto types = std::to_array<std::string_view>(
      {"text", "string", "int", "number", "bool", "date", "duration"});
  const bool type = std::ranges::find(types, s.before.text()) != types.end();
  if (s.expectation.key != "colon" || !type || !is_name(s.found)) return std::nullopt;
  const std::string type_meant(s.before.text() == "string" ? "text" : s.before.text());
  const std::string meant = std::string(s.found.text()) + ": " + type_meant;
  const Span place = s.reader.span(s.before.from, s.found.to);
  return Diagnosis{error("E0101", "the name of a field stands before its type")
                       .label(place, "the other way round")
                       .fix("write " + quoted(meant), {{place, meant}}, true),
                   std::nullopt};
}

/// `{ low < 20, middle high < 40 }`: the bound of a band behind a name that is no band's.
Slip comma_before_band(const Situation& s) {
  const bool bound = s.found.text() == "<" && s.before.is(Found::Kind::word);
  if (s.expectation.key != "end of bands" || !bound) return std::nullopt;
  const Span place = s.span(s.before);
  const Found number = found_before(s.reader, end_before(s.reader, s.before.from));
  return Diagnosis{
      error("E0101", "two bands stand side by side")
          .label(place, "expected `,` before this")
          .fix("put a comma between them", {{s.reader.span(number.to, number.to), ","}}, true),
      std::nullopt};
}

/// `table t(…) -> Level uniqe {`, where the policy was read as the type's unit.
Slip misspelt_policy(const Situation& s) {
  if (s.expectation.key != "policy" || !is_name(s.before)) return std::nullopt;
  const auto meant = nearest_word(s.before.text(), s.expectation.words);
  if (!meant) return std::nullopt;
  const Span place = s.span(s.before);
  const auto length = static_cast<std::size_t>(s.before.to - s.before.from);
  return Diagnosis{
      error("E0101", "there is no hit policy " + quoted(s.before.text()))
          .label(place, s.expected)
          .fix("did you mean " + quoted(meant->name) + "?", {{place, meant->name}}, meant->sure),
      Repair{s.before.from, length, meant->name}};
}

/// What to write where only the author knows the value.
struct Lack {
  std::string_view key;
  std::string_view advice;
};
constexpr auto lacks = std::to_array<Lack>({
    {"policy",
     "write `unique` where one row fits at most, `first` where the upper one counts, or `any`, "
     "`priority`, `collect sum` …"},
    {"title", "say in double quotes what is tested, as in `test \"seventy counts as old\"`"},
    {"starts", "say where scores begin, as in `starts 50`"},
    {"bounds", "say how far it reaches, as in `-10..10`"},
    {"colon", "write the type behind a colon, as in `name: text`"},
    {"conclusion of conditions",
     "end the rule with what follows: `then …`, `supports … by`, `undermines … by`, `caps … at` or "
     "`floors … at`"},
});

Slip lacking(const Situation& s) {
  const auto* const it = std::ranges::find(lacks, s.expectation.key, &Lack::key);
  const bool over = s.found.is(Found::Kind::end) || s.found.is(Found::Kind::word) ||
                    s.found.text() == "{" || s.found.text() == "|";
  if (it == lacks.end() || !over) return std::nullopt;
  std::string message(s.expectation.message);
  if (message.find("{before}") != std::string::npos) {
    message = quoted(s.before.text()) + " asks for " + s.expected.substr(expected.size());
  }
  return Diagnosis{
      error("E0101", message).label(s.here(), s.expected).advise(std::string(it->advice)),
      std::nullopt};
}

/// `rule "Old pump"`: the name is made of the title.
Slip rule_without_name(const Situation& s) {
  if (s.expectation.key != "name" || !s.found.is(Found::Kind::text)) return std::nullopt;
  if (s.before.text() != "rule") return std::nullopt;
  const Found next = found_at(s.reader, s.found.to);
  const bool swapped = is_name(next) && on_one_line(s.found.to, next.from);
  Diagnostic d = error(
      "E0101", swapped ? "the name of a rule stands before its title" : "this rule has no name");
  d.label(s.here(), "expected a name");
  if (swapped) {
    const std::string meant = std::string(next.text()) + ' ' + std::string(s.found.text());
    d.fix("write " + quoted(meant), {{s.reader.span(s.found.from, next.to), meant}}, true);
    return Diagnosis{std::move(d), std::nullopt};
  }
  std::string name;
  for (const char c : s.found.text()) {
    if (is_name_part(c)) name += base::lower(c);
    if (!is_name_part(c) && !name.empty() && name.back() != '_') name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty() || is_digit(name.front()) || is_keyword(name)) return std::nullopt;
  d.fix("name it, for example `rule " + name + ' ' + std::string(s.found.text()) + '`',
        {{s.reader.span(s.found.from, s.found.from), name + ' '}}, false);
  return Diagnosis{std::move(d), std::nullopt};
}

/// `by` with nothing behind it: the keyword of the next line was read as the value.
Slip value_left_out(const Situation& s) {
  const bool clause = s.before.text() == "because" || s.before.text() == "source";
  if (!s.found.is(Found::Kind::text) || !clause) return std::nullopt;
  const At end = end_before(s.reader, s.before.from);
  const Found asking = found_before(s.reader, end);
  const std::string word(asking.text());
  if (word != "by" && word != "at" && word != "certainty") return std::nullopt;
  return Diagnosis{error("E0101", quoted(word) + " asks for a value")
                       .label(s.reader.span(end, end), "expected a value")
                       .advise("write it behind " + quoted(word) + ", as in " +
                               quoted(word + (word == "certainty" ? " 0.8" : " 5"))),
                   std::nullopt};
}

/// `because the pump is old"`
Slip opening_quote(const Situation& s) {
  const bool text = s.expectation.key == "text" || s.expectation.key == "title";
  if (!text || !s.found.is(Found::Kind::word) || !on_one_line(s.at, s.found.from)) {
    return std::nullopt;
  }
  const At line = std::find(s.found.from, s.reader.end(), '\n');
  const At quote = std::find(s.found.from, line, '"');
  if (quote == line || std::find(quote + 1, line, '"') != line) return std::nullopt;
  return Diagnosis{
      error("E0101", "this text does not begin with a quote")
          .label(s.here(), s.expected)
          .fix("put `\"` before it", {{s.reader.span(s.found.from, s.found.from), "\""}}, true),
      std::nullopt};
}

/// `p(x: in)`: `in` was read as a comparison.
Slip reserved_as_value(const Situation& s) {
  const bool ends = s.found.text() == ")" || s.found.text() == ",";
  if (s.expectation.key != "value" || !ends || s.before.text() != "in") return std::nullopt;
  return Diagnosis{reserved_word(s.before.text(), s.span(s.before)), std::nullopt};
}

/// `and` at the end of a line and at the beginning of the next
Slip joined_twice(const Situation& s) {
  const bool joins = s.found.text() == "and" || s.found.text() == "or";
  if (!joins || (s.before.text() != "and" && s.before.text() != "or")) return std::nullopt;
  const At next = s.reader.skip(s.found.to);
  return Diagnosis{error("E0101", quoted(s.found.text()) + " stands twice")
                       .label(s.span(s.found), "a second time")
                       .label(s.span(s.before), "first here")
                       .fix("remove it", {{s.reader.span(s.found.from, next), ""}}, true),
                   std::nullopt};
}

}  // namespace

std::optional<Diagnosis> recognise_missing_part(const Situation& situation) {
  constexpr auto slips = std::to_array<Slip (*)(const Situation&)>(
      {value_left_out, joined_twice, reserved_as_value, opening_quote, rule_without_name,
       misspelt_policy, comma_before_band, type_before_field, field_without_type, other_brackets,
       particle});
  for (const auto slip : slips) {
    if (Slip recognised = slip(situation)) return recognised;
  }
  return std::nullopt;
}

std::optional<Diagnosis> recognise_lack(const Situation& situation) { return lacking(situation); }

}  // namespace casus::syntax
