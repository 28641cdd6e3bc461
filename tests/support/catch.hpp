// SPDX-License-Identifier: Apache-2.0
//
// Catch2 under one name, whichever version is installed: 3 (Ubuntu, Fedora, Homebrew) or 2.13
// (Debian 12). Use what both have; string matchers go by `Catch::Matchers::StartsWith`, `EndsWith`,
// `Matches` and `Equals`, since `Contains` means different things in the two.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#else
#include <catch2/catch.hpp>
#endif
