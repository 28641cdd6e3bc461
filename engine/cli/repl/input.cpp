// SPDX-License-Identifier: Apache-2.0
#include "cli/repl/input.hpp"

#include <histedit.h>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <filesystem>
#include <istream>

namespace casus::cli {
namespace {

class PipedInput : public Input {
 public:
  explicit PipedInput(std::istream& in) : in_(in) {}
  std::optional<std::string> line(bool /*first*/) override {
    std::string text;
    if (!std::getline(in_, text)) return std::nullopt;
    if (text.ends_with('\r')) text.pop_back();
    return text;
  }
  void keep(const std::string& /*input*/) override {}

 private:
  std::istream& in_;
};

class EditedInput : public Input {
 public:
  EditedInput(std::string file, Completer complete)
      : file_(std::move(file)), complete_(std::move(complete)) {
    (void)std::setlocale(LC_CTYPE, "");
    edit_ = el_init("casus", stdin, stderr, stderr);
    history_ = history_init();
    HistEvent event;
    history(history_, &event, H_SETSIZE, 1000);
    history(history_, &event, H_SETUNIQUE, 1);
    if (!file_.empty()) history(history_, &event, H_LOAD, file_.c_str());
    el_set(edit_, EL_CLIENTDATA, this);
    el_set(edit_, EL_PROMPT, &EditedInput::prompt);
    // At an interrupt the terminal is put back as it was before the process ends.
    el_set(edit_, EL_SIGNAL, 1);
    el_set(edit_, EL_EDITOR, "emacs");
    el_set(edit_, EL_HIST, ::history, history_);
    el_set(edit_, EL_ADDFN, "casus-complete", "complete a name", &EditedInput::complete_word);
    el_set(edit_, EL_BIND, "^I", "casus-complete", nullptr);
    el_set(edit_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    el_source(edit_, nullptr);
  }
  EditedInput(const EditedInput&) = delete;
  EditedInput& operator=(const EditedInput&) = delete;
  ~EditedInput() override {
    history_end(history_);
    el_end(edit_);
  }

  std::optional<std::string> line(bool first) override {
    first_ = first;
    int size = 0;
    const char* text = el_gets(edit_, &size);
    if (text == nullptr || size <= 0) return std::nullopt;
    std::string line(text, static_cast<std::size_t>(size));
    while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
    return line;
  }

  void keep(const std::string& input) override {
    const std::string line = as_one_line(input);
    if (line.empty()) return;
    HistEvent event;
    history(history_, &event, H_ENTER, line.c_str());
    if (file_.empty()) return;
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(file_).parent_path(), ignored);
    history(history_, &event, H_SAVE, file_.c_str());
  }

 private:
  static EditedInput& of(EditLine* edit) {
    void* self = nullptr;
    el_get(edit, EL_CLIENTDATA, &self);
    return *static_cast<EditedInput*>(self);
  }
  static char* prompt(EditLine* edit) {
    static char first[] = "casus> ";
    static char more[] = "     | ";
    return of(edit).first_ ? first : more;
  }
  static unsigned char complete_word(EditLine* edit, int /*key*/) {
    const LineInfo* info = el_line(edit);
    const std::string_view line(info->buffer,
                                static_cast<std::size_t>(info->cursor - info->buffer));
    const auto [typed, found] = of(edit).complete_(line);
    if (found.empty()) return CC_REFRESH_BEEP;
    // As far as all of them agree.
    std::string common = found.front();
    for (const std::string& one : found) {
      common.erase(std::ranges::mismatch(common, one).in1, common.end());
    }
    if (common.size() > typed) {
      el_insertstr(edit, common.c_str() + typed);
      return CC_REFRESH;
    }
    if (found.size() == 1) return CC_REFRESH_BEEP;
    std::fputc('\n', stderr);
    for (const std::string& one : found) std::fprintf(stderr, "%s\n", one.c_str());
    return CC_REDISPLAY;
  }

  std::string file_;
  Completer complete_;
  EditLine* edit_ = nullptr;
  History* history_ = nullptr;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Input> open_input(Streams& streams, const std::string& history,
                                  Completer complete) {
  if (streams.in_is_terminal && streams.err_is_terminal) {
    return std::make_unique<EditedInput>(history, std::move(complete));
  }
  return std::make_unique<PipedInput>(streams.in);
}

std::string as_one_line(std::string_view input) {
  std::string out;
  bool in_text = false;
  bool parted = false;  // by blanks, line ends and comments that are left out
  for (std::size_t i = 0; i < input.size(); ++i) {
    const char c = input[i];
    if (in_text) {
      out += c;
      if (c == '\\' && i + 1 < input.size()) out += input[++i];
      if (c == '"') in_text = false;
      continue;
    }
    if (input.substr(i).starts_with("//")) {
      i = std::min(input.find('\n', i), input.size()) - 1;
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\n') {
      parted = true;
      continue;
    }
    if (parted && !out.empty() && !out.ends_with('(') && c != ')') out += ' ';
    parted = false;
    in_text = c == '"';
    out += c;
  }
  return out;
}

}  // namespace casus::cli
