// SPDX-License-Identifier: Apache-2.0
#include "support/markup.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace casus::testing {
namespace {

constexpr auto without_content = std::to_array<std::string_view>({"meta", "br"});
constexpr auto forbidden =
    std::to_array<std::string_view>({"script", "img", "iframe", "link", "object", "form", "base"});

class Reader {
 public:
  explicit Reader(const std::string& page) : page_(page) {}

  std::vector<std::string> read() {
    constexpr std::string_view start = "<!DOCTYPE html>\n<html lang=\"en\">";
    if (!page_.starts_with(start)) say("no document type and language");
    for (at_ = page_.find('\n'); at_ < page_.size();) {
      if (page_[at_] == '<') {
        tag();
      } else {
        text(page_[at_++]);
      }
    }
    for (const std::string& tag : open_) say("not closed: " + tag);
    if (headings_.empty() || headings_.front() != 1) say("the first heading is no h1");
    if (std::ranges::count(headings_, 1) != 1) say("not one h1");
    for (std::size_t i = 1; i < headings_.size(); ++i) {
      if (headings_[i] > headings_[i - 1] + 1) say("a heading leaves out a level");
    }
    for (const std::string& one : asked_) {
      if (!ids_.contains(one)) say("no such anchor: " + one);
    }
    return std::move(mistakes_);
  }

 private:
  void say(const std::string& mistake) {
    if (mistakes_.size() < 10) mistakes_.push_back(mistake);
  }

  void text(char c) {
    const auto code = static_cast<unsigned char>(c);
    if (code < ' ' && c != '\n' && c != '\t') say("a control character");
    if (c == '>') say("a raw >");
    if (c != '&') return;
    for (const std::string_view entity : {"amp;", "lt;", "gt;", "quot;"}) {
      if (std::string_view(page_).substr(at_).starts_with(entity)) return;
    }
    say("a raw &");
  }

  void tag() {
    const std::size_t end = page_.find('>', at_);
    if (end == std::string::npos) {
      say("a tag without end");
      at_ = page_.size();
      return;
    }
    const std::string inside = page_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    if (inside.starts_with('/')) {
      if (open_.empty() || open_.back() != inside.substr(1)) {
        say("closed out of order: " + inside);
      } else {
        open_.pop_back();
      }
      return;
    }
    const std::size_t blank = std::min(inside.find(' '), inside.size());
    const std::string name = inside.substr(0, blank);
    const auto attributes = attributes_of(inside.substr(blank));
    if (std::ranges::find(forbidden, name) != forbidden.end()) say("forbidden: " + name);
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      headings_.push_back(name[1] - '0');
    }
    if ((before_ == "table") != (name == "caption")) say("a table without caption");
    before_ = name;
    if (name == "style") {
      at_ = std::min(page_.find("</style>", at_), page_.size());
    }
    if (name == "th" && !attributes.contains("scope")) say("a head without scope");
    if (const auto id = attributes.find("id"); id != attributes.end()) {
      if (!ids_.insert(id->second).second) say("an anchor twice: " + id->second);
    }
    if (const auto to = attributes.find("href"); to != attributes.end()) {
      if (to->second.starts_with('#')) {
        asked_.insert(to->second.substr(1));
      } else if (!to->second.starts_with("https://") && !to->second.starts_with("http://")) {
        say("leads to " + to->second);
      }
    }
    if (const auto by = attributes.find("aria-labelledby"); by != attributes.end()) {
      asked_.insert(by->second);
    }
    for (const auto& [attribute, value] : attributes) {
      if (attribute.starts_with("on") || attribute == "style" || attribute == "src") {
        say("forbidden: " + attribute);
      }
    }
    if (std::ranges::find(without_content, name) == without_content.end()) open_.push_back(name);
  }

  std::map<std::string, std::string> attributes_of(std::string_view text) {
    std::map<std::string, std::string> result;
    while (!text.empty()) {
      const std::size_t equals = text.find("=\"");
      const std::size_t end =
          equals == std::string_view::npos ? equals : text.find('"', equals + 2);
      if (text.front() != ' ' || end == std::string_view::npos) {
        say("an attribute out of shape: " + std::string(text));
        return result;
      }
      result.emplace(text.substr(1, equals - 1), text.substr(equals + 2, end - equals - 2));
      text.remove_prefix(end + 1);
    }
    return result;
  }

  const std::string& page_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  std::string before_;  ///< the element that was opened last
  std::vector<int> headings_;
  std::set<std::string> ids_, asked_;
  std::vector<std::string> mistakes_;
};

}  // namespace

std::vector<std::string> markup_mistakes(const std::string& page) { return Reader(page).read(); }

}  // namespace casus::testing
