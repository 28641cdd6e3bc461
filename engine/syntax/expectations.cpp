// SPDX-License-Identifier: Apache-2.0
#include "syntax/expectations.hpp"

#include <algorithm>
#include <array>

#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

constexpr std::string_view asks = "`{before}` asks for {expected}";

constexpr auto table = std::to_array<Expectation>({
    // Names.
    {.key = "name", .expected = "a name", .message = "this {kind} has no name", .name = true},
    {.key = "module name", .expected = "the name of a module", .message = asks, .name = true},
    {.key = "member", .expected = "the name of a member", .message = asks, .name = true},
    {.key = "band", .expected = "the name of a band", .message = asks, .name = true},
    {.key = "column", .expected = "the name of a column", .message = asks, .name = true},
    {.key = "factor name", .expected = "the name of a factor", .message = asks, .name = true},
    {.key = "scale name", .expected = "the name of a scale", .message = asks, .name = true},
    {.key = "rule name", .expected = "the name of a rule", .message = asks, .name = true},
    {.key = "variable", .expected = "a variable", .message = asks, .name = true},
    {.key = "unit of a definition",
     .expected = "a unit",
     .message = "a unit is missing",
     .name = true},
    {.key = "calculus", .expected = "the name of a calculus", .message = asks, .name = true},
    {.key = "type",
     .expected = "a type, such as `text` or `int`",
     .message = "a field has no type"},

    // Values.
    {.key = "condition", .expected = "a condition", .message = asks},
    {.key = "value", .expected = "a value", .message = asks},
    {.key = "operand", .expected = "a condition or a value", .message = asks},
    {.key = "number", .expected = "a number", .message = asks},
    {.key = "event",
     .expected = "what may happen, in double quotes",
     .message = "this likelihood does not say of what"},
    {.key = "duration", .expected = "a duration, such as `24 months`", .message = asks},
    {.key = "text", .expected = "a text in double quotes", .message = asks},
    {.key = "title", .expected = "a text in double quotes", .message = asks},
    {.key = "atom", .expected = "a fact, such as `p(x)`", .message = asks},
    {.key = "certainty to be",
     .expected = "a sign and a number, such as `>= 0.8`",
     .message = asks},
    {.key = "reason", .expected = "a rule, or a fact's id in quotes", .message = asks},
    {.key = "date", .expected = "a date, such as `2015-01-31`", .message = asks},
    {.key = "atom or id", .expected = "a fact, or a fact's id in quotes", .message = asks},
    {.key = "second outcome",
     .expected = "`,` and a second outcome",
     .message = "a choice has two outcomes or more"},
    {.key = "target",
     .expected = "a rating or its factor, such as `stability.economy(a)`",
     .message = asks},
    {.key = "arguments", .expected = "`(` and arguments", .message = "`{before}` has no arguments"},
    {.key = "definition", .expected = "a number and a unit, as in `0.001 USD_bn`", .message = asks},
    {.key = "bounds",
     .expected = "a range of numbers, such as `0..100`",
     .message = "a range is missing"},
    {.key = "..", .expected = "`..` and a number", .message = "a range has only one end"},

    // Ends of lists.
    {.key = "closing parenthesis",
     .expected = "an operator or `)`",
     .words = "and or in",
     .closing = true},
    {.key = "end of arguments",
     .expected = "`,` or `)`",
     .words = "for and or in",
     .closing = true},
    {.key = "end of fields",
     .expected = "`,` or the end of the fields",
     .words = "in open",
     .closing = true},
    {.key = "end of members", .expected = "`,` or `}`", .closing = true},
    {.key = "end of bands", .expected = "`,` or `}`", .closing = true},
    {.key = "end of rows", .expected = "a row or `}`", .closing = true},

    // Parts of declarations.
    {.key = "declaration",
     .expected = "a declaration, such as `rule` or `fact`",
     .message = "no declaration begins like this",
     .words = declaration_candidates},
    {.key = "colon", .expected = "`:` and a type", .message = "a field has no type"},
    {.key = "of",
     .expected = "`of` and the subjects",
     .message = "this rating has no subjects",
     .words = "of"},
    {.key = "on",
     .expected = "`and`, `or` or `on`",
     .message = "this rating has no scale",
     .words = "and or in on"},
    {.key = "starts",
     .expected = "`starts` and a number",
     .message = "this rating has no starting point",
     .words = "starts"},
    {.key = "base",
     .expected = "`base` and a share, such as `9%`",
     .message = "this likelihood has no base rate",
     .words = "base"},
    {.key = "within",
     .expected = "`within` and a duration, such as `5 years`",
     .message = "this likelihood has no horizon",
     .words = "within"},
    {.key = "doubles",
     .expected = "`doubles per` and points",
     .message = "this likelihood does not say how it follows the score",
     .words = "doubles"},
    {.key = "per", .expected = "`per` and points", .message = asks, .words = "per"},
    {.key = "by",
     .expected = "`by` and a weight",
     .message = "this conclusion has no weight",
     .words = "by"},
    {.key = "at",
     .expected = "`at` and a value",
     .message = "this limit has no value",
     .words = "at"},
    {.key = "absent", .expected = "`absent` and a number", .message = asks, .words = "absent"},
    {.key = "each", .expected = "`each` and a variable", .message = asks, .words = "each"},
    {.key = "->",
     .expected = "`->` and the type of the result",
     .message = "this table has no result"},
    {.key = "policy",
     .expected = "`unique`, `any`, `first`, `priority` or `collect`",
     .message = "this table has no hit policy",
     .words = "unique any first priority collect"},
    {.key = "header",
     .expected = "`|` and the names of the columns",
     .message = "this table has no header"},
    {.key = "cell", .expected = "a cell: a value, a comparison, a range or `_`"},
    {.key = "conclusion",
     .expected = "`when`, `unless` or a conclusion",
     .message = "this rule has no conclusion",
     .words = "when unless then supports undermines caps floors"},
    {.key = "conclusion of conditions",
     .expected = "`and`, `or`, `unless` or a conclusion",
     .message = "this rule has conditions but no conclusion",
     .words = "and or in unless then supports undermines caps floors"},

    // Ends.
    {.key = "end of goal", .expected = "`and`, `or` or the end of the goal", .words = "and or in"},
    {.key = "end of rule",
     .expected = "another conclusion, a clause such as `because`, or the next declaration",
     .words = "and or in for then supports undermines caps floors certainty because source "
              "overrides enum fact rating relation rule scale table test unit use"},
    {.key = "end of clauses",
     .expected = "`certainty`, `because`, `source`, `overrides` or the next declaration",
     .words = "certainty because source overrides enum fact rating relation rule scale table test "
              "unit use"},
    {.key = "end of fact",
     .expected = "`reads`, `asks`, `presumed`, `half_life` or the next declaration",
     .words = "reads asks presumed half_life enum fact rating relation rule scale table test unit "
              "use"},
    {.key = "end of rating",
     .expected = "`factor`, `likelihood` or the next declaration",
     .words = "factor likelihood enum fact rating relation rule scale table test unit use"},
    {.key = "end of test",
     .expected = "`given`, `as_of`, `assume`, `drop`, `expect`, `snapshot` or the next declaration",
     .words = "given as_of assume drop expect snapshot and or in certainty because enum fact "
              "rating relation rule scale "
              "table test unit use"},
    {.key = "end", .expected = "the next declaration", .words = declaration_candidates},
});

}  // namespace

Expectation expectation(std::string_view key) {
  const auto found = std::ranges::find(table, key, &Expectation::key);
  return found != table.end() ? *found : Expectation{.key = key, .expected = {}};
}

}  // namespace casus::syntax
