// SPDX-License-Identifier: Apache-2.0
#include "cli/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>

#include "cli/source_loader.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

class Reader {
 public:
  explicit Reader(const std::string& shown) : shown_(report::printable(shown)) {}

  Outcome<std::vector<DataFile>> read(const std::string& path,
                                      const std::vector<std::string>& facts) {
    sqlite3* opened = nullptr;
    const int state = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    database_.reset(opened);
    if (state != SQLITE_OK) return failed();
    sqlite3_busy_timeout(opened, 2000);
    const auto tables = names();
    if (!tables) return tl::unexpected(tables.error());
    std::vector<DataFile> result;
    for (const std::string& table : *tables) {
      if (std::ranges::find(facts, table) == facts.end()) continue;
      auto text = rows(table);
      if (!text) return tl::unexpected(text.error());
      result.push_back({table, DataFile::Format::csv, {shown_ + ':' + table, std::move(*text)}});
    }
    if (!result.empty()) return result;
    return refuse(fmt::format("no table of `{}` is called like a fact", shown_),
                  tables->empty() ? "it has none" : "its tables are " + listed(*tables));
  }

 private:
  tl::unexpected<Problem> failed() const {
    const int code = database_ ? sqlite3_errcode(database_.get()) : SQLITE_NOMEM;
    const std::string reason = database_ ? sqlite3_errmsg(database_.get()) : "out of memory";
    const bool locked = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    return refuse(fmt::format("`{}` cannot be read: {}", shown_, reason),
                  locked ? "another program writes to it; try again when it has finished" : "");
  }

  static std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 10;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
      text += fmt::format("{}`{}`", i > 0 ? ", " : "", report::printable(names[i]));
    }
    return names.size() > most ? text + ", …" : text;
  }

  Statement prepared(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, nullptr);
    return {statement, &sqlite3_finalize};
  }

  Outcome<std::vector<std::string>> names() {
    const Statement query = prepared(
        "select name from sqlite_schema where type in ('table', 'view') and name not like "
        "'sqlite\\_%' escape '\\' order by name");
    if (!query) return failed();
    std::vector<std::string> result;
    int state = sqlite3_step(query.get());
    for (; state == SQLITE_ROW; state = sqlite3_step(query.get())) {
      result.emplace_back(text(query.get(), 0));
    }
    if (state != SQLITE_DONE) return failed();
    return result;
  }

  static std::string_view text(sqlite3_stmt* row, int column) {
    const auto* bytes = sqlite3_column_text(row, column);
    const int size = sqlite3_column_bytes(row, column);
    return {reinterpret_cast<const char*>(bytes), bytes == nullptr ? 0 : std::size_t(size)};
  }

  static void quote(std::string_view content, std::string& into) {
    into += '"';
    for (const char c : content) {
      if (c == '"') into += '"';
      into += c;
    }
    into += '"';
  }

  /// A whole table as CSV.
  Outcome<std::string> rows(const std::string& table) {
    std::string name;
    quote(table, name);
    const Statement query = prepared("select * from " + name);
    if (!query) return failed();
    sqlite3_stmt* const row = query.get();
    const int columns = sqlite3_column_count(row);
    std::string csv;
    for (int i = 0; i < columns; ++i) {
      if (i > 0) csv += ',';
      quote(sqlite3_column_name(row, i), csv);
    }
    csv += '\n';
    std::uint64_t number = 0;
    int state = sqlite3_step(row);
    for (; state == SQLITE_ROW; state = sqlite3_step(row)) {
      ++number;
      for (int i = 0; i < columns; ++i) {
        if (i > 0) csv += ',';
        if (!put(row, i, csv)) {
          return refuse(fmt::format("row {} of `{}` in `{}` holds bytes that are no text", number,
                                    report::printable(table), shown_),
                        "leave the column out, by a view");
        }
      }
      csv += '\n';
      if (csv.size() > SourceLoader::largest_data) {
        return refuse(fmt::format("`{}` in `{}` is larger than {} MB", report::printable(table),
                                  shown_, SourceLoader::largest_data >> 20),
                      "split it into several views");
      }
    }
    if (state != SQLITE_DONE) return failed();
    return csv;
  }

  /// One value as a cell; false for bytes.
  static bool put(sqlite3_stmt* row, int column, std::string& into) {
    switch (sqlite3_column_type(row, column)) {
      case SQLITE_NULL:
        return true;
      case SQLITE_INTEGER:
        into += fmt::format("{}", sqlite3_column_int64(row, column));
        return true;
      case SQLITE_FLOAT:
        into += fmt::format("{}", sqlite3_column_double(row, column));
        return true;
      case SQLITE_TEXT:
        quote(text(row, column), into);
        return true;
      default:
        return false;
    }
  }

  std::string shown_;
  Database database_{nullptr, &sqlite3_close_v2};
};

}  // namespace

bool is_database(std::string_view name) {
  static constexpr std::array<std::string_view, 3> endings{".sqlite", ".sqlite3", ".db"};
  return std::ranges::any_of(endings, [&](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
}

Outcome<std::vector<DataFile>> read_database(const std::string& path, const std::string& shown,
                                             const std::vector<std::string>& facts) {
  return Reader(shown).read(path, facts);
}

}  // namespace casus::cli
