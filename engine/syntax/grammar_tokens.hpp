// SPDX-License-Identifier: Apache-2.0
//
// The reader's tokens as parsers of Spirit X3. Only grammar.cpp may include this. A token carries
// the key under which the table of expectations knows what to say where it is missing.
#pragma once

#include <boost/spirit/home/x3.hpp>
#include <string>
#include <string_view>

#include "syntax/climb.hpp"
#include "syntax/reader.hpp"

namespace casus::syntax::grammar {

namespace x3 = boost::spirit::x3;

struct reader_tag;

template <class Context>
Reader& reader_of(const Context& context) {
  return x3::get<reader_tag>(context);
}

/// A token without a value: a keyword, a sign, a look ahead.
template <class Read>
struct Mark : x3::parser<Mark<Read>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  constexpr Mark(Read read_, std::string_view key_) : read(read_), key(key_) {}

  template <class Iterator, class Context, class RuleContext, class Attribute>
  bool parse(Iterator& first, const Iterator&, const Context& context, RuleContext&,
             Attribute&) const {
    return read(reader_of(context), first);
  }

  Read read;
  std::string_view key;
};

/// A token with a value.
template <class T>
struct Token : x3::parser<Token<T>> {
  using attribute_type = T;
  static constexpr bool has_attribute = true;
  using Read = bool (Reader::*)(At&, T&);

  constexpr Token(Read read_, std::string_view key_) : read(read_), key(key_) {}

  template <class Iterator, class Context, class RuleContext>
  bool parse(Iterator& first, const Iterator&, const Context& context, RuleContext&,
             T& value) const {
    return (reader_of(context).*read)(first, value);
  }
  template <class Iterator, class Context, class RuleContext>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RuleContext& rule,
             x3::unused_type) const {
    T value{};
    return parse(first, last, context, rule, value);
  }

  Read read;
  std::string_view key;
};

/// Gives alternatives a key.
template <class Subject>
struct Called : x3::unary_parser<Subject, Called<Subject>> {
  static constexpr bool is_pass_through_unary = true;

  constexpr Called(const Subject& inner, std::string_view key_)
      : x3::unary_parser<Subject, Called<Subject>>(inner), key(key_) {}

  template <class Iterator, class Context, class RuleContext, class Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RuleContext& rule,
             Attribute& value) const {
    return this->subject.parse(first, last, context, rule, value);
  }

  std::string_view key;
};

/// Reads a flat chain with `Subject`, which puts its pieces on the reader's stack, and makes a tree
/// of it. All recursion of the grammar passes through here, so here nesting is counted.
template <class Subject>
struct Climbed : x3::unary_parser<Subject, Climbed<Subject>> {
  using attribute_type = ast::ExprPtr;
  static constexpr bool has_attribute = true;
  static constexpr bool has_action = false;

  constexpr Climbed(const Subject& inner, Chain chain_)
      : x3::unary_parser<Subject, Climbed<Subject>>(inner), chain(chain_) {}

  template <class Iterator, class Context, class RuleContext>
  bool parse(Iterator& first, const Iterator& last, const Context& context, RuleContext&,
             ast::ExprPtr& tree) const {
    Reader& reader = reader_of(context);
    const std::size_t mark = reader.items.size();
    reader.enter(first);
    const bool fits = this->subject.parse(first, last, context, x3::unused, x3::unused);
    reader.leave();
    if (fits) tree = climb(reader, mark, chain);
    return fits;
  }

  Chain chain;
};

constexpr auto word(std::string_view word) {
  return Mark([word](Reader& reader, At& at) { return reader.word(at, word); }, word);
}
constexpr auto sign(std::string_view sign, std::string_view key) {
  return Mark([sign](Reader& reader, At& at) { return reader.sign(at, sign); }, key);
}
constexpr auto sign(std::string_view text) { return sign(text, text); }
constexpr auto comma(Reader::List list) {
  return Mark([list](Reader& reader, At& at) { return reader.comma(at, list); }, ",");
}
constexpr auto name(std::string_view key) { return Token<ast::Name>(&Reader::name, key); }
constexpr auto dotted(std::string_view key) { return Token<ast::DottedName>(&Reader::dotted, key); }
constexpr auto text(std::string_view key) { return Token<ast::Name>(&Reader::text, key); }
constexpr auto bound(std::string_view key) { return Token<ast::ExprPtr>(&Reader::bound, key); }

template <class Parser>
constexpr auto called(std::string_view key, const Parser& parser) {
  return Called<Parser>(parser, key);
}
template <class Parser>
constexpr auto chain(Chain chain, const Parser& parser) {
  return Climbed<Parser>(parser, chain);
}

/// `what` of an expectation that failed.
template <class Keyed>
struct KeyOf {
  using result_type = std::string;
  std::string operator()(const Keyed& parser) const { return std::string(parser.key); }
};

}  // namespace casus::syntax::grammar

namespace boost::spirit::x3 {

template <class Read>
struct get_info<casus::syntax::grammar::Mark<Read>>
    : casus::syntax::grammar::KeyOf<casus::syntax::grammar::Mark<Read>> {};
template <class T>
struct get_info<casus::syntax::grammar::Token<T>>
    : casus::syntax::grammar::KeyOf<casus::syntax::grammar::Token<T>> {};
template <class Subject>
struct get_info<casus::syntax::grammar::Called<Subject>>
    : casus::syntax::grammar::KeyOf<casus::syntax::grammar::Called<Subject>> {};

// An action says what its subject says.
template <class Subject, class Action>
struct get_info<action<Subject, Action>> {
  using result_type = std::string;
  std::string operator()(const action<Subject, Action>& parser) const {
    return what(parser.subject);
  }
};

// What readers are told is a key, never the name of a C++ type: of these, behind `>`, the library
// would say their type. So they have no information, and what stands there is `called` something.
template <class Subject>
struct get_info<plus<Subject>>;
template <class Left, class Right>
struct get_info<sequence<Left, Right>>;
template <class Left, class Right>
struct get_info<alternative<Left, Right>>;

}  // namespace boost::spirit::x3
