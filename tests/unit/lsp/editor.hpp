// SPDX-License-Identifier: Apache-2.0
//
// An editor for tests: it has files of its own, sends what an editor sends, and keeps what comes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lsp/server.hpp"

namespace casus::testing {

/// Files below "/home", as a machine of its own.
[[nodiscard]] lsp::Host host_of(const std::map<std::string, std::string>& files);

class Editor {
 public:
  /// `files` by their names below "/home". Opens that folder.
  explicit Editor(std::map<std::string, std::string> files, const std::string& encoding = "utf-16");

  void open(const std::string& file);
  /// Replaces a range, as "3:1-3:5", counted from 1.
  void type(const std::string& file, const std::string& range, const std::string& text);
  /// The answer to a request; its result or its error. `more` is merged into the parameters.
  lsp::json::value ask(const std::string& method, const std::string& file,
                       const std::string& place = {}, const lsp::json::object& more = {});
  void send(const lsp::json::value& message) { server_.handle(message); }
  /// Lets the server do what waits, as when nobody types.
  void rest();
  /// Messages since this was last asked, but for answers.
  [[nodiscard]] std::vector<lsp::json::value> news();
  /// Another program writes a file.
  void write(const std::string& file, const std::string& text) { files_[file] = text; }
  [[nodiscard]] const std::string& text(const std::string& file) const { return files_.at(file); }
  lsp::Server& server() { return server_; }

 private:
  std::map<std::string, std::string> files_;
  std::vector<lsp::json::value> sent_;
  lsp::Server server_;
  std::int64_t asked_ = 0;
};

[[nodiscard]] std::string uri(const std::string& file);
/// "3:1-3:5", counted from 1.
[[nodiscard]] lsp::Range range_of(const std::string& text);

/// A value in few lines: a range as "3:1-3:5", from 1, objects and lists by indentation, texts
/// without quotes.
[[nodiscard]] std::string readable(const lsp::json::value& value);

}  // namespace casus::testing
