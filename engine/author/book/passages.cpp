// SPDX-License-Identifier: Apache-2.0
#include "author/book/passages.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace casus::author {
namespace {

/// A goal that every row answers: each field is asked for under a name that nobody uses.
std::string goal_for(const Index& index, const Symbol& symbol, const std::string& module) {
  std::string goal = module.empty() ? symbol.name : module + '.' + symbol.name;
  std::string arguments;
  for (const Symbol* field : index.parts_of(symbol.name_span)) {
    if (field->kind != SymbolKind::field) continue;
    if (!arguments.empty()) arguments += ", ";
    arguments += field->name + ": any_" + field->name + "_of_the_book";
  }
  return goal + '(' + arguments + ')';
}

/// What one case says of all rules.
class Case {
 public:
  Case(const Index& index, const Evaluation& evaluation)
      : evaluation_(evaluation), assessment_(evaluation.assessment()) {
    for (std::uint32_t file = 0; file < index.sources->size(); ++file) {
      files_.emplace(index.sources->name(file), file);
    }
    for (const Evidence& one : assessment_.evidence) add(one);
  }

  void ask(const std::string& goal) {
    const Evaluation::Explained explained = evaluation_.why(goal, most_answers);
    if (!explained.explanation) return;
    const Explanation& told = *explained.explanation;
    for (const auto* nodes : {&told.roots, &told.defeated, &told.contradicting, &told.deeper}) {
      for (const Explanation::Node& node : *nodes) walk(node, nullptr, *explained.sources);
    }
  }

  void hand_over(Passages& passages) const {
    for (const auto& [rule, rested] : rested_) {
      const std::set<std::size_t>& chosen = rested.met.empty() ? rested.below : rested.met;
      for (const std::size_t at : chosen) {
        passages[rule].push_back({assessment_.info.name, evidence_[at]});
      }
    }
  }

 private:
  static constexpr std::size_t most_answers = 200;
  struct Rested {
    std::set<std::size_t> met;    ///< by the rule's own conditions
    std::set<std::size_t> below;  ///< these too, and what conclusions rest on that it met
  };

  void walk(const Explanation::Node& node, Rested* rule, const Sources& sources) {
    if (!node.rule.empty() && node.span.valid()) {
      const auto file = files_.find(sources.name(node.span.file));
      rule =
          file == files_.end() ? nullptr : &rested_[{file->second, node.span.begin, node.span.end}];
    }
    if (rule != nullptr) {
      if (node.evidence) add(*node.evidence);
      for (const std::string& id : node.facts) {
        const auto known = by_id_.find(id);
        if (known == by_id_.end()) continue;
        rule->below.insert(known->second);
        if (node.kind == Explanation::Kind::fact) rule->met.insert(known->second);
      }
    }
    for (const Explanation::Node& child : node.children) walk(child, rule, sources);
  }

  void add(const Evidence& one) {
    if (by_id_.emplace(one.id, evidence_.size()).second) evidence_.push_back(one);
  }

  const Evaluation& evaluation_;
  const Assessment& assessment_;
  std::map<std::string, std::uint32_t> files_;  ///< of the index, by name
  std::vector<Evidence> evidence_;
  std::map<std::string, std::size_t> by_id_;
  std::map<Span, Rested> rested_;
};

}  // namespace

Passages passages_of_rules(const Index& index, const std::vector<Evaluation>& cases) {
  std::map<std::uint32_t, std::string> modules;
  for (const Symbol& symbol : index.symbols) {
    if (symbol.kind == SymbolKind::module) modules[symbol.name_span.file] = symbol.name;
  }
  std::vector<std::string> goals;
  for (const Symbol& symbol : index.symbols) {
    if (symbol.kind != SymbolKind::rating && symbol.kind != SymbolKind::relation) continue;
    goals.push_back(goal_for(index, symbol, modules[symbol.name_span.file]));
  }
  Passages passages;
  for (const Evaluation& evaluation : cases) {
    Case one(index, evaluation);
    for (const std::string& goal : goals) one.ask(goal);
    one.hand_over(passages);
  }
  return passages;
}

}  // namespace casus::author
