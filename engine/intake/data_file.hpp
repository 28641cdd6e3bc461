// SPDX-License-Identifier: Apache-2.0
//
// Data files: one relation's facts as delimited text. Cells are held against the schema like values
// in TOML, with the same messages. What needs no second look goes a shorter way to the same words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casus/facts.hpp"
#include "intake/recorder.hpp"

namespace casus::intake {

/// A data file among the sources of a run.
struct DataText {
  std::string relation;
  DataFile::Format format = DataFile::Format::csv;
  std::uint32_t file = 0;
  bool as_written = true;  ///< else no edit of it fits
};

/// Whether a fix can be an edit of this text.
[[nodiscard]] bool takes_edits(const DataText& data);

/// Where the record that begins on a line writes a field; the whole line where it does not.
[[nodiscard]] Span field_span(const Sources& sources, const DataText& data,
                              const model::Relation& relation, std::uint32_t line,
                              std::string_view field);

/// How a file of lines is divided among threads. What is read, and what is said, is the same
/// whatever stands here.
struct Division {
  std::size_t threads = 0;        ///< 0: as many as there are processors
  std::uint32_t block = 1 << 16;  ///< bytes that a thread reads at a time
};

/// Reads a file's records into `recorder`, which is for the file's relation.
void read_data(const DataText& data, Recorder& recorder, const Division& division);

}  // namespace casus::intake
