// SPDX-License-Identifier: Apache-2.0
#include "intake/json_tree.hpp"

#include <simdjson.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "intake/numeral.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

namespace json = simdjson::ondemand;

/// Deeper values no fact has; a hostile line must not fill the stack.
constexpr int most_nesting = 32;

}  // namespace

class JsonTree::Reader {
 public:
  Reader(Reading& reading, std::uint32_t file, Known known)
      : file_(file),
        text_(reading.sources.text(file)),
        reading_(reading),
        known_(std::move(known)) {}

  std::optional<Value> read(std::size_t begin, std::size_t end) {
    begin_ = begin;
    while (end > begin && (text_[end - 1] == '\r' || text_[end - 1] == ' ')) --end;
    path_.clear();
    line_ = {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    buffer_.assign(text_.substr(begin, end - begin));
    buffer_.reserve(buffer_.size() + simdjson::SIMDJSON_PADDING);
    json::document document;
    auto failed = parser_.iterate(buffer_).get(document);
    json::object object;
    if (failed == simdjson::SUCCESS) failed = document.get_object().get(object);
    Value record{Table(), line_};
    if (failed == simdjson::SUCCESS) failed = read_object(object, record, 0);
    const char* rest = nullptr;
    if (failed == simdjson::SUCCESS && document.current_location().get(rest) == simdjson::SUCCESS) {
      failed = simdjson::TRAILING_CONTENT;
    }
    if (failed == simdjson::SUCCESS) return record;
    refuse(failed);
    return std::nullopt;
  }

 private:
  void refuse(simdjson::error_code failed) {
    if (repeated_) {
      reading_.report(error("E0616", "the key " + in_ticks(repeated_->first.key) + " stands twice"))
          .label(repeated_->second.key_span, "a second time")
          .label(repeated_->first.key_span, "first here")
          .advise("keep one of the two");
      repeated_.reset();
      return;
    }
    const std::size_t lone = buffer_.find('\r');
    if (lone != std::string::npos) {
      const auto at = line_.begin + static_cast<std::uint32_t>(lone);
      reading_.report(lone_return({file_, at, at + 1}));
      return;
    }
    const bool no_object = failed == simdjson::INCORRECT_TYPE;
    reading_.report(error("E0616", "this line is no JSON object"))
        .label(line_, no_object ? "" : "not well-formed")
        .advise("write one object a line, as in `{\"key\": \"text\", \"other\": 1}`");
  }

  /// Where a token of the line stands in the file.
  [[nodiscard]] Span place(std::string_view token) const {
    token = trimmed_token(token);
    const auto offset = static_cast<std::size_t>(token.data() - buffer_.data());
    if (offset > buffer_.size()) return line_;
    const auto begin = static_cast<std::uint32_t>(begin_ + offset);
    return {file_, begin, begin + static_cast<std::uint32_t>(token.size())};
  }

  simdjson::error_code read_object(json::object object, Value& into, int depth) {
    auto& entries = std::get<Table>(into.data).entries;
    std::vector<std::size_t> left_out;
    for (auto field : object) {
      if (field.error() != simdjson::SUCCESS) return field.error();
      const std::string_view written = place_of_key(field.key().value_unsafe().raw());
      Entry entry;
      std::string_view key;
      if (const auto failed = field.unescaped_key().get(key)) return failed;
      entry.key = key;
      entry.key_span = place(written);
      json::value value;
      if (const auto failed = field.value().get(value)) return failed;
      bool given = true;
      path_.push_back(entry.key);
      const auto failed = read_value(value, entry.value, given, depth + 1);
      path_.pop_back();
      if (failed != simdjson::SUCCESS) return failed;
      if (!given && known_(path_, entry.key)) left_out.push_back(entries.size());
      entries.push_back(std::move(entry));
    }
    if (find_repeated(entries)) return simdjson::INCORRECT_TYPE;
    for (; !left_out.empty(); left_out.pop_back()) {
      entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(left_out.back()));
    }
    return simdjson::SUCCESS;
  }

  /// A key up to its closing quotes.
  static std::string_view place_of_key(const char* raw) {
    std::size_t end = 0;
    while (raw[end] != '"') end += raw[end] == '\\' ? 2 : 1;
    return {raw, end};
  }

  /// Sets `repeated_` where a key stands twice.
  bool find_repeated(const std::vector<Entry>& entries) {
    order_.clear();
    for (const Entry& entry : entries) order_.push_back(&entry);
    std::ranges::sort(order_, [](const Entry* a, const Entry* b) {
      return std::tie(a->key, a->key_span) < std::tie(b->key, b->key_span);
    });
    const auto key = [](const Entry* entry) -> const std::string& { return entry->key; };
    const auto same = std::ranges::adjacent_find(order_, {}, key);
    if (same == order_.end()) return false;
    repeated_.emplace(**same, **std::next(same));
    return true;
  }

  simdjson::error_code read_value(json::value value, Value& into, bool& given, int depth) {
    if (depth > most_nesting) return simdjson::DEPTH_ERROR;
    json::json_type type{};
    if (const auto failed = value.type().get(type)) return failed;
    into.span = place(value.raw_json_token());
    switch (type) {
      case json::json_type::object: {
        into.data = Table();
        json::object object;
        if (const auto failed = value.get_object().get(object)) return failed;
        return read_object(object, into, depth);
      }
      case json::json_type::array:
        return read_array(value, into, depth);
      case json::json_type::string: {
        std::string_view text;
        if (const auto failed = value.get_string().get(text)) return failed;
        into.data = std::string(text);
        return simdjson::SUCCESS;
      }
      case json::json_type::number:
        return read_number(value, into);
      case json::json_type::boolean: {
        bool truth = false;
        if (const auto failed = value.get_bool().get(truth)) return failed;
        into.data = truth;
        return simdjson::SUCCESS;
      }
      case json::json_type::null:
        given = false;
        return trimmed_token(value.raw_json_token()) == "null" ? simdjson::SUCCESS
                                                               : simdjson::N_ATOM_ERROR;
    }
    return simdjson::INCORRECT_TYPE;
  }

  simdjson::error_code read_array(json::value value, Value& into, int depth) {
    json::array array;
    if (const auto failed = value.get_array().get(array)) return failed;
    List list;
    for (auto item : array) {
      json::value one;
      if (const auto failed = item.get(one)) return failed;
      Value read{Moment(), into.span};
      bool given = true;
      if (const auto failed = read_value(one, read, given, depth + 1)) return failed;
      if (given) list.items.push_back(std::move(read));
    }
    into.data = std::move(list);
    return simdjson::SUCCESS;
  }

  static simdjson::error_code read_number(json::value value, Value& into) {
    auto number = read_json_numeral(trimmed_token(value.raw_json_token()));
    if (!number) return simdjson::NUMBER_ERROR;
    into.data = std::move(*number);
    return simdjson::SUCCESS;
  }

  std::uint32_t file_;
  std::string_view text_;
  Reading& reading_;
  Known known_;
  std::vector<std::string> path_;  ///< the keys around what is being read
  json::parser parser_;
  std::string buffer_;  ///< the line under way, with room behind it
  std::size_t begin_ = 0;
  Span line_;
  std::optional<std::pair<Entry, Entry>> repeated_;
  std::vector<const Entry*> order_;
};

JsonTree::JsonTree(Reading& reading, std::uint32_t file, Known known)
    : reader_(std::make_unique<Reader>(reading, file, std::move(known))) {}

JsonTree::~JsonTree() = default;

std::optional<Value> JsonTree::read(std::size_t begin, std::size_t end) {
  return reader_->read(begin, end);
}

}  // namespace casus::intake
