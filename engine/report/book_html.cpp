// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "report/book.hpp"
#include "report/display.hpp"
#include "report/html.hpp"
#include "report/numbers.hpp"

namespace casus::report {
namespace {

using Entry = RuleBook::Entry;
using Link = RuleBook::Link;

std::string_view class_of(RuleBook::Piece::Kind kind) {
  constexpr std::string_view names[] = {"",        "keyword", "text",    "number",
                                        "comment", "name",    "declared"};
  return names[static_cast<std::size_t>(kind)];
}

class BookPage {
 public:
  BookPage(const RuleBook& book, std::string& out) : book_(book), html_(out) {
    for (const RuleBook::Module& module : book.modules) {
      for (const Entry& entry : module.entries) {
        const auto known = by_name_.emplace(entry.name, entry.anchor);
        if (!known.second) known.first->second.clear();
      }
    }
  }

  void write() {
    const std::string title = book_.title.empty() ? "Rule book" : "Rule book: " + book_.title;
    html_.begin_page(title);
    html_.open("header").line();
    html_.element("h1", title).line();
    html_.element("p", {{"class", "lead"}}, counts()).line();
    cases();
    html_.close().line();
    contents();
    html_.open("main", {{"id", "main"}}).line();
    for (const RuleBook::Module& module : book_.modules) write(module);
    sources();
    index();
    html_.close().line();
    html_.end_page();
  }

 private:
  [[nodiscard]] std::string counts() const {
    constexpr std::pair<SymbolKind, std::string_view> kinds[] = {
        {SymbolKind::fact, "fact"},   {SymbolKind::relation, "relation"},
        {SymbolKind::rule, "rule"},   {SymbolKind::rating, "rating"},
        {SymbolKind::table, "table"}, {SymbolKind::test, "test"}};
    std::map<SymbolKind, std::size_t> found;
    for (const RuleBook::Module& module : book_.modules) {
      for (const Entry& entry : module.entries) ++found[entry.kind];
    }
    std::string text = counted(book_.modules.size(), "module");
    for (const auto& [kind, name] : kinds) {
      if (found[kind] > 0) text += ", " + counted(found[kind], name);
    }
    return text;
  }

  void cases() {
    if (book_.cases.empty()) return;
    html_.element("p", "Beside each rule stand the statements that it rests on in these cases:");
    html_.open("ul").line();
    for (const CaseInfo& one : book_.cases) {
      html_.open("li").element("code", one.name);
      if (!one.title.empty()) html_.text(": " + one.title);
      if (!one.question.empty()) html_.text(". " + one.question);
      html_.close().line();
    }
    html_.close().line();
  }

  void contents() {
    html_.open("nav", {{"aria-labelledby", "contents"}}).line();
    html_.element("h2", {{"id", "contents"}}, "Contents").line();
    html_.open("dl").line();
    for (const RuleBook::Module& module : book_.modules) {
      html_.open("dt").link(module.anchor, module.name).close();
      html_.open("dd");
      const auto blocks = prose_blocks(module.doc);
      if (!blocks.empty()) prose(blocks.front().text);
      run_of(links_of(module));
      html_.close().line();
    }
    html_.open("dt").text("At the end").close().open("dd").open("ul", {{"class", "run"}});
    if (!book_.sources.empty()) html_.open("li").link("sources", "Sources").close();
    html_.open("li").link("index", "Index of names").close();
    html_.close().close().line().close().line().close().line();
  }

  [[nodiscard]] static std::vector<Link> links_of(const RuleBook::Module& module) {
    std::vector<Link> links;
    for (const Entry& entry : module.entries)
      links.push_back({entry.kind, entry.name, entry.anchor});
    return links;
  }

  void run_of(const std::vector<Link>& links) {
    if (links.empty()) return;
    html_.open("ul", {{"class", "run small"}});
    for (const Link& one : links) html_.open("li").link(one.anchor, one.name).close();
    html_.close();
  }

  void write(const RuleBook::Module& module) {
    html_.open("section", {{"aria-labelledby", module.anchor}}).line();
    html_.element("h2", {{"id", module.anchor}}, module.name).line();
    html_.open("div", {{"class", "doc"}});
    prose(module.doc);
    html_.open("dl", {{"class", "notes"}});
    html_.element("dt", "File").open("dd").element("code", module.file).close();
    note("Uses", module.uses);
    html_.close().close().line();
    for (const Entry& entry : module.entries) write(entry);
    html_.close().line();
  }

