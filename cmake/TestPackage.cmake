# SPDX-License-Identifier: Apache-2.0
#
# Run as a script: installs the library of the build folder BUILD below WORK, moves it, and builds the
# example PROJECT against it with CMake and with pkg-config. Both programs must print output.txt. The
# command is installed beside it, and must run.

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE exit OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT exit EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}\nended with ${exit}:\n${output}")
  endif()
endfunction()

function(expect_output program)
  execute_process(COMMAND "${program}" "${PROJECT}" RESULT_VARIABLE exit OUTPUT_VARIABLE printed)
  file(READ "${PROJECT}/output.txt" expected)
  if(NOT exit EQUAL 0 OR NOT printed STREQUAL expected)
    message(FATAL_ERROR "${program} ended with ${exit} and printed\n${printed}\nexpected:\n${expected}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --component library --prefix "${WORK}/installed")
file(RENAME "${WORK}/installed" "${WORK}/prefix")

run("${CMAKE_COMMAND}" -S "${PROJECT}" -B "${WORK}/build" -G "${GENERATOR}"
    "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DCMAKE_CXX_COMPILER=${COMPILER}")
run("${CMAKE_COMMAND}" --build "${WORK}/build")
expect_output("${WORK}/build/loans")

run("${CMAKE_COMMAND}" --install "${BUILD}" --component command --prefix "${WORK}/prefix")
foreach(file man/man1/casus.1 man/man1/casus-eval.1 bash-completion/completions/casus
        zsh/site-functions/_casus fish/vendor_completions.d/casus.fish)
  if(NOT EXISTS "${WORK}/prefix/share/${file}")
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()
run("${WORK}/prefix/bin/casus" version)

find_program(PKG_CONFIG NAMES pkgconf pkg-config)
if(NOT PKG_CONFIG)
  message(STATUS "no pkg-config here: its file is not tested")
  return()
endif()
set(ENV{PKG_CONFIG_PATH} "${WORK}/prefix/${LIBDIR}/pkgconfig")
execute_process(COMMAND "${PKG_CONFIG}" --static --cflags --libs casus RESULT_VARIABLE exit
                OUTPUT_VARIABLE flags ERROR_VARIABLE fault OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT exit EQUAL 0)
  message(FATAL_ERROR "pkg-config knows no casus: ${fault}")
endif()
separate_arguments(flags UNIX_COMMAND "${flags}")
run("${COMPILER}" -std=c++20 "${PROJECT}/main.cpp" ${flags} "-Wl,-rpath,${WORK}/prefix/${LIBDIR}"
    -o "${WORK}/by_pkg_config")
expect_output("${WORK}/by_pkg_config")
