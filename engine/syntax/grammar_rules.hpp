// SPDX-License-Identifier: Apache-2.0
//
// Rules, tables and tests. A part of the one translation unit grammar.cpp.
#pragma once

#include "syntax/grammar_vocabulary.hpp"

namespace casus::syntax::grammar {

// clang-format off

// Rules.

x3::rule<struct rule_id, Declaration> const rule = "rule";
x3::rule<struct then_id, ast::Conclusion> const then_atom = "atom";
x3::rule<struct outcome_id, ast::Conclusion> const outcome = "atom";
x3::rule<struct contribution_id, ast::Conclusion> const contribution = "conclusion";
x3::rule<struct limit_id, ast::Conclusion> const limit = "conclusion";

auto const then_atom_def = whole(
    -word("not")[put<&ast::Then::negative, true>] >> atom[set<&ast::Then::atom>]);
auto const outcome_def = whole(
    -word("not")[put<&ast::Then::negative, true>]
    >> atom[set<&ast::Then::atom>]
    > word("certainty")
    > called("value", condition)[set<&ast::Then::certainty>]);
auto const begin_choice = [](auto const& context) { ++part<ast::Rule>(x3::_val(context)).choices; };
auto const add_outcome = [](auto const& context) {
  ast::Rule& said = part<ast::Rule>(x3::_val(context));
  std::get<ast::Then>(x3::_attr(context).node).choice = said.choices;
  said.conclusions.push_back(std::move(x3::_attr(context)));
};
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

auto const choice =
    (word("one") >> word("of"))[begin_choice]
    > called("atom", outcome)[add_outcome]
    > called("second outcome", sign(",") > called("atom", outcome)[add_outcome])
    > *(sign(",") > called("atom", outcome)[add_outcome]);
auto const conclusion =
      (word("then")
       > called("atom", choice
                        | (then_atom[add<&ast::Rule::conclusions>]
                           > *(sign(",") > then_atom[add<&ast::Rule::conclusions>]))))
    | contribution[add<&ast::Rule::conclusions>]
    | limit[add<&ast::Rule::conclusions>];
auto const rule_clause =
      (word("certainty") > called("value", condition)[set_once<&ast::Rule::certainty>])
    | (word("because") > text("text")[set_once<&ast::Rule::because>])
    | (word("source") > text("text")[set_once<&ast::Rule::source>])
    | (word("overrides") > dotted("rule name")[add<&ast::Rule::overrides>]);
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
x3::rule<struct expectation_id, ast::Expect> const expectation = "condition";
x3::rule<struct reason_id, ast::Reason> const reason = "reason";

auto const assumption_def =
    -word("not")[put<&ast::Assume::negative, true>]
    >> atom[set<&ast::Assume::atom>]
    >> -(word("certainty") > bound("number")[set<&ast::Assume::certainty>]);
auto const fact_or_id_def = text("atom or id")[take_text] | atom[take];
auto const reason_def =
    text("reason")[set<&ast::Reason::node>] | dotted("reason")[set<&ast::Reason::node>];
auto const expectation_def = whole(
    condition[set<&ast::Expect::body>]
    > -(word("certainty")
        > called("certainty to be", comparison[set_comparison<&ast::Expect::comparison>])
        > value[set<&ast::Expect::certainty>])
    > -(word("because")
        > called("reason", reason)[add<&ast::Expect::because>]
        > *(word("and") > called("reason", reason)[add<&ast::Expect::because>])));
auto const step =
      (word("given") > text("text")[add_as<&ast::Test::steps, &ast::Given::path>])
    | (word("as_of") > bound("date")[add_as<&ast::Test::steps, &ast::AsOf::date>])
    | (word("assume") > assumption[add<&ast::Test::steps>])
    | (word("drop") > fact_or_id[add_as<&ast::Test::steps, &ast::Drop::atom>])
    | (word("expect") > expectation[add<&ast::Test::steps>])
    | (word("snapshot") > condition[add_as<&ast::Test::steps, &ast::Snapshot::body>]);
auto const test_def =
    word("test")[begin<ast::Test>] > text("title")[set<&ast::Test::title>] > *step;

// clang-format on

BOOST_SPIRIT_DEFINE(rule, table, test)
BOOST_SPIRIT_DEFINE(then_atom, outcome, contribution, limit, cell, row, assumption, fact_or_id)
BOOST_SPIRIT_DEFINE(expectation, reason)

}  // namespace casus::syntax::grammar
