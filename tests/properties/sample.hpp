// SPDX-License-Identifier: Apache-2.0
//
// Random programs with their facts, as the texts an author would write. They use what the language
// has for evaluation: recursion, negation in negation, `or`, comprehensions, comparisons,
// arithmetic that may have no value, open relations with presumptions and denials, certainties,
// ratings that read ratings, origins. Small domains make facts meet.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace casus::properties {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::size_t below(std::size_t bound) { return engine_() % bound; }
  [[nodiscard]] bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class T>
  [[nodiscard]] const T& of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }
  /// The same shuffle with every standard library.
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

struct Sample {
  std::vector<std::string> declarations;
  std::vector<std::string> rules;
  std::vector<std::string> facts;
  std::vector<std::string> goals;  ///< one for each derived relation and rating

  [[nodiscard]] std::string rule_text() const;
  [[nodiscard]] std::string case_text() const;
};

struct Shape {
  bool ratings = true;
  std::size_t facts = 8;        ///< at least
  std::size_t more_facts = 18;  ///< below which many more
  int counting = 0;             ///< percent of further conditions that count or add up
  int choices = 0;              ///< percent of rules that have outcomes which exclude each other
  int uncertain = 50;           ///< percent of facts and rules
  int origins = 80;             ///< percent of facts that have one
};

[[nodiscard]] Sample sample(Draw& draw, const Shape& shape = {});

}  // namespace casus::properties
