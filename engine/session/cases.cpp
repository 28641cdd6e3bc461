// SPDX-License-Identifier: Apache-2.0
//
// Many cases at once: lines are cut into blocks, each block becomes the facts of one run of the
// partitioned program, and several blocks run beside each other. What they say is told in order.
#include "casus/cases.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "assess/assess.hpp"
#include "base/encoding.hpp"
#include "base/in_order.hpp"
#include "check/partition.hpp"
#include "explain/scores.hpp"
#include "intake/case_lines.hpp"
#include "intake/json_lines.hpp"
#include "model/calculi.hpp"
#include "session/budget.hpp"
#include "session/data.hpp"
#include "session/known_ids.hpp"
#include "session/notices.hpp"
#include "session/reasoning.hpp"
#include "session/running.hpp"

namespace casus {
namespace {

using intake::CaseLine;
using intake::CasesRead;

/// Bytes of a block: more would no longer fit the caches, less would plan too often.
constexpr std::size_t block_size = 1 << 20;
constexpr std::size_t longest_line = 64 << 20;
/// Room behind the last line, so that the reader of JSON may look beyond it.
constexpr std::size_t padding = 64;

/// Cuts what is read into blocks.
class Blocks {
 public:
  explicit Blocks(const CaseLines& lines) : lines_(lines) {}

  /// The next one; nothing at the end, or where a line has no end, which `overlong` then tells.
  std::optional<std::string> next() {
    std::string block = std::move(rest_);
    rest_.clear();
    std::size_t cut = std::string::npos;
    while (cut == std::string::npos || block.size() < block_size) {
      if (!read(block)) {
        cut = block.size();
        break;
      }
      cut = block.rfind('\n');
      if (cut == std::string::npos && block.size() > longest_line) {
        overlong_ = true;
        return std::nullopt;
      }
    }
    if (block.empty()) return std::nullopt;
    const std::size_t size = std::min(cut + 1, block.size());
    rest_.assign(block, size);
    block.resize(size);
    if (first_) block.erase(0, base::byte_order_mark(block));
    first_ = false;
    block.reserve(block.size() + padding);
    return block;
  }

  /// Whether the line behind the last block does not end.
  [[nodiscard]] bool overlong() const { return overlong_; }

 private:
  bool read(std::string& text) {
    const std::size_t size = text.size();
    text.resize(size + block_size);
    const std::size_t got = lines_.read(text.data() + size, block_size);
    text.resize(size + got);
    return got > 0;
  }

  const CaseLines& lines_;
  std::string rest_;
  bool first_ = true;
  bool overlong_ = false;
};

/// A block, and what follows for its cases if all of them can be read.
struct CaseBlock {
  std::string block;
  bool only_read = false;  ///< nobody asks any more what follows
  std::vector<std::string> ids;
  std::vector<std::uint64_t> lines;
  std::vector<CaseLine> wrong;
  std::uint64_t line_count = 0;
  std::shared_ptr<infer::Fixpoint> fixpoint = {};
};

std::string line_of(const std::string& block, std::uint64_t number) {
  std::size_t begin = 0;
  for (std::uint64_t line = 1; line < number; ++line) begin = block.find('\n', begin) + 1;
  return block.substr(begin, block.find('\n', begin) - begin);
}

/// Lines with something wrong, and what that is.
class Mistakes {
 public:
  [[nodiscard]] bool none() const { return wrong_.empty(); }
  /// Whether nobody reads on; what is kept must not fill the memory.
  [[nodiscard]] bool full() const {
    return wrong_.size() >= intake::Reading::most_diagnostics || bytes_ > longest_line;
  }

  void add(CaseLine line, std::optional<std::uint64_t> same_id = {}) {
    if (full()) return;
    bytes_ += line.text.size();
    wrong_.push_back({std::move(line), same_id});
  }

