// SPDX-License-Identifier: Apache-2.0
//
// The rule bases that an editor has files of, checked and kept: a project, or what a file outside
// of any needs. Texts in the editor stand in front of those on disk. Rules are checked when they
// change; cases are held against the rules as they were when they last had no errors.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "casus/casus.hpp"
#include "casus/index.hpp"
#include "casus/project.hpp"
#include "lsp/host.hpp"

namespace casus::lsp {

/// A case held against the rules of its base.
struct CaseFile {
  bool stale = true;     ///< not read yet, or not again
  bool foreign = false;  ///< it names other rules
  Diagnostics diagnostics = {};
  std::shared_ptr<const Sources> sources = {};
  std::optional<Facts> facts = {};
};

/// Rules that are checked together, and their cases.
struct Base {
  std::string project = {};             ///< path of the project file; empty where there is none
  bool own = false;                     ///< the rules and cases that the project names
  std::vector<std::string> roots = {};  ///< of rules: files or folders
  Project settings = {};
  std::vector<std::string> files = {};         ///< of rules
  std::map<std::string, CaseFile> cases = {};  ///< by path
  std::map<std::string, Index> names = {};     ///< of cases and scenarios, as far as asked for
  bool listed = false;                         ///< the files are those that there are
  bool stale = true;                           ///< a rule file has changed
  Ruleset::Loaded loaded = {};
  Index index = {};
  std::optional<Ruleset> ruleset = {};  ///< the last one without errors
  Index sound = {};                     ///< that of `ruleset`
  /// Of the chosen case; kept while it is out of date, until there is a new one.
  std::optional<Evaluation> evaluation = {};
  std::string evaluated = {};  ///< the case's path
  bool evaluation_stale = true;

  /// The number of a file among the texts of `index`; nothing where it is none of them.
  [[nodiscard]] std::optional<std::uint32_t> number_of(const std::string& path) const;
};

/// Diagnostics of one file and what they quote.
struct Finding {
  Diagnostic diagnostic;
  std::shared_ptr<const Sources> sources;
  std::string folder = {};  ///< with its slash: messages call files below it by shorter names
};

class Workspace {
 public:
  explicit Workspace(Host host) : host_(std::move(host)) {}

  [[nodiscard]] const Host& host() const { return host_; }

  /// A text that the editor has; nothing: it has it no more.
  void set_text(const std::string& path, std::optional<std::string> text);
  [[nodiscard]] bool is_open(const std::string& path) const { return open_.contains(path); }
  [[nodiscard]] const std::map<std::string, std::string>& open() const { return open_; }
  /// What a file holds as the editor sees it.
  [[nodiscard]] std::optional<std::string> text(const std::string& path);
  /// Files have changed on disk, have come or gone.
  void forget_disk();

  /// The rule base that a file belongs to, checked; null for what is no part of any.
  [[nodiscard]] Base* base_of(const std::string& path);
  /// The rule base of the project in or above a folder; null where there is none.
  Base* project_of(const std::string& folder);
  [[nodiscard]] const std::vector<std::unique_ptr<Base>>& bases() const { return bases_; }
  /// Reads a case again if it has changed.
  CaseFile& case_of(Base& base, const std::string& path);
  /// The names in a case or scenario, read again if need be.
  [[nodiscard]] const Index& names_of(Base& base, const std::string& path);

  /// What there is to say about a file, by all rule bases that it is part of.
  [[nodiscard]] std::vector<Finding> findings(const std::string& path);
  /// Every file that there may be something to say about.
  [[nodiscard]] std::set<std::string> files();

  /// Checks all rules that have changed.
  void check();
  /// Does one piece of what can wait: reads a case, or rates the chosen one. False: nothing waits.
  bool work(const std::atomic<bool>* interrupted);
  /// The case whose values are shown, by its path or a part of it; empty: the first one.
  void choose(std::string name);
  [[nodiscard]] std::string chosen(const Base& base) const;
  /// Whether ratings have come since this was last asked.
  [[nodiscard]] bool news() { return std::exchange(news_, false); }

 private:
  void check(Base& base);
  void find_files(Base& base);
  [[nodiscard]] std::vector<std::string> rule_files(const std::vector<std::string>& roots) const;
  [[nodiscard]] std::vector<std::string> rules_of_case(const std::string& path,
                                                       const CaseHead& head);
  void read_case(Base& base, const std::string& path, CaseFile& into);
  void rate(Base& base, const std::atomic<bool>* interrupted);
  [[nodiscard]] Options options_of(const Base& base, const Facts& facts) const;
  [[nodiscard]] const std::optional<std::string>& project_file(const std::string& path);
  Base& base_with(std::string project, bool own, std::vector<std::string> roots);
  [[nodiscard]] Base* base_of_case(const std::string& path);
  [[nodiscard]] bool looks_like_case(Base& base, const std::string& path);

  Host host_;
  std::map<std::string, std::string> open_;
  std::map<std::string, std::optional<std::string>> disk_;
  std::map<std::string, std::optional<std::string>> projects_;  ///< by folder
  std::vector<std::unique_ptr<Base>> bases_;
  std::string chosen_;
  bool news_ = false;
};

/// Whether a path names rules, or TOML.
[[nodiscard]] bool is_rules(const std::string& path);
[[nodiscard]] bool is_project_file(const std::string& path);

}  // namespace casus::lsp
