// SPDX-License-Identifier: Apache-2.0
#include "infer/divided/sieve.hpp"

#include <algorithm>
#include <numeric>

#include "infer/batches/batch.hpp"
#include "infer/precedence.hpp"
#include "infer/run/heights.hpp"

namespace casus::infer {
namespace {

template <class T>
void gather(const T* values, const std::vector<std::uint32_t>& from, std::vector<T>& into) {
  into.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) into[i] = values[from[i]];
}

}  // namespace

Sieve::Sieve(const Fixpoint& fixpoint, Meter& meter, std::uint32_t r, KnownRows known,
             bool derivations, std::optional<std::uint32_t> height)
    : fixpoint_(fixpoint),
      meter_(meter),
      r_(r),
      rule_(fixpoint.plan->rules[r]),
      known_(known),
      derivations_(derivations),
      height_(height),
      rows_(fixpoint.store(rule_.head).of_this_kind()),
      words_(rule_.args.size()),
      premises_(rule_.premises),
      read_(rule_.premises) {}

void Sieve::add(const ConcludedBatch& batch) {
  added_ += batch.size;
  if (derivations_) find_heights(fixpoint_, rule_, batch, height_, heights_);
  choose(batch);
  const auto count = static_cast<std::uint32_t>(kept_.size());
  if (count == 0 || !meter_.fits(rows_.growth(count))) return;
  columns_.clear();
  for (std::size_t c = 0; c < words_.size(); ++c) {
    gather(batch.words[c], kept_, words_[c]);
    columns_.push_back(words_[c].data());
  }
  rows_.insert(columns_, count, nullptr, ids_);
  if (!derivations_) return;
  for (std::size_t i = 0; i < kept_.size(); ++i) heights_[i] = heights_[kept_[i]];
  heights_.resize(count);
  for (std::size_t p = 0; p < premises_.size(); ++p) {
    gather(batch.premises[p].data(), kept_, premises_[p]);
  }
  rows_.set_derivations(r_, heights_, premises_);
  if (rows_.fresh().size() < count) keep_flatter();
}

void Sieve::choose(const ConcludedBatch& batch) {
  const Store& there = fixpoint_.store(rule_.head);
  there.find(batch.words, batch.size, ids_);
  kept_.clear();
  for (std::uint32_t i = 0; i < batch.size; ++i) {
    const bool is_as_good =
        ids_[i] != no_row && (!derivations_ || known_.is_flatter(ids_[i], heights_[i]) ||
                              there.height(ids_[i]) < heights_[i]);
    if (!is_as_good) kept_.push_back(i);
  }
}

/// Of the rows last inserted those that were there.
void Sieve::keep_flatter() {
  rows_.each_known(static_cast<std::uint32_t>(ids_.size()), [&](std::uint32_t i) {
    const RowId row = ids_[i];
    const Word kept = rows_.height(row);
    if (heights_[i] > kept) return;
    const auto premise = [&](std::uint32_t place) { return premises_[place][i]; };
    if (heights_[i] < kept ||
        derivation_precedes(fixpoint_, rule_, premise, rows_.premises(row, rule_.premises))) {
      for (std::uint32_t p = 0; p < read_.size(); ++p) read_[p] = premise(p);
      rows_.set_derivation(row, r_, static_cast<std::uint32_t>(heights_[i]), read_);
    }
  });
}

void Sieve::each(base::FunctionRef<void(const ConcludedBatch&)> take) const {
  std::vector<RowId> ids;
  std::vector<std::vector<Word>> words(words_.size());
  std::vector<std::vector<RowId>> premises(premises_.size());
  std::vector<const Word*> columns;
  for (RowId first = 0; first < rows_.size(); first += static_cast<RowId>(ids.size())) {
    ids.resize(std::min(Batch::capacity, rows_.size() - first));
    std::iota(ids.begin(), ids.end(), first);
    columns.clear();
    for (std::uint32_t c = 0; c < words.size(); ++c) {
      words[c].resize(ids.size());
      rows_.column(c).read(ids, words[c]);
      columns.push_back(words[c].data());
    }
    for (std::size_t p = 0; p < premises.size() && derivations_; ++p) {
      premises[p].clear();
      for (const RowId row : ids) premises[p].push_back(rows_.premises(row, rule_.premises)[p]);
    }
    take({columns, static_cast<std::uint32_t>(ids.size()), nullptr, premises});
  }
}

}  // namespace casus::infer
