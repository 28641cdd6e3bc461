// SPDX-License-Identifier: Apache-2.0
//
// Conditions and values. A part of the one translation unit grammar.cpp. Each rule's name is a key
// of the table of expectations.
#pragma once

#include "syntax/grammar_actions.hpp"

namespace casus::syntax::grammar {

// clang-format off

using List = Reader::List;

x3::rule<struct operand_id> const operand = "operand";
x3::rule<struct primary_id, ast::ExprPtr> const primary = "operand";
x3::rule<struct call_id, ast::ExprPtr> const call = "operand";
x3::rule<struct condition_id, ast::ExprPtr> const condition = "condition";
x3::rule<struct value_id, ast::ExprPtr> const value = "value";
x3::rule<struct atom_id, ast::ExprPtr> const atom = "atom";
x3::rule<struct parentheses_id, Parentheses> const parentheses = "arguments";
x3::rule<struct argument_id, ast::Argument> const argument = "argument";

auto const label = Token<ast::Name>(&Reader::label, "label");
auto const literal = Token<ast::ExprPtr>(&Reader::literal, "operand");
auto const wildcard = Token<ast::ExprPtr>(&Reader::wildcard, "_");
auto const prefix = Token<Item>(&Reader::prefix, "operand");
auto const condition_operator = Token<Item>(&Reader::condition_operator, "operator");
auto const value_operator = Token<Item>(&Reader::value_operator, "operator");
auto const comparison = Token<Item>(&Reader::comparison, "comparison");
auto const distinct = Mark([](Reader& reader, At& at) { return reader.distinct(at); }, "distinct");
auto const unknown =
    Mark([](Reader& reader, At& at) { return reader.exact_word(at, "unknown"); }, "unknown");
auto const value_ahead =
    Mark([](Reader& reader, At& at) { return reader.value_ahead(at); }, "value");

auto const condition_def =
    chain(Chain::condition, operand >> *(condition_operator[push_item] > operand));
auto const value_def =
    chain(Chain::value, operand >> *(value_operator[push_item] > operand));
auto const operand_def =
      (+prefix[push_item] > primary[push_operand])
    | primary[push_operand];
auto const primary_def = whole(
      literal[take]
    | (sign("(") > condition[take] > sign(")", "closing parenthesis"))
    | (unknown > atom[take_unknown])
    | call[take]);
auto const call_def = dotted("operand")[begin_reference] >> -parentheses[apply];
auto const atom_def = dotted("atom")[begin_reference] > parentheses[apply_atom];

// One way in for calls and comprehensions: alternatives that share their start would read nested
// arguments twice at each level.
auto const parentheses_def = whole(
    sign("(")
    > -(-distinct[put<&Parentheses::distinct, true>]
        >> argument[add<&Parentheses::arguments>]
        >> (  (word("for") > condition[set<&Parentheses::body>])
            | (*(comma(List::arguments) >> argument[add<&Parentheses::arguments>]) >> -sign(","))))
    > sign(")", "end of arguments"));
auto const argument_def = whole(
    -(label[set<&ast::Argument::name>] > value_ahead)
    >> (  wildcard[set<&ast::Argument::value>]
        | (comparison[set_comparison<&ast::Argument::comparison>]
            > value[set<&ast::Argument::value>])
        | condition[set<&ast::Argument::value>]));

// clang-format on

BOOST_SPIRIT_DEFINE(operand, primary, call, condition, value, atom, parentheses, argument)

}  // namespace casus::syntax::grammar
