// SPDX-License-Identifier: Apache-2.0
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
// Some of the library's assertions fail for texts that it goes on to refuse properly, such as a
// header without a name. They are neither checked nor, as with NDEBUG, taken for granted.
#undef NDEBUG
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>

#include "intake/document.hpp"
#include "intake/places.hpp"
#include "intake/prescan.hpp"
#include "intake/syntax_error.hpp"

namespace casus::intake {
namespace {

/// Copies the library's tree, whose tables are sorted by key, into ours, in file order. What is
/// copied is cleared at once, so that both trees never stand in the memory whole. Recursion is
/// bounded: the prescan limits nesting and the parts of keys.
class Copy {
 public:
  Copy(std::uint32_t file, Places& places) : file_(file), places_(places) {}

  Table table(toml::table& from) {
    Table result;
    result.entries.reserve(from.size());
    for (auto&& [key, node] : from) {
      result.entries.push_back({std::string(key.str()), span(key.source()), value(node)});
    }
    from.clear();
    std::ranges::sort(result.entries, {}, [](const Entry& entry) { return entry.key_span; });
    return result;
  }

 private:
  Value value(toml::node& from) {
    Value result{Moment{}, span(from.source())};
    if (const auto* text = from.as_string()) {
      result.data = text->get();
    } else if (const auto* integer = from.as_integer()) {
      result.data = integer->get();
    } else if (const auto* number = from.as_floating_point()) {
      result.data = number->get();
    } else if (const auto* boolean = from.as_boolean()) {
      result.data = boolean->get();
    } else if (const auto* date = from.as_date()) {
      const toml::date day = date->get();
      result.data = model::CalendarDate{day.year, day.month, day.day};
    } else if (auto* table_node = from.as_table()) {
      result.data = table(*table_node);
    } else if (auto* array = from.as_array()) {
      result.data = list(*array);
    }
    return result;
  }

  List list(toml::array& from) {
    List result;
    result.items.reserve(from.size());
    for (toml::node& item : from) result.items.push_back(value(item));
    from.clear();
    return result;
  }

  Span span(const toml::source_region& region) {
    const std::uint32_t begin = places_.offset(region.begin.line, region.begin.column);
    const std::uint32_t end = places_.offset(region.end.line, region.end.column);
    return {file_, begin, std::max(begin, end)};
  }

  std::uint32_t file_;
  Places& places_;
};

/// What the library's tree took lies free between the pieces of ours, where little of what comes
/// next fits in: so it goes back to the system.
void give_back_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace

Document parse_document(const Sources& sources, std::uint32_t file, const TakePlain& take) {
  Document result;
  const std::string_view text = sources.text(file);
  Prescan scan = prescan(text, file, take);
  if (scan.refusal) {
    result.diagnostics.push_back(*scan.refusal);
    return result;
  }
  Places places(sources, file, scan.condensed);
  toml::parse_result parsed = toml::parse(std::string_view(scan.condensed.text));
  if (parsed) {
    scan.condensed.text = {};
    result.root = Copy(file, places).table(parsed.table());
    result.plain = scan.plain;
    give_back_memory();
    return result;
  }
  const toml::source_position stop = parsed.error().source().begin;
  result.diagnostics.push_back(explain_syntax_error(
      text, file, places.offset(stop.line, stop.column), parsed.error().description(), scan));
  return result;
}

}  // namespace casus::intake
