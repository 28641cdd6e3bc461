// SPDX-License-Identifier: Apache-2.0
#include "cli/repl/repl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <optional>
#include <ostream>
#include <set>
#include <variant>

#include "casus/score_change.hpp"
#include "casus/session.hpp"
#include "cli/question.hpp"
#include "cli/repl/saved_test.hpp"
#include "report/answers.hpp"
#include "report/display.hpp"
#include "report/explanation.hpp"
#include "report/numbers.hpp"
#include "report/ratings.hpp"
#include "report/what_if.hpp"
#include "report/why_not.hpp"

namespace casus::cli {
namespace {

constexpr std::array declarations{"enum", "fact",  "rating", "relation",
                                  "rule", "scale", "table",  "unit"};

std::string_view first_word(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\n"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_first_of(" \t\n"));
}

bool is_declaration(std::string_view text) {
  return std::ranges::count(declarations, first_word(text)) > 0 || text.starts_with("///");
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\n") + 1 - begin));
}

/// Of a rule base, to be used by what is typed.
std::vector<std::string> modules_of(const Sources& sources) {
  std::vector<std::string> names;
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    const auto lines =
        sources.position(file, static_cast<std::uint32_t>(sources.text(file).size()));
    for (std::uint32_t line = 1; line <= lines.line; ++line) {
      const std::string_view text = sources.line(file, line);
      if (first_word(text) != "module") continue;
      names.emplace_back(first_word(text.substr(text.find("module") + 6)));
      break;
    }
  }
  return names;
}

std::string greeting_of(const std::string& name, std::size_t rules, std::size_t facts) {
  return fmt::format("{}: {} and {}; :help says what to type", report::printable(name),
                     report::counted(rules, "rule"), report::counted(facts, "fact"));
}

}  // namespace

bool goes_on(std::string_view input) {
  int open = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const char c = input[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '(' || c == '{') {
      ++open;
    } else if (c == ')' || c == '}') {
      --open;
    } else if (input.substr(i).starts_with("//")) {
      i = std::min(input.find('\n', i), input.size());
    }
  }
  if (is_declaration(input)) return !input.ends_with("\n");
  return open > 0 && !input.ends_with("\n");
}

struct Repl::State {
  using Typed = std::string;  ///< a declaration
  struct Opened {
    Workspace workspace;
    LoadedCase loaded;
    Session session;
    std::size_t rules = 0;
  };

  const Arguments& arguments;
  Console& console;
  std::unique_ptr<Opened> at;
  /// All that has been done and can be taken back: changes of facts, and declarations.
  std::vector<std::variant<FactChange, Typed>> done = {};
  std::vector<AskedGoal> asked = {};

  static Outcome<std::unique_ptr<Opened>> open(
      const Arguments& arguments, Console& console,
      const std::vector<std::variant<FactChange, Typed>>& done,
      const std::vector<std::string>& modules);

  void print(std::string_view text) const { console.streams().out << text << std::flush; }
  void say(const Diagnostics& diagnostics, const std::shared_ptr<const Sources>& sources) const {
    console.say({{diagnostics, sources}});
  }
  void refuse_input(const std::string& message, const std::string& help = {}) const {
    (void)console.fail(refuse(message, help).value());
  }
  [[nodiscard]] std::string name() const { return at->loaded.facts.info().name; }
  [[nodiscard]] std::vector<std::string> names() const;
  /// The file of the case, from the project's folder, as tests name it.
  [[nodiscard]] std::string case_path() const;

  void ask(const std::string& goal);
  [[nodiscard]] bool rate(const std::string& goal);
  void why(const std::string& goal);
  void why_not(const std::string& goal);
  void change(FactChange change, bool keep);
  void declare(const std::string& text);
  void undo();
  void reload();
  void save(const std::string& rest);
  [[nodiscard]] bool reopen(const std::vector<std::variant<FactChange, Typed>>& with);
  [[nodiscard]] bool command(const std::string& input);
};

