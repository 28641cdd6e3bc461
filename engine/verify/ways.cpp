// SPDX-License-Identifier: Apache-2.0
#include "verify/ways.hpp"

#include <algorithm>
#include <map>

#include "base/bug.hpp"

namespace casus::verify {

using check::Atom;
using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Terms;
using model::unknown_word;

namespace {

/// One conjunction under way. What must hold is taken condition by condition, each as soon as what
/// it needs has a value. What may hold, inside a negation, is taken by its meaning: a row for every
/// atom, then for each variable the value that any of them or an assignment gives, then all that
/// is asked of these values.
class Search {
 public:
  Search(const World& world, const Terms& terms, Conjunction conjunction,
         std::set<std::size_t> unlisted, Mood mood, const Premises* premises,
         std::vector<Way>& found)
      : world_(world),
        terms_(terms),
        conjunction_(std::move(conjunction)),
        unlisted_(std::move(unlisted)),
        mood_(mood),
        premises_(premises),
        found_(found) {
    std::vector<ConditionId> ids;
    for (const auto& [id, telling] : conjunction_) ids.push_back(id);
    binds_ = binds(terms, ids);
  }

  /// Of what may be so in some world and not in another.
  static constexpr double doubtful = 0.5;

  void run(const Values& values) {
    for (const check::VariableId variable : known(values)) binds_.erase(variable);
    own_ = binds_;
    binds_.merge(known(values));
    const Way start{values, 1, 0, {}, {}, {}};
    if (possible()) return choose(0, start);
    std::set<std::size_t> open;
    for (std::size_t i = 0; i < conjunction_.size(); ++i) open.insert(i);
    go(open, start);
  }

 private:
  [[nodiscard]] bool possible() const { return mood_ == Mood::possible; }
  /// Inside a negation nothing is too unsure to count.
  [[nodiscard]] double floor() const { return possible() ? 0 : world_.settings.threshold; }
  [[nodiscard]] const Condition& condition(std::size_t i) const {
    return terms_[conjunction_[i].first];
  }

  /// Variables of this conjunction that a condition reads must have values; others are its own.
  [[nodiscard]] bool ready(std::size_t i, const Values& values) const {
    Variables reads;
    const Condition& one = condition(i);
    if (one.kind == Condition::Kind::atom) {
      for (const Atom::Given& given : one.atom.given) {
        if (terms_[given.expr].kind != Expr::Kind::variable) collect(terms_, given.expr, reads);
      }
    } else if (one.kind == Condition::Kind::let) {
      collect(terms_, one.expr, reads);
    } else {
      collect(terms_, conjunction_[i].first, reads);
    }
    return std::ranges::all_of(reads, [&](check::VariableId variable) {
      return !binds_.contains(variable) || values[variable.index()];
    });
  }

  [[nodiscard]] std::size_t next(const std::set<std::size_t>& open, const Values& values) const {
    const auto rank = [&](std::size_t i) {
      return condition(i).kind != Condition::Kind::atom ? 0 : 1;
    };
    std::optional<std::size_t> best;
    for (const std::size_t i : open) {
      if (ready(i, values) && (!best || rank(i) < rank(*best))) best = i;
    }
    if (!best) base::bug("a condition whose variables nothing binds");
    return *best;
  }

  void go(std::set<std::size_t> open, Way way) {
    if (way.holds <= floor()) return;
    if (open.empty()) {
      found_.push_back(std::move(way));
      return;
    }
    const std::size_t i = next(open, way.values);
    open.erase(i);
    const Condition& one = condition(i);
    switch (one.kind) {
      case Condition::Kind::atom:
        return match(i, open, way);
      case Condition::Kind::let: {
        auto& variable = way.values[one.variable.index()];
        if (!variable) variable = value(world_, terms_, one.expr, way.values, premises_).word;
        break;
      }
      default:
        break;
    }
    if (judge(i, way)) go(open, std::move(way));
  }

  /// A row for every atom from the `i`th condition on.
  void choose(std::size_t i, const Way& way) {
    while (i < conjunction_.size() &&
           (condition(i).kind != Condition::Kind::atom || unlisted_.contains(i))) {
      ++i;
    }
    if (i == conjunction_.size()) return settle(way);
    const Atom& atom = condition(i).atom;
    const Rows& rows = (atom.attested ? world_.attested : world_.held)[atom.relation.index()];
    for (const auto& [row, certainty] : rows) {
      if (certainty <= 0) continue;
      Way longer = way;
      if (!gives(atom, row, longer.values)) continue;
      longer.holds = std::min(longer.holds, certainty);
      longer.ruled_out = std::max(longer.ruled_out, world_.opposite(certainty));
      chosen_[i] = &row;
      choose(i + 1, longer);
    }
  }

