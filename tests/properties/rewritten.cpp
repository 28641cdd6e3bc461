// SPDX-License-Identifier: Apache-2.0
#include "properties/rewritten.hpp"

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <utility>

namespace casus::properties {
namespace {

/// "name(a: 1, b: \"x\")" as its name and lines of TOML.
struct Told {
  std::string name;
  bool holds = true;
  std::vector<std::pair<std::string, std::string>> keys;
};

std::string toml_value(const std::string& literal) {
  const bool quoted = literal.front() == '"' || literal == "true" || literal == "false";
  const bool number = literal.find_first_not_of("-.0123456789") == std::string::npos;
  return quoted || number ? literal : '"' + literal + '"';
}

Told told(std::string text) {
  Told result;
  if (text.starts_with("not ")) {
    result.holds = false;
    text.erase(0, 4);
  }
  const std::size_t open = text.find('(');
  result.name = text.substr(0, open);
  std::string rest = text.substr(open + 1, text.size() - open - 2);
  while (!rest.empty()) {
    const std::size_t colon = rest.find(": ");
    std::size_t end = colon + 2;
    for (bool inside = false; end < rest.size() && (inside || rest[end] != ','); ++end) {
      if (rest[end] == '"') inside = !inside;
    }
    result.keys.emplace_back(rest.substr(0, colon),
                             toml_value(rest.substr(colon + 2, end - colon - 2)));
    rest.erase(0, std::min(rest.size(), end + 2));
  }
  return result;
}

/// The fact of a sample that has this id, if one has.
std::vector<std::string>::iterator with_id(Sample& sample, const std::string& id) {
  return std::ranges::find_if(sample.facts, [&](const std::string& fact) {
    return fact.find("id = \"" + id + "\"\n") != std::string::npos;
  });
}

void put(std::string& fact, const std::string& key, const std::string& value) {
  const std::size_t at = fact.find('\n' + key + " = ");
  if (at != std::string::npos) fact.erase(at + 1, fact.find('\n', at + 1) - at);
  fact += key + " = " + value + '\n';
}

}  // namespace

std::string rewritten(Sample sample, const std::vector<std::string>& sets,
                      const std::vector<std::string>& drop) {
  for (const std::string& set : sets) {
    const Told one = told(set);
    if (const auto known = with_id(sample, one.name); known != sample.facts.end()) {
      for (const auto& [key, value] : one.keys) put(*known, key, value);
      continue;
    }
    std::string& fact = sample.facts.emplace_back("[[" + one.name + "]]\n");
    for (const auto& [key, value] : one.keys) put(fact, key, value);
    if (!one.holds) fact += "holds = false\n";
  }
  for (const std::string& id : drop) sample.facts.erase(with_id(sample, id));
  return sample.case_text();
}

std::string rewritten(Sample sample, const RuleAdjustment& how) {
  const auto number = [](double value) {
    std::ostringstream text;
    text << std::setprecision(17) << value;
    return text.str();
  };
  for (std::string& rule : sample.rules) {
    if (!rule.starts_with("rule " + how.rule + '\n')) continue;
    if (how.certainty) {
      const std::size_t at = rule.find("\n  certainty ");
      if (at != std::string::npos) rule.erase(at + 1, rule.find('\n', at + 1) - at);
      rule += "  certainty " + number(*how.certainty) + '\n';
    }
    const std::size_t by = rule.find(" by ");
    if (how.weight == 1 || by == std::string::npos) continue;
    const std::size_t each = rule.find(" for each ", by);
    const std::size_t end = std::min(each, rule.find('\n', by));
    const std::string points = rule.substr(by + 4, end - by - 4);
    rule.replace(by + 4, points.size(), "(" + points + ") * " + number(how.weight));
  }
  return sample.rule_text();
}

}  // namespace casus::properties
