// SPDX-License-Identifier: Apache-2.0
//
// Rule text in, checked program or diagnostics out, both as short readable text. A diagnostic is
// written whole: code and message, its labels with line:column and the text they mark, notes, and
// help with the edits of a fix.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "casus/source.hpp"
#include "check/check.hpp"

namespace casus::testing {

struct CheckedText {
  Sources sources = {};
  check::Checked checked = {};

  /// Fails the test where there is no program.
  [[nodiscard]] const check::Program& program() const;
  /// Every diagnostic, in order.
  [[nodiscard]] std::string diagnostics() const;
  /// Only the codes with their places: "E0401 5:8, W0401 7:3".
  [[nodiscard]] std::string codes() const;
  /// The rule of this name as dumped; or the diagnostics.
  [[nodiscard]] std::string rule(const std::string& name) const;
  [[nodiscard]] std::string variables(const std::string& name) const;
  /// All rules as dumped, one a line; or the diagnostics.
  [[nodiscard]] std::string rules() const;
  /// The components of the program in order; or the diagnostics.
  [[nodiscard]] std::string components() const;
};

/// Checks one file, "rules.casus", after it has been parsed without mistakes.
[[nodiscard]] CheckedText check_text(std::string text);
/// Several files, named.
[[nodiscard]] CheckedText check_texts(
    const std::vector<std::pair<std::string, std::string>>& files);

/// A goal against a program: its dump and answers, or the diagnostics.
[[nodiscard]] std::string check_goal_text(const CheckedText& against, const std::string& goal);

[[nodiscard]] std::string show(const Sources& sources, const Diagnostics& diagnostics);

/// What the sample page of the language uses, for tests that need something to talk about.
extern const char* const vocabulary;

}  // namespace casus::testing