  /// Into one text, in which they stand on their lines and all others are blank.
  [[nodiscard]] Diagnostics told(const intake::CaseSchema& schema, const std::string& name,
                                 std::shared_ptr<const Sources>& sources) {
    std::ranges::stable_sort(wrong_, {}, [](const Wrong& one) { return one.line.number; });
    std::string text;
    std::vector<std::size_t> begins;
    std::uint64_t line = 1;
    for (const Wrong& one : wrong_) {
      text.append(one.line.number - line, '\n');
      line = one.line.number + 1;
      begins.push_back(text.size());
      text += one.line.text + '\n';
    }
    auto all = std::make_shared<Sources>(sources);
    const std::uint32_t file = all->add(name, std::move(text));
    Diagnostics result;
    intake::Reading reading{*all, result, intake::Notation::json};
    for (std::size_t i = 0; i < wrong_.size(); ++i)
      tell(wrong_[i], begins[i], schema, file, reading);
    sources = std::move(all);
    return result;
  }

 private:
  struct Wrong {
    CaseLine line;
    std::optional<std::uint64_t> same_id;  ///< nothing is wrong but that this line has its id
  };

  static void tell(const Wrong& one, std::size_t begin, const intake::CaseSchema& schema,
                   std::uint32_t file, intake::Reading& reading) {
    if (!one.same_id) {
      refuse_case(schema, reading, file, begin, begin + one.line.text.size());
      return;
    }
    const Span span =
        intake::json_value_span(reading.sources, file, static_cast<std::uint32_t>(begin), "case");
    reading.report(error("E0609", "this id belongs to two cases"))
        .label(span, "a second time")
        .note("the first of them stands on line " + std::to_string(*one.same_id))
        .advise("give one of them another id");
  }

  std::vector<Wrong> wrong_;
  std::size_t bytes_ = 0;
};

class Run {
 public:
  using Use = std::function<bool(const CaseInfo&, const Rating&)>;

  Run(const Ruleset& ruleset, const CaseLines& lines, const Options& options, const Use& use)
      : lines_(lines),
        options_(options),
        use_(use),
        partitioned_(check::partition(*ruleset.data().program)),
        schema_{ruleset.data().program->schema, ruleset.data().sources,
                partitioned_.program->symbols, partitioned_.cases},
        budget_(session::budget(options, session::end_of(options))) {
    info_.as_of = options.as_of;
    options_.reasons = false;
    options_.derivations = true;
    options_.profile = false;
    result_.sources = ruleset.data().sources;
  }

  CasesRun run() {
    Blocks blocks(lines_);
    base::in_order<CaseBlock>(
        0,
        [&](CaseBlock& job) {
          std::optional<std::string> block = blocks.next();
          if (block) job = {std::move(*block), !mistakes_.none()};
          return block.has_value();
        },
        [this](CaseBlock& job) { reason(job); },
        [this](CaseBlock& job) {
          const CaseBlock next = std::exchange(job, {});
          return take(next);
        });
    if (blocks.overlong() && !ended_) refuse_length(lines_before_ + 1);
    finish();
    return std::move(result_);
  }

 private:
  void reason(CaseBlock& job) const {
    CasesRead read =
        intake::read_cases(job.block, job.block.capacity() - job.block.size(), schema_);
    job.ids = std::move(read.ids);
    job.lines = std::move(read.lines);
    job.wrong = std::move(read.wrong);
    job.line_count = read.line_count;
    if (job.only_read || !job.wrong.empty()) return;
    auto facts = std::make_shared<const model::FactBase>(std::move(read.facts));
    job.fixpoint =
        session::reason(partitioned_.program, std::move(facts), options_, budget_).fixpoint;
  }

  /// False where no more blocks are wanted.
  bool take(const CaseBlock& next) {
    for (const CaseLine& line : next.wrong) mistakes_.add({lines_before_ + line.number, line.text});
    for (std::size_t i = 0; i < next.ids.size(); ++i) {
      const std::uint64_t line = lines_before_ + next.lines[i];
      const auto first = ids_.add(next.ids[i], line);
      if (first) mistakes_.add({line, line_of(next.block, next.lines[i])}, first);
    }
    lines_before_ += next.line_count;
    if (!mistakes_.none()) {
      if (const auto limit = budget_.poll()) result_.limit = session::limit_in("the cases", *limit);
      ended_ = mistakes_.full() || result_.limit;
      return !ended_;
    }
    if (next.fixpoint) tell(next);
    return !ended_;
  }

