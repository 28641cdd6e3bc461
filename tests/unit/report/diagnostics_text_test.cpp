// SPDX-License-Identifier: Apache-2.0
#include "report/diagnostics.hpp"
#include "support/catch.hpp"

using namespace casus;

namespace {

/// The span of the `nth` (from 1) occurrence of `part` in a file.
Span at(const Sources& sources, std::uint32_t file, std::string_view part, int nth = 1) {
  std::size_t begin = 0;
  for (std::size_t from = 0; nth > 0; --nth, from = begin + 1) {
    begin = sources.text(file).find(part, from);
    REQUIRE(begin != std::string_view::npos);
  }
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + part.size())};
}

std::string text(const Diagnostics& diagnostics, const Sources& sources,
                 const report::Style& style = {}) {
  return report::diagnostics_text(diagnostics, sources, style);
}

std::string lines(int count) { return std::string(static_cast<std::size_t>(count), '\n'); }

}  // namespace

TEST_CASE("an insertion is shown as the line it makes", "[report][diagnostics]") {
  Sources sources;
  const auto file =
      sources.add("rules/energy.casus",
                  lines(11) +
                      "rule export_route \"Exports leave through the partner's pipelines\"\n"
                      "  when pipeline(exporter: c, operator_country: p, share: s)\n"
                      "  depends_on(country: c, on: p)\n");
  const Span here = at(sources, file, "depends_on");
  Diagnostic d = error("E0101", "this rule has conditions but no conclusion");
  d.label(here, "expected `and`, `or`, `unless` or a conclusion");
  d.label(at(sources, file, "export_route"), "in this rule");
  d.fix("conclude with `then`", {{{file, here.begin, here.begin}, "then "}}, true);
  CHECK(text({d}, sources) == R"(error[E0101]: this rule has conditions but no conclusion
  --> rules/energy.casus:14:3
   |
12 | rule export_route "Exports leave through the partner's pipelines"
   |      ------------ in this rule
13 |   when pipeline(exporter: c, operator_country: p, share: s)
14 |   depends_on(country: c, on: p)
   |   ^^^^^^^^^^ expected `and`, `or`, `unless` or a conclusion
   |
help: conclude with `then`                                  [safe fix]
   |
14 |   then depends_on(country: c, on: p)
   |   ++++
)");
}

TEST_CASE("a replacement that the help quotes needs no code", "[report][diagnostics]") {
  Sources sources;
  const auto file =
      sources.add("rules/leadership.casus", lines(8) + "   and not succesor(country: c)\n");
  const Span here = at(sources, file, "succesor");
  Diagnostic d = error("E0201", "no fact or relation is called `succesor`");
  d.label(here, "not declared in `alliance.vocabulary`");
  d.fix("did you mean `successor`? (vocabulary.casus:17)", {{here, "successor"}}, true);
  CHECK(text({d}, sources) == R"(error[E0201]: no fact or relation is called `succesor`
  --> rules/leadership.casus:9:12
   |
 9 |    and not succesor(country: c)
   |            ^^^^^^^^ not declared in `alliance.vocabulary`
   |
help: did you mean `successor`? (vocabulary.casus:17)       [safe fix]
)");
}

TEST_CASE("a second place of the same cause gets dashes", "[report][diagnostics]") {
  Sources sources;
  const auto file = sources.add(
      "rules/leadership.casus",
      lines(20) + "   and y >= 70 years\n  undermines stability.leadership(a) by y - 60\n");
  Diagnostic d = error("E0401", "`y` is used before anything gives it a value");
  d.label(at(sources, file, "y >="), "unbound here");
  d.labels[0].span.end = d.labels[0].span.begin + 1;
  Span second = at(sources, file, "y - 60");
  second.end = second.begin + 1;
  d.label(second, "same cause, reported once");
  d.advise("`leader` has it: add `and leader(country: c, age: y)`");
  CHECK(text({d}, sources) == R"(error[E0401]: `y` is used before anything gives it a value
  --> rules/leadership.casus:21:8
   |
21 |    and y >= 70 years
   |        ^ unbound here
22 |   undermines stability.leadership(a) by y - 60
   |                                         - same cause, reported once
   |
help: `leader` has it: add `and leader(country: c, age: y)`
)");
}

