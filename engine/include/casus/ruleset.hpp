// SPDX-License-Identifier: Apache-2.0
//
// A rule base, parsed and checked, ready to be used with any number of cases from any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"

namespace casus {

namespace session {
struct RulesetData;
struct FactsData;
struct EvaluationData;
}  // namespace session

struct Index;

/// A text with the name under which messages quote it.
struct NamedText {
  std::string name;
  std::string text;
};

/// Finds the text of a module that a `use` names but that was not given: the module's name and the
/// name of the file that asks. Nothing where there is none.
using ModuleFinder =
    std::function<std::optional<NamedText>(const std::string& module, const std::string& asker)>;

class Ruleset {
 public:
  struct Loaded;

  /// Parses and checks all files together. `find` is asked for modules that are used but not given.
  [[nodiscard]] static Loaded load(std::vector<NamedText> files, const ModuleFinder& find = {});

  /// The same; where there is an `index`, it holds what each name means, errors or not.
  [[nodiscard]] static Loaded load(std::vector<NamedText> files, const ModuleFinder& find,
                                   Index* index);

  [[nodiscard]] const Sources& sources() const;
  [[nodiscard]] std::size_t rule_count() const;
  /// Names of the ratings in declared order.
  [[nodiscard]] std::vector<std::string> ratings() const;
  /// Names of the relations of facts in declared order.
  [[nodiscard]] std::vector<std::string> facts() const;
  /// The calculus that the modules name; empty where they name none.
  [[nodiscard]] const std::string& calculus() const;
  /// For the library itself, as `shared()`.
  [[nodiscard]] const session::RulesetData& data() const { return *data_; }
  [[nodiscard]] const std::shared_ptr<const session::RulesetData>& shared() const { return data_; }

 private:
  explicit Ruleset(std::shared_ptr<const session::RulesetData> data) : data_(std::move(data)) {}
  std::shared_ptr<const session::RulesetData> data_;
};

struct Ruleset::Loaded {
  std::optional<Ruleset> ruleset;          ///< nothing where there is an error
  Diagnostics diagnostics;                 ///< warnings too, ordered by place
  std::shared_ptr<const Sources> sources;  ///< what the diagnostics quote
};

}  // namespace casus