namespace {

struct ReplCommand {
  std::string_view name;
  std::string_view operands;
  std::string_view says;
};

constexpr std::array commands{
    ReplCommand{":why", "GOAL", "why it holds"},
    ReplCommand{":why-not", "GOAL", "what keeps it from holding"},
    ReplCommand{":ratings", "", "the ratings as they are now"},
    ReplCommand{":what-if", "FACT", "what a fact would change, as F12(age: 68); nothing stays"},
    ReplCommand{":set", "FACT", "the same, and it stays"},
    ReplCommand{":drop", "FACT", "leave a fact out, F12 or an atom"},
    ReplCommand{":undo", "", "take back the last fact or declaration"},
    ReplCommand{":save", "[FILE] [TITLE]", "what was asked and changed, as a test"},
    ReplCommand{":reload", "", "read rules and facts anew"},
    ReplCommand{":help", "", "this list"},
    ReplCommand{":quit", "", "end; so does Ctrl-D"},
};

std::string help_text() {
  std::string out =
      "GOAL           its answers, as `leader(country: c)`; of a rating its score\n"
      "rule … fact …  a declaration, ended by an empty line, joins the rules\n";
  for (const ReplCommand& one : commands) {
    const std::string call =
        fmt::format("{}{}{}", one.name, one.operands.empty() ? "" : " ", one.operands);
    out += report::hanging(report::pad_right(call, 15), one.says, 80);
  }
  return out;
}

}  // namespace

Outcome<std::unique_ptr<Repl::State::Opened>> Repl::State::open(
    const Arguments& arguments, Console& console,
    const std::vector<std::variant<FactChange, Typed>>& done,
    const std::vector<std::string>& modules) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return tl::unexpected(workspace.error());
  if (auto& deadline = workspace->options.deadline) {
    // The limit is for each goal: a dialogue lasts as long as somebody has something to ask.
    const auto left = *deadline - std::chrono::steady_clock::now();
    workspace->options.timeout = std::chrono::ceil<std::chrono::milliseconds>(left);
    deadline.reset();
    workspace->loader.set_deadline(std::nullopt);
  }
  std::string typed;
  for (const auto& one : done) {
    if (const Typed* text = std::get_if<Typed>(&one)) typed += *text + "\n";
  }
  if (!typed.empty()) {
    std::string uses;
    for (const std::string& module : modules) uses += fmt::format("use {} ", module);
    workspace->typed_rules.push_back({"typed", uses + '\n' + typed});
  }
  auto loading = load_rated(*workspace, arguments.operands, console);
  if (!loading) return tl::unexpected(loading.error());
  if (loading->cases.size() != 1) {
    std::string names;
    for (const LoadedCase& one : loading->cases) {
      names += (names.empty() ? "`" : ", `") + report::printable(one.facts.info().name) + '`';
    }
    return refuse("one case can be talked about at a time",
                  fmt::format("name one of {}: casus repl CASE", names));
  }
  LoadedCase loaded = std::move(loading->cases.front());
  auto started = Session::start(loaded.ruleset, loaded.facts, workspace->options_for(loaded.facts));
  if (!started.session) {
    return tl::unexpected(Problem{Exit::invalid, {{started.diagnostics, started.sources}}});
  }
  for (const auto& one : done) {
    const FactChange* change = std::get_if<FactChange>(&one);
    if (change == nullptr) continue;
    const Session::Changed changed = started.session->change(*change);
    if (changed.done) continue;
    return tl::unexpected(Problem{Exit::invalid, {{changed.diagnostics, changed.sources}}});
  }
  const std::size_t rules = loading->rules;
  return std::make_unique<Opened>(
      Opened{std::move(*workspace), std::move(loaded), std::move(*started.session), rules});
}

bool Repl::State::reopen(const std::vector<std::variant<FactChange, Typed>>& with) {
  auto opened = open(arguments, console, with, modules_of(at->loaded.ruleset.sources()));
  if (!opened) {
    (void)console.fail(opened.error());
    return false;
  }
  at = std::move(*opened);
  return true;
}

void Repl::State::declare(const std::string& text) {
  auto with = done;
  with.emplace_back(text);
  if (!reopen(with)) return;
  done = std::move(with);
  print(fmt::format("{} now\n", report::counted(at->rules, "rule")));
}

void Repl::State::undo() {
  if (done.empty()) return refuse_input("there is nothing to take back");
  const FactChange* change = std::get_if<FactChange>(&done.back());
  if (change == nullptr) {
    auto with = done;
    with.pop_back();
    if (!reopen(with)) return;
    done = std::move(with);
    return print(fmt::format("{} now\n", report::counted(at->rules, "rule")));
  }
  const Session::Changed changed = at->session.undo();
  if (!changed.done) return say(changed.diagnostics, changed.sources);
  const std::string what = change->set.empty() ? change->drop.front() : change->set.front();
  print(fmt::format("taken back: {} {}\n", change->set.empty() ? ":drop" : ":set",
                    report::printable(what)));
  done.pop_back();
}

