// SPDX-License-Identifier: Apache-2.0
#include "syntax/surroundings.hpp"

#include <algorithm>
#include <vector>

#include "base/characters.hpp"
#include "syntax/recover.hpp"

namespace casus::syntax {
namespace {

bool is_foreign(char c) { return static_cast<unsigned char>(c) >= 0x80; }

At text_end(At at, At end) {
  for (++at; at != end && *at != '\n'; ++at) {
    if (*at == '"') return at + 1;
    if (*at == '\\' && at + 1 != end && at[1] != '\n') ++at;
  }
  return at;
}

At sign_end(At at) {
  for (const std::string_view sign : {"..", "->", "=>", ":-", "==", "**", "||", "&&"}) {
    if (starts_with(at, sign)) return at + sign.size();
  }
  return at + 1;
}

}  // namespace

Found found_at(Reader& reader, At at) {
  const At from = reader.skip(at);
  if (from == reader.end()) return {Found::Kind::end, from, from};
  if (is_name_start(*from)) return {Found::Kind::word, from, name_end(from)};
  if (*from == '"') return {Found::Kind::text, from, text_end(from, reader.end())};
  At to = from;
  if (is_digit(*from)) {
    while (is_name_part(*to) || (*to == '.' && is_digit(to[1]))) ++to;
    return {Found::Kind::number, from, to};
  }
  if (!is_foreign(*from)) return {Found::Kind::sign, from, sign_end(from)};
  while (is_foreign(*to) || is_name_part(*to)) ++to;
  return {Found::Kind::foreign, from, to};
}

Found found_before(const Reader& reader, At at) {
  At from = at;
  while (from != reader.begin() &&
         (is_name_part(from[-1]) || (from != at && from[-1] == '.' && is_name_start(*from)))) {
    --from;
  }
  if (from != at && *from == '.') ++from;
  if (from == at) {
    if (from == reader.begin()) return {Found::Kind::end, at, at};
    --from;
    for (const std::string_view sign : {"..", "->", "<=", ">=", "!="}) {
      if (from != reader.begin() && starts_with(from - 1, sign))
        return {Found::Kind::sign, from - 1, at};
    }
    const bool quote = *from == '"';
    const bool foreign = is_foreign(*from);
    const auto kind = quote     ? Found::Kind::text
                      : foreign ? Found::Kind::foreign
                                : Found::Kind::sign;
    return {kind, from, at};
  }
  if (!is_digit(*from)) return {Found::Kind::word, from, at};
  while (from != reader.begin() && (is_digit(from[-1]) || from[-1] == '.')) --from;
  return {Found::Kind::number, from, at};
}

std::optional<At> open_bracket(const Reader& reader, At start, At at) {
  std::vector<At> open;
  for (At p = start; p < at;) {
    if (*p == '"') {
      p = text_end(p, reader.end());
      continue;
    }
    if (starts_with(p, "//")) {
      p = std::find(p, reader.end(), '\n');
      continue;
    }
    if (*p == '(' || *p == '{') open.push_back(p);
    if ((*p == ')' || *p == '}') && !open.empty()) open.pop_back();
    ++p;
  }
  if (open.empty()) return std::nullopt;
  return open.back();
}

bool on_one_line(At a, At b) { return std::find(a, b, '\n') == b; }

bool conclusion_follows(const Reader& reader, At at) {
  const At end = next_declaration(reader, at);
  while (at < end) {
    at = std::find(at, end, '\n');
    while (at < end && base::is_blank(*at)) ++at;
    const At to = name_end(at);
    const std::string_view word(at, static_cast<std::string_view::size_type>(to - at));
    for (const std::string_view conclusion : {"then", "supports", "undermines", "caps", "floors"}) {
      if (word == conclusion) return true;
    }
  }
  return false;
}

bool fact_ahead(Reader& reader, At at) {
  ast::Name name;
  reader.word(at, "not");
  return reader.name(at, name) && *reader.skip(at) == '(';
}

}  // namespace casus::syntax
