// SPDX-License-Identifier: Apache-2.0
#include "intake/consistency.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "intake/words.hpp"
#include "model/show.hpp"

namespace casus::intake {
namespace {

using model::Day;
using model::Statement;

void refuse_id(Reading& reading, const Statement& first, Span first_id, const Statement& second,
               Span second_id) {
  // One of the two wrote the id, since places differ; if only the first did, it is the one to
  // change.
  const bool second_wrote = second_id.valid();
  const Statement& other = second_wrote ? first : second;
  const Span other_id = second_wrote ? first_id : second_id;
  Diagnostic& d =
      reading.report(error("E0609", "the id " + in_ticks(second.id) + " belongs to two facts"));
  d.label(second_wrote ? second_id : first_id, "this fact");
  if (other_id.valid()) {
    d.label(other_id, "and this one");
    d.advise("give one of them another id");
  } else {
    d.label(other.span, "and this one, by its place in the file");
    d.advise("a fact without an id has the number of its table; use another word as id");
  }
}

/// Everything in which two statements must agree to say the same.
auto claim(const Statement& s) { return std::tie(s.relation, s.fields, s.kind, s.holds, s.source); }

/// The statements with a source whose claim others make as well, and a few more.
std::vector<const Statement*> claimed_again(const model::FactBase& facts) {
  const std::size_t slots = std::bit_ceil(facts.statements.size() * 8 + 1);
  std::vector<std::uint8_t> claims(slots);
  std::vector<std::size_t> slot_of(facts.statements.size());
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    if (!facts.statements[i].source.valid()) continue;
    slot_of[i] = (claim_hash(facts.statements[i]) >> 32) & (slots - 1);
    std::uint8_t& count = claims[slot_of[i]];
    if (count < 2) ++count;
  }
  std::vector<const Statement*> again;
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    const Statement& statement = facts.statements[i];
    if (statement.source.valid() && claims[slot_of[i]] > 1) again.push_back(&statement);
  }
  return again;
}

Day begin_of(const Statement& s) { return s.valid_from.value_or(std::numeric_limits<Day>::min()); }
Day end_of(const Statement& s) { return s.valid_until.value_or(std::numeric_limits<Day>::max()); }

/// Where one statement has its own certainty and the other leaves it to its marks, they differ too.
bool equally_sure(const Statement& a, const Statement& b) {
  if (a.certainty || b.certainty) return a.certainty == b.certainty;
  return a.credibility == b.credibility;
}

std::string certainty_shown(const Statement& s) {
  if (s.certainty) return "certainty " + model::show_number(*s.certainty);
  if (s.credibility != 0) return "certainty by credibility " + std::to_string(s.credibility);
  return "certainty by its source's mark";
}

void refuse_certainty(Reading& reading, const model::FactBase& facts, const Statement& a,
                      const Statement& b) {
  const bool in_order = a.span < b.span;
  const Statement& first = in_order ? a : b;
  const Statement& second = in_order ? b : a;
  reading
      .report(error("E0610", "the source " + in_ticks(facts[second.source].id) +
                                 " gives this fact two certainties"))
      .label(second.span, certainty_shown(second))
      .label(first.span, certainty_shown(first))
      .advise("keep one of the two, or tell their times apart with `valid`");
}

/// Walks the statements of one claim by the day on which they begin. Of those seen so far it keeps
/// the one that lasts longest, and the one that lasts longest among those of another certainty.
class Sweep {
 public:
  /// An earlier statement that overlaps this one with another certainty.
  const Statement* conflict(const Statement& s) const {
    if (longest_ == nullptr) return nullptr;
    const Statement* other = equally_sure(*longest_, s) ? rival_ : longest_;
    return other != nullptr && begin_of(s) <= end_of(*other) ? other : nullptr;
  }

  void add(const Statement& s) {
    if (longest_ == nullptr || end_of(s) > end_of(*longest_)) {
      if (longest_ != nullptr && !equally_sure(*longest_, s)) rival_ = longest_;
      longest_ = &s;
    } else if (!equally_sure(*longest_, s) && (rival_ == nullptr || end_of(s) > end_of(*rival_))) {
      rival_ = &s;
    }
  }

 private:
  const Statement* longest_ = nullptr;
  const Statement* rival_ = nullptr;
};

/// Reports the first two of each claim that contradict each other.
void check_claims(Reading& reading, const model::FactBase& facts,
                  std::vector<const Statement*> order) {
  std::ranges::stable_sort(order, [&](const Statement* a, const Statement* b) {
    if (claim(*a) != claim(*b)) return claim(*a) < claim(*b);
    return begin_of(*a) < begin_of(*b);
  });
  for (std::size_t i = 0; i < order.size();) {
    const Statement& first = *order[i];
    Sweep sweep;
    bool refused = false;
    for (; i < order.size() && claim(*order[i]) == claim(first); ++i) {
      const Statement& statement = *order[i];
      const Statement* other = refused ? nullptr : sweep.conflict(statement);
      if (other != nullptr) {
        refuse_certainty(reading, facts, *other, statement);
        refused = true;
      }
      sweep.add(statement);
    }
  }
}

