// SPDX-License-Identifier: Apache-2.0
#include "cli/console.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <ostream>
#include <system_error>

#include "cli/output_file.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

Outcome<std::string> chosen_format(const Command& command,
                                   const std::optional<std::string>& asked) {
  if (!asked) return std::string(command.formats.front());
  if (std::ranges::count(command.formats, *asked) > 0) return *asked;
  const std::string list = "formats: " + listed(command.formats);
  const std::string near = did_you_mean(*asked, command.formats);
  return refuse(fmt::format("`casus {}` has no format `{}`", command.name, *asked),
                near.empty() ? list : near + ' ' + list);
}

/// Flag, NO_COLOR, CLICOLOR_FORCE, TERM=dumb, terminal or not, in this order.
bool coloured(const std::string& when, const Console& console, bool terminal) {
  if (when != "auto") return when == "always";
  if (console.variable("NO_COLOR")) return false;
  const auto force = console.variable("CLICOLOR_FORCE");
  if (force && *force != "0") return true;
  if (console.variable("TERM") == "dumb") return false;
  return terminal;
}

}  // namespace

std::string variable_name(std::string_view flag) {
  std::string name = "CASUS_";
  for (const char c : flag) {
    name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return name;
}

Console::Console(Streams& streams) : streams_(&streams) {
  err_style_.width = streams.out_width;
  err_style_.wraps = streams.err_is_terminal;
  err_style_.colour = coloured("auto", *this, streams.err_is_terminal);
}

Outcome<Console> Console::open(const Arguments& arguments, Streams& streams) {
  Console console(streams);
  if (arguments.command != nullptr) {
    auto format = chosen_format(*arguments.command, console.setting(arguments, "format"));
    if (!format) return tl::unexpected(format.error());
    console.format_ = std::move(*format);
  }
  console.output_ = arguments.value("output").value_or("");
  if (arguments.has("output") && console.output_.empty()) return refuse("`--output` names no file");
  if (console.output_ == "/dev/stdout") console.output_ = "-";
  if (console.writes_file()) {
    // Better now than after an hour's work.
    const auto obstacle = write_obstacle(streams.folder / console.output_);
    if (obstacle) return tl::unexpected(unwritable(console.output_, *obstacle));
  }
  console.quiet_ = arguments.has("quiet");
  console.verbose_ = arguments.has("verbose");
  const std::string when = console.setting(arguments, "color").value_or("auto");
  if (when != "auto" && when != "always" && when != "never") {
    return refuse(fmt::format("`--color` cannot be `{}`", when), "it is auto, always or never");
  }
  const auto ascii = console.variable(variable_name("ascii"));
  const bool plain = arguments.has("ascii") || (ascii && *ascii != "0");
  const bool to_terminal = streams.out_is_terminal && !console.writes_file();
  console.out_style_ = {.colour = coloured(when, console, to_terminal),
                        .ascii = plain,
                        .width = console.writes_file() ? 80 : streams.out_width};
  console.err_style_ = {.colour = coloured(when, console, streams.err_is_terminal),
                        .ascii = plain,
                        .width = streams.out_width,
                        .wraps = streams.err_is_terminal};
  return console;
}

std::optional<std::string> Console::variable(const std::string& name) const {
  if (!streams_->environment) return std::nullopt;
  auto value = streams_->environment(name);
  return value && !value->empty() ? value : std::nullopt;
}

std::optional<std::string> Console::setting(const Arguments& arguments,
                                            std::string_view flag) const {
  if (auto given = arguments.value(flag)) return given;
  return find_flag(flag)->environment ? variable(variable_name(flag)) : std::nullopt;
}

int Console::result(std::string_view text, int exit) {
  return result([&](report::Output& out) { out.text() += text; }, exit);
}

int Console::result(const report::Writing& write, int exit) {
  if (!writes_file()) return to_stdout(write, exit);
  return to_file("output", output_, write) ? exit : Exit::usage;
}

bool Console::write(std::string_view flag, const std::string& path, std::string_view text) {
  return to_file(flag, path, [&](report::Output& out) { out.text() += text; });
}

bool Console::to_file(std::string_view flag, const std::string& path,
                      const report::Writing& write) {
  const std::filesystem::path file = streams_->folder / path;
  const auto same = [&](const std::filesystem::path& read) {
    std::error_code ignored;
    return std::filesystem::equivalent(file, read, ignored);
  };
  if (std::ranges::any_of(streams_->files_read, same)) {
    (void)fail(refuse(fmt::format("`--{}` would write over {}, which this command has read", flag,
                                  report::printable(path)),
                      "give the result another name")
                   .value());
    return false;
  }
  const auto written = write_file(file, write);
  if (written || written.error().empty()) return true;
  (void)fail(unwritable(path, written.error()));
  return false;
}

int Console::to_stdout(const report::Writing& write, int exit) {
  report::Output out([&](std::string_view piece) {
    streams_->out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    return streams_->out.good();
  });
  errno = 0;
  write(out);
  if ((out.finish() || out.given_up()) && streams_->out.flush()) return exit;
  const int reason = errno;
  // Whoever was reading has had enough.
  if (reason != EPIPE) {
    insist(fmt::format("error: the result could not be written: {}",
                       reason == 0 ? "write error" : std::generic_category().message(reason)));
  }
  return Exit::usage;
}

Problem Console::unwritable(const std::string& path, const std::string& reason) {
  return {Exit::usage,
          {{{error({}, fmt::format("{} cannot be written: {}", report::printable(path), reason))},
            std::make_shared<const Sources>()}}};
}

void Console::say(const std::vector<report::DiagnosticGroup>& groups) {
  bool first = true;
  for (const report::DiagnosticGroup& group : groups) {
    Diagnostics shown = group.diagnostics;
    if (quiet_) {
      std::erase_if(shown, [](const Diagnostic& d) { return d.severity == Severity::warning; });
    }
    const std::string text = report::diagnostics_text(shown, *group.sources, err_style_);
    if (text.empty()) continue;
    streams_->err << (first ? "" : "\n") << text;
    first = false;
  }
}

void Console::note(std::string_view line) {
  if (quiet_) return;
  // A command is copied as a whole.
  const bool command = line.starts_with("next: ") || line.starts_with("try: ");
  if (!err_style_.wraps || command) return insist(line);
  const std::string text = report::printable(line);
  if (report::display_width(text) <= report::columns(err_style_)) return insist(line);
  for (const std::string& part : report::wrap(text, report::columns(err_style_))) insist(part);
}

void Console::insist(std::string_view line) {
  streams_->err << report::printable(line) << '\n' << std::flush;
}

int Console::fail(const Problem& problem) {
  say(problem.groups);
  if (!problem.line.empty()) insist(problem.line);
  return problem.exit;
}

}  // namespace casus::cli
