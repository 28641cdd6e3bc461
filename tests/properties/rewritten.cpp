// SPDX-License-Identifier: Apache-2.0
#include "properties/rewritten.hpp"

#include <algorithm>
#include <cctype>
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

std::size_t number_of(const std::string& id) { return std::stoul(id.substr(1)) - 1; }

bool is_id(const std::string& name) {
  return name.size() > 1 && (name.front() == 'F' || name.front() == 'f') &&
         std::all_of(name.begin() + 1, name.end(), [](unsigned char c) { return std::isdigit(c); });
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
    if (is_id(one.name)) {
      for (const auto& [key, value] : one.keys) put(sample.facts[number_of(one.name)], key, value);
      continue;
    }
    std::string& fact = sample.facts.emplace_back("[[" + one.name + "]]\n");
    for (const auto& [key, value] : one.keys) put(fact, key, value);
    if (!one.holds) fact += "holds = false\n";
  }
  std::vector<std::size_t> gone;
  for (const std::string& id : drop) gone.push_back(number_of(id));
  std::ranges::sort(gone, std::greater());
  for (const std::size_t at : gone) {
    sample.facts.erase(sample.facts.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return sample.case_text();
}

}  // namespace casus::properties
