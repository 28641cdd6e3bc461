// SPDX-License-Identifier: Apache-2.0
//
// Test blocks are checked for names and types as goals are; running them is for others.
#include <algorithm>

#include "check/alternatives.hpp"
#include "check/bodies.hpp"
#include "check/checking.hpp"
#include "check/elaborate.hpp"

namespace casus::check {
namespace {

using model::Base;

class TestBlock {
 public:
  explicit TestBlock(const Environment& env) : env_(env) {}

  void operator()(const ast::Given&) {}

  void operator()(const ast::Expect& expect) { goal(*expect.body); }

  void operator()(const ast::Drop& drop) {
    if (std::holds_alternative<ast::TextLiteral>(drop.atom->node)) return;
    if (const ast::Call* call = statement(*drop.atom, "drop")) {
      (void)call;
      goal(*drop.atom);
    }
  }

  void operator()(const ast::Assume& assume) {
    const ast::Call* call = statement(*assume.atom, "assume");
    if (call != nullptr) assume_atom(*call, assume.negative);
    if (assume.certainty == nullptr) return;
    const auto value = plain_number(env_, *assume.certainty, "a certainty");
    if (!value || (*value > 0 && *value <= 1)) return;
    env_.report(error("E0305", "a certainty lies above 0, and at most at 1"))
        .label(assume.certainty->span, "outside 0..1")
        .advise("1 means as good as certain, 0.5 as likely as not");
  }

 private:
  /// What is assumed or dropped must be a fact or a relation.
  const ast::Call* statement(const ast::Expr& expr, std::string_view verb) {
    const auto* call = std::get_if<ast::Call>(&expr.node);
    const Callee callee = call != nullptr ? find_callee(env_, call->name) : Callee{};
    if (call != nullptr) {
      if (callee.kind == Callee::Kind::broken) return nullptr;
      if (callee.kind == Callee::Kind::missing || callee.kind == Callee::Kind::ambiguous) {
        report_callee(env_, callee, call->name);
        return nullptr;
      }
      if (callee.kind == Callee::Kind::relation) return call;
    }
    env_.report(error("E0205", quoted(verb) + " needs a fact or relation"))
        .label(call != nullptr ? call->name.span : expr.span, "neither of them")
        .advise("write " + quoted(std::string(verb) + " name(field: value, …)"));
    return nullptr;
  }

  void assume_atom(const ast::Call& call, bool negative) {
    const Callee callee = find_callee(env_, call.name);
    ++callee.found.entity->uses;
    const model::Relation& relation = env_.schema()[callee.relation];
    if (negative && !relation.is_open()) {
      env_.report(error("E0406", quoted(relation.name) + " is not open, so it is false already " +
                                     "where nothing says otherwise"))
          .label(call.name.span, "cannot be denied")
          .label(relation.span, "declared here")
          .advise("drop the fact instead: `drop " + relation.name + "(…)`");
      return;
    }
    const bool fact = relation.kind == model::RelationKind::fact;
    const Signature signature{.owner = relation.name,
                              .noun = fact ? "fact" : "relation",
                              .fields = &relation.fields,
                              .count = relation.fields.size(),
                              .declared = relation.span,
                              .metadata = fact};
    Terms terms;
    Elaborator elaborator(env_, terms);
    (void)elaborator.values(call, signature, negative);
    const auto matched = elaborator.match(call, signature, false);
    const Type metadata[] = {{.base = Base::enumeration, .enumeration = statement_kind_enumeration},
                             {.base = Base::text},
                             {.base = Base::number}};
    for (std::size_t i = signature.count; i < matched.size(); ++i) {
      if (matched[i] == nullptr) continue;
      (void)elaborator.value_of(*matched[i]->value, metadata[i - signature.count],
                                quoted(matched[i]->name->text));
    }
    elaborator.finish(Elaborator::Single::answer);
  }

  void goal(const ast::Expr& body) {
    Terms terms;
    Elaborator elaborator(env_, terms);
    const ConditionId id = elaborator.body(&body, {}, body.span);
    elaborator.finish(Elaborator::Single::answer);
    if (!elaborator.failed()) (void)alternatives_bounded(env_, terms, id, body.span);
  }

  const Environment& env_;
};

}  // namespace

void check_tests(Checking& checking) {
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    Environment env = checking.environment(i);
    env.rules_are_atoms = true;
    for (const ast::Declaration& declaration : checking.files[i].declarations) {
      const auto* test = std::get_if<ast::Test>(&declaration.node);
      if (test == nullptr || declaration.broken) continue;
      for (const auto& step : test->steps) std::visit(TestBlock(env), step);
    }
  }
}

}  // namespace casus::check
