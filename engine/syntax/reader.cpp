// SPDX-License-Identifier: Apache-2.0
#include "syntax/reader.hpp"

#include <algorithm>

#include "base/characters.hpp"
#include "base/encoding.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

At line_end(At at, At end) { return std::find(at, end, '\n'); }

}  // namespace

At name_end(At at) {
  if (!is_name_start(*at)) return at;
  while (is_name_part(*at)) ++at;
  return at;
}

At behind_blanks(At at) {
  while (*at == ' ' || *at == '\t') ++at;
  return at;
}

ast::ExprPtr make_expr(decltype(ast::Expr::node) node, Span span, std::uint32_t height) {
  auto expr = std::make_unique<ast::Expr>();
  expr->node = std::move(node);
  expr->span = span;
  expr->height = height;
  return expr;
}

// INVARIANT: *end_ is NUL and no other byte of the text is, so no scan needs to look for the end.
Reader::Reader(std::string_view text, std::uint32_t file)
    : begin_(text.data()),
      start_(text.data() + base::byte_order_mark(text)),
      end_(text.data() + text.size()),
      file_(file) {}

Span Reader::span(At from, At to) const {
  return {file_, static_cast<std::uint32_t>(from - begin_),
          static_cast<std::uint32_t>(to - begin_)};
}

At Reader::skip(At from) {
  if (from != skipped_from_) {
    skipped_to_ = skip_afresh(from);
    skipped_from_ = from;
  }
  return skipped_to_;
}

At Reader::skip_afresh(At from) {
  At at = from;
  for (;;) {
    switch (*at) {
      case ' ':
      case '\t':
      case '\n':
      case '\r':
      case '\f':
      case '\v':
        ++at;
        break;
      case '/':
        if (at[1] == '/') {
          at = line_end(at, end_);
        } else if (at[1] == '*') {
          at = skip_foreign_comment(at);
        } else {
          return at;
        }
        break;
      case ';':
        report_habit(at, 1, semicolons_, error("E0101", "a line needs no semicolon at its end"),
                     "");
        ++at;
        break;
      case '#':
        report_habit(at, 1, hashes_, error("E0101", "a comment begins with `//`"), "//");
        at = line_end(at, end_);
        break;
      default:
        if (!starts_with(at, no_break_space)) return at;
        report_habit(at, no_break_space.size(), no_break_spaces_,
                     error("E0101", "a no-break space stands between two words"), " ");
        at += no_break_space.size();
    }
  }
}

At Reader::skip_foreign_comment(At at) {
  constexpr std::string_view closing = "*/";
  At close = std::search(at + 2, end_, closing.begin(), closing.end());
  if (close != end_) close += 2;
  report(error("E0101", "a comment begins with `//` and ends with its line")
             .label(span(at, at + 2), "comments over several lines are not known")
             .advise("begin each line of the comment with `//`"));
  return close;
}

void Reader::report_habit(At at, std::size_t length, std::size_t& known, Diagnostic first,
                          std::string replacement) {
  const Span place = span(at, at + length);
  if (!reported_.insert(place.begin).second) return;
  if (known == none) {
    known = diagnostics_.size();
    first.label(place, replacement.empty() ? "not needed" : "here");
    first.fix(replacement.empty() ? "remove it" : "replace it", {}, true);
    diagnostics_.push_back(std::move(first));
  }
  diagnostics_[known].help.front().edits.push_back({place, std::move(replacement)});
}

void Reader::report(Diagnostic diagnostic) {
  if (!reported_.insert(diagnostic.labels.front().span.begin).second) return;
  diagnostics_.push_back(std::move(diagnostic));
}

void Reader::report_slip(At from, At to, std::string message, std::string replacement) {
  Diagnostic slip = error("E0101", std::move(message));
  const std::string help = "write `" + replacement + "`";
  report(slip.label(span(from, to)).fix(help, {{span(from, to), std::move(replacement)}}, true));
}

void Reader::refuse(At at, Diagnostic diagnostic) const {
  throw Refusal{at, std::move(diagnostic)};
}

void Reader::enter(At at) {
  // The whole expression is no level: only what stands between parentheses.
  if (nesting_++ <= ast::max_nesting) return;
  const At next = skip(at);
  refuse(at,
         error("E0103", "this expression is nested too deeply")
             .label(span(next, next), "level " + std::to_string(nesting_ - 1) + " begins here")
             .advise("give an inner part a name, as in `x = …`, or conclude it in a rule of its "
                     "own"));
}

void Reader::reset() {
  nesting_ = 0;
  columns = 0;
  cells = 0;
  items.clear();
}

