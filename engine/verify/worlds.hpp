// SPDX-License-Identifier: Apache-2.0
//
// How likely something is, by going through all possible worlds of a few independent events.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace casus::verify {

class Worlds {
 public:
  static constexpr std::size_t most_events = 16;

  /// Of an event or of a claim.
  using Term = std::uint32_t;
  /// The claim of this number; it never holds where nothing is added for it.
  [[nodiscard]] Term claim(std::uint32_t number);
  /// The same for the same name.
  [[nodiscard]] Term event(const std::string& name, double chance);
  /// The claim holds where all of `terms` do, or by what else was added.
  void add(Term claim, std::vector<Term> terms);

  /// How likely each claim is, by its number; nothing where there are too many events. Claims hold
  /// only by what leads back to events: in no world does one hold by itself.
  [[nodiscard]] std::optional<std::map<std::uint32_t, double>> chances() const;

 private:
  struct Way {
    Term claim = 0;
    std::vector<Term> terms;
  };

  std::map<std::string, Term> names_;
  std::map<Term, double> events_;
  std::map<std::uint32_t, Term> claims_;
  std::vector<Way> ways_;
  Term next_ = 0;
};

}  // namespace casus::verify
