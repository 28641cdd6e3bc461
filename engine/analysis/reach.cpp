// SPDX-License-Identifier: Apache-2.0
//
// Best-first search over sets of steps (uniform cost: Russell and Norvig, "Artificial
// Intelligence", chapter 3). A set is made from the one without its last step, so that each comes
// up once; and of those made from one set, the next by cost only after the one before it, so that
// few wait. Costs are above 0 but for further fields of a fact, and of sets that cost the same the
// smaller come first: so all its parts have come up before it, and what is found is minimal.
#include "casus/reach.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

#include "analysis/compared.hpp"
#include "analysis/scope.hpp"
#include "analysis/target.hpp"
#include "base/sort_unique.hpp"
#include "check/reached.hpp"
#include "explain/gap.hpp"
#include "model/show.hpp"
#include "plan/conjunctions.hpp"
#include "session/asking.hpp"
#include "session/notices.hpp"

namespace casus {
namespace {

using analysis::Lever;
using analysis::Scope;
using analysis::Sought;

/// A lever and which of its steps is taken, by their places.
using Taken = std::pair<std::uint32_t, std::uint32_t>;

struct Set {
  double cost = 0;
  std::vector<Taken> taken;  ///< by rising lever, of one lever by rising field

  [[nodiscard]] std::size_t next() const { return taken.empty() ? 0 : taken.back().first + 1; }
};

/// A set to be made from another one.
struct Longer {
  double cost = 0;
  std::shared_ptr<const Set> set;
  Taken last;
  std::size_t choice = 0;  ///< the place of `last` among all; behind them: sets another field

  /// Whether it comes behind another.
  friend bool operator<(const Longer& a, const Longer& b) {
    if (a.cost != b.cost) return a.cost > b.cost;
    const auto& of_a = a.set->taken;
    const auto& of_b = b.set->taken;
    if (of_a.size() != of_b.size()) return of_a.size() > of_b.size();
    return std::tie(of_a, a.last) > std::tie(of_b, b.last);
  }
};

/// How surely a goal holds; nothing where it does not.
std::optional<Certainty> holds_in(const Session& session, const std::string& goal) {
  const Evaluation::Asked asked = session.now().query(goal);
  const bool holds = asked.answers && !asked.answers->answers.empty() &&
                     asked.answers->verdict.value_or(Verdict::yes) == Verdict::yes;
  if (!holds) return std::nullopt;
  const auto best = std::ranges::max_element(asked.answers->answers, {}, &Answer::certainty);
  return best->certainty;
}

/// How far the search came; where its last evaluation was does not matter.
LimitReached search_ended(Limit what, std::uint64_t tried) {
  return {what, "the search",
          session::limit_text(what) + ", and the search stopped after " + std::to_string(tried) +
              (tried == 1 ? " set" : " sets")};
}

class Search {
 public:
  Search(Session& session, const std::string& goal, std::vector<Lever> all,
         const ReachOptions& options, std::optional<Sought> sought, Reach& into)
      : session_(session),
        goal_(goal),
        levers_(std::move(all)),
        options_(options),
        sought_(std::move(sought)),
        into_(into) {
    const auto free = [](const Lever& one) { return !one.only_helps; };
    free_ = static_cast<std::size_t>(std::ranges::count_if(levers_, free));
    for (std::uint32_t i = 0; i < levers_.size(); ++i) {
      for (std::uint32_t s = 0; s < levers_[i].steps.size(); ++s) choices_.emplace_back(i, s);
    }
    std::ranges::stable_sort(choices_, {}, [&](const Taken& one) { return step(one).most.cost; });
  }

  void run() {
    if (may_be_reached({})) open(Set{});
    while (!open_.empty()) {
      if (into_.limit || into_.tried >= options_.most_tried ||
          into_.answers.size() >= options_.most_answers) {
        into_.beyond = open_.top().cost;
        return;
      }
      const Longer next = open_.top();
      open_.pop();
      open(next.set, next.choice + 1);
      Set set{.cost = next.cost, .taken = next.set->taken};
      set.taken.push_back(next.last);
      if (holds_an_answer(set)) continue;
      if (!comes_up(set)) {
        open(std::move(set));
      } else if (auto changed = reached(change_of(set))) {
        answer(set, std::move(*changed));
      } else if (!into_.limit && may_be_reached(set)) {
        open(std::move(set));
      }
    }
  }

