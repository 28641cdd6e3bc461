// SPDX-License-Identifier: Apache-2.0
#include "architecture/map.hpp"

#include <regex>
#include <stdexcept>

#include "support/difference.hpp"

namespace casus::testing {

namespace {

std::vector<std::string> code_words(const std::string& cell) {
  static const std::regex code("`([^`]+)`");
  std::vector<std::string> words;
  for (std::sregex_iterator i(cell.begin(), cell.end(), code), end; i != end; ++i) {
    words.push_back((*i)[1]);
  }
  return words;
}

/// "include/casus/" and "casus" are one room.
std::string room_named(std::string path) {
  while (path.ends_with('/')) path.pop_back();
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

Rooms rooms_of(const Markdown& page) {
  Rooms rooms;
  for (const auto& row : table_below(page, {"Room", "Makes", "May know"})) {
    if (row.size() != 3) throw std::invalid_argument("a row of the rooms has not three cells");
    const bool all = row[2].find("all above") != std::string::npos;
    const bool only = row[2].starts_with("only ");
    std::set<std::string> knows;
    for (const auto& [above, its] : rooms) {
      if (all) knows.insert(above);
    }
    for (const std::string& word : code_words(row[2])) {
      const auto above = rooms.find(room_named(word));
      if (above == rooms.end()) throw std::invalid_argument("`" + word + "` has no row above");
      knows.insert(above->first);
      if (!only) knows.insert(above->second.begin(), above->second.end());
    }
    for (const std::string& word : code_words(row[0])) {
      const std::string room = room_named(word);
      knows.insert(room);
      if (!rooms.emplace(room, knows).second) {
        throw std::invalid_argument("`" + room + "` has two rows");
      }
    }
  }
  return rooms;
}

std::string Include::room() const {
  const std::string below = file.starts_with("include/") ? file.substr(8) : file;
  return below.substr(0, below.find('/'));
}

std::vector<Include> includes_in(const std::string& file, std::string_view text) {
  static const std::regex directive(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> includes;
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (std::smatch match; std::regex_search(lines[i], match, directive)) {
      includes.push_back({file, i + 1, match[2], match[1] == "\""});
    }
  }
  return includes;
}

std::vector<std::string> trespasses(const std::vector<Include>& includes, const Rooms& rooms) {
  std::vector<std::string> found;
  for (const Include& include : includes) {
    const auto say = [&](const std::string& what) {
      found.push_back("engine/" + include.file + ':' + std::to_string(include.line) + ": " + what);
    };
    const auto room = rooms.find(include.room());
    const std::string target = include.target.substr(0, include.target.find('/'));
    if (room == rooms.end()) {
      say("`" + include.room() + "` has no row in the table of rooms");
    } else if (include.quoted && !rooms.contains(target)) {
      say("\"" + include.target + "\" does not begin with a room");
    } else if (rooms.contains(target) && !room->second.contains(target)) {
      say("`" + include.room() + "` may not know `" + target + "`");
    }
  }
  return found;
}

}  // namespace casus::testing
