// SPDX-License-Identifier: Apache-2.0
#include "syntax/style/format.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/width.hpp"
#include "syntax/style/expressions.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {

using namespace style;

namespace {

constexpr int line_width = 100;
constexpr int step = 2;  ///< of indentation

/// A field, a factor, a row: what stands on one line, in columns, and the comments around it.
struct Line {
  Layout above;  ///< comments and blank lines
  bool commented = false;
  std::vector<std::string> cells;
  std::string behind;
};

/// A declaration, a line of the header or a comment, as it is printed.
struct Piece {
  bool behind_blank_line = false;
  bool is_header = false;
  std::string text;

  [[nodiscard]] bool is_tall() const { return text.find('\n') + 1 < text.size(); }
};

class Formatter {
 public:
  explicit Formatter(std::string_view text) : in_(text), expressions_(in_) {}

  std::string file() {
    std::string out;
    bool after_header = false;
    bool after_tall = false;
    for (bool end = false; !end;) {
      const bool own_blank = in_.next().behind_blank_line;
      std::vector<Comment> comments = in_.take_comments();
      end = in_.at_end();
      Piece piece;
      piece.behind_blank_line = own_blank;
      if (!end) {
        piece.is_header = is_header_word(in_.next().text) || in_.at("use");
        piece.text = declaration().print(line_width);
      }
      // The blank line that a declaration needs stands above its comments.
      const bool apart =
          !end && (after_tall || piece.is_tall() || (after_header && !piece.is_header));
      for (std::size_t i = 0; i < comments.size(); ++i) {
        const bool blank = comments[i].behind_blank_line || (i == 0 && apart);
        if (blank && !out.empty()) out += '\n';
        out.append(comments[i].text).append("\n");
      }
      if (end) break;
      const bool blank = comments.empty() ? piece.behind_blank_line || apart
                                          : piece.behind_blank_line && !is_described(comments);
      if (blank && !out.empty()) out += '\n';
      out += piece.text;
      after_header = piece.is_header;
      after_tall = piece.is_tall();
    }
    return out;
  }

 private:
  Layout declaration() {
    const std::string_view word = in_.next().text;
    if (word == "module") return module_line();
    if (word == "edition") return words(2);
    if (word == "use") return keyword_and(&Expressions::dotted);
    if (word == "unit") return unit();
    if (word == "enum") return enumeration();
    if (word == "scale") return scale();
    if (word == "fact" || word == "relation") return relation();
    if (word == "rating") return rating();
    if (word == "rule") return rule();
    if (word == "table") return table();
    return test();
  }

  // --- Pieces ---

  /// The next `count` tokens, with blanks between them.
  Layout words(int count) {
    Layout result = in_.take();
    for (int i = 1; i < count; ++i) result = {std::move(result), " ", in_.take()};
    return result;
  }
  /// A line of a declaration's body.
  static Layout body_line(Layout inner) {
    return Layout::nest(step, {Layout::hard_line(), std::move(inner)});
  }
  Layout keyword_and(Layout (Expressions::*what)()) {
    return {in_.take(), " ", (expressions_.*what)()};
  }

  // --- Comments and blank lines in bodies ---

  static bool is_described(const std::vector<Comment>& comments) {
    return !comments.empty() && comments.back().text.starts_with("///");
  }
  /// Those above the next token, with the blank lines before them but for one at the very top.
  Layout comments(bool at_top) {
    Layout result;
    for (const Comment& one : in_.take_comments()) {
      if (one.behind_blank_line && !at_top) result.add(Layout::blank_line());
      result.add(body_line(Layout::comment(one.text)));
      at_top = false;
    }
    return result;
  }
  /// The same with the blank line below them.
  Layout above(bool at_top) {
    const std::vector<Comment>& before = in_.next().before;
    const bool blank =
        in_.next().behind_blank_line && !is_described(before) && !(at_top && before.empty());
    Layout result = comments(at_top);
    if (blank) result.add(Layout::blank_line());
    return result;
  }
  /// A line whose cells `read` takes. Comments among its tokens go behind it.
  template <class Read>
  Line line(bool at_top, Read read) {
    Line line{.commented = !in_.next().before.empty()};
    line.above = above(at_top);
    in_.hold(&line.behind);
    read(line.cells);
    in_.hold(nullptr);
    return line;
  }

