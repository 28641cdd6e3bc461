// SPDX-License-Identifier: Apache-2.0
#include "lsp/completing.hpp"

#include <algorithm>

#include "base/characters.hpp"
#include "syntax/words.hpp"

namespace casus::lsp {
namespace {

bool is_letter(char c) {
  return c == '_' || base::is_digit(c) || (base::lower(c) >= 'a' && base::lower(c) <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Reads one word or sign after another.
class Scanner {
 public:
  enum class At : std::uint8_t { word, sign, text, comment, end };

  Scanner(std::string_view text, std::size_t begin, std::size_t end)
      : text_(text.substr(0, end)), at_(begin) {}

  /// What comes next, and in `word` what it is; an open text or comment goes up to the end.
  At next() {
    while (at_ < text_.size() && base::is_blank(text_[at_])) ++at_;
    begin_ = at_;
    if (at_ == text_.size()) return At::end;
    const char c = text_[at_];
    if (text_.substr(at_).starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return At::comment;
    }
    if (c == '"') {
      for (++at_; at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n'; ++at_) {
        if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      }
      closed = at_ < text_.size();
      if (closed) ++at_;
      return At::text;
    }
    if (is_letter(c)) {
      const bool number = base::is_digit(c);
      while (at_ < text_.size() &&
             (is_letter(text_[at_]) ||
              (text_[at_] == '.' && !text_.substr(at_).starts_with("..") &&
               (!number || base::is_digit(text_[std::min(at_ + 1, text_.size() - 1)]))))) {
        ++at_;
      }
      return At::word;
    }
    ++at_;
    if (at_ < text_.size() && text_[at_] == '=' && (c == '<' || c == '>' || c == '!')) ++at_;
    return At::sign;
  }
  [[nodiscard]] std::string_view word() const { return text_.substr(begin_, at_ - begin_); }
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t place() const { return at_; }
  bool closed = true;

 private:
  std::string_view text_;
  std::size_t at_;
  std::size_t begin_ = 0;
};

/// Whether a declaration begins with this line.
bool begins_declaration(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string_view word = text.substr(at, end - at);
  return syntax::is_declaration_word(word) || syntax::is_header_word(word);
}

/// Where the declaration around a place begins: at the cursor's own line, if something begins there
/// that is not indented.
std::size_t begin_of(std::string_view text, std::size_t cursor) {
  std::size_t line = cursor == 0 ? std::string_view::npos : text.rfind('\n', cursor - 1);
  line = line == std::string_view::npos ? 0 : line + 1;
  if (line < text.size() && line < cursor && is_letter(text[line])) return line;
  if (line == cursor) return line;
  for (std::size_t at = line;;) {
    if (begins_declaration(text, at)) return at;
    if (at == 0) return line;
    const std::size_t before = at < 2 ? std::string_view::npos : text.rfind('\n', at - 2);
    at = before == std::string_view::npos ? 0 : before + 1;
  }
}

std::size_t end_of(std::string_view text, std::size_t cursor) {
  for (std::size_t at = cursor; (at = text.find('\n', at)) != std::string_view::npos;) {
    if (begins_declaration(text, ++at)) return at;
  }
  return text.size();
}

struct Call {
  std::string_view callee;
  bool brace = false;
  std::vector<std::string_view> given = {};
};

}  // namespace

Kind kind_of(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::module:
      return Kind::module;
    case SymbolKind::fact:
      return Kind::fact;
    case SymbolKind::relation:
      return Kind::relation;
    case SymbolKind::rating:
      return Kind::type;
    case SymbolKind::factor:
      return Kind::property;
    case SymbolKind::table:
    case SymbolKind::rule:
    case SymbolKind::test:
      return Kind::function;
    case SymbolKind::enumeration:
    case SymbolKind::scale:
      return Kind::enumeration;
    case SymbolKind::member:
    case SymbolKind::band:
      return Kind::member;
    case SymbolKind::unit:
      return Kind::unit;
    case SymbolKind::field:
      return Kind::field;
    case SymbolKind::variable:
    case SymbolKind::source:
    case SymbolKind::statement:
      return Kind::variable;
  }
  return Kind::variable;
}

void offer(json::array& items, const Offer& one) {
  json::object item{{"label", one.label}, {"kind", static_cast<int>(one.kind)}};
  if (!one.insert.empty()) item["insertText"] = one.insert;
  if (!one.detail.empty()) item["detail"] = one.detail;
  if (!one.documentation.empty()) item["documentation"] = markdown(one.documentation);
  items.push_back(std::move(item));
}

bool is_number(std::string_view word) { return !word.empty() && base::is_digit(word.front()); }

Written::Written(std::string_view text, std::uint32_t cursor) {
  begin = static_cast<std::uint32_t>(begin_of(text, cursor));
  end_ = static_cast<std::uint32_t>(end_of(text, cursor));
  Scanner scanner(text, begin, cursor);
  std::vector<Call> calls;
  for (;;) {
    const Scanner::At at = scanner.next();
    const bool last = scanner.place() == cursor;
    const std::string_view word = scanner.word();
    if (at == Scanner::At::end) break;
    if (at == Scanner::At::comment) {
      in_comment = last;
      continue;
    }
    if (at == Scanner::At::text && !scanner.closed) {
      in_text = last;
      const std::size_t open = word.rfind('{');
      in_braces = open != std::string_view::npos && word.find('}', open) == std::string_view::npos;
    }
    if (at == Scanner::At::word && last && !is_number(word)) {
      if (const std::size_t point = word.rfind('.'); point != std::string_view::npos) {
        owner = word.substr(0, point);
      }
      break;
    }
    if (word == "(" || word == "{") {
      const bool named = !before.empty() && is_letter(before.back().front());
      calls.push_back({named ? before.back() : std::string_view(), word == "{"});
    } else if ((word == ")" || word == "}") && !calls.empty()) {
      calls.pop_back();
    } else if (word == ":" && !before.empty() && !calls.empty()) {
      calls.back().given.push_back(before.back());
    }
    before.push_back(word);
  }
  if (calls.empty()) return;
  open_brace = calls.back().brace;
  if (open_brace || syntax::is_reserved(calls.back().callee)) return;
  callee = calls.back().callee;
  given = calls.back().given;
  if (!given.empty()) argument = given.back();
}

std::set<std::string> Written::variables(std::string_view text) const {
  std::set<std::string> names;
  Scanner scanner(text, begin, end_);
  std::string_view last;
  std::string_view candidate;
  for (Scanner::At at = scanner.next(); at != Scanner::At::end; at = scanner.next()) {
    if (at == Scanner::At::comment) continue;
    const std::string_view word = scanner.word();
    if (!candidate.empty() && (word == "," || word == ")")) names.emplace(candidate);
    const bool opens = last == ":" || last == "(" || last == ",";
    const bool name = at == Scanner::At::word && !is_number(word) && word != "_" &&
                      word.find('.') == std::string_view::npos && !syntax::is_reserved(word);
    candidate = opens && name ? word : std::string_view();
    last = word;
  }
  return names;
}

}  // namespace casus::lsp
