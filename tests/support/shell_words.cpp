// SPDX-License-Identifier: Apache-2.0
#include "support/shell_words.hpp"

#include <cstddef>
#include <stdexcept>
#include <utility>

namespace casus::testing {

namespace {

constexpr std::string_view special = "|&;<>()$`*?[]#~!{}";
constexpr std::string_view special_in_quotes = "$`!";

class Splitter {
 public:
  explicit Splitter(std::string_view line) : line_(line) {}

  std::vector<std::string> split() {
    while (at_ < line_.size()) {
      const char c = line_[at_++];
      if (c == ' ' || c == '\t') {
        end_word();
      } else if (c == '\'' || c == '"') {
        quoted(c);
      } else {
        plain(c);
      }
    }
    end_word();
    return std::move(words_);
  }

 private:
  void plain(char c) {
    if (special.find(c) != std::string_view::npos) refuse(c);
    in_word_ = true;
    if (c == '\\') {
      if (at_ == line_.size()) throw std::invalid_argument("the line ends in a backslash");
      c = line_[at_++];
    }
    word_ += c;
  }

  void quoted(char quote) {
    in_word_ = true;
    while (at_ < line_.size()) {
      char c = line_[at_++];
      if (c == quote) return;
      if (quote == '"') {
        if (special_in_quotes.find(c) != std::string_view::npos) refuse(c);
        if (c == '\\' && at_ < line_.size() && (line_[at_] == '"' || line_[at_] == '\\')) {
          c = line_[at_++];
        }
      }
      word_ += c;
    }
    throw std::invalid_argument("a quote is not closed");
  }

  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  [[noreturn]] static void refuse(char c) {
    throw std::invalid_argument(std::string("a shell would act on `") + c + "`: quote it");
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::string word_;
  bool in_word_ = false;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> shell_words(std::string_view line) { return Splitter(line).split(); }

}  // namespace casus::testing
