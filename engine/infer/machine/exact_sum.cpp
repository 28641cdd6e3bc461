// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/exact_sum.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace casus::infer {
namespace {

// Below this size no sum of fewer than 2^62 members can leave the range of a double on the way, so
// the answer does not depend on the order of members. Beyond it everything is added smaller.
constexpr double huge = 0x1p+960;
constexpr int shift = 200;

}  // namespace

model::Word word_of_sum(WideInt sum) {
  constexpr WideInt most = std::numeric_limits<std::int64_t>::max();
  if (sum > most || sum < -most) return model::unknown_word;
  return model::word_of_int(static_cast<std::int64_t>(sum));
}

void ExactSum::shrink() {
  shrunk_ = true;
  const std::vector<double> before = std::exchange(partials_, {});
  for (const double partial : before) take(std::ldexp(partial, -shift));
}

void ExactSum::add(double value) {
  if (!shrunk_ && std::fabs(value) >= huge) shrink();
  take(shrunk_ ? std::ldexp(value, -shift) : value);
}

void ExactSum::take(double value) {
  std::size_t kept = 0;
  for (double partial : partials_) {
    if (std::fabs(value) < std::fabs(partial)) std::swap(value, partial);
    const double high = value + partial;
    const double low = partial - (high - value);
    if (low != 0) partials_[kept++] = low;
    value = high;
  }
  partials_.resize(kept);
  partials_.push_back(value);
}

std::optional<double> ExactSum::total() const {
  if (partials_.empty()) return 0.0;
  const double sum = shrunk_ ? std::ldexp(rounded(), shift) : rounded();
  if (!std::isfinite(sum)) return std::nullopt;
  return sum;
}

double ExactSum::rounded() const {
  std::size_t n = partials_.size();
  double high = partials_[--n];
  double low = 0;
  while (n > 0) {
    const double before = high;
    const double next = partials_[--n];
    high = before + next;
    low = next - (high - before);
    if (low != 0) break;
  }
  // Half-way cases: round to even as if the remaining partials had been added exactly.
  if (n > 0 && ((low < 0 && partials_[n - 1] < 0) || (low > 0 && partials_[n - 1] > 0))) {
    const double twice = low * 2;
    const double rounded = high + twice;
    if (twice == rounded - high) high = rounded;
  }
  return high == 0 ? 0.0 : high;
}

}  // namespace casus::infer
