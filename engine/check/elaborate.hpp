// SPDX-License-Identifier: Apache-2.0
//
// From one body in the author's words to `Terms`: names resolved, variables typed and known to be
// bound, units converted. The order of conditions does not matter, so a conjunction is read in
// three steps: its atoms give types to variables, then equations bind what nothing else does, then
// the rest is checked. A mistake is reported where it stands and silences what follows from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/callee.hpp"
#include "check/constants.hpp"
#include "check/environment.hpp"
#include "check/functions.hpp"
#include "syntax/ast.hpp"

namespace casus::check {

/// An expression with its type; without an id where it has a mistake that is reported.
struct Typed {
  ExprId id = {};
  Type type = {};
  bool bare = false;  ///< made of bare numbers only, so it may adopt a unit
  Span span = {};
  std::optional<base::Decimal> exact = {};  ///< of a number that is a literal: in the type's unit
  [[nodiscard]] bool good() const { return id.valid(); }
};

/// What the place of an expression suggests.
struct Hint {
  std::optional<Type> type = {};  ///< chooses among enumerations, and says what a place wants
};

/// What arguments are held against.
struct Signature {
  std::string_view owner;  ///< "leader"
  std::string_view noun;   ///< "fact", "table" …
  const std::vector<model::Field>* fields = nullptr;
  std::size_t count = 0;  ///< only the first so many fields
  Span declared = {};
  bool metadata = false;  ///< `kind`, `source` and `certainty` may follow the fields
};

class Elaborator {
 public:
  Elaborator(const Environment& env, Terms& terms);

  /// Enters a variable whose type is given before any body: the subject of a rating.
  void declare(const ast::Name& name, const Type& type);

  /// The body of a rule: `when` and the exceptions. Call once.
  [[nodiscard]] ConditionId body(const ast::Expr* when, const std::vector<ast::ExprPtr>& unless,
                                 Span span);

  /// A value after the body, over its variables.
  [[nodiscard]] Typed value(const ast::Expr& expr, const Hint& hint = {});
  /// The same in exactly this type. `what` names the place: "a weight".
  [[nodiscard]] ExprId value_of(const ast::Expr& expr, const Type& type, std::string_view what);
  /// A variable that the body binds, counted as used; nothing where there is none, reported or not.
  [[nodiscard]] std::optional<VariableId> use(std::string_view name, Span span, bool report);
  [[nodiscard]] std::vector<std::string_view> named_variables() const;
  /// Why a variable of this name cannot be used outside; empty where there is none inside.
  void explain_hidden(std::string_view name, Diagnostic& d) const;

  [[nodiscard]] ExprId constant(Word word, const Type& type, Span span);

  /// Resolves what is called, reporting what is not there.
  [[nodiscard]] Callee callee(const ast::DottedName& name);
  /// Arguments by field; null where not given. What does not fit is reported.
  [[nodiscard]] std::vector<const ast::Argument*> match(const ast::Call& call,
                                                        const Signature& signature, bool report);
  /// A value for every field, in the field's type. A field left out is reported (E0206), unless it
  /// is open or `partial`: then its value is unknown.
  [[nodiscard]] std::vector<ExprId> values(const ast::Call& call, const Signature& signature,
                                           bool partial);

  /// For goals: the named variables that every answer gives a value, in order of appearance; and a
  /// report of those that only some answers would.
  [[nodiscard]] std::vector<VariableId> answers() const;
  void require_answers();

  /// What a variable that occurs once is: in a rule likely a slip, in a goal an answer unless it
  /// looks like a name.
  enum class Single : std::uint8_t { slip, answer };
  /// Reports what is unbound, and warns of variables that occur once. Call last.
  void finish(Single single);
  /// Something was wrong, here or in what the body refers to.
  [[nodiscard]] bool failed() const { return failed_; }
  void fail() { failed_ = true; }
  Diagnostic& report(Diagnostic diagnostic);

  /// "a share", "an amount in USD_bn": an operand as a sentence speaks of it.
  [[nodiscard]] std::string describe(const Typed& operand) const;
  [[nodiscard]] bool is_member(const Typed& operand) const;
  void report_mismatch(const Typed& from, const Type& to, std::string_view what,
                       Span declared = {});
  /// Into a type, by adopting or converting a unit, or by widening an int; else E0302.
  [[nodiscard]] ExprId coerce(const Typed& from, const Type& to, std::string_view what,
                              Span declared = {});
  /// Likewise, for what a field is asked for: as in comparisons, an int meets only its equal.
  [[nodiscard]] ExprId coerce_asked(const Typed& from, const Type& to, std::string_view what,
                                    Span declared);

