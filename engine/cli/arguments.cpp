// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/make_shared.hpp>
#include <boost/program_options.hpp>

#include "base/near.hpp"

namespace casus::cli {
namespace {

namespace po = boost::program_options;

po::options_description described() {
  po::options_description all;
  for (const Flag& flag : all_flags()) {
    std::string name(flag.name);
    if (flag.letter != 0) name += std::string(",") + flag.letter;
    // The description owns its value.
    auto* value = new po::untyped_value(flag.value.empty());
    all.add(boost::make_shared<po::option_description>(name.c_str(), value));
  }
  return all;
}

std::string written(const Flag& flag) {
  return flag.letter == 0 ? fmt::format("--{}", flag.name)
                          : fmt::format("-{}/--{}", flag.letter, flag.name);
}

tl::unexpected<Problem> unknown_flag(const std::string& name) {
  const std::size_t dashes = name.find_first_not_of('-');
  const std::string bare =
      dashes == std::string::npos ? name : name.substr(dashes, name.find('=') - dashes);
  if (find_command(bare) != nullptr) {
    return refuse(fmt::format("there is no flag `{}`", name),
                  fmt::format("`{}` is a command: casus {}", bare, bare));
  }
  std::vector<std::string_view> names;
  for (const Flag& flag : all_flags()) names.push_back(flag.name);
  std::string help = did_you_mean(bare, names);
  const std::size_t tick = help.find('`');
  if (tick != std::string::npos) help.insert(tick + 1, "--");
  if (help.empty()) help = "`casus -h` lists all flags";
  return refuse(fmt::format("there is no flag `{}`", name), help);
}

tl::unexpected<Problem> explained(const po::error_with_option_name& fault) {
  const std::string name = fault.get_option_name();
  std::string bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
  bare = bare.substr(0, bare.find('='));
  const Flag* flag = find_flag(bare);
  for (const Flag& each : all_flags()) {
    if (bare.size() == 1 && each.letter == bare[0]) flag = &each;
  }
  if (flag == nullptr) return refuse(fmt::format("`{}` cannot be read", name));
  if (flag->value.empty()) {
    return refuse(fmt::format("`{}` takes no value", written(*flag)));
  }
  return refuse(fmt::format("`{}` needs a value: {}", written(*flag), flag->value),
                std::string(flag->help));
}

/// A problem where a flag of several letters has one dash: as letters it would be others.
Outcome<void> two_dashes(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") break;
    if (word.size() < 3 || word[0] != '-' || word[1] == '-') continue;
    const std::string name = word.substr(1, word.find('=') - 1);
    if (find_flag(name) == nullptr) continue;
    return refuse(fmt::format("there is no flag `-{}`", name),
                  fmt::format("did you mean `--{}`?", name));
  }
  return {};
}

/// Options and operands in the order given; the exceptions of Program_options end here.
Outcome<std::vector<po::option>> taken_apart(const std::vector<std::string>& words) {
  namespace style = po::command_line_style;
  const po::options_description all = described();
  const po::positional_options_description none;
  try {
    const int exact = style::unix_style & ~style::allow_guessing;
    return po::command_line_parser(words).options(all).style(exact).run().options;
  } catch (const po::unknown_option& fault) {
    return unknown_flag(fault.get_option_name());
  } catch (const po::error_with_option_name& fault) {
    return explained(fault);
  } catch (const po::error& fault) {
    return refuse(fmt::format("the command line cannot be read: {}", fault.what()),
                  "`casus -h` shows how it is written");
  }
}

Outcome<const Command*> command_named(const std::string& name) {
  if (const Command* command = find_command(name)) return command;
  std::vector<std::string_view> names;
  for (const Command& command : all_commands()) names.push_back(command.name);
  if (const Flag* flag = find_flag(name)) {
    const auto& commands = all_commands();
    const auto it = std::ranges::find_if(
        commands, [&](const Command& command) { return takes(command, name); });
    if (it != commands.end()) {
      return refuse(fmt::format("there is no command `{}`", name),
                    fmt::format("it is a flag: `casus {} --{}{}{}`", it->name, name,
                                flag->value.empty() ? "" : " ", flag->value));
    }
  }
  return refuse(fmt::format("there is no command `{}`", name),
                did_you_mean(name, names, "`casus -h` lists all commands"));
}

Outcome<void> held_against(const Command& command, const Arguments& arguments) {
  for (const auto& [name, values] : arguments.flags) {
    const Flag& flag = *find_flag(name);
    if (!takes(command, name)) {
      return refuse(fmt::format("`casus {}` takes no `--{}`", command.name, name),
                    fmt::format("`casus {} -h` lists its flags", command.name));
    }
    if (values.size() > 1 && !flag.repeats && !flag.value.empty()) {
      return refuse(fmt::format("`{}` is given {} times", written(flag), values.size()),
                    "give it once");
    }
  }
  if (arguments.operands.size() < command.least) {
    return lacks_operands(command);
  }
  if (arguments.operands.size() > command.most) {
    const auto question = std::ranges::find_if(arguments.operands, [](const std::string& word) {
      return word.find('(') != std::string::npos && word.ends_with(')');
    });
    const std::string& extra =
        question == arguments.operands.end() ? arguments.operands[command.most] : *question;
    return refuse(
        fmt::format("`casus {}` has no use for `{}`", command.name, extra),
        command.operands.empty() ? std::string() : fmt::format("it takes {}", command.operands));
  }
  return {};
}

}  // namespace

