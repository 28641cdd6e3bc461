// SPDX-License-Identifier: Apache-2.0
#include "session/differences.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "model/show.hpp"

namespace casus::session {
namespace {

using infer::Fixpoint;
using infer::Grade;
using model::Word;

/// Rows of conclusions and ratings that have changed.
class Differences {
 public:
  explicit Differences(const Fixpoint& now) : now_(now) {}

  void add(const infer::Revision& revision) {
    if (revision.before != nullptr) {
      compare(*revision.before);
    } else {
      for (const infer::RowChange& one : revision.rows) {
        if (one.before == one.after || !is_told(one.row.store)) continue;
        add({one.row.store, now_.store(one.row.store).row(one.row.row),
             now_.calculus->certainty(one.before), now_.calculus->certainty(one.after)});
      }
    }
    std::ranges::sort(rows_, [&](const Moved& a, const Moved& b) { return precedes(a, b); });
  }

  [[nodiscard]] std::vector<Moved> take() { return std::move(rows_); }

 private:
  void add(Moved row) {
    if (row.before != row.after) rows_.push_back(std::move(row));
  }

  [[nodiscard]] bool precedes(const Moved& a, const Moved& b) const {
    const plan::StorePlan& store = (*now_.plan)[a.store];
    const plan::StorePlan& other = (*now_.plan)[b.store];
    if (store.relation != other.relation) return store.relation < other.relation;
    if (a.store != b.store) return a.store < b.store;
    for (std::size_t i = 0; i < a.words.size(); ++i) {
      const int order = model::compare(a.words[i], b.words[i], store.columns[i].base, now_.symbols);
      if (order != 0) return order < 0;
    }
    return false;
  }

  /// Whether a store has conclusions or ratings.
  [[nodiscard]] bool is_told(plan::StoreId id) const {
    const plan::StorePlan& store = (*now_.plan)[id];
    using Role = plan::StorePlan::Role;
    if (store.role != Role::rows && store.role != Role::negative) return false;
    return now_.program->schema[store.relation].kind != model::RelationKind::fact;
  }

  void compare(const Fixpoint& before) {
    for (std::size_t s = 0; s < now_.stores.size(); ++s) {
      const plan::StoreId id(s);
      if (!is_told(id)) continue;
      compare(before, id);
    }
  }

  void compare(const Fixpoint& before, plan::StoreId id) {
    std::map<std::vector<Word>, double> first = certainties(before, id);
    for (const auto& [words, certainty] : certainties(now_, id)) {
      const auto known = first.extract(words);
      const double was = known.empty() ? 0 : known.mapped();
      add({id, words, was, certainty});
    }
    for (const auto& [words, certainty] : first) add({id, words, certainty, 0});
  }

  /// Of the rows that hold.
  static std::map<std::vector<Word>, double> certainties(const Fixpoint& fixpoint,
                                                         plan::StoreId id) {
    std::map<std::vector<Word>, double> result;
    const infer::Store& rows = fixpoint.store(id);
    for (infer::RowId row = 0; row < rows.size(); ++row) {
      if (rows.grade(row) == Grade::none) continue;
      result.emplace(rows.row(row), fixpoint.calculus->certainty(rows.grade(row)));
    }
    return result;
  }

  const Fixpoint& now_;
  std::vector<Moved> rows_;
};

}  // namespace

std::vector<Moved> moved_rows(const Fixpoint& now, const infer::Revision& revision) {
  Differences differences(now);
  differences.add(revision);
  return differences.take();
}

}  // namespace casus::session
