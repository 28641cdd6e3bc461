// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"

using namespace casus::base;

TEST_CASE("up to eight bytes are a number, the first of them lowest", "[base][bytes]") {
  const std::string text = "abcdefghi";
  CHECK(load_bytes(text.data(), 0) == 0);
  CHECK(load_bytes(text.data(), 1) == 0x61);
  CHECK(load_bytes(text.data(), 3) == 0x636261);
  CHECK(load_bytes(text.data(), 5) == 0x6564636261);
  CHECK(load_bytes(text.data(), 7) == 0x67666564636261);
  CHECK(load_bytes(text.data(), 8) == 0x6867666564636261);
  CHECK(load_bytes(text.data() + 1) == 0x6968676665646362);
}

TEST_CASE("the first byte of a kind is found among eight", "[base][bytes]") {
  std::mt19937 random(3);
  const std::string drawn("\x00\x01\x1F !,/09az~\x7F\x80\xC3\xFF", 17);
  for (int i = 0; i < 20'000; ++i) {
    std::string text(8, 'x');
    for (char& c : text) c = random() % 2 == 0 ? 'x' : drawn[random() % drawn.size()];
    const auto first = [&](const auto& wanted) {
      std::size_t at = 0;
      while (at < 8 && !wanted(static_cast<unsigned char>(text[at]))) ++at;
      return at;
    };
    const auto found = [](std::uint64_t mask) { return mask == 0 ? 8 : first_byte(mask); };
    const std::uint64_t bytes = load_bytes(text.data());
    REQUIRE(found(bytes_equal(bytes, ',')) == first([](unsigned char c) { return c == ','; }));
    REQUIRE(found(bytes_below(bytes, ' ')) == first([](unsigned char c) { return c < ' '; }));
    REQUIRE(found(bytes_below(bytes, 1)) == first([](unsigned char c) { return c == 0; }));
    REQUIRE(found(bytes_from_delete(bytes)) == first([](unsigned char c) { return c >= 0x7F; }));
  }
}

TEST_CASE("digits are a number, and nothing else is", "[base][bytes]") {
  const auto value = [](std::string text) {
    const std::size_t count = text.size();
    text.resize(8, '7');  // what follows does not matter
    return digits_value(load_bytes(text.data()), count);
  };
  CHECK(value("0") == 0);
  CHECK(value("7") == 7);
  CHECK(value("007") == 7);
  CHECK(value("120") == 120);
  CHECK(value("98765") == 98765);
  CHECK(value("12345678") == 12345678);
  CHECK(value("99999999") == 99999999);
  for (const char* none : {"", "-1", "1.5", "1e3", "12a", "/", ":", "1\x80", "\xFF", "1 "}) {
    INFO(none);
    CHECK_FALSE(value(none));
  }
}