  /// Takes what a row knows; false where it contradicts what is known.
  bool gives(const Atom& atom, const Row& row, Values& values) const {
    return std::ranges::all_of(atom.given, [&](const Atom::Given& given) {
      const Expr& expr = terms_[given.expr];
      return expr.kind != Expr::Kind::variable || takes(expr.variable, row[given.column], values);
    });
  }

  /// Only what the conjunction binds itself can still take a value.
  bool takes(check::VariableId variable, Word word, Values& values) const {
    auto& known = values[variable.index()];
    if (word == unknown_word) return true;
    if (known && *known != unknown_word) return *known == word;
    if (own_.contains(variable)) known = word;
    return true;
  }

  void settle(Way way) {
    std::vector<std::size_t> lets;
    for (std::size_t i = 0; i < conjunction_.size(); ++i) {
      if (condition(i).kind == Condition::Kind::let) lets.push_back(i);
    }
    while (!lets.empty()) {
      // One that reads nothing that another one may yet give; else the first.
      const auto settled = std::ranges::find_if(lets, [&](std::size_t i) {
        Variables reads;
        collect(terms_, condition(i).expr, reads);
        return std::ranges::none_of(
            lets, [&](std::size_t other) { return reads.contains(condition(other).variable); });
      });
      const auto next = settled == lets.end() ? lets.begin() : settled;
      const Condition& one = condition(*next);
      for (const check::VariableId variable : own_) {
        // Nothing else can give what it reads.
        Variables reads;
        collect(terms_, one.expr, reads);
        auto& there = way.values[variable.index()];
        if (reads.contains(variable) && !there) there = unknown_word;
      }
      if (!takes(one.variable, value(world_, terms_, one.expr, way.values).word, way.values)) {
        return;
      }
      lets.erase(next);
    }
    for (const check::VariableId variable : own_) {
      auto& there = way.values[variable.index()];
      if (!there) there = unknown_word;
    }
    for (std::size_t i = 0; i < conjunction_.size(); ++i) {
      if (!judge(i, way)) return;
    }
    found_.push_back(std::move(way));
  }

  /// What a condition makes of a way whose variables have their values; false: it cannot hold.
  bool judge(std::size_t i, Way& way) {
    const Condition& one = condition(i);
    switch (one.kind) {
      case Condition::Kind::atom:
        if (!unlisted_.contains(i)) return fits(one.atom, *chosen_.at(i), way);
        miss(one.atom, way);
        return true;
      case Condition::Kind::test:
      case Condition::Kind::let:
        return compute(one, way);
      case Condition::Kind::unknown:
        if (!is_unknown(one.atom, way.values)) return false;
        if (world_.settings.possibly) {
          way.holds = std::min(way.holds, doubtful);
          way.ruled_out = std::max(way.ruled_out, doubtful);
        }
        return true;
      case Condition::Kind::negation:
        negate(one, way);
        return true;
      default:
        base::bug("alternatives() has multiplied these out");
    }
  }

  bool compute(const Condition& one, Way& way) const {
    Valued result = value(world_, terms_, one.expr, way.values, premises_);
    if (one.kind == Condition::Kind::let) {
      const Word variable = way.values[one.variable.index()].value();
      if (variable == unknown_word) result.word = unknown_word;
      if (result.word != unknown_word && variable != result.word) return false;
    }
    if (one.kind == Condition::Kind::test && result.word == 0) return false;
    if (result.word == unknown_word) {
      way.holds = 0;
      return true;
    }
    if (result.certainty <= floor()) return false;
    way.holds = std::min(way.holds, result.certainty);
    way.ruled_out = std::max(way.ruled_out, world_.opposite(result.certainty));
    return true;
  }

