// SPDX-License-Identifier: Apache-2.0
#include "check/table_findings.hpp"

#include <algorithm>

#include "check/table_domain.hpp"
#include "check/table_notation.hpp"
#include "check/table_proofs.hpp"

namespace casus::check {
namespace {

using Policy = Table::Policy;

/// Comparisons of two rows that each question about a table may cost; well under a second.
constexpr std::size_t most_work = 20'000'000;
constexpr std::size_t most_gaps = 3;

class Findings {
 public:
  Findings(const Environment& env, const Table& table, const std::vector<std::size_t>& columns)
      : env_(env), table_(table), columns_(columns) {
    for (std::size_t c = 0; c < table.parameters.size(); ++c) {
      std::vector<const Table::Cell*> cells;
      bool percent = false;
      for (const Table::Row& row : table.rows) {
        cells.push_back(&row.cells[c]);
        percent = percent || env.sources.text(row.cells[c].span).ends_with('%');
      }
      domains_.emplace_back(table.parameters[c], cells, env.schema(), env.symbols);
      space_.push_back(domains_.back().all());
      notations_.push_back({table.parameters[c], env.schema(), env.symbols, percent});
    }
    for (const Table::Row& row : table.rows) {
      Box& box = boxes_.emplace_back();
      for (std::size_t c = 0; c < domains_.size(); ++c) box.push_back(domains_[c].of(row.cells[c]));
    }
  }

  void run() {
    find_impossible_rows();
    if (table_.collects()) return;
    find_meetings();
    if (ordered()) {
      find_idle_rows();
    } else {
      find_contradictions();
    }
    find_gaps();
    report_unsettled();
  }

 private:
  [[nodiscard]] bool ordered() const {
    return table_.policy == Policy::first || table_.policy == Policy::priority;
  }
  [[nodiscard]] std::string of_table() const { return " of " + quoted(table_.name); }

  /// "`share = 20%, role = patron`": one input of the box. Parameters that may be anything are left
  /// out.
  [[nodiscard]] std::string input(const Box& box) const {
    std::string text;
    for (std::size_t c = 0; c < box.size(); ++c) {
      if (box[c] == space_[c]) continue;
      const Word word = domains_[c].sample(box[c].intervals().front().first, env_.symbols);
      text += (text.empty() ? "" : ", ") + table_.parameters[c].name + " = " +
              notations_[c].value(word);
    }
    return text.empty() ? "any input" : quoted(text);
  }

  void find_impossible_rows() {
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      const auto empty = std::ranges::find_if(boxes_[i], &IntervalSet::empty);
      if (empty == boxes_[i].end()) continue;
      const auto c = static_cast<std::size_t>(empty - boxes_[i].begin());
      env_.report(warning("W0503", "no input fits this row" + of_table()))
          .label(table_.rows[i].cells[c].span,
                 quoted(table_.parameters[c].name) + " is never so, by its type and range")
          .label(table_.parameters[c].span, "declared here")
          .advise("change the cell, or leave the row out");
    }
  }

  void find_meetings() {
    Work work(most_work);
    meetings_ = meetings(
        boxes_, [](std::size_t, std::size_t) { return true; }, work);
    all_met_ = !work.used_up();
  }
  /// Proved.
  [[nodiscard]] bool disjoint() const { return all_met_ && meetings_.empty(); }

  void find_contradictions() {
    const bool agree = table_.policy == Policy::any;
    const auto differ = [&](std::size_t a, std::size_t b) {
      return table_.rows[a].result != table_.rows[b].result;
    };
    Work work(most_work);
    const std::vector<Meeting> pairs = agree ? meetings(boxes_, differ, work) : meetings_;
    for (const Meeting& pair : pairs) {
      Box both;
      for (std::size_t c = 0; c < space_.size(); ++c) {
        both.push_back(common(boxes_[pair.earlier][c], boxes_[pair.later][c]));
      }
      Diagnostic& d =
          env_.report(error("E0514", "two rows" + of_table() + " fit " + input(both) +
                                         (agree ? " and differ in their results" : "")));
      d.label(table_.rows[pair.later].span, "this row fits it");
      d.label(table_.rows[pair.earlier].span, "so does this one");
      d.advise(agree ? "under `any` rows that fit together must agree: change a cell or a result, "
                       "or take `first`, where the upper row counts"
                     : "under `unique` only one row may fit: change a cell so that one of them "
                       "leaves " +
                           input(both) +
                           " out, or take `first`, where the upper row "
                           "counts");
    }
    if (work.used_up() || (!agree && !all_met_)) {
      unsettled_.emplace_back("whether two rows fit one input");
    }
  }

