// SPDX-License-Identifier: Apache-2.0
//
// Derivations of one component under calculi in which several of them make a row surer together.
// They are kept until the component is complete; then each row gets its grade, its best derivation
// and, where there are others, the list of all.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "infer/fixpoint.hpp"

namespace casus::infer {

class Joining {
 public:
  Joining(Fixpoint& fixpoint, Meter& meter) : fixpoint_(fixpoint), meter_(meter) {}

  /// A derivation of `row`, which it has just entered where it `is_new`. In recursion the row's own
  /// grade rises at once, so that what rests on it is found. True where others that rest on the row
  /// are to be looked at again.
  bool add(RowRef row, bool is_new, const Way& way, bool recursive);
  /// Gives every row its final grade, keeps the derivations that count, and forgets the component.
  void finish(bool recursive);
  /// Calls `use` with every grade that is still needed.
  void each_grade(const std::function<void(Grade)>& use) const;

 private:
  using Ways = std::vector<Way>;

  [[nodiscard]] bool precedes(const Way& a, const Way& b) const;
  void keep_surest_by_rule(Ways& ways) const;
  void count_origins_once(RowRef row, Ways& ways);
  void settle_upper_ends();
  [[nodiscard]] double upper_end(const Ways& ways) const;

  Fixpoint& fixpoint_;
  Meter& meter_;
  std::map<RowRef, Ways> rows_;
  /// Where a row's derivation by a rule and its premises stands among its ways.
  std::map<std::tuple<RowRef, std::uint32_t, std::vector<RowId>>, std::size_t> places_;
};

}  // namespace casus::infer