  void negate(const Condition& one, Way& way) const {
    double absent = 1;
    double present = 0;
    for (const Way& inner : ways(world_, terms_, one.parts.front(), way.values, Mood::possible)) {
      absent = std::min(absent, inner.ruled_out);
      present = std::max(present, inner.holds);
    }
    // In some world it may be so, and in some not.
    if (world_.settings.incomplete) present = std::min(present, doubtful);
    if (world_.settings.possibly && present < 1) absent = std::max(absent, doubtful);
    way.holds = std::min(way.holds, absent);
    way.ruled_out = std::max(way.ruled_out, present);
  }

  [[nodiscard]] const Rows& rows_of(const Atom& atom) const {
    if (premises_ == nullptr) {
      return (atom.attested ? world_.attested : world_.held)[atom.relation.index()];
    }
    static const Rows none;
    const auto& rows = atom.attested ? premises_->attested : premises_->held;
    const auto it = rows.find(atom.relation);
    return it == rows.end() ? none : it->second;
  }

  void match(std::size_t i, const std::set<std::size_t>& open, const Way& way) {
    const Atom& atom = condition(i).atom;
    for (const auto& [row, certainty] : rows_of(atom)) {
      if (certainty <= floor()) continue;
      Way longer = way;
      if (!fits(atom, row, longer)) continue;
      longer.holds = std::min(longer.holds, certainty);
      longer.ruled_out = std::max(longer.ruled_out, world_.opposite(certainty));
      longer.rows.emplace_back(conjunction_[i].first, row);
      const Telling telling = conjunction_[i].second;
      if (telling == Telling::by_place) longer.by_place.insert(longer.rows.back());
      if (telling == Telling::by_fact) longer.by_fact.emplace(atom.relation, atom.attested, row);
      go(open, std::move(longer));
    }
  }

  /// Compares a row with what an atom asks; what is unknown may or may not be equal.
  bool fits(const Atom& atom, const Row& row, Way& way) const {
    for (const Atom::Given& given : atom.given) {
      const Expr& expr = terms_[given.expr];
      const Word there = row[given.column];
      if (expr.kind == Expr::Kind::variable && !way.values[expr.variable.index()]) {
        way.values[expr.variable.index()] = there;
        continue;
      }
      if (possible() && expr.kind == Expr::Kind::variable && only_giver(expr.variable)) continue;
      const Word asked = value(world_, terms_, given.expr, way.values, premises_).word;
      if (asked == unknown_word || there == unknown_word) {
        way.holds = 0;
      } else if (asked != there) {
        return false;
      }
    }
    return true;
  }

  /// Whether a variable has its value from a single place, with which it cannot but agree.
  [[nodiscard]] bool only_giver(check::VariableId variable) const {
    if (!own_.contains(variable)) return false;
    std::size_t givers = 0;
    for (std::size_t i = 0; i < conjunction_.size(); ++i) {
      const Condition& one = condition(i);
      if (one.kind == Condition::Kind::let && one.variable == variable) ++givers;
      if (one.kind != Condition::Kind::atom) continue;
      givers += static_cast<std::size_t>(
          std::ranges::count_if(one.atom.given, [&](const Atom::Given& given) {
            const Expr& expr = terms_[given.expr];
            return expr.kind == Expr::Kind::variable && expr.variable == variable;
          }));
    }
    return givers == 1;
  }

  /// The row that an atom over an open relation asks for is not listed, yet may be so.
  void miss(const Atom& atom, Way& way) const {
    way.holds = 0;
    way.ruled_out = std::max(way.ruled_out, least_denied(atom, asked(atom, way.values)));
  }

  /// What rules out every row that may be asked for: the least over all values of which a denial
  /// speaks, and over the rest.
  [[nodiscard]] double least_denied(const Atom& atom,
                                    const std::vector<std::optional<Word>>& wanted) const {
    const model::Relation& relation = world_.program->schema[atom.relation];
    const double rest =
        denied(atom, wanted)
            .value_or(world_.presumed(atom.relation, wanted, relation.presumed_absent));
    double least = rest;
    for (const auto& [row, certainty] : world_.denied[atom.relation.index()]) {
      auto instance = wanted;
      bool fits = true;
      for (std::size_t c = 0; c < row.size(); ++c) {
        if (row[c] == unknown_word) continue;
        const bool free = !instance[c] || *instance[c] == unknown_word;
        fits = fits && (free || *instance[c] == row[c]);
        instance[c] = row[c];
      }
      if (fits) least = std::min(least, denied(atom, instance).value_or(rest));
    }
    return least;
  }

