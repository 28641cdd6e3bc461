// SPDX-License-Identifier: Apache-2.0
#include "casus/consult.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "explain/words.hpp"
#include "intake/case_text.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"
#include "session/asking.hpp"
#include "session/setting.hpp"

namespace casus {
namespace {

/// What one answer adds to the case file.
struct Entry {
  bool answered = false;        ///< else it is not known
  std::string question;         ///< which it was: see `identity`
  std::string facts = {};       ///< a table for the end of the file
  intake::AddedLine line = {};  ///< for a fact that is there
};

/// What a question is about. Its sentence need not tell it from others.
std::string identity(const Gap& gap) {
  return gap.kind == Gap::Kind::field ? gap.atom + gap.fields.front().name : gap.atom;
}

/// "said in casus consult by A. Analyst on 2026-11-27"
std::string said_by(const Occasion& occasion) {
  std::string text = "said in casus consult";
  if (!occasion.who.empty()) text += " by " + occasion.who;
  if (occasion.date) text += " on " + model::show_date(occasion.date->day);
  return text;
}

/// Lines of a fact's table.
std::string lines_of(const Sureness& sureness) {
  std::string lines;
  if (sureness.certainty) lines += "certainty = " + model::show_number(*sureness.certainty) + '\n';
  if (sureness.credibility > 0) {
    lines += "credibility = " + std::to_string(sureness.credibility) + '\n';
  }
  return lines;
}

/// "`share` is 56, outside 0..1: write 56%": in one sentence, and without the quotes of a file.
Diagnostic in_dialogue(Diagnostic one) {
  const std::size_t comma = one.message.rfind(',');
  if (one.code != "E0606" || one.labels.empty() || comma == std::string::npos) return one;
  one.message.resize(comma);
  one.message += ", " + one.labels.front().text;
  const auto fix =
      std::ranges::find_if(one.help, [](const Help& help) { return !help.edits.empty(); });
  if (fix == one.help.end()) return one;
  std::string instead = fix->edits.front().replacement;
  std::erase(instead, '"');
  one.message += ": write " + instead;
  return one;
}

Diagnostics a_value_is_asked() { return {error("", "what is asked for is a value")}; }
Diagnostics nothing_asked() { return {error("", "nothing is asked")}; }

}  // namespace

struct Consultation::State {
  std::shared_ptr<const session::FactsData> original;
  Occasion occasion;
  std::optional<Session> session;
  std::optional<Gaps> gaps;
  const Gap* next = nullptr;
  const GapPair* pair = nullptr;
  std::vector<Entry> entries;
  std::string noted;

  [[nodiscard]] std::uint32_t file() const {
    return static_cast<std::uint32_t>(original->rules->sources->size());
  }
  [[nodiscard]] std::string_view text() const { return original->sources->text(file()); }
  /// Where a line for the fact can be put.
  [[nodiscard]] std::optional<std::uint32_t> header_end(const std::string& fact) const {
    const auto& all = original->facts->statements;
    const auto found = std::ranges::find(all, fact, &model::Statement::id);
    if (found == all.end() || found->span.file != file()) return std::nullopt;
    return intake::header_end(text(), found->span.begin);
  }

  void rank() {
    gaps = std::move(find_gaps(*session).gaps);
    std::set<std::string> settled;
    for (const Entry& entry : entries) settled.insert(entry.question);
    const auto can = [&](const Gap& gap) {
      if (settled.contains(identity(gap))) return false;
      return gap.kind != Gap::Kind::field || header_end(gap.fact).has_value();
    };
    next = nullptr;
    pair = nullptr;
    for (const Gap& gap : gaps->gaps) {
      if (gap.kind == Gap::Kind::unstated || gap.effects.empty() || !can(gap)) continue;
      next = &gap;
      return;
    }
    for (const GapPair& one : gaps->pairs) {
      if (!std::ranges::all_of(one.questions, can)) continue;
      pair = &one;
      next = &one.questions.front();
      return;
    }
    const auto untried = [&](const Gap& gap) {
      return gap.kind != Gap::Kind::unstated && gap.effects.empty() && can(gap);
    };
    const auto last = std::ranges::find_if(gaps->gaps, untried);
    if (last != gaps->gaps.end()) next = &*last;
  }