void Repl::State::reload() {
  if (reopen(done)) print(greeting_of(name(), at->rules, at->loaded.facts.size()) + '\n');
}

bool Repl::State::rate(const std::string& goal) {
  const RatingsRun run = ratings_of(at->session, goal);
  if (has_errors(run.diagnostics) || run.ratings.empty()) return false;
  Assessment assessment = at->session.assessment();
  assessment.ratings = run.ratings;
  print(report::ratings_text({{assessment, at->session.now().sources()}}, console.style()));
  for (const Rating& one : run.ratings) {
    asked.push_back({fmt::format("{} = {}", goal_of(one), one.band), true});
  }
  return true;
}

void Repl::State::ask(const std::string& goal) {
  if (rate(goal)) return;
  auto found = at->session.now().list(goal);
  if (!found.answers) return say(found.diagnostics, found.sources);
  say(found.diagnostics, found.sources);
  asked.push_back({goal, !found.answers->empty()});
  const bool none = found.answers->empty();
  print(report::answers_text({{name(), std::move(*found.answers)}}, console.style()));
  if (none) console.note("next: :why-not " + goal);
}

void Repl::State::why(const std::string& goal) {
  const auto found = at->session.now().why(goal);
  say(found.diagnostics, found.sources);
  if (!found.explanation) return;
  const report::CaseExplanation one{name(), *found.explanation, *found.sources};
  if (found.explanation->holds) {
    print(report::explanation_tree({one}, console.style(), {}));
  } else {
    print("not derived: " + report::printable(goal) + '\n');
    console.note("next: :why-not " + goal);
  }
}

void Repl::State::why_not(const std::string& goal) {
  const auto found = at->session.now().why_not(goal);
  say(found.diagnostics, found.sources);
  if (!found.why_not) return;
  if (found.why_not->holds) {
    print("it holds: " + report::printable(goal) + '\n');
    return console.note("next: :why " + goal);
  }
  print(report::why_not_text({{name(), *found.why_not, *found.sources}}, console.style(), {}));
}

void Repl::State::change(FactChange wanted, bool keep) {
  const Assessment before = at->session.assessment();
  const Session::Changed changed = at->session.change(wanted);
  say(changed.diagnostics, changed.sources);
  if (!changed.done) return;
  const Assessment after = at->session.assessment();
  const std::vector<RatingPair> pairs = rating_pairs(before, after);
  print(report::what_if_text({{before, after, pairs, changed, *changed.sources}}, false,
                             console.style()));
  if (keep) {
    done.emplace_back(std::move(wanted));
  } else {
    (void)at->session.undo();
  }
}

void Repl::State::save(const std::string& rest) {
  if (asked.empty()) {
    return refuse_input("nothing has been asked yet that a test could expect",
                        "ask a goal, then `:save`");
  }
  std::vector<FactChange> changes;
  for (const auto& one : done) {
    if (const FactChange* change = std::get_if<FactChange>(&one)) {
      changes.push_back(*change);
    } else {
      return refuse_input("a declaration that was typed here is in no file yet",
                          "write it into a rule file, and `:undo` it here, then `:save`");
    }
  }
  const std::string_view file = first_word(rest);
  const bool to_file = file.ends_with(".casus");
  const std::string title = trimmed(to_file ? rest.substr(file.size()) : rest);
  const auto block =
      saved_test(title.empty() ? asked.front().text : title, case_path(), changes, asked);
  if (!block) return (void)console.fail(block.error());
  if (!to_file) return print(*block);
  const auto written = append_test(at->workspace.loader, std::string(file),
                                   modules_of(at->loaded.ruleset.sources()), *block);
  if (!written) return (void)console.fail(written.error());
  print(fmt::format("added to {}\n", report::printable(file)));
  asked.clear();
}

std::string Repl::State::case_path() const {
  const SourceLoader& loader = at->workspace.loader;
  const auto folder = loader.real(at->workspace.project_folder());
  const auto path = loader.real(at->loaded.file).lexically_relative(folder);
  return (path.empty() ? std::filesystem::path(at->loaded.file) : path).generic_string();
}

