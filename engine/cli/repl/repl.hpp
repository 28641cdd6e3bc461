// SPDX-License-Identifier: Apache-2.0
//
// What `casus repl` does with each input: goals are answered, declarations join the rules, commands
// begin with a colon. How lines come to be is none of its business, so that tests and pipes use it
// as the terminal does.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/cases.hpp"
#include "cli/console.hpp"
#include "cli/repl/input.hpp"

namespace casus::cli {

/// Whether an input goes on in the next line: a bracket is open, or a declaration has not been
/// ended by an empty line.
[[nodiscard]] bool goes_on(std::string_view input);

class Repl {
 public:
  /// Loads the case that `arguments` name, or the project's. A problem where there is none,
  /// several, or mistakes in it. Both must outlive the result.
  [[nodiscard]] static Outcome<Repl> open(const Arguments& arguments, Console& console);
  Repl(Repl&&) noexcept;
  Repl& operator=(Repl&&) noexcept;
  ~Repl();

  /// The case's title, and how many rules and facts there are.
  [[nodiscard]] std::string greeting() const;
  /// Does what an input asks for: results to `out`, all else to `err`. False where it ends the
  /// dialogue.
  [[nodiscard]] bool take(const std::string& input);
  /// Commands, names, and the subjects of ratings.
  [[nodiscard]] Completion complete(std::string_view line) const;

 private:
  struct State;
  explicit Repl(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace casus::cli
