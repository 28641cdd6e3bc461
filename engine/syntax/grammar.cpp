// SPDX-License-Identifier: Apache-2.0
#include "syntax/grammar.hpp"

#include <charconv>

#include "syntax/grammar_actions.hpp"

namespace casus::syntax {
namespace grammar {
namespace {

using List = Reader::List;

// Each rule's name is a key of the table of expectations.

x3::rule<struct operand_id> const operand = "operand";
x3::rule<struct primary_id, ast::ExprPtr> const primary = "operand";
x3::rule<struct call_id, ast::ExprPtr> const call = "operand";
x3::rule<struct condition_id, ast::ExprPtr> const condition = "condition";
x3::rule<struct value_id, ast::ExprPtr> const value = "value";
x3::rule<struct atom_id, ast::ExprPtr> const atom = "atom";
x3::rule<struct parentheses_id, Parentheses> const parentheses = "arguments";
x3::rule<struct argument_id, ast::Argument> const argument = "argument";

// clang-format off

// Expressions.

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
auto const value_ahead = Mark([](Reader& reader, At& at) { return reader.value_ahead(at); }, "value");

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

// Pieces of declarations.

x3::rule<struct bounds_id, ast::Bounds> const bounds = "bounds";
x3::rule<struct type_id, ast::TypeName> const type = "type";
x3::rule<struct field_id, ast::Field> const field = "field";
x3::rule<struct fields_id, std::vector<ast::Field>> const fields = "fields";

auto const unit = Token<ast::Name>(&Reader::unit, "unit");
auto const bounds_def = whole(
    bound("bounds")[set<&ast::Bounds::low>] > sign("..") > bound("number")[set<&ast::Bounds::high>]);
auto const type_def = whole(
    name("type")[set<&ast::TypeName::name>] > -unit[set<&ast::TypeName::unit>]);
auto const field_def = whole(
    name("field")[set<&ast::Field::name>]
    > sign(":", "colon")
    > type[set<&ast::Field::type>]
    > -(word("in") > bounds[set<&ast::Field::in>])
    > -word("open")[put<&ast::Field::open, true>]);
auto const fields_def =
    -(field[push_back] >> *(comma(List::fields) >> field[push_back]) >> -sign(","));

// Small declarations. Each begins by making the declaration one of its kind.

using Declaration = ast::Declaration;
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
auto const set_factor = [](auto const& context) {
  ast::Name& number = x3::_attr(context);
  x3::_val(context).factor = std::move(number.text);
  x3::_val(context).factor_span = number.span;
};
auto const definition_def =
    number_text[set_factor] > Token<ast::Name>(&Reader::unit, "unit of a definition")[set<&ast::Unit::Definition::of>];
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
    | (word("presumed") > word("absent") > bound("number")[set_once<&ast::Relation::presumed_absent>])
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
    > *factor[add<&ast::Rating::factors>];

// Rules.

x3::rule<struct rule_id, Declaration> const rule = "rule";
x3::rule<struct then_id, ast::Conclusion> const then_atom = "atom";
x3::rule<struct contribution_id, ast::Conclusion> const contribution = "conclusion";
x3::rule<struct limit_id, ast::Conclusion> const limit = "conclusion";

auto const then_atom_def = whole(
    -word("not")[put<&ast::Then::negative, true>] >> atom[set<&ast::Then::atom>]);
auto const contribution_def = whole(
    (  word("supports")[begin<ast::Contribution>]
     | word("undermines")[begin<ast::Contribution>][put<&ast::Contribution::supports, false>])
    > called("target", atom)[set<&ast::Contribution::target>]
    > word("by")
    > called("value", condition)[set<&ast::Contribution::weight>]
    > -(word("for")
        > word("each")
        > name("variable")[add<&ast::Contribution::for_each>]
        > *(sign(",") > name("variable")[add<&ast::Contribution::for_each>])));
auto const limit_def = whole(
    (  word("caps")[begin<ast::Limit>]
     | word("floors")[begin<ast::Limit>][put<&ast::Limit::caps, false>])
    > called("target", atom)[set<&ast::Limit::target>]
    > word("at")
    > called("value", condition)[set<&ast::Limit::at>]);

auto const conclusion =
      (word("then")
       > then_atom[add<&ast::Rule::conclusions>]
       > *(sign(",") > then_atom[add<&ast::Rule::conclusions>]))
    | contribution[add<&ast::Rule::conclusions>]
    | limit[add<&ast::Rule::conclusions>];
auto const rule_clause =
      (word("certainty") > called("value", condition)[set_once<&ast::Rule::certainty>])
    | (word("because") > text("text")[set_once<&ast::Rule::because>])
    | (word("source") > text("text")[set_once<&ast::Rule::source>])
    | (word("overrides") > name("rule name")[add<&ast::Rule::overrides>]);
auto const rule_def =
    word("rule")[begin<ast::Rule>]
    > name("name")[set<&ast::Rule::name>]
    > -text("title")[set<&ast::Rule::title>]
    > -(word("when") > condition[set<&ast::Rule::when>])
    > *(word("unless") > condition[add<&ast::Rule::unless>])
    > called("conclusion", conclusion)
    > *conclusion
    > *rule_clause;

// Tables.

x3::rule<struct table_id, Declaration> const table = "table";
x3::rule<struct cell_id, ast::Cell> const cell = "cell";
x3::rule<struct row_id, Row> const row = "row";

auto const set_columns = [](auto const& context) {
  reader_of(context).columns = part<ast::Table>(x3::_val(context)).header.size();
};
auto const add_row = [](auto const& context) {
  part<ast::Table>(x3::_val(context)).rows.push_back(std::move(x3::_attr(context).cells));
};
auto const any_cell = [](auto const&) {};
auto const empty_cell = Mark([](Reader& reader, At& at) { return reader.empty_cell(at); }, "cell");
auto const cell_def = whole(
      empty_cell
    | wildcard[any_cell]
    | (comparison[set_comparison<&ast::Cell::comparison>] > value[set<&ast::Cell::value>])
    | value[set<&ast::Cell::value>]);
auto const row_def = whole(
    sign("|") > cell[add<&Row::cells>] > *(sign("|") >> cell[add<&Row::cells>]) > sign("|"));
auto const policy =
      (word("collect")[set_word<&ast::Table::policy>]
       > -(word("sum") | word("min") | word("max") | word("count"))[set_word<&ast::Table::collect>])
    | (word("unique") | word("any") | word("first") | word("priority"))
          [set_word<&ast::Table::policy>];
auto const table_def =
    word("table")[begin<ast::Table>]
    > name("name")[set<&ast::Table::name>]
    > sign("(")
    > fields[set<&ast::Table::fields>]
    > sign(")", "end of fields")
    > sign("->")
    > type[set<&ast::Table::result>]
    > called("policy", policy)
    > sign("{")
    > sign("|", "header")
    > name("column")[add<&ast::Table::header>]
    > *(sign("|") >> name("column")[add<&ast::Table::header>])
    > sign("|")[set_columns]
    > *row[add_row]
    > sign("}", "end of rows");

// Tests.

x3::rule<struct test_id, Declaration> const test = "test";
x3::rule<struct assumption_id, ast::Assume> const assumption = "atom";
x3::rule<struct fact_or_id_id, ast::ExprPtr> const fact_or_id = "atom or id";

auto const assumption_def =
    -word("not")[put<&ast::Assume::negative, true>]
    >> atom[set<&ast::Assume::atom>]
    >> -(word("certainty") > bound("number")[set<&ast::Assume::certainty>]);
auto const fact_or_id_def = text("atom or id")[take_text] | atom[take];
auto const step =
      (word("given") > text("text")[add_as<&ast::Test::steps, &ast::Given::path>])
    | (word("assume") > assumption[add<&ast::Test::steps>])
    | (word("drop") > fact_or_id[add_as<&ast::Test::steps, &ast::Drop::atom>])
    | (word("expect") > condition[add_as<&ast::Test::steps, &ast::Expect::body>]);
auto const test_def = word("test")[begin<ast::Test>] > text("title")[set<&ast::Test::title>] > *step;

// Files.

x3::rule<struct declaration_id, Declaration> const declaration = "declaration";
x3::rule<struct edition_id, ast::File> const edition = "edition";
x3::rule<struct module_id, ast::File> const module_line = "module";
x3::rule<struct goal_id, ast::ExprPtr> const goal = "goal";

auto const end_of_declaration =
    Mark([](Reader& reader, At& at) { return reader.declaration_ahead(at); }, "end");
auto const end_of_text =
    Mark([](Reader& reader, At& at) { return reader.skip(at) == reader.end(); }, "end of goal");
auto const calculus = Token<ast::Name>(&Reader::calculus, "calculus");

auto const declaration_def =
    x3::eps
    > called("declaration", rule | relation | rating | use | enumeration | unit_declaration | scale
                            | table | test)
    > end_of_declaration;

auto const set_edition = [](auto const& context) {
  const ast::Name& year = x3::_attr(context);
  ast::Edition read{.year = 0, .span = year.span};
  std::from_chars(year.text.data(), year.text.data() + year.text.size(), read.year);
  x3::_val(context).edition = read;
};
auto const begin_module = [](auto const& context) { x3::_val(context).module.emplace(); };
auto const set_module_name = [](auto const& context) {
  x3::_val(context).module->name = std::move(x3::_attr(context));
};
auto const set_calculus = [](auto const& context) {
  x3::_val(context).module->certainty = std::move(x3::_attr(context));
};
auto const edition_def = -(word("edition") > number_text[set_edition]);
auto const module_line_def =
    -(word("module")[begin_module]
      > dotted("module name")[set_module_name]
      > -(word("certainty") > calculus[set_calculus]));
auto const goal_def = x3::eps > condition[take] > end_of_text;

// clang-format on

BOOST_SPIRIT_DEFINE(operand, primary, call, condition, value, atom, parentheses, argument)
BOOST_SPIRIT_DEFINE(bounds, type, field, fields, band, definition, factor)
BOOST_SPIRIT_DEFINE(use, enumeration, unit_declaration, scale, relation, rating, rule, table, test)
BOOST_SPIRIT_DEFINE(then_atom, contribution, limit, cell, row, assumption, fact_or_id)
BOOST_SPIRIT_DEFINE(declaration, edition, module_line, goal)

template <class Rule, class Value>
std::optional<Stop> read(Reader& reader, At& at, const Rule& piece, Value& out) {
  reader.reset();
  try {
    x3::parse(at, reader.end(), x3::with<reader_tag>(reader)[piece], out);
    return std::nullopt;
  } catch (const x3::expectation_failure<At>& failure) {
    return Stop{failure.where(), failure.which(), std::nullopt};
  } catch (Refusal& refusal) {
    return Stop{refusal.at, {}, std::move(refusal.diagnostic)};
  }
}

}  // namespace
}  // namespace grammar

std::optional<Stop> read_edition(Reader& reader, At& at, ast::File& file) {
  return grammar::read(reader, at, grammar::edition, file);
}

std::optional<Stop> read_module(Reader& reader, At& at, ast::File& file) {
  return grammar::read(reader, at, grammar::module_line, file);
}

std::optional<Stop> read_declaration(Reader& reader, At& at, ast::Declaration& declaration) {
  return grammar::read(reader, at, grammar::declaration, declaration);
}

std::optional<Stop> read_goal(Reader& reader, At& at, ast::ExprPtr& goal) {
  return grammar::read(reader, at, grammar::goal, goal);
}

}  // namespace casus::syntax
