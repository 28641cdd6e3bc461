// SPDX-License-Identifier: Apache-2.0
//
// The language server, as far as it is about messages: one comes in, some go out. What takes longer
// waits until nobody does; `serve` drives it over streams.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "lsp/features.hpp"
#include "lsp/host.hpp"
#include "lsp/messages.hpp"
#include "lsp/workspace.hpp"

namespace casus::lsp {

class Server {
 public:
  using Send = std::function<void(const json::value& message)>;

  Server(Host host, Send send);

  /// Takes in a message. Nothing in it makes the server fail: what makes no sense is refused, or
  /// passed over where the protocol wants no answer.
  void handle(const json::value& message, bool cancelled = false);
  /// The answer to what was no JSON.
  void refuse_text();
  /// Checks what has changed and says what was found. To be called when no message waits, so that
  /// of several changes the last one counts.
  void settle();
  /// Does a piece of what can wait; false: there is none. Ends early when `interrupted`.
  bool work(const std::atomic<bool>* interrupted = nullptr);
  /// Set by the notification "exit": 0 where "shutdown" came before.
  [[nodiscard]] std::optional<int> exit_code() const { return exit_code_; }

 private:
  using Request = Reply<json::value> (Server::*)(const json::value& params);
  using Notification = void (Server::*)(const json::value& params);
  [[nodiscard]] static const std::map<std::string_view, Request>& requests();
  [[nodiscard]] static const std::map<std::string_view, Notification>& notifications();

  enum class State : std::uint8_t { fresh, running, shut_down };

  void request(const std::string& method, const json::value& id, const json::value& params);
  void notify(const std::string& method, const json::value& params);
  void ask(std::string_view method, json::value params);

  Reply<json::value> initialize(const json::value& params);
  Reply<json::value> shutdown(const json::value& params);
  Reply<json::value> hover(const json::value& params);
  Reply<json::value> definition(const json::value& params);
  Reply<json::value> references(const json::value& params);
  Reply<json::value> highlights(const json::value& params);
  Reply<json::value> prepare_rename(const json::value& params);
  Reply<json::value> rename(const json::value& params);
  Reply<json::value> completions(const json::value& params);
  Reply<json::value> document_symbols(const json::value& params);
  Reply<json::value> workspace_symbols(const json::value& params);
  Reply<json::value> folding_ranges(const json::value& params);
  Reply<json::value> semantic_tokens(const json::value& params);
  Reply<json::value> inlay_hints(const json::value& params);
  Reply<json::value> code_lenses(const json::value& params);
  Reply<json::value> code_actions(const json::value& params);
  Reply<json::value> formatting(const json::value& params);
  Reply<json::value> execute(const json::value& params);

  void initialized(const json::value& params);
  void opened(const json::value& params);
  void changed(const json::value& params);
  void saved(const json::value& params);
  void closed(const json::value& params);
  void files_changed(const json::value& params);
  void configured(const json::value& params);
  void folders_changed(const json::value& params);

  void choose(const json::value& settings);
  void add_folder(const std::string& uri);
  void publish();
  [[nodiscard]] std::optional<View> view(const json::value& params);
  struct Pointed {
    View view;
    Place place;
  };
  [[nodiscard]] std::optional<Pointed> pointed(const json::value& params);

  Workspace workspace_;
  Send send_;
  State state_ = State::fresh;
  std::optional<int> exit_code_;
  Encoding encoding_ = Encoding::utf16;
  Uris uris_;
  std::map<std::string, std::int64_t> versions_;
  std::map<std::string, json::array> published_;  ///< what the editor shows, by path
  bool watches_ = false;          ///< whether the editor lets itself be asked to watch files,
  bool refreshes_hints_ = false;  ///< and to ask again for these
  bool refreshes_lenses_ = false;
  std::int64_t asked_ = 0;
};

}  // namespace casus::lsp
