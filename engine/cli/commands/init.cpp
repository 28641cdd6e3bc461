// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <span>
#include <system_error>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/console.hpp"
#include "cli/embedded_file.hpp"
#include "cli/output_file.hpp"
#include "cli/question.hpp"
#include "cli/source_loader.hpp"
#include "report/display.hpp"
#include "report/json.hpp"

namespace casus::cli {

/// examples/pack/, by path.
std::span<const EmbeddedFile> embedded_pack();

namespace commands {
namespace {

namespace fs = std::filesystem;

/// Files and folders that were not there before. Unless they are kept, they go again.
class Made {
 public:
  Made() = default;
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() {
    std::error_code ignored;
    for (const EmbeddedFile* file : files_) (void)take_back(root_ / file->name, file->text);
    // The innermost last; one that somebody else has put something into stays.
    for (auto it = folders_.rbegin(); it != folders_.rend(); ++it) fs::remove(*it, ignored);
  }

  void keep() {
    files_.clear();
    folders_.clear();
  }
  void set_root(fs::path root) { root_ = std::move(root); }

  /// The system's words where it cannot be made.
  [[nodiscard]] std::string make_folder(const fs::path& folder) {
    std::error_code fault;
    if (folder.empty() || fs::is_directory(folder, fault)) return {};
    if (const std::string reason = make_folder(folder.parent_path()); !reason.empty()) {
      return reason;
    }
    fs::create_directory(folder, fault);
    if (fault) return fault.message();
    folders_.push_back(folder);
    return {};
  }
  [[nodiscard]] std::string make_file(const EmbeddedFile& file) {
    const fs::path path = root_ / file.name;
    if (std::string reason = make_folder(path.parent_path()); !reason.empty()) return reason;
    const auto written = write_file(path, [&](report::Output& out) { out.text() += file.text; });
    if (!written) return written.error();
    files_.push_back(&file);
    return {};
  }

 private:
  fs::path root_;
  std::vector<fs::path> folders_;
  std::vector<const EmbeddedFile*> files_;
};

tl::unexpected<Problem> in_the_way(const std::string& file) {
  return refuse(fmt::format("`{}` is there already", report::printable(file)),
                "nothing was written; name a new folder: casus init FOLDER");
}

}  // namespace

int init(const Arguments& arguments, Console& console) {
  const SourceLoader loader(console.streams());
  const std::string folder = arguments.operands.empty() ? "." : arguments.operands.front();
  if (folder.empty()) return console.fail(refuse("`` names no folder").value());
  const auto shown = [&](std::string_view name) { return loader.joined(folder, fs::path(name)); };
  const auto pack = embedded_pack();
  for (const EmbeddedFile& file : pack) {
    std::error_code fault;
    const auto there = fs::symlink_status(loader.real(shown(file.name)), fault);
    if (fs::exists(there)) return console.fail(in_the_way(shown(file.name)).value());
  }
  Made made;
  made.set_root(loader.real(folder));
  for (const EmbeddedFile& file : pack) {
    if (const std::string reason = made.make_file(file); !reason.empty()) {
      const auto problem = refuse(
          fmt::format("`{}` cannot be written: {}", report::printable(shown(file.name)), reason),
          "nothing is left of the attempt");
      return console.fail(problem.value());
    }
  }
  int exit = Exit::ok;
  if (console.format() == "json") {
    std::vector<std::string> files;
    for (const EmbeddedFile& file : pack) files.push_back(shown(file.name));
    const report::json::object document{{"schema", "casus.init/1"},
                                        {"files", report::to_json(files)}};
    exit = console.result(report::write_json(document) + '\n', Exit::ok);
  } else {
    std::string text;
    for (const EmbeddedFile& file : pack) {
      text += fmt::format("made {}\n", report::printable(shown(file.name)));
    }
    if (folder != ".") {
      text += fmt::format("next: cd {}\n", report::printable(file_word(folder)));
    }
    text += "next: casus eval\n";
    exit = console.result(text, Exit::ok);
  }
  made.keep();
  return exit;
}

}  // namespace commands
}  // namespace casus::cli
