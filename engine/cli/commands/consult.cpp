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

#include "base/characters.hpp"
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
  std::ranges::transform(text, text.begin(), base::lower);
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

/// ", certainty 0.7", ", probably"; empty where nothing is said of that.
std::string sureness_text(const Sureness& sureness) {
  if (sureness.certainty) return fmt::format(", certainty {}", *sureness.certainty);
  if (sureness.credibility > 0) return sureness.credibility == 2 ? ", probably" : ", possibly";
  return {};
}

/// The place of a comma outside quotes.
std::size_t comma_in(const std::string& said) {
  const std::size_t comma = said.rfind(',');
  if (comma == std::string::npos) return comma;
  const auto quotes =
      std::count(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(comma), '"');
  return quotes % 2 == 0 ? comma : std::string::npos;
}

/// "no, 70 %", "worn, probably"; and "probably not" or "probably worn", but for a text, of which
/// such a word may be a part; for a number, 30% is its value. `field`: what is asked for, if any.
Said parted(const std::string& said, const GapField* field) {
  const std::size_t comma = comma_in(said);
  if (comma != std::string::npos) {
    if (const auto sure = sureness_of(trimmed(said.substr(comma + 1)))) {
      return {trimmed(said.substr(0, comma)), *sure};
    }
  }
  if (field != nullptr &&
      (field->text || (field->type.starts_with("number") && said.ends_with('%')))) {
    return {said};
  }
  if (const auto sure = sureness_of(said)) return {"yes", *sure};
  const std::size_t blank = said.find(' ');
  if (blank == std::string::npos) return {said};
  const auto sure = sureness_of(said.substr(0, blank));
  if (!sure) return {said};
  const std::string rest = trimmed(said.substr(blank));
  return {lowered(rest) == "not" ? "no" : rest, *sure};
}

/// What people say who give no name: nothing of that is one, unless it stands in quotes.
bool is_no_name(const std::string& said) {
  static constexpr auto whole = std::to_array<std::string_view>(
      {"none", "nope", "nothing", "no one", "no-one", "noone", "n/a", "sure", "ok"});
  static constexpr auto begins =
      std::to_array<std::string_view>({"nobody", "no one", "maybe", "perhaps", "possibly",
                                       "probably", "likely", "unlikely", "yes", "no", "not"});
  std::string small = lowered(said);
  if (small.ends_with('.')) small.pop_back();
  if (small.empty() || small == "-" || small.ends_with('?')) return true;
  if (std::ranges::find(whole, small) != whole.end()) return true;
  return std::ranges::any_of(begins, [&](std::string_view word) {
    return small.starts_with(word) && (small.size() == word.size() || small[word.size()] == ' ');
  });
}

/// "2026-02-01", whether there is such a day or not.
bool is_date_like(std::string_view said) {
  constexpr std::string_view form = "dddd-dd-dd";
  if (said.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = said[i] >= '0' && said[i] <= '9';
    if (form[i] == 'd' ? !digit : said[i] != '-') return false;
  }
  return true;
}

/// "sound, worn or broken"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  }
  return text;
}

/// What a value looks like, in words: "a date is wanted, as 2026-02-01".
std::string wanted(const GapField& field) {
  if (!field.members.empty()) return listed(field.members) + " is wanted";
  if (field.text) return "a name is wanted, or any text in quotes";
  if (field.type == "date") return "a date is wanted, as 2026-02-01";
  if (field.type == "duration") return "a duration is wanted, as 6 months or 30 days";
  const bool whole = field.type.starts_with("int");
  std::string unit = field.type.substr(whole ? 3 : std::string_view("number").size());
  return (whole ? "a whole number" : "a number") + unit + " is wanted, as " +
         (whole          ? "12"
          : unit.empty() ? "0.3 or 30%"
                         : "4.5");
}

