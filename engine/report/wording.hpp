// SPDX-License-Identifier: Apache-2.0
//
// The words in which every renderer speaks of a rating, so that table, prose, tree and report
// agree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/evaluation.hpp"
#include "casus/explanation.hpp"
#include "report/style.hpp"

namespace casus::report {

/// "pump 3"; several subjects joined by ", ". Printable.
[[nodiscard]] std::string subject_text(const Rating& rating);
/// The rating's title, else its name; with its module where two modules share the name. Printable.
[[nodiscard]] std::string title_text(const Rating& rating);
/// Decimals that suit the rating's scale: 1 for 0..100, 3 for 0..1.
[[nodiscard]] int score_decimals(const Rating& rating);
[[nodiscard]] int score_decimals(double scale_low, double scale_high);
/// "+8.0": points of a rating, in as many decimals as its score.
[[nodiscard]] std::string points_text(const Rating& rating, double points);
/// "63.6"; with more decimals where rounding would show a score that belongs to another band.
[[nodiscard]] std::string score_text(const Rating& rating);
/// "63.6 of 100", or "63.6 on -100 to 100" where the scale does not begin at 0.
[[nodiscard]] std::string score_on_scale(const Rating& rating);
/// "55–71"; "63.6" where nothing is uncertain.
[[nodiscard]] std::string range_text(const Rating& rating, const Style& style);
/// "FIRM". Printable.
[[nodiscard]] std::string band_text(std::string_view band);
[[nodiscard]] std::string_view confidence_word(ConfidenceLevel level);
[[nodiscard]] std::string_view verdict_word(Verdict verdict);
/// "counted", "balanced", "nothing known", "contradicted"
[[nodiscard]] std::string_view state_word(FactorScore::State state);
/// "balanced, +5.0 -5.0", "nothing known", "stated, but no rule applied: F8",
/// "contradicted: …"; printable, empty for what counts.
[[nodiscard]] std::string state_text(const Rating& rating, const FactorScore& factor);
/// "one source, 2 presumptions"; printable, empty where there is no reason.
[[nodiscard]] std::string reasons_text(const Confidence& confidence);

/// "estimated from 16384 sampled worlds, within 0.008 (95%)": what stands in for exact
/// probabilities.
[[nodiscard]] std::string inexact_text(const Inexact& inexact);

/// "time", "memory", "facts", "exactness" or "interrupted"; empty where nothing ended the work.
[[nodiscard]] std::string_view limit_word(const std::optional<LimitReached>& limit);

/// "sample" or "bounds"; empty where probabilities are exact.
[[nodiscard]] std::string_view inexact_word(const std::optional<Inexact>& inexact);

/// "the tie ends within 5 years: unlikely (about 24%, 18% to 31% over the range; base rate 9%)";
/// printable, empty where the rating declares no likelihood.
[[nodiscard]] std::string likelihood_text(const Rating& rating);
/// "unlikely (about 30%)"
[[nodiscard]] std::string chance_text(const Likelihood& likelihood);

/// The place of the rating's band in its scale; `bands.size()` where it is not there.
[[nodiscard]] std::size_t band_index(const Rating& rating);
/// The factor's title, else its name with blanks for underscores. Printable.
[[nodiscard]] std::string factor_title(const Rating& rating, std::string_view factor);
/// What a contribution or limit says: its sentence, else its title, else its rule's name.
/// Printable.
[[nodiscard]] std::string sentence(const std::string& because, const std::string& title,
                                   const std::string& rule);
/// A text as an English sentence: first letter in capitals, a full stop at its end.
[[nodiscard]] std::string statement(std::string_view text);

/// "¶15" for a bare number, otherwise as the analyst wrote it. Printable.
[[nodiscard]] std::string passage_text(const std::string& at, const Style& style);
/// "same origin (agency)", "same origins (agency, ministry)". Printable.
[[nodiscard]] std::string same_origin_text(const std::vector<std::string>& origins);
/// More ids than this are folded where a person reads them.
constexpr std::size_t most_ids = 20;
/// "F5 F6"; of more than `most_ids` the first and how many more: "F1 F2 +9998". Printable.
[[nodiscard]] std::string ids_text(const std::vector<std::string>& ids);
/// "F5, F6 and F7", folded likewise: "F1, F2 and 9998 more". Printable.
[[nodiscard]] std::string and_ids_text(const std::vector<std::string>& ids);
/// "(y = 75 years)": the values of variables; empty where there are none. Printable.
[[nodiscard]] std::string values_text(const Explanation::Bindings& values);
/// A value as a rule writes it.
[[nodiscard]] std::string literal_text(const Value& value);

}  // namespace casus::report
