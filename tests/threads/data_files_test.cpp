// SPDX-License-Identifier: Apache-2.0
//
// Random data files, good and broken ones, are read whole on one thread and in small blocks on
// several: facts, symbols and messages must be the same. CASUS_PROGRAMS and CASUS_SEED as for the
// property tests.
#include <array>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::DataFile;
using casus::intake::Division;
using casus::testing::Sample;

namespace {

using Format = DataFile::Format;
constexpr std::array formats{Format::csv, Format::tsv, Format::json_lines, Format::facts,
                             Format::rows};

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t end) { return random_() % end; }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  template <class List>
  std::string one_of(const List& list) {
    return std::string(list[below(std::size(list))]);
  }

  /// A file of leaders. Of every so many records one is not as plain as it might be.
  std::string file(Format format, std::size_t odd_in) {
    odd_in_ = odd_in;
    std::string text = chance(10) ? "\xEF\xBB\xBF" : "";
    const std::string line_end = chance(4) ? "\r\n" : "\n";
    const std::string separator = format == Format::facts || format == Format::tsv ? "\t" : ",";
    const bool json = format == Format::json_lines;
    std::vector<std::string> fields{"country", "person", "age", "since"};
    if (format != Format::facts) {
      std::shuffle(fields.begin(), fields.end(), random_);
      if (chance(3)) std::erase(fields, "since");
      if (odd() && chance(3)) fields.push_back(chance(2) ? "note" : "nobody");
    }
    if (!json && format != Format::facts) text += joined(fields, separator) + line_end;
    const std::size_t count = below(40);
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<std::string> cells;
      for (const std::string& field : fields) {
        cells.push_back(json ? '"' + field + "\": " + json_value(field) : cell(field, format));
      }
      if (odd() && chance(4)) cells.pop_back();
      if (!json && odd() && chance(2)) {
        text += std::string(cells.size() - 1, separator.front());  // a row of nothing
      } else {
        text += json ? '{' + joined(cells, ", ") + '}' : joined(cells, separator);
      }
      text += odd() ? one_of(std::array{"\n\n", "\r\n\r\n", "\r\r\n", "\n \n"}) : line_end;
    }
    if (chance(4)) text.resize(text.size() - below(std::min<std::size_t>(text.size(), 4) + 1));
    if (odd() && !text.empty()) text[below(text.size())] = "\"\n\r\xFF,"[below(5)];
    return text;
  }

 private:
  bool odd() { return odd_in_ > 0 && chance(odd_in_); }

  static std::string joined(const std::vector<std::string>& parts, const std::string& with) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : with) + part;
    return text;
  }

  std::string value(const std::string& field) {
    if (field == "age") {
      return odd() ? one_of(std::array{"-1", "007", "121", "", "1e1", "12345678901234567890"})
                   : std::to_string(below(chance(2) ? 10 : 121));
    }
    if (field == "since") {
      return odd() ? one_of(std::array{"1991-02-30", "", "soon"})
                   : "19" + std::to_string(10 + below(90)) + "-12-16";
    }
    if (odd()) return one_of(std::array{"", "Côte d’Ivoire", "e\xCC\x81", "a \"b\" c", "x\ty"});
    static const std::array<std::string, 6> names{
        "K", "R", "exactly8", "Kazakhstan", "sixteen letters.", "Bosnia and Herzegovina"};
    return one_of(names) + (chance(2) ? std::to_string(below(30)) : "");
  }

  std::string cell(const std::string& field, Format format) {
    const std::string plain = value(field);
    const bool text = field == "country" || field == "person";
    const bool quotes = format == Format::rows ? text != odd() : format != Format::facts && odd();
    if (!quotes) return plain;
    if (odd())
      return '"' + one_of(std::array{"a\nb", "\n\n\"\"\n", ",\t;", "\r\n", "open\n"}) + '"';
    return '"' + plain + (odd() ? "" : "\"");
  }

  std::string json_value(const std::string& field) {
    return field == "age" && !odd() ? std::to_string(below(121)) : '"' + value(field) + '"';
  }

  std::mt19937_64 random_;
  std::size_t odd_in_ = 0;
};

