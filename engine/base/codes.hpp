// SPDX-License-Identifier: Apache-2.0
//
// The registry of diagnostic codes: each code once, with the title of its page in
// docs/diagnostics/. A code is never reused for another cause. Tests demand a page and an
// occurrence for every entry.
#pragma once

#include <array>
#include <string_view>

namespace casus::base {

struct Code {
  std::string_view code;
  std::string_view title;
};

inline constexpr auto codes = std::to_array<Code>({
    // Syntax.
    {"E0101", "a word or sign is missing or out of place"},
    {"E0102", "a text is not closed"},
    {"E0103", "an expression is nested too deeply"},
    {"E0104", "a file is not readable as UTF-8 text"},
    {"E0105", "a number, date or escape is not written correctly"},
    {"E0106", "a reserved word used as a name"},
    {"E0107", "an edition this program does not know"},
    // Names.
    {"E0201", "a name that is not declared"},
    {"E0202", "a name that could mean two things"},
    {"E0203", "a field that the relation does not have"},
    {"E0204", "too many arguments, or in the wrong place"},
    {"E0205", "a name of the wrong kind"},
    {"E0206", "a conclusion leaves a field out"},
    {"E0207", "a place in a sentence that cannot be filled"},
    // Types and units.
    {"E0301", "one variable with two types"},
    {"E0302", "values that cannot be compared or combined"},
    {"E0303", "an unknown unit"},
    {"E0304", "a date that does not exist"},
    {"E0305", "a value outside its range"},
    {"E0306", "a condition that is no condition, or a value that is no value"},
    {"E0307", "a wrong number or kind of function arguments"},
    {"E0308", "per cent where points are wanted"},
    // Safety and strata.
    {"E0401", "a variable that nothing binds"},
    {"E0402", "an aggregate through recursion"},
    {"E0403", "a relation that depends on its own absence"},
    {"E0404", "a rating that depends on itself"},
    {"E0405", "negation of a relation that is neither open nor closed"},
    {"E0406", "an explicit negative where it is not allowed"},
    {"E0407", "a rule with too many alternatives"},
    {"E0408", "a best value that recursion uses in another way"},
    // Declarations and modules.
    {"E0501", "a name declared twice"},
    {"E0502", "modules that use each other in a circle"},
    {"E0503", "a module that cannot be found"},
    {"E0504", "a scale whose bands do not rise"},
    {"E0505", "bounds the wrong way round"},
    {"E0506", "a conclusion about a fact that comes from data"},
    {"E0507", "two certainty calculi in one program"},
    {"E0508", "a metadata word used as a field name"},
    {"E0509", "a unit defined in a circle"},
    {"E0510", "a clause that does not fit its declaration"},
    // E0511 stood for `overrides` before the language had it.
    {"E0512", "rules that override each other in a circle"},
    {"E0513", "a rule that overrides one with which it shares no conclusion"},
    {"E0514", "rows of a table that contradict each other"},
    // E0515 was never given out.
    {"E0516", "outcomes that exclude each other and have more than 1 together"},
    // Warnings of the checker.
    {"W0401", "a variable that occurs once"},
    {"W0402", "a rule that can never fire"},
    {"W0403", "recursion that makes new numbers"},
    {"W0404", "a comparison that always holds"},
    {"W0501", "a declaration that nothing uses"},
    {"W0502", "a table that may lack a row"},
    {"W0503", "a row of a table that never decides"},
    // Facts and TOML.
    {"E0601", "a fact file is not valid TOML"},
    {"E0602", "a table whose name or brackets do not fit"},
    {"E0603", "an unknown key"},
    {"E0604", "a missing field"},
    {"E0605", "a value of the wrong type or unit"},
    {"E0606", "a value outside its range"},
    {"E0607", "a metadata value that is not allowed"},
    {"E0608", "a source that is not listed, or listed twice"},
    {"E0609", "one id for two facts"},
    {"E0610", "one source gives one fact two certainties"},
    {"E0611", "an explicit negative of a fact that is not open"},
    {"E0612", "a date is needed but `as_of` is not given"},
    {"E0613", "a fact file is too deep or too large to be read safely"},
    {"E0614", "a control character, or too many accents on one letter"},
    {"E0615", "rules that the run's calculus has no meaning for"},
    {"E0616", "a data file whose rows and cells do not fit together"},
    // Warnings of a run.
    {"W0601", "a text that looks like another one misspelt"},
    {"W0602", "a word that mixes letters of two alphabets"},
    {"W0603", "a fact of a kind that no rule asks for"},
    {"W0701", "a condition without a value"},
    {"W0702", "a certainty that is not between 0 and 1"},
    {"W0703", "points that are negative or too large"},
    {"W0704", "a cap or floor outside the scale"},
    {"W0705", "points for a subject that is not rated"},
    {"W0706", "an aggregate over uncertain facts, in `bounds`"},
    {"W0707", "outcomes that exclude each other and have more than 1 together"},
    {"W0708", "facts that were published or observed after the date of assessment"},
});

}  // namespace casus::base
