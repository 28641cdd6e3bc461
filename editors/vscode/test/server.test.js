// SPDX-License-Identifier: Apache-2.0
//
// The server, driven by the library that VS Code drives it with. CASUS says where the program is.
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const test = require("node:test");
const { pathToFileURL } = require("node:url");
const rpc = require("vscode-languageserver-protocol/node");

const program = process.env.CASUS;

const rules = `fact pump { name: text, age: int years } reads "{name} is {age} old"
scale Wear 0..10 { low < 5, high }
rating worn(p: text) "Wear"
  of pump(name: p)
  on Wear
  starts 2
  factor age "Age" 0..8
rule aged "Aged pump"
  when pump(name: p, age: a) and a >= 10 years
  supports worn.age(p) by 4
  because "{p} is {a} old"
`;

test("an editor's session with the server", { skip: !program && "CASUS is not set" }, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "casus-"));
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  const uri = (name) => pathToFileURL(path.join(folder, name)).href;
  write("casus.toml", '[project]\nrules = ["rules.casus"]\nfacts = ["case.toml"]\n');
  write("rules.casus", rules);
  write("case.toml", '[[pump]]\nname = "P3"\nage = 12\n');

  const server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const connection = rpc.createProtocolConnection(server.stdout, server.stdin);
  const rated = new Promise((resolve) =>
    connection.onRequest(rpc.InlayHintRefreshRequest.type, () => resolve()),
  );
  let told;
  let tell;
  const expect = () => (told = new Promise((resolve) => (tell = resolve)));
  connection.onNotification(rpc.PublishDiagnosticsNotification.type, (what) => {
    if (what.uri === uri("rules.casus")) tell?.(what.diagnostics);
  });
  connection.onNotification(rpc.LogMessageNotification.type, () => {});
  connection.listen();

  const { capabilities } = await connection.sendRequest(rpc.InitializeRequest.type, {
    processId: process.pid,
    rootUri: uri(""),
    capabilities: { workspace: { inlayHint: { refreshSupport: true } } },
  });
  assert.strictEqual(capabilities.textDocumentSync.change, rpc.TextDocumentSyncKind.Incremental);
  await connection.sendNotification(rpc.InitializedNotification.type, {});

  const textDocument = { uri: uri("rules.casus") };
  expect();
  await connection.sendNotification(rpc.DidOpenTextDocumentNotification.type, {
    textDocument: { ...textDocument, languageId: "casus", version: 1, text: rules },
  });
  assert.deepStrictEqual(await told, []);
  await rated;

  const all = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
  const hints = await connection.sendRequest(rpc.InlayHintRequest.type, {
    textDocument,
    range: all,
  });
  assert.deepStrictEqual(hints.map((hint) => hint.label), ["+4.0 in P3"]);

  const hover = await connection.sendRequest(rpc.HoverRequest.type, {
    textDocument,
    position: { line: 2, character: 8 },
  });
  assert.match(hover.contents.value, /P3: \*\*HIGH\*\*, 6\.00/);

  const lenses = await connection.sendRequest(rpc.CodeLensRequest.type, { textDocument });
  assert.deepStrictEqual(lenses.map((lens) => lens.command.title), ["rate", "why P3"]);
  const printed = await connection.sendRequest(rpc.ExecuteCommandRequest.type, lenses[1].command);
  assert.match(printed.text, /HIGH, 6\.00 of 10/);

  expect();
  await connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, {
    textDocument: { ...textDocument, version: 2 },
    contentChanges: [
      { range: { start: { line: 8, character: 7 }, end: { line: 8, character: 11 } }, text: "pmp" },
    ],
  });
  const found = await told;
  assert.deepStrictEqual(found.map((one) => one.code), ["E0201"]);
  const actions = await connection.sendRequest(rpc.CodeActionRequest.type, {
    textDocument,
    range: found[0].range,
    context: { diagnostics: found },
  });
  assert.ok(actions.some((action) => action.edit));

  await connection.sendRequest(rpc.ShutdownRequest.type);
  await connection.sendNotification(rpc.ExitNotification.type);
  assert.strictEqual(await ended, 0);
  connection.dispose();
  fs.rmSync(folder, { recursive: true });
});
