// SPDX-License-Identifier: Apache-2.0
#include "casus/consult.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <istream>
#include <sstream>
#include <utility>

#include "base/encoding.hpp"
#include "cli/cases.hpp"
#include "cli/commands/answer.hpp"
#include "cli/commands/commands.hpp"
#include "cli/output_file.hpp"
#include "cli/question.hpp"
#include "report/display.hpp"
#include "report/gaps.hpp"
#include "report/numbers.hpp"

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
    while (true) {
      const Gap* gap = talk_.question();
      if (gap == nullptr) {
        if (!takes_back()) return 0;
        if (const int exit = keep(); exit != 0) return exit;
        continue;
      }
      ask(*gap);
      const std::size_t before = talk_.answered();
      if (!answer(*gap)) return 0;
      if (talk_.answered() == before) continue;
      if (const int exit = keep(); exit != 0) return exit;
    }
  }

 private:
  /// Says that the questions are at their end, and whether the last answer is taken back all the
  /// same.
  bool takes_back() {
    const std::size_t still = report::unmoved(talk_.gaps());
    const bool limited = talk_.gaps().limit.has_value();
    for (const std::string& line :
         lines("", std::string(limited ? "before a limit came, no more was found to ask"
                                       : "nothing is left to ask") +
                       (still == 0 ? std::string()
                                   : " that moved a rating: " + report::unmoved_text(still)))) {
      console_.note(line);
    }
    if (talk_.answered() == 0) return false;
    const std::string choice = "back takes the last answer back, quit ends";
    if (console_.streams().in_is_terminal) say(choice);
    asked_.clear();
    while (const auto line = read()) {
      const std::string_view command = command_of(*line);
      if (command == "back") return talk_.back();
      if (command == "quit" || line->empty()) return false;
      say(choice);
    }
    return false;
  }

  /// As wide as the terminal; what goes on is indented as `first` is.
  [[nodiscard]] std::vector<std::string> lines(std::string_view first, const std::string& text) {
    const report::Style style{.width = console_.streams().out_width};
    std::istringstream whole(report::hanging(first, text, report::columns(style)));
    std::vector<std::string> result;
    for (std::string line; std::getline(whole, line);) result.push_back(line);
    return result;
  }
  void say(std::string_view first, const std::string& text) {
    for (const std::string& line : lines(first, text)) console_.insist(line);
  }
  void say(const std::string& text) { say("", text); }

  /// Once, until another question comes.
  void ask(const Gap& gap) {
    const std::string which = gap.question + gap.atom;
    if (which == asked_) return;
    asked_ = which;
    say(report::printable(gap.question));
    const GapPair* pair = talk_.pair();
    say("  ", pair == nullptr ? report::effect_text(talk_.gaps(), gap)
                              : report::effect_text(talk_.gaps(), *pair));
    say("  ", "answers: " + answers(gap));
  }

  /// "person (text), then since (int), no, unknown, why, back, quit"
  [[nodiscard]] static std::string answers(const Gap& gap) {
    std::string first = gap.fields.empty() ? "yes" : "";
    for (const GapField& field : gap.fields) {
      first += (first.empty() ? "" : ", then ") + what(field);
    }
    return first + ", " + commands(gap);
  }
  [[nodiscard]] static std::string commands(const Gap& gap) {
    return std::string(gap.kind == Gap::Kind::field ? "" : "no, ") + "unknown, why, back, quit";
  }

  /// Says in one sentence what would be an answer.
  void ask_again(const Gap& gap, const GapField* field, const std::string& said = {}) {
    if (field == nullptr) {
      say("yes or no is wanted; or unknown, why, back, quit");
    } else {
      const bool no = field->text && gap.kind != Gap::Kind::field;
      say(report::printable(wanted(*field, said)) + (no ? "; where there is none, no" : "") +
          "; or " + commands(gap));
    }
  }
  void help() {
    say("yes and no, or a value, are taken into the case; `yes, probably` or `no, 70 %` says how "
        "sure that is; unknown goes on to the next question; why says which rules ask; back takes "
        "the last answer back; quit ends");
  }
  void ask_how_sure() {
    say("how sure an answer is stands behind a comma, as `, probably`, `, possibly`, `, 70 %` or "
        "`, certainty 0.7`; a text with a comma stands in quotes");
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

  /// False where the dialogue is to end.
  bool answer(const Gap& gap) {
    const auto line = read();
    if (!line) return false;
    const Said said = parted(*line, gap.fields.empty() ? nullptr : &gap.fields.front(),
                             gap.kind != Gap::Kind::field);
    const std::string_view command = command_of(said.answer);
    if (command == "quit") return false;
    if (said.answer.empty() || command == "?") {
      help();
    } else if (command == "unknown") {
      talk_.unknown();
    } else if (command == "why") {
      why(gap);
    } else if (command == "back") {
      asked_.clear();
      if (!talk_.back()) say("there is no answer to take back");
    } else if (comma_in(said.answer) != std::string::npos) {
      ask_how_sure();
    } else if (command == "no" && gap.kind != Gap::Kind::field) {
      deny(gap, said.sureness);
    } else if (gap.fields.empty()) {
      if (command == "yes") {
        accept(talk_.yes({}, said.sureness), gap, nullptr, said.sureness);
      } else {
        ask_again(gap, nullptr);
      }
    } else {
      return values(gap, said);
    }
    return true;
  }

  bool values(const Gap& gap, const Said& first) {
    std::vector<std::string> all;
    Sureness sureness = first.sureness;
    // `yes` says that there is such a fact; of one that is there a value is asked for.
    if (gap.kind == Gap::Kind::field || command_of(first.answer) != "yes") {
      const std::string said = truth(gap.fields.front(), first.answer);
      if (!may_be(gap.fields.front(), said)) {
        ask_again(gap, &gap.fields.front(), said);
        return true;
      }
      all.push_back(literal(gap.fields.front(), said));
      if (!can_be(gap, gap.fields.front(), all.back())) {
        ask_again(gap, &gap.fields.front());
        return true;
      }
    }
    while (all.size() < gap.fields.size()) {
      const GapField& field = gap.fields[all.size()];
      say("  ", what(field) + (field.open ? "; Enter where it is not known" : ""));
      const auto line = read();
      if (!line) return false;
      const Said said = parted(*line, &field, false);
      // A value that is one of these words is written in quotes.
      const std::string_view command = command_of(said.answer);
      if (command == "quit") return false;
      if (command == "back") {
        asked_.clear();
        return true;
      }
      if (command == "unknown") {
        talk_.unknown();
        return true;
      }
      const std::string given = truth(field, said.answer);
      if (command == "no" && given == said.answer) {
        deny(gap, said.sureness);
        return true;
      }
      if (command == "why") {
        why(gap);
        continue;
      }
      if (command == "?") {
        help();
        continue;
      }
      if (comma_in(said.answer) != std::string::npos) {
        ask_how_sure();
        continue;
      }
      const std::string value = literal(field, given);
      const bool left_open = field.open && given.empty();
      if (!left_open && !(may_be(field, given) && can_be(gap, field, value))) {
        ask_again(gap, &field, given);
        continue;
      }
      if (said.sureness.certainty || said.sureness.credibility > 0) sureness = said.sureness;
      all.push_back(value);
    }
    accept(talk_.yes(all, sureness), gap, &gap.fields.back(), sureness);
    return true;
  }

  /// What is stated is not taken out of the case by its denial.
  void deny(const Gap& gap, const Sureness& sureness) {
    std::string stated;
    for (const std::string& id : gap.stated_by) stated += (stated.empty() ? "" : ", ") + id;
    const double certainty = gap.stated;
    if (!accept(talk_.no(sureness), gap, nullptr, sureness) || stated.empty()) return;
    say(fmt::format("warning: {} says otherwise, {}: take it out of the case, or back",
                    report::printable(stated), report::certainty_text(certainty)));
  }

  /// Of one of several values, before the next is asked for; says why not.
  bool can_be(const Gap& gap, const GapField& field, const std::string& value) {
    if (gap.fields.size() == 1) return true;  // it is told where it is taken in
    const Diagnostics diagnostics = talk_.check(field.name, value);
    say_why_not(diagnostics);
    return !has_errors(diagnostics);
  }
  void say_why_not(const Diagnostics& diagnostics) {
    for (const Diagnostic& one : diagnostics) {
      if (one.severity == Severity::error) say("that cannot be: " + report::printable(one.message));
    }
  }

  /// Whether it was. `field`: the last that was asked for.
  bool accept(const Diagnostics& diagnostics, const Gap& gap, const GapField* field,
              const Sureness& sureness) {
    if (!has_errors(diagnostics)) {
      say("noted: " + report::printable(talk_.noted()) + sureness_text(sureness));
      return true;
    }
    say_why_not(diagnostics);
    if (field != nullptr) ask_again(gap, field);
    return false;
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

Outcome<void> accept_operands(const Arguments& arguments, const Workspace& workspace,
                              const Console& console) {
  const auto goal = find_goal(workspace, arguments.operands);
  if (goal != arguments.operands.end()) {
    return refuse(fmt::format("`casus consult` asks about a case as a whole, and not about `{}`",
                              report::printable(*goal)),
                  "name the case alone: casus consult case.toml -o answered.toml");
  }
  if (arguments.operands.size() != 2 || console.writes_file()) return {};
  const std::string& second = arguments.operands.back();
  if (!second.ends_with(".toml") || workspace.loader.exists(second)) return {};
  return refuse(fmt::format("there is no case {}", report::printable(second)),
                fmt::format("to write the answers there: casus consult {} -o {}",
                            report::printable(file_word(arguments.operands.front())),
                            report::printable(file_word(second))));
}

Problem one_at_a_time(const Loading& loading) {
  std::string files;
  for (const LoadedCase& one : loading.cases) {
    files += (files.empty() ? ": " : ", ") + report::printable(one.file);
  }
  const std::string first =
      loading.cases.empty() ? "case.toml" : file_word(loading.cases.front().file);
  return refuse(
             fmt::format("one case is asked about at a time, and these are {}{}",
                         loading.cases.size(), files),
             fmt::format("name one: casus consult {} -o answered.toml", report::printable(first)))
      .value();
}

/// Before anything is asked: what is there is not written over.
Outcome<void> may_be_written(const std::string& file, const std::string& output,
                             const Console& console) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path path = console.streams().folder / output;
  if (!fs::is_regular_file(path, ignored)) return {};
  if (fs::equivalent(path, console.streams().folder / file, ignored)) {
    return refuse(fmt::format("the answers would be written over {}, the case that they are about",
                              report::printable(output)),
                  "give the case with its answers another name: -o answered.toml");
  }
  return refuse(fmt::format("{} exists, and is not written over", report::printable(output)),
                fmt::format("to go on with the answers in it: casus consult {} -o NEW.toml",
                            report::printable(file_word(output))));
}

/// Paths in a case count from the folder of its project, if it has one, else from its own; a copy
/// elsewhere would lead astray.
Outcome<void> may_be_elsewhere(const LoadedCase& one, const std::string& output,
                               const Consultation& talk, const Workspace& workspace,
                               Console& console) {
  namespace fs = std::filesystem;
  const auto folder = [&](const std::string& path) {
    return fs::absolute(console.streams().folder / path).lexically_normal().parent_path();
  };
  if (folder(one.file) == folder(output)) return {};
  const auto project = workspace.loader.project_file(one.file);
  const bool same_project = project && project == workspace.loader.project_file(output);
  if (!one.names_data && (!talk.names_rules() || same_project)) return {};
  return refuse(
      fmt::format("{} names {} by paths that count from its {}, and {} would be elsewhere",
                  report::printable(one.file), one.names_data ? "data files" : "rules",
                  one.names_data || !project ? "folder" : "project", report::printable(output)),
      "write the new case into the same folder");
}

/// Where each answer was taken back: what has become of the file that was made for them.
std::string without_answers(const std::string& output, const std::string& text,
                            const Console& console) {
  const bool gone = take_back(console.streams().folder / output, text);
  return fmt::format("all answers were taken back, and {} {}", report::printable(output),
                     gone ? "was removed again" : "was left as it is");
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
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  if (const auto done = accept_operands(arguments, *workspace, console); !done) {
    return console.fail(done.error());
  }
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
    return console.fail(one_at_a_time(*loading));
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
    if (const auto done = may_be_written(one.file, *arguments.value("output"), console); !done) {
      return console.fail(done.error());
    }
    const auto done = may_be_elsewhere(one, *arguments.value("output"), talk, *workspace, console);
    if (!done) return console.fail(done.error());
  }
  note_contradictions(one.file, talk.contradictions(), console);
  const std::string before = report::ratings_line(talk.gaps());
  const auto keep = [&](int exit) { return console.result(talk.case_text(), exit); };
  // A file is written after each answer, so that an interrupt loses none.
  bool written = false;
  const auto after_each = [&] {
    if (!console.writes_file()) return Exit::ok;
    written = true;
    return keep(Exit::ok);
  };
  if (const int exit = Dialogue(talk, console).run(after_each); exit != Exit::ok) return exit;
  const bool limited = say_limit(one.file, talk.gaps().limit, console, "there may be more to ask");
  const int exit = limited ? Exit::limit : Exit::ok;
  console.note(before);
  if (talk.answered() > 0) console.note("now " + report::ratings_line(talk.gaps()));
  if (!console.writes_file()) return keep(exit);
  const std::string output = *arguments.value("output");
  if (talk.answered() == 0) {
    console.note(written ? without_answers(output, talk.case_text(), console)
                         : "nothing was answered, and " + report::printable(output) +
                               " was not written");
    return exit;
  }
  console.note("the answers are in " + report::printable(output));
  console.note("next: " + (one.file == data_alone
                               ? command_line("eval", {}, arguments, {output})
                               : command_line("diff", {}, arguments, {one.file, output})));
  if (report::unmoved(talk.gaps()) > 0) {
    console.note("next: " + command_line("gaps", {}, arguments, {output}) + " --all");
  }
  return exit;
}

}  // namespace casus::cli::commands