  [[nodiscard]] std::vector<std::optional<Word>> asked(const Atom& atom,
                                                       const Values& values) const {
    std::vector<std::optional<Word>> result(world_.program->schema[atom.relation].width() + 2);
    for (const Atom::Given& given : atom.given) {
      const Expr& expr = terms_[given.expr];
      if (expr.kind == Expr::Kind::variable && !values[expr.variable.index()]) continue;
      result[given.column] = value(world_, terms_, given.expr, values).word;
    }
    return result;
  }

  static bool may_be(const Row& row, const std::vector<std::optional<Word>>& wanted) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (wanted[c] && *wanted[c] != unknown_word && *wanted[c] != row[c]) return false;
    }
    return true;
  }
  [[nodiscard]] bool is_undecided(const Atom& atom,
                                  const std::vector<std::optional<Word>>& wanted) const {
    return std::ranges::any_of(world_.undecided[atom.relation.index()],
                               [&](const Row& row) { return may_be(row, wanted); });
  }

  [[nodiscard]] std::optional<double> denied(const Atom& atom,
                                             const std::vector<std::optional<Word>>& wanted) const {
    // What is held and denied equally is not denied, nor is it presumed absent.
    if (!world_.settings.possibly && is_undecided(atom, wanted)) return 0;
    std::optional<double> best;
    for (const auto& [row, certainty] : world_.denied[atom.relation.index()]) {
      if (certainty <= 0) continue;
      bool covers = true;
      for (std::size_t c = 0; c < row.size(); ++c) {
        covers = covers && (row[c] == unknown_word || (wanted[c] && *wanted[c] == row[c]));
      }
      if (covers) best = std::max(best.value_or(0), certainty);
    }
    // Of a row that is held as well, less may be left of what denies it with others.
    for (const auto& [row, left] : world_.left_of_denials[atom.relation.index()]) {
      if (!may_be(row, wanted)) continue;
      bool alone = true;
      for (std::size_t c = 0; c < row.size(); ++c) {
        alone = alone && wanted[c] && *wanted[c] != unknown_word;
      }
      if (alone || (best && left < *best)) best = left;
    }
    return best;
  }

  [[nodiscard]] bool is_unknown(const Atom& atom, const Values& values) const {
    if (!world_.program->schema[atom.relation].may_be_unknown()) return false;
    const auto wanted = asked(atom, values);
    const auto known = [&](double certainty) {
      return world_.settings.possibly ? certainty >= 1 : certainty > 0;
    };
    for (const auto& [row, certainty] : world_.held[atom.relation.index()]) {
      bool fits = known(certainty);
      for (std::size_t c = 0; c < row.size(); ++c)
        fits = fits && (!wanted[c] || *wanted[c] == row[c]);
      if (fits) return false;
    }
    return !known(denied(atom, wanted).value_or(0)) ||
           (world_.settings.possibly && is_undecided(atom, wanted));
  }

  const World& world_;
  const Terms& terms_;
  Conjunction conjunction_;
  std::set<std::size_t> unlisted_;
  Mood mood_;
  const Premises* premises_;
  std::vector<Way>& found_;
  Variables binds_;                           // with what is known from outside
  Variables own_;                             // without it
  std::map<std::size_t, const Row*> chosen_;  // what may hold: by atom
};

}  // namespace

Variables known(const Values& values) {
  Variables result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) result.insert(check::VariableId(i));
  }
  return result;
}

std::vector<Way> ways(const World& world, const Terms& terms, ConditionId body,
                      const Values& values, Mood mood, const Premises* premises) {
  std::vector<Way> found;
  for (const Conjunction& conjunction : alternatives(terms, body, known(values))) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < conjunction.size() && mood == Mood::possible; ++i) {
      const Condition& one = terms[conjunction[i].first];
      const bool atom = one.kind == Condition::Kind::atom;
      if (atom && world.program->schema[one.atom.relation].is_open()) open.push_back(i);
    }
    // Each atom over an open relation may be meant for a listed row or for one that is not.
    for (std::size_t choice = 0; choice < (std::size_t{1} << open.size()); ++choice) {
      std::set<std::size_t> unlisted;
      for (std::size_t bit = 0; bit < open.size(); ++bit) {
        if ((choice >> bit & 1) != 0) unlisted.insert(open[bit]);
      }
      Search(world, terms, conjunction, unlisted, mood, premises, found).run(values);
    }
  }
  return found;
}

}  // namespace casus::verify
