# SPDX-License-Identifier: Apache-2.0
#
# Finds the libraries. All that is missing is named in one message, by what it is for: package names
# differ between systems. Nothing is downloaded.

set(missing "")
macro(casus_require found what)
  if(NOT ${found})
    string(APPEND missing "\n  ${what}")
  endif()
endmacro()

# What the command alone uses is linked into it where that can be: to load three libraries more takes a
# tenth of the time of a small case. The others know what to do where these are not found.
find_library(SQLite3_LIBRARY NAMES libsqlite3.a)
find_library(ZLIB_LIBRARY NAMES libz.a)
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost 1.81 CONFIG QUIET COMPONENTS program_options)
if(NOT Boost_FOUND)
  set(Boost_USE_STATIC_LIBS OFF)
  find_package(Boost 1.81 CONFIG QUIET COMPONENTS program_options)
endif()
casus_require(Boost_FOUND "Boost 1.81 or newer with Program_options (parser, command line)")

find_package(tomlplusplus 3.3 CONFIG QUIET)
casus_require(tomlplusplus_FOUND "toml++ 3.3 or newer (facts, configuration)")

find_package(fmt 9.1 CONFIG QUIET)
casus_require(fmt_FOUND "fmt 9.1 or newer (text)")

find_package(tl-expected CONFIG QUIET)
casus_require(tl-expected_FOUND "tl::expected (results)")

find_package(utf8proc QUIET)
casus_require(utf8proc_FOUND "utf8proc (width of text)")

find_package(ZLIB QUIET)
casus_require(ZLIB_FOUND "zlib (packed data)")

find_package(SQLite3 QUIET)
casus_require(SQLite3_FOUND "SQLite 3 (databases)")

find_path(LIBEDIT_INCLUDE_DIR histedit.h)
find_library(LIBEDIT_LIBRARY edit)
casus_require(LIBEDIT_LIBRARY "libedit (the command's dialogue)")
casus_require(LIBEDIT_INCLUDE_DIR "libedit's header histedit.h")
mark_as_advanced(LIBEDIT_INCLUDE_DIR LIBEDIT_LIBRARY)

find_package(simdjson 3.0 CONFIG QUIET)
casus_require(simdjson_FOUND "simdjson 3.0 or newer (JSON data)")

if(CASUS_TESTS)
  find_package(Catch2 3 CONFIG QUIET)
  if(NOT Catch2_FOUND)
    find_package(Catch2 2.13 CONFIG QUIET)
  endif()
  casus_require(Catch2_FOUND "Catch2 3, or 2.13 (tests)")
endif()

if(missing)
  message(FATAL_ERROR "These libraries are missing, with their development files:${missing}")
endif()

# Header-only whatever the system ships: a compiled toml++ throws exceptions, ours must not.
add_library(casus_tomlplusplus INTERFACE)
target_include_directories(casus_tomlplusplus SYSTEM INTERFACE
  "$<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>")

add_library(casus_libedit INTERFACE)
target_include_directories(casus_libedit SYSTEM INTERFACE "${LIBEDIT_INCLUDE_DIR}")
target_link_libraries(casus_libedit INTERFACE "${LIBEDIT_LIBRARY}")
