// SPDX-License-Identifier: Apache-2.0
#include "syntax/grammar.hpp"

#include <charconv>

#include "syntax/grammar_rules.hpp"

namespace casus::syntax {
namespace grammar {
namespace {

// clang-format off

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
