// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "infer/batches/pipeline_stage.hpp"
#include "infer/profile.hpp"
#include "infer/rows/sweep.hpp"

namespace casus::infer {

using plan::Register;

namespace {

template <class T>
void keep(std::vector<T>& values, const std::vector<std::uint32_t>& kept) {
  for (std::size_t i = 0; i < kept.size(); ++i) values[i] = values[kept[i]];
}

/// A column of the first batches may stay short: most rules find little.
template <class T>
void make_room(std::vector<T>& column, std::size_t size) {
  if (column.size() < size) column.resize(size);
}

template <class T>
void gather(std::vector<T>& into, const std::vector<T>& values,
            std::span<const std::uint32_t> from) {
  make_room(into, from.size());
  for (std::size_t i = 0; i < from.size(); ++i) into[i] = values[from[i]];
}

}  // namespace

/// One run through the stages.
class Pipeline::Run {
 public:
  Run(Pipeline& pipeline, Receiver receive)
      : pipeline_(pipeline), fixpoint_(pipeline.fixpoint_), receive_(receive) {}

  bool start(const Batch& first, const std::vector<RowId>* delta) {
    delta_ = delta;
    return scan(0, first, first.graded && !pipeline_.inside_);
  }
  End end = End::done;

 private:
  /// Inside a negation nothing is too unsure to count.
  [[nodiscard]] bool counts(double grade) const {
    return pipeline_.inside_ ? grade > 0 : fixpoint_.calculus->holds(grade_of(grade));
  }

  bool stop(End how) {
    end = how;
    return false;
  }

  bool go(std::size_t at, Batch& batch) {
    if (batch.size == 0) return true;
    if (at == pipeline_.stages_.size()) {
      return receive_(batch) || stop(End::stopped);
    }
    Stage& stage = pipeline_.stages_[at];
    switch (stage.step->kind) {
      case Step::Kind::scan:
        return scan(at, batch, batch.graded);
      case Step::Kind::let: {
        const Register target = stage.step->target;
        evaluate(stage.step->code, batch, pipeline_.machine_, stage.values);
        if (lacks_value(stage.values, batch.size)) return stop(End::no_value);
        if (batch.registers.size() <= target) batch.registers.resize(target + 1);
        make_room(batch.registers[target], batch.size);
        std::copy_n(stage.values.begin(), batch.size, batch.registers[target].begin());
        return go(at + 1, batch);
      }
      case Step::Kind::absent:
        if (!negate(stage, batch)) return false;
        break;
      default:
        if (!select(*stage.step, batch, stage)) return stop(End::no_value);
        break;
    }
    thin_out(stage, batch);
    return go(at + 1, batch);
  }

  [[nodiscard]] static bool lacks_value(const std::vector<Word>& values, std::uint32_t size) {
    return std::find(values.begin(), values.begin() + size, model::unknown_word) !=
           values.begin() + size;
  }

  /// Fills `stage.kept` with the matches that pass a test; false where a value is missing.
  bool select(const Step& test, const Batch& batch, Stage& stage) {
    evaluate(test.code, batch, pipeline_.machine_, stage.values);
    if (lacks_value(stage.values, batch.size)) return false;
    stage.kept.clear();
    for (std::uint32_t i = 0; i < batch.size; ++i) {
      if (stage.values[i] != 0) stage.kept.push_back(i);
    }
    return true;
  }

  void thin_out(const Stage& stage, Batch& batch) {
    if (stage.kept.size() == batch.size) return;
    for (const Register one : stage.read_later) keep(batch.registers[one], stage.kept);
    for (const std::uint32_t one : stage.premises) keep(batch.premises[one], stage.kept);
    if (batch.graded) keep(batch.grades, stage.kept);
    if (pipeline_.inside_) keep(batch.lanes, stage.kept);
    batch.size = static_cast<std::uint32_t>(stage.kept.size());
  }

  bool negate(Stage& stage, Batch& batch) {
    stage.present.assign(batch.size, 0);
    for (Pipeline& branch : stage.branches) {
      const auto found = [&](const Batch& inner) {
        for (std::uint32_t i = 0; i < inner.size; ++i) {
          double& present = stage.present[inner.lanes[i]];
          present = std::max(present, inner.grade(i));
        }
        return true;
      };
      Run run(branch, found);
      if (!run.start(batch, nullptr)) return stop(run.end);
    }
    stage.kept.clear();
    for (std::uint32_t i = 0; i < batch.size; ++i) {
      if (stage.present[i] >= 1) continue;
      if (stage.present[i] > 0) {
        const Grade absent = fixpoint_.calculus->absent(grade_of(stage.present[i]));
        if (!counts(number_of(absent))) continue;
        if (!batch.graded) {
          batch.grades.assign(batch.size, 1);
          batch.graded = true;
        }
        batch.grades[i] = number_of(fixpoint_.calculus->both(grade_of(batch.grades[i]), absent));
      }
      stage.kept.push_back(i);
    }
    return true;
  }

