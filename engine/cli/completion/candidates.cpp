// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/candidates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "base/lints.hpp"
#include "cli/cases.hpp"
#include "cli/command_table.hpp"
#include "cli/pages.hpp"
#include "cli/question.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

/// A command line so far, read as far as it can be.
struct Typed {
  const Command* command = nullptr;
  std::vector<std::string> operands = {};
  std::vector<std::pair<const Flag*, std::string>> flags = {};
  const Flag* open = nullptr;  ///< its value is what is being typed
  bool only_operands = false;  ///< behind `--`
};

const Flag* flag_of_letter(char letter) {
  const auto found = std::ranges::find(all_flags(), letter, &Flag::letter);
  return letter == 0 || found == all_flags().end() ? nullptr : &*found;
}

void take_flag(Typed& typed, const Flag* flag, std::string_view rest) {
  if (flag == nullptr) return;
  if (flag->value.empty() || !rest.empty()) {
    typed.flags.emplace_back(flag, std::string(rest));
  } else {
    typed.open = flag;
  }
}

void take(Typed& typed, std::string_view word) {
  if (word == "=" && typed.open != nullptr) return;  // bash makes it a word of its own
  if (typed.open != nullptr) {
    typed.flags.emplace_back(typed.open, word);
    typed.open = nullptr;
  } else if (typed.only_operands || word.size() < 2 || word[0] != '-') {
    if (typed.command == nullptr && typed.operands.empty()) {
      typed.command = find_command(word);
      if (typed.command != nullptr) return;
    }
    typed.operands.emplace_back(word);
  } else if (word == "--") {
    typed.only_operands = true;
  } else if (word[1] == '-') {
    const std::size_t equals = word.find('=');
    const bool has_value = equals != std::string_view::npos;
    take_flag(typed, find_flag(word.substr(2, has_value ? equals - 2 : equals)),
              has_value ? word.substr(equals + 1) : std::string_view());
  } else {
    take_flag(typed, flag_of_letter(word[1]), word.substr(2));
  }
}

/// What the next operand is called in the command table; empty where none may follow.
std::string_view next_operand(const Typed& typed) {
  if (typed.command == nullptr || typed.operands.size() >= typed.command->most) return {};
  std::string_view rest = typed.command->operands;
  std::string_view last;
  for (std::size_t i = 0; i <= typed.operands.size(); ++i) {
    const std::size_t begin = rest.find_first_not_of(" []");
    if (begin == std::string_view::npos) return last.ends_with("…") ? last : std::string_view();
    rest.remove_prefix(begin);
    last = rest.substr(0, rest.find_first_of(" []"));
    rest.remove_prefix(last.size());
  }
  return last;
}

/// The cases that the line is about, rated, and their rules.
struct Rated {
  std::vector<LoadedCase> loaded = {};
  std::vector<Evaluation> runs = {};
};

class Finder {
 public:
  Finder(Typed typed, const Streams& around)
      : typed_(std::move(typed)),
        quiet_{.in = nothing_, .out = ignored_, .err = ignored_},
        rated_{} {
    quiet_.folder = around.folder;
    quiet_.environment = around.environment;
  }

  Candidates found;

  void commands() {
    for (const Command& each : all_commands()) add(each.name, each.summary);
  }
  void flags() {
    for (const Flag& flag : all_flags()) {
      const bool given =
          std::ranges::any_of(typed_.flags, [&](const auto& one) { return one.first == &flag; });
      const bool fits = typed_.command == nullptr
                            ? std::ranges::count(common_flags(), flag.name) > 0
                            : takes(*typed_.command, flag.name);
      if (fits && (flag.repeats || !given)) add(fmt::format("--{}", flag.name), flag.help);
    }
  }
  /// What stands for a word of the command table.
  void values(std::string_view placeholder);

