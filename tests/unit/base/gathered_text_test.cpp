// SPDX-License-Identifier: Apache-2.0
#include "base/gathered_text.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include "session/process_memory.hpp"
#include "support/catch.hpp"

namespace casus::base {
namespace {

TEST_CASE("a text that is gathered is what was appended", "[base]") {
  for (const std::size_t expected : {0U, 5U, 100U, 40'000'000U}) {
    GatheredText gathered(expected);
    std::string text;
    for (std::size_t i = 0; text.size() < 20'000'000; ++i) {
      const std::string piece(i % 40'001, static_cast<char>('a' + i % 26));
      gathered.append(piece);
      text += piece;
    }
    CHECK(gathered.size() == text.size());
    CHECK(gathered.take() == text);
    CHECK(gathered.size() == 0);
    CHECK(gathered.take().empty());
  }
}

TEST_CASE("a text that is gathered is never held twice", "[base]") {
  // In a process of its own, whose peak is that of this work: 100 MB and a piece of 8 MiB, and
  // where addresses are checked an eighth more. Held twice it would be 200.
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto before = session::peak_memory();
    GatheredText gathered;
    const std::string piece(100'000, 'x');
    for (int i = 0; i < 1000; ++i) gathered.append(piece);
    const std::string text = gathered.take();
    const auto taken = session::peak_memory() - before;
    _exit(text.size() == 100'000'000 ? static_cast<int>(taken / 1'000'000) : 0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) >= 99);
  CHECK(WEXITSTATUS(status) <= 140);
}

}  // namespace
}  // namespace casus::base
