// SPDX-License-Identifier: Apache-2.0
#include "casus/difference.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analysis/weights.hpp"
#include "explain/exact.hpp"
#include "model/show.hpp"
#include "session/data.hpp"
#include "session/named_facts.hpp"

namespace casus {
namespace {

using Cause = Difference::Cause;

/// The case on its way from the first side to the second: what was done last, and what follows.
class Stage {
 public:
  Stage(Cause cause, Evaluation evaluation) : cause_(cause), evaluation_(std::move(evaluation)) {
    for (const Rating& one : assessment().ratings) ratings_.emplace(explain::key_of(one), &one);
  }

  [[nodiscard]] Cause cause() const { return cause_; }
  [[nodiscard]] const Evaluation& evaluation() const { return evaluation_; }
  [[nodiscard]] const Assessment& assessment() const { return evaluation_.assessment(); }

  /// The subject that is rated here in place of another: itself, else the only one of the same
  /// rating where that is the only one there as well.
  [[nodiscard]] const Rating* counterpart(const Rating& like, bool only) const {
    const auto same = ratings_.find(explain::key_of(like));
    if (same != ratings_.end()) return same->second;
    if (!only || ratings_.size() != 1) return nullptr;
    const Rating& one = assessment().ratings.front();
    return one.rating == like.rating && one.module == like.module ? &one : nullptr;
  }

 private:
  Cause cause_;
  Evaluation evaluation_;
  std::unordered_map<std::string, const Rating*> ratings_;
};

bool same_data(const session::FactsData& a, const session::FactsData& b) {
  const auto same = [](const DataFile& one, const DataFile& other) {
    const bool texts = one.text == other.text ||
                       (one.text != nullptr && other.text != nullptr && *one.text == *other.text);
    return texts && one.relation == other.relation && one.format == other.format;
  };
  return std::ranges::equal(a.data, b.data, same);
}

bool same_texts(const session::FactsData& a, const session::FactsData& b) {
  return *a.text == *b.text && same_data(a, b);
}

/// Whether there are facts of data files on which no rating rests.
bool has_unused(const Evaluation& of) {
  return of.assessment().evidence.size() < of.shared()->facts->facts->size();
}

/// Scores are millionths of a point; their differences as well.
double rounded(double points) { return std::round(points * 1e6) / 1e6; }

/// What one side says in one place.
struct StatedFact {
  using Field = std::pair<std::string, std::string>;
  using Fields = std::vector<Field>;
  using Claim = std::tuple<std::string, std::string, Fields, std::string, bool, Certainty>;

  const Evidence* said;
  Fields fields;  ///< names and values that are known, in declared order

  [[nodiscard]] Claim claim() const {
    return Claim(said->relation, said->text, fields, said->kind, said->holds, said->certainty);
  }
  using Name = std::pair<std::string_view, std::string_view>;
  [[nodiscard]] Name name(std::string Evidence::*what) const {
    return {said->relation, said->*what};
  }
  [[nodiscard]] std::string certainty() const {
    return model::show_exact(model::word_of_number(rounded(said->certainty)),
                             {.base = model::Base::number}, {}, {});
  }
  [[nodiscard]] std::string told() const {
    return said->id + ": " + (said->holds ? "" : "denied: ") + said->text;
  }
  [[nodiscard]] std::string told_with_certainty() const {
    return said->certainty == 1 ? told() : told() + " (certainty " + certainty() + ')';
  }
};

StatedFact::Fields fields_of(const infer::Fixpoint& fixpoint, const model::Statement& statement) {
  StatedFact::Fields result;
  const auto& fields = fixpoint.program->schema[statement.relation].fields;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    if (statement.fields[f] == model::unknown_word) continue;
    result.emplace_back(fields[f].name,
                        model::show_exact(statement.fields[f], fields[f].type,
                                          fixpoint.program->schema, fixpoint.symbols));
  }
  return result;
}

std::vector<StatedFact> stated_facts(const Evaluation& of) {
  const infer::Fixpoint& fixpoint = *of.shared()->reasoned.fixpoint;
  const model::FactBase& facts = *fixpoint.facts;
  std::map<std::string_view, model::StatementId> by_id;
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    by_id.emplace(facts.statements[i].id, model::StatementId(i));
  }
  std::vector<StatedFact> result;
  for (const Evidence& one : of.assessment().evidence) {
    StatedFact& fact = result.emplace_back(StatedFact{&one, {}});
    const auto known = by_id.find(one.id);
    const auto id =
        known == by_id.end() ? session::record_called(facts, one.id) : std::optional(known->second);
    if (!id) continue;
    fact.fields = fields_of(fixpoint, facts[*id]);
  }
  return result;
}

/// Whether a side has the same record of a data file, though nothing may rest on it there.
bool has_record(const Evaluation& of, const StatedFact& like) {
  const infer::Fixpoint& fixpoint = *of.shared()->reasoned.fixpoint;
  const auto id = session::record_called(*fixpoint.facts, like.said->id);
  if (!id) return false;
  const model::Statement record = (*fixpoint.facts)[*id];
  return fixpoint.program->schema[record.relation].name == like.said->relation &&
         fields_of(fixpoint, record) == like.fields;
}

