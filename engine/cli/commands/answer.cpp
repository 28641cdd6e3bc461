// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "base/characters.hpp"
#include "cli/arguments.hpp"
#include "report/display.hpp"

namespace casus::cli::commands {
namespace {

std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(), base::lower);
  return text;
}

/// "probably", "possibly", "70 %", "certainty 0.7"; nothing where it is none of that.
std::optional<Sureness> sureness_of(const std::string& text) {
  const std::string said = lowered(text);
  if (said == "probably") return Sureness{.credibility = 2};
  if (said == "possibly") return Sureness{.credibility = 3};
  constexpr std::string_view word = "certainty ";
  const bool percent = said.ends_with('%');
  if (!percent && !said.starts_with(word)) return std::nullopt;
  const std::string digits =
      trimmed(percent ? said.substr(0, said.size() - 1) : said.substr(word.size()));
  double number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, wrong] = std::from_chars(digits.data(), end, number);
  if (percent) number /= 100;
  if (wrong != std::errc() || rest != end || !(number > 0 && number <= 1)) return std::nullopt;
  return Sureness{.certainty = number};
}

/// What people say who give no name: nothing of that is one, unless it stands in quotes.
bool is_no_name(const std::string& said) {
  static constexpr auto whole = std::to_array<std::string_view>(
      {"none", "nope", "nothing", "no one", "no-one", "noone", "n/a", "sure", "ok"});
  static constexpr auto begins =
      std::to_array<std::string_view>({"nobody", "no one", "maybe", "perhaps", "possibly",
                                       "probably", "likely", "unlikely", "yes", "no", "not"});
  std::string small = lowered(said);
  if (small.ends_with('.')) small.pop_back();
  if (small.empty() || small == "-" || small.ends_with('?')) return true;
  if (std::ranges::find(whole, small) != whole.end()) return true;
  return std::ranges::any_of(begins, [&](std::string_view word) {
    return small.starts_with(word) && (small.size() == word.size() || small[word.size()] == ' ');
  });
}

/// "2026-02-01", whether there is such a day or not.
bool is_date_like(std::string_view said) {
  constexpr std::string_view form = "dddd-dd-dd";
  if (said.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = said[i] >= '0' && said[i] <= '9';
    if (form[i] == 'd' ? !digit : said[i] != '-') return false;
  }
  return true;
}

/// "sound, worn or broken"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  }
  return text;
}

}  // namespace

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string sureness_text(const Sureness& sureness) {
  if (sureness.certainty) return fmt::format(", certainty {}", *sureness.certainty);
  if (sureness.credibility > 0) return sureness.credibility == 2 ? ", probably" : ", possibly";
  return {};
}

std::size_t comma_in(const std::string& said) {
  const std::size_t comma = said.rfind(',');
  if (comma == std::string::npos) return comma;
  const auto quotes =
      std::count(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(comma), '"');
  return quotes % 2 == 0 ? comma : std::string::npos;
}

Said parted(const std::string& said, const GapField* field, bool of_fact) {
  const std::size_t comma = comma_in(said);
  if (comma != std::string::npos) {
    if (const auto sure = sureness_of(trimmed(said.substr(comma + 1)))) {
      return {trimmed(said.substr(0, comma)), *sure};
    }
  }
  if (field != nullptr &&
      (field->text || (field->type.starts_with("number") && said.ends_with('%')))) {
    return {said};
  }
  if (const auto sure = sureness_of(said)) return of_fact ? Said{"yes", *sure} : Said{said};
  const std::size_t blank = said.find(' ');
  if (blank == std::string::npos) return {said};
  const auto sure = sureness_of(said.substr(0, blank));
  if (!sure) return {said};
  const std::string rest = trimmed(said.substr(blank));
  return {lowered(rest) == "not" ? "no" : rest, *sure};
}

std::string wanted(const GapField& field, const std::string& said) {
  if (!field.members.empty()) {
    const std::vector<std::string_view> members(field.members.begin(), field.members.end());
    std::string name = said;
    std::ranges::replace(name, ' ', '_');
    const std::string meant = did_you_mean(name, members);
    return meant + (meant.empty() ? "" : " ") + listed(field.members) + " is wanted";
  }
  if (field.text) return "a name is wanted, or any text in quotes";
  if (field.type == "date") return "a date is wanted, as 2026-02-01";
  if (field.type == "duration") return "a duration is wanted, as 6 months or 30 days";
  const bool whole = field.type.starts_with("int");
  std::string unit = field.type.substr(whole ? 3 : std::string_view("number").size());
  return (whole ? "a whole number" : "a number") + unit + " is wanted, as " +
         (whole          ? "12"
          : unit.empty() ? "0.3 or 30%"
                         : "4.5");
}

bool may_be(const GapField& field, const std::string& said) {
  if (!field.members.empty()) {
    return std::ranges::find(field.members, said) != field.members.end();
  }
  if (field.text) return said.starts_with('"') || !is_no_name(said);
  if (field.type == "date") return is_date_like(said);
  return !said.empty() &&
         std::string_view("0123456789-+.").find(said.front()) != std::string_view::npos;
}

std::string what(const GapField& field) {
  std::string of = field.members.empty() ? field.type : listed(field.members);
  if (of == "number") of += ", as 0.3 or 30%";
  return fmt::format("{} ({})", report::printable(field.name), report::printable(of));
}

std::string truth(const GapField& field, const std::string& said) {
  const std::string_view command = field.type == "bool" ? command_of(said) : std::string_view();
  return command == "yes" ? "true" : command == "no" ? "false" : said;
}

std::string literal(const GapField& field, const std::string& said) {
  if (!field.text || said.empty() || said.front() == '"') return said;
  std::string quoted = "\"";
  for (const char c : said) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string_view command_of(const std::string& said) {
  using Spelt = std::pair<std::string_view, std::string_view>;
  static constexpr auto spelt = std::to_array<Spelt>({{"quit", "quit"},
                                                      {"exit", "quit"},
                                                      {"q", "quit"},
                                                      {"back", "back"},
                                                      {"why", "why"},
                                                      {"?", "?"},
                                                      {"help", "?"},
                                                      {"undo", "back"},
                                                      {"unknown", "unknown"},
                                                      {"i do not know", "unknown"},
                                                      {"i don't know", "unknown"},
                                                      {"don't know", "unknown"},
                                                      {"not known", "unknown"},
                                                      {"no idea", "unknown"},
                                                      {"skip", "unknown"},
                                                      {"yes", "yes"},
                                                      {"y", "yes"},
                                                      {"no", "no"},
                                                      {"n", "no"}});
  std::string small = lowered(said);
  if (small.ends_with('.')) small.pop_back();
  const auto* const found = std::ranges::find(spelt, small, &Spelt::first);
  return found == spelt.end() ? std::string_view() : found->second;
}

}  // namespace casus::cli::commands
