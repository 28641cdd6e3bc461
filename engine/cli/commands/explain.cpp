// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands/commands.hpp"
#include "cli/console.hpp"
#include "cli/pages.hpp"
#include "report/display.hpp"
#include "report/json.hpp"

namespace casus::cli::commands {

int explain(const Arguments& arguments, Console& console) {
  const std::string code = report::upper(arguments.operands.front());
  const std::string_view page = diagnostic_page(code);
  if (page.empty()) {
    const tl::unexpected<Problem> problem =
        refuse(fmt::format("there is no code `{}`", report::printable(arguments.operands.front())),
               did_you_mean(code, diagnostic_codes(),
                            "a code stands in brackets behind `error` or `warning`: E0201"));
    return console.fail(problem.value());
  }
  if (console.format() != "json") return console.result(page_text(page), Exit::ok);
  const report::json::object document{
      {"schema", "casus.explain/1"}, {"code", code}, {"page", report::json::value(page)}};
  return console.result(report::write_json(document) + '\n', Exit::ok);
}

}  // namespace casus::cli::commands
