// SPDX-License-Identifier: Apache-2.0
#include "author/lint/suppressions.hpp"

#include <algorithm>

#include "base/codes.hpp"
#include "base/near.hpp"

namespace casus::author {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Where a comment begins on a line, outside texts. `open`: the quotes of a TOML text of several
/// lines that has begun, or empty.
std::size_t comment_begin(std::string_view line, bool toml, std::string_view& open) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!open.empty()) {
      if (open.front() == '"' && line[at] == '\\') {
        ++at;
      } else if (line.substr(at).starts_with(open)) {
        at += open.size() - 1;
        open = {};
      }
      continue;
    }
    if (toml ? line[at] == '#' : line.substr(at).starts_with("//")) return at;
    for (const std::string_view quotes : {R"(""")", "'''", "\"", "'"}) {
      if (!toml && quotes != "\"") continue;
      if (!line.substr(at).starts_with(quotes)) continue;
      open = quotes;
      at += quotes.size() - 1;
      break;
    }
  }
  if (open.size() == 1) open = {};
  return std::string_view::npos;
}

/// The code of a lint or warning by its code or name; empty where there is none.
std::string_view code_of(std::string_view name) {
  if (const base::Lint* lint = base::find_lint(name)) return lint->code;
  const auto* const found = std::ranges::find(base::codes, name, &base::Code::code);
  const bool warning = found != base::codes.end() && found->code.starts_with('W');
  return warning ? found->code : std::string_view{};
}

void refuse_unknown(std::string_view name, Span span, Findings& findings) {
  Diagnostic& finding =
      findings.add("unknown-lint", span, "there is no lint `" + std::string(name) + '`');
  std::vector<std::string_view> names;
  for (const base::Lint& lint : base::lints) names.push_back(lint.name);
  const auto near = base::nearest(name, names);
  if (!near) {
    finding.advise("`casus help lint` says where all are listed");
  } else if (near->sure) {
    finding.fix(near->question(), {{span, near->name}}, true);
  } else {
    finding.advise(near->question());
  }
}

}  // namespace

std::vector<Suppressions::Comment> Suppressions::comments(std::uint32_t file, bool toml) const {
  std::vector<Comment> result;
  const std::string_view text = sources_.text(file);
  std::string_view open;
  std::uint32_t line = 1;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view whole = text.substr(at, end - at);
    const std::size_t begin = comment_begin(whole, toml, open);
    if (begin != std::string_view::npos) {
      const bool own = trimmed(whole.substr(0, begin)).empty();
      result.push_back({{file, static_cast<std::uint32_t>(at + begin),
                         static_cast<std::uint32_t>(at + whole.find_last_not_of(blanks) + 1)},
                        own,
                        line});
    }
    at = end + 1;
  }
  return result;
}

Span Suppressions::covered(const Comment& comment, const ast::File* rules) const {
  const std::uint32_t file = comment.span.file;
  const std::string_view text = sources_.text(file);
  const auto size = static_cast<std::uint32_t>(text.size());
  std::uint32_t line = comment.line;
  const std::string_view mark = rules == nullptr ? "#" : "//";
  if (comment.own_line) {
    do {
      ++line;
      const std::string_view next = trimmed(sources_.line(file, line));
      if (!next.empty() && !next.starts_with(mark)) break;
    } while (sources_.line_begin(file, line) < size);
  }
  Span span{file, sources_.line_begin(file, line), sources_.line_begin(file, line + 1)};
  if (span.end == span.begin) span.end = size;
  if (!comment.own_line) return span;
  if (rules != nullptr) {
    for (const ast::Declaration& one : rules->declarations) {
      const bool here = one.span.begin >= span.begin && one.span.begin < span.end;
      if (here) span.end = std::max(span.end, one.span.end);
    }
  } else if (trimmed(sources_.line(file, line)).starts_with('[')) {
    while (span.end < size && !trimmed(sources_.line(file, line + 1)).starts_with('[')) {
      span.end = std::max(span.end, sources_.line_begin(file, ++line + 1));
    }
  }
  return span;
}

void Suppressions::take(const Comment& comment, const ast::File* rules, Findings& findings) {
  const std::string_view mark = rules == nullptr ? "#" : "//";
  const std::string_view whole = sources_.text(comment.span);
  const std::string_view said = trimmed(whole.substr(mark.size()));
  const std::size_t word = std::min(said.find_first_of(blanks), said.size());
  const bool of_file = said.substr(0, word) == "allow-file";
  if (!of_file && said.substr(0, word) != "allow") return;
  const std::string_view rest = trimmed(said.substr(word));
  const std::size_t colon = std::min(rest.find(':'), rest.size());
  Suppression result;
  for (std::size_t at = 0; at <= colon;) {
    const std::size_t end = std::min(rest.find(',', at), colon);
    const std::string_view name = trimmed(rest.substr(at, end - at));
    // "Allow for a day more" is a comment like any other.
    const bool sentence = name.find_first_of(blanks) != std::string_view::npos;
    if (sentence && code_of(name.substr(0, name.find_first_of(blanks))).empty()) return;
    const std::string_view first = name.substr(0, name.find_first_of(blanks));
    if (first.empty()) return;
    const auto begin = static_cast<std::uint32_t>(first.data() - whole.data());
    const Span span{comment.span.file, comment.span.begin + begin,
                    comment.span.begin + begin + static_cast<std::uint32_t>(first.size())};
    const std::string_view code = code_of(first);
    if (!code.empty()) {
      result.names.push_back({code, span});
    } else if (colon < rest.size()) {
      refuse_unknown(first, span, findings);
    } else {
      return;
    }
    at = end + 1;
  }
  if (trimmed(rest.substr(std::min(colon + 1, rest.size()))).empty()) {
    findings
        .add("suppression-without-reason", comment.span, "a suppression has to say why",
             "no reason given")
        .advise("write the reason behind a colon: `" + std::string(mark) + " allow " +
                std::string(rest.substr(0, rest.find_first_of(": \t"))) +
                ": why it does not apply here`");
  }
  if (of_file) {
    result.covers = {comment.span.file, 0,
                     static_cast<std::uint32_t>(sources_.text(comment.span.file).size() + 1)};
  } else {
    result.covers = covered(comment, rules);
  }
  const std::uint32_t begin = sources_.line_begin(comment.span.file, comment.line);
  result.comment = comment.span;
  if (comment.own_line) {
    result.comment.begin = begin;
    result.comment.end = sources_.line_begin(comment.span.file, comment.line + 1);
  } else {
    const std::string_view before =
        sources_.text(Span{comment.span.file, begin, comment.span.begin});
    result.comment.begin = begin + static_cast<std::uint32_t>(before.find_last_not_of(blanks) + 1);
  }
  all_.push_back(std::move(result));
}

void Suppressions::read(std::uint32_t file, const ast::File* rules, Findings& findings) {
  if (sources_.text(file).find("allow") == std::string_view::npos) return;
  for (const Comment& comment : comments(file, rules == nullptr)) take(comment, rules, findings);
}

void Suppressions::apply(Diagnostics& diagnostics) {
  std::erase_if(diagnostics, [&](const Diagnostic& one) {
    if (one.labels.empty()) return false;
    const Span at = one.labels.front().span;
    bool suppressed = false;
    for (Suppression& suppression : all_) {
      const Span& covers = suppression.covers;
      if (covers.file != at.file || at.begin < covers.begin || at.begin >= covers.end) continue;
      for (Name& name : suppression.names) {
        if (name.code != one.code) continue;
        name.used = true;
        suppressed = true;
      }
    }
    return suppressed;
  });
}

void Suppressions::report_unused(const LintLevels& levels, bool evidence,
                                 Findings& findings) const {
  for (const Suppression& one : all_) {
    const auto unused = [&](const Name& name) {
      if (name.used) return false;
      const base::Lint* lint = base::find_lint(name.code);
      if (lint == nullptr) return evidence || name.code < "W06";
      const bool looked = lint->category != "evidence" || evidence;
      return looked && levels.of(*lint) != base::LintLevel::off;
    };
    const auto count = std::ranges::count_if(one.names, unused);
    for (const Name& name : one.names) {
      if (!unused(name)) continue;
      Diagnostic& finding =
          findings.add("unused-suppression", name.span, "nothing here is suppressed by this");
      if (count == static_cast<std::ptrdiff_t>(one.names.size())) {
        finding.fix("remove the comment", {{one.comment, ""}}, true);
      } else {
        finding.advise("remove the name");
      }
    }
  }
}

}  // namespace casus::author
