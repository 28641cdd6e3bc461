// SPDX-License-Identifier: Apache-2.0
#include "casus/rule_book.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "author/book/declared.hpp"
#include "author/book/marked_text.hpp"
#include "author/book/passages.hpp"
#include "base/characters.hpp"

namespace casus {
namespace {

using author::Anchors;
using Link = RuleBook::Link;

bool stands_alone(const Symbol& symbol) {
  return !symbol.parent.valid() && symbol.kind != SymbolKind::module &&
         symbol.kind != SymbolKind::variable;
}

/// Each of its own, of letters that every browser takes as they are.
class AnchorMaker {
 public:
  std::string make(std::string_view kind, const std::string& owner, const std::string& name) {
    std::string anchor(kind);
    for (const std::string* part : {&owner, &name}) {
      if (part->empty()) continue;
      anchor += '.';
      for (const char c : part->substr(0, longest)) {
        const bool plain = base::is_digit(c) || (base::lower(c) >= 'a' && base::lower(c) <= 'z') ||
                           c == '_' || c == '.';
        anchor += plain ? c : '-';
      }
    }
    std::string result = anchor;
    for (std::size_t& count = taken_[anchor]; !used_.insert(result).second;) {
      result = anchor + '-' + std::to_string(++count + 1);
    }
    return result;
  }

 private:
  static constexpr std::size_t longest = 60;
  std::map<std::string, std::size_t> taken_;
  std::set<std::string> used_;
};

std::string folded(const std::string& name) {
  std::string result;
  for (const char c : name) result += base::lower(c);
  return result;
}

class Binding {
 public:
  Binding(const Index& index, const std::vector<Evaluation>& cases)
      : index_(index),
        declared_(index),
        passages_(author::passages_of_rules(index, cases)),
        anchors_(name_all()),
        text_(index, anchors_) {
    for (const Evaluation& one : cases) book_.cases.push_back(one.assessment().info);
  }

  RuleBook bind() {
    find_mentions();
    for (std::uint32_t file = 0; file < index_.sources->size(); ++file) add_module(file);
    give_title();
    add_sources();
    add_index();
    return std::move(book_);
  }

 private:
  using Links = std::vector<Link>;
  using Rested = std::pair<std::string, std::string>;  ///< of a passage: its case, its id

  Anchors name_all() {
    Anchors anchors;
    std::map<std::uint32_t, std::string> modules;
    for (std::uint32_t file = 0; file < index_.sources->size(); ++file) {
      modules[file] = file_stem(file);
    }
    for (const Symbol& symbol : index_.symbols) {
      const std::string_view kind = name_of(symbol.kind);
      std::string& module = modules[symbol.name_span.file];
      if (symbol.kind == SymbolKind::variable) continue;
      if (symbol.kind == SymbolKind::module) {
        module = symbol.name;
        anchors[symbol.name_span] = maker_.make(kind, {}, symbol.name);
      } else if (const Symbol* owner = index_.declared_at(symbol.parent)) {
        anchors[symbol.name_span] = maker_.make(kind, module + '.' + owner->name, symbol.name);
      } else {
        anchors[symbol.name_span] = maker_.make(kind, module, symbol.name);
        tops_.push_back(&symbol);
      }
    }
    return anchors;
  }

  [[nodiscard]] std::string file_stem(std::uint32_t file) const {
    std::string name = index_.sources->name(file);
    name.erase(0, name.rfind('/') + 1);
    return name.substr(0, name.rfind('.'));
  }

  [[nodiscard]] const std::string& anchor(const Symbol& symbol) const {
    return anchors_.at(symbol.name_span);
  }
  [[nodiscard]] Link link(const Symbol& symbol) const {
    return {symbol.kind, symbol.name, anchor(symbol)};
  }

  /// The declaration that a place lies in; null outside of all.
  [[nodiscard]] const Symbol* around(Span place) const {
    const auto begins_behind = [](Span at, const Symbol* top) {
      return std::pair(at.file, at.begin) < std::pair(top->span.file, top->span.begin);
    };
    const auto it = std::upper_bound(tops_.begin(), tops_.end(), place, begins_behind);
    if (it == tops_.begin()) return nullptr;
    const Symbol* top = *std::prev(it);
    return top->span.file == place.file && place.end <= top->span.end ? top : nullptr;
  }