 private:
  [[nodiscard]] const Lever::Step& step(const Taken& one) const {
    return levers_[one.first].steps[one.second];
  }

  /// Whether each question of a set is one there.
  [[nodiscard]] bool comes_up(const Set& set) const {
    return std::ranges::all_of(set.taken, [&](const Taken& one) {
      const std::set<std::string>& behind = levers_[one.first].behind;
      return behind.empty() || std::ranges::any_of(set.taken, [&](const Taken& other) {
               return behind.contains(levers_[other.first].fact);
             });
    });
  }

  [[nodiscard]] FactChange change_of(const Set& set) const {
    FactChange all;
    for (const Taken& one : set.taken) analysis::join_change(step(one).most.change, all);
    return all;
  }

  /// What the changes do, where the goal then holds.
  [[nodiscard]] std::optional<Session::Changed> reached(FactChange change,
                                                        bool* refused = nullptr) {
    ++into_.tried;
    sort_unique(change.drop);
    Session::Changed changed = session_.change(change);
    if (refused != nullptr) *refused = !changed.done;
    if (!changed.done) return std::nullopt;  // of values that exclude each other
    const bool holds = !changed.limit && holds_in(session_, goal_).has_value();
    into_.limit = changed.limit;
    if (!into_.limit) {
      into_.limit = limit_reached(session_.now().shared()->options, "the search");
    }
    (void)session_.undo();
    if (into_.limit) into_.limit = search_ended(into_.limit->what, into_.tried);
    if (!holds && !into_.limit) take_nearest(changed.ratings);
    return holds ? std::optional(std::move(changed)) : std::nullopt;
  }

  void take_nearest(const std::vector<RatingChange>& ratings) {
    if (!sought_ || sought_->factor) return;
    const model::Schema& schema = session_.now().shared()->reasoned.fixpoint->program->schema;
    const model::Rating& rating = schema[sought_->rating];
    const auto sign = sought_->rise ? 1.0 : -1.0;
    for (const RatingChange& one : ratings) {
      const bool same =
          one.rating == rating.name && one.module == schema[rating.relation].module && one.before &&
          one.after &&
          std::ranges::equal(one.subject, sought_->subject, {}, &Value::data, &Value::data);
      if (!same) continue;
      const double before = into_.nearest ? into_.nearest->after->score : one.before->score;
      if (sign * one.after->score > sign * before) into_.nearest = one;
    }
  }

  /// The places of the last lever's steps that can be taken along with the last one.
  [[nodiscard]] std::vector<std::uint32_t> further_steps(const Set& set) const {
    std::vector<std::uint32_t> result;
    if (set.taken.empty() || !step(set.taken.back()).field) return result;
    const std::vector<Lever::Step>& steps = levers_[set.taken.back().first].steps;
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
      if (steps[i].field > step(set.taken.back()).field) result.push_back(i);
    }
    return result;
  }

  /// Whether some set that has this one's steps and later ones might do. Where all of these only
  /// help, that can be seen by taking them all at once.
  [[nodiscard]] bool may_be_reached(const Set& set) {
    const std::size_t left = levers_.size() - set.next();
    const std::vector<std::uint32_t> further = further_steps(set);
    if (left == 0 && further.empty()) return false;
    if (set.next() < free_ || (!further.empty() && set.taken.back().first < free_)) return true;
    if (further.size() + left == 1 && (left == 0 || levers_.back().steps.size() == 1)) return true;
    FactChange all = change_of(set);
    for (const std::uint32_t one : further) {
      analysis::join_change(step({set.taken.back().first, one}).most.change, all);
    }
    for (std::size_t i = set.next(); i < levers_.size(); ++i) {
      for (const Lever::Step& one : levers_[i].steps) analysis::join_change(one.most.change, all);
    }
    bool refused = false;
    return reached(std::move(all), &refused) || refused;
  }