  /// What the statement says that came last.
  [[nodiscard]] std::string sentence() const {
    std::string result;
    session::answering(*session->now().shared(),
                       [&](const session::Asking& at) -> std::optional<Limit> {
                         base::Symbols symbols(at.fixpoint().symbols);
                         const explain::Words words{at.fixpoint(), symbols};
                         const model::Statement& last = at.fixpoint().facts->statements.back();
                         result = words.denied(last.relation, last.fields);
                         if (last.holds) return std::nullopt;
                         const bool told = !words.schema()[last.relation].reads.empty();
                         result.insert(0, told ? "it is not so that " : "there is no ");
                         return std::nullopt;
                       });
    return result;
  }

  /// The table that an answer comes to; of a fact that is there with all its other values.
  [[nodiscard]] std::optional<std::string> table(const std::string& set, Diagnostics& diagnostics) {
    std::optional<std::string> result;
    std::shared_ptr<const Sources> ignored;
    session::answering(
        *session->now().shared(), [&](const session::Asking& at) -> std::optional<Limit> {
          const auto& all = at.fixpoint().facts->statements;
          const auto of = next->fact.empty()
                              ? all.end()
                              : std::ranges::find(all, next->fact, &model::Statement::id);
          const auto read = session::read_setting(at, set, of == all.end() ? nullptr : &*of,
                                                  diagnostics, ignored);
          if (read) result = read->toml;
          return std::nullopt;
        });
    return result;
  }

  Diagnostics take(Entry entry, const FactChange& change) {
    Session::Changed changed = session->change(change);
    if (!changed.done) {
      std::ranges::transform(changed.diagnostics, changed.diagnostics.begin(), in_dialogue);
      return std::move(changed.diagnostics);
    }
    entries.push_back(std::move(entry));
    noted = sentence();
    rank();
    return {};
  }

  /// A fact more, or a denial.
  Diagnostics state(const std::string& set, const Sureness& sureness) {
    Diagnostics diagnostics;
    auto toml = table(set, diagnostics);
    if (!toml) return diagnostics;
    // The analyst's own word, and no source: confidence in a rating must not rise because one more
    // voice was asked.
    *toml += lines_of(sureness) + "note = " + intake::toml_string(said_by(occasion)) + '\n';
    return take({.answered = true, .question = identity(*next), .facts = *toml}, {.add = *toml});
  }

