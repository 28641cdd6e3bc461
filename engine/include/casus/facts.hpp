// SPDX-License-Identifier: Apache-2.0
//
// The facts of one case, held against a rule base. Threads may share them.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/evaluation.hpp"
#include "casus/ruleset.hpp"

namespace casus {

/// A file of many facts of one relation. Copies share its text.
struct DataFile {
  enum class Format : std::uint8_t {
    csv,         ///< with a header that names fields and metadata
    tsv,         ///< the same with tabs
    json_lines,  ///< an object a line, with a table's keys
    facts,       ///< as Soufflé writes them: tabs, no header, no quotes, fields in declared order
    rows,        ///< what a database holds: CSV in which texts stand in quotes, and nothing else
  };
  std::string relation;
  Format format = Format::csv;
  std::string name;                         ///< under which messages quote it
  std::shared_ptr<const std::string> text;  ///< nothing: an empty file
  /// Whether the text is the file's own, byte by byte: else no edit of it is suggested.
  bool as_written = true;
};

/// Asked on the loading thread from time to time while a file is read, with its name and how many
/// of its bytes are done, of how many (0: not known). What it returns ends the reading.
using Watch = std::function<std::optional<LimitReached>(const std::string& file, std::uint64_t done,
                                                        std::uint64_t all)>;

class Facts {
 public:
  struct Loaded;

  /// Reads one TOML case file, and data files beside it: large ones on all processors, with the
  /// same result as on one.
  [[nodiscard]] static Loaded load(const Ruleset& ruleset, NamedText file,
                                   const std::vector<DataFile>& data = {}, const Watch& watch = {});

  /// The same texts, held against another rule base.
  [[nodiscard]] Loaded under(const Ruleset& ruleset) const;

  [[nodiscard]] const CaseInfo& info() const;
  /// How many facts are stated, records of data files and denials included.
  [[nodiscard]] std::size_t size() const;
  /// For the library itself, as `shared()`.
  [[nodiscard]] const session::FactsData& data() const { return *data_; }
  [[nodiscard]] const std::shared_ptr<const session::FactsData>& shared() const { return data_; }

 private:
  explicit Facts(std::shared_ptr<const session::FactsData> data) : data_(std::move(data)) {}
  std::shared_ptr<const session::FactsData> data_;
};

struct Facts::Loaded {
  std::optional<Facts> facts;  ///< nothing where there is an error or a limit
  Diagnostics diagnostics;
  std::optional<LimitReached> limit = {};  ///< what `watch` returned
  std::shared_ptr<const Sources> sources;  ///< rules and the case file
};

/// `[[data]]` of a case file, as written. Spans are invalid where there is nothing.
struct CaseData {
  std::string source;  ///< a path
  Span source_span;
  std::string relation;
  Span relation_span;
  std::string query;
  Span query_span;
};

/// What a case file says about itself, readable before there is a rule base.
struct CaseHead {
  CaseInfo info;
  std::vector<CaseData> data;
  std::vector<std::string> rules;  ///< paths as written
  Span rules_span;                 ///< where they stand
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};
[[nodiscard]] CaseHead read_case_head(NamedText file);

}  // namespace casus
