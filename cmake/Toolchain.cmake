# SPDX-License-Identifier: Apache-2.0
#
# How every target of the project is compiled: language level, warnings, sanitizers. Targets take it
# by linking `casus_toolchain`, so that third-party code and embedders are left alone.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

find_program(CASUS_CCACHE ccache)
mark_as_advanced(CASUS_CCACHE)
if(CASUS_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CASUS_CCACHE}")
endif()

# g++ warns of members that a designated initialiser leaves to their default, which is their point.
add_library(casus_toolchain INTERFACE)
target_compile_options(casus_toolchain INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-missing-field-initializers
  $<$<BOOL:${CASUS_WERROR}>:-Werror>)

if(CASUS_SANITIZE)
  # Without no-sanitize-recover a finding of UBSan is a line in a log, and the test passes.
  set(flags -fsanitize=${CASUS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(casus_toolchain INTERFACE ${flags})
  target_compile_definitions(casus_toolchain INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(casus_toolchain INTERFACE ${flags})
endif()

if(CASUS_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "CASUS_FUZZERS needs clang with libFuzzer: use the preset `fuzz`")
  endif()
  target_compile_options(casus_toolchain INTERFACE -fsanitize=fuzzer-no-link)
endif()
