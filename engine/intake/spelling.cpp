// SPDX-License-Identifier: Apache-2.0
#include "intake/spelling.hpp"

#include <algorithm>
#include <functional>
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
  model::StatementId statement;
  const model::Field* field = nullptr;
};

/// How often a text stands, and where: all places, unless they are too many to be edited.
struct Use {
  static constexpr std::size_t most_places = 100;
  std::size_t count = 0;
  std::vector<Place> places;
  std::vector<Place> firsts;  ///< by field, the first one
};

using Uses = std::map<Symbol, Use>;

/// Texts with these are written with escapes.
constexpr std::string_view beyond_a_fix = "\"\\\n\t";

bool is_name(std::string_view text) {
  constexpr std::size_t shortest = 5;
  constexpr std::size_t longest = 40;
  return text.size() >= shortest && text.size() <= longest &&
         std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// By what texts can be found that are one slip apart.
class Traces {
 public:
  void add(std::string_view text, Symbol symbol) {
    each(text, [&](std::size_t hash) { known_.emplace_back(hash, symbol); });
    sorted_ = false;
  }

  /// Of the texts that share a trace with this one, the first that `fits`.
  template <class Fits>
  [[nodiscard]] std::optional<Symbol> find(std::string_view text, const Fits& fits) {
    if (!sorted_) std::ranges::sort(known_);
    sorted_ = true;
    std::optional<Symbol> found;
    each(text, [&](std::size_t hash) {
      const auto at =
          std::ranges::lower_bound(known_, hash, {}, &std::pair<std::size_t, Symbol>::first);
      if (!found && at != known_.end() && at->first == hash && fits(at->second)) found = at->second;
    });
    return found;
  }

 private:
  /// The text and what is left of it without any one of its letters: two texts that are one slip
  /// apart share one of these, as a hash.
  template <class Take>
  static void each(std::string_view text, const Take& take) {
    std::string whole(text);
    for (char& c : whole) c = base::lower(c);
    const std::hash<std::string_view> hash;
    take(hash(whole));
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::string rest = whole;
      take(hash(rest.erase(i, 1)));
    }
  }

  std::vector<std::pair<std::size_t, Symbol>> known_;
  bool sorted_ = true;
};

