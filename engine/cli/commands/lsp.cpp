// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <sstream>

#include "cli/command_table.hpp"
#include "cli/commands/commands.hpp"
#include "cli/console.hpp"
#include "cli/data_files.hpp"
#include "cli/source_loader.hpp"
#include "lsp/serve.hpp"

namespace casus::cli::commands {
namespace {

namespace fs = std::filesystem;

/// The files that the server asks for. What cannot be read is to it as if it were not there: the
/// command line says more.
class Machine {
 public:
  explicit Machine(Streams& streams) : streams_(streams), loader_(streams) {}

  std::optional<std::string> read(const std::string& path) {
    auto text = loader_.read(path);
    streams_.files_read.clear();  // A server writes nothing, and reads again and again.
    return text ? std::optional(std::move(text->text)) : std::nullopt;
  }

  std::vector<std::string> rule_files(const std::string& path) {
    return loader_.rule_files(path, SourceLoader::Tests::too).value_or(Files{});
  }
  std::vector<std::string> case_files(const std::string& path) {
    return loader_.toml_files(path, "case", true).value_or(Files{});
  }
  std::optional<std::string> project_file(const std::string& path) {
    return loader_.project_file(path);
  }
  std::optional<NamedText> module(const std::string& name, const std::string& asker) {
    auto text = loader_.module(name, asker);
    return text ? std::move(*text) : std::nullopt;
  }

  std::optional<std::vector<DataFile>> data(const CaseHead& head, const std::string& path,
                                            const std::vector<std::string>& facts) {
    DataFiles files(loader_, {});
    std::vector<DataFile> data;
    for (const CaseData& entry : head.data) {
      const bool known = entry.relation.empty() || std::ranges::count(facts, entry.relation) > 0;
      if (!known) continue;
      const std::string source =
          loader_.joined(fs::path(path).parent_path().generic_string(), entry.source);
      if (!files.add_entry(entry, source, facts, data)) return std::nullopt;
    }
    return data;
  }

  lsp::Printed run(const std::vector<std::string>& words, const std::string& folder) {
    std::istringstream in;
    std::ostringstream out;
    Streams streams{.in = in, .out = out, .err = out};
    streams.folder = folder;
    streams.environment = streams_.environment;
    streams.today = streams_.today;
    const int exit = cli::run(words, streams);
    return {exit, out.str()};
  }

 private:
  using Files = std::vector<std::string>;
  Streams& streams_;
  SourceLoader loader_;
};

}  // namespace

int lsp(const Arguments&, Console& console) {
  Streams& streams = console.streams();
  Machine machine(streams);
  casus::lsp::Host host{
      .read = [&](const auto& path) { return machine.read(path); },
      .rule_files = [&](const auto& path) { return machine.rule_files(path); },
      .case_files = [&](const auto& path) { return machine.case_files(path); },
      .project_file = [&](const auto& path) { return machine.project_file(path); },
      .module = [&](const auto& name, const auto& asker) { return machine.module(name, asker); },
      .data = [&](const auto& head, const auto& path,
                  const auto& facts) { return machine.data(head, path, facts); },
      .commands = {},
      .run = [&](const auto& words, const auto& folder) { return machine.run(words, folder); }};
  for (const Command& command : all_commands()) host.commands.emplace_back(command.name);
  return casus::lsp::serve(streams.in, streams.out, streams.err, std::move(host));
}

}  // namespace casus::cli::commands