  // --- Small declarations ---

  Layout module_line() {
    Layout result = keyword_and(&Expressions::dotted);
    if (!in_.at("certainty")) return result;
    result = {std::move(result), " ", words(2)};
    while (in_.at("-")) result.add({in_.take(), in_.take()});
    return result;
  }
  Layout unit() {
    Layout result = words(2);
    return in_.at("=") ? Layout{std::move(result), " ", keyword_and(&Expressions::bound)} : result;
  }
  Layout enumeration() {
    Layout head{words(2), " "};
    return list(
        std::move(head), [&] { return std::vector{in_.take()}; }, " ");
  }
  Layout scale() {
    const auto band = [&] {
      Layout result = in_.take();
      if (in_.at("<")) result = {std::move(result), " ", keyword_and(&Expressions::bound)};
      return std::vector{std::move(result)};
    };
    Layout head{words(2), " ", expressions_.bounds(), " "};
    return list(std::move(head), band, " ");
  }

  // --- Lists in braces or parentheses ---

  /// `head { a, b }`, or each item on a line of its own, its cells in columns. `inside`: what
  /// stands behind the opening and before the closing sign on one line.
  template <class Item>
  Layout list(Layout head, Item item, std::string_view inside) {
    Layout opening = in_.take();
    std::vector<Line> lines;
    while (!in_.at("}") && !in_.at(")") && !in_.at_end()) {
      lines.push_back(line(lines.empty(), [&](std::vector<std::string>& cells) {
        for (const Layout& cell : item()) cells.push_back(cell.on_one_line());
        if (in_.at(",")) in_.skip();
      }));
    }
    const bool commented = opening.is_broken() || !in_.next().before.empty() ||
                           std::ranges::any_of(lines, [](const Line& one) {
                             return one.commented || !one.behind.empty();
                           });
    if (!commented) {
      std::string joined;
      for (const Line& one : lines) {
        joined += joined.empty() ? inside : ", ";
        for (std::size_t i = 0; i < one.cells.size(); ++i) {
          joined.append(i == 0 ? "" : " ").append(one.cells[i]);
        }
      }
      if (!lines.empty()) joined += inside;
      Layout whole{head, opening, joined, in_.next().text};
      if (static_cast<int>(base::width(whole.on_one_line())) <= line_width) {
        return {std::move(head), std::move(opening), joined, in_.take()};
      }
    }
    head.add(std::move(opening));
    for (Line& line : lines) line.cells.back() += ',';
    return closed(std::move(head), lines);
  }
  /// `head`, the lines, and on a line of its own the sign that closes them.
  Layout closed(Layout head, const std::vector<Line>& lines) {
    add_lines(head, lines);
    head.add(comments(lines.empty()));
    return {std::move(head), Layout::hard_line(), in_.take()};
  }

  /// Each on a line of its own, cells below each other.
  static void add_lines(Layout& to, const std::vector<Line>& lines) {
    std::vector<std::size_t> widths;
    for (const Line& line : lines) {
      widths.resize(std::max(widths.size(), line.cells.size()));
      for (std::size_t i = 0; i < line.cells.size(); ++i) {
        widths[i] = std::max(widths[i], base::width(line.cells[i]));
      }
    }
    for (const Line& line : lines) {
      to.add(line.above);
      std::string text;
      for (std::size_t i = 0; i < line.cells.size(); ++i) {
        if (widths[i] == 0) continue;
        text.append(text.empty() ? "" : " ").append(line.cells[i]);
        const bool last = i + 1 == line.cells.size();
        if (!last) text.append(widths[i] - base::width(line.cells[i]), ' ');
      }
      Layout whole = text;
      if (!line.behind.empty()) whole.add(Layout::comment_behind(line.behind));
      to.add(body_line(std::move(whole)));
    }
  }