  void formats() {
    if (typed_.command == nullptr) return;
    for (const std::string_view each : typed_.command->formats) add(each);
  }
  void calculi_names() {
    for (const std::string& each : calculi()) add(each);
  }
  void lints() {
    for (const std::string_view each : base::lint_categories) add(each);
    for (const base::Lint& each : base::lints) add(each.name, each.title);
  }
  void codes() {
    for (const std::string_view each : diagnostic_codes()) add(each, page_title(each));
    for (const base::Lint& each : base::lints) add(each.name, each.title);
  }
  void paths() { found.files = true; }
  void cases() {
    found.files = true;
    const auto workspace = open();
    if (!workspace) return;
    const auto files = chosen_cases(*workspace, {}, Needs::either);
    if (!files) return;
    for (const std::string& file : *files) {
      const std::string name = std::filesystem::path(file).stem().string();
      if (!name.empty() && file != data_alone) add(name, file);
    }
  }
  void goals() {
    for (const Evaluation& run : rated().runs) {
      for (const Rating& rating : run.assessment().ratings) {
        add(goal_of(rating), fmt::format("{} {:.1f}", rating.band, rating.score));
      }
    }
    for (const LoadedCase& one : rated().loaded) {
      for (const std::string& each : one.ruleset.facts()) add(each + '(', "fact");
    }
  }
  void bands() {
    for (const Evaluation& run : rated().runs) {
      for (const Rating& rating : run.assessment().ratings) {
        for (const Band& band : rating.bands) {
          add(band.name, fmt::format("{} from {:g}", rating.rating, band.from));
        }
      }
    }
  }
  void facts() {
    for (const Evaluation& run : rated().runs) {
      for (const Evidence& one : run.assessment().evidence) add(one.id, one.text);
    }
  }
  void rules() {
    for (const LoadedCase& one : rated().loaded) {
      const PlannedJoins joins = join_plan(one.ruleset, one.facts);
      if (!joins.plan) continue;
      for (const PlannedGroup& group : joins.plan->groups) {
        for (const PlannedRule& rule : group.rules) {
          if (!rule.rule.empty()) add(rule.rule, rule.about);
        }
      }
    }
  }
  void words(std::initializer_list<std::string_view> all) {
    for (const std::string_view each : all) add(each);
  }

 private:
  static std::string page_title(std::string_view code) {
    const std::string_view page = diagnostic_page(code);
    const std::size_t begin = page.find(": ");
    return std::string(page.substr(begin + 2, page.find('\n') - begin - 2));
  }

  void add(std::string_view text, std::string_view says = {}) {
    if (seen_.emplace(text).second) found.words.push_back({std::string(text), std::string(says)});
  }

  /// `casus eval` with what the line says about rules, data and cases.
  std::vector<std::string> as_evaluation() {
    std::vector<std::string> line{"eval", "--timeout", "1s"};
    constexpr auto kept = std::to_array<std::string_view>({"rules", "data", "config", "as-of"});
    for (const auto& [flag, value] : typed_.flags) {
      if (std::ranges::count(kept, flag->name) > 0) {
        line.push_back(fmt::format("--{}={}", flag->name, value));
      }
    }
    line.emplace_back("--");
    Typed before{.command = typed_.command};
    for (const std::string& operand : typed_.operands) {
      if (next_operand(before).starts_with("CASE")) line.push_back(operand);
      before.operands.push_back(operand);
    }
    return line;
  }
  Outcome<Workspace> open() {
    const auto arguments = parse(as_evaluation());
    if (!arguments) return tl::unexpected(arguments.error());
    operands_ = arguments->operands;
    auto console = Console::open(*arguments, quiet_);
    if (!console) return tl::unexpected(console.error());
    return open_workspace(*arguments, *console);
  }
  const Rated& rated() {
    if (rated_) return *rated_;
    rated_.emplace();
    auto workspace = open();
    if (!workspace) return *rated_;
    auto loading = load(*workspace, operands_, Needs::either);
    if (!loading) return *rated_;
    rated_->loaded = std::move(loading->cases);
    for (const LoadedCase& one : rated_->loaded) {
      const auto run = Evaluation::run(one.ruleset, one.facts, workspace->options_for(one.facts));
      if (run.evaluation) rated_->runs.push_back(*run.evaluation);
    }
    return *rated_;
  }

