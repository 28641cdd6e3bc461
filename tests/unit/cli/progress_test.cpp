// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <sstream>

#include "support/catch.hpp"

using namespace casus;
using namespace casus::cli;
using namespace std::chrono_literals;

namespace {

/// A terminal and a clock that are ours.
struct Terminal {
  std::istringstream in;
  std::ostringstream out, err;
  Streams streams{.in = in, .out = out, .err = err};
  Progress::Time now{};

  explicit Terminal(bool is_terminal = true) { streams.err_is_terminal = is_terminal; }
  Progress progress() {
    return Progress(Console(streams), [this] { return now; });
  }
  std::string shown() {
    std::string text = err.str();
    err.str({});
    return text;
  }
};

}  // namespace

TEST_CASE("progress is shown after a second, ten times a second, and erased", "[cli][progress]") {
  Terminal terminal;
  Progress progress = terminal.progress();
  terminal.now += 999ms;
  progress.show("trade.csv", 5 << 20, 10 << 20);
  CHECK(terminal.shown().empty());
  terminal.now += 1ms;
  progress.show("trade.csv", 5 << 20, 10 << 20);
  CHECK(terminal.shown() == "\r\x1b[Kreading trade.csv: 50%, 5 MB");
  terminal.now += 99ms;
  progress.show("trade.csv", 6 << 20, 10 << 20);
  CHECK(terminal.shown().empty());
  terminal.now += 1ms;
  progress.show("trade.csv", 6 << 20, 10 << 20);
  CHECK(terminal.shown() == "\r\x1b[Kreading trade.csv: 60%, 6 MB");
  progress.erase();
  CHECK(terminal.shown() == "\r\x1b[K");
  progress.erase();
  CHECK(terminal.shown().empty());
}

TEST_CASE("progress fits its line and holds no control characters", "[cli][progress]") {
  CHECK(progress_line("d.sqlite", 3 << 20, 0) == "reading d.sqlite: 3 MB");
  CHECK(progress_line("a\x1b[2J", 0, 1).find('\x1b') == std::string::npos);
  Terminal terminal;
  terminal.streams.out_width = 20;
  Progress progress = terminal.progress();
  terminal.now += 2s;
  progress.show("a/long/path/to/trade.csv", 1, 2);
  CHECK(terminal.shown().size() <= std::string("\r\x1b[K").size() + 19);
}

TEST_CASE("nothing is shown where nobody looks", "[cli][progress]") {
  const auto silent = [](Terminal& terminal) {
    Progress progress = terminal.progress();
    terminal.now += 1h;
    progress.show("trade.csv", 1, 2);
    progress.erase();
    return terminal.shown().empty();
  };
  Terminal pipe(false);
  CHECK(silent(pipe));
  Terminal dumb;
  dumb.streams.environment = [](const std::string&) { return std::optional<std::string>("dumb"); };
  CHECK(silent(dumb));
}
