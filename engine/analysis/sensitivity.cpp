// SPDX-License-Identifier: Apache-2.0
#include "casus/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/ambiguous.hpp"
#include "analysis/draws.hpp"
#include "analysis/drivers.hpp"
#include "analysis/probe.hpp"
#include "casus/gaps.hpp"
#include "session/asking.hpp"

namespace casus {
namespace {

using analysis::Movable;
using analysis::Probe;
using analysis::Setting;
using analysis::Target;

/// Scores along one range.
class Sweep {
 public:
  Sweep(const Movable& movable, Probe& probe) : movable_(movable), probe_(probe) {}

  /// Nothing where the score stays as it is: wherever in an estimate, else at the ends and in the
  /// middle.
  [[nodiscard]] std::optional<Driver> run() {
    const std::uint32_t steps = movable_.driver.steps;
    const auto is_now = [&](std::uint32_t step) { return score(step) == probe_.now(); };
    const bool still = is_now(0) && is_now(steps) && is_now(steps / 2);
    if (still && movable_.driver.kind != Driver::Kind::estimate) return std::nullopt;
    for (std::uint32_t i = 0; i <= sampled_steps; ++i) {
      (void)score(static_cast<std::uint32_t>(std::uint64_t{steps} * i / sampled_steps));
    }
    const bool moves =
        std::ranges::any_of(scores_, [&](const auto& one) { return one.second != probe_.now(); });
    if (!moves) return std::nullopt;
    find_ends();
    const auto least = extreme([](double a, double b) { return a < b; });
    const auto most = extreme([](double a, double b) { return a > b; });
    Driver result = movable_.driver;
    const std::map<std::uint32_t, std::optional<double>> tried = scores_;
    for (auto it = tried.begin(); std::next(it) != tried.end(); ++it) {
      find_flips(it->first, std::next(it)->first, result.flips);
    }
    if (probe_.limit()) return std::nullopt;
    result.refused = refused_;
    result.unrated = unrated_;
    result.low = least ? *score(*least) : probe_.now();
    result.high = most ? *score(*most) : probe_.now();
    if (least) result.low_at = movable_.value(*least);
    if (most) result.high_at = movable_.value(*most);
    result.low_band = probe_.band(result.low);
    result.high_band = probe_.band(result.high);
    return result;
  }

 private:
  std::optional<double> score(std::uint32_t step) {
    const auto [it, is_new] = scores_.try_emplace(step);
    if (!is_new) return it->second;
    const analysis::Probed probed = probe_(movable_.at(movable_.value(step)));
    it->second = probed.score;
    refused_ = refused_ || probed.refused;
    unrated_ = unrated_ || (!probed.score && !probed.refused);
    return it->second;
  }

  /// Between a value at which the subject is rated and one at which it is not: the last at which it
  /// is.
  void find_ends() {
    const std::map<std::uint32_t, std::optional<double>> sampled = scores_;
    for (auto it = sampled.begin(); std::next(it) != sampled.end(); ++it) {
      std::uint32_t low = it->first;
      std::uint32_t high = std::next(it)->first;
      if (score(low).has_value() == score(high).has_value()) continue;
      while (high - low > 1 && !probe_.limit()) {
        const std::uint32_t middle = low + (high - low) / 2;
        (score(middle).has_value() == score(low).has_value() ? low : high) = middle;
      }
    }
  }

  /// A step with the best score of all: the best of those tried, and then what is better beside it,
  /// by halves. Nothing where the subject is rated nowhere.
  template <class Better>
  std::optional<std::uint32_t> extreme(const Better& better) {
    std::vector<std::uint32_t> rated;
    for (const auto& [step, one] : scores_) {
      if (one) rated.push_back(step);
    }
    if (rated.empty()) return std::nullopt;
    const auto first = std::ranges::min_element(
        rated, [&](std::uint32_t a, std::uint32_t b) { return better(*score(a), *score(b)); });
    std::uint32_t best = *first;
    std::uint32_t low = first == rated.begin() ? best : *std::prev(first);
    std::uint32_t high = std::next(first) == rated.end() ? best : *std::next(first);
    if (is_straight_end(rated, first)) return best;
    while (std::max(best - low, high - best) > 1 && !probe_.limit()) {
      const bool below = best - low > high - best;
      const std::uint32_t middle = below ? best - (best - low) / 2 : best + (high - best) / 2;
      const auto here = score(middle);
      if (here && better(*here, *score(best))) {
        (below ? high : low) = best;
        best = middle;
      } else {
        (below ? low : high) = middle;
      }
    }
    return best;
  }

