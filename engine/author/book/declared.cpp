// SPDX-License-Identifier: Apache-2.0
#include "author/book/declared.hpp"

#include <variant>

#include "syntax/parse.hpp"

namespace casus::author {

Declared::Declared(const Index& index) : sources_(*index.sources) {
  const auto count = static_cast<std::uint32_t>(sources_.size());
  for (std::uint32_t file = 0; file < count; ++file) {
    files_.push_back(syntax::parse(sources_, file).file);
  }
  for (const ast::File& file : files_) {
    for (const ast::Declaration& declaration : file.declarations) {
      std::visit(
          [&](const auto& node) {
            if constexpr (requires { node.name.span; }) {
              by_name_[node.name.span] = &declaration;
            }
          },
          declaration.node);
      if (const auto* rating = std::get_if<ast::Rating>(&declaration.node)) {
        for (const ast::Factor& factor : rating->factors) {
          factor_ranges_[factor.name.span] = factor.range.span;
        }
      }
    }
  }
}

template <class Node>
const Node* Declared::find(Span name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : std::get_if<Node>(&found->second->node);
}

std::vector<RuleBook::Step> Declared::steps(const Symbol& symbol) const {
  const ast::Scale* scale = find<ast::Scale>(symbol.name_span);
  std::vector<RuleBook::Step> steps;
  if (scale == nullptr) return steps;
  const auto text = [&](const ast::ExprPtr& expr) {
    return expr == nullptr ? std::string() : std::string(sources_.text(expr->span));
  };
  std::string from = text(scale->range.low);
  for (const ast::Band& band : scale->bands) {
    std::string to = text(band.below != nullptr ? band.below : scale->range.high);
    steps.push_back({band.name.text, from, to});
    from = std::move(to);
  }
  return steps;
}

std::string Declared::source_of(const Symbol& rule) const {
  const auto* node = find<ast::Rule>(rule.name_span);
  return node != nullptr && node->source ? node->source->text : std::string();
}

std::vector<Span> Declared::conclusions(const Symbol& rule) const {
  std::vector<Span> spans;
  const auto* node = find<ast::Rule>(rule.name_span);
  if (node == nullptr) return spans;
  for (const ast::Conclusion& conclusion : node->conclusions) {
    const auto* then = std::get_if<ast::Then>(&conclusion.node);
    if (then == nullptr || then->atom == nullptr) continue;
    if (const auto* call = std::get_if<ast::Call>(&then->atom->node)) {
      spans.push_back(call->name.span);
    }
  }
  return spans;
}

const ast::Table* Declared::table(const Symbol& symbol) const {
  return find<ast::Table>(symbol.name_span);
}

Span Declared::range_of(const Symbol& factor) const {
  const auto found = factor_ranges_.find(factor.name_span);
  return found == factor_ranges_.end() ? Span{} : found->second;
}

}  // namespace casus::author