  /// `name:`, and the rest.
  std::vector<Layout> field() {
    Layout name{in_.take(), in_.take()};
    const bool best = (in_.at("least") || in_.at("greatest")) &&
                      in_.next(1).kind == Token::Kind::word && !is_reserved(in_.next(1).text);
    Layout rest = best ? keyword_and(&Expressions::type) : expressions_.type();
    if (in_.at("in")) rest = {std::move(rest), " ", keyword_and(&Expressions::bounds)};
    if (in_.at("open")) rest = {std::move(rest), " ", in_.take()};
    return {std::move(name), std::move(rest)};
  }
  Layout fields(Layout head, std::string_view inside) {
    return list(
        std::move(head), [&] { return field(); }, inside);
  }

  // --- Facts, relations, ratings ---

  Layout relation() {
    Layout head = words(2);
    const bool open = in_.at("open") || in_.at("closed");
    if (open) head = {std::move(head), " ", in_.take()};
    const bool braces = in_.at("{");
    if (braces || open) head.add(" ");
    Layout result = fields(std::move(head), braces ? " " : "");
    for (bool behind_lines = result.is_broken();; behind_lines = false) {
      Layout clause;
      if (in_.at("reads") || in_.at("asks")) {
        clause = words(2);
      } else if (in_.at("presumed")) {
        clause = {in_.take(), " ", keyword_and(&Expressions::bound)};
      } else if (in_.at("half_life")) {
        clause = keyword_and(&Expressions::bound);
      } else {
        return result;
      }
      result.add(behind_lines ? Layout::nest(step, {" ", std::move(clause)})
                              : body_line(std::move(clause)));
    }
  }

  Layout rating() {
    Layout result = fields(words(2), "");
    if (in_.next().kind == Token::Kind::text) result = {std::move(result), " ", in_.take()};
    result.add(body_line(keyword_and(&Expressions::condition)));
    result.add(body_line(words(2)));
    result.add(body_line(keyword_and(&Expressions::bound)));
    std::vector<Line> factors;
    for (;;) {
      if (in_.at("factor")) {
        factors.push_back(factor(factors.empty()));
        continue;
      }
      add_lines(result, std::exchange(factors, {}));
      if (!in_.at("likelihood")) return result;
      result.add(body_line(likelihood()));
    }
  }
  Line factor(bool first) {
    return line(first, [&](std::vector<std::string>& cells) {
      cells.push_back(words(2).on_one_line());
      cells.push_back(in_.next().kind == Token::Kind::text ? in_.take().on_one_line() : "");
      cells.push_back(expressions_.bounds().on_one_line());
    });
  }
  Layout likelihood() {
    Layout event = words(2);
    Layout rest{Layout::line(),
                keyword_and(&Expressions::bound),
                " ",
                keyword_and(&Expressions::bound),
                " ",
                in_.take(),
                " ",
                keyword_and(&Expressions::bound)};
    return Layout::group({std::move(event), Layout::nest(step, std::move(rest))});
  }

  // --- Rules ---

