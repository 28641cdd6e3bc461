# SPDX-License-Identifier: Apache-2.0
#
# casus_embed_files(TARGET FUNCTION FOLDER PATTERN [ENDING]) compiles the files below FOLDER whose path from
# there matches the regular expression PATTERN into TARGET, as the table `FUNCTION()`, sorted by name;
# engine/cli/embedded_file.hpp declares its type. A name is that path without ENDING. A file that is changed,
# added or removed is noticed by the next build. The same CMake file, run as a script, writes the table: each
# byte as an escape, so that a file may hold whatever it likes.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  function(casus_embed_files target function folder pattern)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${folder}" "${folder}/*")
    list(FILTER files INCLUDE REGEX "${pattern}")
    list(SORT files)
    list(TRANSFORM files PREPEND "${folder}/" OUTPUT_VARIABLE depends)
    # The names are part of the command line: one more or one less runs it again.
    list(JOIN files "," names)
    string(REPLACE "::" "_" output "${function}")
    set(output "${CMAKE_CURRENT_BINARY_DIR}/generated/${output}.cpp")
    set(script "${CMAKE_CURRENT_FUNCTION_LIST_FILE}")
    add_custom_command(
      OUTPUT "${output}"
      COMMAND "${CMAKE_COMMAND}" "-DFUNCTION=${function}" "-DFOLDER=${folder}" "-DNAMES=${names}"
              "-DENDING=${ARGN}" "-DOUTPUT=${output}" -P "${script}"
      DEPENDS ${depends} "${script}"
      COMMENT "Embedding the files of ${function}"
      VERBATIM)
    target_sources(${target} PRIVATE "${output}")
  endfunction()
  return()
endif()

# 16 bytes a literal: adjacent literals join, and none comes near a compiler's limit.
string(REPEAT "[0-9a-f]" 32 line)
string(REPLACE "," ";" names "${NAMES}")
set(files "")
set(count 0)
foreach(name IN LISTS names)
  file(READ "${FOLDER}/${name}" bytes HEX)
  string(LENGTH "${bytes}" length)
  math(EXPR length "${length} / 2")
  string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(REGEX REPLACE "([^\n]+)" "     \"\\1\"" bytes "${bytes}")
  if(ENDING)
    string(REPLACE "." "\\." ending "${ENDING}")
    string(REGEX REPLACE "${ending}$" "" name "${name}")
  endif()
  string(APPEND files "    {\"${name}\", std::string_view(\n     \"\"\n${bytes}, ${length})},\n")
  math(EXPR count "${count} + 1")
endforeach()

string(REGEX REPLACE "::[^:]+$" "" namespace "${FUNCTION}")
string(REGEX REPLACE "^.*::" "" function "${FUNCTION}")
file(WRITE "${OUTPUT}" "// Generated from ${FOLDER} by cmake/EmbedFiles.cmake.
#include <array>
#include <span>
#include <string_view>

#include \"cli/embedded_file.hpp\"

namespace ${namespace} {

std::span<const casus::cli::EmbeddedFile> ${function}();

std::span<const casus::cli::EmbeddedFile> ${function}() {
  static constexpr std::array<casus::cli::EmbeddedFile, ${count}> files{{
${files}  }};
  return files;
}

}  // namespace ${namespace}
")
