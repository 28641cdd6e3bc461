// SPDX-License-Identifier: Apache-2.0
//
// What may be said: enumerations, relations with their fields, ratings with their factors. The
// checker makes the schema from declarations; intake holds facts against it; inference sees only
// its numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/symbols.hpp"
#include "casus/source.hpp"
#include "model/types.hpp"
#include "model/units.hpp"
#include "model/word.hpp"

namespace casus::model {

/// `enum Role { patron, junior }`, or the bands of a scale from the lowest up.
struct Enumeration {
  std::string name;
  std::string module;
  std::vector<std::string> members;
  Span span;
  [[nodiscard]] std::optional<Word> find(std::string_view member) const;
};

/// A sentence with places: "{person}, {age}, has led {country} since {since}".
struct Sentence {
  struct Part {
    std::string text;                    ///< literal text, where `place` is not set
    std::optional<std::uint32_t> place;  ///< number of a field or variable
    UnitId as = {};                      ///< `{v as USD_m}`: converted to this unit
    bool percent = false;                ///< `{s as %}`
  };
  std::vector<Part> parts;
  Span span;
  [[nodiscard]] bool empty() const { return parts.empty(); }
};

/// Of which values of a field only the best is kept, for each choice of the other fields.
enum class Best : std::uint8_t { any, least, greatest };

/// A text that a rule compares a field with, and where.
struct AskedText {
  base::Symbol text = 0;
  Span span;
};

struct Field {
  std::string name;
  Type type = {};
  Best best = Best::any;
  std::optional<Word> low = {};  ///< `in low..high`, both ends included
  std::optional<Word> high = {};
  bool open = false;  ///< may be left out: unknown
  /// No value is below 0: by the range of a fact's field, or by all rules that conclude it.
  bool never_negative = false;
  std::string doc = {};
  Span span = {};
  std::vector<AskedText> asked = {};  ///< of a fact's text: each text once
};

enum class Openness : std::uint8_t { unstated, open, closed };

enum class RelationKind : std::uint8_t {
  fact,      ///< rows come from data
  relation,  ///< rows come from rules
  rating,    ///< rows come from the fold over contributions: subjects, score, band
};

/// Statements of these kinds can be told apart in facts; an atom asks for `fact` unless it says
/// more.
enum class StatementKind : std::uint8_t { fact, plan, perception, judgement };
inline constexpr std::string_view statement_kinds[] = {"fact", "plan", "perception", "judgement"};

/// Columns of a stored row: the fields in order, and for a `fact` one more, the statement's kind.
struct Relation {
  std::string name;
  std::string module;
  RelationKind kind = RelationKind::relation;
  std::vector<Field> fields;
  Openness openness = Openness::unstated;
  double presumed_absent = 0;  ///< certainty with which absence is presumed, 0..1
  std::optional<Duration> half_life = {};
  Sentence reads = {};  ///< places are field numbers
  Sentence asks = {};
  std::string doc = {};
  Span span = {};
  RatingId rating = {};  ///< only for kind rating

  /// Says neither `open` nor `closed`, and rests on something open.
  bool rests_on_open = false;
  /// A fact that no author declared: its rows list the cases there are, and are no evidence.
  bool lists_cases = false;

  [[nodiscard]] bool is_open() const { return openness == Openness::open; }
  /// Whether what is not listed may be so all the same.
  [[nodiscard]] bool may_be_unknown() const { return is_open() || rests_on_open; }
  [[nodiscard]] std::uint32_t kind_column() const {
    return static_cast<std::uint32_t>(fields.size());
  }
  /// Columns of a stored row.
  [[nodiscard]] std::uint32_t width() const {
    return static_cast<std::uint32_t>(fields.size()) + (kind == RelationKind::fact ? 1 : 0);
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view field) const;
  /// The field of which the best value is kept.
  [[nodiscard]] std::optional<std::uint32_t> best() const;
};

/// Points, scores and weights are counted in millionths, so that sums are exact.
using Micros = std::int64_t;
inline constexpr double micros_per_point = 1e6;
/// Rounds half away from zero; |points| < 9e12.
[[nodiscard]] Micros micros_of(double points);
[[nodiscard]] inline double points_of(Micros micros) {
  return static_cast<double>(micros) / micros_per_point;
}

struct Factor {
  std::string name;
  std::string title;
  Micros low = 0;
  Micros high = 0;
  Span span = {};
};

/// A scale: range, and the bands as an enumeration with the upper bound (excluded) of all but the
/// last.
struct Scale {
  std::string name;
  std::string module;
  Micros low = 0;
  Micros high = 0;
  EnumId bands;
  std::vector<Micros> below;  ///< one less than bands
  Span span = {};
  /// The place of the band that a score belongs to.
  [[nodiscard]] std::uint32_t band_of(Micros score) const;
};

/// `likelihood "the tie ends" base 9% within 5 years doubles per -12`: at the rating's starting
/// point the event has the base probability; its odds double for each `per` points of score from
/// there.
struct Likelihood {
  std::string event;
  std::string horizon;  ///< a duration as written: "5 years"
  double base = 0;      ///< above 0 and below 1
  Micros per = 0;       ///< not 0; negative: for so many points below the starting point
  Span span = {};
};

struct Rating {
  std::string name;
  std::string title;
  std::string module;
  RelationId relation;  ///< subjects, then `score`, then `band`
  std::uint32_t subjects = 0;
  Scale scale;
  Micros starts = 0;
  std::vector<Factor> factors;
  std::optional<Likelihood> likelihood;
  std::string doc;
  Span span = {};
};

struct Schema {
  Units units;
  std::vector<Enumeration> enumerations;
  std::vector<Relation> relations;
  std::vector<Rating> ratings;

  [[nodiscard]] const Enumeration& operator[](EnumId id) const { return enumerations[id.index()]; }
  [[nodiscard]] const Relation& operator[](RelationId id) const { return relations[id.index()]; }
  [[nodiscard]] const Rating& operator[](RatingId id) const { return ratings[id.index()]; }
  /// "number in USD_bn", "text", "Role": how messages name a type.
  [[nodiscard]] std::string describe(Type type) const;
};

/// The words of `[[name]]` tables that speak about the statement; never field names.
inline constexpr std::string_view metadata_keys[] = {
    "id",          "certainty", "source",   "at",    "quote",      "note", "kind",
    "credibility", "origin",    "observed", "valid", "changeable", "holds"};

}  // namespace casus::model
