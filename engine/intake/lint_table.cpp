// SPDX-License-Identifier: Apache-2.0
#include "intake/lint_table.hpp"

#include <algorithm>
#include <array>

#include "base/lints.hpp"
#include "base/near.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

struct Option {
  std::string_view lint;
  std::string_view key;
  std::uint32_t LintSettings::*setting;
};
constexpr auto options = std::to_array<Option>({
    {"too-many-conditions", "most", &LintSettings::most_conditions},
    {"stale-fact", "months", &LintSettings::stale_months},
    {"repeated-number", "rules", &LintSettings::repeated_rules},
});

constexpr auto level_words = std::to_array<std::string_view>({"off", "warning", "error"});

void read_level(Reading& reading, std::string_view name, const Entry& entry, const std::string& key,
                LintSettings& settings) {
  const auto* text = std::get_if<std::string>(&entry.value.data);
  const auto* const word =
      text == nullptr ? level_words.end() : std::ranges::find(level_words, *text);
  if (text == nullptr) {
    refuse_type(reading, name, entry.value, "a level")
        .advise("it is \"off\", \"warning\" or \"error\"");
  } else if (word == level_words.end()) {
    Diagnostic& refused =
        reading.report(error("E0607", in_ticks(name) + " cannot be " + in_ticks(*text)));
    refused.label(entry.value.span, "no level");
    if (const auto near = base::nearest(*text, level_words)) {
      refused.fix(near->question(), {{entry.value.span, '"' + near->name + '"'}}, near->sure);
    } else {
      refused.advise("it is \"off\", \"warning\" or \"error\"");
    }
  } else {
    settings.levels[key] = static_cast<LintSettings::Level>(word - level_words.begin());
  }
}

void read_options(Reading& reading, const Entry& entry, const Table& table, const base::Lint& lint,
                  LintSettings& settings) {
  std::vector<std::string_view> known{"level"};
  for (const Option& one : options) {
    if (one.lint == lint.name) known.push_back(one.key);
  }
  for (const Entry& line : table.entries) {
    const std::string name = entry.key + '.' + line.key;
    const auto* const option = std::ranges::find_if(
        options, [&](const Option& one) { return one.lint == lint.name && one.key == line.key; });
    if (line.key == "level") {
      read_level(reading, name, line, std::string(lint.code), settings);
    } else if (option == options.end()) {
      refuse_key(reading, line, in_ticks(entry.key), known, table);
    } else if (const auto value = read_integer(reading, name, line.value)) {
      constexpr std::int64_t largest = 1'000'000;
      if (*value >= 1 && *value <= largest) {
        settings.*(option->setting) = static_cast<std::uint32_t>(*value);
      } else {
        reading.report(error("E0606", in_ticks(name) + " is outside its range"))
            .label(line.value.span, "must be a whole number from 1 to 1000000")
            .advise("correct the value, or remove the line for the usual one");
      }
    }
  }
}

}  // namespace

void read_lint(Reading& reading, const Entry& entry, LintSettings& settings) {
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table == nullptr) {
    reading.report(error("E0602", "`lint` is not written as `[lint]`"))
        .label(entry.key_span)
        .advise("write `[lint]` on a line of its own, and its keys below");
    return;
  }
  std::vector<std::string_view> known(base::lint_categories.begin(), base::lint_categories.end());
  for (const base::Lint& lint : base::lints) known.push_back(lint.name);
  for (const Entry& line : table->entries) {
    const base::Lint* lint = base::find_lint(line.key);
    const bool category =
        std::ranges::find(base::lint_categories, line.key) != base::lint_categories.end();
    const auto* inner = std::get_if<Table>(&line.value.data);
    if (lint == nullptr && !category) {
      refuse_key(reading, line, "`[lint]`", known, *table);
    } else if (lint != nullptr && inner != nullptr) {
      read_options(reading, line, *inner, *lint, settings);
    } else {
      read_level(reading, line.key, line, lint == nullptr ? line.key : std::string(lint->code),
                 settings);
    }
  }
}

}  // namespace casus::intake
