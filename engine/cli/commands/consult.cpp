// SPDX-License-Identifier: Apache-2.0
#include "casus/consult.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <istream>
#include <utility>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/display.hpp"
#include "report/gaps.hpp"

namespace casus::cli::commands {
namespace {

/// Questions and answers over the streams of a console: questions go to standard error, as standard
/// output is for the result.
class Dialogue {
 public:
  Dialogue(Consultation& talk, Console& console) : talk_(talk), console_(console) {}

  /// Asks until nothing is left to ask, the input ends, or somebody has had enough. `keep` is
  /// called after each answer; what it returns ends the dialogue where it is not 0.
  int run(const std::function<int()>& keep) {
    while (const Gap* gap = talk_.question()) {
      ask(*gap);
      const std::size_t before = talk_.answered();
      if (!answer(*gap)) return 0;
      if (talk_.answered() == before) continue;
      if (const int exit = keep(); exit != 0) return exit;
    }
    console_.note("nothing is left to ask");
    return 0;
  }

 private:
  void say(const std::string& line) { console_.insist(line); }

  /// Once, until another question comes.
  void ask(const Gap& gap) {
    if (gap.question == asked_) return;
    asked_ = gap.question;
    say(gap.question);
    say("  " + report::effect_text(talk_.gaps(), gap));
    say("  answers: " + answers(gap));
  }

  [[nodiscard]] static std::string answers(const Gap& gap) {
    std::string first = gap.fields.empty() ? "yes" : what(gap.fields.front());
    if (gap.kind != Gap::Kind::field) first += ", no";
    return first + ", unknown, why, back, quit";
  }

  /// "person (text)", "result (sound, worn or broken)"
  [[nodiscard]] static std::string what(const GapField& field) {
    std::string of = field.type;
    if (!field.members.empty()) {
      of.clear();
      for (std::size_t i = 0; i < field.members.size(); ++i) {
        const bool last = i + 1 == field.members.size();
        of += (i == 0 ? "" : last ? " or " : ", ") + field.members[i];
      }
    }
    return fmt::format("{} ({})", report::printable(field.name), report::printable(of));
  }

  [[nodiscard]] std::optional<std::string> read() {
    Streams& streams = console_.streams();
    if (streams.in_is_terminal) streams.err << "> " << std::flush;
    std::string line;
    if (!std::getline(streams.in, line)) return std::nullopt;
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string::npos) return std::string();
    return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
  }

  /// A text stands in quotes in rules, and people leave them out.
  [[nodiscard]] static std::string literal(const GapField& field, const std::string& said) {
    if (!field.text || said.empty() || said.front() == '"') return said;
    std::string quoted = "\"";
    for (const char c : said) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    return quoted + '"';
  }

  /// What is typed at any time, in capitals or not; empty where it is none of that.
  [[nodiscard]] static std::string_view command_of(const std::string& said) {
    using Spelt = std::pair<std::string_view, std::string_view>;
    static constexpr auto spelt = std::to_array<Spelt>({{"quit", "quit"},
                                                        {"back", "back"},
                                                        {"why", "why"},
                                                        {"?", "?"},
                                                        {"unknown", "unknown"},
                                                        {"i do not know", "unknown"},
                                                        {"i don't know", "unknown"},
                                                        {"don't know", "unknown"},
                                                        {"yes", "yes"},
                                                        {"y", "yes"},
                                                        {"no", "no"},
                                                        {"n", "no"}});
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    std::string lowered = said;
    std::ranges::transform(lowered, lowered.begin(), small);
    const auto* const found = std::ranges::find(spelt, lowered, &Spelt::first);
    return found == spelt.end() ? std::string_view() : found->second;
  }

  /// False where the dialogue is to end.
  bool answer(const Gap& gap) {
    const auto said = read();
    if (!said) return false;
    const std::string_view command = command_of(*said);
    if (command == "quit") return false;
    if (said->empty() || command == "?") {
      say("yes and no, or a value, are taken into the case; unknown goes on to the next question; "
          "why says which rules ask; back takes the last answer back; quit ends");
    } else if (command == "unknown") {
      talk_.unknown();
    } else if (command == "why") {
      why(gap);
    } else if (command == "back") {
      if (!talk_.back()) say("there is no answer to take back");
    } else if (command == "no" && gap.kind != Gap::Kind::field) {
      accept(talk_.no());
    } else if (gap.fields.empty()) {
      if (command == "yes") {
        accept(talk_.yes({}));
      } else {
        say(fmt::format("`{}` is no answer: {}", report::printable(*said), answers(gap)));
      }
    } else {
      return values(gap, *said);
    }
    return true;
  }

