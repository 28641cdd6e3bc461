// SPDX-License-Identifier: Apache-2.0
#include "lsp/workspace.hpp"

#include <algorithm>
#include <chrono>

#include "base/sort_unique.hpp"
#include "lsp/uris.hpp"

namespace casus::lsp {
namespace {

/// Ratings that take longer than this are not shown while somebody types.
constexpr std::chrono::seconds longest_rating{10};

std::vector<std::string> all_joined(const std::string& folder,
                                    const std::vector<std::string>& paths) {
  std::vector<std::string> result;
  for (const std::string& path : paths) result.push_back(joined(folder, path));
  return result;
}

/// Whether a path is one of these, or below one.
bool is_below(const std::string& path, const std::vector<std::string>& roots) {
  return std::ranges::any_of(roots, [&](const std::string& root) {
    return path == root ||
           (path.starts_with(root) && (root.ends_with('/') || path[root.size()] == '/'));
  });
}

std::string name_of(const Diagnostic& diagnostic, const Sources& sources) {
  if (diagnostic.labels.empty() || !diagnostic.labels.front().span.valid()) return {};
  return sources.name(diagnostic.labels.front().span.file);
}

}  // namespace

bool is_rules(const std::string& path) { return path.ends_with(".casus"); }

bool is_project_file(const std::string& path) {
  return path == "casus.toml" || path.ends_with("/casus.toml");
}

std::optional<std::uint32_t> Base::number_of(const std::string& path) const {
  for (std::uint32_t i = 0; index.sources != nullptr && i < index.sources->size(); ++i) {
    if (index.sources->name(i) == path) return i;
  }
  return std::nullopt;
}

void Workspace::set_text(const std::string& path, std::optional<std::string> text) {
  if (text) {
    const auto [known, added] = open_.try_emplace(path);
    known->second = std::move(*text);
    if (added) {
      for (const auto& base : bases_) base->listed = false;
    }
  } else {
    open_.erase(path);
    disk_.erase(path);
  }
  if (is_project_file(path)) projects_.clear();
  for (const auto& base : bases_) {
    base->names.erase(path);
    if (path == base->project || base->number_of(path)) base->stale = true;
    if (path == base->project) base->listed = false;
    if (const auto found = base->cases.find(path); found != base->cases.end()) {
      found->second.stale = true;
      if (path == chosen(*base)) base->evaluation_stale = true;
    }
  }
  if (text) return;
  // What was there for this file alone is no more of interest.
  std::erase_if(bases_, [&](const std::unique_ptr<Base>& base) {
    const auto seen = [&](const auto& file) { return open_.contains(file); };
    return !base->own && std::ranges::none_of(base->files, seen) &&
           std::ranges::none_of(base->cases, [&](const auto& one) { return seen(one.first); });
  });
}

std::optional<std::string> Workspace::text(const std::string& path) {
  if (const auto open = open_.find(path); open != open_.end()) return open->second;
  const auto [known, added] = disk_.try_emplace(path);
  if (added && is_file(path)) known->second = host_.read(path);
  return known->second;
}

void Workspace::forget_disk() {
  disk_.clear();
  projects_.clear();
  for (const auto& base : bases_) {
    base->stale = true;
    base->listed = false;
    base->names.clear();
    for (auto& [path, one] : base->cases) one.stale = true;
  }
}

const std::optional<std::string>& Workspace::project_file(const std::string& path) {
  const auto [known, added] = projects_.try_emplace(folder_of(path));
  if (added && is_file(path)) known->second = host_.project_file(path);
  return known->second;
}

Base& Workspace::base_with(std::string project, bool own, std::vector<std::string> roots) {
  for (const auto& base : bases_) {
    if (own ? base->own && base->project == project : base->roots == roots) return *base;
  }
  Base& base = *bases_.emplace_back(std::make_unique<Base>());
  base.project = std::move(project);
  base.own = own;
  base.roots = std::move(roots);
  check(base);
  return base;
}

Base* Workspace::project_of(const std::string& folder) {
  const auto& project = project_file(joined(folder, "casus.toml"));
  return project ? &base_with(*project, true, {}) : nullptr;
}

Base* Workspace::base_of(const std::string& path) {
  if (is_project_file(path)) return &base_with(path, true, {});
  if (!is_rules(path)) return base_of_case(path);
  const auto project = project_file(path);
  if (project) {
    Base& base = base_with(*project, true, {});
    if (base.number_of(path)) return &base;
  }
  return &base_with(project.value_or(""), false, {path});
}

Base* Workspace::base_of_case(const std::string& path) {
  for (const auto& base : bases_) {
    const auto known = base->cases.find(path);
    if (known == base->cases.end() || known->second.stale || known->second.foreign) continue;
    return base.get();
  }
  const auto written = text(path);
  if (!written) return nullptr;
  const CaseHead head = read_case_head({path, *written});
  const auto project = project_file(path);
  Base* base = nullptr;
  if (project) {
    base = &base_with(*project, true, {});
    const std::string folder = folder_of(*project);
    if (is_below(path, all_joined(folder, base->settings.scenarios))) return base;
    const bool listed = is_below(path, all_joined(folder, base->settings.facts));
    if (!listed && head.rules.empty() && !looks_like_case(*base, path)) return nullptr;
  }
  if (!head.rules.empty()) {
    std::vector<std::string> roots = rules_of_case(path, head);
    if (base == nullptr || rule_files(roots) != base->files) {
      base = &base_with(project.value_or(""), false, std::move(roots));
    }
  }
  if (base != nullptr) base->cases.try_emplace(path);
  return base;
}

/// A project has other TOML beside its cases.
bool Workspace::looks_like_case(Base& base, const std::string& path) {
  const Index& names = names_of(base, path);
  return !names.mentions.empty() || !names.symbols.empty() ||
         names.sources->text(static_cast<std::uint32_t>(names.sources->size() - 1))
                 .find("[case]") != std::string_view::npos;
}

void Workspace::find_files(Base& base) {
  base.listed = true;
  if (!base.project.empty()) {
    base.settings = read_project({base.project, text(base.project).value_or("")});
    const std::string folder = folder_of(base.project);
    if (base.own) {
      base.roots = all_joined(folder, base.settings.rules);
      for (const std::string& root : all_joined(folder, base.settings.facts)) {
        for (std::string& path : host_.case_files(root)) base.cases.try_emplace(std::move(path));
      }
    }
  }
  base.files = rule_files(base.roots);
}

std::vector<std::string> Workspace::rule_files(const std::vector<std::string>& roots) const {
  std::vector<std::string> files;
  for (const std::string& root : roots) {
    for (std::string& path : host_.rule_files(root)) files.push_back(std::move(path));
  }
  // What was never saved counts as well.
  for (const auto& [path, text] : open_) {
    if (is_rules(path) && is_below(path, roots)) files.push_back(path);
  }
  sort_unique(files);
  return files;
}

std::vector<std::string> Workspace::rules_of_case(const std::string& path, const CaseHead& head) {
  return all_joined(folder_of(project_file(path).value_or(path)), head.rules);
}

void Workspace::check(Base& base) {
  if (!base.listed) find_files(base);
  base.stale = false;
  std::vector<NamedText> texts;
  for (const std::string& path : base.files) {
    if (auto written = text(path)) texts.push_back({path, std::move(*written)});
  }
  const auto find = [&](const std::string& module,
                        const std::string& asker) -> std::optional<NamedText> {
    if (!is_file(asker)) return std::nullopt;
    auto found = host_.module(module, asker);
    if (found) {
      if (const auto open = open_.find(found->name); open != open_.end())
        found->text = open->second;
    }
    return found;
  };
  base.loaded = Ruleset::load(std::move(texts), find, &base.index);
  base.names.clear();
  if (!base.loaded.ruleset) return;
  base.ruleset = base.loaded.ruleset;
  for (auto& [path, one] : base.cases) one.stale = true;
  base.evaluation_stale = true;
}

void Workspace::check() {
  for (const auto& base : bases_) {
    if (base->stale) check(*base);
  }
}

Options Workspace::options_of(const Base& base, const Facts& facts) const {
  Options options;
  const Project& project = base.settings;
  options.certainty = project.certainty;
  options.threshold = project.threshold.value_or(0);
  options.grades = project.grades.value_or(Grades{});
  options.timeout = longest_rating;
  if (!facts.info().as_of) options.as_of = project.as_of;
  return options;
}

void Workspace::read_case(Base& base, const std::string& path, CaseFile& into) {
  into.stale = false;
  into.diagnostics.clear();
  into.facts.reset();
  const auto written = text(path);
  if (!written) return;
  CaseHead head = read_case_head({path, *written});
  into.foreign = !head.rules.empty() && rule_files(rules_of_case(path, head)) != base.files;
  if (into.foreign) return;
  const auto data = base.ruleset ? host_.data(head, path, base.ruleset->facts()) : std::nullopt;
  if (!data) {
    into.diagnostics = std::move(head.diagnostics);
    into.sources = std::move(head.sources);
    return;
  }
  Facts::Loaded loaded = Facts::load(*base.ruleset, {path, *written}, *data);
  into.diagnostics = std::move(loaded.diagnostics);
  into.sources = std::move(loaded.sources);
  into.facts = std::move(loaded.facts);
  if (!into.facts) return;
  Diagnostics missing =
      Evaluation::obstacles(*base.ruleset, *into.facts, options_of(base, *into.facts));
  std::ranges::move(missing, std::back_inserter(into.diagnostics));
}

CaseFile& Workspace::case_of(Base& base, const std::string& path) {
  CaseFile& one = base.cases[path];
  if (one.stale) read_case(base, path, one);
  return one;
}

const Index& Workspace::names_of(Base& base, const std::string& path) {
  const auto known = base.names.find(path);
  if (known != base.names.end()) return known->second;
  return base.names[path] = index_case(base.index, {path, text(path).value_or("")});
}

std::string Workspace::chosen(const Base& base) const {
  if (!chosen_.empty()) {
    for (const auto& [path, one] : base.cases) {
      if (path == chosen_ || path.ends_with('/' + chosen_) ||
          path.ends_with('/' + chosen_ + ".toml")) {
        return path;
      }
    }
  }
  return base.cases.empty() ? std::string() : base.cases.begin()->first;
}

void Workspace::choose(std::string name) {
  chosen_ = std::move(name);
  for (const auto& base : bases_) base->evaluation_stale = true;
}

void Workspace::rate(Base& base, const std::atomic<bool>* interrupted) {
  const std::string path = chosen(base);
  const CaseFile& one = base.cases[path];
  base.evaluation_stale = false;
  if (!one.facts) return;
  Options options = options_of(base, *one.facts);
  options.interrupted = interrupted;
  Evaluation::Run run = Evaluation::run(*base.ruleset, *one.facts, options);
  if (interrupted != nullptr && *interrupted && run.evaluation &&
      run.evaluation->assessment().limit) {
    base.evaluation_stale = true;
    return;
  }
  base.evaluation = std::move(run.evaluation);
  base.evaluated = path;
  news_ = true;
}

bool Workspace::work(const std::atomic<bool>* interrupted) {
  for (const bool only_open : {true, false}) {
    for (const auto& base : bases_) {
      for (auto& [path, one] : base->cases) {
        if (!one.stale || (only_open && !is_open(path))) continue;
        read_case(*base, path, one);
        return true;
      }
    }
  }
  for (const auto& base : bases_) {
    if (!base->evaluation_stale || !base->ruleset || base->cases.empty()) continue;
    rate(*base, interrupted);
    return true;
  }
  return false;
}

std::set<std::string> Workspace::files() {
  std::set<std::string> all;
  const auto add = [&](const Diagnostics& diagnostics, const std::shared_ptr<const Sources>& from) {
    for (const Diagnostic& one : diagnostics) {
      if (std::string name = name_of(one, *from); !name.empty()) all.insert(std::move(name));
    }
  };
  for (const auto& [path, text] : open_) all.insert(path);
  for (const auto& base : bases_) {
    add(base->loaded.diagnostics, base->loaded.sources);
    if (base->settings.sources != nullptr) add(base->settings.diagnostics, base->settings.sources);
    for (const auto& [path, one] : base->cases) add(one.diagnostics, one.sources);
  }
  return all;
}

std::vector<Finding> Workspace::findings(const std::string& path) {
  std::vector<Finding> found;
  std::string folder;
  const auto add = [&](const Diagnostics& diagnostics, const std::shared_ptr<const Sources>& from) {
    for (const Diagnostic& one : diagnostics) {
      if (name_of(one, *from) == path) found.push_back({one, from, folder});
    }
  };
  bool known = is_rules(path);
  for (const auto& base : bases_) {
    folder = folder_of(base->project.empty() ? path : base->project) + '/';
    add(base->loaded.diagnostics, base->loaded.sources);
    if (base->settings.sources != nullptr) add(base->settings.diagnostics, base->settings.sources);
    known = known || base->project == path;
    for (const auto& [name, one] : base->cases) {
      known = known || name == path;
      add(one.diagnostics, one.sources);
    }
  }
  if (!known && is_open(path) && open_.at(path).find("[case]") != std::string::npos) {
    const CaseHead head = read_case_head({path, open_.at(path)});
    add(head.diagnostics, head.sources);
  }
  return found;
}

}  // namespace casus::lsp
