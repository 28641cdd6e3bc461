// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/shells.hpp"

#include <fmt/format.h>

#include "cli/question.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

constexpr std::string_view bash_script = R"(# Completion of `casus` in bash.
_casus() {
  local IFS=$'\n'
  local answer=($(casus completions bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  COMPREPLY=("${answer[@]:1}")
  COMPREPLY=("${COMPREPLY[@]%%$'\t'*}")
  [[ ${answer[0]} == files ]] && compopt -o default
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=\(] ]] && compopt -o nospace
  return 0
}
complete -F _casus casus
)";

constexpr std::string_view zsh_script = R"(#compdef casus
# Completion of `casus` in zsh.
_casus() {
  local line
  local -a answer texts shown
  answer=("${(@f)$(casus completions zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in "${(@)answer[2,-1]}"; do
    texts+=("${line%%$'\t'*}")
    shown+=("${line/$'\t'/  -- }")
  done
  if (( ${#texts} == 1 )) && [[ $texts[1] == *[=\(] ]]; then
    compadd -S '' -l -d shown -a texts
  else
    compadd -l -d shown -a texts
  fi
  [[ $answer[1] == files ]] && _files
}
if [[ $funcstack[1] == _casus ]]; then
  _casus "$@"
else
  compdef _casus casus
fi
)";

constexpr std::string_view fish_script = R"(# Completion of `casus` in fish.
function __casus_candidates
  set -l words (commandline -opc)
  set -e words[1]
  set -l last (commandline -ct)
  test -n "$last"; or set last ''
  set -l answer (casus completions fish -- $words "$last" 2>/dev/null)
  set -l how $answer[1]
  set -e answer[1]
  test (count $answer) -gt 0; and printf '%s\n' $answer
  test "$how" = files; and __fish_complete_path "$last"
end
complete -c casus -f -a '(__casus_candidates)'
)";

/// As bash inserts it behind what has been typed: a word that goes on keeps its quote open.
std::string for_bash(const std::string& text, std::string_view typed) {
  const bool goes_on = text.ends_with('(');
  if (typed.starts_with('"')) {
    std::string out;
    for (const char c : text) {
      if (std::string_view("\"\\$`").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
    return out;
  }
  std::string quoted = shell_word(text);
  if (goes_on && quoted.ends_with('\'')) quoted.pop_back();
  if (!typed.starts_with('\'') || !quoted.starts_with('\'')) return quoted;
  quoted.erase(0, 1);
  if (quoted.ends_with('\'')) quoted.pop_back();
  return quoted;
}

}  // namespace

const std::vector<std::string_view>& shells() {
  static const std::vector<std::string_view> names{"bash", "zsh", "fish"};
  return names;
}

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return std::string(bash_script);
  if (shell == "zsh") return std::string(zsh_script);
  return std::string(fish_script);
}

std::string unquoted(std::string_view typed) {
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const char c = typed[i];
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < typed.size()) {
      out += typed[++i];
    } else {
      out += c;
    }
  }
  return out;
}

std::string completion_answer(std::string_view shell, const Candidates& candidates,
                              std::string_view typed) {
  std::string out = candidates.files ? "files\n" : "words\n";
  for (const Candidate& one : candidates.words) {
    const std::string text = report::one_line(one.text);
    if (text != one.text) continue;  // could not be typed as it is
    out += shell == "bash" ? for_bash(text, typed) : text;
    if (!one.says.empty()) out += '\t' + report::one_line(one.says);
    out += '\n';
  }
  return out;
}

}  // namespace casus::cli