  void tell(const CaseBlock& next) {
    infer::Fixpoint& fixpoint = *next.fixpoint;
    if (fixpoint.stopped) {
      // Time, memory and interrupts come to no rule in particular.
      const Limit what = fixpoint.stopped->what;
      result_.limit = what == Limit::facts ? session::limit(fixpoint, *result_.sources)
                                           : session::limit_in("the cases", what);
      ended_ = true;
      return;
    }
    for (Diagnostic& one : session::notices(fixpoint)) {
      const Span at = one.labels.empty() ? Span{} : one.labels.front().span;
      if (noticed_.emplace(one.code, at).second) result_.diagnostics.push_back(std::move(one));
    }
    fixpoint.calculus->begin(budget_);
    infer::Meter meter(budget_);
    base::Symbols symbols(fixpoint.symbols);
    infer::Lineages lineages(fixpoint, symbols, meter);
    assess::Scores scores(fixpoint, lineages);
    const explain::Words words{fixpoint, symbols};
    std::vector<Rating> ratings;
    for (const plan::RatingPlan& plan : fixpoint.plan->ratings) {
      ratings.push_back(explain::without_score(words, plan.rating));
    }
    // Subjects are in order of values, and the first of these is the case.
    std::vector<std::uint32_t> places(ratings.size());
    for (std::size_t c = 0; c < next.ids.size(); ++c) {
      info_.name = next.ids[c];
      for (std::size_t r = 0; r < ratings.size(); ++r) {
        const plan::RatingPlan& plan = fixpoint.plan->ratings[r];
        const infer::RatingRows& rows = fixpoint.ratings[plan.rating.index()];
        const infer::Store& subjects = fixpoint.store(plan.subjects);
        for (std::uint32_t& place = places[r]; place < rows.size(); ++place) {
          const infer::RowId row = rows.subjects[place];
          if (subjects.at(row, check::case_column) != c) break;
          const std::vector<model::Word> subject = subjects.row(row);
          explain::put_score(words, plan.rating, scores.of(plan.rating, place),
                             std::span(subject).subspan(check::case_column + 1), ratings[r]);
          (void)meter.tick();
          if (const auto stopped = session::stopped(*fixpoint.calculus, meter.stopped())) {
            result_.limit = session::limit_in("the summary", *stopped);
            ended_ = true;
            return;
          }
          ended_ = !use_(info_, ratings[r]);
          if (ended_) return;
        }
      }
      ++result_.cases;
    }
  }

  void refuse_length(std::uint64_t line) {
    result_.diagnostics.push_back(error("E0616", "line " + std::to_string(line) + " of " +
                                                     lines_.name + " is longer than " +
                                                     std::to_string(longest_line >> 20) + " MB")
                                      .advise("write one case a line, with a line feed behind it"));
  }

  void finish() {
    if (!mistakes_.none()) {
      Diagnostics told = mistakes_.told(schema_, lines_.name, result_.sources);
      result_.diagnostics.insert(result_.diagnostics.end(), told.begin(), told.end());
    }
    sort_by_place(result_.diagnostics);
  }

  const CaseLines& lines_;
  Options options_;
  const Use& use_;
  check::Partitioned partitioned_;
  intake::CaseSchema schema_;
  infer::Budget budget_;
  CaseInfo info_;
  session::KnownIds ids_;
  std::uint64_t lines_before_ = 0;  ///< the block that is being taken
  Mistakes mistakes_;
  std::set<std::pair<std::string, Span>> noticed_;
  bool ended_ = false;
  CasesRun result_;
};

}  // namespace

bool takes_cases(const std::string& calculus) { return model::traits_of(calculus).takes_cases; }

CasesRun rate_cases(const Ruleset& ruleset, const CaseLines& lines, const Options& options,
                    const std::function<bool(const CaseInfo&, const Rating&)>& use) {
  Options all = options;
  CasesRun refused;
  refused.sources = ruleset.data().sources;
  refused.diagnostics = session::refusals(ruleset, all);
  if (!has_errors(refused.diagnostics) && !takes_cases(all.certainty)) {
    refused.diagnostics.push_back(
        error("", "`" + all.certainty + "` rates each case by itself, not many at once")
            .advise("take `weakest-link`, `certain` or `mycin`, or evaluate each case as a file"));
  }
  if (!has_errors(refused.diagnostics) && !all.as_of) {
    if (auto needed = session::date_read(*ruleset.data().program)) {
      refused.diagnostics.push_back(std::move(*needed));
    }
  }
  if (has_errors(refused.diagnostics)) return refused;
  return Run(ruleset, lines, all, use).run();
}

}  // namespace casus
