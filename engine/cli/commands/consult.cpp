// SPDX-License-Identifier: Apache-2.0
#include "casus/consult.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <functional>
#include <istream>
#include <sstream>
#include <utility>

#include "base/encoding.hpp"
#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/display.hpp"
#include "report/gaps.hpp"

namespace casus::cli::commands {
namespace {

/// An answer, and how sure it is.
struct Said {
  std::string answer;
  Sureness sureness = {};
};

std::string lowered(std::string text) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::ranges::transform(text, text.begin(), small);
  return text;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// "probably", "possibly", "70 %", "certainty 0.7"; nothing where it is none of that.
std::optional<Sureness> sureness_of(const std::string& text) {
  const std::string said = lowered(text);
  if (said == "probably") return Sureness{.credibility = 2};
  if (said == "possibly") return Sureness{.credibility = 3};
  constexpr std::string_view word = "certainty ";
  const bool percent = said.ends_with('%');
  if (!percent && !said.starts_with(word)) return std::nullopt;
  const std::string digits =
      trimmed(percent ? said.substr(0, said.size() - 1) : said.substr(word.size()));
  double number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, wrong] = std::from_chars(digits.data(), end, number);
  if (percent) number /= 100;
  if (wrong != std::errc() || rest != end || !(number > 0 && number <= 1)) return std::nullopt;
  return Sureness{.certainty = number};
}

/// "no, 70 %", "worn, probably"; and "probably not" or "probably worn", but for a text, of which
/// such a word may be a part.
Said parted(const std::string& said, bool text) {
  const std::size_t comma = said.rfind(',');
  const auto quotes = std::count(
      said.begin(), said.begin() + static_cast<std::ptrdiff_t>(std::min(comma, said.size())), '"');
  if (comma != std::string::npos && quotes % 2 == 0) {
    if (const auto sure = sureness_of(trimmed(said.substr(comma + 1)))) {
      return {trimmed(said.substr(0, comma)), *sure};
    }
  }
  if (text) return {said};
  if (const auto sure = sureness_of(said)) return {"yes", *sure};
  const std::size_t blank = said.find(' ');
  if (blank == std::string::npos) return {said};
  const auto sure = sureness_of(said.substr(0, blank));
  if (!sure) return {said};
  const std::string rest = trimmed(said.substr(blank));
  return {lowered(rest) == "not" ? "no" : rest, *sure};
}

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
  /// As wide as the terminal; what goes on is indented as `first` is.
  void say(std::string_view first, const std::string& text) {
    const report::Style style{.width = console_.streams().out_width};
    std::istringstream lines(report::hanging(first, text, report::columns(style)));
    for (std::string line; std::getline(lines, line);) console_.insist(line);
  }
  void say(const std::string& text) { say("", text); }