  void find_mentions() {
    for (const Mention& mention : index_.mentions) {
      const Symbol* what = index_.declared_at(mention.declared);
      if (what == nullptr || what->kind == SymbolKind::variable) continue;
      const Symbol* who = around(mention.span);
      if (who == nullptr) {
        if (what->kind == SymbolKind::module) add(uses_[mention.span.file], *what);
        continue;
      }
      const Symbol* whole = what->parent.valid() ? index_.declared_at(what->parent) : what;
      if (whole == nullptr || whole == who) continue;
      add((who->kind == SymbolKind::test ? tests_ : used_by_)[whole->name_span], *who);
    }
  }
  /// Mentions come in order, so that whoever mentions something twice does so in a row.
  void add(Links& links, const Symbol& symbol) const {
    if (links.empty() || links.back().anchor != anchor(symbol)) links.push_back(link(symbol));
  }

  void add_module(std::uint32_t file) {
    RuleBook::Module module{file_stem(file), {}, {}, index_.sources->name(file), {}, {}};
    for (auto it =
             std::ranges::lower_bound(index_.symbols, Span{file, 0, 0}, {}, &Symbol::name_span);
         it != index_.symbols.end() && it->name_span.file == file; ++it) {
      if (it->kind == SymbolKind::module) {
        module.name = it->name;
        module.doc = it->doc;
        module.anchor = anchor(*it);
      } else if (stands_alone(*it)) {
        module.entries.push_back(entry(*it));
      }
    }
    if (module.anchor.empty()) module.anchor = maker_.make("file", {}, module.name);
    module.uses = uses_[file];
    book_.modules.push_back(std::move(module));
  }

  RuleBook::Entry entry(const Symbol& symbol) {
    RuleBook::Entry entry;
    entry.kind = symbol.kind;
    entry.name = symbol.name;
    entry.title = symbol.detail;
    entry.doc = symbol.doc;
    entry.anchor = anchor(symbol);
    entry.place = index_.sources->place(symbol.name_span);
    entry.code = text_.of(text_.with_comment_behind(symbol.span));
    for (const Symbol* part : index_.parts_of(symbol.name_span)) {
      const Span type = type_of(*part);
      if (!type.valid()) continue;
      entry.parts.push_back(
          {part->kind, part->name, anchor(*part), part->detail, part->doc, text_.of(type)});
    }
    entry.scale = declared_.steps(symbol);
    if (const ast::Table* table = declared_.table(symbol)) entry.grid = grid(*table);
    entry.source = declared_.source_of(symbol);
    if (const auto found = passages_.find(symbol.name_span); found != passages_.end()) {
      entry.passages = std::move(found->second);
    }
    entry.used_by = used_by_[symbol.name_span];
    entry.tests = tests_of(symbol);
    return entry;
  }

  /// Behind the name of a field; the range of a factor. Nowhere for other parts.
  [[nodiscard]] Span type_of(const Symbol& part) const {
    if (part.kind == SymbolKind::factor) return declared_.range_of(part);
    if (part.kind != SymbolKind::field) return {};
    Span type{part.span.file, part.name_span.end, part.span.end};
    const std::string_view text = index_.sources->text(type);
    const std::size_t skipped = text.find_first_not_of(": \t\r\n");
    if (skipped == std::string_view::npos) return {};
    type.begin += static_cast<std::uint32_t>(skipped);
    return type;
  }

  [[nodiscard]] RuleBook::Grid grid(const ast::Table& table) const {
    RuleBook::Grid grid;
    for (const ast::Name& column : table.header) grid.columns.push_back(column.text);
    for (const std::vector<ast::Cell>& cells : table.rows) {
      auto& row = grid.rows.emplace_back();
      for (const ast::Cell& cell : cells) row.push_back(text_.of(cell.span));
    }
    return grid;
  }

