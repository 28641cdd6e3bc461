// SPDX-License-Identifier: Apache-2.0
#include "intake/spelling.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/look_alikes.hpp"
#include "base/near.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

using base::Symbol;

struct Use {
  std::size_t count = 0;
  std::size_t statement = 0;  ///< the first
  const model::Field* field = nullptr;
};

bool is_name(std::string_view text) {
  constexpr std::size_t shortest = 5;
  constexpr std::size_t longest = 40;
  return text.size() >= shortest && text.size() <= longest &&
         std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string small(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// The text and what is left of it without any one of its letters: two texts that are one slip
/// apart share one of these.
std::vector<std::string> traces(std::string_view text) {
  std::vector<std::string> result{small(text)};
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
  // Escapes of the text as written are beyond a fix.
  if (text.find_first_of("\"\\\n") != std::string_view::npos) {
    d.advise("write it with the letters a to z: " + in_ticks(letter->meant));
    return;
  }
  d.fix("write it with the letters a to z", {{span, '"' + meant + '"'}}, false);
}

}  // namespace

void check_spelling(Reading& reading, const model::Schema& schema, const model::FactBase& facts,
                    FieldSpan span_of) {
  std::map<Symbol, Use> uses;
  std::unordered_set<Symbol> seen;
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    const model::Statement& statement = facts.statements[i];
    const auto& fields = schema[statement.relation].fields;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const model::Word word = statement.fields[f];
      if (fields[f].type.base != model::Base::text || word == model::unknown_word) continue;
      const auto symbol = static_cast<Symbol>(word);
      if (seen.insert(symbol).second) {
        check_alphabets(reading, facts.symbols.text(symbol), span_of(i, fields[f]));
      }
      if (!is_name(facts.symbols.text(symbol))) continue;
      Use& use = uses[symbol];
      if (use.count++ == 0) {
        use.statement = i;
        use.field = &fields[f];
      }
    }
  }
  std::unordered_map<std::string, Symbol> usual;
  for (const auto& [symbol, use] : uses) {
    if (use.count < 2) continue;
    for (std::string& trace : traces(facts.symbols.text(symbol))) {
      usual.try_emplace(std::move(trace), symbol);
    }
  }
  for (const auto& [symbol, use] : uses) {
    if (use.count != 1) continue;
    const std::string_view text = facts.symbols.text(symbol);
    for (const std::string& trace : traces(text)) {
      const auto it = usual.find(trace);
      if (it == usual.end()) continue;
      const std::string_view meant = facts.symbols.text(it->second);
      if (base::distance(text, meant) > 1) continue;
      const Span span = span_of(use.statement, *use.field);
      reading
          .report(warning("W0601", in_ticks(text) + " occurs once, " + in_ticks(meant) + ' ' +
                                       std::to_string(uses[it->second].count) + " times"))
          .label(span, "a slip?")
          .fix("did you mean " + in_ticks(meant) + "?", {{span, '"' + std::string(meant) + '"'}},
               false);
      break;
    }
  }
}

}  // namespace casus::intake