  /// Whether a row is as the step asks, beside what its index has seen to.
  static bool agrees(const Step& step, const Store& rows, RowId row, const Batch& in,
                     std::uint32_t lane) {
    for (const auto& [column, operand] : step.pattern.key) {
      const Word wanted = operand.reg ? in.registers[*operand.reg][lane] : operand.word;
      if (rows.at(row, column) != wanted) return false;
    }
    return true;
  }

  static bool agrees_with_itself(const Step& step, const Store& rows, RowId row) {
    for (const auto& [column, target] : step.pattern.same) {
      for (const auto& [loaded, reg] : step.pattern.loads) {
        if (reg == target && rows.at(row, column) != rows.at(row, loaded)) return false;
      }
    }
    return true;
  }

  static void widen(Stage& stage) {
    const std::size_t size = stage.found == 0 ? 64 : Batch::capacity;
    stage.all_from.resize(size);
    stage.all_rows.resize(size);
  }

  /// `graded`: whether the grades of `in` count.
  bool scan(std::size_t at, const Batch& in, bool graded) {
    Stage& stage = pipeline_.stages_[at];
    const Step& step = *stage.step;
    const Store& rows = fixpoint_.store(step.pattern.store);
    stage.found = 0;
    const auto take = [&](std::uint32_t lane, RowId row) {
      if (stage.found == stage.all_rows.size()) widen(stage);
      stage.all_from[stage.found] = lane;
      stage.all_rows[stage.found] = row;
      return ++stage.found < Batch::capacity || flush(at, in, graded);
    };
    const bool plain = step.pattern.same.empty() && rows.is_full();
    const auto visit = [&](std::uint32_t lane, RowId row) {
      if (plain) return take(lane, row);
      if (!agrees_with_itself(step, rows, row)) return true;
      if (!counts(number_of(rows.grade(row)))) return true;
      return take(lane, row);
    };
    if (at == 0 && delta_ != nullptr) {
      for (const RowId row : *delta_) {
        if (agrees(step, rows, row, in, 0) && !visit(0, row)) return false;
      }
    } else if (step.pattern.index.valid()) {
      if (!probe(stage, in, plain, visit, take)) return false;
    } else {
      for (std::uint32_t lane = 0; lane < in.size; ++lane) {
        if (!go_through(stage, in, lane, visit)) return false;
      }
    }
    return flush(at, in, graded);
  }

  /// All rows that there are, or those of the step's key.
  template <class Visit>
  bool go_through(Stage& stage, const Batch& in, std::uint32_t lane, const Visit& visit) {
    const plan::Pattern& pattern = stage.step->pattern;
    const Store& rows = fixpoint_.store(pattern.store);
    const RowId size = rows.size();
    stage.wanted.clear();
    for (const auto& [column, operand] : pattern.key) {
      stage.wanted.emplace_back(column,
                                operand.reg ? in.registers[*operand.reg][lane] : operand.word);
    }
    if (stage.wanted.empty()) {
      for (RowId row = 0; row < size; ++row) {
        if (!visit(lane, row)) return false;
      }
      return true;
    }
    for (RowId first = 0; first < size; first += std::min(Batch::capacity, size - first)) {
      sweep(rows, first, first + std::min(Batch::capacity, size - first), stage.wanted,
            stage.swept);
      for (const RowId row : stage.swept) {
        if (!visit(lane, row)) return false;
      }
    }
    return true;
  }

  /// `plain`: every row counts.
  template <class Visit, class Take>
  bool probe(Stage& stage, const Batch& in, bool plain, const Visit& visit, const Take& take) {
    const Step& step = *stage.step;
    const Store& rows = fixpoint_.store(step.pattern.store);
    const Index& chains = pipeline_.machine_.index(step.pattern.index);
    if (!collect_keys(stage, in)) return stop(End::no_value);
    chains.first(rows, stage.keys, in.size, stage.hashes, stage.heads);
    const bool exact = chains.exact();
    for (std::uint32_t lane = 0; lane < in.size; ++lane) {
      for (RowId row = stage.heads[lane]; row != no_row; row = chains.next(row)) {
        if (exact && plain) {
          if (!take(lane, row)) return false;
        } else if ((exact || agrees(step, rows, row, in, lane)) && !visit(lane, row)) {
          return false;
        }
      }
    }
    return true;
  }

