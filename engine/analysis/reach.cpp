// SPDX-License-Identifier: Apache-2.0
//
// Best-first search over sets of steps (uniform cost: Russell and Norvig, "Artificial
// Intelligence", chapter 3). A set is made from the one without its last lever, so that each comes
// up once; and of those made from one set, the next by cost only after the one before it, so that
// few wait. Costs are above 0, so all its parts have come up before it: what is found is minimal.
#include "casus/reach.hpp"

#include <algorithm>
#include <memory>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

#include "analysis/compared.hpp"
#include "analysis/levers.hpp"
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
using check::Influence;

/// A lever and which of its steps is taken, by their places.
using Taken = std::pair<std::uint32_t, std::uint32_t>;

struct Set {
  double cost = 0;
  std::vector<Taken> taken;  ///< by rising lever

  [[nodiscard]] std::size_t next() const { return taken.empty() ? 0 : taken.back().first + 1; }
};

/// A set to be made from another one.
struct Longer {
  double cost = 0;
  std::shared_ptr<const Set> set;
  Taken last;
  std::size_t choice = 0;  ///< the place of `last` among all

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

/// A rating that a goal compares with something, and which way it has to go.
struct Sought {
  model::RatingId rating;
  std::vector<Value> subject;
  bool rise = true;
  std::optional<double> end = {};  ///< of the scale, where that ends before it
};

/// Where a scale ends, if that is before the number that its score is to pass.
std::optional<double> end_before(const check::Expr& number, bool rise, bool reaching,
                                 const model::Scale& scale) {
  const bool known = number.kind == check::Expr::Kind::constant &&
                     number.constant != model::unknown_word && number.type.numeric();
  if (!known) return std::nullopt;
  const double wanted = analysis::number_of(number.constant, number.type.base);
  const double end = model::points_of(rise ? scale.high : scale.low);
  const bool before = rise ? end < wanted : end > wanted;
  return before || (end == wanted && !reaching) ? std::optional(end) : std::nullopt;
}

/// Of a goal that is one comparison.
std::optional<Sought> sought(const check::Goal& goal, const explain::Words& words) {
  using check::Expr;
  using check::Function;
  const auto alternatives = plan::conjunctions(goal.terms, goal.body, {});
  if (alternatives.size() != 1 || alternatives.front().size() != 1) return std::nullopt;
  const check::Condition& only = goal.terms[alternatives.front().front().condition];
  if (only.kind != check::Condition::Kind::test) return std::nullopt;
  const Expr& test = goal.terms[only.expr];
  const bool compares = test.kind == Expr::Kind::apply && test.function >= Function::less &&
                        test.function <= Function::greater_equal;
  if (!compares) return std::nullopt;
  for (std::size_t side = 0; side < 2; ++side) {
    const Expr& rated = goal.terms[explain::without_conversion(goal.terms, test.args[side])];
    if (rated.kind != Expr::Kind::score && rated.kind != Expr::Kind::band) continue;
    const bool greater =
        test.function == Function::greater || test.function == Function::greater_equal;
    Sought result{.rating = rated.rating, .subject = {}, .rise = greater == (side == 0)};
    const model::Schema& schema = words.schema();
    const model::Relation& relation = schema[schema[rated.rating].relation];
    const bool reaching =
        test.function == Function::greater_equal || test.function == Function::less_equal;
    if (rated.kind == Expr::Kind::score) {
      const check::ExprId other = explain::without_conversion(goal.terms, test.args[1 - side]);
      result.end = end_before(goal.terms[other], result.rise, reaching, schema[rated.rating].scale);
    }
    for (std::size_t i = 0; i < rated.args.size(); ++i) {
      const Expr& value = goal.terms[rated.args[i]];
      if (value.kind != Expr::Kind::constant) return std::nullopt;
      const bool own = relation.fields[i].type.base == model::Base::text &&
                       value.constant >= words.fixpoint.symbols.size();
      if (own) return std::nullopt;  // nobody has this name
      result.subject.push_back(words.value(value.constant, relation.fields[i].type));
    }
    return result;
  }
  return std::nullopt;
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
    if (may_be_reached({})) open(std::make_shared<const Set>(), 0);
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
      if (auto changed = reached(change_of(set))) {
        answer(set, std::move(*changed));
      } else if (!into_.limit && may_be_reached(set)) {
        open(std::make_shared<const Set>(std::move(set)), 0);
      }
    }
  }

 private:
  [[nodiscard]] const Lever::Step& step(const Taken& one) const {
    return levers_[one.first].steps[one.second];
  }

  [[nodiscard]] FactChange change_of(const Set& set) const {
    FactChange all;
    for (const Taken& one : set.taken) add(step(one).most, all);
    return all;
  }
  static void add(const ReachStep& one, FactChange& into) {
    into.drop.insert(into.drop.end(), one.change.drop.begin(), one.change.drop.end());
    into.set.insert(into.set.end(), one.change.set.begin(), one.change.set.end());
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
    if (!sought_) return;
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

  /// Whether some set that has this one's levers and later ones might do. Where all of these only
  /// help, that can be seen by taking them all at once.
  [[nodiscard]] bool may_be_reached(const Set& set) {
    const std::size_t left = levers_.size() - set.next();
    if (left == 0) return false;
    if (set.next() < free_) return true;
    if (left == 1 && levers_.back().steps.size() == 1) return true;
    FactChange all = change_of(set);
    for (std::size_t i = set.next(); i < levers_.size(); ++i) {
      for (const Lever::Step& one : levers_[i].steps) add(one.most, all);
    }
    bool refused = false;
    return reached(std::move(all), &refused) || refused;
  }

  /// What can be made from a set, from a place on among all choices.
  void open(std::shared_ptr<const Set> set, std::size_t choice) {
    while (choice < choices_.size() && choices_[choice].first < set->next()) ++choice;
    if (choice == choices_.size()) return;
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
    one.ratings = std::move(changed.ratings);
    // Not that of std::ranges: clang before 16 does not compile what it returns.
    std::stable_partition(one.steps.begin(), one.steps.end(),
                          [](const ReachStep& step) { return step.changes(); });
    found_.push_back(set);
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

  /// Halves what lies between how a value is and what it becomes, to three digits of that, as long
  /// as the nearer half does it.
  void draw_near(ReachAnswer& one, std::size_t place, const Lever::Along& along, double tried,
                 Session::Changed& changed) {
    const bool number = along.type.base == model::Base::number;
    double without = along.now;
    double with = tried;
    constexpr int most_halvings = 100;
    for (int i = 0; i < most_halvings && !into_.limit; ++i) {
      const double grain = number ? analysis::third_digit(with - along.now) : 1;
      const double middle = analysis::rounded(without + (with - without) / 2, grain);
      if (!(std::min(without, with) < middle && middle < std::max(without, with))) return;
      ReachStep nearer = one.steps[place];
      const infer::Fixpoint& fixpoint = *session_.now().shared()->reasoned.fixpoint;
      nearer.now = along.begin +
                   model::show_exact(analysis::word_of(middle, along.type.base), along.type,
                                     fixpoint.program->schema, fixpoint.symbols) +
                   ')';
      nearer.change.set = {nearer.now};
      (does(one, place, nearer, changed) ? with : without) = middle;
    }
  }

  [[nodiscard]] static FactChange change_of(const std::vector<ReachStep>& steps) {
    FactChange all;
    for (const ReachStep& one : steps) add(one, all);
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

/// Either way is possible.
void widen(Influence& one) {
  if (one.any()) one = {.raises = true, .lowers = true};
}

/// By RelationId: whether what counts for some contribution depends on it and on given origins,
/// by which one contribution may count in place of another.
std::vector<bool> beside_origins(const infer::Fixpoint& fixpoint) {
  const check::Program& program = *fixpoint.program;
  std::vector<bool> with_origin(program.schema.relations.size());
  for (const model::Statement& one : fixpoint.facts->statements) {
    const bool is_origin =
        one.source.valid() && fixpoint.given_origins.contains((*fixpoint.facts)[one.source].id);
    if (!one.origin.empty() || is_origin) with_origin[one.relation.index()] = true;
  }
  std::vector<bool> result(with_origin.size());
  for (const check::Rule& rule : program.rules) {
    const bool contributes =
        std::ranges::any_of(rule.conclusions, [](const check::Conclusion& one) {
          return one.kind == check::Conclusion::Kind::contribute;
        });
    if (!contributes) continue;
    const std::vector<bool> below = check::reached(program, rule.terms);
    bool concerned = false;
    for (std::size_t r = 0; r < below.size(); ++r) concerned |= below[r] && with_origin[r];
    for (std::size_t r = 0; concerned && r < below.size(); ++r) result[r] = result[r] || below[r];
  }
  return result;
}

/// Which way relations move the goal. What counts for evidence may depend on other evidence where
/// origins are given: then either way is possible.
check::Influences influences_of(const infer::Fixpoint& fixpoint, const check::Goal& goal) {
  check::Influences result = check::influences(*fixpoint.program, goal);
  const bool by_source =
      fixpoint.calculus->joining() == infer::Calculus::Joining::by_rule && fixpoint.has_sources;
  if (fixpoint.given_origins.empty() && !by_source) return result;
  const std::vector<bool> concerned = beside_origins(fixpoint);
  for (std::size_t r = 0; r < result.rows.size(); ++r) {
    if (!by_source && !concerned[r]) continue;
    widen(result.rows[r]);
    for (Influence& one : result.larger[r]) widen(one);
  }
  return result;
}

/// What may change, or be found out, as things are.
struct Scope {
  analysis::Levers levers;
  std::optional<Sought> rating;
  bool partial = false;
};

Scope scope_of(const Session& session, const analysis::Target& target, const std::string& goal) {
  Scope result;
  const session::EvaluationData& data = *session.now().shared();
  session::answering(data, [&](const session::Asking& at) -> std::optional<Limit> {
    const auto asked = session::ask(at, goal, infer::Purpose::count);
    base::Symbols symbols(at.fixpoint().symbols);
    const explain::Words words{at.fixpoint(), symbols};
    const analysis::Unsettleds questions = analysis::unsettled(target, at, words);
    result.partial = questions.partial;
    result.rating = sought(*asked->goal, words);
    result.levers =
        analysis::levers(words, questions, *asked->goal, influences_of(at.fixpoint(), *asked->goal),
                         analysis::Demand(*asked->goal, words));
    return std::nullopt;
  });
  return result;
}

/// Whether something may be unknown that the goal rests on.
bool may_be_open(const model::Schema& schema, const analysis::Target& target) {
  for (std::size_t r = 0; r < schema.relations.size(); ++r) {
    const model::Relation& relation = schema.relations[r];
    const bool open =
        relation.is_open() || std::ranges::any_of(relation.fields, &model::Field::open);
    if (open && target.relations()[r]) return true;
  }
  return false;
}

/// So many steps are looked behind.
constexpr std::size_t most_behind = 200;

/// Adds questions that come up only once one thing has changed.
void look_behind(Session& session, const analysis::Target& target, const std::string& goal,
                 analysis::Levers& levers, std::optional<LimitReached>& limit) {
  std::vector<ReachStep> changes;
  std::set<std::string> known;  // answers
  for (const Lever& lever : levers.all) {
    for (const Lever::Step& one : lever.steps) {
      if (!one.most.changes()) known.insert(one.most.now);
      if (one.most.changes() && changes.size() < most_behind) changes.push_back(one.most);
    }
  }
  for (const ReachStep& step : changes) {
    const Session::Changed changed = session.change(step.change);
    if (!changed.done) continue;
    limit = changed.limit;
    if (!limit) limit = limit_reached(session.now().shared()->options, "the search");
    Scope behind;
    if (!limit) behind = scope_of(session, target, goal);
    (void)session.undo();
    if (limit) return;
    for (Lever& one : behind.levers.all) {
      const ReachStep& first = one.steps.front().most;
      if (first.changes() || known.contains(first.now)) continue;
      for (const Lever::Step& answer : one.steps) known.insert(answer.most.now);
      for (const ReachUntried& untried : behind.levers.untried) {
        if (untried.question == first.was) levers.untried.push_back(untried);
      }
      levers.all.push_back(std::move(one));
      ++levers.changeable;
    }
  }
  std::stable_partition(levers.all.begin(), levers.all.end(),
                        [](const Lever& one) { return !one.only_helps; });
}

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
  Scope scope = scope_of(session, *target, goal);
  analysis::Levers& levers = scope.levers;
  result.partial = scope.partial;
  const auto certainty = holds_in(session, goal);
  result.holds = certainty.has_value();
  result.certainty = certainty.value_or(0);
  if (!result.holds && scope.rating) result.scale_end = scope.rating->end;
  const bool searches = !result.holds && !result.limit && !result.scale_end;
  if (searches && may_be_open(data.reasoned.fixpoint->program->schema, *target)) {
    look_behind(session, *target, goal, levers, result.limit);
    if (result.limit) result.limit = search_ended(result.limit->what, 0);
  }
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
