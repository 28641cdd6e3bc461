// SPDX-License-Identifier: Apache-2.0
#include "cli/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "base/gathered_text.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

class Reader {
 public:
  Reader(SourceLoader& loader, const std::string& path)
      : loader_(loader), path_(path), shown_(report::printable(path)) {}

  Outcome<std::vector<DataFile>> tables(const std::vector<std::string>& facts) {
    if (const auto done = open(); !done) return tl::unexpected(done.error());
    const auto known = names();
    if (!known) return tl::unexpected(known.error());
    std::vector<DataFile> result;
    for (const std::string& table : *known) {
      if (std::ranges::find(facts, table) == facts.end()) continue;
      std::string name;
      quote(table, name);
      auto data = answer(table, "select * from " + name);
      if (!data) return tl::unexpected(data.error());
      result.push_back(std::move(*data));
    }
    if (!result.empty()) return result;
    if (facts.size() == 1) {
      return refuse(fmt::format("`{}` has no table `{}`", shown_, report::printable(facts[0])),
                    known->empty() ? "it has none" : "its tables are " + listed(*known));
    }
    return refuse(fmt::format("no table of `{}` is called like a fact", shown_),
                  known->empty() ? "it has none" : "its tables are " + listed(*known));
  }

  Outcome<DataFile> query(const std::string& relation, const std::string& sql) {
    if (const auto done = open(); !done) return tl::unexpected(done.error());
    return answer(relation, sql);
  }

 private:
  Outcome<void> open() {
    if (const auto good = loader_.check_file(path_); !good) return good;
    loader_.note_read(path_);
    sqlite3* opened = nullptr;
    const int state = sqlite3_open_v2(loader_.real(path_).string().c_str(), &opened,
                                      SQLITE_OPEN_READONLY, nullptr);
    database_.reset(opened);
    if (state != SQLITE_OK) return failed();
    constexpr int between_looks = 10'000;  // steps of the database's machine
    sqlite3_progress_handler(opened, between_looks, look, this);
    sqlite3_busy_handler(opened, wait, this);
    return {};
  }

  /// Whether the database is to end what it does.
  static int look(void* reader) {
    auto& self = *static_cast<Reader*>(reader);
    const Watch& watch = self.loader_.watch();
    if (watch && !self.limit_) self.limit_ = watch(self.shown_, self.read_, 0);
    return self.limit_ ? 1 : 0;
  }

  /// Whether to try a database again that somebody writes to.
  static int wait(void* reader, int times) {
    constexpr int most_milliseconds = 2000;
    constexpr int milliseconds = 25;
    if (times * milliseconds >= most_milliseconds || look(reader) != 0) return 0;
    sqlite3_sleep(milliseconds);
    return 1;
  }

  tl::unexpected<Problem> failed() const {
    if (limit_) return stopped(*limit_);
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

  /// The one statement that this text is; nothing where it is none or more.
  Statement prepared(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, &rest);
    Statement result{statement, &sqlite3_finalize};
    const bool more = rest != nullptr && std::string_view(rest).find_first_not_of(" \t\r\n;") !=
                                             std::string_view::npos;
    if (more) result.reset();
    return result;
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

  /// The rows that a question has, behind a header.
  Outcome<DataFile> answer(const std::string& relation, const std::string& sql) {
    const Statement query = prepared(sql);
    if (!query && sqlite3_errcode(database_.get()) != SQLITE_OK) return failed();
    if (!query || sqlite3_column_count(query.get()) == 0) {
      return refuse(fmt::format("`{}` is asked for no rows", shown_),
                    "write one question, as in `select * from trade`");
    }
    const std::string place = shown_ + ':' + report::printable(relation);
    sqlite3_stmt* const row = query.get();
    const int columns = sqlite3_column_count(row);
    base::GatheredText csv;
    std::string line;
    for (int i = 0; i < columns; ++i) {
      if (i > 0) line += ',';
      quote(sqlite3_column_name(row, i), line);
    }
    csv.append(line + '\n');
    std::uint64_t number = 0;
    int state = sqlite3_step(row);
    for (; state == SQLITE_ROW; state = sqlite3_step(row)) {
      ++number;
      line.clear();
      for (int i = 0; i < columns; ++i) {
        if (i > 0) line += ',';
        if (!put(row, i, line)) {
          return refuse(fmt::format("row {} of `{}` holds bytes that are no text", number, place),
                        "leave the column out, by a view");
        }
      }
      line += '\n';
      csv.append(line);
      read_ = csv.size();
      if (csv.size() > SourceLoader::largest_data) {
        return refuse(
            fmt::format("`{}` is larger than {} MB", place, SourceLoader::largest_data >> 20),
            "split it into several views");
      }
    }
    if (state != SQLITE_DONE) return failed();
    return DataFile{.relation = relation,
                    .format = DataFile::Format::rows,
                    .name = place,
                    .text = std::make_shared<const std::string>(csv.take()),
                    .as_written = false};
  }

  /// As it reads back, and with a point or an exponent: 2.0 is no whole number.
  static std::string number(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".en") == std::string::npos) text += ".0";
    return text;
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
        into += number(sqlite3_column_double(row, column));
        return true;
      case SQLITE_TEXT:
        quote(text(row, column), into);
        return true;
      default:
        return false;
    }
  }

  SourceLoader& loader_;
  const std::string& path_;
  std::string shown_;
  std::uint64_t read_ = 0;  ///< bytes of the table under way
  std::optional<LimitReached> limit_;
  Database database_{nullptr, &sqlite3_close_v2};
};

}  // namespace

bool is_database(std::string_view name) {
  static constexpr std::array<std::string_view, 3> endings{".sqlite", ".sqlite3", ".db"};
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return has_ending(name, ending); });
}

Outcome<std::vector<DataFile>> read_database(SourceLoader& loader, const std::string& path,
                                             const std::vector<std::string>& facts) {
  return Reader(loader, path).tables(facts);
}

Outcome<DataFile> read_query(SourceLoader& loader, const std::string& path,
                             const std::string& relation, const std::string& sql) {
  return Reader(loader, path).query(relation, sql);
}

}  // namespace casus::cli
