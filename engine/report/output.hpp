// SPDX-License-Identifier: Apache-2.0
//
// Text on its way out. What makes a long result appends line after line and lets them go in pieces,
// so that a result of any length takes no more memory than a piece.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace casus::report {

class Output {
 public:
  /// Takes a piece; false where it could not, and then it is given no more.
  using Take = std::function<bool(std::string_view piece)>;

  explicit Output(Take take) : take_(std::move(take)) {
    text_.reserve(piece_size + piece_size / 4);
  }

  /// What has gathered, to append to.
  [[nodiscard]] std::string& text() { return text_; }
  /// To be called between lines: lets go what has gathered once it is a piece. False: nothing more
  /// is wanted.
  [[nodiscard]] bool go_on() { return text_.size() < piece_size || finish(); }
  /// Something went wrong, and nothing is to be kept of what can still be taken back.
  void give_up() {
    given_up_ = true;
    open_ = false;
    text_.clear();
  }
  [[nodiscard]] bool given_up() const { return given_up_; }
  /// Lets go what is left. False where something could not be taken.
  [[nodiscard]] bool finish() {
    open_ = open_ && (text_.empty() || take_(text_));
    text_.clear();
    return open_;
  }

 private:
  static constexpr std::size_t piece_size = 1 << 18;
  Take take_;
  std::string text_;
  bool open_ = true;
  bool given_up_ = false;
};

/// Something that makes a result.
using Writing = std::function<void(Output&)>;

/// The whole text of what is small.
[[nodiscard]] inline std::string text_of(const Writing& write) {
  std::string text;
  Output out([&](std::string_view piece) {
    text += piece;
    return true;
  });
  write(out);
  (void)out.finish();
  return text;
}

}  // namespace casus::report
