// SPDX-License-Identifier: Apache-2.0
//
// Random programs over several cases at once: the same rows, certainties and scores as for each
// case by itself. CASUS_PROGRAMS sets how many, CASUS_SEED the first.
#include "check/partition.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "assess/assess.hpp"
#include "infer/rate/ratings.hpp"
#include "model/show.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using infer::Fixpoint;
using infer::Grade;
using infer::RowId;
using model::Word;

namespace {

constexpr std::size_t cases = 3;
constexpr const char* together_in[] = {"certain", "weakest-link", "mycin"};

/// Of a run over one case, or over several: then of one of them.
class Told {
 public:
  Told(const Fixpoint& fixpoint, std::optional<std::size_t> number)
      : fixpoint_(fixpoint), first_(number ? 1 : 0) {
    if (number) case_ = model::word_of_int(static_cast<std::int64_t>(*number));
  }

  [[nodiscard]] std::vector<std::string> rows() const {
    std::vector<std::string> result;
    const auto& relations = fixpoint_.program->schema.relations;
    for (std::size_t r = 0; r < relations.size(); ++r) {
      if (relations[r].lists_cases) continue;
      add_rows(relations[r].name, fixpoint_.plan->rows[r], result);
      add_rows("not " + relations[r].name, fixpoint_.plan->negatives[r], result);
    }
    std::ranges::sort(result);
    return result;
  }

  [[nodiscard]] std::vector<std::string> scores() const {
    std::vector<std::string> result;
    infer::Meter meter({});
    base::Symbols symbols(fixpoint_.symbols);
    infer::Lineages lineages(fixpoint_, symbols, meter);
    assess::Scores scores(fixpoint_, lineages);
    for (const plan::RatingPlan& plan : fixpoint_.plan->ratings) {
      const infer::RatingRows& rows = fixpoint_.ratings[plan.rating.index()];
      const infer::Store& subjects = fixpoint_.store(plan.subjects);
      for (std::uint32_t place = 0; place < rows.size(); ++place) {
        const std::vector<Word> row = subjects.row(rows.subjects[place]);
        if (!is_mine(row)) continue;
        const assess::Scored one = scores.of(plan.rating, place);
        std::string text = fmt::format("{}{}: {} {}..{} {:.9f}", plan.rating.value,
                                       shown(row, (*fixpoint_.plan)[plan.subjects].columns),
                                       one.score, one.low, one.high, one.confidence.index);
        for (const std::string& reason : one.confidence.reasons) text += ", " + reason;
        result.push_back(std::move(text));
      }
    }
    return result;
  }

 private:
  [[nodiscard]] bool is_mine(const std::vector<Word>& row) const {
    return !case_ || row[check::case_column] == *case_;
  }

  [[nodiscard]] std::string shown(const std::vector<Word>& row,
                                  const std::vector<model::Type>& types) const {
    std::string text;
    for (std::size_t i = first_; i < row.size(); ++i) {
      text +=
          ' ' + model::show_literal(row[i], types[i], fixpoint_.program->schema, fixpoint_.symbols);
    }
    return text;
  }

  void add_rows(const std::string& name, plan::StoreId id, std::vector<std::string>& into) const {
    if (!id.valid()) return;
    const infer::Store& store = fixpoint_.store(id);
    for (RowId row = 0; row < store.size(); ++row) {
      const std::vector<Word> words = store.row(row);
      if (store.grade(row) == Grade::none || !is_mine(words)) continue;
      const infer::Interval at = fixpoint_.calculus->interval(store.grade(row));
      into.push_back(fmt::format("{}:{} {:.9f}..{:.9f}", name,
                                 shown(words, (*fixpoint_.plan)[id].columns), at.low, at.high));
    }
  }

  const Fixpoint& fixpoint_;
  std::size_t first_;
  std::optional<Word> case_;
};

/// The statements of all cases, each with its own in front, and the list of the cases.
std::shared_ptr<const model::FactBase> together(const std::vector<const model::FactBase*>& all,
                                                const check::Partitioned& partitioned,
                                                const model::Schema& schema,
                                                const base::Symbols& of_rules) {
  auto result = std::make_shared<model::FactBase>(of_rules);
  model::Records list;
  list.relation = partitioned.cases;
  for (std::size_t c = 0; c < all.size(); ++c) {
    const Word number = model::word_of_int(static_cast<std::int64_t>(c));
    list.push({number}, static_cast<std::uint32_t>(c + 1));
    for (model::Statement one : all[c]->statements) {
      const auto& fields = schema[one.relation].fields;
      for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool text = fields[i].type.base == model::Base::text;
        if (!text || one.fields[i] == model::unknown_word) continue;
        const auto symbol = static_cast<base::Symbol>(one.fields[i]);
        one.fields[i] = result->symbols.intern(all[c]->symbols.text(symbol));
      }
      one.fields.insert(one.fields.begin(), number);
      result->statements.push_back(std::move(one));
    }
  }
  result->records.push_back(std::move(list));
  return result;
}

/// A case speaks of no sources, so that nothing of one has to do with another.
std::string without_sources(const std::string& fact) {
  std::string text;
  for (std::size_t begin = 0; begin < fact.size();) {
    const std::size_t end = std::min(fact.find('\n', begin), fact.size() - 1) + 1;
    const std::string line = fact.substr(begin, end - begin);
    if (!line.starts_with("source") && !line.starts_with("origin")) text += line;
    begin = end;
  }
  return text;
}

}  // namespace

TEST_CASE("cases that run together are rated as each by itself", "[properties][partition]") {
  const auto [first, programs] = properties::seeds(120);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const std::string calculus = together_in[seed % std::size(together_in)];
    properties::Shape shape;
    shape.facts = 20;
    shape.counting = 30;
    const properties::Sample sample = properties::sample(draw, shape);
    std::vector<std::string> texts(cases, "[case]\nas_of = 2015-01-31\n");
    for (const std::string& fact : sample.facts) {
      texts[draw.below(cases)] += '\n' + without_sources(fact);
    }
    const Ruleset rules = testing::load_rules(sample.rule_text());
    const auto program = rules.data().program;
    const check::Partitioned partitioned = check::partition(*program);
    std::vector<Facts> loaded;
    std::vector<const model::FactBase*> bases;
    for (const std::string& text : texts) loaded.push_back(testing::load_facts(rules, text));
    for (const Facts& one : loaded) bases.push_back(one.data().facts.get());
    Options options;
    options.certainty = calculus;
    options.as_of = loaded.front().info().as_of;
    const auto all = session::reason(
        partitioned.program,
        together(bases, partitioned, program->schema, partitioned.program->symbols), options, {});
    INFO("CASUS_SEED=" << seed << ", " << calculus);
    INFO(sample.rule_text());
    for (std::size_t c = 0; c < cases; ++c) {
      const auto alone = session::reason(program, loaded[c].data().facts, options, {});
      INFO(texts[c]);
      REQUIRE(Told(*all.fixpoint, c).rows() == Told(*alone.fixpoint, {}).rows());
      REQUIRE(Told(*all.fixpoint, c).scores() == Told(*alone.fixpoint, {}).scores());
    }
  }
}
