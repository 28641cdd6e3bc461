// SPDX-License-Identifier: Apache-2.0
//
// Public values of an explanation read back as rows. Whatever somebody wrote there, reading it
// never fails but with nothing.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "casus/explanation.hpp"
#include "verify/ways.hpp"

namespace casus::verify {

using Node = Explanation::Node;
using Kind = Explanation::Kind;

/// What a node says of a row.
struct Claim {
  RelationId relation;
  Row row;  ///< of facts with the statement's kind last
  bool denies = false;
  double certainty = 1;
};

/// Whether a node is a row that a condition can match.
[[nodiscard]] bool is_row(const Node& node);
/// Whether a denial speaks of a row.
[[nodiscard]] bool covers(const Row& denial, const Row& row);

class Reader {
 public:
  explicit Reader(const World& world);

  [[nodiscard]] std::optional<Word> word(const Value& value, model::Type type) const;
  /// Of a statement.
  [[nodiscard]] static std::optional<Word> kind(const std::string& name);
  /// By its name, with its module before it if it has one.
  [[nodiscard]] std::optional<RelationId> relation(const std::string& name) const;
  /// Of a fact, a conclusion, a row of a rating.
  [[nodiscard]] std::optional<Claim> claim(const Node& node) const;
  /// A node's variables; nothing where there are none of these names that can have these values.
  [[nodiscard]] std::optional<Values> bindings(const check::Terms& terms, const Node& node) const;

 private:
  const World& world_;
  std::map<std::string, RelationId> relations_;
};

}  // namespace casus::verify
