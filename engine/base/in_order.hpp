// SPDX-License-Identifier: Apache-2.0
//
// Work on all processors whose results are wanted in order: jobs are given out and taken back on
// the thread that asks, in one and the same order, and done in between by whichever thread is free.
// So whatever is not thread-safe stays on one thread, and what comes out is the same on any number.
#pragma once

#include <cstddef>
#include <vector>

#include "base/function_ref.hpp"

namespace casus::base {

/// On how many processors this process may run.
[[nodiscard]] std::size_t processors();

/// The jobs of `in_order` by their places, of which there are `places`.
struct Places {
  std::size_t threads;  ///< this one included; 0: as many as there are processors
  std::size_t places;
  FunctionRef<bool(std::size_t)> next;
  FunctionRef<void(std::size_t)> work;
  FunctionRef<bool(std::size_t)> take;
};
void in_order(const Places& jobs);

/// Until `next` or `take` says false: `next` fills a job, `work` does it, on any thread, and `take`
/// takes in what has come of it. A job that was taken is filled again as it is, so that it may keep
/// its memory; of `threads` threads, this one included (0: as many as there are processors), a few
/// more jobs are under way. No thread is started for a single job, nor within a job of another
/// call. What any of the three throws is thrown here.
template <class Job>
void in_order(std::size_t threads, FunctionRef<bool(Job&)> next, FunctionRef<void(Job&)> work,
              FunctionRef<bool(Job&)> take) {
  if (threads == 0) threads = processors();
  std::vector<Job> jobs(threads == 1 ? 1 : threads + 2);
  in_order({threads, jobs.size(), [&](std::size_t place) { return next(jobs[place]); },
            [&](std::size_t place) { work(jobs[place]); },
            [&](std::size_t place) { return take(jobs[place]); }});
}

}  // namespace casus::base
