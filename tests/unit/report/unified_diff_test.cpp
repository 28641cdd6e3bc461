// SPDX-License-Identifier: Apache-2.0
//
// Expected texts are those of `diff -u` on the same files, but for its dates.
#include "report/unified_diff.hpp"

#include "support/catch.hpp"

using casus::Edit;
using casus::report::unified_diff;

TEST_CASE("a change is shown among three lines on each side", "[report]") {
  CHECK(unified_diff("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", {{{0, 8, 9}, "five"}}) == R"(--- a
+++ a
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
)");
  CHECK(unified_diff("a", "1\n", {}) == "");
}

TEST_CASE("changes whose surroundings meet share a hunk, others do not", "[report]") {
  const std::string before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  CHECK(unified_diff("a", before, {{{0, 0, 1}, "x"}, {{0, 14, 15}, "y"}}) == R"(--- a
+++ a
@@ -1,9 +1,9 @@
-1
+x
 2
 3
 4
 5
 6
 7
-8
+y
 9
)");
  CHECK(unified_diff("a", before, {{{0, 0, 1}, "x"}, {{0, 16, 17}, "y"}}) == R"(--- a
+++ a
@@ -1,4 +1,4 @@
-1
+x
 2
 3
 4
@@ -6,4 +6,4 @@
 6
 7
 8
-9
+y
)");
}

TEST_CASE("lines that come and go are shown alone", "[report]") {
  // A line end between two lines, one that joins them, and one that ends the text.
  CHECK(unified_diff("a", "1\n2\n3\n4\n", {{{0, 2, 2}, "\n"}, {{0, 4, 6}, ""}}) == R"(--- a
+++ a
@@ -1,4 +1,4 @@
 1
+
 2
-3
 4
)");
  CHECK(unified_diff("a", "1\n2", {{{0, 3, 3}, "\n"}}) == R"(--- a
+++ a
@@ -1,2 +1,2 @@
 1
-2
\ No newline at end of file
+2
)");
  CHECK(unified_diff("a", "", {{{0, 0, 0}, "1\n"}}) == "--- a\n+++ a\n@@ -0,0 +1 @@\n+1\n");
  CHECK(unified_diff("a", "1\n", {{{0, 0, 2}, ""}}) == "--- a\n+++ a\n@@ -1 +0,0 @@\n-1\n");
}
