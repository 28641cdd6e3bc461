// SPDX-License-Identifier: Apache-2.0
//
// Starts `casus lsp` and shows what its commands print. All else the language server does.
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");
const { clientOptions, serverOptions } = require("./options");

let client;
let output;

async function start() {
  const settings = vscode.workspace.getConfiguration("casus");
  client = new LanguageClient(
    "casus",
    "Casus",
    serverOptions(settings.get("command"), TransportKind.stdio),
    {
      ...clientOptions(settings.get("case")),
      synchronize: { configurationSection: "casus" },
      outputChannel: output,
      middleware: { executeCommand },
    },
  );
  try {
    await client.start();
  } catch (problem) {
    vscode.window.showErrorMessage(
      `Casus: \`${settings.get("command")} lsp\` could not be started (${problem.message}). ` +
        "Say in the setting casus.command where the program is.",
    );
  }
}

/// What a command printed is shown, with the line that prints the same in a terminal.
async function executeCommand(command, words, next) {
  await vscode.workspace.saveAll(false);
  const printed = await next(command, words);
  if (printed && typeof printed.text === "string") {
    output.appendLine(printed.text);
    output.show(true);
  }
  return printed;
}

async function activate(context) {
  output = vscode.window.createOutputChannel("Casus");
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("casus.restart", async () => {
      await client?.stop();
      await start();
    }),
  );
  await start();
}

async function deactivate() {
  await client?.stop();
}

module.exports = { activate, deactivate };
