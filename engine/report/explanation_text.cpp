// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "report/branch.hpp"
#include "report/display.hpp"
#include "report/explanation.hpp"
#include "report/numbers.hpp"
#include "report/proof.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

using Node = Explanation::Node;
using Kind = Explanation::Kind;

std::string points(double amount, int decimals) {
  const std::string shown = fixed(std::abs(amount), decimals);
  return fmt::format("{} {} {}", amount < 0 ? "takes" : "adds", shown,
                     amount == 1 || amount == -1 ? "point" : "points");
}

std::string fact_statement(const Node& node) {
  std::string out = printable(node.text);
  if (!node.evidence) return statement(out);
  const Evidence& evidence = *node.evidence;
  out = fmt::format("Fact {}: {}{}", printable(evidence.id), out, kind_text(node));
  if (!evidence.source.empty()) out += fmt::format("; source {}", printable(evidence.source));
  if (!evidence.at.empty()) out += fmt::format("; at {}", printable(evidence.at));
  if (!evidence.origin.empty()) out += fmt::format("; origin {}", printable(evidence.origin));
  if (evidence.certainty != 1) {
    out += fmt::format("; certainty {}", certainty_text(evidence.certainty));
  }
  if (!evidence.quote.empty()) out += fmt::format("; quote: \"{}\"", printable(evidence.quote));
  return statement(out);
}

std::string node_statement(const Node& node, const Proof& proof) {
  std::string text = printable(node.text);
  if (node.cut) {
    text += " (deeper steps are left out)";
  } else if (node.same_as) {
    return statement("as said before, " + text);
  }
  switch (node.kind) {
    case Kind::fact:
      return fact_statement(node);
    case Kind::start:
      return fmt::format("The starting point is {}.",
                         fixed(node.amount.value_or(0), proof.decimals()));
    case Kind::factor:
      if (node.amount.value_or(0) == 0) return statement(text);
      return statement(
          fmt::format("{} {}", text, points(node.amount.value_or(0), proof.decimals())));
    case Kind::defeated:
      return statement("not counted: " + defeated_text(node, proof.decimals()));
    case Kind::uncounted:
      return statement("not counted: " + proof.uncounted_text(node));
    case Kind::defeating:
      return statement("defeated " + defeating_text(node));
    case Kind::alternative:
      text = "also: " + text;
      break;
    case Kind::presumption:
      return statement("presumed: " + presumption_text(node));
    case Kind::contribution:
    case Kind::limit:
    case Kind::clamp:
      if (node.amount) text += fmt::format(": {}", points(*node.amount, proof.decimals()));
      break;
    default:
      break;
  }
  const bool uncertain = node.certainty && *node.certainty != 1;
  if (uncertain && node.weight) {
    text += fmt::format(", {} at certainty {}", brief(std::abs(*node.weight), 2),
                        certainty_text(*node.certainty));
  } else if (uncertain) {
    text += fmt::format(", certainty {}", certainty_text(*node.certainty, node.between));
    if (node.alone) text += fmt::format(", alone {}", certainty_text(*node.alone));
  }
  if (!node.facts.empty()) text += ", resting on " + and_ids_text(node.facts);
  return statement(text);
}

class Statements {
 public:
  Statements(const Explanation& explanation, const TreeOptions& options)
      : proof_(explanation), options_(options) {}

  void add(const Node& node, std::uint32_t level) {
    text_ += node_statement(node, proof_) + '\n';
    if (options_.code) add_code(node);
    if (options_.depth == 0 || level < options_.depth) {
      for (const Node& child : node.children) {
        if (!says_nothing(node, child)) add(child, level + 1);
      }
      if (node.further > 0) text_ += statement(further_text(node)) + '\n';
      return;
    }
    if (node.kind == Kind::presumption) return;
    for (const Node* presumption : proof_.presumptions(node)) {
      text_ += statement("presumed: " + presumption_text(*presumption)) + '\n';
    }
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void add_code(const Node& node) {
    if (!node.code.empty()) add_written("As written", node.code, node.values);
    if (node.conclusion.empty()) return;
    add_written("Rule " + printable(node.rule), node.conclusion, node.concluded);
  }
  void add_written(const std::string& what, const std::string& code,
                   const Explanation::Bindings& values) {
    text_ += what + ": " + one_line(code) + (values.empty() ? "" : "   ") + values_text(values);
    text_ += '\n';
  }

  Proof proof_;
  const TreeOptions& options_;
  std::string text_;
};

}  // namespace

