// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/coverage.hpp"
#include "report/display.hpp"
#include "report/markup.hpp"

namespace casus::report {
namespace {

constexpr std::string_view head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Coverage of rules</title>
<style>
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --line: #c8c8c8; --missed: #fde7d9;
  --word: #8a3600; --link: #0b4f9e; }
@media (prefers-color-scheme: dark) { :root { --text: #e8e8e8; --page: #16181c; --line: #4a4d52;
  --missed: #4a2a14; --word: #ffc39b; --link: #9cc8ff; } }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; color: var(--text); background: var(--page);
  font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); }
table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; }
th, td { text-align: left; padding: .15rem .6rem; border-bottom: 1px solid var(--line); }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.code { width: 100%; }
.code td, .code th { border: 0; padding: 0 .6rem; vertical-align: top; font-weight: normal; }
.code td.source { font-family: ui-monospace, monospace; white-space: pre-wrap; }
.code tr.missed { background: var(--missed); }
.code td.marks { color: var(--word); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
</style>
</head>
<body>
<a class="skip" href="#files">Skip to the rules</a>
<main>
)";

std::string row(std::string_view name, const Coverage::Share& share) {
  if (share.all == 0) return {};
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td>"
      "<td class=\"number\">{}</td></tr>\n",
      name, share_text(share), share.seen, share.all);
}

std::string summary(const Coverage& coverage) {
  return "<table>\n<caption>What the tests have seen</caption>\n<thead><tr><th scope=\"col\">Of"
         "</th><th scope=\"col\">Share</th><th scope=\"col\">Seen</th><th scope=\"col\">All</th>"
         "</tr></thead>\n<tbody>\n" +
         row("Rules that applied", coverage.of_rules()) +
         row("Conditions, true and false", coverage.of_conditions()) +
         row("Rows of tables", coverage.of_rows()) + row("Bands of ratings", coverage.of_bands()) +
         row("All of it", coverage.total()) + "</tbody>\n</table>\n";
}

/// A file line by line, with what was not seen beside it.
std::string listing(const Sources& sources, std::uint32_t file,
                    const std::vector<Uncovered>& marks) {
  std::string out = fmt::format(
      "<h2 id=\"file-{}\">{}</h2>\n<table class=\"code\">\n<caption>{} of its lines {} not seen in "
      "full</caption>\n<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Rule</th>"
      "<th scope=\"col\">Not seen</th></tr></thead>\n<tbody>\n",
      file, escaped(printable(sources.name(file))), marks.size(), marks.size() == 1 ? "is" : "are");
  const std::uint32_t lines =
      sources.position(file, static_cast<std::uint32_t>(sources.text(file).size())).line;
  auto next = marks.begin();
  for (std::uint32_t line = 1; line <= lines; ++line) {
    std::string text;
    if (next != marks.end() && next->line == line) {
      for (const std::string& mark : next->marks) text += (text.empty() ? "" : "; ") + mark;
      ++next;
    }
    out += fmt::format(
        "<tr{}><td class=\"number\">{}</td><td class=\"source\">{}</td><td class=\"marks\">{}</td>"
        "</tr>\n",
        text.empty() ? "" : " class=\"missed\"", line, escaped(printable(sources.line(file, line))),
        escaped(printable(text)));
  }
  return out + "</tbody>\n</table>\n";
}

}  // namespace

std::string coverage_html(const Coverage& coverage) {
  const Sources& sources = *coverage.sources;
  const std::vector<Uncovered> all = uncovered(coverage);
  std::set<std::uint32_t> files;
  for (const Coverage::Rule& rule : coverage.rules) files.insert(rule.span.file);
  for (const Uncovered& one : all) files.insert(one.file);
  std::string out(head);
  out += "<h1>Coverage of rules</h1>\n" + summary(coverage);
  out += "<h2 id=\"files\">Files</h2>\n<ul>\n";
  for (const std::uint32_t file : files) {
    const auto missed = std::ranges::count(all, file, &Uncovered::file);
    out += fmt::format("<li><a href=\"#file-{}\">{}</a>: {}</li>\n", file,
                       escaped(printable(sources.name(file))),
                       missed == 0 ? "all seen" : fmt::format("{} to look at", missed));
  }
  out += "</ul>\n";
  for (const std::uint32_t file : files) {
    std::vector<Uncovered> marks;
    std::ranges::copy_if(all, std::back_inserter(marks),
                         [&](const Uncovered& one) { return one.file == file; });
    out += listing(sources, file, marks);
  }
  if (!coverage.unused.empty()) {
    out += "<h2>Facts that nothing rests on</h2>\n<ul>\n";
    for (const Coverage::Unused& one : coverage.unused) {
      out += fmt::format("<li>{} ({})</li>\n", escaped(printable(one.id)),
                         escaped(printable(one.place)));
    }
    out += "</ul>\n";
  }
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace casus::report
