// SPDX-License-Identifier: Apache-2.0
//
// The files of `-d`: which fact each lists, and how.
#pragma once

#include <string>
#include <vector>

#include "casus/facts.hpp"
#include "cli/source_loader.hpp"

namespace casus::cli {

/// Reads the data files that these paths stand for. `trade.csv=PATH` reads PATH, or standard input
/// where it is `-`, as though it were called trade.csv. Of a database the tables called like one of
/// `facts` are read.
[[nodiscard]] Outcome<std::vector<DataFile>> read_data_files(SourceLoader& loader,
                                                             const std::vector<std::string>& paths,
                                                             const std::vector<std::string>& facts);

}  // namespace casus::cli
