// SPDX-License-Identifier: Apache-2.0
#include "lsp/inbox.hpp"

#include <boost/json/parse.hpp>
#include <istream>

#include "lsp/framing.hpp"
#include "lsp/messages.hpp"

namespace casus::lsp {

Inbox::Inbox(std::istream& in) : reader_([this, &in] { read(in); }) {}

void Inbox::read(std::istream& in) {
  for (;;) {
    Frame frame = read_frame(in);
    if (!frame.body) {
      add({.message = {}, .fault = std::move(frame.fault), .ends = true});
      return;
    }
    boost::system::error_code error;
    json::value message = json::parse(*frame.body, error);
    if (error) {
      add({});
      continue;
    }
    const bool exits = text(message, {"method"}) == "exit";
    add({.message = std::move(message), .fault = {}});
    if (exits) return;
  }
}

void Inbox::add(Incoming incoming) {
  const std::lock_guard lock(mutex_);
  const bool cancels = incoming.message && text(*incoming.message, {"method"}) == "$/cancelRequest";
  const json::value* id = cancels ? find(*incoming.message, {"params", "id"}) : nullptr;
  if (id != nullptr) {
    for (Incoming& waiting : messages_) {
      const json::value* other = waiting.message ? find(*waiting.message, {"id"}) : nullptr;
      if (other != nullptr && *other == *id) waiting.cancelled = true;
    }
  }
  messages_.push_back(std::move(incoming));
  waiting_ = true;
  arrived_.notify_one();
}

Incoming Inbox::next() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [&] { return !messages_.empty(); });
  Incoming first = std::move(messages_.front());
  messages_.pop_front();
  waiting_ = !messages_.empty();
  return first;
}

}  // namespace casus::lsp
