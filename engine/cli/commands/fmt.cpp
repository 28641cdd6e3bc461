// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "casus/format.hpp"
#include "cli/commands/commands.hpp"
#include "cli/output_file.hpp"
#include "cli/workspace.hpp"
#include "report/display.hpp"
#include "report/layouts_json.hpp"
#include "report/numbers.hpp"
#include "report/unified_diff.hpp"

namespace casus::cli::commands {
namespace {

/// All rule files that the operands mean; without any, the project's.
Outcome<std::vector<std::string>> chosen_files(const Workspace& workspace,
                                               const Arguments& arguments) {
  std::vector<std::string> paths = arguments.operands;
  if (paths.empty()) {
    for (const auto& one : workspace.project.rules) {
      paths.push_back(workspace.loader.joined(workspace.project_folder(), one));
    }
  }
  if (paths.empty()) {
    return refuse("no rules are named, and there is no project here",
                  "name files or folders: `casus fmt rules`");
  }
  if (paths.size() > 1 && std::ranges::count(paths, "-") > 0) {
    return refuse("standard input is laid out alone", "name `-`, or files and folders");
  }
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    auto found = workspace.loader.rule_files(path, SourceLoader::Tests::too);
    if (!found) return tl::unexpected(found.error());
    files.insert(files.end(), found->begin(), found->end());
  }
  workspace.loader.drop_repeated(files);
  return files;
}

struct Laying {
  std::vector<report::LaidOut> files;
  std::vector<std::string> texts;  ///< of the files, as they are to be
  std::vector<report::DiagnosticGroup> refused;
};

Outcome<Laying> lay_out(Workspace& workspace, const std::vector<std::string>& files) {
  Laying laying;
  for (const std::string& path : files) {
    auto text = workspace.loader.read(path);
    if (!text) return tl::unexpected(text.error());
    Formatted formatted = format_rules(std::move(*text));
    if (has_errors(formatted.diagnostics)) {
      laying.refused.push_back({std::move(formatted.diagnostics), formatted.sources});
    } else {
      laying.files.push_back({std::move(formatted.edits), formatted.sources});
      laying.texts.push_back(std::move(formatted.text));
    }
  }
  return laying;
}

/// Each file appears whole or stays as it was; none is begun where one cannot be written.
Outcome<void> write(const Laying& laying, const SourceLoader& loader) {
  const auto unwritable = [](const std::string& file, const std::string& reason) {
    return refuse(::fmt::format("{} cannot be written: {}", report::printable(file), reason));
  };
  for (const report::LaidOut& one : laying.files) {
    if (!one.changes()) continue;
    if (const auto obstacle = write_obstacle(loader.real(one.name())))
      return unwritable(one.name(), *obstacle);
  }
  for (std::size_t i = 0; i < laying.files.size(); ++i) {
    if (!laying.files[i].changes()) continue;
    const auto written = write_file(loader.real(laying.files[i].name()),
                                    [&](report::Output& to) { to.text() += laying.texts[i]; });
    if (!written) return unwritable(laying.files[i].name(), written.error());
  }
  return {};
}

/// Names or changes of the files that change.
std::string changes_text(const Laying& laying, bool as_diff) {
  std::string out;
  for (const report::LaidOut& one : laying.files) {
    if (!one.changes()) continue;
    out += as_diff ? report::unified_diff(one.name(), one.sources->text(0), one.edits)
                   : report::printable(one.name()) + '\n';
  }
  return out;
}

std::string summary(const Laying& laying, std::size_t changed, bool looks_only) {
  if (changed == 0) return report::counted(laying.files.size(), "file") + " laid out already";
  return report::counted(changed, "file") + (looks_only ? " would be" : "") + " laid out anew";
}

}  // namespace

int fmt(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto files = chosen_files(*workspace, arguments);
  if (!files) return console.fail(files.error());
  const auto laying = lay_out(*workspace, *files);
  if (!laying) return console.fail(laying.error());

  const bool looks_only = arguments.has("check") || arguments.has("diff");
  const bool hands_back = files->front() == "-" && !looks_only;
  if (!looks_only && !hands_back) {
    const auto written = write(*laying, workspace->loader);
    if (!written) return console.fail(written.error());
  }
  std::string out;
  if (console.format() == "json") {
    out = report::layouts_json(laying->files, laying->refused);
  } else {
    console.say(laying->refused);
    if (!hands_back) {
      out = changes_text(*laying, arguments.has("diff"));
    } else if (!laying->texts.empty()) {
      out = laying->texts.front();
    }
  }
  const auto changed =
      static_cast<std::size_t>(std::ranges::count_if(laying->files, &report::LaidOut::changes));
  const bool disagrees = looks_only && changed > 0 && !arguments.has("exit-zero");
  const int exit = !laying->refused.empty() ? Exit::invalid : disagrees ? Exit::no : Exit::ok;
  const int result = console.result(out, exit);
  if (laying->refused.empty() && !hands_back) {
    console.note(summary(*laying, changed, looks_only));
  }
  return result;
}

}  // namespace casus::cli::commands