/// A number from 1 as this program writes it.
std::optional<std::uint32_t> whole_number(std::string_view digits) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (digits.starts_with('0')) return std::nullopt;
  return number;
}

/// 18 for "F18"; nothing where it is no id by place.
std::optional<std::uint32_t> place_of(std::string_view id) {
  return id.starts_with('F') ? whole_number(id.substr(1)) : std::nullopt;
}

/// "trade.csv:12" as a name and a line; nothing where it is no such place.
std::optional<std::pair<std::string_view, std::uint32_t>> split_place(std::string_view id) {
  const std::size_t colon = id.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto line = whole_number(id.substr(colon + 1));
  if (!line) return std::nullopt;
  return std::pair(id.substr(0, colon), *line);
}

/// An id may not be the place of a record, by which this is known.
void refuse_places(Reading& reading, const model::FactBase& facts,
                   const std::vector<Span>& id_spans) {
  std::multimap<std::string_view, const model::Records*> by_name;
  for (const model::Records& file : facts.records) by_name.emplace(file.name, &file);
  if (by_name.empty()) return;
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    if (!id_spans[i].valid()) continue;
    const auto place = split_place(facts.statements[i].id);
    if (!place) continue;
    const auto [first, last] = by_name.equal_range(place->first);
    const auto known = std::find_if(first, last, [&](const auto& file) {
      return file.second->record_on(place->second).has_value();
    });
    if (known == last) continue;
    const std::uint32_t file = known->second->file;
    const std::uint32_t begin = reading.sources.line_begin(file, place->second);
    const auto size = static_cast<std::uint32_t>(reading.sources.line(file, place->second).size());
    reading
        .report(
            error("E0609", "the id " + in_ticks(facts.statements[i].id) + " belongs to two facts"))
        .label(id_spans[i], "this fact")
        .label({file, begin, begin + size}, "and this one, by its place in the file")
        .advise("use another word as id");
  }
}

}  // namespace

void number_statements(Reading& reading, model::FactBase& facts,
                       const std::vector<Span>& id_spans) {
  // Ids by place differ from each other: only written ones need to be remembered.
  std::unordered_map<std::string_view, std::size_t> written;
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    Statement& statement = facts.statements[i];
    const bool by_place = statement.id.empty();
    if (by_place) statement.id = "F" + std::to_string(i + 1);
    std::optional<std::size_t> first;
    if (const auto it = written.find(statement.id); it != written.end()) {
      first = it->second;
    } else if (!by_place) {
      const auto place = place_of(statement.id);
      if (place && *place <= i && facts.statements[*place - 1].id == statement.id) {
        first = *place - 1;
      } else {
        written.emplace(statement.id, i);
      }
    }
    if (first)
      refuse_id(reading, facts.statements[*first], id_spans[*first], statement, id_spans[i]);
  }
  refuse_places(reading, facts, id_spans);
}

void number_more(Reading& reading, model::FactBase& more, const std::vector<Span>& id_spans,
                 std::size_t before, WithId known) {
  std::unordered_map<std::string, std::size_t> written;
  for (std::size_t i = 0; i < more.statements.size(); ++i) {
    const Statement& statement = more.statements[i];
    if (statement.id.empty()) continue;
    const auto [it, is_new] = written.emplace(statement.id, i);
    if (const Statement* other = known(statement.id)) {
      refuse_id(reading, *other, {}, statement, id_spans[i]);
    } else if (!is_new) {
      refuse_id(reading, more.statements[it->second], id_spans[it->second], statement, id_spans[i]);
    }
  }
  std::size_t next = before;
  for (Statement& statement : more.statements) {
    while (statement.id.empty()) {
      std::string id = "F" + std::to_string(++next);
      if (known(id) == nullptr && !written.contains(id)) statement.id = std::move(id);
    }
  }
}

std::size_t claim_hash(const Statement& s) {
  std::size_t hash = s.source.value;
  const auto add = [&](std::uint64_t part) {
    hash = (hash ^ (hash >> 32) ^ part) * 0x9E3779B97F4A7C15ULL;
  };
  add(std::uint64_t{s.relation.value} << 16 | static_cast<std::uint64_t>(s.kind) << 1 |
      (s.holds ? 1 : 0));
  for (const model::Word word : s.fields) add(word);
  return hash;
}

bool same_claim(const Statement& a, const Statement& b) { return claim(a) == claim(b); }

void check_certainties(Reading& reading, const model::FactBase& facts) {
  check_claims(reading, facts, claimed_again(facts));
}

void check_more_certainties(Reading& reading, const model::FactBase& more, Claimed known) {
  std::set<const Statement*> claims;
  for (const Statement& statement : more.statements) {
    if (!statement.source.valid()) continue;
    claims.insert(&statement);
    for (const Statement* other : known(statement)) claims.insert(other);
  }
  std::vector<const Statement*> sorted(claims.begin(), claims.end());
  std::ranges::sort(sorted, {}, &Statement::span);
  check_claims(reading, more, std::move(sorted));
}

}  // namespace casus::intake