  void write(const Entry& entry) {
    html_.open("article", {{"class", "entry"}, {"aria-labelledby", entry.anchor}}).line();
    html_.element("p", {{"class", "place"}}, entry.place);
    html_.open("h3", {{"id", entry.anchor}});
    html_.element("span", {{"class", "kind"}}, name_of(entry.kind)).text(" " + entry.name);
    html_.close().line();
    if (!entry.title.empty()) html_.element("p", {{"class", "title"}}, entry.title).line();
    const bool has_passages = !entry.passages.empty();
    if (has_passages) html_.open("div", {{"class", "beside"}}).line();
    html_.open("div").line();
    prose(entry.doc);
    html_.open("pre").open("code");
    code(entry.code, entry.anchor);
    html_.close().close().line();
    parts(entry);
    scale(entry);
    grid(entry);
    notes(entry);
    html_.close().line();
    if (has_passages) {
      passages(entry);
      html_.close().line();
    }
    html_.close().line();
  }

  /// `heading`: the anchor that the heading above has already.
  void code(const RuleBook::Code& code, std::string_view heading = {}) {
    using Kind = RuleBook::Piece::Kind;
    for (const RuleBook::Piece& piece : code) {
      const std::string_view kind = class_of(piece.kind);
      if (piece.kind == Kind::name) {
        html_.link(piece.anchor, piece.text);
      } else if (piece.kind == Kind::declared && piece.anchor != heading) {
        html_.element("span", {{"class", kind}, {"id", piece.anchor}}, piece.text);
      } else if (kind.empty()) {
        html_.text(piece.text);
      } else {
        html_.element("span", {{"class", kind}}, piece.text);
      }
    }
  }

  /// The code lists all parts; what is said about them is easier to read in a table.
  void parts(const Entry& entry) {
    const auto has_doc = [](const RuleBook::Part& one) { return !one.doc.empty(); };
    if (std::ranges::none_of(entry.parts, has_doc)) return;
    begin_table("Fields of " + entry.name, {"Name", "Type", "Meaning"});
    for (const RuleBook::Part& one : entry.parts) {
      if (one.kind != SymbolKind::field) continue;
      html_.open("tr").open("th", {{"scope", "row"}}).link(one.anchor, one.name).close();
      html_.open("td").open("code");
      code(one.type);
      html_.close().close().open("td");
      prose(one.doc);
      html_.close().close().line();
    }
    end_table();
  }

  void scale(const Entry& entry) {
    if (entry.scale.empty()) return;
    begin_table("Bands of " + entry.name, {"Band", "From", "To"});
    for (const RuleBook::Step& one : entry.scale) {
      html_.open("tr").element("th", {{"scope", "row"}}, one.name).element("td", one.from);
      html_.element("td", &one == &entry.scale.back() ? one.to : "below " + one.to);
      html_.close().line();
    }
    end_table();
  }

  void grid(const Entry& entry) {
    if (entry.grid.rows.empty()) return;
    begin_table("The decision table " + entry.name, entry.grid.columns);
    for (const auto& row : entry.grid.rows) {
      html_.open("tr");
      for (const RuleBook::Code& cell : row) {
        html_.open("td").open("code");
        code(cell);
        html_.close().close();
      }
      html_.close().line();
    }
    end_table();
  }

  void begin_table(std::string_view caption, const std::vector<std::string>& columns) {
    html_.open("table").line().element("caption", caption).line();
    html_.open("thead").open("tr");
    for (const std::string& name : columns) html_.element("th", {{"scope", "col"}}, name);
    html_.close().close().line().open("tbody").line();
  }
  void end_table() { html_.close().close().line(); }

  void notes(const Entry& entry) {
    if (entry.source.empty() && entry.used_by.empty() && entry.tests.empty()) return;
    html_.open("dl", {{"class", "notes"}});
    if (!entry.source.empty()) {
      html_.element("dt", "Source").open("dd");
      const auto known = std::ranges::find(book_.sources, entry.source, &RuleBook::Source::id);
      if (known == book_.sources.end()) {
        html_.text(entry.source);
      } else {
        html_.link(known->anchor, title_of(*known));
      }
      html_.close();
    }
    note("Used by", entry.used_by);
    note("Tests", entry.tests);
    html_.close().line();
  }

