// SPDX-License-Identifier: Apache-2.0
//
// How the grammar fills the tree: semantic actions named for what they do, each with the member it
// fills. Members of a declaration are filled in place, so that a broken one keeps what was read.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "syntax/application.hpp"
#include "syntax/ast.hpp"
#include "syntax/grammar_tokens.hpp"

namespace casus::syntax::grammar {

template <class Member>
struct OwnerOf;
template <class T, class Owner>
struct OwnerOf<T Owner::*> {
  using type = Owner;
};

/// `value` itself where it is a `T`, else the `T` that its variant holds.
template <class T, class Value>
T& part(Value& value) {
  if constexpr (std::is_same_v<T, Value>) {
    return value;
  } else {
    return std::get<T>(value.node);
  }
}

/// The member of the rule's value, or of the variant that is the rule's value.
template <auto member, class Context>
auto& target(const Context& context) {
  using Owner = typename OwnerOf<decltype(member)>::type;
  return part<Owner>(x3::_val(context)).*member;
}

template <class T>
bool is_given(const std::optional<T>& value) {
  return value.has_value();
}
inline bool is_given(const ast::ExprPtr& value) { return value != nullptr; }

inline void report_second(Reader& reader) {
  const Span word = reader.last_word();
  const std::string text(reader.at(word.begin), reader.at(word.end));
  reader.report(error("E0101", "`" + text + "` is given twice").label(word, "for the second time"));
}

template <class T>
inline constexpr auto begin =
    [](auto const& context) { x3::_val(context).node.template emplace<T>(); };

template <auto member>
inline constexpr auto set =
    [](auto const& context) { target<member>(context) = std::move(x3::_attr(context)); };

template <auto member, auto value>
inline constexpr auto put = [](auto const& context) { target<member>(context) = value; };

/// For clauses that may come in any order, but each only once.
template <auto member>
inline constexpr auto set_once = [](auto const& context) {
  if (is_given(target<member>(context))) report_second(reader_of(context));
  target<member>(context) = std::move(x3::_attr(context));
};

template <auto member>
inline constexpr auto add =
    [](auto const& context) { target<member>(context).push_back(std::move(x3::_attr(context))); };

inline constexpr auto take = [](auto const& context) {
  x3::_val(context) = std::move(x3::_attr(context));
};

/// Adds to a list of variants the one that has the member `inner`, filled.
template <auto member, auto inner>
inline constexpr auto add_as = [](auto const& context) {
  using T = typename OwnerOf<decltype(inner)>::type;
  auto& added = target<member>(context).emplace_back(std::in_place_type<T>);
  std::get<T>(added).*inner = std::move(x3::_attr(context));
};

/// The keyword just read, as a name.
template <auto member>
inline constexpr auto set_word = [](auto const& context) {
  Reader& reader = reader_of(context);
  target<member>(context) = reader.last_word_name();
};

inline constexpr auto push_back = [](auto const& context) {
  x3::_val(context).push_back(std::move(x3::_attr(context)));
};

/// One more piece of the chain being read.
inline constexpr auto push_item = [](auto const& context) {
  reader_of(context).items.push_back(std::move(x3::_attr(context)));
};
inline constexpr auto push_operand = [](auto const& context) {
  Item item;
  item.operand = std::move(x3::_attr(context));
  reader_of(context).items.push_back(std::move(item));
};

inline constexpr auto begin_reference = [](auto const& context) {
  ast::DottedName& name = x3::_attr(context);
  const Span span = name.span;
  x3::_val(context) = make_expr(ast::Reference{std::move(name)}, span);
};
inline constexpr auto apply = [](auto const& context) {
  x3::_val(context) =
      applied(reader_of(context), std::move(x3::_val(context)), std::move(x3::_attr(context)));
};
inline constexpr auto apply_atom = [](auto const& context) {
  x3::_val(context) =
      applied_atom(reader_of(context), std::move(x3::_val(context)), std::move(x3::_attr(context)));
};
inline constexpr auto take_unknown = [](auto const& context) {
  ast::ExprPtr& atom = x3::_attr(context);
  const std::uint32_t height = atom->height + 1;
  const Span span = atom->span;
  x3::_val(context) = make_expr(ast::Unary{ast::UnaryOp::unknown, std::move(atom)}, span, height);
};
inline constexpr auto take_text = [](auto const& context) {
  ast::Name& text = x3::_attr(context);
  const Span span = text.span;
  x3::_val(context) = make_expr(ast::TextLiteral{std::move(text.text)}, span);
};
template <auto member>
inline constexpr auto set_comparison =
    [](auto const& context) { target<member>(context) = x3::_attr(context).binary; };

/// Around the whole of a rule whose value has a span. (An `on_success` handler would not see the
/// value of a rule with semantic actions.)
template <class Subject>
struct Whole : x3::unary_parser<Subject, Whole<Subject>> {
  static constexpr bool is_pass_through_unary = true;

  constexpr explicit Whole(const Subject& inner) : x3::unary_parser<Subject, Whole>(inner) {}

  template <class Iterator, class Context, class Value, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context, Value& value,
             Attribute& attribute) const {
    Reader& reader = reader_of(context);
    const At from = reader.skip(first);
    if (!this->subject.parse(first, last, context, value, attribute)) return false;
    const Span span = reader.span(from, first);
    if constexpr (std::is_same_v<Value, ast::ExprPtr>) {
      value->span = span;
    } else {
      value.span = span;
      finish(reader, value);
    }
    return true;
  }
};

template <class Parser>
constexpr auto whole(const Parser& parser) {
  return Whole<Parser>(parser);
}

}  // namespace casus::syntax::grammar
