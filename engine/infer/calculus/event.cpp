// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/event.hpp"

#include <bit>

namespace casus::infer {
namespace {

/// Two lanes of multiply and fold, after wyhash (Wang Yi, 2019). Nothing depends on more than that
/// different inputs give different outputs.
class Mixer {
 public:
  void add(std::uint64_t word) {
    result_.high = fold(result_.high ^ word, 0xA0761D6478BD642FULL);
    result_.low = fold(result_.low + word, 0xE7037ED1A0B428DBULL);
  }
  void add(std::string_view text) {
    add(text.size());
    for (std::size_t at = 0; at < text.size(); at += 8) {
      std::uint64_t word = 0;
      for (std::size_t i = at; i < text.size() && i < at + 8; ++i) {
        word = word << 8 | static_cast<unsigned char>(text[i]);
      }
      add(word);
    }
  }
  [[nodiscard]] Fingerprint result() const { return result_; }

 private:
  __extension__ using Wide = unsigned __int128;

  static std::uint64_t fold(std::uint64_t word, std::uint64_t by) {
    const Wide product = Wide{word ^ (by >> 1)} * by;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64) ^ word;
  }

  Fingerprint result_{0x8EBC6AF09C88C6E3ULL, 0x589965CC75374CC3ULL};
};

Mixer mixed(const Event& event) {
  Mixer mixer;
  mixer.add(static_cast<std::uint64_t>(event.kind));
  mixer.add(event.module);
  mixer.add(event.name);
  mixer.add(event.origin);
  mixer.add(event.outcome);
  for (std::size_t i = 0; i < event.values.size(); ++i) {
    const model::Word word = event.values[i];
    const bool text = i < event.types.size() && event.types[i].base == model::Base::text;
    if (text && word != model::unknown_word) {
      mixer.add(event.symbols->text(static_cast<base::Symbol>(word)));
    } else {
      mixer.add(word);
    }
  }
  return mixer;
}

}  // namespace

Fingerprint fingerprint(const Event& event) { return mixed(event).result(); }

Fingerprint fingerprint(const Event& event, double chance) {
  Mixer mixer = mixed(event);
  mixer.add(std::bit_cast<std::uint64_t>(chance));
  return mixer.result();
}

}  // namespace casus::infer
