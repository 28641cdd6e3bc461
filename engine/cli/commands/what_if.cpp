// SPDX-License-Identifier: Apache-2.0
#include "report/what_if.hpp"

#include <fmt/format.h>

#include <deque>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/display.hpp"

namespace casus::cli::commands {
namespace {

/// What the views of a report refer to.
struct Kept {
  Assessment before;
  Assessment after;
  Session::Changed changed;
};

/// Says which limit was reached, if any.
bool say_limit(const std::string& file, const std::optional<LimitReached>& limit,
               Console& console) {
  if (!limit) return false;
  console.insist(fmt::format("stopped: {}: {}; the result is partial", file, limit->text));
  return true;
}

}  // namespace

int what_if(const Arguments& arguments, Console& console) {
  const FactChange change{.drop = arguments.values("drop"), .set = arguments.values("set")};
  if (change.drop.empty() && change.set.empty()) {
    return console.fail(
        refuse("nothing is to be changed",
               "name a fact to drop, `--drop F12`, or what to set, `--set 'F12(age: 68)'`")
            .value());
  }
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto loading = load(*workspace, arguments.operands, Needs::cases);
  if (!loading) return console.fail(loading.error());
  if (loading->broken()) return console.fail({Exit::invalid, loading->findings});
  if (const auto done = accept_threshold(*workspace, *loading); !done) {
    return console.fail(done.error());
  }
  console.say(loading->findings);
  bool limited = false;
  std::deque<Kept> kept;
  report::CaseWhatIfs all;
  for (const LoadedCase& one : loading->cases) {
    auto started = Session::start(one.ruleset, one.facts, workspace->options_for(one.facts));
    if (!started.session) {
      return console.fail({Exit::invalid, {{started.diagnostics, started.sources}}});
    }
    Session& session = *started.session;
    Kept& result = kept.emplace_back();
    result.before = session.assessment();
    result.changed = session.change(change);
    if (!result.changed.done) {
      return console.fail({Exit::usage, {{result.changed.diagnostics, result.changed.sources}}});
    }
    console.say({{result.changed.diagnostics, result.changed.sources}});
    result.after = session.assessment();
    limited = say_limit(one.file, result.before.limit, console) || limited;
    limited = say_limit(one.file, result.changed.limit, console) || limited;
    note_inexact(one.file, result.after.inexact, console);
    all.push_back({result.before, result.after, result.changed, *result.changed.sources});
  }
  const std::string& format = console.format();
  const std::string text = format == "json"    ? report::what_if_json(all)
                           : format == "prose" ? report::what_if_prose(all)
                                               : report::what_if_text(all, console.style());
  return console.result(text, limited ? Exit::limit : Exit::ok);
}

}  // namespace casus::cli::commands
