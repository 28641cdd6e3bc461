// SPDX-License-Identifier: Apache-2.0
#include "support/diagnostic_pages.hpp"

#include <exception>
#include <regex>
#include <set>
#include <stdexcept>

#include "support/difference.hpp"
#include "support/folders.hpp"
#include "support/markdown.hpp"
#include "support/shell_words.hpp"

namespace casus::testing {

namespace {

struct Example {
  std::set<std::string> codes;
  Outcome outcome;
};

std::string file_of(const Fence& fence) {
  if (std::string file = fence.attribute("file"); !file.empty()) return file;
  if (fence.language == "casus") return "rules.casus";
  if (fence.language == "toml") return "case.toml";
  return {};
}

/// The arguments of the first `$ casus …` line.
std::vector<std::string> arguments_in(const Fence& console) {
  for (const std::string& line : console.body) {
    if (!line.starts_with("$ ")) continue;
    auto words = shell_words(line.substr(2));
    if (words.empty() || words[0] != "casus") break;
    words.erase(words.begin());
    return words;
  }
  throw std::invalid_argument("the ```console block shows no `$ casus …`");
}

std::set<std::string> codes_in(const std::string& text) {
  static const std::regex code(R"((?:error|warning)\[([A-Z][0-9]+)\])");
  std::set<std::string> codes;
  for (std::sregex_iterator i(text.begin(), text.end(), code), end; i != end; ++i) {
    codes.insert((*i)[1]);
  }
  return codes;
}

Example run_section(const Markdown& page, const std::string& section, const Command& casus) {
  const TemporaryFolder folder;
  std::vector<std::string> check{"check"};
  std::vector<std::string> shown;
  for (const Fence& fence : page.fences) {
    if (fence.section != section) continue;
    if (fence.language == "console" && shown.empty()) shown = arguments_in(fence);
    if (const std::string file = file_of(fence); !file.empty()) {
      write_file(folder.path() / file, text_of(fence.body));
      if (file.ends_with(".casus")) check.emplace_back("-r");
      check.push_back(file);
    }
  }
  if (check.size() == 1 && shown.empty()) throw std::invalid_argument("shows no example");
  const WorkingFolder here(folder.path());
  const Outcome outcome = casus(shown.empty() ? check : shown, "");
  return {codes_in(outcome.out + outcome.err), outcome};
}

std::string list(const std::set<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : ", ") + code;
  return text.empty() ? "no diagnostic" : text;
}

}  // namespace

std::vector<std::string> check_diagnostic_page(const std::string& code, std::string_view text,
                                               const Command& casus) {
  std::vector<std::string> wrong;
  const auto attempt = [&](const char* section, const auto& judge) {
    try {
      const Example example = run_section(read_markdown(text), section, casus);
      if (const std::string what = judge(example); !what.empty()) {
        wrong.push_back(code + ".md, " + section + ": " + what + '\n' + example.outcome.out +
                        example.outcome.err);
      }
    } catch (const std::exception& error) {
      wrong.push_back(code + ".md, " + section + ": " + error.what());
    }
  };
  attempt("Fails", [&](const Example& example) -> std::string {
    if (example.codes != std::set{code}) return "printed " + list(example.codes);
    if (code.starts_with('E') && example.outcome.exit == 0) return "ended with exit 0";
    return {};
  });
  attempt("Works", [&](const Example& example) -> std::string {
    if (!example.codes.empty()) return "printed " + list(example.codes);
    if (example.outcome.exit != 0) return "ended with exit " + std::to_string(example.outcome.exit);
    return {};
  });
  return wrong;
}

}  // namespace casus::testing
