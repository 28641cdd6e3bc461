# SPDX-License-Identifier: Apache-2.0
"""Times the language server as an editor drives it: one character typed at a time into a file of
1,000 rules, until what is wrong there has been said again."""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def rule_base(rules):
    """A file of so many rules over twenty facts, with a rating."""
    lines = ["module big", ""]
    for i in range(20):
        lines.append(
            f'fact f{i} {{ country: text, value: number, year: int years }} reads "{{country}} has {{value}}"'
        )
    lines += ["scale Firm 0..100 { weak < 40, strained < 60, firm }", ""]
    for i in range(20):
        lines.append(f"relation r{i}(country: text)")
    lines += ['rating risk(c: text) "Risk"', "  of f0(country: c)", "  on Firm", "  starts 50"]
    lines += [f'  factor k{i} "Factor {i}" -20..20' for i in range(10)] + [""]
    for i in range(rules):
        lines += [
            f"/// Why rule {i} is so.",
            f'rule rule_{i} "Rule {i}"',
            f"  when f{i % 20}(country: c, value: v, year: y)",
            f"   and f{(i + 7) % 20}(country: c, value: w)",
            f"   and v > w + {i % 13} and y >= {i % 90} years",
            f"  then r{i % 20}(country: c)",
            f"  supports risk.k{i % 10}(c) by {i % 9 + 1}",
            f'  because "{{c}} has {{v}} beside {{w}} in year {{y}}"',
            "",
        ]
    return "\n".join(lines)


class Server:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.asked = 0

    def send(self, method, params, asks=False):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if asks:
            self.asked += 1
            message["id"] = self.asked
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def next(self):
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            if not line:
                sys.exit("the server has ended")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, params):
        self.send(method, params, asks=True)
        while True:
            message = self.next()
            if message.get("id") == self.asked and "method" not in message:
                return message.get("result")

    def until(self, method):
        while self.next().get("method") != method:
            pass


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def main():
    parser = argparse.ArgumentParser(prog="./dev bench lsp", description=__doc__)
    parser.add_argument("--rules", type=int, default=1000, help="rules of the file (1000)")
    parser.add_argument("--changes", type=int, default=200, help="characters to type (200)")
    parser.add_argument("--program", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    text = rule_base(arguments.rules)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.casus"
        path.write_text(text)
        uri = path.as_uri()
        server = Server(arguments.program)
        server.ask("initialize", {"capabilities": {}})
        server.send("initialized", {})
        document = {"uri": uri, "languageId": "casus", "version": 1, "text": text}
        server.send("textDocument/didOpen", {"textDocument": document})
        server.until("textDocument/publishDiagnostics")
        lines = text.split("\n")
        generator = random.Random(1)
        spots = [i for i, line in enumerate(lines) if line.startswith("   and f")]
        version, typed, colours = 1, [], []
        for step in range(arguments.changes):
            # A letter into a fact's name, which is wrong then; and out again.
            line = spots[generator.randrange(len(spots))]
            for begin, end, letter in ((7, 7, "q"), (7, 8, "")):
                version += 1
                change = {
                    "range": {
                        "start": {"line": line, "character": begin},
                        "end": {"line": line, "character": end},
                    },
                    "text": letter,
                }
                start = time.perf_counter()
                server.send(
                    "textDocument/didChange",
                    {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
                )
                server.until("textDocument/publishDiagnostics")
                typed.append(time.perf_counter() - start)
            if step % 10 == 0:
                start = time.perf_counter()
                server.ask("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}})
                colours.append(time.perf_counter() - start)
        server.ask("shutdown", None)
        server.send("exit", None)
        server.process.wait()
    for what, times in (("a change, until diagnostics", typed), ("semantic tokens", colours)):
        print(
            f"{what:28} median {percentile(times, 0.5) * 1000:6.1f} ms   "
            f"95% {percentile(times, 0.95) * 1000:6.1f} ms   most {max(times) * 1000:6.1f} ms"
        )


if __name__ == "__main__":
    main()