std::string explanation_tree(const CaseExplanations& cases, const Style& style,
                             const TreeOptions& options) {
  std::string out;
  for (const CaseExplanation& one : cases) {
    if (!one.explanation.holds) continue;
    if (!out.empty()) out += '\n';
    if (cases.size() > 1) out += printable(one.case_name) + ":\n";
    for (std::size_t i = 0; i < one.explanation.roots.size(); ++i) {
      if (i > 0) out += '\n';
      Branch root = branch_of(one, i, style, options);
      if (options.lines > 0) fold(root, options.lines, style);
      out += draw(root, style);
      if (const std::string line = likelihood_line(one.explanation, i); !line.empty()) {
        out += hanging("", line, columns(style));
      }
    }
    if (const std::string more = more_answers_text(one.explanation); !more.empty()) {
      out += more + '\n';
    }
    const std::string contradictions = contradictions_tree(one, style, options);
    if (!contradictions.empty()) out += "contradicted:\n" + contradictions;
  }
  return out;
}

std::string contradictions_tree(const CaseExplanation& one, const Style& style,
                                const TreeOptions& options) {
  std::string out;
  for (const Node& node : one.explanation.contradicting) {
    out += draw(branch_of(one, node, style, options), style);
  }
  return out;
}

std::string contradictions_prose(const CaseExplanation& one, const TreeOptions& options) {
  Statements statements(one.explanation, options);
  for (const Node& node : one.explanation.contradicting) statements.add(node, 0);
  return statements.take();
}

std::string defeated_lines(const CaseExplanations& cases, bool prose) {
  std::string out;
  for (const CaseExplanation& one : cases) {
    for (const Node& node : one.explanation.defeated) {
      const std::string text = defeated_text(node);
      out += prose ? statement("not counted: " + text) + '\n' : "~ " + text + '\n';
    }
  }
  return out;
}

std::vector<std::string> other_kinds_texts(const std::vector<Evidence>& other_kinds) {
  std::map<std::string, std::vector<std::string>> ids;
  for (const Evidence& fact : other_kinds) ids[fact.kind].push_back(fact.id);
  std::vector<std::string> texts;
  for (const auto& [kind, facts] : ids) {
    texts.push_back(fmt::format("stated as a {} ({}); ask for it with kind: {}, or kind: _ for any",
                                printable(kind), ids_text(facts), printable(kind)));
  }
  return texts;
}

std::string explanation_prose(const CaseExplanations& cases, const TreeOptions& options) {
  std::string out;
  for (const CaseExplanation& one : cases) {
    const Explanation& explanation = one.explanation;
    if (!explanation.holds) continue;
    if (cases.size() > 1) out += statement("case " + one.case_name) + '\n';
    for (std::size_t i = 0; i < explanation.roots.size(); ++i) {
      const Node& root = explanation.roots[i];
      Statements statements(explanation, options);
      if (root.kind != Kind::rating || i >= explanation.ratings.size()) {
        statements.add(root, 0);
        out += statements.take();
        continue;
      }
      const Rating& rating = explanation.ratings[i];
      out += fmt::format("{} is {}, {}.\n", subject_text(rating), printable(rating.band),
                         score_on_scale(rating));
      if (const std::string line = likelihood_line(explanation, i); !line.empty()) {
        out += statement(line) + '\n';
      }
      for (const Node& child : root.children) {
        if (child.kind == Kind::comparison) {
          out += statement("the goal is met: " + printable(child.text)) + '\n';
        } else {
          statements.add(child, 1);
        }
      }
      out += statements.take();
    }
    out += contradictions_prose(one, options);
    if (const std::string more = more_answers_text(explanation); !more.empty()) {
      out += statement(more) + '\n';
    }
  }
  return out;
}

}  // namespace casus::report
