// SPDX-License-Identifier: Apache-2.0
//
// What a vocabulary is made of: modules, enums, units, scales, facts, relations and ratings. A part
// of the one translation unit grammar.cpp.
#pragma once

#include "syntax/grammar_expressions.hpp"

namespace casus::syntax::grammar {

// clang-format off

using Declaration = ast::Declaration;

// Pieces of declarations.

x3::rule<struct bounds_id, ast::Bounds> const bounds = "bounds";
x3::rule<struct type_id, ast::TypeName> const type = "type";
x3::rule<struct field_id, ast::Field> const field = "field";
x3::rule<struct fields_id, std::vector<ast::Field>> const fields = "fields";

auto const unit = Token<ast::Name>(&Reader::unit, "unit");
auto const bounds_def = whole(
    bound("bounds")[set<&ast::Bounds::low>]
    > sign("..")
    > bound("number")[set<&ast::Bounds::high>]);
auto const type_def = whole(
    name("type")[set<&ast::TypeName::name>] > -unit[set<&ast::TypeName::unit>]);
template <ast::Best best>
auto const set_best = [](auto const& context) {
  ast::Field& declared = x3::_val(context);
  declared.best = best;
  declared.best_span = reader_of(context).last_word();
};
// A type may have one of these names.
auto const best =
      (word("least") >> &name("type"))[set_best<ast::Best::least>]
    | (word("greatest") >> &name("type"))[set_best<ast::Best::greatest>];
auto const field_def = whole(
    name("field")[set<&ast::Field::name>]
    > sign(":", "colon")
    > -best
    > type[set<&ast::Field::type>]
    > -(word("in") > bounds[set<&ast::Field::in>])
    > -word("open")[put<&ast::Field::open, true>]);
auto const fields_def =
    -(field[push_back] >> *(comma(List::fields) >> field[push_back]) >> -sign(","));

// Small declarations. Each begins by making the declaration one of its kind.

x3::rule<struct use_id, Declaration> const use = "use";
x3::rule<struct enumeration_id, Declaration> const enumeration = "enum";
x3::rule<struct unit_declaration_id, Declaration> const unit_declaration = "unit";
x3::rule<struct scale_id, Declaration> const scale = "scale";
x3::rule<struct band_id, ast::Band> const band = "band";
x3::rule<struct definition_id, ast::Unit::Definition> const definition = "definition";

auto const use_def = word("use")[begin<ast::Use>] > dotted("module name")[set<&ast::Use::module>];

auto const enumeration_def =
    word("enum")[begin<ast::Enum>]
    > name("name")[set<&ast::Enum::name>]
    > sign("{")
    > name("member")[add<&ast::Enum::members>]
    > *(comma(List::names) >> name("member")[add<&ast::Enum::members>])
    > -sign(",")
    > sign("}", "end of members");

auto const number_text = Token<ast::Name>(&Reader::number_text, "number");
auto const unit_of_definition = Token<ast::Name>(&Reader::unit, "unit of a definition");
auto const set_factor = [](auto const& context) {
  ast::Name& number = x3::_attr(context);
  x3::_val(context).factor = std::move(number.text);
  x3::_val(context).factor_span = number.span;
};
auto const definition_def =
    number_text[set_factor] > unit_of_definition[set<&ast::Unit::Definition::of>];
auto const unit_declaration_def =
    word("unit")[begin<ast::Unit>]
    > name("name")[set<&ast::Unit::name>]
    > -(sign("=") > definition[set<&ast::Unit::definition>]);

auto const band_def =
    name("band")[set<&ast::Band::name>] > -(sign("<") > bound("number")[set<&ast::Band::below>]);
auto const scale_def =
    word("scale")[begin<ast::Scale>]
    > name("name")[set<&ast::Scale::name>]
    > bounds[set<&ast::Scale::range>]
    > sign("{")
    > band[add<&ast::Scale::bands>]
    > *(comma(List::names) >> band[add<&ast::Scale::bands>])
    > -sign(",")
    > sign("}", "end of bands");

// Facts, relations and ratings.

x3::rule<struct relation_id, Declaration> const relation = "relation";
x3::rule<struct rating_id, Declaration> const rating = "rating";
x3::rule<struct factor_id, ast::Factor> const factor = "factor";
x3::rule<struct likelihood_id, ast::Likelihood> const likelihood = "likelihood";

template <ast::Openness openness>
auto const set_openness = [](auto const& context) {
  auto& declared = part<ast::Relation>(x3::_val(context));
  declared.openness = openness;
  declared.openness_span = reader_of(context).last_word();
};
auto const openness =
      word("open")[set_openness<ast::Openness::open>]
    | word("closed")[set_openness<ast::Openness::closed>];
auto const relation_clause =
      (word("reads") > text("text")[set_once<&ast::Relation::reads>])
    | (word("asks") > text("text")[set_once<&ast::Relation::asks>])
    | (word("presumed")
       > word("absent")
       > bound("number")[set_once<&ast::Relation::presumed_absent>])
    | (word("half_life") > bound("duration")[set_once<&ast::Relation::half_life>]);
auto const relation_def =
    (  (word("fact")[begin<ast::Relation>][put<&ast::Relation::from_data, true>]
        > name("name")[set<&ast::Relation::name>]
        > -openness
        > sign("{")
        > fields[set<&ast::Relation::fields>]
        > sign("}", "end of fields"))
     | (word("relation")[begin<ast::Relation>]
        > name("name")[set<&ast::Relation::name>]
        > -openness
        > sign("(")
        > fields[set<&ast::Relation::fields>]
        > sign(")", "end of fields")))
    > *relation_clause;

auto const factor_def =
    word("factor")
    > name("factor name")[set<&ast::Factor::name>]
    > -text("title")[set<&ast::Factor::title>]
    > bounds[set<&ast::Factor::range>];
auto const likelihood_def = whole(
    word("likelihood")
    > text("event")[set<&ast::Likelihood::event>]
    > word("base")
    > bound("number")[set<&ast::Likelihood::base>]
    > word("within")
    > bound("duration")[set<&ast::Likelihood::within>]
    > word("doubles")
    > word("per")
    > bound("number")[set<&ast::Likelihood::doubles_per>]);
auto const rating_def =
    word("rating")[begin<ast::Rating>]
    > name("name")[set<&ast::Rating::name>]
    > sign("(")
    > fields[set<&ast::Rating::fields>]
    > sign(")", "end of fields")
    > -text("title")[set<&ast::Rating::title>]
    > word("of")
    > condition[set<&ast::Rating::subjects>]
    > word("on")
    > name("scale name")[set<&ast::Rating::scale>]
    > word("starts")
    > bound("number")[set<&ast::Rating::starts>]
    > *(factor[add<&ast::Rating::factors>] | likelihood[add<&ast::Rating::likelihoods>]);

// clang-format on

BOOST_SPIRIT_DEFINE(bounds, type, field, fields, band, definition, factor, likelihood)
BOOST_SPIRIT_DEFINE(use, enumeration, unit_declaration, scale, relation, rating)

}  // namespace casus::syntax::grammar