/// Whether something looks like a value of a field; the rest is for the reader of values to find.
bool may_be(const GapField& field, const std::string& said) {
  if (!field.members.empty()) {
    return std::ranges::find(field.members, said) != field.members.end();
  }
  if (field.text) return said.starts_with('"') || !is_no_name(said);
  if (field.type == "date") return is_date_like(said);
  return !said.empty() &&
         std::string_view("0123456789-+.").find(said.front()) != std::string_view::npos;
}

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
    for (const std::string& line :
         lines("", "nothing is left to ask" +
                       (still == 0 ? std::string()
                                   : " that moved a rating: " + report::unmoved_text(still)))) {
      console_.note(line);
    }
    if (talk_.answered() == 0) return false;
    if (console_.streams().in_is_terminal) say("back takes the last answer back, quit ends");
    const auto line = read();
    asked_.clear();
    return line && command_of(*line) == "back" && talk_.back();
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

  /// "person (text)", "result (sound, worn or broken)"
  [[nodiscard]] static std::string what(const GapField& field) {
    const std::string of = field.members.empty() ? field.type : listed(field.members);
    return fmt::format("{} ({})", report::printable(field.name), report::printable(of));
  }

  /// Says in one sentence what would be an answer.
  void ask_again(const Gap& gap, const GapField* field) {
    if (field == nullptr) {
      say("yes or no is wanted; or unknown, why, back, quit");
    } else {
      const bool no = field->text && gap.kind != Gap::Kind::field;
      say(report::printable(wanted(*field)) + (no ? "; where there is none, no" : "") + "; or " +
          commands(gap));
    }
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
                                                        {"exit", "quit"},
                                                        {"q", "quit"},
                                                        {"back", "back"},
                                                        {"why", "why"},
                                                        {"?", "?"},
                                                        {"help", "?"},
                                                        {"undo", "back"},
                                                        {"unknown", "unknown"},
                                                        {"i do not know", "unknown"},
                                                        {"i don't know", "unknown"},
                                                        {"don't know", "unknown"},
                                                        {"not known", "unknown"},
                                                        {"no idea", "unknown"},
                                                        {"skip", "unknown"},
                                                        {"yes", "yes"},
                                                        {"y", "yes"},
                                                        {"no", "no"},
                                                        {"n", "no"}});
    std::string small = lowered(said);
    if (small.ends_with('.')) small.pop_back();
    const auto* const found = std::ranges::find(spelt, small, &Spelt::first);
    return found == spelt.end() ? std::string_view() : found->second;
  }

  /// False where the dialogue is to end.
  bool answer(const Gap& gap) {
    const auto line = read();
    if (!line) return false;
    const Said said = parted(*line, gap.fields.empty() ? nullptr : &gap.fields.front());
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
      asked_.clear();
      if (!talk_.back()) say("there is no answer to take back");
    } else if (comma_in(said.answer) != std::string::npos) {
      ask_how_sure();
    } else if (command == "no" && gap.kind != Gap::Kind::field) {
      accept(talk_.no(said.sureness), gap, nullptr, said.sureness);
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
    if (command_of(first.answer) != "yes") {
      if (!may_be(gap.fields.front(), first.answer)) {
        ask_again(gap, &gap.fields.front());
        return true;
      }
      all.push_back(literal(gap.fields.front(), first.answer));
    }
    while (all.size() < gap.fields.size()) {
      const GapField& field = gap.fields[all.size()];
      say("  ", what(field) + (field.open ? ", or nothing" : ""));
      const auto line = read();
      if (!line) return false;
      const Said said = parted(*line, &field);
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
      if (command == "no" && gap.kind != Gap::Kind::field) {
        accept(talk_.no(said.sureness), gap, nullptr, said.sureness);
        return true;
      }
      if (command == "why" || command == "?") {
        why(gap);
        continue;
      }
      if (comma_in(said.answer) != std::string::npos) {
        ask_how_sure();
        continue;
      }
      if (!(field.open && said.answer.empty()) && !may_be(field, said.answer)) {
        ask_again(gap, &field);
        continue;
      }
      if (said.sureness.certainty || said.sureness.credibility > 0) sureness = said.sureness;
      all.push_back(literal(field, said.answer));
    }
    accept(talk_.yes(all, sureness), gap, &gap.fields.back(), sureness);
    return true;
  }

  /// `field`: the last that was asked for.
  void accept(const Diagnostics& diagnostics, const Gap& gap, const GapField* field,
              const Sureness& sureness) {
    if (!has_errors(diagnostics)) {
      say("noted: " + report::printable(talk_.noted()) + sureness_text(sureness));
      return;
    }
    for (const Diagnostic& one : diagnostics) {
      if (one.severity == Severity::error) say("that cannot be: " + one.message);
    }
    if (field != nullptr) ask_again(gap, field);
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
                            report::printable(output)));
}

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
    if (const auto done = may_be_written(one.file, *arguments.value("output"), console); !done) {
      return console.fail(done.error());
    }
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
  if (!console.writes_file()) return keep();
  const std::string output = *arguments.value("output");
  if (talk.answered() == 0) {
    console.note(
        fmt::format("nothing was answered, and {} was not written", report::printable(output)));
    return Exit::ok;
  }
  console.note("the answers are in " + report::printable(output));
  console.note("next: " + command_line("diff", {}, arguments, {one.file, output}));
  return Exit::ok;
}

}  // namespace casus::cli::commands
