// SPDX-License-Identifier: Apache-2.0
#include "check/sentences.hpp"

namespace casus::check {
namespace {

class SentenceReader {
 public:
  SentenceReader(const Environment& env, const ast::Name& text, const Places& places)
      : env_(env), name_(text), text_(text.text), places_(places) {
    find_offsets();
  }

  model::Sentence run() {
    std::string plain;
    std::size_t at = 0;
    while (at < text_.size()) {
      const char c = text_[at];
      const bool doubled = at + 1 < text_.size() && text_[at + 1] == c;
      if ((c != '{' && c != '}') || doubled) {
        plain += c;
        at += c == '{' || c == '}' ? 2 : 1;
      } else if (c == '}') {
        refuse("a closing brace without an opening one", at, at + 1,
               "write `}}` for a brace, or open a place with `{`");
        ++at;
      } else {
        at = place(at, plain);
      }
    }
    flush(plain);
    sentence_.span = name_.span;
    return std::move(sentence_);
  }

 private:
  /// Where each byte of the text stands in the source, escapes considered.
  void find_offsets() {
    if (!name_.span.valid()) return;
    const std::string_view raw = env_.sources.text(name_.span);
    for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
      offsets_.push_back(name_.span.begin + static_cast<std::uint32_t>(i));
      if (raw[i] == '\\') ++i;
    }
    offsets_.push_back(name_.span.end - 1);
    if (offsets_.size() != text_.size() + 1) offsets_.clear();
  }

  [[nodiscard]] Span span(std::size_t from, std::size_t to) const {
    if (offsets_.empty()) return name_.span;
    return {name_.span.file, offsets_[from], offsets_[to]};
  }

  Diagnostic& refuse(std::string message, std::size_t from, std::size_t to, std::string advice) {
    Diagnostic& d = env_.report(error("E0207", std::move(message)));
    d.label(span(from, to));
    if (!advice.empty()) d.advise(std::move(advice));
    return d;
  }

  void flush(std::string& plain) {
    if (!plain.empty()) sentence_.parts.emplace_back().text = std::move(plain);
    plain.clear();
  }

  struct Word {
    std::size_t from = 0;
    std::size_t to = 0;
  };

  /// The words between the braces.
  [[nodiscard]] std::vector<Word> words(std::size_t from, std::size_t to) const {
    std::vector<Word> result;
    for (std::size_t i = from; i < to;) {
      while (i < to && text_[i] == ' ') ++i;
      const std::size_t begin = i;
      while (i < to && text_[i] != ' ') ++i;
      if (i > begin) result.push_back({begin, i});
    }
    return result;
  }

  [[nodiscard]] std::string_view text(Word word) const {
    return text_.substr(word.from, word.to - word.from);
  }

  /// Reads the place that opens at `open`; returns where the text goes on.
  std::size_t place(std::size_t open, std::string& plain) {
    const std::size_t close = text_.find_first_of("{}", open + 1);
    if (close == std::string_view::npos || text_[close] != '}') {
      refuse("a place is opened but not closed", open, open + 1,
             "close it with `}`, or write `{{` for a brace");
      return open + 1;
    }
    const std::vector<Word> inside = words(open + 1, close);
    const bool converts = inside.size() == 3 && text(inside[1]) == "as";
    if (inside.size() != 1 && !converts) {
      refuse("a place holds one " + std::string(places_.noun), open, close + 1,
             "write `{name}`, `{name as UNIT}` or `{name as %}`");
      return close + 1;
    }
    const auto found = places_.find(text(inside[0]));
    if (!found) {
      report_unknown(inside[0]);
      return close + 1;
    }
    env_.names.note(span(inside[0].from, inside[0].to), found->declared);
    model::Sentence::Part part{.text = {}, .place = found->number};
    if (converts && !convert(inside[2], inside[0], found->type, part)) return close + 1;
    flush(plain);
    sentence_.parts.push_back(std::move(part));
    return close + 1;
  }

  void report_unknown(Word word) {
    const std::string name(text(word));
    Diagnostic& d = refuse("no " + std::string(places_.noun) + " is called " + quoted(name),
                           word.from, word.to, "");
    const auto all = places_.all();
    if (const auto near = nearest_of(name, all)) {
      d.fix("did you mean " + quoted(near->name) + "?", {{span(word.from, word.to), near->name}},
            near->sure);
    } else if (places_.explain) {
      places_.explain(name, d);
    }
    if (d.help.empty() && !all.empty()) {
      std::vector<std::string> names;
      for (const std::string_view other : all) names.push_back(quoted(other));
      if (names.size() <= 8) d.advise("there are " + listed(names));
    }
  }

  bool convert(Word target, Word variable, const Type& type, model::Sentence::Part& part) {
    if (text(target) == "%") {
      part.percent = type.numeric() && !type.unit.valid();
      if (!part.percent) refuse_conversion(variable, type, "only a plain number is a share");
      return part.percent;
    }
    const auto unit = find_unit(env_, {std::string(text(target)), span(target.from, target.to)});
    if (!unit) return false;
    const bool time = type.base == model::Base::duration && env_.units().is_time(*unit);
    if (!time && (!type.numeric() || !env_.units().convertible(type.unit, *unit))) {
      refuse_conversion(variable, type, std::string(text(target)) + " is a unit of another kind");
      return false;
    }
    part.as = *unit;
    return true;
  }

  void refuse_conversion(Word variable, const Type& type, std::string advice) {
    env_.report(error("E0302", quoted(text(variable)) + " is " + phrase(type, env_.schema()) +
                                   " and cannot be shown in another unit"))
        .label(span(variable.from, variable.to))
        .advise(advice + "; leave the `as …` out");
  }

  const Environment& env_;
  const ast::Name& name_;
  std::string_view text_;
  const Places& places_;
  std::vector<std::uint32_t> offsets_;
  model::Sentence sentence_;
};

}  // namespace

model::Sentence sentence(const Environment& env, const ast::Name& text, const Places& places) {
  return SentenceReader(env, text, places).run();
}

}  // namespace casus::check
