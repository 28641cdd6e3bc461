// SPDX-License-Identifier: Apache-2.0
//
// The shipped rules as a book, with what the shipped cases say.
#include "casus/rule_book.hpp"

#include <algorithm>
#include <set>

#include "report/book.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/folders.hpp"
#include "support/markup.hpp"

using namespace casus;

TEST_CASE("every shipped rule stands in the book, beside the passages that it rests on",
          "[content][book]") {
  std::vector<NamedText> files;
  std::size_t rules = 0;
  for (const auto& path : testing::files_below(testing::project_root() / "rules", ".casus")) {
    files.push_back({path.filename().string(), testing::read_file(path)});
    const std::string text = '\n' + files.back().text;
    for (std::size_t at = 0; (at = text.find("\nrule ", at)) != text.npos; ++at) ++rules;
  }
  Index index;
  const auto loaded = Ruleset::load(files, {}, &index);
  REQUIRE(loaded.ruleset);
  std::vector<Evaluation> cases;
  std::set<std::string> resting;  // rules that count in some case
  for (const auto& path : testing::files_below(testing::project_root() / "facts", ".toml")) {
    const auto facts =
        Facts::load(*loaded.ruleset, {path.filename().string(), testing::read_file(path)});
    REQUIRE(facts.facts);
    const auto run = Evaluation::run(*loaded.ruleset, *facts.facts);
    REQUIRE(run.evaluation);
    cases.push_back(*run.evaluation);
    for (const Rating& rating : run.evaluation->assessment().ratings) {
      for (const Contribution& one : rating.contributions) {
        if (!one.facts.empty()) resting.insert(one.rule);
      }
    }
  }
  REQUIRE(resting.size() > 40);

  const RuleBook book = make_rule_book(index, cases);
  const std::string page = report::book_html(book);
  CHECK(testing::markup_mistakes(page) == std::vector<std::string>{});
  std::size_t found = 0;
  for (const RuleBook::Module& module : book.modules) {
    for (const RuleBook::Entry& entry : module.entries) {
      if (entry.kind != SymbolKind::rule) continue;
      ++found;
      INFO(entry.name);
      CHECK(page.find("<h3 id=\"" + entry.anchor + "\">") != page.npos);
      if (resting.contains(entry.name)) CHECK_FALSE(entry.passages.empty());
      for (const RuleBook::Passage& one : entry.passages) {
        CHECK(page.find(one.evidence.id + " of " + one.case_name) != page.npos);
        CHECK((one.evidence.source.empty() || one.source < book.sources.size()));
      }
    }
  }
  CHECK(found == rules);
  // The rule `elite_bond` asks for elite ties, which the first case has from this passage (F14).
  CHECK(page.find("their political and economic elites enjoy close relations") != page.npos);
}
