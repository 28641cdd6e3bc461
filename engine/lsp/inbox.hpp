// SPDX-License-Identifier: Apache-2.0
//
// The messages that have come and wait. They are read on a thread of their own, so that what runs
// for longer can see that somebody waits, and a request that was cancelled is never begun.
#pragma once

#include <atomic>
#include <boost/json/value.hpp>
#include <condition_variable>
#include <deque>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace casus::lsp {

struct Incoming {
  std::optional<boost::json::value> message;  ///< nothing where the bytes are no JSON
  std::string fault;                          ///< why no message can be read any more
  bool cancelled = false;
  bool ends = false;  ///< the last one: the stream is at its end
};

class Inbox {
 public:
  /// `in` outlives the inbox. It is read up to its end, or to the notification "exit".
  explicit Inbox(std::istream& in);
  ~Inbox() { reader_.join(); }
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  /// The next message; waits for one.
  [[nodiscard]] Incoming next();
  /// Whether one waits; for work that is to end then.
  [[nodiscard]] const std::atomic<bool>& waiting() const { return waiting_; }

 private:
  void read(std::istream& in);
  void add(Incoming incoming);

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Incoming> messages_;
  std::atomic<bool> waiting_{false};
  std::thread reader_;  // The last one: it uses the others.
};

}  // namespace casus::lsp
