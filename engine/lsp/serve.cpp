// SPDX-License-Identifier: Apache-2.0
#include "lsp/serve.hpp"

#include <istream>
#include <ostream>

#include "lsp/framing.hpp"
#include "lsp/inbox.hpp"
#include "lsp/server.hpp"
#include "report/json.hpp"

namespace casus::lsp {

int serve(std::istream& in, std::ostream& out, std::ostream& log, Host host) {
  in.tie(nullptr);  // Else its thread would flush `out` while this one writes.
  Inbox inbox(in);
  Server server(std::move(host),
                [&](const json::value& message) { write_frame(out, report::write_json(message)); });
  while (!server.exit_code()) {
    if (!inbox.waiting()) server.settle();
    while (!inbox.waiting() && server.work(&inbox.waiting())) {
    }
    const Incoming incoming = inbox.next();
    if (incoming.message) {
      server.handle(*incoming.message, incoming.cancelled);
    } else if (!incoming.ends) {
      server.refuse_text();
    } else {
      if (!incoming.fault.empty()) log << "error: " << incoming.fault << '\n';
      return 1;
    }
  }
  return *server.exit_code();
}

}  // namespace casus::lsp