  Layout rule() {
    Layout result = words(2);
    if (in_.next().kind == Token::Kind::text) {
      result.add(Layout::group(Layout::nest(2 * step, {Layout::line(), in_.take()})));
    }
    while (in_.next().kind == Token::Kind::word) {
      const std::string_view word = in_.next().text;
      if (word == "when" || word == "unless") {
        result.add(body_line({in_.take(), " ", expressions_.clause(word)}));
      } else if (word == "then") {
        result.add(body_line(then()));
      } else if (word == "supports" || word == "undermines") {
        result.add(body_line(contribution()));
      } else if (word == "caps" || word == "floors") {
        result.add(body_line(
            {keyword_and(&Expressions::atom), " ", keyword_and(&Expressions::condition)}));
      } else if (word == "certainty") {
        result.add(body_line(keyword_and(&Expressions::condition)));
      } else if (word == "because" || word == "source") {
        result.add(body_line(words(2)));
      } else if (word == "overrides") {
        result.add(body_line(keyword_and(&Expressions::dotted)));
      } else {
        break;
      }
    }
    return result;
  }
  Layout then() {
    Layout head{in_.take(), " "};
    const bool choice = in_.at("one") && in_.next(1).is("of");
    if (choice) head = {std::move(head), words(2), " "};
    Layout atoms;
    for (bool more = true; more;) {
      if (in_.at("not")) atoms.add({in_.take(), " "});
      atoms.add(expressions_.atom());
      if (choice) atoms.add({" ", keyword_and(&Expressions::condition)});
      more = in_.at(",");
      if (more) atoms.add({in_.take(), Layout::line()});
    }
    return {std::move(head), Layout::group(Layout::align(std::move(atoms)))};
  }
  Layout contribution() {
    Layout result{keyword_and(&Expressions::atom), " ", keyword_and(&Expressions::condition)};
    if (!in_.at("for")) return result;
    result.add({" ", words(3)});
    while (in_.at(",")) result.add({in_.take(), " ", in_.take()});
    return result;
  }

  // --- Tables and tests ---

  Layout table() {
    Layout result = fields(words(2), "");
    result = {std::move(result), " ", keyword_and(&Expressions::type)};
    while (!in_.at("{") && !in_.at_end()) result = {std::move(result), " ", in_.take()};
    result = {std::move(result), " ", in_.take()};
    std::vector<Line> rows;
    while (in_.at("|")) {
      const std::size_t columns = rows.empty() ? 0 : rows.front().cells.size();
      rows.push_back(line(rows.empty(), [&](std::vector<std::string>& cells) {
        for (bool last = false; !last;) {
          last = columns == 0 ? in_.next(1).is("|") || in_.next(1).is("}")
                              : cells.size() + 1 == columns;
          (void)in_.take();
          cells.push_back(last ? "|" : "| " + expressions_.cell().on_one_line());
        }
      }));
    }
    return closed(std::move(result), rows);
  }

  Layout test() {
    Layout result = words(2);
    constexpr auto steps =
        std::to_array<std::string_view>({"given", "as_of", "assume", "drop", "expect", "snapshot"});
    for (bool first = true;
         std::ranges::any_of(steps, [&](std::string_view one) { return in_.at(one); });
         first = false) {
      result.add(above(first));
      result.add(body_line(step_of_test()));
    }
    return result;
  }
  Layout step_of_test() {
    if (in_.at("given")) return words(2);
    if (in_.at("as_of")) return keyword_and(&Expressions::bound);
    if (in_.at("snapshot")) return keyword_and(&Expressions::condition);
    if (in_.at("expect")) return expectation();
    Layout result{in_.take(), " "};
    if (in_.at("not")) result = {std::move(result), in_.take(), " "};
    result.add(in_.next().kind == Token::Kind::text ? in_.take() : expressions_.atom());
    if (!in_.at("certainty")) return result;
    return {std::move(result), " ", keyword_and(&Expressions::bound)};
  }

  Layout expectation() {
    Layout result = keyword_and(&Expressions::condition);
    if (in_.at("certainty")) {
      result = {std::move(result), " ", keyword_and(&Expressions::cell)};
    }
    if (!in_.at("because")) return result;
    Layout reasons{in_.take(), " ", reason()};
    while (in_.at("and")) reasons = {std::move(reasons), " ", in_.take(), " ", reason()};
    return Layout::group(
        {std::move(result), Layout::nest(2, {Layout::line(), std::move(reasons)})});
  }
  Layout reason() {
    return in_.next().kind == Token::Kind::text ? in_.take() : expressions_.dotted();
  }

  TokenStream in_;
  Expressions expressions_;
};

}  // namespace

std::string format(std::string_view text) { return Formatter(text).file(); }

}  // namespace casus::syntax
