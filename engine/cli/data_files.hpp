// SPDX-License-Identifier: Apache-2.0
//
// The files of `-d` and of `[[data]]`: which fact each lists, and how. Every file is read once,
// however often and for however many cases it is asked for.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "casus/facts.hpp"
#include "cli/source_loader.hpp"

namespace casus::cli {

/// Whether a file is called like one that facts are read from: `trade.csv`, `trade.jsonl.gz`.
[[nodiscard]] bool is_data_file(std::string_view name);

class DataFiles {
 public:
  /// `paths` of `-d`, as given. `trade.csv=PATH` reads PATH, or standard input where it is `-`, as
  /// though it were called trade.csv. The loader must outlive this.
  DataFiles(SourceLoader& loader, std::vector<std::string> paths)
      : loader_(loader), paths_(std::move(paths)) {}

  /// The files of `-d`. Of a database the tables called like one of `facts` are read.
  [[nodiscard]] Outcome<std::vector<DataFile>> of(const std::vector<std::string>& facts);
  /// Adds to `into` what `[[data]]` names, unless it is there already. `path` is its source as
  /// it counts from the current folder.
  [[nodiscard]] Outcome<void> add_entry(const CaseData& entry, const std::string& path,
                                        const std::vector<std::string>& facts,
                                        std::vector<DataFile>& into);

 private:
  /// One file, under the name that says what it holds unless `relation` does.
  struct File {
    std::string name;
    std::string path;
    std::string relation = {};
    std::string query = {};
    std::map<std::vector<std::string>, std::vector<DataFile>> read = {};  ///< by facts
  };
  [[nodiscard]] Outcome<void> find();
  /// The same file as known before, or added.
  [[nodiscard]] Outcome<File*> known(File file);
  [[nodiscard]] Outcome<std::vector<DataFile>> read(const File& file,
                                                    const std::vector<std::string>& facts);
  /// Adds to `into` what the file holds, which is read unless that has been done.
  [[nodiscard]] Outcome<void> take(File& file, const std::vector<std::string>& facts,
                                   std::vector<DataFile>& into);

  SourceLoader& loader_;
  std::vector<std::string> paths_;
  std::deque<File> files_;
  std::optional<std::size_t> given_;  ///< how many of them are of `-d`, once that is known
};

}  // namespace casus::cli
