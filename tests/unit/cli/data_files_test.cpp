// SPDX-License-Identifier: Apache-2.0
//
// Data files as a command takes them: from disk, packed, from a database and from standard input.
#include "cli/data_files.hpp"

#include <sqlite3.h>
#include <zlib.h>

#include <memory>
#include <thread>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using casus::testing::casus_with;
using casus::testing::Surroundings;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace {

constexpr const char* rules =
    "fact trade { exporter: text, share: number open, open_trade: bool open, deals: int open }\n"
    "fact seller { name: text open }\n"
    "relation sells(who: text)\n"
    "rule r when trade(exporter: e) then sells(who: e)\n";

std::string packed(const std::string& text) {
  z_stream stream{};
  constexpr int gzip = 15 + 16;
  if (deflateInit2(&stream, 9, Z_DEFLATED, gzip, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw stream;
  std::string result(deflateBound(&stream, static_cast<uLong>(text.size())) + 64, '\0');
  std::string copy = text;
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.resize(result.size() - stream.avail_out);
  deflateEnd(&stream);
  return result;
}

/// A folder with rules in which commands run.
struct Place {
  TemporaryFolder folder;
  Place() { put("rules.casus", rules); }

  void put(const std::string& name, const std::string& text) const {
    write_file(folder.path() / name, text);
  }
  void sql(const std::string& name, const std::string& statements) const {
    sqlite3* opened = nullptr;
    put(name, "");
    const std::string path = (folder.path() / name).string();
    REQUIRE(sqlite3_open(path.c_str(), &opened) == SQLITE_OK);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, &sqlite3_close);
    REQUIRE(sqlite3_exec(opened, statements.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  /// The exit code and all that was said by `casus COMMAND… -r rules.casus WORDS…`.
  [[nodiscard]] std::string run(std::vector<std::string> command, std::vector<std::string> words,
                                const std::string& input = {}) const {
    command.insert(command.end(), {"-r", "rules.casus"});
    command.insert(command.end(), words.begin(), words.end());
    const auto said = casus_with(Surroundings{.folder = folder.path(), .input = input}, command);
    std::string all = std::to_string(said.exit) + ' ' + said.out + said.err;
    std::erase(all, '\r');
    return all;
  }
  [[nodiscard]] std::string check(std::vector<std::string> words,
                                  const std::string& input = {}) const {
    return run({"check"}, std::move(words), input);
  }
};

constexpr const char* table = "exporter,share\nNorth,0.5\nSouth,0.25\n";

}  // namespace

TEST_CASE("data files are read once, and used for every case", "[cli][data]") {
  const Place place;
  place.put("a.toml", "[[seller]]\nname = \"A\"\n");
  place.put("b.toml", "[[seller]]\nname = \"B\"\n");
  const std::string both = "0 case  who\na     North\na     South\nb     North\nb     South\n";
  CHECK(place.run({"query", "sells(who: who)", "a.toml", "b.toml"}, {"-d", "trade.csv=-"}, table) ==
        both);
  place.put("trade.csv", table);
  CHECK(place.run({"query", "sells(who: who)", "a.toml", "b.toml"}, {"-d", "trade.csv"}) == both);
}

TEST_CASE("a data file that is given twice counts once", "[cli][data]") {
  const Place place;
  place.put("data/trade.csv", table);
  CHECK(place.check({"-d", "data", "-d", "data/trade.csv", "-d", "./data/../data", "-d",
                     "trade.csv=data/trade.csv"}) == "0 1 rule and 2 facts: no problems\n");
  // One text may list two facts.
  place.put("names.csv", "name\nA\n");
  place.put("rules.casus", std::string(rules) + "fact buyer { name: text }\n");
  CHECK(place.check({"-d", "seller.csv=names.csv", "-d", "buyer.csv=names.csv"}) ==
        "0 1 rule and 2 facts: no problems\n");
}

TEST_CASE("packed data are known by their bytes, whatever they are called", "[cli][data]") {
  const Place place;
  const std::string good = "0 1 rule and 2 facts: no problems\n";
  place.put("trade.csv.gz", packed(table));
  place.put("plain", table);
  CHECK(place.check({"-d", "trade.csv.gz"}) == good);
  CHECK(place.check({"-d", "trade.csv=trade.csv.gz"}) == good);
  CHECK(place.check({"-d", "trade.csv.gz=-"}, packed(table)) == good);
  CHECK(place.check({"-d", "trade.csv=-"}, packed(table)) == good);
  CHECK(place.check({"-d", "trade.csv.gz=-"},
                    packed("exporter,share\nNorth,0.5\n") + packed("South,0.25\n")) == good);
  const std::string zeros(512, '\0');
  CHECK(place.check({"-d", "trade.csv.gz=-"}, packed(table) + zeros) == good);
  CHECK(place.check({"-d", "trade.csv.gz=-"}, packed(table) + zeros + "x") ==
        "2 error: `stdin` is no whole gzip file\n");
  CHECK(place.check({"-d", "trade.csv.gz=-"}, zeros) == "2 error: `stdin` is no whole gzip file\n");
  CHECK(place.check({"-d", "trade.csv.gz=plain"}) == "2 error: `plain` is no whole gzip file\n");
  CHECK(place.check({"-d", "trade.csv.gz=-"}, table) == "2 error: `stdin` is no whole gzip file\n");
  const std::string whole = packed(table);
  place.put("trade.csv.gz", whole.substr(0, whole.size() - 5));
  CHECK(place.check({"-d", "trade.csv.gz"}) == "2 error: `trade.csv.gz` is no whole gzip file\n");
}

TEST_CASE("names and paths that cannot be are told apart", "[cli][data]") {
  const Place place;
  place.put("p.csv", table);
  const std::string endings =
      "help: data files end in .csv, .tsv, .facts or .jsonl, perhaps with .gz behind it, or in "
      ".sqlite, .sqlite3 or .db; ";
  CHECK(place.check({"-d", "nix=p.csv"}) ==
        "2 error: `nix` is no name of a data file\n" + endings +
            "name the fact and the format, as in `-d trade.csv=p.csv`\n");
  CHECK(place.check({"-d", ""}) ==
        "2 error: `-d` names no file\nhelp: write the path of a file or folder\n");
  CHECK(place.check({"-d", "trade.csv="}) ==
        "2 error: `trade.csv=` names no file\n"
        "help: write its path behind the sign, or `-` for standard input\n");
  CHECK(place.check({"-d", "d.sqlite=missing"}) ==
        "2 error: there is no file or folder `missing`\n");
  CHECK(place.check({"-d", "d.sqlite=-"}) ==
        "2 error: a database cannot be read from standard input\nhelp: name its file\n");
  CHECK(place.check({"-d", "d.sqlite=."}) == "2 error: `.` is a folder, not a file\n");
  CHECK(place.check({"-d", "trade.csv=-", "-d", "seller.csv=-"}, table) ==
        "2 error: standard input can be read once only: `-` is given twice\n");
  place.put("d.db", "this is no database, but long enough to be looked at as though it were one");
  CHECK(place.check({"-d", "d.db"}) == "2 error: `d.db` cannot be read: file is not a database\n");
}

TEST_CASE("the ending of a data file may be in capitals", "[cli][data]") {
  const Place place;
  place.put("trade.CSV", table);
  CHECK(place.check({"-d", "trade.CSV"}) == "0 1 rule and 2 facts: no problems\n");
  CHECK(place.check({"-d", "."}) == "0 1 rule and 2 facts: no problems\n");
  place.put("seller.Csv.GZ", packed("name\nA\n"));
  CHECK(place.check({"-d", "seller.Csv.GZ"}) == "0 1 rule and 1 fact: no problems\n");
}

TEST_CASE("a workbook is told to be saved as CSV", "[cli][data]") {
  const Place place;
  place.put("my/trade.xlsx", "PK");
  const std::string told =
      "2 error: `my/trade.xlsx` is the workbook of a spreadsheet\n"
      "help: save the table as CSV (UTF-8), and name that file: `my/trade.csv`\n";
  CHECK(place.check({"-d", "my/trade.xlsx"}) == told);
  // Databases write text with tabs under this ending, too.
  place.put("export.xls", "exporter\tshare\nA\t0.5\n");
  CHECK(place.check({"-d", "trade.tsv=export.xls"}) == "0 1 rule and 1 fact: no problems\n");
  place.put("my/case.toml", "[[data]]\nsource = \"trade.xlsx\"\nrelation = \"trade\"\n");
  CHECK(place.check({"my/case.toml"}).find("is the workbook of a spreadsheet") !=
        std::string::npos);
}

TEST_CASE("a file that is called like no fact is told how to be given", "[cli][data]") {
  const Place place;
  const auto help = [&](const std::string& name) {
    place.put(name, table);
    const std::string said = place.check({"-d", name});
    const std::size_t at = said.find("help: ");
    return said.substr(at, said.find('\n', at) - at);
  };
  CHECK(help("Trade 1971.csv") ==
        "help: did you mean `trade`? Then rename the file, or give it as `-d \"trade.csv=Trade "
        "1971.csv\"`, in `[[data]]` with `relation = \"trade\"`");
  CHECK(help("my/trad.csv") ==
        "help: did you mean `trade`? Then rename the file, or give it as "
        "`-d \"trade.csv=my/trad.csv\"`, in `[[data]]` with `relation = \"trade\"`");
  CHECK(help("untraded.csv").starts_with("help: declare it"));
  CHECK(help("figures.csv") ==
        "help: declare it as a `fact` in the rules, or rename the file, or give it as `-d "
        "\"NAME.csv=figures.csv\"`, in `[[data]]` with `relation = \"NAME\"`, NAME being a fact");
  CHECK(help("a trademark in trade.csv").starts_with("help: did you mean `trade`?"));
}

TEST_CASE("rows of a database hold what their columns say", "[cli][data]") {
  const Place place;
  place.sql("d.sqlite",
            "create table trade(exporter, share, open_trade, deals);"
            "insert into trade values('North', 1e-3, 1, 7), ('a \"b\", c', null, 0, -3),"
            "  ('', 2, null, null);");
  CHECK(place.run({"query", "trade(exporter: e, share: s, open_trade: o, deals: d)"},
                  {"-d", "d.sqlite", "-f", "csv"}) ==
        "0 case,e,s,o,d,certainty\n"
        "data,,2,,,1\n"
        "data,North,0.001,true,7,1\n"
        "data,\"a \"\"b\"\", c\",,false,-3,1\n");
}

TEST_CASE("a row of nothing is a row", "[cli][data]") {
  const Place place;
  place.sql("d.sqlite",
            "create table seller(name); insert into seller values(null), ('A'), (null);");
  CHECK(place.check({"-d", "d.sqlite"}) == "0 1 rule and 3 facts: no problems\n");
  place.sql("e.sqlite", "create table trade(exporter); insert into trade values('A'), (null);");
  const std::string said = place.check({"-d", "e.sqlite"});
  CHECK(said.starts_with("3 error[E0604]: `trade` lacks `exporter`\n  --> e.sqlite:trade:3:1\n"));
}

TEST_CASE("numbers of a database are no texts, and those with a point no whole numbers",
          "[cli][data]") {
  const Place place;
  place.sql("d.sqlite", "create table trade(exporter); insert into trade values(5);");
  CHECK(place.check({"-d", "d.sqlite"})
            .starts_with("3 error[E0605]: `exporter` needs a text, not a whole number\n"));
  place.sql("e.sqlite", "create table trade(exporter, deals); insert into trade values('A', 2.0);");
  CHECK(place.check({"-d", "e.sqlite"})
            .starts_with("3 error[E0605]: `deals` needs a whole number, not 2.0\n"));
  place.sql("f.sqlite",
            "create table trade(exporter, share); insert into trade values('A', 9e999);");
  CHECK(place.check({"-d", "f.sqlite"})
            .starts_with("3 error[E0606]: `share` needs a finite number\n"));
  place.sql("g.sqlite", "create table trade(exporter); insert into trade values(x'00');");
  CHECK(place.check({"-d", "g.sqlite"}) ==
        "2 error: row 1 of `g.sqlite:trade` holds bytes that are no text\n"
        "help: leave the column out, by a view\n");
}

TEST_CASE("no edit is suggested of what is not on disk as it is shown", "[cli][data]") {
  const Place place;
  const auto edits = [&](const std::string& data) {
    const std::string said = place.run({"check"}, {"-d", data, "-f", "json"});
    CHECK(said.starts_with("3 "));
    CHECK(said.find("did you mean `exporter`?") != std::string::npos);
    return said.find("\"replacement\"") != std::string::npos;
  };
  const std::string misspelt = "exportr\nNorth\n";
  place.put("trade.csv", misspelt);
  CHECK(edits("trade.csv"));
  place.put("trade.csv.gz", packed(misspelt));
  CHECK_FALSE(edits("trade.csv.gz"));
  place.sql("d.sqlite", "create table trade(exportr); insert into trade values('North');");
  CHECK_FALSE(edits("d.sqlite"));
  place.put("trade.facts", "North\t0,5\t\t\n");
  const std::string said = place.run({"check"}, {"-d", "trade.facts", "-f", "json"});
  CHECK(said.find("write `0.5`") != std::string::npos);
  CHECK(said.find("\"replacement\"") == std::string::npos);
}

TEST_CASE("limits end the reading of data", "[cli][data][limits]") {
  const Place place;
  std::string rows = "exporter,share\n";
  for (int i = 0; i < 200'000; ++i) rows += "Country " + std::to_string(i % 100) + ",0.5\n";
  place.put("trade.csv", rows);
  const std::string time = "4 stopped: the limit on time was reached in reading ";
  const std::string memory = "4 stopped: the limit on memory was reached in reading ";
  const std::string end = "; there is no result\n";
  CHECK(place.check({"-d", "trade.csv", "--timeout", "1ms"}) == time + "trade.csv" + end);
  CHECK(place.check({"-d", "trade.csv", "--max-memory", "1K"}) == memory + "trade.csv" + end);
  CHECK(place.check({"-d", "trade.csv=-", "--timeout", "1ms"}, rows) == time + "stdin" + end);
  CHECK(place.check({"-d", "trade.csv", "--timeout", "1h", "--max-memory", "1000G"}) ==
        "0 1 rule and 200000 facts: no problems\n");
  // A bomb: 300 MB of nothing in 300 kB.
  place.put("bomb.csv.gz", packed(std::string(300'000'000, ' ')));
  CHECK(place.check({"-d", "trade.csv=bomb.csv.gz", "--timeout", "50ms"}) ==
        time + "bomb.csv.gz" + end);
  // A view without end.
  place.sql("d.sqlite",
            "create view trade as with recursive n(exporter) as "
            "(select 'A' union all select 'A' from n) select exporter from n;");
  CHECK(place.check({"-d", "d.sqlite", "--timeout", "50ms"}) == time + "d.sqlite" + end);
  std::string toml;
  for (int i = 0; i < 20'000; ++i) toml += "[[seller]]\nname = \"A\"\n";
  place.put("case.toml", toml);
  CHECK(place.check({"case.toml", "--timeout", "1ms"}) == time + "case.toml" + end);
}

TEST_CASE("a database that somebody writes to is waited for, and then told", "[cli][data]") {
  const Place place;
  place.sql("d.sqlite", "create table trade(exporter); insert into trade values('A');");
  sqlite3* writer = nullptr;
  REQUIRE(sqlite3_open((place.folder.path() / "d.sqlite").string().c_str(), &writer) == SQLITE_OK);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> held(writer, &sqlite3_close);
  REQUIRE(sqlite3_exec(writer, "begin exclusive", nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(place.check({"-d", "d.sqlite", "--timeout", "50ms"}) ==
        "4 stopped: the limit on time was reached in reading d.sqlite; there is no result\n");
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    sqlite3_exec(writer, "rollback", nullptr, nullptr, nullptr);
  });
  CHECK(place.check({"-d", "d.sqlite"}) == "0 1 rule and 1 fact: no problems\n");
  later.join();
  REQUIRE(sqlite3_exec(writer, "begin exclusive", nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(place.check({"-d", "d.sqlite"}) ==
        "2 error: `d.sqlite` cannot be read: database is locked\n"
        "help: another program writes to it; try again when it has finished\n");
}

TEST_CASE("a case asks a database", "[cli][data]") {
  const Place place;
  place.sql("facts/d.sqlite",
            "create table t(a, b); insert into t values('North', 1), ('South', 2), ('East', 3);"
            "create table trade(exporter); insert into trade values('West');");
  const auto asked = [&](const std::string& query, const std::string& relation = "trade") {
    place.put("facts/case.toml", "[[data]]\nsource = \"d.sqlite\"\nrelation = \"" + relation +
                                     "\"\n" + (query.empty() ? "" : "query = \"" + query + "\"\n"));
    return place.run({"query", "sells(who: who)", "facts/case.toml"}, {});
  };
  CHECK(asked("select a as exporter from t where b > 1 order by b") == "0 who\nEast\nSouth\n");
  CHECK(asked("select a as exporter from t where b > 1;  ") == "0 who\nEast\nSouth\n");
  CHECK(asked("") == "0 who\nWest\n");
  const std::string at = "  --> facts/case.toml:4:9\n";
  CHECK(asked("select a as exporter from u")
            .starts_with("2 error: `facts/d.sqlite` cannot be read: no such table: u\n" + at));
  const std::string none = "2 error: `facts/d.sqlite` is asked for no rows\n" + at;
  CHECK(asked("delete from t").starts_with(none));
  CHECK(asked("select 1; select 2").starts_with(none));
  CHECK(asked(" -- nothing").starts_with(none));
  CHECK(asked("attach 'x.sqlite' as x").starts_with(none));
  CHECK(asked("", "seller")
            .starts_with("2 error: `facts/d.sqlite` has no table `seller`\n"
                         "  --> facts/case.toml:2:10\n"));
  CHECK(asked("select a from t")
            .starts_with("3 error[E0603]: `trade` has no key `a`\n"
                         "  --> facts/d.sqlite:trade:1:1\n"));
  place.put("facts/case.toml", "[[data]]\nsource = \"d.sqlite\"\n");
  CHECK(place.run({"query", "sells(who: who)", "facts/case.toml"}, {}) == "0 who\nWest\n");
}

TEST_CASE("a report lists the first thousand records, and counts all", "[cli][data]") {
  const Place place;
  place.put("rules.casus",
            "fact trade { number: int }\n"
            "relation large(number: int)\n"
            "rule l when trade(number: n) and n >= 500 then large(number: n)\n"
            "scale S 0..10 { low < 5, high }\n"
            "rating all(n: int) of trade(number: n) and n = 0 on S starts 1\n");
  std::string rows = "number\n";
  for (int i = 0; i < 2000; ++i) rows += std::to_string(i) + '\n';
  place.put("trade.csv", rows);
  const std::string said = place.run({"report"}, {"-d", "trade.csv"});
  // Of 2000 records 0 to 499 are no conclusion's.
  CHECK(said.find("\nEVIDENCE (1500 of 2000 facts used)\n trade.csv:502 ") != std::string::npos);
  CHECK(said.find("\n trade.csv:1501 trade(number: 1499) (in no reason above)\n 500 more records "
                  "of data files\n") != std::string::npos);
  CHECK(
      said.find("\nUNUSED\n 500 of 2000 records of data files (no reason above rests on them)\n") !=
      std::string::npos);
  CHECK(said.find("\nREPEAT  casus report -r rules.casus -d trade.csv\n") != std::string::npos);
}

TEST_CASE("cases in lines may be packed, and their file appears whole or not at all",
          "[cli][cases]") {
  const Place place;
  place.put("rules.casus",
            "fact land { name: text }\n"
            "scale Calm 0..100 { tense < 50, calm }\n"
            "rating calm(a: text) of land(name: a) on Calm starts 60 factor f \"F\" -40..0\n");
  const auto rate = [&](std::vector<std::string> words, const std::string& input = {}) {
    words.insert(words.end(), {"-f", "csv", "-o", "scores.csv"});
    return place.run({"eval"}, std::move(words), input);
  };
  const auto scores = [&] { return casus::testing::read_file(place.folder.path() / "scores.csv"); };
  const std::string lines = "{\"case\": \"A\", \"facts\": {\"land\": [{\"name\": \"N\"}]}}\n";
  place.put("cases.ndjson.gz", packed(lines));
  CHECK(rate({"--cases", "cases.ndjson.gz"}) == "0 ");
  const std::string good = scores();
  CHECK(good.ends_with("\nA,,calm,N,60,calm,60,60,low,no evidence,,,,,,\r\n"));

  place.put("cut.gz", packed(lines).substr(0, 40));
  CHECK(rate({"--cases", "cut.gz"}) == "2 error: `cut.gz` is no whole gzip file\n");
  place.put("plain.gz", lines);
  CHECK(rate({"--cases", "plain.gz"}) == "2 error: `plain.gz` is no whole gzip file\n");
  CHECK(rate({"--cases", "-"}, lines + "{}\n").starts_with("3 error[E0604]"));
  CHECK(scores() == good);
  CHECK(rate({"--cases", "-"}, "").starts_with("0 "));
  CHECK(scores() != good);
}