tl::unexpected<Problem> lacks_operands(const Command& command) {
  return refuse(fmt::format("`casus {}` needs {}", command.name, command.operands),
                fmt::format("`casus {} -h` shows examples", command.name));
}

std::optional<std::string> Arguments::value(std::string_view flag) const {
  const auto found = flags.find(flag);
  if (found == flags.end() || found->second.empty()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> Arguments::values(std::string_view flag) const {
  const auto found = flags.find(flag);
  return found == flags.end() ? std::vector<std::string>() : found->second;
}

Outcome<Arguments> parse(const std::vector<std::string>& words) {
  if (const auto done = two_dashes(words); !done) return tl::unexpected(done.error());
  const auto options = taken_apart(words);
  if (!options) return tl::unexpected(options.error());
  Arguments arguments;
  for (const po::option& option : *options) {
    if (option.position_key >= 0) {
      arguments.operands.insert(arguments.operands.end(), option.value.begin(), option.value.end());
      continue;
    }
    auto& values = arguments.flags[option.string_key];
    values.push_back(option.value.empty() ? std::string() : option.value.front());
  }
  if (arguments.operands.empty()) return arguments;
  const auto command = command_named(arguments.operands.front());
  if (!command) return tl::unexpected(command.error());
  arguments.command = *command;
  arguments.operands.erase(arguments.operands.begin());
  if (arguments.has("help")) return arguments;
  if (const auto held = held_against(**command, arguments); !held) {
    return tl::unexpected(held.error());
  }
  return arguments;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates,
                         std::string otherwise) {
  if (const auto near = base::nearest(name, candidates)) {
    return fmt::format("did you mean `{}`?", near->name);
  }
  // The beginning of one name only is a plain abbreviation.
  const auto begins = [&](std::string_view each) {
    return !name.empty() && each.starts_with(name);
  };
  if (std::ranges::count_if(candidates, begins) == 1) {
    return fmt::format("did you mean `{}`?", *std::ranges::find_if(candidates, begins));
  }
  // `evaluate` for `eval`
  const auto begun = [&](std::string_view each) {
    return each.size() >= 3 && name.starts_with(each);
  };
  if (std::ranges::count_if(candidates, begun) == 1) {
    return fmt::format("did you mean `{}`?", *std::ranges::find_if(candidates, begun));
  }
  return otherwise;
}

}  // namespace casus::cli
