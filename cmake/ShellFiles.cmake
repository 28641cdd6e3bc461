# SPDX-License-Identifier: Apache-2.0
#
# Run as a script when the command is installed: writes its manual pages and the completion scripts of
# the shells below OUTPUT, as the program CASUS prints them.

function(write_by_casus file)
  get_filename_component(folder "${file}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  execute_process(COMMAND "${CASUS}" ${ARGN} OUTPUT_FILE "${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${OUTPUT}")
write_by_casus("${OUTPUT}/man/man1/casus.1" help -f man)
execute_process(COMMAND "${CASUS}" completions bash -- "" OUTPUT_VARIABLE commands
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n[a-z-]+\t" commands "${commands}")
foreach(command IN LISTS commands)
  string(STRIP "${command}" command)
  write_by_casus("${OUTPUT}/man/man1/casus-${command}.1" help ${command} -f man)
endforeach()
write_by_casus("${OUTPUT}/bash-completion/completions/casus" completions bash)
write_by_casus("${OUTPUT}/zsh/site-functions/_casus" completions zsh)
write_by_casus("${OUTPUT}/fish/vendor_completions.d/casus.fish" completions fish)
