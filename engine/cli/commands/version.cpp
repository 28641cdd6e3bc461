// SPDX-License-Identifier: Apache-2.0
#include "casus/casus.hpp"
#include "cli/commands/commands.hpp"
#include "cli/console.hpp"
#include "report/json.hpp"

namespace casus::cli::commands {

int version(const Arguments&, Console& console) {
  if (console.format() != "json") {
    return console.result("casus " + casus::version() + '\n', Exit::ok);
  }
  const report::json::object document{{"schema", "casus.version/1"},
                                      {"version", casus::version()},
                                      {"calculi", report::to_json(calculi())}};
  return console.result(report::write_json(document) + '\n', Exit::ok);
}

}  // namespace casus::cli::commands
