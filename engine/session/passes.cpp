// SPDX-License-Identifier: Apache-2.0
//
// The chain from text to assessment, in order. Read this first:
//
//   rule text -> syntax::parse -> check::check --.
//   case text -> intake::read_toml --------------+-> infer::infer -> assess::assess
//                                                                       -> explain::summarise
//
// `infer` begins with plan::plan, because the order of joins depends on how many facts there are.
// From facts to assessment, `running.cpp` leads.
#include <algorithm>
#include <deque>
#include <set>

#include "check/check.hpp"
#include "intake/toml.hpp"
#include "session/budget.hpp"
#include "session/data.hpp"
#include "session/index.hpp"
#include "session/notices.hpp"
#include "session/running.hpp"
#include "session/unread.hpp"
#include "syntax/parse.hpp"

namespace casus {
namespace {

/// Parses the given files and whatever modules they use, each once.
std::vector<ast::File> parse_all(std::vector<NamedText> given, const ModuleFinder& find,
                                 Sources& sources, Diagnostics& diagnostics) {
  std::vector<ast::File> files;
  std::set<std::string> known_modules;
  std::set<std::string> known_names;
  std::deque<NamedText> open(std::make_move_iterator(given.begin()),
                             std::make_move_iterator(given.end()));
  const auto take = [&](NamedText text) {
    if (!known_names.insert(text.name).second) return;
    const std::uint32_t file = sources.add(std::move(text.name), std::move(text.text));
    syntax::Parsed parsed = syntax::parse(sources, file);
    diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    if (parsed.file.module) known_modules.insert(parsed.file.module->name.text());
    files.push_back(std::move(parsed.file));
  };
  for (; !open.empty(); open.pop_front()) take(std::move(open.front()));
  if (!find) return files;
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t d = 0; d < files[i].declarations.size(); ++d) {
      const auto* use = std::get_if<ast::Use>(&files[i].declarations[d].node);
      if (use == nullptr) continue;
      const std::string module = use->module.text();
      if (!known_modules.insert(module).second) continue;
      if (auto found = find(module, sources.name(files[i].file))) take(std::move(*found));
    }
  }
  return files;
}

CaseInfo public_info(const model::Case& info, const std::string& path) {
  CaseInfo result{.name = info.name,
                  .path = path,
                  .title = info.title,
                  .question = info.question,
                  .horizon = info.horizon};
  if (info.as_of) result.as_of = Date{*info.as_of};
  return result;
}

}  // namespace

Ruleset::Loaded Ruleset::load(std::vector<NamedText> given, const ModuleFinder& find) {
  return load(std::move(given), find, nullptr);
}

Ruleset::Loaded Ruleset::load(std::vector<NamedText> given, const ModuleFinder& find,
                              Index* index) {
  auto sources = std::make_shared<Sources>();
  Loaded result;
  std::vector<ast::File> files = parse_all(std::move(given), find, *sources, result.diagnostics);
  const bool syntax_errors = has_errors(result.diagnostics);
  check::Mentions mentions;
  check::Checked checked = check::check(*sources, files, index != nullptr ? &mentions : nullptr);
  if (index != nullptr) session::make_index(sources, files, std::move(mentions), *index);
  syntax::leave_out_twice_wrong(result.diagnostics, checked.diagnostics);
  result.diagnostics.insert(result.diagnostics.end(), checked.diagnostics.begin(),
                            checked.diagnostics.end());
  sort_by_place(result.diagnostics);
  result.sources = sources;
  if (syntax_errors || !checked.program) return result;
  auto data = std::make_shared<session::RulesetData>();
  data->sources = sources;
  data->program = std::move(checked.program);
  data->tests = std::move(checked.tests);
  result.ruleset = Ruleset(std::move(data));
  return result;
}

std::optional<LimitReached> limit_reached(const Options& options, const std::string& where) {
  const auto limit = session::budget(options, options.deadline).poll();
  if (!limit) return std::nullopt;
  return session::limit_in(where, *limit);
}

Facts::Loaded Facts::load(const Ruleset& ruleset, NamedText file, const std::vector<DataFile>& data,
                          const Watch& watch) {
  auto sources = std::make_shared<Sources>(ruleset.data().sources);
  Loaded result;
  const std::string path = file.name;
  const auto text = std::make_shared<const std::string>(std::move(file.text));
  const std::uint32_t id = sources->add(std::move(file.name), text);
  std::vector<intake::DataText> texts;
  for (const DataFile& one : data) {
    auto data_text = one.text != nullptr ? one.text : std::make_shared<const std::string>();
    texts.push_back(
        {one.relation, one.format, sources->add(one.name, std::move(data_text)), one.as_written});
  }
  const check::Program& program = *ruleset.data().program;
  intake::Intake intake =
      intake::read_toml(*sources, id, program.schema, program.symbols, texts, watch);
  result.diagnostics = std::move(intake.diagnostics);
  result.limit = std::move(intake.limit);
  if (!has_errors(result.diagnostics) && !result.limit) {
    const Diagnostics unread = session::Reads(program).unread_kinds(intake.facts.statements);
    result.diagnostics.insert(result.diagnostics.end(), unread.begin(), unread.end());
  }
  sort_by_place(result.diagnostics);
  result.sources = sources;
  if (has_errors(result.diagnostics) || result.limit) return result;
  auto loaded = std::make_shared<session::FactsData>();
  loaded->rules = ruleset.shared();
  loaded->sources = sources;
  loaded->facts = std::make_shared<const model::FactBase>(std::move(intake.facts));
  loaded->info = public_info(loaded->facts->info, path);
  loaded->text = text;
  loaded->data = data;
  result.facts = Facts(std::move(loaded));
  return result;
}

Facts::Loaded Facts::under(const Ruleset& ruleset) const {
  return load(ruleset, {data_->info.path, *data_->text}, data_->data);
}

CaseHead read_case_head(NamedText file) {
  auto sources = std::make_shared<Sources>();
  const std::string path = file.name;
  const std::uint32_t id = sources->add(std::move(file.name), std::move(file.text));
  intake::CaseHead head = intake::read_case_head(*sources, id);
  CaseHead result;
  result.info = public_info(head.info, path);
  result.rules = std::move(head.info.rules);
  result.rules_span = head.info.rules_span;
  for (model::DataEntry& one : head.info.data) {
    result.data.push_back({std::move(one.source), one.source_span, std::move(one.relation),
                           one.relation_span, std::move(one.query), one.query_span});
  }
  result.diagnostics = std::move(head.diagnostics);
  result.sources = std::move(sources);
  return result;
}

Diagnostics Evaluation::obstacles(const Ruleset& ruleset, const Facts& facts,
                                  const Options& options) {
  if (auto foreign = session::loaded_for_others(ruleset, facts); !foreign.empty()) return foreign;
  std::optional<model::Day> as_of;
  if (options.as_of) as_of = options.as_of->day;
  return session::date_needed(*ruleset.data().program, *facts.data().facts, as_of);
}

Evaluation::Run Evaluation::run(const Ruleset& ruleset, const Facts& facts,
                                const Options& options) {
  Run result;
  result.sources = facts.data().sources;
  auto data = std::make_shared<session::EvaluationData>();
  data->facts = facts.shared();
  data->options = options;
  result.diagnostics = session::refusals(ruleset, facts, data->options);
  if (has_errors(result.diagnostics)) return result;

  session::evaluate(*data);
  result.evaluation = Evaluation(std::move(data));
  return result;
}

}  // namespace casus
