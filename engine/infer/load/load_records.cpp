// SPDX-License-Identifier: Apache-2.0
#include "infer/load/load_records.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include "base/in_order.hpp"

namespace casus::infer {
namespace {

using model::StatementId;

/// Fewer records are loaded sooner than a thread is started.
constexpr std::size_t worth_threads = 20'000;

/// The files of one relation, and which of their records attest a row that others attest before.
struct RelationFiles {
  struct Again {
    RowId row = 0;
    StatementId record;
  };
  StoreId store;
  std::vector<std::size_t> files;
  std::vector<Again> again;
};

/// Relations fill stores of their own, so that they may be loaded beside each other.
class RecordLoader {
 public:
  RecordLoader(Fixpoint& into, Meter& meter) : into_(into), facts_(*into.facts), meter_(meter) {}

  void load() {
    std::vector<RelationFiles> relations(into_.plan->rows.size());
    std::size_t records = 0;
    for (std::size_t f = 0; f < facts_.records.size(); ++f) {
      const model::Records& file = facts_.records[f];
      relations[file.relation.index()].files.push_back(f);
      records += file.size;
    }
    std::size_t next = 0;
    base::in_order<RelationFiles>(
        records < worth_threads ? 1 : 0,
        [&](RelationFiles& job) {
          while (next < relations.size() && relations[next].files.empty()) ++next;
          if (next == relations.size()) return false;
          job = std::move(relations[next]);
          job.store = into_.plan->rows[next++];
          return true;
        },
        [&](RelationFiles& job) {
          for (const std::size_t f : job.files) insert(f, job);
        },
        [&](RelationFiles& job) {
          take_repetitions(job);
          return true;
        });
    copy_to_attested();
  }

 private:
  /// Inserts the records of a file batch by batch. On any thread: touches the relation's own store
  /// alone.
  void insert(std::size_t f, RelationFiles& job) {
    const model::Records& file = facts_.records[f];
    const std::size_t first_record = facts_.first_of(f).index();
    Store& store = into_.stores[job.store.index()];
    const std::uint32_t batch = std::min(1024U, file.size);
    const std::size_t width = file.columns.size();
    std::vector<std::vector<Word>> words(width + 1, std::vector<Word>(batch));
    std::ranges::fill(words.back(), static_cast<Word>(model::StatementKind::fact));
    std::vector<const Word*> columns;
    for (const std::vector<Word>& column : words) columns.push_back(column.data());
    std::vector<RowId> rows;
    if (!fits(store.growth(file.size))) return;
    store.reserve(file.size);
    for (std::uint32_t first = 0; first < file.size; first += batch) {
      const std::uint32_t count = std::min(batch, file.size - first);
      if (!goes_on(count)) return;
      for (std::size_t c = 0; c < width; ++c) file.columns[c].read(first, count, words[c]);
      RowId next = store.size();
      store.insert(columns, count, nullptr, rows);
      for (std::uint32_t i = 0; i < count; ++i) {
        const StatementId record(first_record + first + i);
        if (rows[i] == next) {
          record_first(into_, {job.store, next++}, record);
        } else {
          job.again.push_back({rows[i], record});
        }
      }
    }
  }

  bool fits(std::size_t bytes) {
    const std::lock_guard lock(metering_);
    return meter_.fits(bytes);
  }

  bool goes_on(std::uint64_t work) {
    const std::lock_guard lock(metering_);
    return meter_.work(work);
  }

  void take_repetitions(const RelationFiles& job) {
    const StoreId attested = into_.plan->attested[(*into_.plan)[job.store].relation.index()];
    for (const RelationFiles::Again& one : job.again) {
      into_.statements[Fixpoint::key({job.store, one.row})].push_back(one.record);
      if (attested.valid()) {
        into_.statements[Fixpoint::key({attested, one.row})].push_back(one.record);
      }
    }
  }

  /// As single statements records are what they are as facts, from no source.
  void copy_to_attested() {
    const Word nobody = into_.symbols.intern("");
    const Word certainty = model::word_of_number(into_.calculus->stated(1));
    for (std::size_t r = 0; r < into_.plan->rows.size(); ++r) {
      const StoreId attested = into_.plan->attested[r];
      if (!attested.valid()) continue;
      const StoreId id = into_.plan->rows[r];
      const std::array<Word, 2> source{nobody, certainty};
      into_.stores[attested.index()].copy(into_.store(id), source);
      into_.recorded[attested.index()] = into_.recorded[id.index()];
    }
  }

  Fixpoint& into_;
  const model::FactBase& facts_;
  Meter& meter_;
  std::mutex metering_;
};

}  // namespace

void load_records(Fixpoint& into, Meter& meter) { RecordLoader(into, meter).load(); }

void record_first(Fixpoint& into, RowRef row, model::StatementId statement) {
  std::vector<Fixpoint::Recorded>& runs = into.recorded[row.store.index()];
  const bool follows = !runs.empty() && runs.back().first + runs.back().rows == row.row &&
                       runs.back().statement.index() + runs.back().rows == statement.index();
  if (follows) {
    ++runs.back().rows;
  } else {
    runs.push_back({row.row, 1, statement});
  }
}

}  // namespace casus::infer
