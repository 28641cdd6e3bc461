// SPDX-License-Identifier: Apache-2.0
#include "check/influence.hpp"

#include <utility>

#include "check/sign.hpp"

namespace casus::check {
namespace {

constexpr Influence none{};
constexpr Influence same{.raises = true};
constexpr Influence both{.raises = true, .lowers = true};

Influence turned(Influence one) { return {.raises = one.lowers, .lowers = one.raises}; }
Influence widened(Influence one) { return one.any() ? both : none; }

/// Whether something is new.
bool add(Influence& into, Influence more) {
  const Influence before = into;
  into.raises = into.raises || more.raises;
  into.lowers = into.lowers || more.lowers;
  return into != before;
}

/// What conditions and expressions of one rule or goal read, and in which direction.
class Reading {
 public:
  Reading(const Program& program, const Terms& terms, Influences& marks)
      : program_(program), terms_(terms), marks_(marks), uses_(terms.variables.size()) {
    // What is looked up by is compared; what one place alone gives its value is not.
    std::vector<int> given(uses_.size());
    for (const Condition& one : terms.conditions) {
      if (one.kind == Condition::Kind::let) ++given[one.variable.index()];
      for (const Atom::Given& argument : one.atom.given) {
        const Expr& expr = terms[argument.expr];
        if (expr.kind == Expr::Kind::variable) ++given[expr.variable.index()];
      }
    }
    for (std::size_t v = 0; v < given.size(); ++v) {
      if (given[v] > 1) uses_[v] = both;
    }
  }

  /// Whether anything is new. `whole`: that the condition holds is good or bad for the goal.
  [[nodiscard]] bool visit(ConditionId id, Influence whole) {
    changed_ = false;
    condition(id, whole);
    return changed_;
  }
  /// `whole`: that the value is larger.
  [[nodiscard]] bool visit(ExprId id, Influence whole) {
    changed_ = false;
    expr(id, whole);
    return changed_;
  }

  /// From now on variables that nothing has compared are taken for such as nothing compares.
  void settle() { settled_ = true; }
  /// Whether anything new was learned of relations by any visit.
  [[nodiscard]] bool marked() const { return marked_; }

 private:
  void condition(ConditionId id, Influence whole) {
    if (!id.valid()) return;
    const Condition& one = terms_[id];
    switch (one.kind) {
      case Condition::Kind::all:
      case Condition::Kind::any:
        for (const ConditionId part : one.parts) condition(part, whole);
        return;
      case Condition::Kind::negation:
        condition(one.parts.front(), turned(whole));
        return;
      case Condition::Kind::atom:
        atom(one.atom, whole);
        return;
      case Condition::Kind::unknown:
        atom(one.atom, widened(whole));
        return;
      case Condition::Kind::test:
        expr(one.expr, whole);
        return;
      case Condition::Kind::let:
        // That there is a value at all is a condition too.
        expr(one.expr, uses_[one.variable.index()]);
        reads(one.expr, whole);
        return;
    }
  }

  void atom(const Atom& one, Influence whole) {
    const model::Relation& relation = program_.schema[one.relation];
    const bool rating = relation.kind == model::RelationKind::rating;
    const std::uint32_t subjects = rating ? program_.schema[relation.rating].subjects : 0;
    Influence of_relation = rating ? none : whole;
    for (const Atom::Given& given : one.given) {
      const Expr& argument = terms_[given.expr];
      const bool names = argument.kind == Expr::Kind::variable;
      Influence of_value = names ? uses_[argument.variable.index()] : widened(whole);
      // A better value takes the place of another, with all that stands beside it.
      if (relation.best()) of_value = widened(of_value);
      if (!names) expr(given.expr, both);
      if (rating && given.column >= subjects) {
        add(of_relation, of_value);
      } else if (given.column < relation.fields.size()) {
        note(add(marks_.larger[one.relation.index()][given.column], of_value));
      }
    }
    // A rating that is asked for nothing is asked whether there is one: its subjects say.
    if (!of_relation.any() && settled_) of_relation = whole;
    relation_read(one.relation, of_relation);
  }

  void relation_read(RelationId id, Influence whole) {
    // A better value takes the place of another.
    if (program_.schema[id].best()) whole = widened(whole);
    note(add(marks_.rows[id.index()], whole));
  }

  void note(bool marked) {
    changed_ = changed_ || marked;
    marked_ = marked_ || marked;
  }

  /// Relations in an expression, in whatever direction.
  void reads(ExprId id, Influence whole) {
    const Expr& one = terms_[id];
    const bool reads_rows = one.kind == Expr::Kind::aggregate || one.kind == Expr::Kind::score ||
                            one.kind == Expr::Kind::band || one.kind == Expr::Kind::points;
    if (reads_rows) expr(id, widened(whole));
    for (const ExprId arg : one.args) reads(arg, whole);
  }

  void expr(ExprId id, Influence whole) {
    if (!id.valid() || !whole.any()) return;
    const Expr& one = terms_[id];
    switch (one.kind) {
      case Expr::Kind::constant:
      case Expr::Kind::as_of:
        return;
      case Expr::Kind::variable:
        changed_ = add(uses_[one.variable.index()], whole) || changed_;
        return;
      case Expr::Kind::apply:
        apply(one, whole);
        return;
      case Expr::Kind::aggregate:
        // What is gathered is as sure as its least sure member: one more may lower that.
        expr(one.value, both);
        condition(one.body, both);
        return;
      case Expr::Kind::score:
      case Expr::Kind::band:
      case Expr::Kind::points:
        relation_read(program_.schema[one.rating].relation, whole);
        for (const ExprId arg : one.args) expr(arg, both);
        return;
      case Expr::Kind::table:
        for (const ExprId arg : one.args) expr(arg, both);
        return;
    }
  }