  void find_idle_rows() {
    if (disjoint()) return;
    const bool by_result = table_.policy == Policy::priority;
    Work work(most_work);
    for (const std::size_t i : idle_rows(boxes_, work)) {
      const std::span<const Box> above(boxes_.data(), i);
      Diagnostic& d = env_.report(warning("W0503", "this row" + of_table() + " never decides"));
      const auto taker =
          std::ranges::find_if(above, [&](const Box& row) { return contains(row, boxes_[i]); });
      if (taker != above.end()) {
        d.label(table_.rows[i].span, "whatever fits it");
        d.label(table_.rows[static_cast<std::size_t>(taker - above.begin())].span,
                by_result ? "fits this row, whose result counts first"
                          : "fits this row, which stands above it");
      } else {
        d.label(table_.rows[i].span, by_result
                                         ? "whatever fits it fits a row whose result counts first"
                                         : "whatever fits it fits a row above it");
      }
      d.advise(by_result ? "leave it out, or give it a result that the enum declares earlier"
                         : "move it up, or leave it out");
    }
    if (work.used_up()) unsettled_.emplace_back("whether every row ever decides");
  }

  void find_gaps() {
    Work work(most_work);
    std::vector<Box> taken = boxes_;
    std::vector<Gap> gaps;
    bool apart = disjoint();
    while (gaps.size() <= most_gaps) {
      auto gap =
          apart ? uncovered_by_disjoint(space_, taken, work) : uncovered(space_, taken, work);
      if (!gap) break;
      widen(*gap, taken);
      gaps.push_back(offer(std::move(*gap)));
      taken.push_back(gaps.back().takes);
      apart = apart && gaps.back().takes == gaps.back().box;
    }
    if (!gaps.empty()) {
      report_gaps(std::move(gaps));
    } else if (work.used_up()) {
      unsettled_.emplace_back("whether every input has a row");
    }
  }

  /// Makes the box as large as it may be and can still be written as a row.
  void widen(Box& box, const std::vector<Box>& taken) const {
    for (std::size_t c = 0; c < box.size(); ++c) {
      const IntervalSet free = room(box, c, space_[c], taken);
      const std::uint32_t kept = box[c].intervals().front().first;
      const IntervalSet line = domains_[c].comparable(kept);
      const auto run = std::ranges::find_if(free.intervals(), [&](const auto& interval) {
        return interval.first <= kept && kept <= interval.last;
      });
      box[c] = IntervalSet(kept, kept);
      const IntervalSet in_one_run(run->first, run->last);
      for (const IntervalSet& wider :
           {free, common(free, line), in_one_run, common(in_one_run, line)}) {
        if (!domains_[c].cell(wider)) continue;
        box[c] = wider;
        break;
      }
    }
  }

  /// Inputs without a row, and the row to be filled in for them, if it can be written.
  struct Gap {
    Box box;
    Box takes;  ///< what the row fits: more at its ends, where upper rows count first
    std::optional<std::string> row = {};
  };

  [[nodiscard]] Gap offer(Box box) const {
    Gap gap{box, box};
    std::string text = "|";
    for (const std::size_t c : columns_) {
      std::optional<std::string> shown = "…";
      if (c < box.size()) {
        auto cell = domains_[c].cell(box[c]);
        if (!cell) return {box, box};
        const bool between = cell->low && cell->high;
        if (between && table_.policy == Policy::first) {
          cell->low_open = cell->high_open = false;
          gap.takes[c] = domains_[c].within(*cell);
        }
        shown = notations_[c].cell(*cell);
        if (!shown) return {box, box};
      }
      text += ' ' + *shown + " |";
    }
    gap.row = std::move(text);
    return gap;
  }

