// SPDX-License-Identifier: Apache-2.0
#include "intake/spelling.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/bare.hpp"
#include "base/characters.hpp"
#include "base/look_alikes.hpp"
#include "base/near.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

using base::Symbol;

/// Where a text stands.
struct Place {
  std::size_t statement = 0;
  const model::Field* field = nullptr;
};

using Uses = std::map<Symbol, std::vector<Place>>;

/// Texts with these are written with escapes.
constexpr std::string_view beyond_a_fix = "\"\\\n\t";

bool is_name(std::string_view text) {
  constexpr std::size_t shortest = 5;
  constexpr std::size_t longest = 40;
  return text.size() >= shortest && text.size() <= longest &&
         std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The text and what is left of it without any one of its letters: two texts that are one slip
/// apart share one of these.
std::vector<std::string> traces(std::string_view text) {
  std::vector<std::string> result{std::string(text)};
  for (char& c : result.front()) c = base::lower(c);
  for (std::size_t i = 0; i < text.size(); ++i) {
    result.push_back(result.front());
    result.back().erase(i, 1);
  }
  return result;
}

void check_alphabets(Reading& reading, std::string_view text, Span span) {
  const auto letter = base::look_alike(text);
  if (!letter) return;
  const std::string word(text.substr(letter->begin, letter->end - letter->begin));
  std::string meant(text);
  meant.replace(letter->begin, word.size(), letter->meant);
  Diagnostic& d =
      reading.report(warning("W0602", in_ticks(word) + " mixes letters of two alphabets"));
  d.label(span, "its " + in_ticks(text.substr(letter->at, letter->size)) + " is a " +
                    std::string(letter->alphabet) + " letter that looks like " +
                    in_ticks({&letter->latin, 1}));
  if (text.find_first_of(beyond_a_fix) != std::string_view::npos) {
    d.advise("write it with the letters a to z: " + in_ticks(letter->meant));
    return;
  }
  d.fix("write it with the letters a to z", {{span, '"' + meant + '"'}}, false);
}

std::string times(std::size_t count) {
  return count == 1 ? "once" : std::to_string(count) + " times";
}

class Spelling {
 public:
  Spelling(Reading& reading, const model::Schema& schema, const model::FactBase& facts,
           FieldSpan span_of)
      : reading_(reading), schema_(schema), facts_(facts), span_of_(span_of) {}

  void check() {
    find_uses();
    for (const auto& [symbol, places] : uses_) {
      const Place& first = places.front();
      check_alphabets(reading_, text(symbol), span_of_(first.statement, *first.field));
    }
    compare_forms();
    compare_slips();
    for (const model::Relation& relation : schema_.relations) {
      for (const model::Field& field : relation.fields) {
        if (!field.asked.empty()) compare_asked(field);
      }
    }
  }

 private:
  [[nodiscard]] std::string_view text(Symbol symbol) const { return facts_.symbols.text(symbol); }

  void find_uses() {
    for (std::size_t i = 0; i < facts_.statements.size(); ++i) {
      const model::Statement& statement = facts_.statements[i];
      const auto& fields = schema_[statement.relation].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) {
        const model::Word word = statement.fields[f];
        if (fields[f].type.base != model::Base::text || word == model::unknown_word) continue;
        uses_[static_cast<Symbol>(word)].push_back({i, &fields[f]});
      }
    }
  }

  /// Names written in two ways: the one that occurs more often is meant, of equals the first.
  void compare_forms() {
    std::map<std::string, std::vector<Symbol>> forms;
    for (const auto& [symbol, places] : uses_) {
      std::string form = base::bare(text(symbol));
      if (!form.empty()) forms[std::move(form)].push_back(symbol);
    }
    for (const auto& [form, symbols] : forms) {
      if (symbols.size() < 2) continue;
      const Symbol usual = *std::ranges::min_element(symbols, {}, [&](Symbol one) {
        const std::vector<Place>& places = uses_.at(one);
        return std::pair(-static_cast<std::ptrdiff_t>(places.size()), places.front().statement);
      });
      for (const Symbol one : symbols) {
        if (one != usual) report_rare(one, usual, "another way to write the same?");
      }
    }
  }

  /// Texts that occur once, and are a slip from one that does not.
  void compare_slips() {
    std::unordered_map<std::string, Symbol> usual;
    for (const auto& [symbol, places] : uses_) {
      if (places.size() > 1 && is_name(text(symbol))) add_traces(usual, symbol);
    }
    for (const auto& [symbol, places] : uses_) {
      if (places.size() > 1 || reported_.contains(symbol)) continue;
      if (const auto meant = one_slip_from(usual, symbol)) report_rare(symbol, *meant, "a slip?");
    }
  }

  /// Texts of a field that only miss what a rule asks for.
  void compare_asked(const model::Field& field) {
    std::unordered_map<Symbol, Span> asked;
    std::unordered_map<std::string, Symbol> forms;
    std::unordered_map<std::string, Symbol> unheard;  // a slip from what no fact says
    for (const auto& [symbol, span] : field.asked) {
      asked.emplace(symbol, span);
      forms.try_emplace(base::bare(text(symbol)), symbol);
      if (!uses_.contains(symbol) && is_name(text(symbol))) add_traces(unheard, symbol);
    }
    for (const auto& [symbol, places] : uses_) {
      const auto here = std::ranges::find(places, &field, &Place::field);
      if (here == places.end() || asked.contains(symbol) || reported_.contains(symbol)) continue;
      const std::string form = base::bare(text(symbol));
      const auto same = form.empty() ? forms.end() : forms.find(form);
      const auto meant =
          same != forms.end() ? std::optional(same->second) : one_slip_from(unheard, symbol);
      if (!meant) continue;
      reported_.insert(symbol);
      Diagnostic& d =
          reading_.report(warning("W0601", in_ticks(text(symbol)) + " is not the " +
                                               in_ticks(text(*meant)) + " that a rule asks for"));
      d.label(span_of_(here->statement, field), "a slip?")
          .label(asked.at(*meant), "asked for here");
      suggest(d, symbol, *meant);
    }
  }

  void add_traces(std::unordered_map<std::string, Symbol>& traced, Symbol symbol) const {
    for (std::string& trace : traces(text(symbol))) traced.try_emplace(std::move(trace), symbol);
  }

  [[nodiscard]] std::optional<Symbol> one_slip_from(
      const std::unordered_map<std::string, Symbol>& traced, Symbol symbol) const {
    if (traced.empty() || !is_name(text(symbol))) return std::nullopt;
    for (const std::string& trace : traces(text(symbol))) {
      const auto it = traced.find(trace);
      if (it != traced.end() && base::distance(text(symbol), text(it->second)) <= 1) {
        return it->second;
      }
    }
    return std::nullopt;
  }

  void report_rare(Symbol rare, Symbol usual, std::string label) {
    reported_.insert(rare);
    const std::vector<Place>& places = uses_.at(rare);
    Diagnostic& d = reading_.report(
        warning("W0601", in_ticks(text(rare)) + " occurs " + times(places.size()) + ", " +
                             in_ticks(text(usual)) + ' ' + times(uses_.at(usual).size())));
    d.label(span_of_(places.front().statement, *places.front().field), std::move(label));
    suggest(d, rare, usual);
  }

  void suggest(Diagnostic& d, Symbol written, Symbol meant) const {
    const std::string advice = "did you mean " + in_ticks(text(meant)) + "?";
    if (text(meant).find_first_of(beyond_a_fix) != std::string_view::npos) {
      d.advise(advice);
      return;
    }
    std::vector<Edit> edits;
    for (const Place& place : uses_.at(written)) {
      edits.push_back(
          {span_of_(place.statement, *place.field), '"' + std::string(text(meant)) + '"'});
    }
    d.fix(advice, std::move(edits), false);
  }

  Reading& reading_;
  const model::Schema& schema_;
  const model::FactBase& facts_;
  FieldSpan span_of_;
  Uses uses_;
  std::unordered_set<Symbol> reported_;
};

}  // namespace

void check_spelling(Reading& reading, const model::Schema& schema, const model::FactBase& facts,
                    FieldSpan span_of) {
  Spelling(reading, schema, facts, span_of).check();
}

}  // namespace casus::intake
