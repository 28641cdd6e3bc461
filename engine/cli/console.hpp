// SPDX-License-Identifier: Apache-2.0
//
// What a command speaks through: its result goes to one place, all else to stderr, each in the
// style that its stream and the flags ask for.
#pragma once

#include <string>
#include <string_view>

#include "cli/arguments.hpp"
#include "cli/problem.hpp"
#include "cli/run.hpp"
#include "report/output.hpp"
#include "report/style.hpp"

namespace casus::cli {

class Console {
 public:
  /// Reads the flags that every command takes, and their variables.
  [[nodiscard]] static Outcome<Console> open(const Arguments& arguments, Streams& streams);
  /// For messages about flags that could not be understood.
  explicit Console(Streams& streams);

  [[nodiscard]] const std::string& format() const { return format_; }
  /// The style of the result: no colour in a file.
  [[nodiscard]] const report::Style& style() const { return out_style_; }
  [[nodiscard]] bool verbose() const { return verbose_; }
  [[nodiscard]] bool quiet() const { return quiet_; }
  [[nodiscard]] Streams& streams() const { return *streams_; }
  [[nodiscard]] bool writes_file() const { return !output_.empty() && output_ != "-"; }
  /// A variable that is set and not empty.
  [[nodiscard]] std::optional<std::string> variable(const std::string& name) const;
  /// A flag's value, else that of its CASUS_ variable.
  [[nodiscard]] std::optional<std::string> setting(const Arguments& arguments,
                                                   std::string_view flag) const;

  /// The result, to stdout or the file of `-o`, which appears whole or not at all. Returns `exit`,
  /// or the code of what went wrong, having said it.
  [[nodiscard]] int result(std::string_view text, int exit);
  /// The same for a result of any length. Where the writing is given up, the file stays as it was.
  [[nodiscard]] int result(const report::Writing& write, int exit);
  /// A further result, to the file that another flag names. Says it where that cannot be done.
  [[nodiscard]] bool write(std::string_view flag, const std::string& path, std::string_view text);
  /// Diagnostics to stderr.
  void say(const std::vector<report::DiagnosticGroup>& groups);
  /// One line to stderr unless `-q`; at a terminal as wide as that, but for a command.
  void note(std::string_view line);
  /// One line to stderr in any case.
  void insist(std::string_view line);
  /// Says a problem and returns its exit code.
  [[nodiscard]] int fail(const Problem& problem);

 private:
  [[nodiscard]] int to_stdout(const report::Writing& write, int exit);
  [[nodiscard]] bool to_file(std::string_view flag, const std::string& path,
                             const report::Writing& write);
  [[nodiscard]] static Problem unwritable(const std::string& path, const std::string& reason);

  Streams* streams_;
  std::string format_;
  std::string output_;
  report::Style out_style_;
  report::Style err_style_;
  bool quiet_ = false;
  bool verbose_ = false;
};

/// CASUS_MAX_FACTS for "max-facts".
[[nodiscard]] std::string variable_name(std::string_view flag);

}  // namespace casus::cli