  void report_gaps(std::vector<Gap> gaps) {
    const bool more = gaps.size() > most_gaps;
    if (more) gaps.pop_back();
    Diagnostic& d =
        env_.report(warning("W0502", "no row" + of_table() + " fits " + input(gaps.front().box)));
    d.label(table_.span, "has no value there");
    std::string rows;
    for (const Gap& gap : gaps) {
      if (gap.row) {
        rows += "\n  " + *gap.row;
      } else {
        d.note(unwritten(gap.box));
      }
    }
    if (!rows.empty()) d.advise("add what is missing:" + rows + (more ? "\n  and more" : ""));
    if (rows.empty()) d.advise(without_row());
    advise_declaration(d, gaps);
  }

  /// What to do where no row can be written.
  [[nodiscard]] std::string without_row() const {
    if (table_.policy == Policy::first) return "end with a row of `_`";
    return std::string("let a row beside it take it in, or ") +
           (table_.policy == Policy::priority
                ? "give a row of `_` the result that the enum declares last"
                : "take `first` and end with a row of `_`");
  }

  /// "nor one where `share` is above 10% and below 25%"
  [[nodiscard]] std::string unwritten(const Box& gap) const {
    std::vector<std::string> parts;
    for (std::size_t c = 0; c < gap.size(); ++c) {
      const auto cell = domains_[c].cell(gap[c]);
      if (!cell && table_.parameters[c].type.base == model::Base::duration) {
        const Word sample = domains_[c].sample(gap[c].intervals().front().first, env_.symbols);
        parts.push_back(quoted(table_.parameters[c].name) + " counts " +
                        (model::duration_of(sample).in_days ? "days" : "months"));
      } else if (!cell) {
        parts.push_back(quoted(table_.parameters[c].name) + " is like " +
                        quoted(notations_[c].value(
                            domains_[c].sample(gap[c].intervals().front().first, env_.symbols))));
      } else if (cell->low || cell->high) {
        parts.push_back(notations_[c].sentence(*cell));
      }
    }
    return "no row fits where " + listed(parts);
  }

  /// A parameter whose type is wider than what it can be.
  void advise_declaration(Diagnostic& d, const std::vector<Gap>& gaps) const {
    for (std::size_t c = 0; c < space_.size(); ++c) {
      const model::Field& parameter = table_.parameters[c];
      const bool text = parameter.type.base == model::Base::text;
      const bool ranged = parameter.type.numeric() || parameter.type.base == model::Base::date ||
                          parameter.type.base == model::Base::duration;
      const bool advisable = std::ranges::any_of(gaps, [&](const Gap& gap) {
        const auto cell = domains_[c].cell(gap.box[c]);
        if (text) return !cell;
        const bool endless = !cell || cell->low.has_value() != cell->high.has_value();
        return ranged && endless && !parameter.low;
      });
      if (!advisable) continue;
      d.advise("if " + quoted(parameter.name) + " is never so, " +
               (text ? "declare an enum of what it can be"
                     : "declare the range that it lies in: `in …` behind its type"));
    }
  }

  void report_unsettled() const {
    if (unsettled_.empty()) return;
    env_.report(warning("W0502",
                        "of " + quoted(table_.name) + " it was not settled " + listed(unsettled_)))
        .label(table_.span, "too many rows meet in too many columns")
        .advise("make several smaller tables of it, or give it fewer columns");
  }

  const Environment& env_;
  const Table& table_;
  const std::vector<std::size_t>& columns_;
  std::vector<Domain> domains_;
  std::vector<Notation> notations_;
  Box space_;
  std::vector<Box> boxes_;
  std::vector<Meeting> meetings_;  ///< of any rows
  bool all_met_ = false;           ///< all of these were found
  std::vector<std::string> unsettled_;
};

}  // namespace

void report_table_findings(const Environment& env, const Table& table,
                           const std::vector<std::size_t>& columns) {
  Findings(env, table, columns).run();
}

}  // namespace casus::check