class Comparison {
 public:
  Comparison(const DifferenceSide& before, const DifferenceSide& after)
      : before_(before), after_(after), options_(after.options) {
    if (options_.certainty.empty()) options_.certainty = after.ruleset.calculus();
  }

  DifferenceRun run() {
    const auto date = date_of(before_);
    if (!evaluate(Cause::facts, before_.ruleset, before_.facts, date)) return std::move(result_);
    if (!change_all()) return std::move(result_);
    tell();
    return std::move(result_);
  }

 private:
  [[nodiscard]] static std::optional<Date> date_of(const DifferenceSide& side) {
    return side.options.as_of ? side.options.as_of : side.facts.info().as_of;
  }

  /// At the date of the second side.
  bool reach(Cause cause, const Ruleset& rules, const Facts& facts) {
    return evaluate(cause, rules, facts, date_of(after_));
  }

  bool evaluate(Cause cause, const Ruleset& rules, const Facts& facts, std::optional<Date> date) {
    Options options = options_;
    options.as_of = date;
    Evaluation::Run run = Evaluation::run(rules, facts, options);
    if (!run.evaluation) {
      result_.diagnostics = std::move(run.diagnostics);
      result_.sources = std::move(run.sources);
      return false;
    }
    if (!limit_) limit_ = run.evaluation->assessment().limit;
    stages_.emplace_back(cause, std::move(*run.evaluation));
    return true;
  }

  /// The date or the facts, then the rules; the other way round where only that can be.
  bool change_all() {
    const bool same_rules = before_.ruleset.shared() == after_.ruleset.shared();
    const bool same_facts = same_texts(*before_.facts.shared(), *after_.facts.shared());
    const bool same_date = date_of(before_) == date_of(after_);
    if (same_facts) {
      if (!same_date && !reach(Cause::date, before_.ruleset, before_.facts)) return false;
      return same_rules || change_rules(before_.facts, date_of(after_));
    }
    const Cause cause = same_date ? Cause::facts : Cause::facts_and_date;
    if (same_rules) return reach(cause, after_.ruleset, after_.facts);
    if (const auto facts = after_.facts.under(before_.ruleset).facts) {
      return reach(cause, before_.ruleset, *facts) && change_rules(after_.facts, date_of(after_));
    }
    if (before_.facts.under(after_.ruleset).facts) {
      return change_rules(before_.facts, date_of(before_)) &&
             reach(cause, after_.ruleset, after_.facts);
    }
    return reach(Cause::facts_and_rules, after_.ruleset, after_.facts);
  }

  /// Weights, then all else.
  bool change_rules(const Facts& facts, std::optional<Date> date) {
    if (const auto weights = analysis::with_weights_of(before_.ruleset, after_.ruleset)) {
      const auto held = facts.under(*weights).facts;
      if (held && !evaluate(Cause::weights, *weights, *held, date)) return false;
    }
    const auto held = facts.under(after_.ruleset).facts;
    return held && evaluate(Cause::rules, after_.ruleset, *held, date);
  }

  void tell() {
    const Assessment& first = stages_.front().assessment();
    const Assessment& last = stages_.back().assessment();
    Difference result{.before = first.info,
                      .after = last.info,
                      .calculus = last.calculus,
                      .ratings = {},
                      .gone = {},
                      .come = {},
                      .changed = {},
                      .lapsed = {},
                      .begun = {},
                      .limit = limit_,
                      .limit_before = first.limit.has_value(),
                      .limit_after = last.limit.has_value(),
                      .before_warnings = first.warnings,
                      .after_warnings = last.warnings,
                      .before_sources = stages_.front().evaluation().shared()->facts->sources,
                      .inexact = last.inexact,
                      .before_contradictions = first.contradictions,
                      .after_contradictions = last.contradictions};
    const bool whole = !first.limit && !last.limit;
    const bool only = whole && first.ratings.size() == 1 && last.ratings.size() == 1;
    for (const Rating& one : first.ratings) result.ratings.push_back(rated(one, only));
    for (const Rating& one : last.ratings) {
      if (stages_.front().counterpart(one, only) == nullptr)
        result.ratings.push_back({.after = one});
    }
    const Evaluation& from = stages_.front().evaluation();
    const Evaluation& to = stages_.back().evaluation();
    // Where there was no time to take the facts in, it is not known which count.
    const auto is_cut = [](const Assessment& one) {
      return one.limit && one.limit->what != Limit::facts && one.limit->what != Limit::exactness;
    };
    compare_facts(from, to, !is_cut(first) && !is_cut(last), result);
    result.partial = !same_data(*from.shared()->facts, *to.shared()->facts) &&
                     (has_unused(from) || has_unused(to));
    if (before_.ruleset.shared() != after_.ruleset.shared()) {
      result.rules = analysis::changed_rules(before_.ruleset, after_.ruleset);
    }
    result_.sources = stages_.back().evaluation().shared()->facts->sources;
    result_.difference = std::move(result);
  }

