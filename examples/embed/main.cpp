// SPDX-License-Identifier: Apache-2.0
//
// Casus in a program of your own: loads rules and facts from files, rates, explains one conclusion,
// and sees what follows when one fact changes. `loans FOLDER` reads FOLDER/rules.casus and
// FOLDER/case.toml.
#include <casus/casus.hpp>
#include <casus/session.hpp>
#include <casus/timeline.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

casus::NamedText read(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + " cannot be read");
  return {path, {std::istreambuf_iterator<char>(file), {}}};
}

/// Mistakes in rules and facts are values: each says where it is, and more than is shown here.
void tell(const casus::Diagnostics& diagnostics, const casus::Sources& sources) {
  for (const casus::Diagnostic& one : diagnostics) {
    const casus::Span span = one.labels.empty() ? casus::Span{} : one.labels.front().span;
    std::cerr << sources.place(span) << ": " << one.message << '\n';
  }
}

casus::Ruleset load_rules(const std::string& path) {
  auto loaded = casus::Ruleset::load({read(path)});
  tell(loaded.diagnostics, *loaded.sources);
  if (!loaded.ruleset) throw std::runtime_error("the rules cannot be used");
  return *loaded.ruleset;
}

casus::Facts load_facts(const casus::Ruleset& rules, const std::string& path) {
  auto loaded = casus::Facts::load(rules, read(path));
  tell(loaded.diagnostics, *loaded.sources);
  if (!loaded.facts) throw std::runtime_error("the facts cannot be used");
  return *loaded.facts;
}

casus::Evaluation rate(const casus::Ruleset& rules, const casus::Facts& facts) {
  auto run = casus::Evaluation::run(rules, facts);
  tell(run.diagnostics, *run.sources);
  if (!run.evaluation) throw std::runtime_error("nothing can be rated");
  return *run.evaluation;
}

void print(const casus::Evaluation& evaluation) {
  for (const casus::Rating& rating : evaluation.assessment().ratings) {
    std::cout << rating.subject.front().text << ": " << rating.band << ", " << rating.score << '\n';
  }
}

/// A tree: what holds, and below it why.
void print(const casus::Explanation::Node& node, int depth = 0) {
  std::cout << std::string(2 * static_cast<std::size_t>(depth), ' ') << node.text;
  if (node.amount && depth > 0) std::cout << ": " << *node.amount;
  std::cout << '\n';
  for (const casus::Explanation::Node& child : node.children) print(child, depth + 1);
}

void explain(const casus::Evaluation& evaluation, const std::string& goal) {
  const auto explained = evaluation.why(goal);
  tell(explained.diagnostics, *explained.sources);
  if (!explained.explanation) throw std::runtime_error("there is no such goal");
  for (const casus::Explanation::Node& root : explained.explanation->roots) print(root);
}

/// A case whose facts change: what follows is brought up to date, not evaluated again.
casus::Session start(const casus::Ruleset& rules, const casus::Facts& facts) {
  auto started = casus::Session::start(rules, facts);
  tell(started.diagnostics, *started.sources);
  if (!started.session) throw std::runtime_error("nothing can be rated");
  return std::move(*started.session);
}

void change(casus::Session& session, const casus::FactChange& facts) {
  const auto changed = session.change(facts);
  tell(changed.diagnostics, *changed.sources);
  if (!changed.done) throw std::runtime_error("nothing has changed");
  for (const casus::RatingChange& one : changed.ratings) {
    std::cout << one.subject.front().text << ": " << one.after->band << ", " << one.after->score
              << " instead of " << one.before->score << '\n';
  }
}

}  // namespace

int main(int count, char** arguments) try {
  const std::string folder = count > 1 ? arguments[1] : ".";
  const casus::Ruleset rules = load_rules(folder + "/rules.casus");
  const casus::Facts facts = load_facts(rules, folder + "/case.toml");

  const casus::Evaluation now = rate(rules, facts);
  print(now);
  std::cout << "\nWhy Acme is rated so:\n";
  explain(now, R"(health("Acme"))");

  std::cout << "\nHad Acme paid back a part of its debt:\n";
  casus::Session session = start(rules, facts);
  change(session, {.drop = {R"(loan(firm: "Acme"))"}, .add = R"(
[[loan]]
firm = "Acme"
debt_ratio = "65%"
source = "register-2025"
)"});
  const casus::Assessment then = session.assessment();
  for (const casus::ScoreChange& one :
       casus::score_changes(now.assessment().ratings.front(), then.ratings.front())) {
    std::cout << "  " << one.because << ": " << one.points << " points\n";
  }
} catch (const std::exception& fault) {
  std::cerr << fault.what() << '\n';
  return 1;
}
