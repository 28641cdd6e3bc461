// SPDX-License-Identifier: Apache-2.0
//
// Lints of what people read: titles, reasons and the sentences of relations.
#include <algorithm>
#include <array>

#include "author/lint/rules.hpp"

namespace casus::author {
namespace {

constexpr auto likelihood_words =
    std::to_array<std::string_view>({"likely", "unlikely", "likelihood", "probable", "probably",
                                     "improbable", "probability", "chance"});
constexpr auto confidence_words =
    std::to_array<std::string_view>({"confidence", "confident", "confidently"});

template <std::size_t N>
bool has_word(std::string_view text, const std::array<std::string_view, N>& words) {
  std::string word;
  bool found = false;
  const auto end_word = [&] {
    found = found || std::ranges::find(words, word) != words.end();
    word.clear();
  };
  for (const char c : text) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital || (c >= 'a' && c <= 'z')) {
      word += capital ? static_cast<char>(c - 'A' + 'a') : c;
    } else {
      end_word();
    }
  }
  end_word();
  return found;
}

class Sentences {
 public:
  explicit Sentences(const RuleBase& base) : base_(base) {}

  void look_at(const ast::Rule& rule) {
    title(rule.title);
    mixed(rule.title);
    mixed(rule.because);
    if (!rule.because || rule.because->text.find('{') != std::string::npos) return;
    bool variables = false;
    visit(rule, [&](const ast::Expr& expr) {
      const auto* call = std::get_if<ast::Call>(&expr.node);
      if (call == nullptr) return;
      for (const ast::Argument& argument : call->arguments) {
        const auto* reference = std::get_if<ast::Reference>(&argument.value->node);
        variables = variables || (reference != nullptr && reference->name.parts.size() == 1 &&
                                  !is_member(reference->name.text()));
      }
    });
    if (!variables) return;
    base_.findings
        .add("because-without-variable", rule.because->span,
             "this reason is the same whatever it is about")
        .advise("name what the rule speaks of, as in `\"{country} depends on {partner}\"`");
  }

  void look_at(const ast::Relation& relation) {
    mixed(relation.reads);
    mixed(relation.asks);
  }
  void look_at(const ast::Rating& rating) {
    title(rating.title);
    for (const ast::Factor& factor : rating.factors) title(factor.title);
    for (const ast::Likelihood& one : rating.likelihoods) mixed(one.event);
  }

 private:
  [[nodiscard]] bool is_member(std::string_view name) const {
    return std::ranges::any_of(base_.program.schema.enumerations, [&](const auto& one) {
      return std::ranges::find(one.members, name) != one.members.end();
    });
  }

  void title(const std::optional<ast::Name>& title) {
    if (!title || title->text.empty()) return;
    const std::string_view text = base_.sources.text(title->span);
    const char first = title->text.front();
    if (title->text.ends_with('.') && !title->text.ends_with("..") && text.ends_with(".\"")) {
      base_.findings.add("title-style", title->span, "a title has no full stop")
          .fix("leave it out", {{{title->span.file, title->span.end - 2, title->span.end - 1}, ""}},
               true);
    } else if (first >= 'a' && first <= 'z' && text.starts_with('"')) {
      const std::string capital(1, static_cast<char>(first - 'a' + 'A'));
      const Span at{title->span.file, title->span.begin + 1, title->span.begin + 2};
      base_.findings.add("title-style", title->span, "a title begins with a capital letter")
          .fix("write `" + capital + '`', {{at, capital}}, true);
    }
  }

  void mixed(const std::optional<ast::Name>& sentence) {
    if (sentence) mixed(*sentence);
  }
  void mixed(const ast::Name& sentence) {
    if (!has_word(sentence.text, likelihood_words) || !has_word(sentence.text, confidence_words)) {
      return;
    }
    base_.findings
        .add("likelihood-with-confidence", sentence.span,
             "this sentence mixes how likely something is with how well that is known")
        .advise("say one of them here: a rating reports likelihood and confidence apart");
  }

  const RuleBase& base_;
};

}  // namespace

void lint_sentences(const RuleBase& base) {
  Sentences lints(base);
  each<ast::Rule>(base.files,
                  [&](const ast::File&, const auto&, const auto& rule) { lints.look_at(rule); });
  each<ast::Relation>(base.files, [&](const ast::File&, const auto&, const auto& relation) {
    lints.look_at(relation);
  });
  each<ast::Rating>(base.files, [&](const ast::File&, const auto&, const auto& rating) {
    lints.look_at(rating);
  });
}

}  // namespace casus::author
