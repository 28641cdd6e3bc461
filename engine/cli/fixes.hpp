// SPDX-License-Identifier: Apache-2.0
//
// Fixes that diagnostics offer, put into the texts of files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "casus/diagnostic.hpp"
#include "cli/source_loader.hpp"

namespace casus::cli {

/// A file as it is, and as it is to be.
struct FixedText {
  std::string before;
  std::string after;
};
using FixedTexts = std::map<std::string, FixedText>;  ///< by path, as shown

/// Applies to each text the fixes that do not touch each other, the first one where they do; of a
/// diagnostic with several fixes the first. What is left is for another round. `unsafe`: those too
/// that may change what is meant. Returns how many were applied, and tells the loader what files
/// are to hold.
std::size_t apply_fixes(const std::vector<report::DiagnosticGroup>& groups, bool unsafe,
                        SourceLoader& loader, FixedTexts& texts);

/// What turns one text into the other, line by line.
[[nodiscard]] std::vector<Edit> line_edits(const FixedText& text);

/// Each file appears whole or stays as it was; none is begun where one cannot be written.
[[nodiscard]] Outcome<void> write_fixed(const FixedTexts& texts, const SourceLoader& loader);

}  // namespace casus::cli
