// SPDX-License-Identifier: Apache-2.0
//
// Requests: from their parameters to the feature that answers, and from nothing to null.
#include <algorithm>
#include <array>

#include "lsp/server.hpp"
#include "lsp/uris.hpp"

namespace casus::lsp {
namespace {

tl::unexpected<Refusal> wrong_params() {
  return tl::unexpected(
      Refusal{Failure::invalid_params, "parameters are missing or of another kind"});
}

bool names_document(const json::value& params) {
  return text(params, {"textDocument", "uri"}).has_value();
}

bool names_place(const json::value& params) {
  return names_document(params) && place(params, {"position"}).has_value();
}

}  // namespace

Reply<json::value> Server::hover(const json::value& params) {
  if (!names_place(params)) return wrong_params();
  const auto at = pointed(params);
  return at ? lsp::hover(at->view, at->place) : json::value(nullptr);
}

Reply<json::value> Server::definition(const json::value& params) {
  if (!names_place(params)) return wrong_params();
  const auto at = pointed(params);
  return at ? lsp::definition(at->view, at->place) : json::value(nullptr);
}

Reply<json::value> Server::references(const json::value& params) {
  if (!names_place(params)) return wrong_params();
  const auto at = pointed(params);
  if (!at) return json::value(nullptr);
  return lsp::references(at->view, at->place, flag(params, {"context", "includeDeclaration"}));
}

Reply<json::value> Server::highlights(const json::value& params) {
  if (!names_place(params)) return wrong_params();
  const auto at = pointed(params);
  return at ? lsp::highlights(at->view, at->place) : json::value(nullptr);
}

Reply<json::value> Server::prepare_rename(const json::value& params) {
  if (!names_place(params)) return wrong_params();
  const auto at = pointed(params);
  if (!at) return json::value(nullptr);
  return lsp::prepare_rename(at->view, at->place);
}

Reply<json::value> Server::rename(const json::value& params) {
  const auto name = text(params, {"newName"});
  if (!names_place(params) || !name) return wrong_params();
  const auto at = pointed(params);
  if (!at) return json::value(nullptr);
  return lsp::rename(at->view, at->place, *name);
}

Reply<json::value> Server::completions(const json::value& params) {
  if (!names_place(params)) return wrong_params();
  const auto at = pointed(params);
  if (!at) return json::value(nullptr);
  return json::value(lsp::completions(at->view, at->place));
}

Reply<json::value> Server::document_symbols(const json::value& params) {
  if (!names_document(params)) return wrong_params();
  const auto seen = view(params);
  return seen ? json::value(lsp::document_symbols(*seen)) : json::value(nullptr);
}

Reply<json::value> Server::workspace_symbols(const json::value& params) {
  const auto query = text(params, {"query"});
  if (!query) return wrong_params();
  return json::value(lsp::workspace_symbols(workspace_, uris_, *query, encoding_));
}

Reply<json::value> Server::folding_ranges(const json::value& params) {
  if (!names_document(params)) return wrong_params();
  const auto seen = view(params);
  return seen ? json::value(lsp::folding_ranges(*seen)) : json::value(nullptr);
}

Reply<json::value> Server::semantic_tokens(const json::value& params) {
  if (!names_document(params)) return wrong_params();
  const auto seen = view(params);
  return seen ? lsp::semantic_tokens(*seen) : json::value(nullptr);
}

Reply<json::value> Server::inlay_hints(const json::value& params) {
  const auto part = range(params, {"range"});
  if (!names_document(params) || !part) return wrong_params();
  const auto seen = view(params);
  return seen ? json::value(lsp::inlay_hints(*seen, *part)) : json::value(nullptr);
}

Reply<json::value> Server::code_lenses(const json::value& params) {
  if (!names_document(params)) return wrong_params();
  const auto seen = view(params);
  return seen ? json::value(lsp::code_lenses(*seen)) : json::value(nullptr);
}

Reply<json::value> Server::code_actions(const json::value& params) {
  const auto part = range(params, {"range"});
  const auto uri = text(params, {"textDocument", "uri"});
  if (!uri || !part) return wrong_params();
  return json::value(lsp::code_actions(workspace_, uris_, path_of_uri(*uri), *part, encoding_));
}

Reply<json::value> Server::formatting(const json::value& params) {
  const auto uri = text(params, {"textDocument", "uri"});
  if (!uri) return wrong_params();
  return lsp::formatting(workspace_, path_of_uri(*uri), encoding_);
}

/// `casus.run` with the words of a command. What it prints goes to the editor's log, and back.
Reply<json::value> Server::execute(const json::value& params) {
  constexpr auto shown = std::to_array<std::string_view>({"eval", "why", "test", "explain"});
  const json::value* arguments = find(params, {"arguments"});
  if (text(params, {"command"}) != "casus.run" || arguments == nullptr || !arguments->is_array()) {
    return wrong_params();
  }
  std::vector<std::string> words;
  for (const json::value& word : arguments->get_array()) {
    if (!word.is_string()) return wrong_params();
    words.emplace_back(word.get_string());
    // No flags but this one: nothing is to be written.
    if (words.back().starts_with('-') && !words.back().starts_with("--filter=")) {
      return wrong_params();
    }
  }
  if (words.empty() || std::ranges::find(shown, words.front()) == shown.end()) {
    return wrong_params();
  }
  const std::string folder = folder_of(words.back());
  std::string line = "$ casus";
  for (const std::string& word : words) {
    const bool plain = word.find_first_of(" \"'()") == std::string::npos;
    line += plain ? ' ' + word : " '" + word + '\'';
  }
  const Printed printed = workspace_.host().run(words, folder);
  const std::string told = line + '\n' + printed.text;
  send_(notification("window/logMessage", json::object{{"type", 3}, {"message", told}}));
  return json::object{{"exit", printed.exit}, {"text", told}};
}

}  // namespace casus::lsp
