// SPDX-License-Identifier: Apache-2.0
//
// Lints of declarations one by one: what they leave unsaid, and how things are called.
#include <algorithm>

#include "author/lint/rules.hpp"

namespace casus::author {
namespace {

bool is_snake_case(std::string_view name) {
  return std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// "ageingLeader" as "ageing_leader".
std::string in_snake_case(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool capital = name[i] >= 'A' && name[i] <= 'Z';
    const bool begins =
        capital && i > 0 && name[i - 1] != '_' && !(name[i - 1] >= 'A' && name[i - 1] <= 'Z');
    if (begins) result += '_';
    result += capital ? static_cast<char>(name[i] - 'A' + 'a') : name[i];
  }
  return result;
}

class Declarations {
 public:
  explicit Declarations(const RuleBase& base) : findings_(base.findings) {}

  void look_at(const ast::Declaration& declaration, const ast::Rule& rule) {
    name(rule.name, "rule");
    if (!rule.because) {
      findings_.add("rule-without-because", rule.name.span, "this rule does not say why")
          .advise("add a sentence: `because \"{country} depends on {partner}\"`");
    }
    if (!rule.source && declaration.doc.empty()) {
      findings_.add("rule-without-source", rule.name.span, "nothing tells what this rule rests on")
          .advise("name it with `source`, or explain it with `///` above the rule");
    }
    if (!rule.title) {
      findings_.add("rule-without-title", rule.name.span, "this rule has no title")
          .advise("add a few words for reports: `rule " + rule.name.text + " \"What it says\"`");
    }
  }

  void look_at(const ast::Relation& relation) {
    name(relation.name, relation.from_data ? "fact" : "relation");
    for (const ast::Field& field : relation.fields) name(field.name, "field");
    if (!relation.reads) {
      findings_
          .add(relation.from_data ? "fact-without-reads" : "relation-without-reads",
               relation.name.span, "explanations have no sentence for this")
          .advise("add one: `reads \"" + example(relation) + "\"`");
    }
    if (relation.from_data && relation.openness == ast::Openness::open && !relation.asks) {
      findings_
          .add("open-without-asks", relation.name.span,
               "there is no question to ask where this is not known")
          .advise("add one: `asks \"Is it so for {" +
                  (relation.fields.empty() ? "it" : relation.fields.front().name.text) + "}?\"`");
    }
  }

  void look_at(const ast::Declaration& declaration, const ast::Rating& rating) {
    name(rating.name, "rating");
    for (const ast::Factor& factor : rating.factors) name(factor.name, "factor");
    if (!declaration.doc.empty()) return;
    findings_
        .add("rating-without-doc", rating.name.span,
             "nothing tells what this rating means and where its start and limits come from")
        .advise("explain them with `///` above the rating");
  }

  void look_at(const ast::Table& table) { name(table.name, "table"); }
  void look_at(const ast::Enum& enumeration) {
    for (const ast::Name& member : enumeration.members) name(member, "member");
  }

 private:
  static std::string example(const ast::Relation& relation) {
    std::string text;
    for (const ast::Field& field : relation.fields) {
      text += (text.empty() ? "{" : " … {") + field.name.text + '}';
    }
    return text.empty() ? "it is so" : text;
  }

  void name(const ast::Name& of, const std::string& what) {
    if (is_snake_case(of.text)) return;
    findings_.add("name-not-snake-case", of.span, "this name of a " + what + " has capitals")
        .advise("call it `" + in_snake_case(of.text) + "`, here and wherever it is used");
  }

  Findings& findings_;
};

}  // namespace

void lint_declarations(const RuleBase& base) {
  Declarations lints(base);
  each<ast::Rule>(base.files, [&](const ast::File&, const auto& declaration, const auto& rule) {
    lints.look_at(declaration, rule);
  });
  each<ast::Relation>(base.files, [&](const ast::File&, const auto&, const auto& relation) {
    lints.look_at(relation);
  });
  each<ast::Rating>(base.files, [&](const ast::File&, const auto& declaration, const auto& rating) {
    lints.look_at(declaration, rating);
  });
  each<ast::Table>(base.files,
                   [&](const ast::File&, const auto&, const auto& table) { lints.look_at(table); });
  each<ast::Enum>(base.files, [&](const ast::File&, const auto&, const auto& enumeration) {
    lints.look_at(enumeration);
  });
}

}  // namespace casus::author
