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
  if (has_ending(name, ".gz")) name.resize(name.size() - 3);
  for (const auto& [ending, format] : endings) {
    if (has_ending(name, ending)) {
      return Named{name.substr(0, name.size() - ending.size()), format};
    }
  }
  return std::nullopt;
}

constexpr std::string_view endings =
    "data files end in .csv, .tsv, .facts or .jsonl, perhaps with .gz behind it, or in .sqlite, "
    ".sqlite3 or .db";

/// What a spreadsheet saves unless it is told otherwise.
bool is_workbook(std::string_view path) {
  static constexpr std::array<std::string_view, 6> endings_of_workbooks{
      ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers"};
  return std::ranges::any_of(endings_of_workbooks,
                             [&](std::string_view ending) { return has_ending(path, ending); });
}

tl::unexpected<Problem> refuse_workbook(const std::string& path) {
  const std::string text = fs::path(path).replace_extension(".csv").string();
  return refuse(fmt::format("`{}` is the workbook of a spreadsheet", report::printable(path)),
                fmt::format("save the table as CSV (UTF-8), and name that file: `{}`",
                            report::printable(text)));
}

tl::unexpected<Problem> unknown_ending(const std::string& name, const std::string& path) {
  const std::string shown = report::printable(path);
  if (name == "-") {
    return refuse("standard input has no name that says which fact it lists",
                  "name the fact and the format, as in `-d trade.csv=-`");
  }
  if (name != path) {
    return refuse(
        fmt::format("`{}` is no name of a data file", report::printable(name)),
        fmt::format("{}; name the fact and the format, as in `-d trade.csv={}`", endings, shown));
  }
  return refuse(fmt::format("`{}` is no data file by its name", shown),
                fmt::format("{}; or say what it is, as in `-d trade.csv={}`", endings, shown));
}

}  // namespace

bool is_data_file(std::string_view name) { return is_database(name) || by_name(name).has_value(); }

Outcome<DataFiles::File*> DataFiles::known(File file) {
  if (!is_data_file(file.name)) {
    if (is_workbook(file.path)) return refuse_workbook(file.path);
    return unknown_ending(file.name, file.path);
  }
  if (file.path.empty()) {
    return refuse(fmt::format("`{}=` names no file", report::printable(file.name)),
                  "write its path behind the sign, or `-` for standard input");
  }
  if (file.path == "-" && is_database(file.name)) {
    return refuse("a database cannot be read from standard input", "name its file");
  }
  if (const auto named = by_name(file.name); named && file.relation.empty()) {
    file.relation = named->relation;
  }
  const auto at = std::ranges::find_if(files_, [&](const File& one) {
    return one.relation == file.relation && one.query == file.query &&
           loader_.is_same(one.path, file.path);
  });
  return at == files_.end() ? &files_.emplace_back(std::move(file)) : &*at;
}

Outcome<void> DataFiles::find() {
  for (const std::string& path : paths_) {
    if (path.empty()) return refuse("`-d` names no file", "write the path of a file or folder");
    const std::size_t equals = path.find('=');
    if (equals != std::string::npos && !loader_.exists(path)) {
      const auto file = known({path.substr(0, equals), path.substr(equals + 1)});
      if (!file) return tl::unexpected(file.error());
      continue;
    }
    std::vector<std::string> found{path};
    if (path != "-") {
      auto files = loader_.data_files(path, is_data_file);
      if (!files) return tl::unexpected(files.error());
      found = std::move(*files);
    }
    for (const std::string& one : found) {
      if (const auto file = known({one, one}); !file) return tl::unexpected(file.error());
    }
  }
  given_ = files_.size();
  return {};
}

Outcome<std::vector<DataFile>> DataFiles::read(const File& file,
                                               const std::vector<std::string>& facts) {
  if (!file.query.empty()) {
    auto rows = read_query(loader_, file.path, file.relation, file.query);
    if (!rows) return tl::unexpected(rows.error());
    return std::vector<DataFile>{std::move(*rows)};
  }
  if (is_database(file.name)) {
    return read_database(loader_, file.path,
                         file.relation.empty() ? facts : std::vector{file.relation});
  }
  auto text = loader_.read_data(file.path, has_ending(file.name, ".gz"));
  if (!text) return tl::unexpected(text.error());
  return std::vector<DataFile>{{file.relation, by_name(file.name)->format, std::move(text->name),
                                std::make_shared<const std::string>(std::move(text->text)),
                                !text->unpacked}};
}

Outcome<void> DataFiles::take(File& file, const std::vector<std::string>& facts,
                              std::vector<DataFile>& into) {
  // What lists one fact is the same whatever facts there are.
  const bool by_facts = is_database(file.name) && file.relation.empty();
  const std::vector<std::string> key = by_facts ? facts : std::vector<std::string>();
  auto at = file.read.find(key);
  if (at == file.read.end()) {
    auto done = read(file, facts);
    if (!done) return tl::unexpected(done.error());
    at = file.read.emplace(key, std::move(*done)).first;
  }
  for (const DataFile& one : at->second) {
    const bool there = std::ranges::any_of(into, [&](const DataFile& other) {
      return one.relation == other.relation && one.name == other.name && *one.text == *other.text;
    });
    if (!there) into.push_back(one);
  }
  return {};
}

Outcome<std::vector<DataFile>> DataFiles::of(const std::vector<std::string>& facts) {
  if (!given_) {
    if (const auto done = find(); !done) return tl::unexpected(done.error());
  }
  std::vector<DataFile> result;
  for (std::size_t i = 0; i < *given_; ++i) {
    if (const auto done = take(files_[i], facts, result); !done) {
      return tl::unexpected(done.error());
    }
  }
  return result;
}

Outcome<void> DataFiles::add_entry(const CaseData& entry, const std::string& path,
                                   const std::vector<std::string>& facts,
                                   std::vector<DataFile>& into) {
  if (entry.source == "-") {
    return refuse("a case cannot name standard input", "name a file");
  }
  if (!entry.query.empty() && !is_database(path)) {
    return refuse(fmt::format("`{}` is no database that could be asked", report::printable(path)),
                  "leave `query` out, or name a file in .sqlite, .sqlite3 or .db");
  }
  std::vector<std::string> found{path};
  if (entry.relation.empty()) {
    auto files = loader_.data_files(path, is_data_file);
    if (!files) return tl::unexpected(files.error());
    found = std::move(*files);
  }
  for (const std::string& file : found) {
    if (is_workbook(file)) return refuse_workbook(file);
    if (!is_data_file(file)) {
      return refuse(fmt::format("`{}` is no data file by its name", report::printable(file)),
                    std::string(endings));
    }
    const auto named = known({file, file, entry.relation, entry.query});
    if (!named) return tl::unexpected(named.error());
    if (const auto done = take(**named, facts, into); !done) return done;
  }
  return {};
}

}  // namespace casus::cli
