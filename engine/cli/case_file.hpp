// SPDX-License-Identifier: Apache-2.0
//
// A file of lines that is read as it goes, or standard input: no size of it has to fit into memory.
// What is packed by gzip is unpacked.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "casus/cases.hpp"
#include "cli/progress.hpp"
#include "cli/source_loader.hpp"

namespace casus::cli {

class CaseFile {
 public:
  /// `path` as given; `-` is standard input. Both of the others outlive the result.
  [[nodiscard]] static Outcome<CaseFile> open(const std::string& path, SourceLoader& loader,
                                              Streams& streams, Progress& progress);

  /// This outlives them.
  [[nodiscard]] CaseLines lines();
  /// Why it could not be read to its end.
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

 private:
  struct Closed {
    void operator()(void* file) const;
  };
  CaseFile(Streams& streams, Progress& progress, std::string path)
      : streams_(&streams), progress_(&progress), path_(std::move(path)) {}
  std::size_t read(char* into, std::size_t room);

  Streams* streams_;
  Progress* progress_;
  std::string path_;
  std::unique_ptr<void, Closed> file_;  ///< none: standard input
  std::uint64_t done_ = 0;              ///< bytes
  std::optional<Problem> problem_;
};

}  // namespace casus::cli