/// All that comes of reading.
std::string described(Format format, const std::string& text, const Division& division) {
  Sample sample;
  const auto intake = sample.read_data("leader", format, text, division);
  const casus::model::FactBase& facts = intake.facts;
  std::string result = casus::testing::render(sample.sources, intake.diagnostics);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const casus::model::StatementId id = facts.id_at(i);
    result += facts.name_of(id);
    for (const casus::model::Word word : facts[id].fields) result += ' ' + std::to_string(word);
    result += facts[id].note + '\n';
  }
  for (const casus::model::Records& file : facts.records) {
    result += std::to_string(file.size) + " from " + std::to_string(file.first_line);
    for (const auto& jump : file.jumps) {
      result += ", " + std::to_string(jump.record) + '+' + std::to_string(jump.lines);
    }
    for (const auto& column : file.columns) {
      result += ' ' + std::to_string(static_cast<int>(column.form()));
    }
    result += '\n';
  }
  for (std::uint32_t i = sample.symbols.size(); i < facts.symbols.size(); ++i) {
    result += std::string(facts.symbols.text(i)) + '\n';
  }
  return result;
}

constexpr Division whole{1, 1U << 30};

}  // namespace

TEST_CASE("however a data file is divided among threads, the same is read", "[threads][intake]") {
  const auto [first, count] = casus::properties::seeds(400);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Writer writer(seed);
    const Format format = formats[writer.below(formats.size())];
    const std::string text = writer.file(format, std::array{0, 3, 20, 100}[writer.below(4)]);
    const std::string expected = described(format, text, whole);
    const Division divided{1 + writer.below(4), static_cast<std::uint32_t>(1 + writer.below(60))};
    const std::string found = described(format, text, divided);
    INFO("seed " << seed << ", " << divided.threads << " threads, blocks of " << divided.block);
    INFO(text);
    if (found != expected) CHECK(found == expected);  // showing a text takes its time
  }
}

TEST_CASE("plain records are read as those that also have a column of nothing",
          "[threads][intake]") {
  const auto [first, count] = casus::properties::seeds(200);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    std::string plain = Writer(seed).file(Format::csv, 0);
    plain.resize(plain.rfind('\n') + 1);  // the last line may be cut short
    if (plain.empty() || plain.find('\r') != std::string::npos) continue;
    std::string more;
    std::istringstream lines(plain);
    for (std::string line; std::getline(lines, line);) {
      more += line + (more.empty() ? ",note\n" : ",\n");
    }
    const std::string expected = described(Format::csv, more, whole);
    INFO(plain);
    CHECK(expected.find("E06") == std::string::npos);
    CHECK(described(Format::csv, plain, {3, 20}) == expected);
  }
}

TEST_CASE("a limit ends the reading on all threads", "[threads][intake]") {
  Sample sample;
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += 'C' + std::to_string(i) + "\tP\n";
  const std::uint32_t file = sample.sources.add("successor.facts", text);
  const std::uint32_t nothing = sample.sources.add("none.toml", "");
  std::uint64_t reached = 0;
  const auto intake = casus::intake::read_toml(
      sample.sources, nothing, sample.schema, sample.symbols, {{"successor", Format::facts, file}},
      [&](const std::string& name, std::uint64_t done,
          std::uint64_t all) -> std::optional<casus::LimitReached> {
        CHECK(name == "successor.facts");
        CHECK(all == text.size());
        CHECK(done >= reached);
        reached = done;
        if (done < all / 2) return std::nullopt;
        return casus::LimitReached{.what = casus::Limit::interrupted};
      },
      {3, 1000});
  REQUIRE(intake.limit);
  CHECK(intake.limit->what == casus::Limit::interrupted);
  CHECK(reached < text.size() / 2 + 50'000);
}