  void note(std::string_view name, const std::vector<Link>& links) {
    if (links.empty()) return;
    html_.element("dt", name).open("dd");
    for (const Link& one : links) {
      if (&one != &links.front()) html_.text(", ");
      html_.link(one.anchor, one.name);
    }
    html_.close();
  }

  void passages(const Entry& entry) {
    html_.open("div", {{"class", "passages"}}).line();
    html_.element("h4", "Rests on").line();
    for (const RuleBook::Passage& one : entry.passages) {
      begin_passage(one);
      if (one.source != RuleBook::Passage::none) {
        html_.text(", ").link(book_.sources[one.source].anchor,
                              title_of(book_.sources[one.source]));
      }
      end_passage();
    }
    if (entry.further > 0) {
      html_.element("p", {{"class", "small"}}, fmt::format("and {} more", entry.further)).line();
    }
    html_.close().line();
  }

  /// The quote, if there is one, what it was taken to say, and where it stands.
  void begin_passage(const RuleBook::Passage& one) {
    const Evidence& fact = one.evidence;
    html_.open("figure");
    if (!fact.quote.empty()) {
      html_.element("blockquote", {{"dir", "auto"}}, "\u201c" + fact.quote + "\u201d");
    }
    html_.open("figcaption").text(fact.holds ? fact.text : "denied: " + fact.text);
    if (fact.kind != "fact") html_.text(fmt::format(" ({})", fact.kind));
    html_.empty("br", {});
    html_.open("span", {{"class", "faint"}});
    html_.text(fmt::format("{} of {}", fact.id, one.case_name));
    if (!fact.at.empty()) html_.text(", " + fact.at);
    html_.close();
  }
  void end_passage() { html_.close().close().line(); }

  static std::string title_of(const RuleBook::Source& source) {
    const std::string& title = source.cited.front().passage.evidence.source_title;
    return title.empty() ? source.id : title;
  }

  void sources() {
    if (book_.sources.empty()) return;
    html_.open("section", {{"aria-labelledby", "sources"}}).line();
    html_.element("h2", {{"id", "sources"}}, "Sources").line();
    for (const RuleBook::Source& source : book_.sources) {
      const Evidence& said = source.cited.front().passage.evidence;
      html_.open("article", {{"class", "entry"}, {"aria-labelledby", source.anchor}}).line();
      html_.element("h3", {{"id", source.anchor}}, title_of(source)).line();
      html_.open("p").text(imprint(said));
      if (!said.source_url.empty()) html_.text(" ").web_link(said.source_url, said.source_url);
      html_.close().line();
      for (const RuleBook::Source::Cited& one : source.cited) {
        begin_passage(one.passage);
        html_.open("dl", {{"class", "notes"}});
        note("Rules", one.rules);
        html_.close();
        end_passage();
      }
      html_.close().line();
    }
    html_.close().line();
  }

  /// "Julia Kusznir, Publisher, 2015-01-31, reliability B."
  static std::string imprint(const Evidence& said) {
    std::string text;
    const auto add = [&](const std::string& part) {
      if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    };
    add(said.source_author);
    add(said.source_publisher);
    if (said.published) add(date_text(*said.published));
    if (!said.reliability.empty()) add("reliability " + said.reliability);
    return text;
  }

  void index() {
    html_.open("section", {{"aria-labelledby", "index"}}).line();
    html_.element("h2", {{"id", "index"}}, "Index of names").line();
    html_.open("ul", {{"class", "names"}}).line();
    for (const RuleBook::Indexed& one : book_.index) {
      html_.open("li").link(one.link.anchor, one.link.name);
      std::string kind = ' ' + std::string(name_of(one.link.kind));
      if (!one.of.empty()) kind += " of " + one.of;
      html_.element("span", {{"class", "kind small"}}, kind).close().line();
    }
    html_.close().line().close().line();
  }

  void prose(std::string_view text) {
    html_.prose(text, [&](std::string_view name) {
      const auto known = by_name_.find(std::string(name));
      html_.open("code");
      if (known != by_name_.end() && !known->second.empty()) {
        html_.link(known->second, name);
      } else {
        html_.text(name);
      }
      html_.close();
    });
  }

  const RuleBook& book_;
  Html html_;
  std::map<std::string, std::string> by_name_;  ///< anchors; empty where several have the name
};

}  // namespace

std::string book_html(const RuleBook& book) {
  std::string out;
  BookPage(book, out).write();
  return out;
}

}  // namespace casus::report
