// SPDX-License-Identifier: Apache-2.0
#include "report/diagnostics.hpp"
#include "support/catch.hpp"

using namespace casus;

namespace {

std::string json(Diagnostics diagnostics, Sources sources = {}) {
  return report::diagnostics_json(
      {{std::move(diagnostics), std::make_shared<const Sources>(std::move(sources))}});
}

}  // namespace

TEST_CASE("JSON diagnostics give byte and UTF-16 ranges in stable order", "[report][diagnostics]") {
  Sources sources;
  // `я` is two bytes and one UTF-16 unit, `😀` four bytes and two units.
  const auto file = sources.add("a.casus", "x\nя😀 bad\n");
  Diagnostic d = error("E0201", "no `bad`");
  d.label({file, 9, 12}, "here").note("a note").advise("look");
  d.fix("write `good`", {{{file, 9, 12}, "good"}}, true);
  CHECK(json({d}, sources) ==
        R"({"schema":"casus.check/1","errors":1,"warnings":0,"diagnostics":[)"
        R"({"code":"E0201","severity":"error","message":"no `bad`",)"
        R"("labels":[{"range":{"file":"a.casus",)"
        R"("start":{"line":2,"column":4,"byte":9,"utf16":5},)"
        R"("end":{"line":2,"column":7,"byte":12,"utf16":8}},"text":"here"}],)"
        R"("notes":["a note"],"help":[{"text":"look"},{"text":"write `good`","safe":true,)"
        R"("edits":[{"range":{"file":"a.casus",)"
        R"("start":{"line":2,"column":4,"byte":9,"utf16":5},)"
        R"("end":{"line":2,"column":7,"byte":12,"utf16":8}},"replacement":"good"}]}]}]})"
        "\n");
}

TEST_CASE("no diagnostics are an empty document", "[report][diagnostics]") {
  CHECK(json({}) ==
        "{\"schema\":\"casus.check/1\",\"errors\":0,\"warnings\":0,\"diagnostics\":[]}\n");
}

TEST_CASE("JSON text is valid UTF-8 with control characters escaped", "[report][diagnostics]") {
  CHECK(json({warning("W0401", "a\x1b\xFF\"\\\n")}) ==
        R"({"schema":"casus.check/1","errors":0,"warnings":1,"diagnostics":[)"
        R"({"code":"W0401","severity":"warning","message":"a\u001b)"
        "\xEF\xBF\xBD"
        R"(\"\\\n","labels":[],"notes":[],"help":[]}]})"
        "\n");
}
