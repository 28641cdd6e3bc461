// SPDX-License-Identifier: Apache-2.0
//
// What people type where `casus consult` asks, and what is wanted of them: apart from the dialogue,
// which is about what follows from it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "casus/consult.hpp"

namespace casus::cli::commands {

/// An answer, and how sure it is.
struct Said {
  std::string answer;
  Sureness sureness = {};
};

/// "no, 70 %", "worn, probably"; and "probably not" or "probably worn", but for a text, of which
/// such a word may be a part; for a number, 30% is its value. `field`: what is asked for, if any;
/// `of_fact`: whether there is a fact is asked as well, and "probably" alone says yes to that.
[[nodiscard]] Said parted(const std::string& said, const GapField* field, bool of_fact);
/// The place of a comma outside quotes.
[[nodiscard]] std::size_t comma_in(const std::string& said);
/// ", certainty 0.7", ", probably"; empty where nothing is said of that.
[[nodiscard]] std::string sureness_text(const Sureness& sureness);
/// What is typed at any time, in capitals or not: "quit", "back", "why", "?", "unknown", "yes" or
/// "no"; empty where it is none of that.
[[nodiscard]] std::string_view command_of(const std::string& said);

/// "person (text)", "result (sound, worn or broken)"
[[nodiscard]] std::string what(const GapField& field);
/// What a value looks like, in words: "a date is wanted, as 2026-02-01"; first which member was
/// meant by what was said instead, if any.
[[nodiscard]] std::string wanted(const GapField& field, const std::string& said);
/// Whether something looks like a value of a field; the rest is for the reader of values to find.
[[nodiscard]] bool may_be(const GapField& field, const std::string& said);
/// `yes` and `no` to a field that is true or false as its values; anything else as it is.
[[nodiscard]] std::string truth(const GapField& field, const std::string& said);
/// As rules write it: a text stands in quotes there, and people leave them out.
[[nodiscard]] std::string literal(const GapField& field, const std::string& said);

[[nodiscard]] std::string trimmed(const std::string& text);

}  // namespace casus::cli::commands