  /// False where a value is missing.
  static bool collect_keys(Stage& stage, const Batch& in) {
    const plan::Pattern& pattern = stage.step->pattern;
    stage.keys.clear();
    stage.constants.resize(pattern.key.size());
    for (std::size_t i = 0; i < pattern.key.size(); ++i) {
      const plan::Operand& operand = pattern.key[i].second;
      if (!operand.reg) {
        stage.constants[i].assign(in.size, operand.word);
        stage.keys.push_back(stage.constants[i].data());
        continue;
      }
      const std::vector<Word>& words = in.registers[*operand.reg];
      if (lacks_value(words, in.size)) return false;
      stage.keys.push_back(words.data());
    }
    return true;
  }

  [[nodiscard]] static const Column* loaded_from(const Step& step, const Store& rows,
                                                 Register reg) {
    for (const auto& [column, target] : step.pattern.loads) {
      if (target == reg) return &rows.column(column);
    }
    return nullptr;
  }

  void read(Stage& stage, const Batch& in, Register reg, std::vector<Word>& into) const {
    const Store& rows = fixpoint_.store(stage.step->pattern.store);
    if (const Column* column = loaded_from(*stage.step, rows, reg)) {
      make_room(into, stage.found);
      column->read(stage.rows(), into);
    } else {
      gather(into, in.registers[reg], stage.from());
    }
  }

  /// Makes a batch of the rows found so far and lets it go on.
  bool flush(std::size_t at, const Batch& in, bool graded) {
    Stage& stage = pipeline_.stages_[at];
    if (stage.found == 0) return true;
    if (!pipeline_.meter_.work(stage.found)) return stop(End::stopped);
    const Step& step = *stage.step;
    if (Profile* profile = pipeline_.meter_.profile()) profile->steps[&step] += stage.found;
    Batch& out = stage.out;
    out.registers.resize(std::max(out.registers.size(), registers_needed(stage)));
    for (const Step* test : stage.tests) {
      out.size = stage.found;
      std::vector<Register> reads;
      infer::collect_reads(test->code, reads);
      for (const Register one : reads) read(stage, in, one, out.registers[one]);
      if (!select(*test, out, stage)) return stop(End::no_value);
      if (stage.kept.size() == out.size) continue;
      keep(stage.all_from, stage.kept);
      keep(stage.all_rows, stage.kept);
      stage.found = static_cast<std::uint32_t>(stage.kept.size());
    }
    out.size = stage.found;
    for (const Register one : stage.read_later) read(stage, in, one, out.registers[one]);
    if (!pipeline_.inside_) {
      out.premises.resize(std::max<std::size_t>(in.premises.size(), step.premise + 1));
      for (const std::uint32_t one : stage.premises) {
        gather(out.premises[one], in.premises[one], stage.from());
      }
      make_room(out.premises[step.premise], stage.found);
      std::ranges::copy(stage.rows(), out.premises[step.premise].begin());
    }
    grade(stage, in, graded);
    if (pipeline_.inside_) {
      make_room(out.lanes, stage.found);
      for (std::uint32_t i = 0; i < stage.found; ++i) {
        out.lanes[i] = at == 0 ? stage.all_from[i] : in.lanes[stage.all_from[i]];
      }
    }
    stage.found = 0;
    return go(at + 1, out);
  }

  void grade(Stage& stage, const Batch& in, bool graded) const {
    const Store& rows = fixpoint_.store(stage.step->pattern.store);
    Batch& out = stage.out;
    out.graded = graded || !rows.is_full();
    if (!out.graded) return;
    make_room(out.grades, stage.found);
    for (std::uint32_t i = 0; i < stage.found; ++i) {
      const Grade before = grade_of(graded ? in.grades[stage.all_from[i]] : 1);
      out.grades[i] = number_of(fixpoint_.calculus->both(before, rows.grade(stage.all_rows[i])));
    }
  }

  [[nodiscard]] static std::size_t registers_needed(const Stage& stage) {
    std::size_t needed = 0;
    for (const auto* list : {&stage.read_later, &stage.read_by_tests}) {
      for (const Register one : *list) needed = std::max<std::size_t>(needed, one + 1);
    }
    return needed;
  }

  Pipeline& pipeline_;
  const Fixpoint& fixpoint_;
  Receiver receive_;
  const std::vector<RowId>* delta_ = nullptr;
};

Pipeline::End Pipeline::run(const std::vector<RowId>* delta, Receiver receive) {
  Batch nothing;
  nothing.size = 1;
  Run run(*this, receive);
  (void)run.start(nothing, delta);
  return run.end;
}

}  // namespace casus::infer
