// SPDX-License-Identifier: Apache-2.0
//
// A rule base as a book: every declaration as its author wrote it, beside the passages that it
// encodes, what uses it, and which tests are about it. Plain values, for whoever sets pages.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "casus/casus.hpp"
#include "casus/index.hpp"

namespace casus {

struct RuleBook {
  /// A part of rule text. All parts of a code together are the text, byte by byte.
  struct Piece {
    enum class Kind {
      plain,
      keyword,
      text,  ///< what stands in quotes
      number,
      comment,
      name,      ///< of something declared elsewhere
      declared,  ///< the name that is declared here
    };
    Kind kind = Kind::plain;
    std::string text;
    std::string anchor = {};  ///< of what it names; empty where that has none
  };
  using Code = std::vector<Piece>;

  /// Where something stands in the book. Anchors are of letters, digits and `._-`, each once.
  struct Link {
    SymbolKind kind = SymbolKind::rule;
    std::string name;
    std::string anchor;
  };

  /// A field, member, band or factor.
  struct Part {
    SymbolKind kind = SymbolKind::field;
    std::string name;
    std::string anchor;
    std::string title;  ///< of a factor
    std::string doc;
    Code type;  ///< of a field: "int years in 0..120 open"; of a factor: its range
  };
  /// A step of a scale, as written.
  struct Step {
    std::string name;
    std::string from, to;  ///< `to` is the first number that belongs to the next step
  };
  /// A decision table: names of columns, the result last, and cells as written.
  struct Grid {
    std::vector<std::string> columns;
    std::vector<std::vector<Code>> rows;
  };

  /// A statement of a case.
  struct Passage {
    std::string case_name;
    Evidence evidence;
    std::size_t source = none;  ///< in `sources`; none where it names none
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
  };

  struct Entry {
    SymbolKind kind = SymbolKind::rule;
    std::string name;
    std::string title;
    std::string doc;
    std::string anchor;
    std::string place;  ///< "rules/energy.casus:14"
    Code code;
    std::vector<Part> parts;  ///< without members and bands, which the code lists
    std::vector<Step> scale;  ///< of a scale
    Grid grid;                ///< of a decision table
    std::string source;       ///< a rule's own
    /// Of a rule: the statements that its own conditions met, or where these are about conclusions
    /// alone, the statements below them. In order of cases, then of the case's file.
    std::vector<Passage> passages;
    static constexpr std::size_t most_passages = 24;
    std::size_t further = 0;    ///< passages that there are besides
    std::vector<Link> used_by;  ///< declarations that mention it or a part of it
    std::vector<Link> tests;    ///< that mention it or what it concludes
  };

  struct Module {
    std::string name;  ///< of the file where it names none
    std::string anchor;
    std::string doc;
    std::string file;
    std::vector<Link> uses;
    std::vector<Entry> entries;  ///< in order of the file
  };

  struct Source {
    /// A passage once, with the rules that rest on it.
    struct Cited {
      Passage passage;
      std::vector<Link> rules;
    };
    std::string id;
    std::string anchor;
    std::vector<Cited> cited;
  };

  struct Indexed {
    Link link;
    std::string of;  ///< what it is a part of; empty where it stands by itself
  };

  std::string title;  ///< the first part of the names of all modules; empty where they differ
  std::vector<Module> modules;
  std::vector<CaseInfo> cases;
  std::vector<Source> sources;  ///< by title
  std::vector<Indexed> index;   ///< by name, whatever the case of letters
};

/// `cases` were evaluated by the rules of the index. Costs what the goals of all ratings and
/// relations cost, which are asked of each.
[[nodiscard]] RuleBook make_rule_book(const Index& index, const std::vector<Evaluation>& cases);

}  // namespace casus
