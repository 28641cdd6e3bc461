// SPDX-License-Identifier: Apache-2.0
#include "infer/divided/abreast.hpp"

#include <algorithm>
#include <memory>

#include "base/in_order.hpp"
#include "plan/texts.hpp"

namespace casus::infer {
namespace {

/// Rules that fill one store.
struct Job {
  const ComponentPlan* component = nullptr;
  std::vector<std::uint32_t> rules;
  std::unique_ptr<SideRunner> side = nullptr;
};

std::vector<Job> jobs_of(const ComponentPlan& component, const plan::Plan& plan) {
  std::vector<Job> jobs;
  for (const std::uint32_t r : component.rules) {
    const auto same_head = [&](const Job& job) {
      return plan.rules[job.rules.front()].head == plan.rules[r].head;
    };
    const auto job = std::ranges::find_if(jobs, same_head);
    if (job != jobs.end()) {
      job->rules.push_back(r);
    } else {
      jobs.push_back({&component, {r}});
    }
  }
  return jobs;
}

/// Whether steps visit rows of any of these stores.
bool visit(const std::vector<Step>& steps, const std::vector<StoreId>& stores) {
  return std::ranges::any_of(steps, [&](const Step& step) {
    if (step.kind == Step::Kind::scan) return std::ranges::count(stores, step.pattern.store) > 0;
    if (step.kind != Step::Kind::absent) return false;
    return std::ranges::any_of(step.block->branches, [&](const plan::Block::Branch& branch) {
      return visit(branch.steps, stores);
    });
  });
}

}  // namespace

bool Abreast::add(const ComponentPlan& component) {
  if (!can_run(component) || rests_on_waiting(component)) return false;
  waiting_.push_back(&component);
  return true;
}

bool Abreast::can_run(const ComponentPlan& component) const {
  if (component.recursive || runner_.meter().counts_facts()) return false;
  const auto is_best = [&](StoreId store) { return (*fixpoint_.plan)[store].best.has_value(); };
  if (std::ranges::any_of(component.stores, is_best)) return false;
  return std::ranges::all_of(component.rules, [&](std::uint32_t r) {
    const RulePlan& rule = fixpoint_.plan->rules[r];
    return Pipeline::can_run(fixpoint_, rule, rule.steps) && !plan::makes_text(rule);
  });
}

bool Abreast::rests_on_waiting(const ComponentPlan& component) const {
  return std::ranges::any_of(waiting_, [&](const ComponentPlan* waiting) {
    return std::ranges::any_of(component.rules, [&](std::uint32_t r) {
      return visit(fixpoint_.plan->rules[r].steps, waiting->stores);
    });
  });
}

bool Abreast::are_many() const {
  std::size_t rows = 0;
  for (const ComponentPlan* component : waiting_) {
    for (const std::uint32_t r : component->rules) {
      rows += fixpoint_.store(fixpoint_.plan->rules[r].steps.front().pattern.store).size();
    }
  }
  return rows >= settings_.division.rows_abreast;
}

void Abreast::run() {
  if (waiting_.empty()) return;
  std::vector<Job> jobs;
  for (const ComponentPlan* component : waiting_) {
    runner_.prepare(*component);
    std::ranges::move(jobs_of(*component, *fixpoint_.plan), std::back_inserter(jobs));
  }
  SharedSettings shared(settings_);
  std::vector<std::unique_ptr<SideRunner>> free;
  std::size_t next = 0;
  const std::size_t threads = are_many() ? settings_.division.threads : 1;
  if (settings_.profile != nullptr && threads != 1) settings_.profile->abreast += jobs.size();
  base::in_order<Job>(
      threads,
      [&](Job& job) {
        if (next == jobs.size()) return false;
        job = std::move(jobs[next++]);
        if (free.empty()) free.push_back(std::make_unique<SideRunner>(fixpoint_, shared));
        job.side = std::move(free.back());
        free.pop_back();
        return true;
      },
      [](Job& job) { job.side->runner().run_rules(*job.component, job.rules); },
      [&](Job& job) {
        free.push_back(std::move(job.side));
        return true;
      });
  for (const auto& side : free) runner_.count_in(*side);
  if (shared.reached()) runner_.meter().stop(*shared.reached());
  for (const ComponentPlan* component : waiting_) runner_.complete(*component);
  waiting_.clear();
}

}  // namespace casus::infer