  /// A value that a fact left open.
  Diagnostics fill_in(const std::string& set, const std::string& value, const Sureness& sureness) {
    if (sureness.certainty || sureness.credibility > 0) {
      return {error("", "a value is as sure as the fact that it belongs to, " + next->fact)};
    }
    Diagnostics diagnostics;
    const auto toml = table(set, diagnostics);
    if (!toml) return diagnostics;
    const std::string line =
        intake::line_of(*toml, next->fields.front().name) + "  # " + said_by(occasion) + '\n';
    const std::string of =
        "the " + next->fields.front().name + " of " + next->fact + " is " + value;
    Diagnostics wrong = take({.answered = true,
                              .question = identity(*next),
                              .line = {.at = *header_end(next->fact), .line = line}},
                             {.set = {set}});
    // Not every sentence has a place for the value.
    if (wrong.empty() && noted.find(value) == std::string::npos) noted.insert(0, of + ": ");
    return wrong;
  }
};

Consultation::Consultation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Consultation::Consultation(Consultation&&) noexcept = default;
Consultation& Consultation::operator=(Consultation&&) noexcept = default;
Consultation::~Consultation() = default;

Consultation::Started Consultation::start(const Ruleset& ruleset, const Facts& facts,
                                          const Options& options, const Occasion& occasion) {
  Session::Started started = Session::start(ruleset, facts, options);
  Started result{.consultation = {},
                 .diagnostics = std::move(started.diagnostics),
                 .sources = started.sources};
  if (!started.session) return result;
  auto state = std::make_unique<State>();
  state->original = facts.shared();
  state->occasion = occasion;
  // It stands in a comment as well.
  const auto controls = [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; };
  std::ranges::replace_if(state->occasion.who, controls, ' ');
  state->session = std::move(started.session);
  state->rank();
  result.consultation = Consultation(std::move(state));
  return result;
}

const Gap* Consultation::question() const { return state_->next; }
const GapPair* Consultation::pair() const { return state_->pair; }
const Gaps& Consultation::gaps() const { return *state_->gaps; }

std::vector<std::string> Consultation::contradictions() const {
  return state_->session->assessment().contradictions;
}

const std::string& Consultation::noted() const { return state_->noted; }

std::size_t Consultation::answered() const {
  return static_cast<std::size_t>(std::ranges::count(state_->entries, true, &Entry::answered));
}

Diagnostics Consultation::yes(const std::vector<std::string>& values, const Sureness& sureness) {
  if (state_->next == nullptr) return nothing_asked();
  const Gap& gap = *state_->next;
  std::string set = gap.atom;
  set.pop_back();
  for (std::size_t i = 0; i < std::min(values.size(), gap.fields.size()); ++i) {
    if (values[i].empty()) continue;
    set += (set.ends_with('(') ? "" : ", ") + gap.fields[i].name + ": " + values[i];
  }
  set += ')';
  if (gap.kind != Gap::Kind::field) return state_->state(set, sureness);
  if (values.empty() || values.front().empty()) return a_value_is_asked();
  return state_->fill_in(set, values.front(), sureness);
}

Diagnostics Consultation::check(const std::string& field, const std::string& value) {
  if (state_->next == nullptr) return nothing_asked();
  std::string set = state_->next->atom;
  set.pop_back();
  set += (set.ends_with('(') ? "" : ", ") + field + ": " + value + ')';
  Diagnostics diagnostics;
  const auto toml = state_->table(set, diagnostics);
  if (!toml) return diagnostics;
  Session::Changed changed = state_->session->change({.add = *toml});
  if (changed.done) (void)state_->session->undo();
  // Other values are missing still.
  std::erase_if(changed.diagnostics, [](const Diagnostic& one) { return one.code != "E0606"; });
  std::ranges::transform(changed.diagnostics, changed.diagnostics.begin(), in_dialogue);
  return std::move(changed.diagnostics);
}

Diagnostics Consultation::no(const Sureness& sureness) {
  if (state_->next == nullptr) return nothing_asked();
  if (state_->next->kind == Gap::Kind::field) return a_value_is_asked();
  return state_->state("not " + state_->next->atom, sureness);
}

void Consultation::unknown() {
  if (state_->next == nullptr) return;
  state_->entries.push_back({.question = identity(*state_->next)});
  state_->rank();
}

bool Consultation::back() {
  if (state_->entries.empty()) return false;
  if (state_->entries.back().answered) (void)state_->session->undo();
  state_->entries.pop_back();
  state_->rank();
  return true;
}

bool Consultation::names_rules() const { return !state_->original->facts->info.rules.empty(); }

std::string Consultation::case_text() const {
  std::vector<intake::AddedLine> lines;
  std::vector<std::string> tables;
  for (const Entry& entry : state_->entries) {
    if (!entry.line.line.empty()) lines.push_back(entry.line);
    if (!entry.facts.empty()) tables.push_back(entry.facts);
  }
  return intake::with_added(state_->text(), std::move(lines), tables);
}

}  // namespace casus