void Reader::refuse_reserved(At from, At to) const {
  refuse(from, reserved_word({from, static_cast<std::size_t>(to - from)}, span(from, to)));
}

Diagnostic reserved_word(std::string_view word, Span place) {
  const std::string text(word);
  return error("E0106", "`" + text + "` is a reserved word, never a name")
      .label(place, "expected a name")
      .advise("choose another name, such as `" + text + "_value`");
}

const Repair* Reader::repair_at(At at) const {
  if (repairs_.empty()) return nullptr;
  const auto found = std::ranges::find(repairs_, at, &Repair::at);
  return found == repairs_.end() ? nullptr : &*found;
}

void Reader::forget_repairs_before(At at) {
  std::erase_if(repairs_, [at](const Repair& repair) { return repair.at < at; });
}

bool Reader::word(At& at, std::string_view word) {
  const At from = skip(at);
  if (const Repair* repair = repair_at(from)) {
    if (repair->word == word) {
      at = from + repair->length;
      last_word_ = span(from, at);
      return true;
    }
    if (repair->length > 0) return false;
  }
  if (base::lower(*from) != word.front()) return false;
  const At to = name_end(from);
  const std::string_view found(from, static_cast<std::size_t>(to - from));
  if (found != word) {
    if (!equal_but_for_case(found, word)) return false;
    report_slip(from, to, "keywords are written in lower case", std::string(word));
  }
  last_word_ = span(from, to);
  at = to;
  return true;
}

bool Reader::exact_word(At& at, std::string_view word) {
  const At from = skip(at);
  return starts_with(from, word) && !is_name_part(from[word.size()]) && this->word(at, word);
}

ast::Name Reader::last_word_name() const {
  std::string text(at(last_word_.begin), at(last_word_.end));
  std::ranges::transform(text, text.begin(), base::lower);
  return {std::move(text), last_word_};
}

bool Reader::sign(At& at, std::string_view sign) {
  const At from = skip(at);
  if (!starts_with(from, sign)) return false;
  const At to = from + sign.size();
  if (sign == "<" && *to == '=') return false;
  at = sign == ".." ? behind_points(from) : to;
  return true;
}

At Reader::behind_points(At at) {
  const At to = at + 2;
  if (*to != '.' || to[1] == '.') return to;
  report(error("E0101", "between the ends of a range stand two points")
             .label(span(at, to + 1), "three stand here")
             .fix("write `..`", {{span(at, to + 1), ".."}}, true));
  return to + 1;
}

bool Reader::comma(At& at, List list) {
  if (sign(at, ",")) return true;
  const At next = skip(at);
  if (repair_at(next) != nullptr || begins_declaration(next)) return false;
  const At to = name_end(next);
  const bool named = to != next && !is_reserved({next, static_cast<std::size_t>(to - next)});
  const bool labelled = named && *behind_blanks(to) == ':';
  const bool missing = list == List::names ? named : labelled;
  if (!missing) return false;
  report(error("E0101", "a comma is missing")
             .label(span(next, to), "expected a comma before this")
             .fix("put a comma between them", {{span(at, at), ","}}, true));
  return true;
}

bool Reader::name(At& at, ast::Name& out) {
  const At from = skip(at);
  const At to = name_end(from);
  if (to == from) return false;
  const std::string_view found(from, static_cast<std::size_t>(to - from));
  if (found == "_" || is_reserved(found)) return false;
  if (begins_declaration(from)) return false;
  if (const Repair* repair = repair_at(from); repair && repair->length > 0) return false;
  out.text = found;
  out.span = span(from, to);
  at = to;
  return true;
}

bool Reader::dotted(At& at, ast::DottedName& out) {
  ast::Name part;
  if (!name(at, part)) return false;
  const Span first = part.span;
  out.parts.push_back(std::move(part));
  while (*at == '.' && is_name_start(at[1])) {
    const At from = at + 1;
    at = name_end(from);
    const std::string_view found(from, static_cast<std::size_t>(at - from));
    if (is_reserved(found)) refuse_reserved(from, at);
    out.parts.push_back({std::string(found), span(from, at)});
  }
  out.span = cover(first, out.parts.back().span);
  return true;
}

bool Reader::label(At& at, ast::Name& out) {
  const At from = skip(at);
  const At to = name_end(from);
  if (to == from) return false;
  const At colon = skip(to);
  if (*colon != ':') return false;
  const std::string_view found(from, static_cast<std::size_t>(to - from));
  if (is_reserved(found)) {
    refuse_reserved(from, to);
  }
  if (!name(at, out)) return false;
  at = colon + 1;
  return true;
}