  bool values(const Gap& gap, const std::string& first) {
    std::vector<std::string> all;
    if (command_of(first) != "yes") all.push_back(literal(gap.fields.front(), first));
    while (all.size() < gap.fields.size()) {
      const GapField& field = gap.fields[all.size()];
      say("  " + what(field) + (field.open ? ", or nothing" : ""));
      const auto said = read();
      if (!said) return false;
      // A value that is one of these words is written in quotes.
      const std::string_view command = command_of(*said);
      if (command == "quit") return false;
      if (command == "back") return true;  // the question is asked once more
      if (command == "unknown") {
        talk_.unknown();
        return true;
      }
      if (command == "why" || command == "?") {
        why(gap);
        continue;
      }
      all.push_back(literal(field, *said));
    }
    accept(talk_.yes(all));
    return true;
  }

  void accept(const Diagnostics& diagnostics) {
    for (const Diagnostic& one : diagnostics) {
      if (one.severity == Severity::error) say("that cannot be: " + one.message);
    }
  }

  void why(const Gap& gap) {
    for (const GapReason& reason : gap.reasons) {
      say(fmt::format("  rule {}{}: {}", report::printable(reason.rule),
                      reason.title.empty() ? "" : " (" + report::printable(reason.title) + ')',
                      report::printable(reason.because)));
    }
    if (gap.reasons.empty()) say("  no rule asks for it by name");
  }

  Consultation& talk_;
  Console& console_;
  std::string asked_;
};

/// Paths in a case count from its folder, so that a copy elsewhere would lead astray.
Outcome<void> beside(const std::string& file, const std::string& output, Console& console) {
  namespace fs = std::filesystem;
  const fs::path& folder = console.streams().folder;
  const auto place = [&](const std::string& path) {
    return fs::absolute(folder / path).lexically_normal().parent_path();
  };
  if (place(file) == place(output)) return {};
  return refuse(fmt::format("{} names files beside it, and {} would be elsewhere",
                            report::printable(file), report::printable(output)),
                "write the new case into the same folder");
}

}  // namespace

int consult(const Arguments& arguments, Console& console) {
  if (arguments.has("no-input")) {
    return console.fail(refuse("`casus consult` asks, and `--no-input` lets nobody answer",
                               "`casus gaps` lists the questions")
                            .value());
  }
  if (console.streams().in_is_terminal && !console.writes_file()) {
    return console.fail(refuse("nothing says where the answers go",
                               "name a file for the case with its answers: -o answered.toml")
                            .value());
  }
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  // Who is asked may take his time; a limit is that of each evaluation.
  if (workspace->options.deadline) {
    using std::chrono::milliseconds;
    workspace->options.timeout = std::chrono::duration_cast<milliseconds>(
        *workspace->options.deadline - std::chrono::steady_clock::now());
    workspace->options.deadline.reset();
  }
  const auto loading = load(*workspace, arguments.operands, Needs::cases);
  if (!loading) return console.fail(loading.error());
  if (loading->broken()) return console.fail({Exit::invalid, loading->findings});
  if (loading->cases.size() != 1) {
    return console.fail(refuse(fmt::format("one case is asked about at a time, and these are {}",
                                           loading->cases.size()),
                               "name one: casus consult case.toml -o answered.toml")
                            .value());
  }
  if (const auto done = accept_threshold(*workspace, *loading); !done) {
    return console.fail(done.error());
  }
  console.say(loading->findings);
  const LoadedCase& one = loading->cases.front();
  auto started = Consultation::start(one.ruleset, one.facts, workspace->options_for(one.facts));
  if (!started.consultation) {
    return console.fail({Exit::invalid, {{started.diagnostics, started.sources}}});
  }
  Consultation& talk = *started.consultation;
  if (console.writes_file() && talk.names_files()) {
    const auto done = beside(one.file, *arguments.value("output"), console);
    if (!done) return console.fail(done.error());
  }
  const std::string before = report::ratings_line(talk.gaps());
  const auto keep = [&] { return console.result(talk.case_text(), Exit::ok); };
  // A file is written after each answer, so that an interrupt loses none.
  const auto after_each = [&] { return console.writes_file() ? keep() : Exit::ok; };
  if (const int exit = Dialogue(talk, console).run(after_each); exit != Exit::ok) return exit;
  console.note(before);
  if (talk.answered() > 0) console.note("now " + report::ratings_line(talk.gaps()));
  if (console.writes_file() && talk.answered() > 0) return Exit::ok;
  return keep();
}

}  // namespace casus::cli::commands
