// SPDX-License-Identifier: Apache-2.0
#include "casus/consult.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "session/asking.hpp"
#include "session/setting.hpp"

namespace casus {
namespace {

constexpr std::string_view source_id = "consult";
constexpr std::string_view source_table =
    "[[source]]\nid = \"consult\"\ntitle = \"Answers to casus consult\"\n";

/// What one answer adds to the case file.
struct Entry {
  bool answered = false;   ///< else it is not known
  std::string question;    ///< which it was
  std::string facts = {};  ///< tables for the end of the file
  std::uint32_t at = 0;    ///< the byte behind which `field` comes
  std::string field = {};  ///< a line, for a fact that is there
};

/// The line of a table that gives a key its value.
std::string line_of(const std::string& toml, const std::string& key) {
  const std::size_t begin = toml.find('\n' + key + " = ") + 1;
  return toml.substr(begin, toml.find('\n', begin) - begin + 1);
}

}  // namespace

struct Consultation::State {
  std::shared_ptr<const session::FactsData> original;
  std::optional<Session> session;
  std::optional<Gaps> gaps;
  const Gap* next = nullptr;
  std::vector<Entry> entries;

  [[nodiscard]] std::uint32_t file() const {
    return static_cast<std::uint32_t>(original->rules->sources->size());
  }
  [[nodiscard]] std::string_view text() const { return original->sources->text(file()); }
  static bool has_source(const model::FactBase& facts) {
    return std::ranges::count(facts.sources, source_id, &model::Source::id) > 0;
  }
  /// The end of the line of a fact's header, if it has one of its own.
  [[nodiscard]] std::optional<std::uint32_t> header_end(const std::string& fact) const {
    const auto& all = original->facts->statements;
    const auto found = std::ranges::find(all, fact, &model::Statement::id);
    if (found == all.end() || found->span.file != file()) return std::nullopt;
    if (!text().substr(found->span.begin).starts_with("[[")) return std::nullopt;
    const std::size_t end = text().find('\n', found->span.begin);
    return static_cast<std::uint32_t>(end == std::string_view::npos ? text().size() : end + 1);
  }

  void rank() {
    gaps = std::move(find_gaps(*session).gaps);
    std::set<std::string> settled;
    for (const Entry& entry : entries) settled.insert(entry.question);
    next = nullptr;
    for (const Gap& gap : gaps->gaps) {
      const bool can = gap.kind != Gap::Kind::unstated && !gap.effects.empty();
      if (!can || settled.contains(gap.question)) continue;
      if (gap.kind == Gap::Kind::field && !header_end(gap.fact)) continue;
      next = &gap;
      return;
    }
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

  /// Facts for the session, with their source where it does not know it yet.
  [[nodiscard]] std::string with_source(const std::string& facts) const {
    const bool known = has_source(*session->now().shared()->facts->facts);
    return known ? facts : std::string(source_table) + '\n' + facts;
  }

  Diagnostics take(Entry entry, const FactChange& change) {
    Session::Changed changed = session->change(change);
    if (!changed.done) return std::move(changed.diagnostics);
    entries.push_back(std::move(entry));
    rank();
    return {};
  }
};

Consultation::Consultation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Consultation::Consultation(Consultation&&) noexcept = default;
Consultation& Consultation::operator=(Consultation&&) noexcept = default;
Consultation::~Consultation() = default;

Consultation::Started Consultation::start(const Ruleset& ruleset, const Facts& facts,
                                          const Options& options) {
  Session::Started started = Session::start(ruleset, facts, options);
  Started result{.consultation = {},
                 .diagnostics = std::move(started.diagnostics),
                 .sources = started.sources};
  if (!started.session) return result;
  auto state = std::make_unique<State>();
  state->original = facts.shared();
  state->session = std::move(started.session);
  state->rank();
  result.consultation = Consultation(std::move(state));
  return result;
}

const Gap* Consultation::question() const { return state_->next; }
const Gaps& Consultation::gaps() const { return *state_->gaps; }

std::size_t Consultation::answered() const {
  return static_cast<std::size_t>(std::ranges::count(state_->entries, true, &Entry::answered));
}

Diagnostics Consultation::yes(const std::vector<std::string>& values) {
  const Gap& gap = *state_->next;
  std::string set = gap.atom;
  set.pop_back();
  for (std::size_t i = 0; i < std::min(values.size(), gap.fields.size()); ++i) {
    if (values[i].empty()) continue;
    set += (set.ends_with('(') ? "" : ", ") + gap.fields[i].name + ": " + values[i];
  }
  Diagnostics diagnostics;
  if (gap.kind == Gap::Kind::field) {
    const auto toml = state_->table(set + ')', diagnostics);
    if (!toml) return diagnostics;
    return state_->take({.answered = true,
                         .question = gap.question,
                         .at = *state_->header_end(gap.fact),
                         .field = line_of(*toml, gap.fields.front().name)},
                        {.set = {set + ')'}});
  }
  set += std::string(set.ends_with('(') ? "" : ", ") + "source: \"consult\")";
  const auto toml = state_->table(set, diagnostics);
  if (!toml) return diagnostics;
  return state_->take({.answered = true, .question = gap.question, .facts = *toml},
                      {.add = state_->with_source(*toml)});
}

Diagnostics Consultation::no() {
  const Gap& gap = *state_->next;
  std::string set = "not " + gap.atom;
  set.pop_back();
  set += std::string(set.ends_with('(') ? "" : ", ") + "source: \"consult\")";
  Diagnostics diagnostics;
  const auto toml = state_->table(set, diagnostics);
  if (!toml) return diagnostics;
  return state_->take({.answered = true, .question = gap.question, .facts = *toml},
                      {.add = state_->with_source(*toml)});
}

void Consultation::unknown() {
  state_->entries.push_back({.question = state_->next->question});
  state_->rank();
}

bool Consultation::back() {
  if (state_->entries.empty()) return false;
  if (state_->entries.back().answered) (void)state_->session->undo();
  state_->entries.pop_back();
  state_->rank();
  return true;
}

bool Consultation::names_files() const {
  const model::Case& info = state_->original->facts->info;
  return !info.rules.empty() || !info.data.empty();
}

std::string Consultation::case_text() const {
  std::string text(state_->text());
  std::vector<const Entry*> fields;
  std::string facts;
  for (const Entry& entry : state_->entries) {
    if (!entry.field.empty()) fields.push_back(&entry);
    if (!entry.facts.empty()) facts += '\n' + entry.facts;
  }
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  // From the end, so that places before stay where they are.
  std::ranges::stable_sort(fields, std::ranges::greater(), &Entry::at);
  for (const Entry* entry : fields) text.insert(entry->at, entry->field);
  if (facts.empty()) return text;
  if (!State::has_source(*state_->original->facts)) text += '\n' + std::string(source_table);
  return text + facts;
}

}  // namespace casus