  void open(Set made) {
    const auto set = std::make_shared<const Set>(std::move(made));
    for (const std::uint32_t one : further_steps(*set)) {
      open_.push({set->cost, set, {set->taken.back().first, one}, choices_.size()});
    }
    open(set, 0);
  }
  /// What can be made from a set, from a place on among all choices.
  void open(std::shared_ptr<const Set> set, std::size_t choice) {
    while (choice < choices_.size() && choices_[choice].first < set->next()) ++choice;
    if (choice >= choices_.size()) return;
    const Taken& last = choices_[choice];
    open_.push({set->cost + step(last).most.cost, std::move(set), last, choice});
  }

  /// Whether it holds an answer, or one but for a value.
  [[nodiscard]] bool holds_an_answer(const Set& set) const {
    const auto same = [&](const Taken& one, const Taken& other) {
      const std::uint32_t what = step(one).what;
      return one == other || (one.first == other.first && what > 0 && what == step(other).what);
    };
    const auto held = [&](const Taken& one) {
      return std::ranges::any_of(set.taken, [&](const Taken& other) { return same(one, other); });
    };
    return std::ranges::any_of(
        found_, [&](const Set& one) { return std::ranges::all_of(one.taken, held); });
  }

  void answer(const Set& set, Session::Changed changed) {
    ReachAnswer& one = into_.answers.emplace_back();
    for (const Taken& taken : set.taken) one.steps.push_back(step(taken).most);
    one.cost = set.cost;
    // What does less may do.
    for (std::size_t i = 0; i < set.taken.size(); ++i) {
      const Lever::Step& taken = step(set.taken[i]);
      std::optional<double> value = taken.along ? std::optional(taken.along->most) : std::nullopt;
      for (std::size_t less = 0; less < taken.less.size(); ++less) {
        if (!does(one, i, taken.less[less], changed)) continue;
        if (value) value = taken.along->less[less];
        break;
      }
      if (value) draw_near(one, i, *taken.along, *value, changed);
    }
    Set enough = set;
    const bool as_tried =
        std::ranges::equal(one.steps, set.taken, {}, &ReachStep::now,
                           [&](const Taken& taken) { return step(taken).most.now; });
    if (!as_tried) leave_out_needless(one, enough, changed);
    one.ratings = std::move(changed.ratings);
    put_together(one.steps);
    // Not that of std::ranges: clang before 16 does not compile what it returns.
    std::stable_partition(one.steps.begin(), one.steps.end(),
                          [](const ReachStep& step) { return step.changes(); });
    found_.push_back(std::move(enough));
    // What was left out may have cost something.
    std::ranges::stable_sort(into_.answers, {}, &ReachAnswer::cost);
  }

  /// With values brought near, less of a set may do than with those that were tried.
  void leave_out_needless(ReachAnswer& one, Set& set, Session::Changed& changed) {
    for (std::size_t i = set.taken.size(); i-- > 0 && set.taken.size() > 1;) {
      std::vector<ReachStep> rest = one.steps;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      auto enough = reached(change_of(rest));
      if (!enough) continue;
      changed = std::move(*enough);
      one.steps = std::move(rest);
      set.taken.erase(set.taken.begin() + static_cast<std::ptrdiff_t>(i));
    }
    one.cost = 0;
    for (std::size_t i = 0; i < set.taken.size(); ++i) {
      const bool further = i > 0 && set.taken[i].first == set.taken[i - 1].first;
      if (!further) one.cost += step(set.taken[i]).most.cost;
    }
  }

  /// Makes one step of those that set fields of one fact.
  static void put_together(std::vector<ReachStep>& steps) {
    std::vector<ReachStep> result;
    for (ReachStep& one : steps) {
      const bool further = !result.empty() && one.kind == ReachStep::Kind::value &&
                           result.back().kind == one.kind && result.back().fact == one.fact;
      if (further) {
        result.back().fields.push_back(std::move(one.fields.front()));
        analysis::write_fields(result.back());
      } else {
        result.push_back(std::move(one));
      }
    }
    steps = std::move(result);
  }

  /// Puts a step in place of another where that does it as well.
  bool does(ReachAnswer& one, std::size_t place, const ReachStep& other,
            Session::Changed& changed) {
    const ReachStep before = std::exchange(one.steps[place], other);
    auto enough = reached(change_of(one.steps));
    if (enough) {
      changed = std::move(*enough);
    } else {
      one.steps[place] = before;
    }
    return enough.has_value();
  }

