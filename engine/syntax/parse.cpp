// SPDX-License-Identifier: Apache-2.0
#include "syntax/parse.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/encoding.hpp"
#include "syntax/diagnose.hpp"
#include "syntax/docs.hpp"
#include "syntax/grammar.hpp"
#include "syntax/recover.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

constexpr int known_edition = 2026;

class FileParser {
 public:
  FileParser(std::string_view text, std::uint32_t file) : reader_(text, file) {
    file_.file = file;
    at_ = reader_.begin();
  }

  Parsed run() {
    for (next(); start_ != reader_.end(); next()) {
      if (header_line()) continue;
      declaration();
    }
    take_over(reader_.take_diagnostics());
    sort_by_place(diagnostics_);
    return {std::move(file_), std::move(diagnostics_)};
  }

 private:
  void next() {
    start_ = reader_.skip(at_);
    at_ = start_;
    reader_.forget_repairs_before(start_);
  }

  void take_over(Diagnostics more) {
    for (Diagnostic& diagnostic : more) diagnostics_.push_back(std::move(diagnostic));
  }

  /// `edition` and `module`, wherever they stand: out of place they are read as well.
  bool header_line() {
    At at = at_;
    const bool edition = reader_.word(at, "edition");
    if (!edition && !reader_.word(at, "module")) return false;
    const Span word = reader_.last_word();
    check_place(word, edition);
    ast::File scratch;
    const bool again = edition ? file_.edition.has_value() : file_.module.has_value();
    ast::File& target = again ? scratch : file_;
    const auto read = edition ? read_edition : read_module;
    const bool told = reader_.is_repaired(start_);
    if (auto stop = read(reader_, at_, target)) {
      const std::string_view kind = edition ? "edition" : "module";
      if (!told) diagnostics_.push_back(diagnose(reader_, *stop, {start_, kind}).diagnostic);
      recover(stop->at);
    }
    if (edition && !again) check_edition();
    if (!edition && !again) file_.module->doc = header_doc();
    if (edition) edition_start_ = start_;
    return true;
  }

  void check_place(Span word, bool edition) {
    const std::string text = edition ? "edition" : "module";
    const bool again = edition ? file_.edition.has_value() : file_.module.has_value();
    const bool late = !file_.declarations.empty() || (edition && file_.module.has_value());
    if (again) {
      reader_.report(
          error("E0101", "a file has only one `" + text + "`").label(word, "a second one"));
    } else if (late) {
      reader_.report(error("E0101", "`" + text + "` stands at the top of the file")
                         .label(word, edition ? "expected above everything else"
                                              : "expected above all declarations"));
    }
  }

  void check_edition() {
    if (!file_.edition || file_.edition->year == known_edition) return;
    const std::string known = std::to_string(known_edition);
    diagnostics_.push_back(error("E0107", "this edition of the rule language is not known")
                               .label(file_.edition->span, "this program knows edition " + known));
  }

  std::string header_doc() {
    std::string doc = doc_before(reader_.begin(), start_);
    if (doc.empty() && edition_start_ != nullptr) doc = doc_before(reader_.begin(), edition_start_);
    return doc;
  }

  void declaration() {
    ast::Declaration& declaration = file_.declarations.emplace_back();
    const std::optional<Stop> stop = read_with_repairs(declaration);
    const bool began = !stop || stop->expected != "declaration";
    declaration.broken = stop.has_value();
    declaration.span = reader_.span(start_, std::max(at_, start_));
    declaration.doc = doc_before(reader_.begin(), start_);
    if (!began) file_.declarations.pop_back();
    if (stop && !header_begins()) recover(stop->at);
  }

  /// Reads a declaration, again and again while its mistakes have an evident repair. A mistake
  /// without one is only told if it is the first: behind a wrong guess it would confuse.
  std::optional<Stop> read_with_repairs(ast::Declaration& declaration) {
    constexpr int most_repairs = 5;
    // Its misspelt keyword was found at the end of the declaration before.
    const bool told = reader_.is_repaired(start_);
    std::optional<Stop> stop;
    for (int repairs = 0; repairs <= most_repairs; ++repairs) {
      declaration = {};
      at_ = start_;
      stop = read_declaration(reader_, at_, declaration);
      if (!stop) return stop;
      Diagnosis diagnosis = diagnose(reader_, *stop, {start_, "", &declaration});
      if ((repairs == 0 && !told) || diagnosis.repair) {
        diagnostics_.push_back(std::move(diagnosis.diagnostic));
      }
      if (!diagnosis.repair || repairs == most_repairs) break;
      reader_.repair(*diagnosis.repair);
      if (header_begins()) break;
    }
    at_ = stop->at;
    return stop;
  }

  /// With the repairs in force: `modul` was read as `module`.
  bool header_begins() {
    At at = start_;
    return reader_.word(at, "module") || reader_.word(at, "edition");
  }

  void recover(At from) {
    const At keyword_end = name_end(start_);
    const At first = keyword_end == start_ ? start_ + 1 : keyword_end;
    at_ = next_declaration(reader_, std::max(from, first));
  }

  Reader reader_;
  ast::File file_;
  Diagnostics diagnostics_;
  At at_ = nullptr;
  At start_ = nullptr;  ///< of the declaration being read
  At edition_start_ = nullptr;
};

bool is_mended(const Diagnostic& one) { return std::ranges::any_of(one.help, &Help::safe); }

}  // namespace

Parsed parse(const Sources& sources, std::uint32_t file) {
  const std::string_view text = sources.text(file);
  if (auto unreadable = base::check_encoding(text, file)) {
    Parsed parsed;
    parsed.file.file = file;
    parsed.diagnostics.push_back(std::move(*unreadable));
    return parsed;
  }
  return FileParser(text, file).run();
}

ParsedGoal parse_goal(const Sources& sources, std::uint32_t file) {
  const std::string_view text = sources.text(file);
  ParsedGoal parsed;
  if (auto unreadable = base::check_encoding(text, file)) {
    parsed.diagnostics.push_back(std::move(*unreadable));
    return parsed;
  }
  Reader reader(text, file);
  At at = reader.begin();
  const auto stop = read_goal(reader, at, parsed.body);
  if (stop) {
    // The diagnosis looks at the text as well, so the reader's own messages are taken after it.
    parsed.diagnostics.push_back(diagnose(reader, *stop, {reader.begin(), "goal"}).diagnostic);
  }
  for (Diagnostic& slip : reader.take_diagnostics()) parsed.diagnostics.push_back(std::move(slip));
  if (stop || !std::ranges::all_of(parsed.diagnostics, is_mended)) parsed.body.reset();
  sort_by_place(parsed.diagnostics);
  return parsed;
}

void leave_out_twice_wrong(Diagnostics& written, const Diagnostics& checked) {
  std::erase_if(written, [&](const Diagnostic& one) {
    return is_mended(one) && std::ranges::any_of(checked, [&](const Diagnostic& other) {
             return !other.labels.empty() && other.labels.front().span == one.labels.front().span;
           });
  });
}

}  // namespace casus::syntax
