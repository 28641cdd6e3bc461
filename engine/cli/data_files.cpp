// SPDX-License-Identifier: Apache-2.0
#include "cli/data_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <optional>
#include <utility>

#include "cli/database.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

namespace fs = std::filesystem;

struct Named {
  std::string relation;
  DataFile::Format format;
};

/// "data/trade.csv.gz" lists `trade` as CSV; nothing where the ending is not known.
std::optional<Named> by_name(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, DataFile::Format>, 4> endings{{
      {".csv", DataFile::Format::csv},
      {".tsv", DataFile::Format::tsv},
      {".facts", DataFile::Format::facts},
      {".jsonl", DataFile::Format::json_lines},
  }};
  std::string name = fs::path(path).filename().string();
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  for (const auto& [ending, format] : endings) {
    if (name.size() > ending.size() && name.ends_with(ending)) {
      return Named{name.substr(0, name.size() - ending.size()), format};
    }
  }
  return std::nullopt;
}

bool is_data(std::string_view name) { return is_database(name) || by_name(name).has_value(); }

constexpr std::string_view endings =
    "data files end in .csv, .tsv, .facts or .jsonl, perhaps with .gz behind it, or in .sqlite, "
    ".sqlite3 or .db";

tl::unexpected<Problem> unknown_ending(const std::string& path) {
  const std::string shown = report::printable(path);
  if (path == "-") {
    return refuse("standard input has no name that says which fact it lists",
                  "name the fact and the format, as in `-d trade.csv=-`");
  }
  return refuse(fmt::format("`{}` is no data file by its name", shown),
                fmt::format("{}; or say what it is, as in `-d trade.csv={}`", endings, shown));
}

Outcome<void> read_one(SourceLoader& loader, const std::string& name, const std::string& path,
                       const std::vector<std::string>& facts, std::vector<DataFile>& into) {
  if (is_database(name)) {
    auto tables = read_database(loader.real(path).string(), path, facts);
    if (!tables) return tl::unexpected(tables.error());
    std::ranges::move(*tables, std::back_inserter(into));
    return {};
  }
  const auto named = by_name(name);
  if (!named) return unknown_ending(path);
  auto text = loader.read_data(path);
  if (!text) return tl::unexpected(text.error());
  into.push_back({named->relation, named->format, std::move(*text)});
  return {};
}

}  // namespace

Outcome<std::vector<DataFile>> read_data_files(SourceLoader& loader,
                                               const std::vector<std::string>& paths,
                                               const std::vector<std::string>& facts) {
  std::vector<DataFile> result;
  for (const std::string& path : paths) {
    const std::size_t equals = path.find('=');
    if (equals != std::string::npos && !loader.exists(path)) {
      auto done = read_one(loader, path.substr(0, equals), path.substr(equals + 1), facts, result);
      if (!done) return tl::unexpected(done.error());
      continue;
    }
    std::vector<std::string> files{path};
    if (path != "-") {
      auto found = loader.data_files(path, is_data);
      if (!found) return tl::unexpected(found.error());
      files = std::move(*found);
    }
    for (const std::string& file : files) {
      auto done = read_one(loader, file, file, facts, result);
      if (!done) return tl::unexpected(done.error());
    }
  }
  return result;
}

}  // namespace casus::cli