TEST_CASE("a far place and another file open a block of their own", "[report][diagnostics]") {
  Sources sources;
  const auto outlook =
      sources.add("rules/outlook.casus", lines(4) + "   and not tense(alliance: a)\n" + lines(5) +
                                             "   and not calm(alliance: a)\n");
  const auto other = sources.add("rules/other.casus", "relation calm()\n");
  Diagnostic d = error("E0403", "`calm` depends on its own absence");
  d.label(at(sources, outlook, "not"), "`calm` needs `tense` to be absent");
  d.label(at(sources, outlook, "not", 2), "and `tense` needs `calm` to be absent");
  d.label(at(sources, other, "calm"), "declared here");
  d.note("cycle: calm -> not tense -> tense -> not calm");
  d.advise("derive one of them from facts alone, or use `overrides`");
  CHECK(text({d}, sources) == R"(error[E0403]: `calm` depends on its own absence
  --> rules/outlook.casus:5:8
   |
 5 |    and not tense(alliance: a)
   |        ^^^ `calm` needs `tense` to be absent
   |
  ::: rules/outlook.casus:11:8
   |
11 |    and not calm(alliance: a)
   |        ^^^ and `tense` needs `calm` to be absent
   |
  ::: rules/other.casus:1:10
   |
 1 | relation calm()
   |          ^^^^ declared here
   |
note: cycle: calm -> not tense -> tense -> not calm
help: derive one of them from facts alone, or use `overrides`
)");
}

TEST_CASE("two labels on one line hang below each other", "[report][diagnostics]") {
  Sources sources;
  const auto file = sources.add("a.casus", "when x(a: 1) and y(b: 2)\n");
  Diagnostic d = error("E0301", "two types");
  d.label(at(sources, file, "y"), "a date here");
  d.label(at(sources, file, "x"), "a number here");
  CHECK(text({d}, sources) == R"(error[E0301]: two types
  --> a.casus:1:18
   |
 1 | when x(a: 1) and y(b: 2)
   |      -           ^ a date here
   |      |
   |      a number here
   |
)");
}

TEST_CASE("carets stand below Cyrillic and CJK text and after tabs", "[report][diagnostics]") {
  Sources sources;
  const auto file = sources.add("a.toml", "\tname = \"Казахстан\" + 中国 + x\n");
  Diagnostic d = warning("W0401", "marks");
  d.label(at(sources, file, "Казахстан"));
  Diagnostic cjk = warning("W0401", "marks");
  cjk.label(at(sources, file, "中国"));
  Diagnostic after = warning("W0401", "marks");
  after.label(at(sources, file, "x"));
  CHECK(text({d, cjk, after}, sources) == R"(warning[W0401]: marks
  --> a.toml:1:10
   |
 1 |     name = "Казахстан" + 中国 + x
   |             ^^^^^^^^^
   |

warning[W0401]: marks
  --> a.toml:1:23
   |
 1 |     name = "Казахстан" + 中国 + x
   |                          ^^^^
   |

warning[W0401]: marks
  --> a.toml:1:28
   |
 1 |     name = "Казахстан" + 中国 + x
   |                                 ^
   |
)");
}

