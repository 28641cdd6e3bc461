// SPDX-License-Identifier: Apache-2.0
//
// The process around the command: its streams, its signals, and what is said when we are at fault.
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <iostream>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "cli/problem.hpp"
#include "cli/run.hpp"

namespace {

using casus::cli::Exit;

/// A result file appears whole or not at all, so what was there before stays; at worst a hidden
/// temporary file is left beside the one that was about to be replaced.
extern "C" void end_at_once(int) { _exit(Exit::interrupted); }

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

extern "C" void end_at_the_second(int) {
  if (interrupted.exchange(true)) _exit(Exit::interrupted);
}

const std::atomic<bool>* await_interrupt() {
  std::signal(SIGINT, end_at_the_second);
  return &interrupted;
}

using Moment = std::chrono::steady_clock::time_point;

std::array<char, 512> last_words;
std::size_t last_words_size = 0;

extern "C" void end_of_wait(int) {
  (void)!write(STDERR_FILENO, last_words.data(), last_words_size);
  _exit(Exit::limit);
}

void limit_wait(std::optional<Moment> end, const std::string& words) {
  itimerval timer{};
  if (end) {
    last_words_size = words.copy(last_words.data(), last_words.size());
    std::signal(SIGALRM, end_of_wait);
    using std::chrono::microseconds;
    const auto left = std::chrono::duration_cast<microseconds>(*end - Moment::clock::now());
    const auto wait = std::max(left, microseconds(1));
    timer.it_value.tv_sec = wait / std::chrono::seconds(1);
    timer.it_value.tv_usec = (wait % std::chrono::seconds(1)).count();
  }
  setitimer(ITIMER_REAL, &timer, nullptr);
}

std::uint32_t terminal_width() {
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    winsize size{};
    if (isatty(stream) != 0 && ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
      return size.ws_col;
    }
  }
  return 80;
}

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

casus::Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  namespace chrono = std::chrono;
  const chrono::year_month_day day(chrono::year(local.tm_year + 1900),
                                   chrono::month(static_cast<unsigned>(local.tm_mon + 1)),
                                   chrono::day(static_cast<unsigned>(local.tm_mday)));
  return {static_cast<std::int32_t>(chrono::sys_days(day).time_since_epoch().count())};
}

int our_fault(const std::string& what) {
  std::cerr << "casus had to stop, and the fault is ours: " << what
            << "\nplease report it, with the command and its files\n";
  return Exit::bug;
}

/// What could not be written must not look like a success.
int flushed(int exit) {
  if (!std::cout) return exit;  // The console has said so.
  errno = 0;
  std::cout.flush();
  if (std::cout) return exit;
  if (errno != EPIPE) {
    const std::string reason = errno == 0 ? "write error" : std::generic_category().message(errno);
    std::cerr << "error: the result could not be written: " << reason << '\n';
  }
  return Exit::usage;
}

}  // namespace

int main(int count, char** words) {
  std::signal(SIGINT, end_at_once);
  // Whoever reads us may stop early, as `head` does: then we end without a word.
  std::signal(SIGPIPE, SIG_DFL);
  // A file that grows too large is told like a disk that is full.
  std::signal(SIGXFSZ, SIG_IGN);
  std::ios::sync_with_stdio(false);
  try {
    casus::cli::Streams streams{.in = std::cin, .out = std::cout, .err = std::cerr};
    streams.in_is_terminal = isatty(STDIN_FILENO) != 0;
    streams.out_is_terminal = isatty(STDOUT_FILENO) != 0;
    streams.err_is_terminal = isatty(STDERR_FILENO) != 0;
    streams.out_width = terminal_width();
    streams.environment = variable;
    streams.today = today;
    streams.await_interrupt = await_interrupt;
    streams.limit_wait = limit_wait;
    const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
    return flushed(casus::cli::run(arguments, streams));
  } catch (const std::bad_alloc&) {
    std::cerr << "stopped: the memory of this machine is used up\n";
    return Exit::limit;
  } catch (const std::exception& fault) {
    return our_fault(fault.what());
  } catch (...) {
    return our_fault("an unknown exception");
  }
}
