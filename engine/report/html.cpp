// SPDX-License-Identifier: Apache-2.0
#include "report/html.hpp"

#include <algorithm>

#include "report/display.hpp"

namespace casus::report {
namespace {

/// Colours by what they are for: text stands out from its ground by 4.5 to 1 at least.
constexpr std::string_view style = R"(
:root{color-scheme:light dark;--page:#fdfcf9;--text:#1d1b18;--faint:#5f5a52;--line:#d9d4c9;
--block:#f5f2ea;--link:#7a2d12;--keyword:#5b3a8c;--string:#2c6136;--number:#1f4f86;--mark:#fff0c2}
@media (prefers-color-scheme:dark){:root{--page:#171614;--text:#e9e5dc;--faint:#aaa397;
--line:#3d3a34;--block:#201e1b;--link:#f0a583;--keyword:#c9abf2;--string:#9fd0a4;--number:#9cc3f0;
--mark:#3f3310}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;padding:1.5rem 1.25rem 4rem;max-width:76rem;background:var(--page);
color:var(--text);font:1.0625rem/1.55 "Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",
"Source Serif 4",Charter,Georgia,serif;overflow-wrap:anywhere;hanging-punctuation:first}
h1,h2,h3,h4{line-height:1.2;font-weight:600}
h1{font-size:2.5rem;margin:3rem 0 .5rem;letter-spacing:-.01em}
h2{font-size:1.7rem;margin:4rem 0 1rem;padding-bottom:.35rem;border-bottom:1px solid var(--line)}
h3{font-size:1.2rem;margin:0 0 .3rem}
h4{font-size:.95rem;margin:0 0 .5rem;color:var(--faint);font-style:italic;font-weight:400}
p,ul,ol,dl,table,pre,figure,blockquote{margin:0 0 .8rem}
ul,ol{padding-left:1.3rem}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
:target{background:var(--mark)}
code,pre{font-family:ui-monospace,"SF Mono","Cascadia Code","DejaVu Sans Mono",Menlo,Consolas,
monospace;font-size:.84em}
pre{white-space:pre-wrap;line-height:1.5;background:var(--block);border-left:3px solid var(--line);
padding:.7rem .9rem;tab-size:2}
code a{text-decoration-color:var(--line)}
.keyword{color:var(--keyword)}
.text{color:var(--string)}
.number{color:var(--number)}
.comment,.faint{color:var(--faint)}
.comment{font-style:italic}
.declared{font-weight:700}
table{border-collapse:collapse;font-size:.94em}
caption{text-align:left;color:var(--faint);font-style:italic;padding-bottom:.25rem}
th,td{text-align:left;vertical-align:top;padding:.2rem 1.2rem .2rem 0;
border-bottom:1px solid var(--line)}
th{font-weight:600}
blockquote{margin-left:0;margin-bottom:.15rem;font-style:italic}
figcaption,.small{font-size:.88em;line-height:1.45}
dl.notes{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;
font-size:.94em}
dl.notes dt{color:var(--faint);font-style:italic}
dl.notes dd{margin:0}
.skip{position:absolute;left:-100vw}
.skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:var(--page)}
.lead{font-size:1.15rem;color:var(--faint)}
.entry{padding:1.6rem 0 .8rem;border-top:1px solid var(--line)}
h2+.entry,.doc+.entry{border-top:0}
.kind{font-weight:400;font-style:italic;color:var(--faint)}
.title{font-style:italic;font-size:1.08em}
.place{float:right;font-size:.82rem;color:var(--faint);margin:.25rem 0 0 1rem}
.passages figure{border-left:1px solid var(--line);padding-left:.9rem}
.passages a{color:var(--faint)}
.names{columns:16rem;column-gap:2rem;list-style:none;padding:0}
.names li{break-inside:avoid;padding-left:1rem;text-indent:-1rem}
.run{list-style:none;padding:0}
.run li{display:inline}
.run li+li::before{content:" · ";color:var(--faint)}
@media (min-width:64rem){
.beside{display:grid;grid-template-columns:minmax(0,1fr) 22rem;column-gap:2.5rem}
.entry>h3,.entry>.title,.entry>div:not(.beside),.doc{max-width:48rem}
}
@media (max-width:42rem){
body{padding:1rem 1rem 3rem}
h1{font-size:2rem;margin-top:1.5rem}
.place{float:none;margin:0 0 .25rem}
dl.notes{grid-template-columns:minmax(0,1fr)}
dl.notes dd{margin-bottom:.4rem}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
:root{color-scheme:light;--page:#fff;--text:#000;--faint:#444;--line:#999;--block:#fff;--link:#000;
--keyword:#000;--string:#222;--number:#000;--mark:#fff}
@page{margin:20mm 18mm}
body{max-width:none;padding:0;font-size:10.5pt}
.skip{display:none}
h2{break-before:page;margin-top:0}
h2,h3,h4,caption{break-after:avoid}
figure,tr,li{break-inside:avoid}
thead{display:table-header-group}
a{text-decoration:none}
a[rel]::after{content:" <" attr(href) ">"}
.beside{display:block}
.keyword{font-weight:600}
}
)";

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const bool plain = (c >= ' ' && c < 0x7F) || c == '\n' || c == '\t';
    if (!plain) {
      const Cell cell = cell_at(text, at);
      out += cell.shown;
      at += cell.size;
      continue;
    }
    ++at;
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

void append_attributes(std::string& out, Attributes attributes) {
  for (const Attribute& one : attributes) {
    out += ' ';
    out += one.name;
    out += "=\"";
    append_escaped(out, one.value);
    out += '"';
  }
}

}  // namespace

Html& Html::open(std::string_view tag, Attributes attributes) {
  out_ += '<';
  out_ += tag;
  append_attributes(out_, attributes);
  out_ += '>';
  open_.push_back(tag);
  return *this;
}

Html& Html::close() {
  out_ += "</";
  out_ += open_.back();
  out_ += '>';
  open_.pop_back();
  return *this;
}

Html& Html::empty(std::string_view tag, Attributes attributes) {
  out_ += '<';
  out_ += tag;
  append_attributes(out_, attributes);
  out_ += '>';
  return *this;
}

Html& Html::text(std::string_view text) {
  append_escaped(out_, text);
  return *this;
}

Html& Html::element(std::string_view tag, Attributes attributes, std::string_view text) {
  return open(tag, attributes).text(text).close();
}

Html& Html::link(std::string_view anchor, std::string_view text) {
  return element("a", {{"href", '#' + std::string(anchor)}}, text);
}

Html& Html::web_link(std::string_view address, std::string_view text) {
  if (!address.starts_with("https://") && !address.starts_with("http://")) return this->text(text);
  return element("a", {{"href", address}, {"rel", "external noreferrer"}}, text);
}

Html& Html::line() {
  out_ += '\n';
  return *this;
}

void Html::begin_page(std::string_view title) {
  out_ += "<!DOCTYPE html>\n";
  open("html", {{"lang", "en"}}).line().open("head").line();
  empty("meta", {{"charset", "utf-8"}}).line();
  empty("meta", {{"http-equiv", "Content-Security-Policy"},
                 {"content",
                  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                  "form-action 'none'"}})
      .line();
  empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}).line();
  element("title", title).line();
  open("style");
  out_ += style;
  close().line().close().line().open("body").line();
  element("a", {{"class", "skip"}, {"href", "#main"}}, "Skip to the content").line();
}

void Html::end_page() { close().line().close().line(); }

std::vector<ProseBlock> prose_blocks(std::string_view text) {
  std::vector<ProseBlock> blocks;
  bool begins = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) {
      begins = true;
      continue;
    }
    line.remove_prefix(first);
    const bool item = line.starts_with("- ");
    if (item) line.remove_prefix(2);
    if (begins || item) {
      blocks.push_back({item, std::string(line)});
    } else {
      blocks.back().text += ' ';
      blocks.back().text += line;
    }
    begins = false;
  }
  return blocks;
}

}  // namespace casus::report
