// SPDX-License-Identifier: Apache-2.0
#include "base/in_order.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#ifdef __linux__
#include <sched.h>
#endif

namespace casus::base {
namespace {

/// Whether this thread does a job at the moment. What a job asks for is done on its thread, as
/// there are other jobs for the others.
thread_local bool at_work = false;

class Crew {
 public:
  explicit Crew(const Places& jobs) : jobs_(jobs), states_(jobs.places) {}
  ~Crew() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    given_.notify_all();
    for (std::thread& one : threads_) one.join();
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void run() {
    bool more = true;
    for (std::size_t taken = 0;; ++taken) {
      while (more && next_ - taken < jobs_.places) more = give();
      if (taken == next_) return;
      if (!jobs_.take(done(taken))) return;
    }
  }

 private:
  struct State {
    bool done = false;
    std::exception_ptr thrown;
  };

  [[nodiscard]] std::size_t place(std::size_t number) const { return number % jobs_.places; }

  /// Gives out another job, if there is one.
  bool give() {
    if (!jobs_.next(place(next_))) return false;
    {
      const std::lock_guard lock(mutex_);
      states_[place(next_)] = {};
      ++next_;
    }
    if (next_ > 1 && threads_.size() + 1 < jobs_.threads && !at_work) {
      hire();
    } else if (!threads_.empty()) {
      given_.notify_one();
    }
    return true;
  }

  void hire() {
    try {
      threads_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
      // The system gives no more threads: those there are do it.
    }
  }

  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      given_.wait(lock, [&] { return over_ || begun_ < next_; });
      if (over_) return;
      work_on(begun_++, lock);
      done_.notify_one();
    }
  }

  /// Works, without the lock, on what was begun.
  void work_on(std::size_t number, std::unique_lock<std::mutex>& lock) {
    State result{true, nullptr};
    lock.unlock();
    const bool within = std::exchange(at_work, true);
    try {
      jobs_.work(place(number));
    } catch (...) {
      result.thrown = std::current_exception();
    }
    at_work = within;
    lock.lock();
    states_[place(number)] = std::move(result);
  }

  /// The place of a job, which is done when this returns. Until then this thread works as well.
  std::size_t done(std::size_t number) {
    const State& state = states_[place(number)];
    std::unique_lock lock(mutex_);
    while (!state.done) {
      if (begun_ < next_) {
        work_on(begun_++, lock);
      } else {
        done_.wait(lock);
      }
    }
    if (state.thrown) std::rethrow_exception(state.thrown);
    return place(number);
  }

  const Places& jobs_;
  std::mutex mutex_;
  std::condition_variable given_;
  std::condition_variable done_;
  std::vector<State> states_;  ///< by place
  std::size_t next_ = 0;       ///< jobs given out; written by the one thread that asks
  std::size_t begun_ = 0;
  bool over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace

std::size_t processors() {
#ifdef __linux__
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
    return static_cast<std::size_t>(std::max(CPU_COUNT(&allowed), 1));
  }
#endif
  return std::max(std::thread::hardware_concurrency(), 1U);
}

void in_order(const Places& jobs) { Crew(jobs).run(); }

}  // namespace casus::base