  /// Once, until another question comes.
  void ask(const Gap& gap) {
    if (gap.question == asked_) return;
    asked_ = gap.question;
    say(report::printable(gap.question));
    const GapPair* pair = talk_.pair();
    say("  ", pair == nullptr ? report::effect_text(talk_.gaps(), gap)
                              : report::effect_text(talk_.gaps(), *pair));
    say("  ", "answers: " + answers(gap));
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

  /// A line; one that is no text is refused, and the next one taken.
  [[nodiscard]] std::optional<std::string> read() {
    Streams& streams = console_.streams();
    for (std::string line;;) {
      if (streams.in_is_terminal) streams.err << "> " << std::flush;
      if (!std::getline(streams.in, line)) return std::nullopt;
      if (line.find('\0') != std::string::npos) {
        say("that cannot be: the answer holds a NUL character");
      } else if (base::check_encoding(line, 0)) {
        say("that cannot be: the answer is not written in UTF-8");
      } else {
        line = trimmed(line);
        // So that what is kept of both streams reads like a dialogue.
        if (!streams.in_is_terminal) streams.err << "> " << report::printable(line) << '\n';
        return line;
      }
    }
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
    const std::string small = lowered(said);
    const auto* const found = std::ranges::find(spelt, small, &Spelt::first);
    return found == spelt.end() ? std::string_view() : found->second;
  }

  /// False where the dialogue is to end.
  bool answer(const Gap& gap) {
    const auto line = read();
    if (!line) return false;
    const Said said = parted(*line, !gap.fields.empty() && gap.fields.front().text);
    const std::string_view command = command_of(said.answer);
    if (command == "quit") return false;
    if (said.answer.empty() || command == "?") {
      say("yes and no, or a value, are taken into the case; `yes, probably` or `no, 70 %` says how "
          "sure that is; unknown goes on to the next question; why says which rules ask; back "
          "takes "
          "the last answer back; quit ends");
    } else if (command == "unknown") {
      talk_.unknown();
    } else if (command == "why") {
      why(gap);
    } else if (command == "back") {
      if (!talk_.back()) say("there is no answer to take back");
    } else if (command == "no" && gap.kind != Gap::Kind::field) {
      accept(talk_.no(said.sureness));
    } else if (gap.fields.empty()) {
      if (command == "yes") {
        accept(talk_.yes({}, said.sureness));
      } else {
        say(fmt::format("`{}` is no answer: {}", report::printable(*line), answers(gap)));
      }
    } else {
      return values(gap, said);
    }
    return true;
  }

  bool values(const Gap& gap, const Said& first) {
    std::vector<std::string> all;
    Sureness sureness = first.sureness;
    if (command_of(first.answer) != "yes") {
      all.push_back(literal(gap.fields.front(), first.answer));
    }
    while (all.size() < gap.fields.size()) {
      const GapField& field = gap.fields[all.size()];
      say("  ", what(field) + (field.open ? ", or nothing" : ""));
      const auto line = read();
      if (!line) return false;
      const Said said = parted(*line, field.text);
      // A value that is one of these words is written in quotes.
      const std::string_view command = command_of(said.answer);
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
      if (said.sureness.certainty || said.sureness.credibility > 0) sureness = said.sureness;
      all.push_back(literal(field, said.answer));
    }
    accept(talk_.yes(all, sureness));
    return true;
  }

  void accept(const Diagnostics& diagnostics) {
    for (const Diagnostic& one : diagnostics) {
      if (one.severity == Severity::error) say("that cannot be: " + one.message);
    }
  }

  void why(const Gap& gap) {
    for (const GapReason& reason : gap.reasons) {
      say("  ",
          fmt::format("rule {}{}: {}", report::printable(reason.rule),
                      reason.title.empty() ? "" : " (" + report::printable(reason.title) + ')',
                      report::printable(reason.because)));
    }
    if (gap.reasons.empty()) say("  ", "no rule asks for it by name");
  }

  Consultation& talk_;
  Console& console_;
  std::string asked_;
};

/// Paths in a case count from the folder of its project, if it has one, else from its own; a copy
/// elsewhere would lead astray.
Outcome<void> may_be_elsewhere(const std::string& file, const std::string& output,
                               const Consultation& talk, const Workspace& workspace,
                               Console& console) {
  namespace fs = std::filesystem;
  const auto folder = [&](const std::string& path) {
    return fs::absolute(console.streams().folder / path).lexically_normal().parent_path();
  };
  if (folder(file) == folder(output)) return {};
  const auto project = workspace.loader.project_file(file);
  const bool same_project = project && project == workspace.loader.project_file(output);
  if (!talk.names_data() && (!talk.names_rules() || same_project)) return {};
  return refuse(
      fmt::format("{} names {} by paths that count from its {}, and {} would be elsewhere",
                  report::printable(file), talk.names_data() ? "data files" : "rules",
                  talk.names_data() || !project ? "folder" : "project", report::printable(output)),
      "write the new case into the same folder");
}

/// Whose word it is that is written down.
Occasion occasion_of(const Console& console) {
  Occasion occasion{.who = console.variable("USER").value_or("")};
  if (base::check_encoding(occasion.who, 0)) occasion.who.clear();
  if (console.streams().today) occasion.date = console.streams().today();
  return occasion;
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
  const auto is_goal = [](const std::string& operand) {
    return operand.find('(') != std::string::npos && !operand.ends_with(".toml");
  };
  const auto goal = std::ranges::find_if(arguments.operands, is_goal);
  if (goal != arguments.operands.end()) {
    return console.fail(refuse(fmt::format("`casus consult` asks about a case as a whole, and not "
                                           "about `{}`",
                                           report::printable(*goal)),
                               "name the case alone: casus consult case.toml -o answered.toml")
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
  auto started = Consultation::start(one.ruleset, one.facts, workspace->options_for(one.facts),
                                     occasion_of(console));
  if (!started.consultation) {
    return console.fail({Exit::invalid, {{started.diagnostics, started.sources}}});
  }
  Consultation& talk = *started.consultation;
  if (console.writes_file()) {
    const auto done =
        may_be_elsewhere(one.file, *arguments.value("output"), talk, *workspace, console);
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