  [[nodiscard]] Links tests_of(const Symbol& symbol) {
    Links tests = tests_[symbol.name_span];
    for (const Span conclusion : declared_.conclusions(symbol)) {
      const auto mention =
          std::ranges::lower_bound(index_.mentions, conclusion, {}, &Mention::span);
      if (mention == index_.mentions.end() || mention->span != conclusion) continue;
      for (const Link& test : tests_[mention->declared]) {
        const bool known = std::ranges::any_of(
            tests, [&](const Link& other) { return other.anchor == test.anchor; });
        if (!known) tests.push_back(test);
      }
    }
    return tests;
  }

  void give_title() {
    std::set<std::string> first;
    for (const RuleBook::Module& module : book_.modules) {
      first.insert(module.name.substr(0, module.name.find('.')));
    }
    if (first.size() == 1) book_.title = *first.begin();
  }

  void add_sources() {
    using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>;
    std::map<Key, RuleBook::Source> sources;
    std::map<Key, std::map<Rested, std::size_t>> known;
    const auto key_of = [](const Evidence& one) {
      return Key{one.source_title, one.source_author, one.source_publisher, one.source_url,
                 one.source_title.empty() ? one.source : std::string()};
    };
    for (const RuleBook::Module& module : book_.modules) {
      for (const RuleBook::Entry& entry : module.entries) {
        for (const RuleBook::Passage& passage : entry.passages) {
          if (passage.evidence.source.empty()) continue;
          const Key key = key_of(passage.evidence);
          RuleBook::Source& source = sources[key];
          source.id = passage.evidence.source;
          const Rested one{passage.case_name, passage.evidence.id};
          const auto at = known[key].emplace(one, source.cited.size());
          if (at.second) source.cited.push_back({passage, {}});
          source.cited[at.first->second].rules.push_back({entry.kind, entry.name, entry.anchor});
        }
      }
    }
    std::map<Key, std::size_t> numbers;
    for (auto& [key, source] : sources) {
      source.anchor = maker_.make("source", {}, source.id);
      for (RuleBook::Source::Cited& one : source.cited) one.passage.source = book_.sources.size();
      numbers.emplace(key, book_.sources.size());
      std::ranges::stable_sort(
          source.cited, {}, [&](const RuleBook::Source::Cited& one) { return rank(one.passage); });
      book_.sources.push_back(std::move(source));
    }
    for (RuleBook::Module& module : book_.modules) {
      for (RuleBook::Entry& entry : module.entries) {
        for (RuleBook::Passage& passage : entry.passages) {
          const auto number = numbers.find(key_of(passage.evidence));
          if (number != numbers.end()) passage.source = number->second;
        }
        if (entry.passages.size() <= RuleBook::Entry::most_passages) continue;
        entry.further = entry.passages.size() - RuleBook::Entry::most_passages;
        entry.passages.resize(RuleBook::Entry::most_passages);
      }
    }
  }

  /// Cases as they were given, and the statements of each as its file has them.
  [[nodiscard]] std::pair<std::size_t, Span> rank(const RuleBook::Passage& passage) const {
    const auto at = std::ranges::find(book_.cases, passage.case_name, &CaseInfo::name);
    return {static_cast<std::size_t>(at - book_.cases.begin()), passage.evidence.span};
  }

  void add_index() {
    for (const Symbol& symbol : index_.symbols) {
      if (symbol.kind == SymbolKind::variable) continue;
      const Symbol* owner = index_.declared_at(symbol.parent);
      book_.index.push_back({link(symbol), owner == nullptr ? std::string() : owner->name});
    }
    std::ranges::stable_sort(book_.index, {}, [](const RuleBook::Indexed& one) {
      return std::tuple(folded(one.link.name), one.link.kind, folded(one.of), one.link.anchor);
    });
  }

  const Index& index_;
  AnchorMaker maker_;
  author::Declared declared_;
  author::Passages passages_;
  std::vector<const Symbol*> tops_;  ///< declarations in order
  Anchors anchors_;
  author::MarkedText text_;
  std::map<Span, Links> used_by_;
  std::map<Span, Links> tests_;
  std::map<std::uint32_t, Links> uses_;
  RuleBook book_;
};

}  // namespace

RuleBook make_rule_book(const Index& index, const std::vector<Evaluation>& cases) {
  return Binding(index, cases).bind();
}

}  // namespace casus
