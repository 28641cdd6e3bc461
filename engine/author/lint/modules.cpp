// SPDX-License-Identifier: Apache-2.0
//
// Lints of `use`: modules whose names a file does not mention.
#include <algorithm>
#include <map>
#include <set>

#include "author/lint/rules.hpp"

namespace casus::author {
namespace {

using Words = std::set<std::string_view, std::less<>>;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Every word of a text, of comments and texts too: whatever may be a use counts as one.
Words words_of(std::string_view text) {
  Words words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    words.insert(text.substr(at, end - at));
    at = end;
  }
  return words;
}

Words declared_in(const ast::File& file) {
  Words names;
  for (const ast::Declaration& declaration : file.declarations) {
    if (const auto* one = std::get_if<ast::Enum>(&declaration.node)) {
      names.insert(one->name.text);
      for (const ast::Name& member : one->members) names.insert(member.text);
    } else if (const auto* unit = std::get_if<ast::Unit>(&declaration.node)) {
      names.insert(unit->name.text);
    } else if (const auto* scale = std::get_if<ast::Scale>(&declaration.node)) {
      names.insert(scale->name.text);
      for (const ast::Band& band : scale->bands) names.insert(band.name.text);
    } else if (const auto* relation = std::get_if<ast::Relation>(&declaration.node)) {
      names.insert(relation->name.text);
    } else if (const auto* rating = std::get_if<ast::Rating>(&declaration.node)) {
      names.insert(rating->name.text);
    } else if (const auto* rule = std::get_if<ast::Rule>(&declaration.node)) {
      names.insert(rule->name.text);
      // Who asks for a conclusion may use the rules that come to it.
      for (const ast::Conclusion& conclusion : rule->conclusions) {
        const auto* then = std::get_if<ast::Then>(&conclusion.node);
        const auto* call = then == nullptr ? nullptr : std::get_if<ast::Call>(&then->atom->node);
        if (call != nullptr) names.insert(call->name.parts.back().text);
      }
    } else if (const auto* table = std::get_if<ast::Table>(&declaration.node)) {
      names.insert(table->name.text);
    }
  }
  return names;
}

class Modules {
 public:
  explicit Modules(const RuleBase& base) : base_(base) {
    for (const ast::File& file : base.files) {
      if (file.module) declared_.emplace(file.module->name.text(), declared_in(file));
    }
  }

  void look_at(const ast::File& file) {
    std::map<std::string, Span> seen;
    const std::string_view text = base_.sources.text(file.file);
    std::optional<Words> words;
    for (const ast::Declaration& declaration : file.declarations) {
      const auto* use = std::get_if<ast::Use>(&declaration.node);
      if (use == nullptr) continue;
      const std::string module = use->module.text();
      const auto [first, is_new] = seen.emplace(module, declaration.span);
      if (!is_new) {
        base_.findings.add("duplicate-use", declaration.span, "this module is used already")
            .label(first->second, "here")
            .fix("remove the line", {{line_of(declaration.span), ""}}, true);
        continue;
      }
      const auto names = declared_.find(module);
      if (names == declared_.end()) continue;
      if (!words) words = words_of(text);
      const bool used = std::ranges::any_of(
          names->second, [&](std::string_view name) { return words->contains(name); });
      if (used) continue;
      base_.findings
          .add("unused-use", declaration.span, "nothing of this module is mentioned in the file")
          .fix("remove the line", {{line_of(declaration.span), ""}}, true);
    }
  }

 private:
  /// The whole line where nothing else stands on it.
  [[nodiscard]] Span line_of(Span span) const {
    const std::uint32_t line = base_.sources.position(span.file, span.begin).line;
    const Span whole{span.file, base_.sources.line_begin(span.file, line),
                     base_.sources.line_begin(span.file, line + 1)};
    const std::string_view before = base_.sources.text(Span{span.file, whole.begin, span.begin});
    const std::string_view behind = base_.sources.text(Span{span.file, span.end, whole.end});
    const auto blank = [](std::string_view text) {
      return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    };
    return blank(before) && blank(behind) ? whole : span;
  }

  const RuleBase& base_;
  std::map<std::string, Words> declared_;
};

}  // namespace

void lint_modules(const RuleBase& base) {
  Modules modules(base);
  for (const ast::File& file : base.files) modules.look_at(file);
}

}  // namespace casus::author
