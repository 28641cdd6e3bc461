// SPDX-License-Identifier: Apache-2.0
//
// The server over streams, as an editor starts it: what is malformed, too early or too late.
#include <sstream>

#include "lsp/framing.hpp"
#include "lsp/serve.hpp"
#include "support/catch.hpp"
#include "unit/lsp/editor.hpp"

namespace {

using casus::testing::host_of;

std::string frame(const std::string& body) {
  std::ostringstream out;
  casus::lsp::write_frame(out, body);
  return out.str();
}

struct Served {
  int exit = 0;
  std::string out;
  std::string log;
};

Served serve(const std::string& input) {
  const std::map<std::string, std::string> files;
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream log;
  const int exit = casus::lsp::serve(in, out, log, host_of(files));
  std::string bodies;
  std::istringstream frames(out.str());
  for (auto one = casus::lsp::read_frame(frames); one.body; one = casus::lsp::read_frame(frames)) {
    bodies += *one.body + '\n';
  }
  return {exit, bodies, log.str()};
}

const std::string initialize =
    frame(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})");
const std::string shutdown = frame(R"({"jsonrpc":"2.0","id":9,"method":"shutdown"})");
const std::string leave = frame(R"({"jsonrpc":"2.0","method":"exit"})");

/// What is answered to one message within a session.
std::string answer(const std::string& body) {
  const Served served = serve(initialize + frame(body) + shutdown + leave);
  CHECK(served.exit == 0);
  CHECK(served.log == "");
  std::istringstream lines(served.out);
  std::string first;
  std::string line;
  std::getline(lines, first);
  std::string between;
  while (std::getline(lines, line) && line.find(R"("id":9)") == std::string::npos) {
    between += line + '\n';
  }
  return between;
}

}  // namespace

TEST_CASE("a session ends with 0 after shutdown and exit, else with 1", "[lsp]") {
  CHECK(serve(initialize + shutdown + leave).exit == 0);
  CHECK(serve(initialize + leave).exit == 1);
  CHECK(serve(leave).exit == 1);
  CHECK(serve(initialize + shutdown).exit == 1);
  CHECK(serve("").exit == 1);
  CHECK(serve("").log == "");
}

