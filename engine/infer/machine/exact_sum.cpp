// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/exact_sum.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace casus::infer {
namespace {

// Below this size no sum of fewer than 2^62 members can leave the range of a double on the way, so
// the answer does not depend on the order of members. Beyond it everything is added smaller.
constexpr double huge = 0x1p+960;
constexpr int shift = 200;

/// Of two neighbours one is even.
bool is_even(double value) { return std::bit_cast<std::uint64_t>(value) % 2 == 0; }

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

void ExactSum::add_whole(WideInt value) {
  while (value != 0) {
    const auto nearest = static_cast<double>(value);
    add(nearest);
    value -= static_cast<WideInt>(nearest);
  }
}

/// The product and what its rounding lost.
void ExactSum::take_product(double a, double b) {
  const double product = a * b;
  take(product);
  take(std::fma(a, b, -product));
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

double ExactSum::beyond_middle(double a, double b, double count) const {
  // INVARIANT: no partial is beyond 2^1022. Both sides are doubled, as the middle may be no double.
  ExactSum twice = *this;
  for (const double partial : partials_) twice.take(partial);
  twice.take_product(-a, count);
  twice.take_product(-b, count);
  return twice.rounded();
}

double ExactSum::mean(std::int64_t count) const {
  if (partials_.empty()) return 0;
  const auto over = static_cast<double>(count);
  double mean = rounded() / over;
  // It was rounded twice, so a neighbour may be nearer; two steps lead there at most. Without the
  // first rounding it is right.
  while (partials_.size() > 1) {
    const double rest = beyond_middle(mean, mean, over);
    if (rest == 0) break;
    const double next =
        std::nextafter(mean, std::copysign(std::numeric_limits<double>::max(), rest));
    const double beyond = beyond_middle(mean, next, over);
    if (beyond == 0 ? is_even(mean) : (beyond > 0) != (rest > 0)) break;
    mean = next;
    if (beyond == 0) break;
  }
  mean = shrunk_ ? std::ldexp(mean, shift) : mean;
  return mean == 0 ? 0.0 : mean;
}

void ExactSum::normalise() {
  ExactSum rest = *this;
  std::vector<double> terms;  // the nearest double, then that of the rest, and so on
  while (!rest.partials_.empty()) {
    const double term = rest.rounded();
    if (term == 0) break;
    terms.push_back(term);
    rest.take(-term);
  }
  partials_.assign(terms.rbegin(), terms.rend());
}

}  // namespace casus::infer