std::vector<std::string> Repl::State::names() const {
  std::set<std::string> names;
  for (const std::string& each : at->loaded.ruleset.facts()) names.insert(each);
  const PlannedJoins joins = join_plan(at->loaded.ruleset, at->loaded.facts);
  if (joins.plan) {
    for (const PlannedRelation& each : joins.plan->relations) names.insert(each.name);
    for (const PlannedGroup& group : joins.plan->groups) {
      for (const PlannedRule& rule : group.rules) names.insert(rule.rule);
      for (const std::string& each : group.relations) names.insert(each);
    }
  }
  for (const std::string& each : at->loaded.ruleset.ratings()) names.erase(each);
  for (const Rating& rating : ratings_of(at->session).ratings) names.insert(goal_of(rating));
  names.erase("");
  return {names.begin(), names.end()};
}

bool Repl::State::command(const std::string& input) {
  const std::string_view name = first_word(input);
  const std::string rest = trimmed(std::string_view(input).substr(name.size()));
  const auto known = std::ranges::find(commands, name, &ReplCommand::name);
  if (known == commands.end()) {
    std::vector<std::string_view> names;
    for (const ReplCommand& one : commands) names.push_back(one.name);
    refuse_input(fmt::format("there is no command `{}`", report::printable(name)),
                 did_you_mean(name, names, "`:help` lists all"));
    return true;
  }
  const bool needs = !known->operands.empty() && known->operands[0] != '[';
  if (needs && rest.empty()) {
    refuse_input(fmt::format("`{}` needs {}", name, known->operands));
  } else if (!needs && known->operands.empty() && !rest.empty()) {
    refuse_input(fmt::format("`{}` has no use for `{}`", name, report::printable(rest)));
  } else if (name == ":why") {
    why(rest);
  } else if (name == ":why-not") {
    why_not(rest);
  } else if (name == ":ratings") {
    const Assessment now = at->session.assessment();
    print(report::ratings_text({{now, at->session.now().sources()}}, console.style()));
  } else if (name == ":what-if" || name == ":set") {
    change({.set = {rest}}, name == ":set");
  } else if (name == ":drop") {
    change({.drop = {rest}}, true);
  } else if (name == ":undo") {
    undo();
  } else if (name == ":save") {
    save(rest);
  } else if (name == ":reload") {
    reload();
  } else if (name == ":help") {
    print(help_text());
  } else {
    return false;
  }
  return true;
}

Repl::Repl(std::unique_ptr<State> state) : state_(std::move(state)) {}
Repl::Repl(Repl&&) noexcept = default;
Repl& Repl::operator=(Repl&&) noexcept = default;
Repl::~Repl() = default;

Outcome<Repl> Repl::open(const Arguments& arguments, Console& console) {
  auto opened = State::open(arguments, console, {}, {});
  if (!opened) return tl::unexpected(opened.error());
  return Repl(std::make_unique<State>(State{arguments, console, std::move(*opened)}));
}

std::string Repl::greeting() const {
  return greeting_of(state_->name(), state_->at->rules, state_->at->loaded.facts.size());
}

bool Repl::take(const std::string& input) {
  const std::string text = trimmed(input);
  if (text.empty()) return true;
  if (text.starts_with(':')) return state_->command(text);
  if (is_declaration(text)) {
    state_->declare(text);
  } else {
    state_->ask(text);
  }
  return true;
}

Completion Repl::complete(std::string_view line) const {
  std::vector<std::string> all = state_->names();
  if (line.starts_with(':') && line.find(' ') == std::string_view::npos) {
    all.clear();
    for (const ReplCommand& one : commands) all.emplace_back(one.name);
  }
  // The longest end of the line that begins a name: a rating's subject has blanks and brackets.
  for (std::size_t begin = 0; begin < line.size(); ++begin) {
    const bool inside = begin > 0 && std::string_view(" \t(,:=<>!+-*/").find(line[begin - 1]) ==
                                         std::string_view::npos;
    if (inside) continue;
    const std::string_view end = line.substr(begin);
    Completion found{.typed = end.size()};
    std::ranges::copy_if(all, std::back_inserter(found.words),
                         [&](const std::string& one) { return one.starts_with(end); });
    if (!found.words.empty()) return found;
  }
  return {};
}

}  // namespace casus::cli