  [[nodiscard]] Difference::Rated rated(const Rating& first, bool only) const {
    Difference::Rated result{.before = first};
    const Rating* const last = stages_.back().counterpart(first, only);
    if (last == nullptr) return result;
    result.after = *last;
    const Rating* before = &first;
    // What was done at stages at which the subject is not rated is told with the next one at which
    // it is.
    for (std::size_t s = 1; s < stages_.size(); ++s) {
      const Rating* const now = stages_[s].counterpart(*last, only);
      if (now == nullptr) continue;
      Difference::Part part{.cause = stages_[s].cause(),
                            .points = 0,
                            .changes = score_changes(*before, *now),
                            .sources = stages_[s].evaluation().shared()->facts->sources};
      part.points = rounded(now->score - before->score);
      before = now;
      if (!part.changes.empty() || part.points != 0) result.parts.push_back(std::move(part));
    }
    return result;
  }

  /// Facts by what they say; of those that both state, with `whole`, which count on one side only.
  static void compare_facts(const Evaluation& before, const Evaluation& after, bool whole,
                            Difference& into) {
    const std::vector<StatedFact> first = stated_facts(before);
    const std::vector<StatedFact> last = stated_facts(after);
    std::multimap<StatedFact::Claim, const StatedFact*> known;
    std::multimap<StatedFact::Name, const StatedFact*> by_id;
    std::multimap<StatedFact::Name, const StatedFact*> by_text;
    for (const StatedFact& one : last) {
      known.emplace(one.claim(), &one);
      by_id.emplace(one.name(&Evidence::id), &one);
      by_text.emplace(one.name(&Evidence::text), &one);
    }
    std::set<const StatedFact*> met;
    std::vector<const StatedFact*> gone;
    for (const StatedFact& one : first) {
      const auto found = known.find(one.claim());
      if (found == known.end()) {
        gone.push_back(&one);
        continue;
      }
      const StatedFact& other = *found->second;
      if (whole && one.said->counted && !other.said->counted) into.lapsed.push_back(one.told());
      if (whole && !one.said->counted && other.said->counted) into.begun.push_back(other.told());
      met.insert(&other);
      known.erase(found);
    }
    for (const StatedFact* one : gone) {
      // Lines of data files of other names are one by what they say of themselves.
      const auto find_by = [&](const auto& names, std::string Evidence::*what) {
        const auto [from, to] = names.equal_range(one->name(what));
        const auto found =
            std::find_if(from, to, [&](const auto& other) { return !met.contains(other.second); });
        return found == to ? nullptr : found->second;
      };
      const StatedFact* same = find_by(by_id, &Evidence::id);
      if (same == nullptr) same = find_by(by_text, &Evidence::text);
      std::vector<Difference::ChangedFact::Part> parts;
      if (same != nullptr) parts = parts_of(*one, *same, whole);
      if (parts.empty()) {
        if (!has_record(after, *one)) into.gone.push_back(one->told_with_certainty());
        continue;
      }
      into.changed.push_back({same->told(), std::move(parts)});
      met.insert(same);
    }
    for (const StatedFact& one : last) {
      if (met.contains(&one) || has_record(before, one)) continue;
      into.come.push_back(one.told_with_certainty());
    }
  }

  /// What two statements of one id say differently; nothing where neither their first values nor
  /// most of them are the same: then they are about different things.
  static std::vector<Difference::ChangedFact::Part> parts_of(const StatedFact& one,
                                                             const StatedFact& other, bool whole) {
    std::vector<Difference::ChangedFact::Part> parts;
    const auto add = [&](std::string what, std::string was, std::string now) {
      if (was != now) parts.push_back({std::move(what), std::move(was), std::move(now)});
    };
    const auto& values = one.fields;
    const auto& now = other.fields;
    const auto value_in = [](const StatedFact::Fields& fields, const std::string& name) {
      const auto found = std::ranges::find(fields, name, &StatedFact::Field::first);
      return found == fields.end() ? std::string("unknown") : found->second;
    };
    std::size_t same = 0;
    for (const auto& [name, value] : now) {
      const std::string was = value_in(values, name);
      if (was == value) ++same;
      add(name, was, value);
    }
    for (const auto& [name, value] : values) {
      const std::string is = value_in(now, name);
      if (is == "unknown") add(name, value, is);
    }
    const bool first = !now.empty() && !values.empty() && values.front() == now.front();
    if (one.said->text != other.said->text && !first && 2 * same <= now.size()) return {};
    add("certainty", one.certainty(), other.certainty());
    add("kind", one.said->kind, other.said->kind);
    add("holds", one.said->holds ? "yes" : "no", other.said->holds ? "yes" : "no");
    if (whole)
      add("in force", one.said->counted ? "yes" : "no", other.said->counted ? "yes" : "no");
    return parts;
  }

  const DifferenceSide& before_;
  const DifferenceSide& after_;
  Options options_;
  std::vector<Stage> stages_;
  std::optional<LimitReached> limit_;
  DifferenceRun result_;
};

}  // namespace

DifferenceRun difference(const DifferenceSide& before, const DifferenceSide& after) {
  return Comparison(before, after).run();
}

}  // namespace casus
