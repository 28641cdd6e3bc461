// SPDX-License-Identifier: Apache-2.0
//
// How the server is started and what it is asked about, apart from the editor so that a test needs
// none.

/// The program and its arguments.
function serverOptions(command, transport) {
  return { command: command || "casus", args: ["lsp"], transport };
}

/// Rules wherever they are; of TOML every file, as the server knows which are cases of a project.
function clientOptions(chosen) {
  return {
    documentSelector: [{ language: "casus" }, { pattern: "**/*.toml" }],
    initializationOptions: chosen ? { case: chosen } : {},
  };
}

module.exports = { clientOptions, serverOptions };