void check_alphabets(Reading& reading, std::string_view text, base::FunctionRef<Span()> span_of) {
  const auto letter = base::look_alike(text);
  if (!letter) return;
  const std::string word(text.substr(letter->begin, letter->end - letter->begin));
  const Span span = span_of();
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
    if (!find_uses()) return;
    for (const auto& [symbol, use] : uses_) {
      const Place& first = use.places.front();
      check_alphabets(reading_, text(symbol),
                      [&] { return span_of_(first.statement, *first.field); });
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

  /// Whether records alone hold too many different texts to compare.
  [[nodiscard]] bool has_too_many() const {
    if (facts_.symbols.size() <= most_texts) return false;
    std::vector<bool> met(facts_.symbols.size());
    std::size_t count = 0;
    for (const model::Records& records : facts_.records) {
      const auto& fields = schema_[records.relation].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) {
        if (fields[f].type.base != model::Base::text) continue;
        for (std::uint32_t r = 0; r < records.size; ++r) {
          const model::Word word = records.columns[f].at(r);
          if (word == model::unknown_word || met[word]) continue;
          met[word] = true;
          if (++count > most_texts) return true;
        }
      }
    }
    return false;
  }

  /// False where there are too many different texts to compare.
  bool find_uses() {
    if (has_too_many()) return false;
    std::vector<Use*> known(facts_.symbols.size());
    const auto add = [&](model::Word word, Place place) {
      if (word == model::unknown_word) return true;
      Use*& use = known[static_cast<Symbol>(word)];
      if (use == nullptr) {
        if (uses_.size() == most_texts) return false;
        use = &uses_[static_cast<Symbol>(word)];
      }
      ++use->count;
      if (use->places.size() < Use::most_places) use->places.push_back(place);
      const auto same = std::ranges::find(use->firsts, place.field, &Place::field);
      if (same == use->firsts.end()) use->firsts.push_back(place);
      return true;
    };
    for (std::size_t i = 0; i < facts_.statements.size(); ++i) {
      const model::Statement& statement = facts_.statements[i];
      const auto& fields = schema_[statement.relation].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) {
        if (fields[f].type.base != model::Base::text) continue;
        if (!add(statement.fields[f], {model::StatementId(i), &fields[f]})) return false;
      }
    }
    for (std::size_t file = 0; file < facts_.records.size(); ++file) {
      const model::Records& records = facts_.records[file];
      const std::size_t first = facts_.first_of(file).index();
      const auto& fields = schema_[records.relation].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) {
        if (fields[f].type.base != model::Base::text) continue;
        for (std::uint32_t r = 0; r < records.size; ++r) {
          const Place place{model::StatementId(first + r), &fields[f]};
          if (!add(records.columns[f].at(r), place)) return false;
        }
      }
    }
    return true;
  }

  /// Names written in two ways: the one that occurs more often is meant, of equals the first.
  void compare_forms() {
    std::map<std::string, std::vector<Symbol>> forms;
    for (const auto& [symbol, use] : uses_) {
      std::string form = base::bare(text(symbol));
      if (!form.empty()) forms[std::move(form)].push_back(symbol);
    }
    for (const auto& [form, symbols] : forms) {
      if (symbols.size() < 2) continue;
      const Symbol usual = *std::ranges::min_element(symbols, {}, [&](Symbol one) {
        const Use& use = uses_.at(one);
        return std::pair(-static_cast<std::ptrdiff_t>(use.count), use.places.front().statement);
      });
      for (const Symbol one : symbols) {
        if (one != usual) report_rare(one, usual, "another way to write the same?");
      }
    }
  }

  /// Texts that occur once, and are a slip from one that does not.
  void compare_slips() {
    const auto is_rare = [](const auto& one) { return one.second.count == 1; };
    if (std::ranges::none_of(uses_, is_rare)) return;
    Traces usual;
    for (const auto& [symbol, use] : uses_) {
      if (use.count > 1 && is_name(text(symbol))) usual.add(text(symbol), symbol);
    }
    for (const auto& [symbol, use] : uses_) {
      if (use.count > 1 || reported_.contains(symbol)) continue;
      if (const auto meant = one_slip_from(usual, symbol)) report_rare(symbol, *meant, "a slip?");
    }
  }

  /// Texts of a field that only miss what a rule asks for.
  void compare_asked(const model::Field& field) {
    std::unordered_map<Symbol, Span> asked;
    std::unordered_map<std::string, Symbol> forms;
    Traces unheard;  // a slip from what no fact says
    for (const auto& [symbol, span] : field.asked) {
      asked.emplace(symbol, span);
      forms.try_emplace(base::bare(text(symbol)), symbol);
      if (!uses_.contains(symbol) && is_name(text(symbol))) unheard.add(text(symbol), symbol);
    }
    for (const auto& [symbol, use] : uses_) {
      const auto here = std::ranges::find(use.firsts, &field, &Place::field);
      if (here == use.firsts.end() || asked.contains(symbol) || reported_.contains(symbol))
        continue;
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

  [[nodiscard]] std::optional<Symbol> one_slip_from(Traces& traced, Symbol symbol) const {
    const std::string_view written = text(symbol);
    if (!is_name(written)) return std::nullopt;
    return traced.find(written,
                       [&](Symbol one) { return base::distance(written, text(one)) <= 1; });
  }

  void report_rare(Symbol rare, Symbol usual, std::string label) {
    reported_.insert(rare);
    const Use& use = uses_.at(rare);
    Diagnostic& d = reading_.report(
        warning("W0601", in_ticks(text(rare)) + " occurs " + times(use.count) + ", " +
                             in_ticks(text(usual)) + ' ' + times(uses_.at(usual).count)));
    d.label(span_of_(use.places.front().statement, *use.places.front().field), std::move(label));
    suggest(d, rare, usual);
  }

  void suggest(Diagnostic& d, Symbol written, Symbol meant) const {
    const std::string advice = "did you mean " + in_ticks(text(meant)) + "?";
    const Use& use = uses_.at(written);
    const bool plain = text(meant).find_first_of(beyond_a_fix) == std::string_view::npos;
    if (!plain || use.places.size() < use.count) {
      d.advise(advice);
      return;
    }
    std::vector<Edit> edits;
    for (const Place& place : use.places) {
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
