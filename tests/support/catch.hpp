// SPDX-License-Identifier: Apache-2.0
//
// The one place that knows which version of Catch2 the tests are written for.
#pragma once

#include <catch2/catch.hpp>
