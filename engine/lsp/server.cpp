// SPDX-License-Identifier: Apache-2.0
#include "lsp/server.hpp"

#include <algorithm>
#include <new>

#include "lsp/uris.hpp"

namespace casus::lsp {
namespace {

const json::value nothing(nullptr);

std::optional<std::string> path_in(const json::value& params) {
  const auto uri = text(params, {"textDocument", "uri"});
  return uri ? std::optional(path_of_uri(*uri)) : std::nullopt;
}

/// As a request and as a notification may say where folders were added.
const json::array* folders_in(const json::value& params, Path path) {
  const json::value* found = find(params, path);
  return found == nullptr ? nullptr : found->if_array();
}

}  // namespace

Server::Server(Host host, Send send) : workspace_(std::move(host)), send_(std::move(send)) {}

const std::map<std::string_view, Server::Request>& Server::requests() {
  static const std::map<std::string_view, Request> table{
      {"initialize", &Server::initialize},
      {"shutdown", &Server::shutdown},
      {"textDocument/hover", &Server::hover},
      {"textDocument/definition", &Server::definition},
      {"textDocument/references", &Server::references},
      {"textDocument/documentHighlight", &Server::highlights},
      {"textDocument/prepareRename", &Server::prepare_rename},
      {"textDocument/rename", &Server::rename},
      {"textDocument/completion", &Server::completions},
      {"textDocument/documentSymbol", &Server::document_symbols},
      {"textDocument/foldingRange", &Server::folding_ranges},
      {"textDocument/semanticTokens/full", &Server::semantic_tokens},
      {"textDocument/inlayHint", &Server::inlay_hints},
      {"textDocument/codeLens", &Server::code_lenses},
      {"textDocument/codeAction", &Server::code_actions},
      {"textDocument/formatting", &Server::formatting},
      {"workspace/symbol", &Server::workspace_symbols},
      {"workspace/executeCommand", &Server::execute},
  };
  return table;
}

const std::map<std::string_view, Server::Notification>& Server::notifications() {
  static const std::map<std::string_view, Notification> table{
      {"initialized", &Server::initialized},
      {"textDocument/didOpen", &Server::opened},
      {"textDocument/didChange", &Server::changed},
      {"textDocument/didSave", &Server::saved},
      {"textDocument/didClose", &Server::closed},
      {"workspace/didChangeWatchedFiles", &Server::files_changed},
      {"workspace/didChangeConfiguration", &Server::configured},
      {"workspace/didChangeWorkspaceFolders", &Server::folders_changed},
  };
  return table;
}

void Server::refuse_text() {
  send_(response(nullptr, Refusal{Failure::parse_error, "this is no JSON"}));
}

void Server::handle(const json::value& message, bool cancelled) {
  const auto method = text(message, {"method"});
  const json::value* id = find(message, {"id"});
  const json::value* params = find(message, {"params"});
  const json::value& given = params == nullptr ? nothing : *params;
  if (!method) {
    // An answer to what was asked of the editor has no method.
    const bool answer = id != nullptr && (find(message, {"result"}) != nullptr ||
                                          find(message, {"error"}) != nullptr);
    if (answer) return;
    send_(response(id == nullptr ? nothing : *id,
                   Refusal{Failure::invalid_request, "a message has a method"}));
  } else if (id == nullptr) {
    notify(*method, given);
  } else if (cancelled) {
    send_(response(*id, Refusal{Failure::cancelled, "cancelled"}));
  } else {
    request(*method, *id, given);
  }
}

void Server::request(const std::string& method, const json::value& id, const json::value& params) {
  const auto refuse = [&](Failure code, std::string why) {
    send_(response(id, Refusal{code, std::move(why)}));
  };
  const bool initialize = method == "initialize";
  if (state_ == State::fresh && !initialize) {
    return refuse(Failure::not_initialized, "`initialize` comes first");
  }
  if (state_ == State::shut_down || (initialize && state_ != State::fresh)) {
    return refuse(Failure::invalid_request, "not at this point of a session");
  }
  const auto known = requests().find(method);
  if (known == requests().end()) {
    return refuse(Failure::method_not_found, "there is no method `" + method + '`');
  }
  try {
    workspace_.check();
    Reply<json::value> answer = (this->*known->second)(params);
    send_(answer ? response(id, std::move(*answer)) : response(id, answer.error()));
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& fault) {
    refuse(Failure::internal_error, std::string("the fault is ours: ") + fault.what());
  }
}

void Server::notify(const std::string& method, const json::value& params) {
  if (method == "exit") {
    exit_code_ = state_ == State::shut_down ? 0 : 1;
    return;
  }
  if (state_ != State::running) return;
  const auto known = notifications().find(method);
  if (known == notifications().end()) return;
  (this->*known->second)(params);
}

void Server::ask(std::string_view method, json::value params) {
  send_(json::object{
      {"jsonrpc", "2.0"}, {"id", ++asked_}, {"method", method}, {"params", std::move(params)}});
}

Reply<json::value> Server::initialize(const json::value& params) {
  state_ = State::running;
  const json::value* encodings = find(params, {"capabilities", "general", "positionEncodings"});
  const json::array* list = encodings == nullptr ? nullptr : encodings->if_array();
  if (list != nullptr && std::ranges::find(*list, json::value("utf-8")) != list->end()) {
    encoding_ = Encoding::utf8;
  }
  const Path watching{"capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration"};
  watches_ = flag(params, watching);
  refreshes_hints_ = flag(params, {"capabilities", "workspace", "inlayHint", "refreshSupport"});
  refreshes_lenses_ = flag(params, {"capabilities", "workspace", "codeLens", "refreshSupport"});
  if (const json::value* options = find(params, {"initializationOptions"})) choose(*options);
  if (const json::array* folders = folders_in(params, {"workspaceFolders"})) {
    for (const json::value& folder : *folders) add_folder(text(folder, {"uri"}).value_or(""));
  } else {
    add_folder(text(params, {"rootUri"}).value_or(""));
  }
  return json::object{
      {"capabilities",
       json::object{
           {"positionEncoding", encoding_ == Encoding::utf8 ? "utf-8" : "utf-16"},
           {"textDocumentSync", json::object{{"openClose", true}, {"change", 2}, {"save", true}}},
           {"hoverProvider", true},
           {"definitionProvider", true},
           {"referencesProvider", true},
           {"documentHighlightProvider", true},
           {"renameProvider", json::object{{"prepareProvider", true}}},
           {"completionProvider",
            json::object{{"triggerCharacters", json::array{"(", ",", ":", ".", "[", "\"", "{"}}}},
           {"documentSymbolProvider", true},
           {"workspaceSymbolProvider", true},
           {"foldingRangeProvider", true},
           {"documentFormattingProvider", true},
           {"semanticTokensProvider", json::object{{"legend", token_legend()}, {"full", true}}},
           {"inlayHintProvider", true},
           {"codeLensProvider", json::object{{"resolveProvider", false}}},
           {"codeActionProvider", json::object{{"codeActionKinds", json::array{"quickfix"}}}},
           {"executeCommandProvider", json::object{{"commands", json::array{"casus.run"}}}},
           {"workspace",
            json::object{{"workspaceFolders",
                          json::object{{"supported", true}, {"changeNotifications", true}}}}}}},
      {"serverInfo", json::object{{"name", "casus"}, {"version", version()}}}};
}

Reply<json::value> Server::shutdown(const json::value&) {
  state_ = State::shut_down;
  return json::value(nullptr);
}

void Server::initialized(const json::value&) {
  if (!watches_) return;
  json::array watchers;
  for (const char* pattern : {"**/*.casus", "**/*.toml", "**/*.csv", "**/*.tsv", "**/*.jsonl"}) {
    watchers.push_back(json::object{{"globPattern", pattern}});
  }
  ask("client/registerCapability",
      json::object{{"registrations",
                    json::array{json::object{
                        {"id", "files"},
                        {"method", "workspace/didChangeWatchedFiles"},
                        {"registerOptions", json::object{{"watchers", std::move(watchers)}}}}}}});
}

void Server::add_folder(const std::string& uri) {
  const std::string path = path_of_uri(uri);
  if (is_file(path)) workspace_.project_of(path);
}

void Server::opened(const json::value& params) {
  const auto uri = text(params, {"textDocument", "uri"});
  auto written = text(params, {"textDocument", "text"});
  if (!uri || !written) return;
  const std::string path = path_of_uri(*uri);
  uris_[path] = *uri;
  versions_[path] = number(params, {"textDocument", "version"}).value_or(0);
  workspace_.set_text(path, std::move(*written));
  (void)workspace_.base_of(path);
}

void Server::changed(const json::value& params) {
  const auto path = path_in(params);
  const json::value* changes = find(params, {"contentChanges"});
  if (!path || changes == nullptr || !changes->is_array() || !workspace_.is_open(*path)) return;
  std::string whole = workspace_.open().at(*path);
  for (const json::value& change : changes->get_array()) {
    auto written = text(change, {"text"});
    if (!written) continue;
    const auto part = range(change, {"range"});
    if (!part) {
      if (find(change, {"range"}) == nullptr) whole = std::move(*written);
      continue;
    }
    const Lines lines(whole, encoding_);
    const std::uint32_t begin = lines.offset(part->start);
    whole.replace(begin, lines.offset(part->end) - begin, *written);
  }
  versions_[*path] = number(params, {"textDocument", "version"}).value_or(0);
  workspace_.set_text(*path, std::move(whole));
}

void Server::saved(const json::value& params) {
  // Data files and what other programs wrote meanwhile: nobody else may tell of them.
  if (path_in(params) && !watches_) workspace_.forget_disk();
}

void Server::closed(const json::value& params) {
  const auto path = path_in(params);
  if (!path || !workspace_.is_open(*path)) return;
  workspace_.set_text(*path, std::nullopt);
  uris_.erase(*path);
  versions_.erase(*path);
}

void Server::files_changed(const json::value&) { workspace_.forget_disk(); }

void Server::configured(const json::value& params) {
  if (const json::value* settings = find(params, {"settings", "casus"})) choose(*settings);
}

void Server::folders_changed(const json::value& params) {
  const json::array* added = folders_in(params, {"event", "added"});
  if (added == nullptr) return;
  for (const json::value& folder : *added) add_folder(text(folder, {"uri"}).value_or(""));
}

void Server::choose(const json::value& settings) {
  if (auto name = text(settings, {"case"})) workspace_.choose(std::move(*name));
}

void Server::settle() {
  if (state_ != State::running) return;
  workspace_.check();
  // A case is part of its rule base once that is known.
  for (const auto& [path, written] : workspace_.open()) {
    if (Base* base = is_rules(path) ? nullptr : workspace_.base_of(path)) {
      if (base->cases.contains(path)) workspace_.case_of(*base, path);
    }
  }
  publish();
}

bool Server::work(const std::atomic<bool>* interrupted) {
  if (state_ != State::running || !workspace_.work(interrupted)) return false;
  publish();
  if (workspace_.news()) {
    if (refreshes_hints_) ask("workspace/inlayHint/refresh", nullptr);
    if (refreshes_lenses_) ask("workspace/codeLens/refresh", nullptr);
  }
  return true;
}

void Server::publish() {
  std::set<std::string> paths = workspace_.files();
  for (const auto& [path, shown] : published_) paths.insert(path);
  for (const std::string& path : paths) {
    json::array found = diagnostics(workspace_.findings(path), uris_, encoding_);
    const auto [shown, added] = published_.try_emplace(path);
    if (shown->second == found && !(added && versions_.contains(path))) {
      if (shown->second.empty() && !versions_.contains(path)) published_.erase(shown);
      continue;
    }
    shown->second = found;
    json::object params{{"uri", uri_of(uris_, path)}, {"diagnostics", std::move(found)}};
    if (const auto version = versions_.find(path); version != versions_.end()) {
      params["version"] = version->second;
    }
    send_(notification("textDocument/publishDiagnostics", std::move(params)));
  }
}

std::optional<View> Server::view(const json::value& params) {
  const auto path = path_in(params);
  return path ? View::of(workspace_, uris_, *path, encoding_) : std::nullopt;
}

std::optional<Server::Pointed> Server::pointed(const json::value& params) {
  const auto at = place(params, {"position"});
  auto seen = at ? view(params) : std::nullopt;
  if (!seen) return std::nullopt;
  return Pointed{std::move(*seen), *at};
}

}  // namespace casus::lsp
