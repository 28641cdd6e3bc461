// SPDX-License-Identifier: Apache-2.0
//
// What the chosen case says about the names of the rules: beside them, above them, and in hovers.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/features.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::lsp {
namespace {

constexpr std::size_t most_lines = 5;

/// Points that a rule counts for one subject.
struct Counted {
  const Rating* rating;
  double points = 0;
};

std::vector<Counted> counted(const Assessment& assessment, const std::string& rule) {
  std::vector<Counted> list;
  for (const Rating& rating : assessment.ratings) {
    Counted one{&rating};
    bool contributes = false;
    for (const Contribution& contribution : rating.contributions) {
      if (contribution.rule != rule) continue;
      contributes = true;
      one.points += contribution.amount;
    }
    if (contributes) list.push_back(one);
  }
  return list;
}

/// `risk("pump 3")`
std::string goal_of(const Rating& rating) {
  std::string values;
  for (const Value& value : rating.subject) values += (values.empty() ? "" : ", ") + value.literal;
  return rating.rating + '(' + values + ')';
}

/// Gathers lines, and says how many were left out.
class Listed {
 public:
  void add(std::string line) {
    if (++count_ <= most_lines) text_ += "\n- " + std::move(line);
  }
  [[nodiscard]] std::string text() const {
    if (count_ <= most_lines) return text_;
    return text_ + fmt::format("\n- and {} more", count_ - most_lines);
  }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

std::string told(const Evidence& evidence) {
  return fmt::format("{}{}{}", evidence.id.empty() ? "" : evidence.id + ": ", evidence.text,
                     evidence.certainty < 1
                         ? fmt::format(" ({})", report::certainty_text(evidence.certainty))
                         : "");
}

/// Of more conclusions than this, listing some might keep the editor waiting.
constexpr std::uint64_t most_conclusions = 100'000;

/// What is concluded of a relation, as a goal lists it.
void add_answers(const View& view, const Symbol& symbol, Listed& lines) {
  if (view.assessment()->statistics.derived_facts > most_conclusions) return;
  std::string fields;
  for (const Symbol* field : view.base.index.parts_of(symbol.name_span)) {
    fields += fmt::format("{}{}: {}", fields.empty() ? "" : ", ", field->name, field->name);
  }
  const auto listed = view.base.evaluation->query(symbol.name + '(' + fields + ')');
  if (!listed.answers || listed.answers->limit) return;
  for (const Answer& answer : listed.answers->answers) {
    std::string values;
    for (const auto& [name, value] : answer.bindings) {
      values += fmt::format("{}{}: {}", values.empty() ? "" : ", ", name, value.literal);
    }
    if (answer.certainty < 1) values += " (" + report::certainty_text(answer.certainty) + ')';
    lines.add(values.empty() ? "holds" : values);
  }
}

json::object lens(const View& view, Span place, std::string title, std::vector<std::string> words) {
  json::array arguments;
  for (std::string& word : words) arguments.emplace_back(word);
  return {{"range", to_json(view.range(place))},
          {"command", json::object{{"title", std::move(title)},
                                   {"command", "casus.run"},
                                   {"arguments", std::move(arguments)}}}};
}

bool has_command(const View& view, std::string_view name) {
  const auto& commands = view.workspace.host().commands;
  return std::ranges::find(commands, name) != commands.end();
}

}  // namespace

json::array inlay_hints(const View& view, const Range& range) {
  json::array list;
  const Assessment* assessment = view.assessment();
  if (assessment == nullptr || view.is_case()) return list;
  for (const Symbol& symbol : view.index.symbols) {
    if (symbol.kind != SymbolKind::rule || symbol.name_span.file != view.file) continue;
    const Range name = view.range(symbol.name_span);
    if (name.start.line < range.start.line || name.start.line > range.end.line) continue;
    std::string label;
    std::size_t told = 0;
    for (const Counted& one : counted(*assessment, symbol.name)) {
      if (++told > 3) continue;
      label += fmt::format("{}{} in {}", label.empty() ? "" : ", ", report::with_sign(one.points),
                           report::subject_text(*one.rating));
    }
    if (told > 3) label += fmt::format(" and {} more", told - 3);
    if (label.empty()) continue;
    const std::size_t end = view.text().find('\n', symbol.name_span.end);
    const auto behind = static_cast<std::uint32_t>(std::min(end, view.text().size()));
    list.push_back(
        json::object{{"position", to_json(view.lines().place(behind))},
                     {"label", label},
                     {"paddingLeft", true},
                     {"tooltip", "points that the rule counts in " + assessment->info.name}});
  }
  return list;
}

json::array code_lenses(const View& view) {
  json::array list;
  const Assessment* assessment = view.assessment();
  const std::string shown = view.is_case() ? view.path : view.workspace.chosen(view.base);
  const auto rated = [&](Span place, std::string_view rating) {
    if (shown.empty()) return;
    list.push_back(lens(view, place, "rate", {"eval", shown}));
    if (assessment == nullptr || view.base.evaluated != shown) return;
    std::size_t told = 0;
    for (const Rating& one : assessment->ratings) {
      if ((!rating.empty() && one.rating != rating) || ++told > most_lines) continue;
      list.push_back(
          lens(view, place, "why " + report::subject_text(one), {"why", goal_of(one), shown}));
    }
  };
  if (view.is_case()) {
    if (view.base.cases.contains(view.path)) rated({view.file, 0, 0}, "");
    return list;
  }
  for (const Symbol& symbol : view.index.symbols) {
    if (symbol.name_span.file != view.file) continue;
    if (symbol.kind == SymbolKind::rating) rated(symbol.name_span, symbol.name);
    if (symbol.kind == SymbolKind::test && has_command(view, "test")) {
      list.push_back(
          lens(view, symbol.name_span, "run test", {"test", "--filter=" + symbol.name, view.path}));
    }
  }
  return list;
}

std::string live_values(const View& view, const Symbol& symbol) {
  const Assessment* assessment = view.assessment();
  if (assessment == nullptr) return {};
  Listed lines;
  switch (symbol.kind) {
    case SymbolKind::rating:
      for (const Rating& rating : assessment->ratings) {
        if (rating.rating != symbol.name) continue;
        lines.add(fmt::format("{}: **{}**, {}, range {}, confidence {}",
                              report::subject_text(rating), report::band_text(rating.band),
                              report::score_text(rating), report::range_text(rating, {}),
                              report::confidence_word(rating.confidence.level)));
      }
      break;
    case SymbolKind::factor:
      for (const Rating& rating : assessment->ratings) {
        for (const FactorScore& factor : rating.factors) {
          if (factor.name != symbol.name || factor.span != symbol.name_span) continue;
          lines.add(fmt::format("{}: {}", report::subject_text(rating),
                                report::with_sign(factor.points)));
        }
      }
      break;
    case SymbolKind::rule:
      for (const Counted& one : counted(*assessment, symbol.name)) {
        lines.add(fmt::format("{} in {}", report::with_sign(one.points),
                              report::subject_text(*one.rating)));
      }
      break;
    case SymbolKind::fact:
      for (const Evidence& one : assessment->evidence) {
        if (one.relation == symbol.name) lines.add(told(one));
      }
      break;
    case SymbolKind::statement:
      for (const Evidence& one : assessment->evidence) {
        if (one.id == symbol.name)
          lines.add(told(one) + (one.used ? "" : ", on which nothing rests"));
      }
      break;
    case SymbolKind::relation:
      add_answers(view, symbol, lines);
      break;
    default:
      return {};
  }
  const std::string text = lines.text();
  const std::string in = fmt::format("In `{}`", assessment->info.name);
  return text.empty() ? in + ": nothing" : in + ":\n" + text;
}

}  // namespace casus::lsp
