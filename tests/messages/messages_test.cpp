// SPDX-License-Identifier: Apache-2.0
//
// How good messages are: of the mistakes that people make, how often there is one message, at the
// place that a person would point at, and with the help that they would want.
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "cli/cases.hpp"
#include "cli/goals.hpp"
#include "cli/run.hpp"
#include "messages/corpus.hpp"
#include "support/catch.hpp"
#include "support/folders.hpp"

namespace {

using namespace casus;
using namespace casus::testing;

using Groups = std::vector<report::DiagnosticGroup>;

void write(const Texts& texts, const std::filesystem::path& folder) {
  for (const auto& [name, text] : texts) write_file(folder / name, text);
}

Groups asked(const std::string& goal, const cli::Arguments& arguments, cli::Workspace& workspace,
             cli::Console& console) {
  const auto runs = cli::evaluate(workspace, {"case.toml"}, console);
  if (!runs) return runs.error().groups;
  const auto answers = runs->cases.at(0).evaluation.query(goal);
  report::DiagnosticGroup group{answers.diagnostics, answers.sources};
  if (answers.answers) return {group};
  return cli::refused(goal, *runs, group, arguments).groups;
}

/// What Casus has to say of these texts.
Groups said_of(const Texts& texts, const std::string& file) {
  const TemporaryFolder folder;
  write(texts, folder.path());
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  cli::Streams streams{in, out, err};
  streams.folder = folder.path();
  std::vector<std::string> words{"check", "case.toml"};
  if (texts.contains("goal")) words = {"query", texts.at("goal"), "case.toml"};
  if (!texts.contains("casus.toml")) words.insert(words.end(), {"-r", "."});
  if (file.ends_with("_test.casus")) words.insert(words.end(), {"-r", ".", "-r", file});
  const auto arguments = cli::parse(words).value();
  cli::Console console(streams);
  auto workspace = cli::open_workspace(arguments, console);
  if (!workspace) return workspace.error().groups;
  if (texts.contains("goal")) return asked(texts.at("goal"), arguments, *workspace, console);
  const auto loading = cli::load(*workspace, {"case.toml"}, cli::Needs::either);
  return loading ? loading->findings : loading.error().groups;
}

/// The texts with the edits made; nothing where they touch another text than these.
std::optional<Texts> mended(const Texts& texts, std::vector<Edit> edits, const Sources& sources) {
  Texts result = texts;
  std::ranges::sort(edits, std::ranges::greater(), [](const Edit& edit) { return edit.span; });
  for (const Edit& edit : edits) {
    const std::filesystem::path path(sources.name(edit.span.file));
    const std::string name = path.lexically_normal().string();
    if (!texts.contains(name) || texts.at(name) != sources.text(edit.span.file)) return {};
    result[name].replace(edit.span.begin, edit.span.size(), edit.replacement);
  }
  return result;
}

bool has_error(const Groups& groups) {
  return std::ranges::any_of(groups, [](const auto& g) { return has_errors(g.diagnostics); });
}

/// What became of one slip, measure by measure, and what was said instead.
struct Reception {
  bool single = false;
  bool exact = false;
  bool helped = false;
  std::string said;
};

/// Whether help with edits turns the slip into what is right, and that is accepted; where no edit
/// can be right, whether what is said to do has the words.
bool helps(const Slip& slip, const Diagnostic& diagnostic, const Sources& sources) {
  if (!slip.words.empty()) {
    std::string told;
    for (const Help& help : diagnostic.help) {
      told += help.text + '\n';
      for (const Edit& edit : help.edits) told += edit.replacement + '\n';
    }
    return std::ranges::all_of(
        slip.words, [&](const std::string& word) { return told.find(word) != std::string::npos; });
  }
  return std::ranges::any_of(diagnostic.help, [&](const Help& help) {
    return !help.edits.empty() && mended(slip.wrong, help.edits, sources) == slip.right &&
           !has_error(said_of(slip.right, slip.file));
  });
}

Reception receive(const Slip& slip) {
  const Groups groups = said_of(slip.wrong, slip.file);
  Reception reception;
  std::size_t count = 0;
  for (const auto& group : groups) {
    count += group.diagnostics.size();
    reception.said += report::diagnostics_text(group.diagnostics, *group.sources, {});
    for (const Diagnostic& one : group.diagnostics) {
      if (one.severity != slip.severity) continue;
      if (!one.labels.empty() && one.labels[0].span.valid()) {
        const Span span = one.labels[0].span;
        const std::filesystem::path name(group.sources->name(span.file));
        reception.exact = reception.exact || (name.lexically_normal().string() == slip.file &&
                                              span.begin == slip.begin && span.end == slip.end);
      }
      reception.helped = reception.helped || helps(slip, one, *group.sources);
    }
  }
  reception.single = count == 1 && has_error(groups) == (slip.severity == Severity::error);
  return reception;
}

struct Tally {
  std::size_t all = 0;
  std::size_t exact = 0;
  std::size_t single = 0;
  std::size_t helped = 0;

  void add(const Reception& one) {
    ++all;
    exact += one.exact ? 1 : 0;
    single += one.single ? 1 : 0;
    helped += one.helped ? 1 : 0;
  }
};

double share(std::size_t part, std::size_t all) {
  return 100.0 * static_cast<double>(part) / static_cast<double>(all);
}

std::string row(const std::string& theme, const Tally& tally) {
  return fmt::format("{:<18} {:>5} {:>7.1f} {:>7.1f} {:>7.1f}\n", theme, tally.all,
                     share(tally.exact, tally.all), share(tally.single, tally.all),
                     share(tally.helped, tally.all));
}

}  // namespace

TEST_CASE("the texts in which mistakes are seeded have none of their own", "[messages]") {
  for (const auto& [name, texts] : bases()) {
    INFO(name);
    for (const char* file : {"case.toml", "supply_test.casus"}) {
      if (!texts.contains(file)) continue;
      for (const auto& group : said_of(texts, file)) {
        CHECK(report::diagnostics_text(group.diagnostics, *group.sources, {}).empty());
      }
    }
  }
}

TEST_CASE("messages point at the mistake, come alone, and help", "[messages]") {
  std::map<std::string, Tally> themes;
  Tally whole;
  std::string misses;
  for (const Slip& slip : corpus()) {
    const Reception reception = receive(slip);
    themes[slip.theme].add(reception);
    whole.add(reception);
    if (reception.exact && reception.single && reception.helped) continue;
    misses += fmt::format("---- {}: {}: not{}{}{}\n{}\n", slip.theme, slip.title,
                          reception.exact ? "" : " exact", reception.single ? "" : " single",
                          reception.helped ? "" : " helped", reception.said);
  }
  std::string table = fmt::format("{:<18} {:>5} {:>7} {:>7} {:>7}\n", "theme", "cases", "exact",
                                  "single", "helped");
  for (const auto& [theme, tally] : themes) table += row(theme, tally);
  INFO(misses << table << row("all", whole));
  // What has been reached, rounded down: it may rise. The aims are 95, 95 and 80.
  const bool kept = share(whole.exact, whole.all) >= 95 && share(whole.single, whole.all) >= 96 &&
                    share(whole.helped, whole.all) >= 85;
  CHECK(kept);
}