  /// Halves what lies between how a value is and what it becomes, to three digits of that but no
  /// more than six of the value, as long as the nearer half does it.
  void draw_near(ReachAnswer& one, std::size_t place, const Lever::Along& along, double tried,
                 Session::Changed& changed) {
    const bool number = along.type.base == model::Base::number;
    double without = along.now;
    double with = tried;
    constexpr int most_halvings = 100;
    constexpr double least_shown = 1e-6;  // numbers are shown to six digits behind the point
    for (int i = 0; i < most_halvings && !into_.limit; ++i) {
      // Where any change does it, three digits of that would never end.
      const double size = std::max(std::abs(along.now), std::abs(with));
      const double finest = std::max(analysis::third_digit(size) / 1000, least_shown);
      const double grain = number ? std::max(analysis::third_digit(with - along.now), finest) : 1;
      const double middle = analysis::rounded(without + (with - without) / 2, grain);
      if (!(std::min(without, with) < middle && middle < std::max(without, with))) return;
      ReachStep nearer = one.steps[place];
      const infer::Fixpoint& fixpoint = *session_.now().shared()->reasoned.fixpoint;
      nearer.fields.front().second =
          model::show_exact(analysis::word_of(middle, along.type.base), along.type,
                            fixpoint.program->schema, fixpoint.symbols);
      analysis::write_fields(nearer);
      (does(one, place, nearer, changed) ? with : without) = middle;
    }
  }

  [[nodiscard]] static FactChange change_of(const std::vector<ReachStep>& steps) {
    FactChange all;
    for (const ReachStep& one : steps) analysis::join_change(one.change, all);
    return all;
  }

  Session& session_;
  const std::string& goal_;
  std::vector<Lever> levers_;
  std::size_t free_ = 0;  ///< levers before those that only help
  ReachOptions options_;
  std::optional<Sought> sought_;
  Reach& into_;
  std::vector<Taken> choices_;  ///< by rising cost
  std::priority_queue<Longer> open_;
  std::vector<Set> found_;
};

}  // namespace

ReachRun reach(Session& session, const std::string& goal, const ReachOptions& options) {
  ReachRun run;
  const session::EvaluationData& data = *session.now().shared();
  Reach result{.info = data.facts->info,
               .calculus = std::string(data.reasoned.fixpoint->calculus->name()),
               .goal = goal,
               .answers = {}};
  if (const auto as_of = data.reasoned.fixpoint->as_of) result.info.as_of = Date{*as_of};
  run.sources = data.facts->sources;
  const auto target = analysis::Target::find(session, goal, run.diagnostics, run.sources);
  if (!target) return run;
  // An evaluation that a limit ended: of the session, or of a search before this one.
  if (const auto& stopped = data.reasoned.fixpoint->stopped) {
    result.limit = search_ended(stopped->what, 0);
  }
  Scope scope = analysis::scope_of(session, *target, goal);
  analysis::Levers& levers = scope.levers;
  const auto certainty = holds_in(session, goal);
  result.holds = certainty.has_value();
  result.certainty = certainty.value_or(0);
  if (!result.holds && scope.rating) {
    result.scale_end = scope.rating->end;
    result.of_factor = scope.rating->factor.has_value();
    result.no_band = scope.rating->no_band;
  }
  result.compares = scope.rating && !scope.rating->factor;
  const bool searches = !result.holds && !result.limit && !result.scale_end;
  if (searches && analysis::may_be_open(data.reasoned.fixpoint->program->schema, *target)) {
    result.limit = analysis::look_behind(session, *target, goal, scope);
    if (result.limit) result.limit = search_ended(result.limit->what, 0);
  }
  result.partial = scope.partial;
  result.changeable = levers.changeable;
  result.bearing = levers.all.size();
  result.untried = std::move(levers.untried);
  if (searches && !result.limit) {
    Search(session, goal, std::move(levers.all), options, std::move(scope.rating), result).run();
  }
  if (!result.answers.empty()) result.nearest.reset();
  run.reach = std::move(result);
  return run;
}

}  // namespace casus