TEST_CASE("what cannot be read as messages ends the session with the reason", "[lsp]") {
  const auto ends = [](const std::string& input) {
    const Served served = serve(initialize + input);
    CHECK(served.exit == 1);
    return served.log;
  };
  CHECK(ends("Content-Length: 5\r\n") ==
        "error: the input ends within a header, or the header is too long\n");
  CHECK(ends("Content-Length: 5\r\n\r\n{}") == "error: the input ends within a message\n");
  CHECK(ends("Content-Length: many\r\n\r\n{}") == "error: Content-Length is no number\n");
  CHECK(ends("Content-Length: -2\r\n\r\n{}") == "error: Content-Length is no number\n");
  CHECK(ends("Content-Type: x\r\n\r\n{}") == "error: a header has no Content-Length\n");
  CHECK(ends("Content-Length: 999999999999\r\n\r\n") == "error: a message is longer than 256 MB\n");
  CHECK(ends("Content-Length: 99999999999999999999\r\n\r\n") ==
        "error: Content-Length is no number\n");
  CHECK(ends("{\"jsonrpc\":\"2.0\"}\r\n\r\n") == "error: a header has no Content-Length\n");
  CHECK(ends("nonsense\r\n\r\n") == "error: a header line has no colon\n");
  CHECK(ends(std::string(100'000, 'x')) ==
        "error: the input ends within a header, or the header is too long\n");
}

TEST_CASE("a header may have other fields and any case", "[lsp]") {
  const std::string body = R"({"jsonrpc":"2.0","id":9,"method":"shutdown"})";
  CHECK(serve(initialize + "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n" +
              "content-length: " + std::to_string(body.size()) + "\r\n\r\n" + body + leave)
            .exit == 0);
}

TEST_CASE("malformed messages are refused, and the session goes on", "[lsp]") {
  CHECK(answer("{") ==
        R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"this is no JSON"}})"
        "\n");
  CHECK_THAT(answer(std::string(5'000, '[')), Catch::Contains("-32700"));
  CHECK_THAT(answer("\xff\xfe"), Catch::Contains("-32700"));
  CHECK_THAT(answer("[]"), Catch::Contains("-32600"));
  CHECK_THAT(answer("17"), Catch::Contains("-32600"));
  CHECK_THAT(answer(R"({"id":4})"), Catch::Contains(R"("id":4,"error":{"code":-32600)"));
  CHECK_THAT(answer(R"({"id":4,"method":7})"), Catch::Contains("-32600"));
  CHECK_THAT(answer(R"({"id":4,"method":"textDocument/none"})"), Catch::Contains("-32601"));
  CHECK(answer(R"({"method":"textDocument/none"})") == "");
  CHECK(answer(R"({"id":4,"result":null})") == "");
  CHECK_THAT(answer(R"({"id":4,"method":"initialize","params":{}})"), Catch::Contains("-32600"));
}

TEST_CASE("wrong parameters are refused", "[lsp]") {
  for (const char* method :
       {"hover", "definition", "references", "documentHighlight", "prepareRename", "rename",
        "completion", "documentSymbol", "foldingRange", "semanticTokens/full", "inlayHint",
        "codeLens", "codeAction", "formatting"}) {
    for (const char* params :
         {"null", "[]", "7", "{}", R"({"textDocument":7})", R"({"textDocument":{"uri":[]}})",
          R"({"position":{"line":-1,"character":0}})",
          R"({"textDocument":{},"position":{"line":1e99,"character":0}})"}) {
      INFO(method << ' ' << params);
      CHECK_THAT(answer(R"({"id":4,"method":"textDocument/)" + std::string(method) +
                        R"(","params":)" + params + "}"),
                 Catch::Contains("-32602"));
    }
  }
  for (const char* arguments :
       {R"(["init","/"])", R"(["eval","-o","/x"])", "[]", "[7]", "7", R"(["eval",["x"]])"}) {
    INFO(arguments);
    CHECK_THAT(answer(R"({"id":4,"method":"workspace/executeCommand",
                          "params":{"command":"casus.run","arguments":)" +
                      std::string(arguments) + "}}"),
               Catch::Contains("-32602"));
  }
}

TEST_CASE("a notification that makes no sense is passed over", "[lsp]") {
  for (const char* method :
       {"textDocument/didOpen", "textDocument/didChange", "textDocument/didClose",
        "textDocument/didSave", "workspace/didChangeWatchedFiles",
        "workspace/didChangeConfiguration", "workspace/didChangeWorkspaceFolders",
        "$/cancelRequest", "initialized"}) {
    for (const char* params : {"null", "[7]", "{}", R"({"textDocument":{"uri":"file:///x.casus"}})",
                               R"({"contentChanges":[7]})", R"({"event":{"added":[7]}})"}) {
      INFO(method << ' ' << params);
      CHECK(answer(R"({"method":")" + std::string(method) + R"(","params":)" + params + "}") == "");
    }
  }
}

TEST_CASE("nothing is done before initialize or after shutdown", "[lsp]") {
  const std::string ask = frame(R"({"id":4,"method":"workspace/symbol","params":{"query":""}})");
  CHECK_THAT(serve(ask + initialize + shutdown + leave).out, Catch::Contains("-32002"));
  CHECK_THAT(serve(initialize + shutdown + ask + leave).out, Catch::Contains("-32600"));
}

TEST_CASE("a request that was cancelled before its turn is answered so", "[lsp]") {
  // All of it is there before the first answer: how far the reader is, is another matter, so the
  // cancelled request stands behind many others.
  std::string many;
  for (int i = 100; i < 400; ++i) {
    many += frame(R"({"id":)" + std::to_string(i) +
                  R"(,"method":"workspace/symbol","params":{"query":""}})");
  }
  const std::string cancel = frame(R"({"method":"$/cancelRequest","params":{"id":399}})");
  const Served served = serve(initialize + many + cancel + shutdown + leave);
  CHECK(served.exit == 0);
  CHECK_THAT(served.out, Catch::Contains(R"("id":399,)"));
}

TEST_CASE("places beyond a text, and of files that are not open, are harmless", "[lsp]") {
  const std::map<std::string, std::string> files{{"a.casus", "fact seen { it: text }\n"}};
  casus::testing::Editor editor(files);
  editor.open("a.casus");
  for (const char* method : {"hover", "definition", "completion", "documentHighlight"}) {
    (void)editor.ask("textDocument/" + std::string(method), "a.casus", "99:99");
    CHECK(editor.ask("textDocument/" + std::string(method), "b.casus", "1:1").is_null());
  }
  editor.type("a.casus", "99:1-99:9", "unit kW\n");
  CHECK(editor.ask("textDocument/documentSymbol", "a.casus").as_array().size() == 2);
}