 private:
  enum class FrameKind : std::uint8_t { rule, branch, negation, comprehension };
  struct Frame {
    FrameKind kind;
    std::vector<VariableId> variables = {};
  };
  /// What is known about a variable besides its `Variable`.
  struct State {
    bool typed = false;
    bool poisoned = false;  ///< its type is wrong or unknown, and that is reported
    bool declared = false;  ///< typed before the body
    FrameKind frame = FrameKind::rule;
    std::uint32_t occurrences = 0;
    Span typed_at = {};
    RelationId relation = {};  ///< whose field gave the type
    std::uint32_t column = 0;
    Span single = {};  ///< its last occurrence
    bool as_argument = false;
  };
  struct Unbound {
    std::string_view name;
    std::vector<Span> uses;
    std::optional<Type> wanted;
  };
  struct Binding {
    std::string_view name;
    Span span;
  };
  struct Part {
    const ast::Expr* expr;
    bool exception = false;  ///< an `unless`
    bool settled = false;
  };
  enum class Role : std::uint8_t { variable, member, as_of };

  // scope.cpp: what a name is, and which variables a body binds.
  [[nodiscard]] Role role(std::string_view name, const std::optional<Type>& place) const;
  [[nodiscard]] std::optional<std::string_view> bare_variable(
      const ast::Expr& expr, const std::optional<Type>& place = {}) const;
  [[nodiscard]] std::optional<std::string_view> direct_variable(
      const ast::Argument& argument, const std::optional<Type>& place) const;
  void bindings(const ast::Expr& condition, std::vector<Binding>& out);
  void bindings_of_call(const ast::Call& call, std::vector<Binding>& out);
  void mentions(const ast::Expr& expr, std::vector<std::string_view>& out) const;
  [[nodiscard]] bool contains_atom(const ast::Expr& condition) const;
  void open_frame(FrameKind kind, const std::vector<Part>& parts);
  void close_frame();
  [[nodiscard]] FrameKind effective_frame(FrameKind kind) const;
  [[nodiscard]] std::optional<VariableId> look_up(std::string_view name) const;
  VariableId new_variable(std::string_view name, Span span, FrameKind kind);
  [[nodiscard]] bool is_bound(VariableId id) const;
  void bind(VariableId id);
  void type_variable(VariableId id, const Type& type, Span span, RelationId relation = {},
                     std::uint32_t column = 0);
  void occurs(VariableId id, Span span, bool as_argument);

  // conditions.cpp
  ConditionId add(Condition condition);
  ConditionId all(std::vector<ConditionId> parts, Span span);
  ConditionId conjunction(std::vector<Part> parts, Span span);
  void schedule(std::vector<Part>& parts, std::vector<ConditionId>& done);
  bool settle_equation(const ast::Expr& expr, ConditionId& done);
  [[nodiscard]] bool ready(const ast::Expr& expr, const std::vector<Binding>& own) const;
  ConditionId condition(const ast::Expr& expr);
  ConditionId alternatives(const ast::Expr& expr);
  ConditionId negation(const ast::Expr& operand, Span span);
  ConditionId test(const ast::Expr& expr);

  // atoms.cpp
  struct Column {
    std::uint32_t number;
    Type type;
    const ast::Argument* argument;
    const model::Field* field;  ///< null for metadata
  };
  [[nodiscard]] std::vector<Column> columns(const Callee& callee, const ast::Call& call,
                                            bool report);
  void bind_atom(const ast::Expr& expr);
  ConditionId atom(const ast::Expr& expr, const ast::Call& call, const Callee& callee);
  bool give(const Callee& callee, const Column& column, Atom& atom,
            std::vector<ConditionId>& tests);
  ConditionId unknown(const ast::Expr& operand, Span span);
  [[nodiscard]] Signature signature(const Callee& callee) const;

  // rule_atoms.cpp
  [[nodiscard]] bool check_rule_arguments(const ast::Call& call, const Rule& rule);
  ConditionId rule_atom(const ast::Expr& expr, const ast::Call& call, const Callee& callee);

  // arguments.cpp
  /// How far `match` has come.
  struct Matching {
    bool report = false;
    bool named = false;        ///< an argument with a name has been met
    std::size_t position = 0;  ///< the next field for one without
  };
  [[nodiscard]] std::optional<std::size_t> place(const Signature& signature,
                                                 const ast::Argument& argument, Matching& matching);
  /// `0,5` for `0.5`: whether the argument is what stands behind such a comma, which is reported.
  bool report_decimal_comma(const ast::Argument& argument);
  void report_mistaken(const ast::Binary& binary);
  void report_field(const Signature& signature, const ast::Name& name);
  [[nodiscard]] Span without_name(const ast::Argument& argument) const;
  void report_left_out(const ast::Call& call, const Signature& signature,
                       const std::vector<std::string>& missing);

  // values.cpp
  ExprId add(Expr expr);
  Typed apply(Function function, std::vector<ExprId> args, const Type& type, Span span);
  Typed reference(const ast::DottedName& name, Span span, const Hint& hint);
  Typed variable(std::string_view name, Span span, const Hint& hint, bool as_argument = false);
  Typed member(const ast::DottedName& name, Span span, const Hint& hint);
  [[nodiscard]] std::string enumeration_with(const std::string& member) const;
  Typed qualified(const ast::DottedName& name, Span span);
  Typed truth(const ast::Expr& expr);
  Typed negated(const ast::Unary& unary, Span span, const Hint& hint);