  /// Whether the score runs straight from an end of the range, so that nothing better lies beside.
  bool is_straight_end(const std::vector<std::uint32_t>& rated,
                       std::vector<std::uint32_t>::const_iterator at) {
    if (rated.size() < 3) return false;
    const bool begins = at == rated.begin();
    if (!begins && std::next(at) != rated.end()) return false;
    const std::uint32_t end = *at;
    const std::uint32_t next = begins ? *(at + 1) : *(at - 1);
    const std::uint32_t third = begins ? *(at + 2) : *(at - 2);
    const auto slope = [&](std::uint32_t from, std::uint32_t to) {
      return (*score(to) - *score(from)) / (static_cast<double>(to) - static_cast<double>(from));
    };
    // Scores are counted in millionths.
    const double apart = static_cast<double>(end > third ? end - third : third - end);
    return slope(end, next) != 0 &&
           std::fabs(slope(end, next) - slope(next, third)) * apart < 2 / model::micros_per_point;
  }

  void find_flips(std::uint32_t low, std::uint32_t high, std::vector<Flip>& into) {
    const auto a = score(low);
    const auto b = score(high);
    if (!a || !b || probe_.limit()) return;
    const std::string from = probe_.band(*a);
    const std::string to = probe_.band(*b);
    if (from == to) return;
    if (high - low == 1) {
      into.push_back({movable_.value(low), movable_.value(high), from, to});
      return;
    }
    const std::uint32_t middle = low + (high - low) / 2;
    find_flips(low, middle, into);
    find_flips(middle, high, into);
  }

