// SPDX-License-Identifier: Apache-2.0
//
// What can be tested without an editor: the files that it reads, and the bundle with a stand-in.
const assert = require("node:assert");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const test = require("node:test");

const root = path.join(__dirname, "..");
const json = (file) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));

test("every file that package.json names is there", () => {
  const { contributes, main } = json("package.json");
  const files = [
    main,
    ...contributes.languages.map((one) => one.configuration),
    ...contributes.grammars.map((one) => one.path),
    ...contributes.snippets.map((one) => one.path),
  ];
  for (const file of files) assert.ok(fs.existsSync(path.join(root, file)), file);
});

test("patterns of the language configuration are regular expressions", () => {
  const configuration = json("language-configuration.json");
  new RegExp(configuration.wordPattern);
  for (const pattern of Object.values(configuration.indentationRules)) new RegExp(pattern);
});

test("every snippet has a body and says what it is", () => {
  for (const [name, one] of Object.entries(json("snippets/casus.json"))) {
    assert.ok(one.body.length > 0 && one.prefix && one.description, name);
  }
});

test("the server is started as `casus lsp`, with the chosen case", () => {
  const { clientOptions, serverOptions } = require("../src/options");
  assert.deepStrictEqual(serverOptions("", 0), { command: "casus", args: ["lsp"], transport: 0 });
  assert.deepStrictEqual(clientOptions("facts/a.toml").initializationOptions, {
    case: "facts/a.toml",
  });
  assert.deepStrictEqual(clientOptions("").initializationOptions, {});
});

test("the bundle holds all but the editor", () => {
  const load = Module._load;
  Module._load = function (name, ...rest) {
    return name === "vscode" ? stand_in() : load.call(this, name, ...rest);
  };
  try {
    const extension = require("../dist/extension.js");
    assert.strictEqual(typeof extension.activate, "function");
    assert.strictEqual(typeof extension.deactivate, "function");
  } finally {
    Module._load = load;
  }
});

/// Anything that is asked of it is a class, a function and an object at once.
function stand_in() {
  const whatever = class {};
  return new Proxy(whatever, {
    get: (target, name) => (name === "prototype" ? target.prototype : stand_in()),
    apply: () => stand_in(),
  });
}