  void apply(const Expr& one, Influence whole) {
    const auto each = [&](std::initializer_list<Influence> wholes) {
      std::size_t i = 0;
      for (const Influence of_argument : wholes) expr(one.args[i++], of_argument);
    };
    switch (one.function) {
      case Function::less:
      case Function::less_equal:
        return each({turned(whole), whole});
      case Function::greater:
      case Function::greater_equal:
      case Function::subtract:
        return each({whole, turned(whole)});
      case Function::negate:
      case Function::logical_not:
        return each({turned(whole)});
      case Function::logical_and:
      case Function::logical_or:
      case Function::add:
      case Function::minimum:
      case Function::maximum:
      case Function::round:
      case Function::floor:
      case Function::ceil:
      case Function::to_number:
      case Function::equal_number:
      case Function::clamp:
        for (const ExprId arg : one.args) expr(arg, whole);
        return;
      case Function::convert:
      case Function::convert_int:
        return expr(one.args.front(), whole);  // units have factors above 0
      case Function::multiply:
        expr(one.args[0], scaled(one.args[1], whole));
        expr(one.args[1], scaled(one.args[0], whole));
        return;
      case Function::divide:
        expr(one.args[0], scaled(one.args[1], whole));
        expr(one.args[1], both);
        return;
      default:
        for (const ExprId arg : one.args) expr(arg, both);
        return;
    }
  }

  /// Of what is multiplied by something, or divided by it.
  [[nodiscard]] Influence scaled(ExprId by, Influence whole) const {
    const Expr& factor = terms_[by];
    const bool known =
        factor.kind == Expr::Kind::constant && factor.constant != model::unknown_word;
    if (!known) return both;
    return negative_constant(factor) ? turned(whole) : whole;
  }

  const Program& program_;
  const Terms& terms_;
  Influences& marks_;
  std::vector<Influence> uses_;  ///< by variable: that its value is larger
  bool changed_ = false;         ///< by the visit under way
  bool marked_ = false;
  bool settled_ = false;
};

class Spreading {
 public:
  explicit Spreading(const Program& program) : program_(program) {
    marks_.rows.resize(program.schema.relations.size());
    for (const model::Relation& relation : program.schema.relations) {
      marks_.larger.emplace_back(relation.fields.size());
    }
  }

  Influences of(const Goal& goal) {
    Reading reading(program_, goal.terms, marks_);
    // Uses of variables become known on the way.
    while (reading.visit(goal.body, same)) {
    }
    reading.settle();
    while (reading.visit(goal.body, same)) {
    }
    bool changed = true;
    while (changed) {
      changed = false;
      for (const Rule& rule : program_.rules) {
        for (const Conclusion& one : rule.conclusions) changed = visit(rule, one) || changed;
      }
      for (std::size_t i = 0; i < program_.subjects.size(); ++i) {
        const Subjects& subjects = program_.subjects[i];
        const Influence rating = mark(program_.schema.ratings[i].relation);
        Reading body(program_, subjects.terms, marks_);
        while (body.visit(subjects.body, widened(rating))) {
        }
        changed = changed || body.marked();
      }
    }
    return std::move(marks_);
  }

 private:
  [[nodiscard]] Influence mark(RelationId id) const { return marks_.rows[id.index()]; }

  /// How a conclusion bears on the goal.
  struct Bearing {
    Influence drawn;   ///< that it is drawn
    Influence larger;  ///< that its value is larger
  };
  [[nodiscard]] Bearing bearing(const Conclusion& one) const {
    if (one.kind == Conclusion::Kind::derive) {
      const Influence whole = mark(one.relation);
      return {one.negative ? turned(whole) : whole, none};
    }
    const Influence score = mark(program_.schema[one.rating].relation);
    if (one.kind == Conclusion::Kind::limit) return {one.caps ? turned(score) : score, score};
    const Influence whole = one.supports ? score : turned(score);
    return {whole, whole};
  }

  [[nodiscard]] bool visit(const Rule& rule, const Conclusion& one) {
    const Bearing bears = bearing(one);
    if (!bears.drawn.any()) return false;
    Reading reading(program_, rule.terms, marks_);
    const auto once = [&] {
      bool changed = reading.visit(rule.body, bears.drawn);
      for (const ConditionId exception : one.exceptions) {
        changed = reading.visit(exception, bears.drawn) || changed;
      }
      changed = reading.visit(rule.certainty, bears.drawn) || changed;
      changed = reading.visit(one.certainty, bears.drawn) || changed;
      changed = reading.visit(one.expr, bears.larger) || changed;
      for (std::size_t i = 0; i < one.args.size(); ++i) {
        const bool derives = one.kind == Conclusion::Kind::derive;
        const Influence value = derives ? marks_.larger[one.relation.index()][i] : both;
        changed = reading.visit(one.args[i], value) || changed;
      }
      return changed;
    };
    while (once()) {
    }
    reading.settle();
    while (once()) {
    }
    return reading.marked();
  }

  const Program& program_;
  Influences marks_;
};

}  // namespace

Influences influences(const Program& program, const Goal& goal) {
  return Spreading(program).of(goal);
}

}  // namespace casus::check
