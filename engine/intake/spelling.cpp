// SPDX-License-Identifier: Apache-2.0
#include "intake/spelling.hpp"

#include <algorithm>
#include <functional>
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

/// How often a text stands, and where.
struct Use {
  std::size_t count = 0;
  Place first;
  std::vector<Place> firsts;  ///< by field that rules compare with texts, the first one
};

/// Where a text stands more often, not all of its places are edited.
constexpr std::size_t most_edits = 100;

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

/// What a label says of a text that another may stand for: where the two look the same, the blank
/// in which they differ.
std::string why(std::string_view written, std::string_view meant, std::string_view label) {
  std::string blank = unseen_blank(written);
  if (!blank.empty() && blank != unseen_blank(meant)) return std::move(blank) + " it";
  return std::string(label);
}

class Spelling {
 public:
  Spelling(Reading& reading, const model::Schema& schema, const model::FactBase& facts,
           FieldSpan span_of)
      : reading_(reading), schema_(schema), facts_(facts), span_of_(span_of) {}

  void check() {
    if (!find_uses()) return;
    for (const Symbol symbol : met_) {
      const Place& first = uses_[symbol].first;
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
    add_suggestions();
  }

 private:
  /// What is reported of a text: that another one may be meant.
  struct Suggestion {
    std::size_t diagnostic = 0;
    Symbol written = 0;
    Symbol meant = 0;
  };

  [[nodiscard]] std::string_view text(Symbol symbol) const { return facts_.symbols.text(symbol); }

  /// Calls `visit` with every text of the facts and its place, until it returns false.
  template <class Visit>
  bool each_text(const Visit& visit) const {
    for (std::size_t i = 0; i < facts_.statements.size(); ++i) {
      const model::Statement& statement = facts_.statements[i];
      const auto& fields = schema_[statement.relation].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) {
        if (fields[f].type.base != model::Base::text) continue;
        const model::Word word = statement.fields[f];
        if (word == model::unknown_word) continue;
        if (!visit(static_cast<Symbol>(word), Place{model::StatementId(i), &fields[f]})) {
          return false;
        }
      }
    }
    for (std::size_t file = 0; file < facts_.records.size(); ++file) {
      const model::Records& records = facts_.records[file];
      const std::size_t first = facts_.first_of(file).index();
      const auto& fields = schema_[records.relation].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) {
        if (fields[f].type.base != model::Base::text) continue;
        for (std::uint32_t r = 0; r < records.size; ++r) {
          const model::Word word = records.columns[f].at(r);
          if (word == model::unknown_word) continue;
          const Place place{model::StatementId(first + r), &fields[f]};
          if (!visit(static_cast<Symbol>(word), place)) return false;
        }
      }
    }
    return true;
  }

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
    uses_.resize(facts_.symbols.size());
    const bool all = each_text([&](Symbol symbol, Place place) {
      Use& use = uses_[symbol];
      if (use.count++ == 0) {
        if (met_.size() == most_texts) return false;
        met_.push_back(symbol);
        use.first = place;
      }
      if (place.field->asked.empty()) return true;
      const auto same = std::ranges::find(use.firsts, place.field, &Place::field);
      if (same == use.firsts.end()) use.firsts.push_back(place);
      return true;
    });
    std::ranges::sort(met_);
    return all;
  }

  /// Names written in two ways: the one that occurs more often is meant, of equals the first.
  void compare_forms() {
    std::vector<std::pair<std::string, Symbol>> forms;
    for (const Symbol symbol : met_) {
      std::string form = base::bare(text(symbol));
      if (!form.empty()) forms.emplace_back(std::move(form), symbol);
    }
    std::ranges::sort(forms);
    for (auto first = forms.begin(); first != forms.end();) {
      const auto last = std::find_if(first, forms.end(),
                                     [&](const auto& one) { return one.first != first->first; });
      const Symbol usual = std::min_element(first, last, [&](const auto& a, const auto& b) {
                             return is_meant_rather_than(a.second, b.second);
                           })->second;
      for (; first != last; ++first) {
        if (first->second == usual) continue;
        report_rare(first->second, usual, "another way to write the same?");
      }
    }
  }

  /// Whether `a` is meant where both occur: the one without an unseen blank, then the one that
  /// occurs more often, then the first.
  [[nodiscard]] bool is_meant_rather_than(Symbol a, Symbol b) const {
    const bool unseen = !unseen_blank(text(a)).empty();
    if (unseen == unseen_blank(text(b)).empty()) return !unseen;
    if (uses_[a].count != uses_[b].count) return uses_[a].count > uses_[b].count;
    return uses_[a].first.statement < uses_[b].first.statement;
  }

  /// Texts that occur once, and are a slip from one that does not.
  void compare_slips() {
    const auto is_rare = [&](Symbol one) { return uses_[one].count == 1; };
    if (std::ranges::none_of(met_, is_rare)) return;
    Traces usual;
    for (const Symbol symbol : met_) {
      if (!is_rare(symbol) && is_name(text(symbol))) usual.add(text(symbol), symbol);
    }
    for (const Symbol symbol : met_) {
      if (!is_rare(symbol) || reported_.contains(symbol)) continue;
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
      if (uses_[symbol].count == 0 && is_name(text(symbol))) unheard.add(text(symbol), symbol);
    }
    for (const Symbol symbol : met_) {
      const Use& use = uses_[symbol];
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
      d.label(span_of_(here->statement, field), why(text(symbol), text(*meant), "a slip?"))
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

  void report_rare(Symbol rare, Symbol usual, std::string_view label) {
    reported_.insert(rare);
    const Use& use = uses_[rare];
    Diagnostic& d = reading_.report(
        warning("W0601", in_ticks(text(rare)) + " occurs " + times(use.count) + ", " +
                             in_ticks(text(usual)) + ' ' + times(uses_[usual].count)));
    d.label(span_of_(use.first.statement, *use.first.field), why(text(rare), text(usual), label));
    suggest(d, rare, usual);
  }

  void suggest(const Diagnostic& d, Symbol written, Symbol meant) {
    if (&d == &reading_.dropped) return;
    suggestions_.push_back({reading_.diagnostics.size() - 1, written, meant});
  }

  /// Adds to what was reported what to write, with edits of all places where these are few.
  void add_suggestions() {
    if (suggestions_.empty()) return;
    std::unordered_map<Symbol, std::vector<Place>> places;
    for (const Suggestion& one : suggestions_) {
      const bool plain = text(one.meant).find_first_of(beyond_a_fix) == std::string_view::npos;
      if (plain && uses_[one.written].count <= most_edits) places[one.written];
    }
    (void)each_text([&](Symbol symbol, Place place) {
      const auto it = places.find(symbol);
      if (it != places.end()) it->second.push_back(place);
      return true;
    });
    for (const Suggestion& one : suggestions_) {
      Diagnostic& d = reading_.diagnostics[one.diagnostic];
      const std::string advice = "did you mean " + in_ticks(text(one.meant)) + "?";
      const auto it = places.find(one.written);
      if (it == places.end()) {
        d.advise(advice);
        continue;
      }
      std::vector<Edit> edits;
      for (const Place& place : it->second) {
        edits.push_back(
            {span_of_(place.statement, *place.field), '"' + std::string(text(one.meant)) + '"'});
      }
      d.fix(advice, std::move(edits), false);
    }
  }

  Reading& reading_;
  const model::Schema& schema_;
  const model::FactBase& facts_;
  FieldSpan span_of_;
  std::vector<Use> uses_;    ///< by symbol
  std::vector<Symbol> met_;  ///< that are used, rising
  std::unordered_set<Symbol> reported_;
  std::vector<Suggestion> suggestions_;
};

/// Texts that come to a case, held against those that it has.
class MoreSpelling {
 public:
  MoreSpelling(Reading& reading, const model::Schema& schema, const model::FactBase& more,
               const TextUses& known, FieldSpan span_of)
      : reading_(reading), schema_(schema), more_(more), known_(known), span_of_(span_of) {}

  void check() {
    std::unordered_set<Symbol> seen;
    for (std::size_t i = 0; i < more_.statements.size(); ++i) {
      const model::Statement& statement = more_.statements[i];
      const auto& fields = schema_[statement.relation].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) {
        const model::Word word = statement.fields[f];
        if (fields[f].type.base != model::Base::text || word == model::unknown_word) continue;
        const auto symbol = static_cast<Symbol>(word);
        if (known_.count(symbol) == 0 && seen.insert(symbol).second) {
          check(symbol, {model::StatementId(i), &fields[f]});
        }
      }
    }
  }

 private:
  [[nodiscard]] std::string_view text(Symbol symbol) const { return more_.symbols.text(symbol); }

  void check(Symbol written, const Place& place) {
    const auto span = [&] { return span_of_(place.statement, *place.field); };
    check_alphabets(reading_, text(written), span);
    for (const auto& [asked, at] : place.field->asked) {
      if (asked == written) return;
    }
    if (!of_case_) of_case_ = known_.all();
    if (const auto meant = nearest(written, *of_case_)) {
      suggest(warning("W0601", in_ticks(text(written)) + " occurs nowhere in the case, " +
                                   in_ticks(text(*meant)) + ' ' + times(known_.count(*meant))),
              span(), written, *meant, {});
      return;
    }
    std::vector<Symbol> asked;
    for (const auto& [symbol, at] : place.field->asked) asked.push_back(symbol);
    const auto meant = nearest(written, asked);
    if (!meant) return;
    const auto at = std::ranges::find(place.field->asked, *meant, &model::AskedText::text);
    suggest(warning("W0601", in_ticks(text(written)) + " is not the " + in_ticks(text(*meant)) +
                                 " that a rule asks for"),
            span(), written, *meant, at->span);
  }

  /// The first that is the same but for what `base::bare` takes away, else one slip away and in the
  /// case not just once.
  [[nodiscard]] std::optional<Symbol> nearest(Symbol written,
                                              const std::vector<Symbol>& others) const {
    const std::string_view name = text(written);
    const std::string form = base::bare(name);
    std::optional<Symbol> slip;
    for (const Symbol other : others) {
      const std::string_view candidate = text(other);
      if (!form.empty() && base::bare(candidate) == form) return other;
      const bool as_long =
          name.size() <= candidate.size() + 1 && candidate.size() <= name.size() + 1;
      if (slip || known_.count(other) == 1 || !as_long) continue;
      if (is_name(name) && is_name(candidate) && base::distance(name, candidate) <= 1) slip = other;
    }
    return slip;
  }

  void suggest(Diagnostic d, Span at, Symbol written, Symbol meant, Span asked) {
    d.label(at, why(text(written), text(meant), "a slip?"));
    if (asked.valid()) d.label(asked, "asked for here");
    const std::string advice = "did you mean " + in_ticks(text(meant)) + "?";
    if (text(meant).find_first_of(beyond_a_fix) == std::string_view::npos) {
      d.fix(advice, {{at, '"' + std::string(text(meant)) + '"'}}, false);
    } else {
      d.advise(advice);
    }
    reading_.report(std::move(d));
  }

  Reading& reading_;
  const model::Schema& schema_;
  const model::FactBase& more_;
  const TextUses& known_;
  FieldSpan span_of_;
  std::optional<std::vector<Symbol>> of_case_;
};

}  // namespace

void check_spelling(Reading& reading, const model::Schema& schema, const model::FactBase& facts,
                    FieldSpan span_of) {
  Spelling(reading, schema, facts, span_of).check();
}

void check_more_spelling(Reading& reading, const model::Schema& schema, const model::FactBase& more,
                         const TextUses& known, FieldSpan span_of) {
  MoreSpelling(reading, schema, more, known, span_of).check();
}

}  // namespace casus::intake
