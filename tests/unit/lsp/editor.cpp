// SPDX-License-Identifier: Apache-2.0
#include "unit/lsp/editor.hpp"

#include <algorithm>
#include <sstream>

#include "lsp/uris.hpp"
#include "report/json.hpp"

namespace casus::testing {

namespace json = lsp::json;

namespace {

const std::string root = "/home/";

lsp::Place place_of(const std::string& text) {
  const std::size_t colon = text.find(':');
  return {static_cast<std::uint32_t>(std::stoul(text) - 1),
          static_cast<std::uint32_t>(std::stoul(text.substr(colon + 1)) - 1)};
}

std::vector<std::string> below(const std::map<std::string, std::string>& files,
                               const std::string& path, const std::string& ending) {
  std::vector<std::string> found;
  for (const auto& [name, text] : files) {
    const std::string whole = root + name;
    const bool inside = whole == path || whole.starts_with(path + '/');
    if (inside && whole.ends_with(ending) && !whole.ends_with("casus.toml")) found.push_back(whole);
  }
  return found;
}

std::string shown(const json::value& place) {
  return std::to_string(place.at("line").to_number<int>() + 1) + ':' +
         std::to_string(place.at("character").to_number<int>() + 1);
}

bool has_blank_edge(const json::string& text) {
  return !text.empty() && (text.front() <= ' ' || text.back() <= ' ');
}

bool is_row(const json::array& list) {
  return std::ranges::all_of(list, [](const json::value& one) { return one.is_number(); });
}

void write(const json::value& value, const std::string& indent, std::string& out) {
  if (const json::object* object = value.if_object()) {
    if (object->contains("start") && object->contains("end")) {
      out += ' ' + shown(value.at("start")) + '-' + shown(value.at("end")) + '\n';
    } else if (object->contains("line") && object->contains("character")) {
      out += ' ' + shown(value) + '\n';
    } else {
      out += object->empty() ? " {}\n" : "\n";
      for (const auto& [key, one] : *object) {
        out += indent + std::string(key) + ':';
        write(one, indent + "  ", out);
      }
    }
  } else if (const json::array* all = value.if_array(); all && !all->empty() && is_row(*all)) {
    constexpr std::size_t width = 5;  // Of semantic tokens, one a line.
    for (std::size_t i = 0; i < all->size(); ++i) {
      out += (i % width == 0 ? "\n" + indent : " ") + report::write_json((*all)[i]);
    }
    out += '\n';
  } else if (const json::array* list = value.if_array()) {
    out += list->empty() ? " []\n" : "\n";
    for (const json::value& one : *list) {
      std::string item;
      write(one, indent + "  ", item);
      // The first line of an item stands beside its mark.
      const std::size_t begin = item.find_first_not_of(" \n");
      out += indent + "- " + item.substr(std::min(begin, item.size()));
    }
  } else if (const json::string* edge = value.if_string(); edge && has_blank_edge(*edge)) {
    out += ' ' + report::write_json(value) + '\n';
  } else if (const json::string* text = value.if_string()) {
    std::istringstream lines{std::string(*text)};
    std::string line;
    bool first = true;
    for (; std::getline(lines, line); first = false) {
      out += (first ? " " : indent + "| ") + line + '\n';
    }
    if (first) out += " \"\"\n";
  } else {
    out += ' ' + report::write_json(value) + '\n';
  }
}

}  // namespace

std::string uri(const std::string& file) { return lsp::uri_of_path(root + file); }

lsp::Range range_of(const std::string& text) {
  return {place_of(text), place_of(text.substr(text.find('-') + 1))};
}

std::string readable(const json::value& value) {
  std::string out;
  write(value, "", out);
  const std::size_t begin = out.find_first_not_of('\n');
  return out.substr(std::min(begin, out.size()));
}

lsp::Host host_of(const std::map<std::string, std::string>& files) {
  const auto read = [&files](const std::string& path) -> std::optional<std::string> {
    const auto found = path.starts_with(root) ? files.find(path.substr(root.size())) : files.end();
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  return {.read = read,
          .rule_files = [&files](const auto& path) { return below(files, path, ".casus"); },
          .case_files = [&files](const auto& path) { return below(files, path, ".toml"); },
          .project_file = [&files](const auto&) -> std::optional<std::string> {
            return files.contains("casus.toml") ? std::optional(root + "casus.toml") : std::nullopt;
          },
          .module = [read](const auto& name, const auto& asker) -> std::optional<NamedText> {
            const std::string path =
                lsp::folder_of(asker) + '/' + name.substr(name.rfind('.') + 1) + ".casus";
            auto text = read(path);
            return text ? std::optional(NamedText{path, std::move(*text)}) : std::nullopt;
          },
          .data = [](const auto&, const auto&,
                     const auto&) { return std::optional(std::vector<DataFile>()); },
          .commands = {"eval", "why", "test"},
          .run =
              [](const auto& words, const auto& folder) {
                return lsp::Printed{0, words.front() + " ran in " + folder + '\n'};
              }};
}

Editor::Editor(std::map<std::string, std::string> files, const std::string& encoding)
    : files_(std::move(files)),
      server_(host_of(files_), [&](const json::value& message) { sent_.push_back(message); }) {
  const json::value can = {
      {"general", {{"positionEncodings", json::array{json::string(encoding)}}}},
      {"workspace", {{"inlayHint", {{"refreshSupport", true}}}}}};
  send(json::object{{"jsonrpc", "2.0"},
                    {"id", 0},
                    {"method", "initialize"},
                    {"params", json::object{{"rootUri", "file:///home"}, {"capabilities", can}}}});
  sent_.clear();
  send(lsp::notification("initialized", json::object{}));
}

void Editor::open(const std::string& file) {
  send(lsp::notification("textDocument/didOpen",
                         json::object{{"textDocument", json::object{{"uri", uri(file)},
                                                                    {"languageId", "casus"},
                                                                    {"version", 1},
                                                                    {"text", files_.at(file)}}}}));
  server_.settle();
}

void Editor::type(const std::string& file, const std::string& range, const std::string& text) {
  const json::object change{{"range", lsp::to_json(range_of(range))}, {"text", text}};
  send(lsp::notification(
      "textDocument/didChange",
      json::object{{"textDocument", json::object{{"uri", uri(file)}, {"version", 2}}},
                   {"contentChanges", json::array{change}}}));
  server_.settle();
}

json::value Editor::ask(const std::string& method, const std::string& file,
                        const std::string& place, const json::object& more) {
  json::object params = more;
  if (!file.empty()) params["textDocument"] = json::object{{"uri", uri(file)}};
  if (place.find('-') != std::string::npos) {
    params["range"] = lsp::to_json(range_of(place));
  } else if (!place.empty()) {
    params["position"] = lsp::to_json(place_of(place));
  }
  send(json::object{
      {"jsonrpc", "2.0"}, {"id", ++asked_}, {"method", method}, {"params", std::move(params)}});
  json::value answer = sent_.back();
  sent_.pop_back();
  const json::object& object = answer.as_object();
  return object.contains("result") ? object.at("result") : object.at("error");
}

void Editor::rest() {
  while (server_.work()) {
  }
}

std::vector<json::value> Editor::news() { return std::exchange(sent_, {}); }

}  // namespace casus::testing
