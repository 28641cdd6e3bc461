# SPDX-License-Identifier: Apache-2.0
#
# casus_embed_pages(TARGET FUNCTION FOLDER) compiles the pages FOLDER/<CODE>.md (E0101.md, W0203.md …)
# into TARGET as the table `FUNCTION()`, sorted by code; engine/cli/pages.hpp declares its type.
# A page that is changed, added or removed is noticed by the next build. The same file, run as a
# script, writes the table: each byte as an escape, so that a page may hold whatever it likes.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  function(casus_embed_pages target function folder)
    file(GLOB pages CONFIGURE_DEPENDS RELATIVE "${folder}" "${folder}/*.md")
    list(FILTER pages INCLUDE REGEX "^[A-Z][0-9]+\\.md$")
    list(TRANSFORM pages REPLACE "\\.md$" "" OUTPUT_VARIABLE codes)
    list(TRANSFORM pages PREPEND "${folder}/")
    # The names are part of the command line: one more or one less runs it again.
    list(JOIN codes "," codes)
    string(REPLACE "::" "_" output "${function}")
    set(output "${CMAKE_CURRENT_BINARY_DIR}/generated/${output}.cpp")
    set(script "${CMAKE_CURRENT_FUNCTION_LIST_FILE}")
    add_custom_command(
      OUTPUT "${output}"
      COMMAND "${CMAKE_COMMAND}" "-DFUNCTION=${function}" "-DFOLDER=${folder}" "-DCODES=${codes}"
              "-DOUTPUT=${output}" -P "${script}"
      DEPENDS ${pages} "${script}"
      COMMENT "Embedding the pages of ${function}"
      VERBATIM)
    target_sources(${target} PRIVATE "${output}")
  endfunction()
  return()
endif()

# 16 bytes a literal: adjacent literals join, and none comes near a compiler's limit.
string(REPEAT "[0-9a-f]" 32 line)
string(REPLACE "," ";" codes "${CODES}")
set(pages "")
set(count 0)
foreach(code IN LISTS codes)
  file(READ "${FOLDER}/${code}.md" bytes HEX)
  string(LENGTH "${bytes}" length)
  math(EXPR length "${length} / 2")
  string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(REGEX REPLACE "([^\n]+)" "     \"\\1\"" bytes "${bytes}")
  string(APPEND pages "    {\"${code}\", std::string_view(\n     \"\"\n${bytes}, ${length})},\n")
  math(EXPR count "${count} + 1")
endforeach()

string(REGEX REPLACE "::[^:]+$" "" namespace "${FUNCTION}")
string(REGEX REPLACE "^.*::" "" function "${FUNCTION}")
file(WRITE "${OUTPUT}" "// Generated from ${FOLDER} by cmake/EmbedPages.cmake.
#include <array>
#include <span>
#include <string_view>

#include \"cli/pages.hpp\"

namespace ${namespace} {

std::span<const casus::cli::Page> ${function}();

std::span<const casus::cli::Page> ${function}() {
  static constexpr std::array<casus::cli::Page, ${count}> pages{{
${pages}  }};
  return pages;
}

}  // namespace ${namespace}
")
