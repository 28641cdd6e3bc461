// SPDX-License-Identifier: Apache-2.0
//
// What `./dev` tells people to install is what CMake looks for.
#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>

#include "support/catch.hpp"
#include "support/difference.hpp"
#include "support/folders.hpp"

using namespace casus::testing;

namespace {

std::string in_small_letters(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// The rows of the table in `./dev`: what a package is called on Debian, Fedora and Homebrew.
std::vector<std::string> package_rows() {
  const std::string script = read_file(project_root() / "dev");
  const auto table = script.find("<<'TABLE'\n");
  REQUIRE(table != std::string::npos);
  const auto first = script.find('\n', table) + 1;
  return lines_of(script.substr(first, script.find("\nTABLE\n", first) - first));
}

}  // namespace

TEST_CASE("./dev names a package of every system for every library that CMake requires",
          "[architecture]") {
  const auto rows = package_rows();
  const std::string script = read_file(project_root() / "cmake/Dependencies.cmake");
  const std::regex required(R"(casus_require\(([^ ]+)_FOUND )");
  std::size_t libraries = 0;
  for (std::sregex_iterator i(script.begin(), script.end(), required), end; i != end; ++i) {
    const std::string library = in_small_letters((*i)[1]);
    INFO(library);
    const auto row = std::ranges::find_if(
        rows, [&](const std::string& one) { return one.find(library) != std::string::npos; });
    REQUIRE(row != rows.end());
    std::istringstream names(*row);
    std::string debian;
    std::string fedora;
    std::string homebrew;
    names >> debian >> fedora >> homebrew;
    CHECK((debian != "-" || library == "boost"));  // Its name has its version: missing_boost.
    CHECK(fedora != "-");
    CHECK((!homebrew.empty() && homebrew != "-"));
    ++libraries;
  }
  CHECK(libraries > 5);
}
