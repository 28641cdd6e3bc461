// SPDX-License-Identifier: Apache-2.0
//
// The only main of the tests. After a run it prints how many test cases passed and failed in a form
// that does not depend on Catch2's version; `./dev test` adds these lines up.
#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
using Listener = Catch::EventListenerBase;
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
using Listener = Catch::TestEventListenerBase;
#endif

#include <iostream>

namespace {

class Counter : public Listener {
 public:
  using Listener::Listener;

  void testRunEnded(const Catch::TestRunStats& run) override {
    const auto& cases = run.totals.testCases;
    std::cout << "test cases: " << cases.passed + cases.failedButOk << " passed, " << cases.failed
              << " failed, " << cases.total() - cases.passed - cases.failedButOk - cases.failed
              << " skipped" << std::endl;
  }
};

CATCH_REGISTER_LISTENER(Counter)

}  // namespace

int main(int argc, char* argv[]) { return Catch::Session().run(argc, argv); }
