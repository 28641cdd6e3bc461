// SPDX-License-Identifier: Apache-2.0
#include "pairs_facts.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

namespace limits {

namespace {

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(2);
}

/// The file in memory, until the program ends.
std::string_view map_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY);
  struct stat about = {};
  if (file < 0 || fstat(file, &about) != 0) fail("cannot read " + path);
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0) return {};
#ifdef MAP_POPULATE
  const int flags = MAP_PRIVATE | MAP_POPULATE;
#else
  const int flags = MAP_PRIVATE;
#endif
  void* const memory = mmap(nullptr, size, PROT_READ, flags, file, 0);
  if (memory == MAP_FAILED) fail("cannot map " + path);
  close(file);
  return {static_cast<const char*>(memory), size};
}

/// The digits at `at`, which goes past them.
std::uint32_t digits(const char*& at) {
  std::uint32_t value = 0;
  while (*at >= '0' && *at <= '9') value = value * 10 + static_cast<std::uint32_t>(*at++ - '0');
  return value;
}

/// Reads the file of one relation, then those of the relations behind it.
template <std::size_t relation = 0>
void read_tables_from(PairFacts& facts, const std::string& folder) {
  if constexpr (relation < relation_count) {
    constexpr const Declaration& declaration = declarations[relation];
    const std::string_view text = map_file(folder + "/" + declaration.name + ".facts");
    const char* at = text.data();
    const char* const end = at + text.size();
    PairFacts::Row row;
    while (at < end) {
      for (std::size_t column = 0; column < declaration.width; ++column) {
        if (declaration.columns[column].holds == Holds::number) {
          row[column].number = digits(at);
        } else {
          const char* const start = at;
          while (*at != '\t' && *at != '\n') ++at;
          row[column].key.text = {start, static_cast<std::size_t>(at - start)};
        }
        ++at;  // past the tab or the line feed
      }
      facts.add<relation>(row);
    }
    facts.finish<relation>();
    read_tables_from<relation + 1>(facts, folder);
  }
}

/// What is done with a relation that is known only when the file is read.
struct Actions {
  void (PairFacts::*add)(const PairFacts::Row&);
  void (PairFacts::*finish)();
};

template <std::size_t... relation>
constexpr std::array<Actions, relation_count> make_actions(std::index_sequence<relation...>) {
  return {{{&PairFacts::add<relation>, &PairFacts::finish<relation>}...}};
}

constexpr auto actions = make_actions(std::make_index_sequence<relation_count>());

std::size_t find_relation(std::string_view name) {
  for (std::size_t i = 0; i < relation_count; ++i) {
    if (declarations[i].name == name) return i;
  }
  fail("no such relation: " + std::string(name));
}

std::size_t find_column(std::size_t relation, std::string_view name) {
  for (std::size_t i = 0; i < declarations[relation].width; ++i) {
    if (declarations[relation].columns[i].name == name) return i;
  }
  fail("no such key: " + std::string(name));
}

}  // namespace

void read_tables(PairFacts& facts, const std::string& folder) { read_tables_from(facts, folder); }

void read_toml(PairFacts& facts, const std::string& path) {
  const std::string_view text = map_file(path);
  const char* at = text.data();
  const char* const end = at + text.size();
  // Moves on to `stop`, and returns what lies before it.
  const auto until = [&](char stop) {
    const char* const start = at;
    while (*at != stop) ++at;
    return std::string_view(start, static_cast<std::size_t>(at - start));
  };
  PairFacts::Row row;
  std::size_t relation = relation_count;  // none yet
  while (at < end) {
    if (*at == '[') {
      if (relation != relation_count) (facts.*actions[relation].add)(row);
      at += 2;
      const std::string_view name = until(']');
      if (relation == relation_count || declarations[relation].name != name) {
        if (relation != relation_count) (facts.*actions[relation].finish)();
        relation = find_relation(name);
      }
    } else if (*at != '\n') {
      const std::size_t column = find_column(relation, until(' '));
      at += 3;  // past " = "
      if (*at == '"') {
        ++at;
        row[column].key.text = until('"');
      } else {
        row[column].number = digits(at);
      }
    }
    until('\n');
    ++at;
  }
  if (relation == relation_count) return;
  (facts.*actions[relation].add)(row);
  (facts.*actions[relation].finish)();
}

}  // namespace limits