  const Movable& movable_;
  Probe& probe_;
  std::map<std::uint32_t, std::optional<double>> scores_;
  bool refused_ = false;
  bool unrated_ = false;
};

/// An open question as something that moves the score, with what its extreme answers set.
Driver driver_of(const Gap& gap) {
  const GapEffect& effect = gap.effects.front();
  const auto answer = [&](std::size_t i) {
    return i < gap.answers.size() ? gap.answers[i] : std::string();
  };
  Driver result{.kind = Driver::Kind::gap,
                .name = gap.question,
                .facts = {},
                .field = gap.fields.size() == 1 && !gap.fact.empty() ? gap.fields.front().name : "",
                .relation = gap.relation,
                .low = effect.low,
                .high = effect.high,
                .low_answer = answer(effect.low_answer),
                .high_answer = answer(effect.high_answer),
                .low_band = effect.low_band,
                .high_band = effect.high_band};
  if (!gap.fact.empty()) result.facts = {gap.fact};
  return result;
}

/// A driver with what moves it to its two ends.
struct Tried {
  Driver driver;
  Setting low, high;
};

Tried tried_of(Driver driver, const Movable& movable) {
  Setting low = movable.at(driver.low_at);
  Setting high = movable.at(driver.high_at);
  return {std::move(driver), std::move(low), std::move(high)};
}

Tried tried_of(Driver gap) {
  const auto answered = [](const std::string& answer) {
    Setting setting;
    if (!answer.empty()) setting.facts.set = {answer};
    return setting;
  };
  Setting low = answered(gap.low_answer);
  Setting high = answered(gap.high_answer);
  return {std::move(gap), std::move(low), std::move(high)};
}

/// Whether two drivers are factors of one product, so that their interaction says nothing: two of
/// one rule, or a rule and a fact that its contribution rests on.
bool multiply(const Driver& one, const Driver& other, const Rating& rating) {
  if (one.rule.empty() && other.rule.empty()) return false;
  if (!one.rule.empty() && !other.rule.empty()) {
    return one.rule == other.rule && one.module == other.module;
  }
  const Driver& rule = one.rule.empty() ? other : one;
  const Driver& fact = one.rule.empty() ? one : other;
  const auto applies = [&](const auto& effect) {
    return effect.rule == rule.rule && effect.module == rule.module &&
           std::ranges::any_of(fact.facts, [&](const std::string& id) {
             return std::ranges::find(effect.facts, id) != effect.facts.end();
           });
  };
  return std::ranges::any_of(rating.contributions, applies) ||
         std::ranges::any_of(rating.limits, applies);
}

std::vector<Interaction> interactions(const std::vector<Tried>& all, const Rating& rating,
                                      Probe& probe) {
  struct Farther {
    Interaction::End end;
    double alone;
    const Setting& setting;
  };
  const auto farther = [&](const Tried& one) {
    const double down = one.driver.low - probe.now();
    const double up = one.driver.high - probe.now();
    return std::fabs(down) >= std::fabs(up) ? Farther{Interaction::End::low, down, one.low}
                                            : Farther{Interaction::End::high, up, one.high};
  };
  std::vector<Interaction> result;
  const std::size_t most = std::min(all.size(), most_paired);
  for (std::size_t i = 0; i < most; ++i) {
    for (std::size_t j = i + 1; j < most && !probe.limit(); ++j) {
      if (multiply(all[i].driver, all[j].driver, rating)) continue;
      const Farther one = farther(all[i]);
      const Farther other = farther(all[j]);
      const auto both = probe(analysis::together(one.setting, other.setting)).score;
      if (!both) continue;
      const Interaction pair{i, j, one.end, other.end, one.alone, other.alone, *both - probe.now()};
      // Scores are counted in millionths.
      if (std::fabs(pair.beyond()) > 0.5 / model::micros_per_point) result.push_back(pair);
    }
  }
  std::ranges::stable_sort(result, std::ranges::greater(),
                           [](const Interaction& one) { return std::fabs(one.beyond()); });
  return result;
}

Diagnostics bad_options(const SensitivityOptions& options) {
  if (options.weights > 0 && options.weights <= 1) return {};
  return {error("", "the share by which weights are moved is above 0 and up to 1")};
}

/// The only rated subject that the goal names; nothing where it names none in this case, or where
/// the run has diagnostics.
std::optional<Target> only_subject(const Session& session, const std::string& goal,
                                   SensitivityRun& run) {
  auto target = Target::find(session, goal, run.diagnostics, run.sources);
  // E0306: points or a score as a goal of their own, which is no condition either.
  const bool number = std::ranges::count(run.diagnostics, "E0306", &Diagnostic::code) > 0;
  if (!number && (!target || has_errors(run.diagnostics))) return std::nullopt;
  if (number || target->measure() != Target::Measure::score) {
    run.diagnostics = {error("", "this is no rating, and only scores can be moved: " + goal)};
    const Assessment rated = session.assessment();
    const auto& all = rated.ratings;
    const auto named = std::ranges::find_if(all, [&](const Rating& one) {
      return goal.starts_with(one.rating) && !one.subject.empty() &&
             goal.find(one.subject.front().literal) != std::string::npos;
    });
    if (all.empty()) return std::nullopt;
    const Rating& one = named == all.end() ? all.front() : *named;
    std::string subject;
    for (const Value& value : one.subject) {
      subject += (subject.empty() ? "" : ", ") + value.literal;
    }
    run.diagnostics.front().advise("name a rating with its subject: `" + one.rating + '(' +
                                   subject + ")`");
    return std::nullopt;
  }
  if (target->subjects().size() > 1) {
    run.diagnostics = {
        error("", "this names " + std::to_string(target->subjects().size()) + " ratings: " + goal)
            .advise("name one subject in place of the variable")};
    return std::nullopt;
  }
  if (target->subjects().empty()) return std::nullopt;
  session::answering(*session.now().shared(), [&](const session::Asking& at) {
    if (auto several = analysis::names_several(at, *target)) run.diagnostics = {*several};
    return std::optional<Limit>();
  });
  if (has_errors(run.diagnostics)) return std::nullopt;
  return target;
}

}  // namespace

SensitivityRun find_sensitivity(Session& session, const std::string& goal,
                                const SensitivityOptions& options) {
  SensitivityRun run;
  const session::EvaluationData& data = *session.now().shared();
  run.sources = data.facts->sources;
  run.diagnostics = bad_options(options);
  if (has_errors(run.diagnostics)) return run;
  const auto target = only_subject(session, goal, run);
  if (!target) return run;
  const std::vector<Rating> ratings = target->ratings(session);
  if (ratings.empty()) {
    run.limit = session.assessment().limit;
    return run;
  }
  Sensitivity result{.info = data.facts->info,
                     .calculus = std::string(data.reasoned.fixpoint->calculus->name()),
                     .goal = goal,
                     .rating = ratings.front(),
                     .weights = options.weights,
                     .paired = options.pairs};
  if (const auto as_of = data.reasoned.fixpoint->as_of) result.info.as_of = Date{*as_of};
  const GapsRun gaps = find_gaps(session, goal);
  const std::vector<Movable> all = analysis::movables(*target, session, options.weights);
  std::vector<Tried> tried;
  {
    Probe probe(session, *target);
    for (const Movable& one : all) {
      auto driver = Sweep(one, probe).run();
      if (probe.limit()) break;
      if (driver) tried.push_back(tried_of(std::move(*driver), one));
    }
    for (const Gap& gap : gaps.gaps->gaps) {
      if (gap.kind == Gap::Kind::unstated || gap.effects.empty()) continue;
      tried.push_back(tried_of(driver_of(gap)));
    }
    std::ranges::stable_sort(tried, std::ranges::greater(),
                             [](const Tried& one) { return one.driver.span(); });
    if (options.pairs) result.pairs = interactions(tried, result.rating, probe);
    if (options.draws > 0) {
      const bool by_chance = data.reasoned.fixpoint->calculus->by_world();
      result.drawn = analysis::draw(all, result.rating, by_chance, options, probe);
    }
    probe.restore();
    result.limit = probe.limit() ? probe.limit() : gaps.gaps->limit;
  }
  for (Tried& one : tried) result.drivers.push_back(std::move(one.driver));
  run.sensitivity = std::move(result);
  return run;
}

}  // namespace casus
