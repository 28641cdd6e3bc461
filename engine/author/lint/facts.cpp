// SPDX-License-Identifier: Apache-2.0
//
// Lints of facts and sources as they are stated, whatever follows from them.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "author/lint/rules.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"

namespace casus::author {
namespace {

using model::Statement;

class CaseFacts {
 public:
  explicit CaseFacts(const CaseView& view) : view_(view), facts_(view.facts) {}

  void run() {
    without_source();
    for (const Statement& one : facts_.statements) {
      if (!is_here(one.span)) continue;
      if (one.source.valid()) words_and_place(one);
      stale(one);
      credibility(one);
      numbers(one);
    }
    sources();
  }

 private:
  /// Facts of data files are known by their line: what is said of each is too much.
  [[nodiscard]] bool is_here(Span span) const { return span.valid() && span.file == view_.file; }

  void without_source() {
    std::vector<const Statement*> bare;
    std::size_t stated = 0;
    for (const Statement& one : facts_.statements) {
      if (!is_here(one.span)) continue;
      ++stated;
      if (!one.source.valid()) bare.push_back(&one);
    }
    constexpr std::size_t few = 3;
    if (bare.size() == stated && stated > few) {
      view_.findings
          .add("fact-without-source", bare.front()->span,
               "none of the " + std::to_string(stated) + " facts here has a source")
          .advise("list sources under `[[source]]`, and name them: `source = \"report-2015\"`");
      return;
    }
    for (const Statement* one : bare) {
      view_.findings.add("fact-without-source", one->span, "nobody vouches for this fact")
          .advise("name its source: `source = \"report-2015\"`");
    }
  }

  void words_and_place(const Statement& one) {
    if (one.quote.empty() && one.note.empty() && one.at.empty()) {
      view_.findings
          .add("fact-without-quote", one.span, "nothing shows how the source of this fact has it")
          .advise("add its words: `quote = \"…\"`, or say in a `note` how it is to be found");
    }
    if (!one.quote.empty() && one.at.empty()) {
      view_.findings.add("fact-without-place", one.span, "this quote does not tell where it stands")
          .advise("add the place: `at = \"p. 12\"`");
    }
  }

  void stale(const Statement& one) {
    const auto as_of = view_.assessment.info.as_of;
    const auto observed = facts_.observed(one);
    if (!as_of || !observed || one.valid_from || one.valid_until) return;
    const auto months = model::months_between(*observed, as_of->day);
    if (months <= view_.rules.settings.stale_months) return;
    view_.findings
        .add("stale-fact", one.span,
             "this was observed " + std::to_string(months / 12) + " years before the assessment",
             "observed on " + model::show_date(*observed))
        .advise("look for something newer, or say until when it holds with `valid`");
  }

  void credibility(const Statement& one) {
    if (one.credibility != 1) return;
    if (said_by_.empty()) {
      for (const Statement& each : facts_.statements) {
        if (each.source.valid()) said_by_[said(each)].insert(each.source.index());
      }
    }
    const auto sources = said_by_.find(said(one));
    if (sources != said_by_.end() && sources->second.size() > 1) return;
    view_.findings
        .add("credibility-without-second-source", one.span,
             "credibility 1 means confirmed, and nothing else here says so")
        .advise("state the same fact after a second, independent source, or give it a 2");
  }

  using Said = std::tuple<std::uint32_t, std::vector<model::Word>, bool>;
  static Said said(const Statement& one) { return {one.relation.value, one.fields, one.holds}; }

  void numbers(const Statement& one) {
    if (one.quote.empty()) return;
    const model::Relation& relation = view_.rules.program.schema[one.relation];
    for (std::size_t i = 0; i < relation.fields.size() && i < one.fields.size(); ++i) {
      const model::Field& field = relation.fields[i];
      if (!field.type.numeric() || one.fields[i] == model::unknown_word) continue;
      const double value = field.type.base == model::Base::number
                               ? model::number_of(one.fields[i])
                               : static_cast<double>(model::int_of(one.fields[i]));
      const auto said = [&](double as) {
        return one.quote.find(model::show_number(as)) != std::string::npos;
      };
      if (said(value) || said(value * 100) || said(value * 1000)) continue;
      view_.findings
          .add("quote-without-number", one.span,
               "the quote does not have the " + model::show_number(value) + " of `" + field.name +
                   '`')
          .advise("quote the words that have it, or say in a `note` how it is reckoned");
    }
  }

  void sources() {
    std::set<std::size_t> used;
    for (const Statement& one : facts_.statements) {
      if (one.source.valid()) used.insert(one.source.index());
    }
    const bool with_data = !facts_.records.empty();
    for (std::size_t i = 0; i < facts_.sources.size(); ++i) {
      const model::Source& source = facts_.sources[i];
      if (!is_here(source.span)) continue;
      if (source.reliability == 0) {
        view_.findings
            .add("source-without-reliability", source.span,
                 "nothing tells how reliable this source is")
            .advise("grade it from A to F: `reliability = \"B\"`");
      }
      if (!source.published) {
        view_.findings.add("source-without-date", source.span, "this source has no date")
            .advise("add when it was published: `published = 2015-01-31`");
      }
      if (!used.contains(i) && !with_data) {
        view_.findings.add("unused-source", source.span, "no fact rests on this source")
            .advise("name it where it is used, or remove it");
      }
    }
  }

  const CaseView& view_;
  const model::FactBase& facts_;
  std::map<Said, std::set<std::size_t>> said_by_;  ///< the sources of what is said
};

}  // namespace

void lint_facts(const CaseView& one) { CaseFacts(one).run(); }

}  // namespace casus::author