  Typed typed_;
  std::istringstream nothing_;
  std::ostringstream ignored_;
  Streams quiet_;
  std::vector<std::string> operands_;
  std::optional<Rated> rated_;
  std::set<std::string, std::less<>> seen_;
};

struct Placeholder {
  std::string_view name;
  void (*find)(Finder&);
};

void nothing_known(Finder&) {}

constexpr auto placeholders = std::to_array<Placeholder>({
    {"BAND", [](Finder& finder) { finder.bands(); }},
    {"CALCULUS", [](Finder& finder) { finder.calculi_names(); }},
    {"CASE", [](Finder& finder) { finder.cases(); }},
    {"CODE", [](Finder& finder) { finder.codes(); }},
    {"COMMAND", [](Finder& finder) { finder.commands(); }},
    {"COUNT", nothing_known},
    {"DATE", nothing_known},
    {"DATES", nothing_known},
    {"DIR", [](Finder& finder) { finder.paths(); }},
    {"FACT", [](Finder& finder) { finder.facts(); }},
    {"FILE", [](Finder& finder) { finder.paths(); }},
    {"FORMAT", [](Finder& finder) { finder.formats(); }},
    {"GOAL", [](Finder& finder) { finder.goals(); }},
    {"LEVELS",
     [](Finder& finder) {
       finder.words({"1", "2", "3", "all"});
     }},
    {"LINT", [](Finder& finder) { finder.lints(); }},
    {"NAME", [](Finder& finder) { finder.rules(); }},
    {"NEW", [](Finder& finder) { finder.cases(); }},
    {"NUMBER", nothing_known},
    {"OLD", [](Finder& finder) { finder.cases(); }},
    {"PATH", [](Finder& finder) { finder.paths(); }},
    {"SHARE", nothing_known},
    {"SHELL",
     [](Finder& finder) {
       finder.words({"bash", "zsh", "fish"});
     }},
    {"SIZE", nothing_known},
    {"STEP", nothing_known},
    {"TEXT", nothing_known},
    {"TIME", nothing_known},
    {"WAY",
     [](Finder& finder) {
       finder.words({"sample", "bounds", "stop"});
     }},
    {"WHEN",
     [](Finder& finder) {
       finder.words({"auto", "always", "never"});
     }},
    {"WORD", nothing_known},
});

const Placeholder* find_placeholder(std::string_view name) {
  if (name.ends_with("…")) name.remove_suffix(std::string_view("…").size());
  const auto found = std::ranges::find(placeholders, name, &Placeholder::name);
  return found == placeholders.end() ? nullptr : &*found;
}

void Finder::values(std::string_view placeholder) {
  if (const Placeholder* known = find_placeholder(placeholder)) known->find(*this);
}

}  // namespace

bool knows_placeholder(std::string_view placeholder) {
  return find_placeholder(placeholder) != nullptr;
}

Candidates candidates(const std::vector<std::string>& words, const Streams& around) {
  Typed typed;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) take(typed, words[i]);
  std::string last = words.empty() ? std::string() : words.back();
  std::string before;  // what of the last word stays as it is
  if (typed.open != nullptr && last == "=") last.clear();
  if (typed.open == nullptr && !typed.only_operands && last.starts_with("--")) {
    if (const std::size_t equals = last.find('='); equals != std::string::npos) {
      typed.open = find_flag(std::string_view(last).substr(2, equals - 2));
      before = last.substr(0, equals + 1);
      last = last.substr(equals + 1);
    }
  }
  Finder finder(typed, around);
  if (typed.open != nullptr) {
    finder.values(typed.open->value);
  } else if (!typed.only_operands && last.starts_with('-')) {
    finder.flags();
  } else if (typed.command == nullptr) {
    if (typed.operands.empty()) finder.commands();
  } else {
    finder.values(next_operand(typed));
  }
  std::erase_if(finder.found.words,
                [&](const Candidate& one) { return !one.text.starts_with(last); });
  for (Candidate& one : finder.found.words) one.text.insert(0, before);
  return std::move(finder.found);
}

}  // namespace casus::cli
