// SPDX-License-Identifier: Apache-2.0
#include "report/html.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "support/catch.hpp"
#include "support/markup.hpp"

using namespace casus;
using report::Html;

namespace {

std::string page() {
  std::string out;
  Html html(out);
  html.begin_page("Title");
  html.element("h1", "Title").open("main", {{"id", "main"}}).close();
  html.end_page();
  return out;
}

/// Relative luminance, by WCAG 2.2.
double luminance(const std::string& colour) {
  constexpr double shares[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double part = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    sum += shares[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::string& a, const std::string& b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// "--page:#fdfcf9" and so on, behind `from`.
std::map<std::string, std::string> colours(const std::string& css, std::size_t from) {
  std::map<std::string, std::string> found;
  const std::size_t end = css.find('}', from);
  for (std::size_t at = from; (at = css.find("--", at)) < end; at += 2) {
    const std::size_t colon = css.find(':', at);
    found[css.substr(at + 2, colon - at - 2)] = css.substr(colon + 1, 7);
  }
  return found;
}

}  // namespace

TEST_CASE("a page stands by itself, and asks for nothing", "[report][html]") {
  CHECK(testing::markup_mistakes(page()) == std::vector<std::string>{});
  CHECK(page().find("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                    "form-action 'none'\"") != std::string::npos);
  CHECK(page().find("url(") == std::string::npos);
  CHECK(page().find("@import") == std::string::npos);
}

TEST_CASE("text stands out from its ground by 4.5 to 1, in light and dark", "[report][html]") {
  const std::string css = page();
  for (const char* theme :
       {":root{color-scheme:light dark;", "(prefers-color-scheme:dark){:root{"}) {
    const auto found = colours(css, css.find(theme));
    REQUIRE(found.size() == 10);
    for (const char* ground : {"page", "block", "mark"}) {
      for (const char* text : {"text", "faint", "link", "keyword", "string", "number"}) {
        INFO(theme << ' ' << text << " on " << ground);
        CHECK(contrast(found.at(text), found.at(ground)) >= 4.5);
      }
    }
  }
}

TEST_CASE("what is written as text is nothing but text", "[report][html]") {
  std::string out;
  Html html(out);
  html.element("p", {{"id", "a\"b"}}, "<b> & \"c\" \x1b[0m \u202e\xff\nd");
  CHECK(out == "<p id=\"a&quot;b\">&lt;b&gt; &amp; &quot;c&quot; \\x1b[0m \\u{202e}\\xff\nd</p>");
}

TEST_CASE("only addresses of the web are linked", "[report][html]") {
  std::string out;
  Html html(out);
  html.web_link("javascript:alert(1)", "a").web_link("https://a.example/", "b");
  CHECK(out == "a<a href=\"https://a.example/\" rel=\"external noreferrer\">b</a>");
}

TEST_CASE("documentation is set in paragraphs and lists", "[report][html]") {
  std::string out;
  Html html(out);
  html.prose("One\nand `two`.\n\n- a\n  b\n- c `d\n\nend",
             [&](std::string_view code) { html.element("code", code); });
  CHECK(out == "<p>One and <code>two</code>.</p><ul><li>a b</li><li>c `d</li></ul><p>end</p>");
}