TEST_CASE("control characters in source, names and messages are shown, never sent",
          "[report][diagnostics]") {
  Sources sources;
  const auto file = sources.add("a\x1b[2J.toml", "k = \"\x1b]0;x\x07\xE2\x80\xAE\xFF\" ?\n");
  Diagnostic d = error("E0601", "odd \x1b[31m text");
  d.label(at(sources, file, "?"), "la\rbel");
  const std::string shown = text({d}, sources);
  CHECK(shown == R"(error[E0601]: odd \x1b[31m text
  --> a\x1b[2J.toml:1:16
   |
 1 | k = "\x1b]0;x\x07\u{202e}\xff" ?
   |                                ^ la\rbel
   |
)");
}

TEST_CASE("a very long line is cut to a window around its mark", "[report][diagnostics]") {
  Sources sources;
  const auto file =
      sources.add("a.casus", std::string(500, 'a') + " here " + std::string(500, 'b') + "\n");
  Diagnostic d = error("E0101", "long");
  d.label(at(sources, file, "here"), "the place");
  CHECK(text({d}, sources, {.width = 45}) == R"(error[E0101]: long
  --> a.casus:1:502
   |
 1 | …aaaaaaaaaaaaaaaa here bbbbbbbbbbbbbbbb…
   |                   ^^^^ the place
   |
)");
  const std::string ascii = text({d}, sources, {.ascii = true, .width = 45});
  CHECK(ascii.find(" 1 | ...aaaaaaaaaaaaaa here bbbbbbbbbbbbbb...\n") != std::string::npos);
}

TEST_CASE("a mark at the end of a file or over several lines stays on its first line",
          "[report][diagnostics]") {
  Sources sources;
  const auto file = sources.add("a.casus", "rule a\n  when b");
  Diagnostic end = error("E0101", "it ends");
  end.label({file, 15, 15}, "here");
  Diagnostic both = error("E0102", "it spans");
  both.label({file, 5, 15});
  CHECK(text({end, both}, sources) == R"(error[E0101]: it ends
  --> a.casus:2:9
   |
 2 |   when b
   |         ^ here
   |

error[E0102]: it spans
  --> a.casus:1:6
   |
 1 | rule a
   |      ^
   |
)");
}

TEST_CASE("twenty errors are told, the others counted", "[report][diagnostics]") {
  Sources sources;
  Diagnostics many(23, error("E0101", "no place"));
  many.push_back(warning("W0401", "a warning"));
  const std::string shown = text(many, sources);
  CHECK(shown.ends_with(
      "error[E0101]: no place\n\nwarning[W0401]: a warning\n\n… and 3 more errors\n"));
  many.erase(many.begin(), many.begin() + 3);
  CHECK(text(many, sources).find("more") == std::string::npos);
  CHECK(text({}, sources).empty());
}

TEST_CASE("colour only wraps what the words already say", "[report][diagnostics]") {
  Sources sources;
  const auto file = sources.add("a.casus", "rule a\n");
  Diagnostic d = error("E0101", "odd");
  d.label({file, 5, 6}, "here").advise("so");
  std::string coloured = text({d}, sources, {.colour = true});
  CHECK(coloured.find('\x1b') != std::string::npos);
  for (std::size_t i; (i = coloured.find('\x1b')) != std::string::npos;) {
    coloured.erase(i, coloured.find('m', i) + 1 - i);
  }
  CHECK(coloured == text({d}, sources));
}

TEST_CASE("concise diagnostics are one line each", "[report][diagnostics]") {
  Sources sources;
  const auto file = sources.add("a.casus", "rule a\n");
  Diagnostic d = error("E0101", "odd");
  d.label({file, 5, 6}, "here");
  CHECK(report::diagnostics_concise({d, warning("W0501", "placeless")}, sources) ==
        "a.casus:1:6: error[E0101]: odd\nwarning[W0501]: placeless\n");
}

TEST_CASE("messages are broken at the width where the style asks for it", "[report][diagnostics]") {
  const casus::Diagnostics diagnostics{
      casus::error("", "one two three four five").note("aaa bbb ccc ddd eee")};
  const casus::Sources sources;
  CHECK(casus::report::diagnostics_text(diagnostics, sources, {.width = 20}) ==
        "error: one two three four five\nnote: aaa bbb ccc ddd eee\n");
  // 13 columns behind "error: ", 14 behind "note: ".
  CHECK(casus::report::diagnostics_text(diagnostics, sources, {.width = 20, .wraps = true}) ==
        "error: one two three\n       four five\nnote: aaa bbb ccc\n      ddd eee\n");
}