  // arithmetic.cpp
  Typed arithmetic(const ast::Binary& binary, Span span, const Hint& hint);
  Typed add_or_subtract(const ast::Binary& binary, Typed left, Typed right, Span span);
  Typed multiply(Typed left, Typed right, Span span);
  Typed divide(Typed left, Typed right, Span span);
  Typed shift_date(const Typed& date, Typed amount, bool back, Span span);
  [[nodiscard]] bool same_unit(Typed& left, Typed& right);

  // coercion.cpp
  Typed to_unit(const Typed& from, model::UnitId unit);
  void adopt(ExprId id, model::UnitId unit);
  [[nodiscard]] std::optional<Constant> constant_of(const Typed& typed) const;
  void label_operand(Diagnostic& diagnostic, const Typed& operand, bool first);

  // mismatches.cpp
  /// "a share cannot be compared with an amount in USD_bn". The narrower of the two is marked
  /// first.
  void report_pair(const Typed& left, const Typed& right, std::string_view verb);
  [[nodiscard]] std::string units_like(model::UnitId unit) const;
  [[nodiscard]] bool advise_literal_without_quotes(Diagnostic& d, const Typed& value,
                                                   const Typed& text) const;
  /// `"2015-01-31"` where a date is `wanted`: false where it is no such text.
  [[nodiscard]] bool advise_date_without_quotes(Diagnostic& d, const Typed& text,
                                                bool wanted) const;
  [[nodiscard]] std::string advice_for_pair(const Typed& left, const Typed& right,
                                            std::string_view verb);

  // comparison.cpp
  std::pair<Typed, Typed> operands(const ast::Expr& left, const ast::Expr& right);
  Typed compare(const ast::Binary& binary, Span span);
  Typed compare(Function function, Typed left, Typed right, Span span);
  Typed within(const Typed& value, const ast::Range& range, Span span);
  [[nodiscard]] std::string whole_name(Span use) const;
  [[nodiscard]] std::string with_subject(const Unbound& unbound) const;
  [[nodiscard]] bool advise_rated(Diagnostic& d, std::string_view subject, Span place) const;
  [[nodiscard]] bool advise_without_quotes(Diagnostic& d, const Typed& choice,
                                           const Typed& text) const;
  bool refuse_percent(const Typed& points, const Typed& other);
  [[nodiscard]] bool comparable(Typed& left, Typed& right, Function function);

  // calls.cpp
  Typed call(const ast::Call& call, Span span, const Hint& hint);
  Typed call_function(const ast::Call& call, const Builtin& builtin, Span span);
  Typed call_table(const ast::Call& call, const Callee& callee, Span span);
  Typed read_rating(const ast::Call& call, const Callee& callee, Span span, const Hint& hint);
  Typed comprehension(const ast::Comprehension& comprehension, Span span);
  [[nodiscard]] bool common_type(std::vector<Typed>& args, const Builtin& builtin);

  void note_occurrences();

  // safety.cpp
  void report_unbound(std::string_view name, Span span, const Hint& hint);
  void report_all_unbound();
  void report_unbound(const Unbound& unbound);
  void report_circular(const std::vector<const Unbound*>& circle);
  [[nodiscard]] std::string bound_to_field(const Unbound& unbound) const;
  [[nodiscard]] bool report_as_member(const Unbound& unbound);
  [[nodiscard]] std::string advice_for_unbound(const Unbound& unbound);
  [[nodiscard]] std::optional<VariableId> hidden(std::string_view name) const;
  /// The atom that gives a variable of this name and type a value; without a name, one of its own,
  /// which `variable` then holds.
  [[nodiscard]] std::string suggest_atom(std::string_view name, const std::optional<Type>& wanted,
                                         std::string* variable = nullptr);
  [[nodiscard]] const model::Enumeration* members_at(VariableId id) const;
  [[nodiscard]] std::string as_field(VariableId id) const;
  bool refuse_as_member(VariableId id);
  void warn_of_singleton(VariableId id, Single single);

  const Environment& env_;
  Terms& terms_;
  std::vector<State> states_;
  std::vector<bool> bound_;
  std::vector<Frame> frames_;
  std::vector<Unbound> unbound_;
  struct Occurrence {
    VariableId id;
    Span span;
  };
  std::vector<Occurrence> occurrences_;  ///< where somebody wants to know what names mean
  std::vector<std::string_view> mistaken_members_;
  bool has_when_ = false;
  bool failed_ = false;
};

/// The function that a comparison operator stands for; not for `in`.
[[nodiscard]] Function comparison_of(ast::BinaryOp op);

/// The parts of a chain of `and` or `or`, in order.
void flatten(const ast::Expr& expr, ast::BinaryOp op, std::vector<const ast::Expr*>& out);

}  // namespace casus::check
