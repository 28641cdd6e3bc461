// SPDX-License-Identifier: Apache-2.0
//
// The commands, one file each: arguments in, public calls, exit code out.
#pragma once

namespace casus::cli {
class Console;
struct Arguments;
}  // namespace casus::cli

namespace casus::cli::commands {

int eval(const Arguments& arguments, Console& console);
/// `eval` of many cases in lines.
int eval_cases(const Arguments& arguments, Console& console);
/// `eval` at a row of dates.
int timeline(const Arguments& arguments, Console& console);
int query(const Arguments& arguments, Console& console);
int diff(const Arguments& arguments, Console& console);
int what_if(const Arguments& arguments, Console& console);
int gaps(const Arguments& arguments, Console& console);
int reach(const Arguments& arguments, Console& console);
int sensitivity(const Arguments& arguments, Console& console);
int consult(const Arguments& arguments, Console& console);
int why(const Arguments& arguments, Console& console);
int why_not(const Arguments& arguments, Console& console);
int plan(const Arguments& arguments, Console& console);
int check(const Arguments& arguments, Console& console);
int lint(const Arguments& arguments, Console& console);
int fmt(const Arguments& arguments, Console& console);
int doc(const Arguments& arguments, Console& console);
int repl(const Arguments& arguments, Console& console);
int watch(const Arguments& arguments, Console& console);
int test(const Arguments& arguments, Console& console);
int report(const Arguments& arguments, Console& console);
int lsp(const Arguments& arguments, Console& console);
int explain(const Arguments& arguments, Console& console);
int init(const Arguments& arguments, Console& console);
int completions(const Arguments& arguments, Console& console);
int version(const Arguments& arguments, Console& console);
int help(const Arguments& arguments, Console& console);

}  // namespace casus::cli::commands
