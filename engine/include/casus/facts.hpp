// SPDX-License-Identifier: Apache-2.0
//
// The facts of one case, held against a rule base. Threads may share them.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/evaluation.hpp"
#include "casus/ruleset.hpp"

namespace casus {

/// A file of many facts of one relation.
struct DataFile {
  enum class Format : std::uint8_t {
    csv,         ///< with a header that names fields and metadata
    tsv,         ///< the same with tabs
    json_lines,  ///< an object a line, with a table's keys
    facts,       ///< as Soufflé writes them: tabs, no header, no quotes, fields in declared order
  };
  std::string relation;
  Format format = Format::csv;
  NamedText file;
};

class Facts {
 public:
  struct Loaded;

  /// Reads one TOML case file, and data files beside it.
  [[nodiscard]] static Loaded load(const Ruleset& ruleset, NamedText file,
                                   std::vector<DataFile> data = {});

  [[nodiscard]] const CaseInfo& info() const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] const session::FactsData& data() const { return *data_; }
  [[nodiscard]] const std::shared_ptr<const session::FactsData>& shared() const { return data_; }

 private:
  explicit Facts(std::shared_ptr<const session::FactsData> data) : data_(std::move(data)) {}
  std::shared_ptr<const session::FactsData> data_;
};

struct Facts::Loaded {
  std::optional<Facts> facts;  ///< nothing where there is an error
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;  ///< rules and the case file
};

/// What a case file says about itself, readable before there is a rule base.
struct CaseHead {
  CaseInfo info;
  std::vector<std::string> rules;  ///< paths as written
  Span rules_span;                 ///< where they stand
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};
[[nodiscard]] CaseHead read_case_head(NamedText file);

}  // namespace casus
