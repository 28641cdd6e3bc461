# SPDX-License-Identifier: Apache-2.0
#
# What `cmake --install` installs. Component `library`: libcasus, its public headers, and how CMake
# (`find_package(casus)`) and pkg-config find them. Component `command`: the program `casus`, its manual
# pages and the completions of the shells. All of it may be moved to another place afterwards.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/casus")
get_target_property(type casus TYPE)
set(casus_is_static OFF)
if(type STREQUAL STATIC_LIBRARY)
  set(casus_is_static ON)
endif()

install(TARGETS casus EXPORT casusTargets COMPONENT library
        INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/engine/include/casus" TYPE INCLUDE COMPONENT library)
install(EXPORT casusTargets NAMESPACE casus:: DESTINATION "${package_folder}" COMPONENT library)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/casusConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package/casusConfig.cmake" INSTALL_DESTINATION "${package_folder}"
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change what there is.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/casusConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/package/casusConfig.cmake"
              "${PROJECT_BINARY_DIR}/package/casusConfigVersion.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/Findutf8proc.cmake"
        DESTINATION "${package_folder}" COMPONENT library)

file(RELATIVE_PATH casus_prefix_from_pkgconfig
     "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
string(REGEX REPLACE "/$" "" casus_prefix_from_pkgconfig "${casus_prefix_from_pkgconfig}")
# What the compiler adds by itself when it links C++ is named for those who link with something else.
list(TRANSFORM CMAKE_CXX_IMPLICIT_LINK_LIBRARIES PREPEND "-l" OUTPUT_VARIABLE casus_libs_private)
list(FILTER casus_libs_private INCLUDE REGEX "^-l(stdc\\+\\+|c\\+\\+|m)$")
list(REMOVE_DUPLICATES casus_libs_private)
list(JOIN casus_libs_private " " casus_libs_private)
configure_file("${CMAKE_CURRENT_LIST_DIR}/casus.pc.in" "${PROJECT_BINARY_DIR}/package/casus.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/package/casus.pc"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT library)

install(TARGETS casus_command COMPONENT command)
if(NOT CMAKE_CROSSCOMPILING)
  set(shell_files "${PROJECT_BINARY_DIR}/shell")
  install(CODE "
    execute_process(COMMAND \"${CMAKE_COMMAND}\" \"-DCASUS=$<TARGET_FILE:casus_command>\"
                            \"-DOUTPUT=${shell_files}\"
                            -P \"${CMAKE_CURRENT_LIST_DIR}/ShellFiles.cmake\"
                    COMMAND_ERROR_IS_FATAL ANY)" COMPONENT command)
  install(DIRECTORY "${shell_files}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}" COMPONENT command)
  install(DIRECTORY "${shell_files}/bash-completion" "${shell_files}/zsh" "${shell_files}/fish"
          DESTINATION "${CMAKE_INSTALL_DATADIR}" COMPONENT command)
endif()