bool Reader::unit(At& at, ast::Name& out) {
  const At from = behind_blanks(at);
  const At to = name_end(from);
  if (to == from || repair_at(from) != nullptr) return false;
  const std::string_view found(from, static_cast<std::size_t>(to - from));
  if (found == "_" || is_keyword(found)) return false;
  const At next = behind_blanks(to);
  const bool something_else = *next == '(' || *next == ':' || (*to == '.' && is_name_start(to[1]));
  if (something_else) return false;
  out.text = found;
  out.span = span(from, to);
  at = to;
  return true;
}

bool Reader::calculus(At& at, ast::Name& out) {
  if (!name(at, out)) return false;
  while (*at == '-' && is_name_start(at[1])) at = name_end(at + 1);
  out.span.end = span(at, at).end;
  out.text.assign(begin_ + out.span.begin, at);
  return true;
}

/// Behind the `)` of the `(` at `at`; the text's end where there is none.
At Reader::behind_parentheses(At at) const {
  int depth = 0;
  bool quoted = false;
  for (; at != end_; ++at) {
    if (quoted && *at == '\\' && at + 1 != end_) {
      ++at;
    } else if (*at == '"' || *at == '\n') {
      quoted = *at == '"' && !quoted;
    } else if (!quoted && *at == '(') {
      ++depth;
    } else if (!quoted && *at == ')' && --depth == 0) {
      return at + 1;
    }
  }
  return at;
}

bool Reader::parentheses_begin_value(At at) {
  if (*at != '(') return false;
  const At next = skip(behind_parentheses(at));
  return *next != ')' && *next != ',' && *next != '\0';
}

/// `distinct (x + 1) for …`, but not `distinct(x)`, which is a call.
bool Reader::distinct(At& at) {
  constexpr std::string_view word = "distinct";
  const At from = skip(at);
  const At to = name_end(from);
  if (std::string_view(from, static_cast<std::size_t>(to - from)) != word) return false;
  const At next = skip(to);
  const At next_end = name_end(next);
  const bool value =
      is_digit(*next) || *next == '"' || next_end != next || parentheses_begin_value(next);
  if (!value || is_reserved({next, static_cast<std::size_t>(next_end - next)})) return false;
  at = to;
  return true;
}

bool Reader::value_ahead(At at) {
  const At next = skip(at);
  if (is_digit(*next) || std::string_view("\"'(-<>=!_.").find(*next) != std::string_view::npos) {
    return *next != '\0';
  }
  const At to = name_end(next);
  const std::string_view found(next, static_cast<std::size_t>(to - next));
  constexpr std::string_view leading[] = {"not", "in", "true", "false", "unknown"};
  if (is_reserved(found)) return std::ranges::find(leading, found) != std::end(leading);
  return to != next || static_cast<unsigned char>(*next) >= 0x80;
}

bool Reader::declaration_ahead(At at) {
  const At next = skip(at);
  if (next == end_) return true;
  if (const Repair* repair = repair_at(next)) return is_declaration_word(repair->word);
  const At to = name_end(next);
  const std::string_view found(next, static_cast<std::size_t>(to - next));
  if (is_header_word(found)) return true;
  return std::ranges::any_of(declaration_words(), [found](std::string_view word) {
    return equal_but_for_case(found, word);
  });
}

bool Reader::at_line_start(At at) const {
  while (at != start_ && (at[-1] == ' ' || at[-1] == '\t')) --at;
  return at == start_ || at[-1] == '\n';
}

bool Reader::begins_declaration(At at) const {
  const At to = name_end(at);
  const std::string_view found(at, static_cast<std::size_t>(to - at));
  const bool exact = is_declaration_word(found) || is_header_word(found);
  const bool at_margin = at == start_ || at[-1] == '\n';
  if (exact ? !at_line_start(at) : !at_margin || is_keyword(found)) return false;
  const At next = behind_blanks(to);
  const At next_end = name_end(next);
  const bool named = next_end != next && next != to &&
                     !is_reserved({next, static_cast<std::size_t>(next_end - next)});
  if (!exact)
    return (named || *next == '"') && nearest_word(found, declaration_candidates).has_value();
  if (found == "test") return *next == '"';
  if (found == "edition") return is_digit(*next);
  // At the margin it begins one even where its name is missing or misspelt, unless it is a name
  // itself: of a field, a variable or a relation.
  const bool as_name = std::string_view(":(,).=<>!|").find(*next) != std::string_view::npos;
  const bool word_ends = next != to || next == end_ || base::is_blank(*next);
  return named || (at_margin && word_ends && !as_name);
}

}  // namespace casus::syntax
