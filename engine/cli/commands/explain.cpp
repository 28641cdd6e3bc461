// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/lints.hpp"
#include "cli/commands/commands.hpp"
#include "cli/console.hpp"
#include "cli/pages.hpp"
#include "report/display.hpp"
#include "report/json.hpp"

namespace casus::cli::commands {

namespace {

Problem unknown(const std::string& word, const std::string& code) {
  std::vector<std::string_view> known = diagnostic_codes();
  for (const base::Lint& lint : base::lints) known.insert(known.end(), {lint.code, lint.name});
  const bool name = word.find('-') != std::string::npos;
  return refuse(fmt::format("there is no {} `{}`", name ? "lint" : "code", report::printable(word)),
                did_you_mean(name ? word : code, known,
                             "a code stands in brackets behind `error` or `warning`: E0201"))
      .value();
}

}  // namespace

int explain(const Arguments& arguments, Console& console) {
  const std::string& word = arguments.operands.front();
  std::string code = report::upper(word);
  const base::Lint* lint = base::find_lint(code);
  if (lint == nullptr) lint = base::find_lint(word);
  if (lint != nullptr) code = lint->code;
  const std::string_view page = lint == nullptr ? diagnostic_page(code) : lint_page(code);
  if (page.empty()) return console.fail(unknown(word, code));
  if (console.format() != "json") return console.result(page_text(page), Exit::ok);
  const report::json::object document{
      {"schema", "casus.explain/1"}, {"code", code}, {"page", report::json::value(page)}};
  return console.result(report::write_json(document) + '\n', Exit::ok);
}

}  // namespace casus::cli::commands
