#include "store/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "store/layout.h"
#include "store/zip_fixture.h"

namespace tenon::store {
namespace {

using testing::HasSubstr;

constexpr const char* kTrade = R"(
  select record, 'BTIGE' as classification, year, exporter, importer, product, value as value_usd,
         case when value = 'secret' then reject('value', value, 'withheld') end as reject
  from raw)";

/// A workspace in a folder of its own, and loads into it.
class LoadTest : public testing::Test {
 protected:
  LoadTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("tenon_load_") + test->name() + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    workspace_ = std::make_unique<Workspace>(Workspace::Open(folder_ / "ws", Workspace::Mode::kCreate).value());
  }
  ~LoadTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }

  struct How {
    TextDialect dialect = {};
    OnOverlap on_overlap = OnOverlap::kFail;
    std::string select = kTrade;
    std::string table = "trade";
    RowsPerRecord rows = RowsPerRecord::kOne;
    std::vector<std::string> expected = {"year", "exporter", "importer", "product", "value"};
    Job job = {};
  };
  Result<LoadReport> LoadFiles(const std::vector<std::filesystem::path>& files, const How& how) {
    LoadRequest request{.source = "test",
                        .options = {},
                        .files = files,
                        .licence = "none",
                        .credit = "me",
                        .on_overlap = how.on_overlap};
    TENON_ASSIGN(Load load, Load::Begin(*workspace_, request, how.job));
    if (load.already_loaded()) return load.Commit();
    for (const auto& file : files) {
      TENON_ASSIGN(const RawFile raw, load.OpenText(file, how.dialect, how.expected));
      TENON_CHECK(load.Fill({.table = how.table, .raw = &raw, .select = how.select, .rows = how.rows}));
    }
    return load.Commit();
  }
  Result<LoadReport> LoadText(const std::string& content) { return LoadFiles({Write("flows.csv", content)}, {}); }
  Result<LoadReport> LoadText(const std::string& content, const How& how) {
    return LoadFiles({Write("flows.csv", content)}, how);
  }

  /// The rows of a table in the newest snapshot, as "a|b|c" lines.
  std::vector<std::string> Rows(const std::string& table, const std::string& columns) {
    auto database = Database::Open().value();
    std::string files;
    const Manifest manifest = workspace_->Current().value();
    for (const TableFile& file : manifest.files) {
      if (file.table == table) files += (files.empty() ? "" : ", ") + QuoteText((folder_ / "ws" / file.path).string());
    }
    std::vector<std::string> lines;
    if (files.empty()) return lines;
    const auto rows = database.Query("select concat_ws('|', " + columns + ") from read_parquet([" + files + "])");
    if (!rows) return {Describe(rows.error())};
    for (const auto& row : rows->rows) lines.push_back(ToText(row[0]));
    return lines;
  }
  std::vector<std::string> Trade() {
    return Rows("trade", "source, year, exporter, coalesce(importer, '-'), product, coalesce(value_usd::varchar, '-')");
  }
  std::vector<std::string> Rejects() {
    return Rows("reject",
                "file, coalesce(line::varchar, '-'), coalesce(column_name, '-'), coalesce(found, '-'), reason");
  }
  bool StagingIsGone() { return !std::filesystem::exists(folder_ / "ws" / "staging"); }

  std::filesystem::path folder_;
  std::unique_ptr<Workspace> workspace_;
};

using Lines = std::vector<std::string>;

#define ASSERT_LOADED(report) ASSERT_TRUE(report) << Describe(report.error())

TEST_F(LoadTest, RowsBecomeTrade) {
  const auto report = LoadText(
      "year,exporter,importer,product,value,note\n"
      "2023,Germany,USA,C26,1.5,\n"
      "2023,CHN,Other countries,01,,\"two\nlines\"\n"
      "2022,Viet Nam,,C26,0,x\n");
  ASSERT_LOADED(report);
  EXPECT_EQ(Trade(), (Lines{"test|2023|DEU|USA|C26|1.5", "test|2023|CHN|-|01|-", "test|2022|VNM|-|C26|0.0"}));
  EXPECT_EQ(report->rows, 3);
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_EQ(report->tables.rows, (std::vector<std::vector<Value>>{{std::string("trade"), std::int64_t{3}}}));
  EXPECT_TRUE(Rejects().empty());
  EXPECT_TRUE(StagingIsGone());
}

TEST_F(LoadTest, EveryRowThatCannotBeUsedIsARejectWithItsLine) {
  const auto report = LoadText(
      "year,exporter,importer,product,value,note\n"
      "2023,Germany,USA,C26,1,\"a note\nof three\nlines\"\n"  // line 2
      "2023,Germany,FRA,C26,secret,\n"                        // 5
      "2023,Germany,FRA,C26\n"                                // 6
      "\n"                                                    // 7: blank
      "2023,Germny,FRA,C26,1,\n"                              // 8
      "2023,World,FRA,C26,1,\n"                               // 9
      "2023,Other countries,FRA,C26,1,\n"                     // 10
      "2023.5,DEU,FRA,C26,1,\n"                               // 11
      ",DEU,FRA,C26,1,\n"                                     // 12
      "2023,DEU,FRA,C26,lots,\n"                              // 13
      "2023,DEU,FRA,C26,nan,\n"                               // 14
      "2023,DEU,\"FRA\"x,C26,1,\n"                            // 15
      "2023,,FRA,C26,1,\n"                                    // 16
      "2023,DEU,FRA,C27,1e400,\n"                             // 17
      "2023,DEU,FRA,C26,\"1,5\",\n");                         // 18
  ASSERT_LOADED(report);
  EXPECT_EQ(Trade(), (Lines{"test|2023|DEU|USA|C26|1.0"}));
  const Lines rejects = Rejects();
  ASSERT_EQ(rejects.size(), 13U) << testing::PrintToString(rejects);
  const auto has = [&](const std::string& start) {
    return std::any_of(rejects.begin(), rejects.end(), [&](const auto& line) { return line.starts_with(start); });
  };
  for (const char* start :
       {"flows.csv|5|value|secret|withheld", "flows.csv|6|-|2023,Germany,FRA,C26|4 fields where 6 are expected",
        "flows.csv|8|exporter|Germny|not an economy; nearest: ",
        "flows.csv|9|exporter|World|a group of economies, not an economy",
        "flows.csv|10|exporter|Other countries|economies that are not named",
        "flows.csv|11|year|2023.5|not a whole number", "flows.csv|12|year|-|missing",
        "flows.csv|13|value_usd|lots|not a number", "flows.csv|14|value_usd|nan|not a finite number",
        "flows.csv|15|-|2023,DEU,\"FRA\"x,C26,1,|text after a closing quote", "flows.csv|16|exporter|-|missing",
        "flows.csv|17|value_usd|1e400|not a finite number", "flows.csv|18|value_usd|1,5|not a number"}) {
    EXPECT_TRUE(has(start)) << start << " in " << testing::PrintToString(rejects);
  }
  EXPECT_EQ(report->rows_rejected, 13);
  EXPECT_EQ(report->rejects.rows.size(), 11U);
}

TEST_F(LoadTest, RepeatedKeysAreRejectedAndConflictsAllOfThem) {
  const auto report = LoadText(
      "year,exporter,importer,product,value\n"
      "2023,DEU,USA,A,1\n"
      "2023,DEU,USA,B,1\n"
      "2023,Germany,USA,A,1.0\n"
      "2023,DEU,USA,B,2\n"
      "2023,DEU,,C,5\n"
      "2023,DEU,Other countries,C,5\n"
      "2023,DEU,USA,D,7\n");
  ASSERT_LOADED(report);
  Lines trade = Trade();
  std::sort(trade.begin(), trade.end());
  EXPECT_EQ(trade, (Lines{"test|2023|DEU|-|C|5.0", "test|2023|DEU|USA|A|1.0", "test|2023|DEU|USA|D|7.0"}));
  Lines rejects = Rejects();
  std::sort(rejects.begin(), rejects.end());
  EXPECT_EQ(rejects, (Lines{"flows.csv|3|-|BTIGE 2023 DEU USA B|conflicting values for one key",
                            "flows.csv|4|-|BTIGE 2023 DEU USA A|repeats an earlier row",
                            "flows.csv|5|-|BTIGE 2023 DEU USA B|conflicting values for one key",
                            "flows.csv|7|-|BTIGE 2023 DEU - C|repeats an earlier row"}));
  EXPECT_EQ(report->rows, 3);
  EXPECT_EQ(report->rows_rejected, 4);
}

// Two things must never become one because their ids have one hash; two spellings of one id are no two things.
TEST_F(LoadTest, TwoIdsWithOneKeyAreAnError) {
  How how{.select = "select record, number as id, 1 as patent_key, title from raw",
          .table = "patent",
          .expected = {"number", "title"}};
  const auto collision = LoadText("number,title\nUS1,a\nUS2,b\nUS2,b\n", how);
  ASSERT_FALSE(collision);
  EXPECT_EQ(collision.error().kind, ErrorKind::kCorruptInput);
  EXPECT_THAT(collision.error().message, HasSubstr("'US1' and 'US2' have one key, 1"));

  how.select = "select record, number as id, entity_key('patent', number) as patent_key, title from raw";
  const auto load = LoadText("number,title\nEP7A1,a\nEP0007B1,b\nUS2,b\nUS2,b\n", how);
  ASSERT_TRUE(load) << Describe(load.error());
  EXPECT_THAT(Rows("patent", "id, title"), testing::ElementsAre("US2|b"));
  EXPECT_EQ(load->rows_rejected, 3);  // the two of EP7, which say different things, and the second of US2
}

TEST_F(LoadTest, KeysAreUniqueOverAllFilesOfALoad) {
  const std::string header = "year,exporter,importer,product,value\n";
  const auto report = LoadFiles({Write("a.csv", header + "2023,DEU,USA,A,1\n2023,DEU,USA,B,1\n"),
                                 Write("b.csv", header + "2023,DEU,USA,A,1\n2023,DEU,USA,B,2\n2023,DEU,USA,C,3\n")},
                                {});
  ASSERT_LOADED(report);
  EXPECT_EQ(Trade(), (Lines{"test|2023|DEU|USA|A|1.0", "test|2023|DEU|USA|C|3.0"}));
  EXPECT_EQ(Rejects(), (Lines{"a.csv|3|-|BTIGE 2023 DEU USA B|conflicting values for one key",
                              "b.csv|2|-|BTIGE 2023 DEU USA A|repeats an earlier row",
                              "b.csv|3|-|BTIGE 2023 DEU USA B|conflicting values for one key"}));
  EXPECT_EQ(workspace_->Current()->files.size(), 2U) << "one file of trade, one of rejects";
}

TEST_F(LoadTest, FillingsMayYieldDifferentConstantsAsEnum) {
  const std::string header = "year,exporter,importer,product,value\n";
  const auto a = Write("a.csv", header + "2023,DEU,USA,A,1\n2023,DEU,USA,A,1\n");
  const auto b = Write("b.csv", header + "2023,DEU,USA,A,1\n2023,DEU,USA,A,2\n2023,DEU,USA,B,1\n");
  LoadRequest request{.source = "test", .options = {}, .files = {a, b}, .licence = "", .credit = "", .on_overlap = {}};
  auto load = Load::Begin(*workspace_, request, {});
  ASSERT_LOADED(load);
  for (const auto& file : {a, b}) {
    const auto raw = load->OpenText(file, {}, {});
    ASSERT_LOADED(raw);
    const std::string scheme = file == a ? "'HS2012'::enum('HS2012')" : "'HS2017'::enum('HS2017')";
    ASSERT_LOADED(
        load->Fill({.table = "trade",
                    .raw = &*raw,
                    .select = "select record, " + scheme +
                              " as classification, year, exporter, importer, product, value as value_usd from raw"}));
  }
  ASSERT_LOADED(load->Commit());
  Lines rows = Rows("trade", "classification, product, value_usd");
  std::sort(rows.begin(), rows.end());
  EXPECT_EQ(rows, (Lines{"HS2012|A|1.0", "HS2017|B|1.0"}));
  EXPECT_EQ(Rejects().size(), 3U);
}

TEST_F(LoadTest, TheSameLoadTwiceAddsNothing) {
  const std::string text = "year,exporter,importer,product,value\n2023,DEU,USA,A,1\n2023,DEU,USA,A,2,3\n";
  const auto first = LoadText(text);
  ASSERT_LOADED(first);
  const auto manifest = workspace_->Current().value();
  const auto second = LoadText(text);
  ASSERT_LOADED(second);
  EXPECT_TRUE(second->already_loaded);
  EXPECT_EQ(second->rows, 0);
  EXPECT_EQ(second->rows_rejected, 1);
  EXPECT_EQ(second->id, first->id);
  EXPECT_EQ(workspace_->Current()->number, manifest.number);
}

TEST_F(LoadTest, AnOverlapIsAnErrorUnlessItReplaces) {
  const std::string header = "year,exporter,importer,product,value\n";
  ASSERT_LOADED(LoadText(header + "2023,DEU,USA,A,1\n2023,DEU,USA,B,1\n2022,DEU,,A,9\nx\n"));
  const std::string newer = header + "2023,DEU,USA,B,2\n2022,DEU,,A,8\n2024,DEU,USA,B,4\n";
  const auto refused = LoadText(newer);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_THAT(refused.error().message,
              HasSubstr("2 rows of trade were loaded already from test with the same key, e.g. "
                        "'BTIGE 2022 DEU - A', 'BTIGE 2023 DEU USA B'"));
  EXPECT_EQ(Trade().size(), 3U);
  EXPECT_TRUE(StagingIsGone());

  ASSERT_LOADED(LoadText(newer, {.on_overlap = OnOverlap::kReplace}));
  Lines trade = Trade();
  std::sort(trade.begin(), trade.end());
  EXPECT_EQ(trade, (Lines{"test|2022|DEU|-|A|8.0", "test|2023|DEU|USA|A|1.0", "test|2023|DEU|USA|B|2.0",
                          "test|2024|DEU|USA|B|4.0"}));
  EXPECT_EQ(workspace_->Current()->loads.size(), 2U);
  EXPECT_EQ(Rejects().size(), 1U) << "the older load still holds a row";

  // All of both is replaced: their records and rejects go too.
  ASSERT_LOADED(LoadText(header + "2023,DEU,USA,A,5\n2023,DEU,USA,B,5\n2022,DEU,,A,5\n2024,DEU,USA,B,5\n",
                         {.on_overlap = OnOverlap::kReplace}));
  EXPECT_EQ(workspace_->Current()->loads.size(), 1U);
  EXPECT_EQ(workspace_->Current()->files.size(), 1U);
  EXPECT_TRUE(Rejects().empty());

  // What was replaced may be loaded again.
  const auto again = LoadText(newer, {.on_overlap = OnOverlap::kReplace});
  ASSERT_LOADED(again);
  EXPECT_FALSE(again->already_loaded);
  trade = Trade();
  std::sort(trade.begin(), trade.end());
  EXPECT_EQ(trade, (Lines{"test|2022|DEU|-|A|8.0", "test|2023|DEU|USA|A|5.0", "test|2023|DEU|USA|B|2.0",
                          "test|2024|DEU|USA|B|4.0"}));
}

TEST_F(LoadTest, ADamagedOlderFileIsAnErrorAndNotRead) {
  const std::string header = "year,exporter,importer,product,value\n";
  ASSERT_LOADED(LoadText(header + "2023,DEU,USA,A,1\n"));
  const auto path = folder_ / "ws" / workspace_->Current()->files.at(0).path;
  std::filesystem::permissions(path, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(20);
  file.put('\x7f');
  file.close();
  const auto report = LoadText(header + "2024,DEU,USA,A,1\n");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::kCorruptInput);
  EXPECT_THAT(Describe(report.error()), HasSubstr("doctor"));
}

TEST_F(LoadTest, OneRecordMayGiveManyRowsButNeverNone) {
  const How wide = {
      .select =
          "select record, 'BTIGE' as classification, y.year, exporter, importer, product, y.v as value_usd from raw, "
          "unnest([{year: 2022, v: a}, {year: 2023, v: b}]) as t(y) where y.v is not null",
      .rows = RowsPerRecord::kMany,
      .expected = {"exporter", "importer", "product", "a", "b"}};
  const auto report = LoadText("exporter,importer,product,a,b\nDEU,USA,A,1,2\nDEU,USA,B,,3\n", wide);
  ASSERT_LOADED(report);
  EXPECT_EQ(Trade().size(), 3U);
  const auto lost = LoadText("exporter,importer,product,a,b\nDEU,USA,C,1,2\nDEU,USA,D,,\n", wide);
  ASSERT_FALSE(lost) << "the second record ends as nothing";
  EXPECT_EQ(lost.error().kind, ErrorKind::kInternal);
  EXPECT_THAT(lost.error().message, HasSubstr("do not balance"));
}

TEST_F(LoadTest, BooksThatDoNotBalanceAreAnError) {
  const std::string text = "year,exporter,importer,product,value\n2023,DEU,USA,A,1\n2023,DEU,USA,B,1\n";
  const std::string lossy = std::string(kTrade) + " where product <> 'A'";
  EXPECT_THAT(LoadText(text, {.select = lossy}).error().message, HasSubstr("2 records read, 1 came out"));
  const std::string twofold = std::string(kTrade) + ", range(2)";
  EXPECT_THAT(LoadText(text, {.select = twofold}).error().message, HasSubstr("2 of records that had a row already"));
  // One lost and one doubled: the count alone would not show it.
  const std::string both = std::string(kTrade) + ", unnest(if(product = 'A', [1, 2], []::integer[]))";
  EXPECT_THAT(LoadText(text, {.select = both}).error().message, HasSubstr("do not balance"));
  EXPECT_EQ(workspace_->Current()->loads.size(), 0U);
}

TEST_F(LoadTest, ASelectThatDoesNotFitItsTableIsOurBug) {
  const std::string text = "year,exporter,importer,product,value\n2023,DEU,USA,A,1\n";
  EXPECT_THAT(LoadText(text, {.select = "select record, year from raw"}).error().message,
              HasSubstr("does not yield `classification`"));
  EXPECT_THAT(LoadText(text, {.select = std::string("select *, 1 as surprise from (") + kTrade + ")"}).error().message,
              HasSubstr("`surprise`"));
  EXPECT_THAT(LoadText(text, {.select = "select 1 as classification from raw"}).error().message, HasSubstr("`record`"));
  EXPECT_EQ(LoadText(text, {.select = "select nonsense from raw"}).error().kind, ErrorKind::kInternal);
}

TEST_F(LoadTest, EncodingsMarksAndLineEnds) {
  const Lines expected = {"test|2023|CHN|DEU|镓|1.0"};
  const std::string gb =
      "\xc4\xea,\xb3\xf6\xbf\xda,\xbd\xf8\xbf\xda,\xb2\xfa\xc6\xb7,\xd6\xb5\r\n2023,\xd6\xd0\xb9\xfa,\xb5\xc2\xb9\xfa,"
      "\xef\xd8,1\r\n";
  How how = {
      .dialect = {},
      .select =
          R"(select record, 'X' as classification, "年" as year, "出口" as exporter, "进口" as importer, "产品" as product, "值" as value_usd from raw)",
      .expected = {"年", "出口", "进口", "产品", "值"}};
  EXPECT_THAT(Describe(LoadText(gb, how).error()), HasSubstr("flows.csv:1: byte 0xC4 is not UTF-8"));
  how.dialect.encoding = "gb18030";
  ASSERT_LOADED(LoadText(gb, how));
  EXPECT_EQ(Trade(), expected);

  ASSERT_LOADED(
      LoadText("\xEF\xBB\xBFyear,exporter,importer,product,value\r\n2022,DEU,USA,A,1\r\n2022,DEU,USA,B,2", {}));
  EXPECT_EQ(Trade().size(), 3U);
}

TEST_F(LoadTest, FilesThatAreBrokenAreNamedAndNothingIsLoaded) {
  const std::string header = "year,exporter,importer,product,value\n";
  const std::string row = "2023,DEU,USA,A,1\n";
  const auto error = [&](const std::string& text) {
    const auto report = LoadText(text);
    return report ? std::string("no error")
                  : std::string(ToString(report.error().kind)) + " " + Describe(report.error());
  };
  EXPECT_THAT(error(""), HasSubstr("flows.csv: the file is empty"));
  EXPECT_THAT(error("\n\r\n\n"), HasSubstr("flows.csv: the file is empty"));
  EXPECT_THAT(error(header), HasSubstr("flows.csv: there is no row below the header"));
  EXPECT_THAT(error("year;exporter;importer;product;value\n2023;DEU;USA;A;1\n"),
              HasSubstr("is the delimiter another one?"));
  EXPECT_THAT(error("year,exporter,product\n"),
              HasSubstr("columns importer, value not found; the file has: year, exporter, product"));
  EXPECT_THAT(error(header + row + "2023,DEU,\"USA,A,1\n" + row + row), HasSubstr("flows.csv:3: a quoted field"));
  EXPECT_THAT(error(header + row + "2023,DEU,USA,\xff,1\n"), HasSubstr("flows.csv:3: byte 0xFF is not UTF-8"));
  EXPECT_THAT(error(header + row + std::string("2023,D\0U,USA,A,1\n", 17)), HasSubstr("flows.csv:3: a NUL byte"));
  EXPECT_THAT(error(std::string("\xff\xfey\0e\0", 6)), HasSubstr("flows.csv:1: byte 0xFF"));
  EXPECT_THAT(error(header + row + row + std::string(10 << 20, 'x') + "\n"),
              HasSubstr("flows.csv:4: the record that begins here is longer than 8 MiB"));
  EXPECT_THAT(error(header + row + std::string(6 << 20, 'x') + "\n"), HasSubstr("no error")) << "one field: a reject";
  EXPECT_EQ(Rejects().size(), 1U);
}

TEST_F(LoadTest, OnlyRegularFilesThatCanBeReadAreTaken) {
  EXPECT_THAT(Describe(LoadFiles({folder_}, {}).error()), HasSubstr("is a folder"));
  EXPECT_THAT(Describe(LoadFiles({folder_ / "nowhere.csv"}, {}).error()), HasSubstr("there is no such file"));
  EXPECT_THAT(Describe(LoadFiles({"/dev/null"}, {}).error()), HasSubstr("pipe or device"));
  const auto fifo = folder_ / "fifo.csv";
  ASSERT_EQ(std::system(("mkfifo " + fifo.string()).c_str()), 0);
  EXPECT_THAT(Describe(LoadFiles({fifo}, {}).error()), HasSubstr("pipe or device"));
}

TEST_F(LoadTest, GzipFilesAreReadAndBombsRefused) {
  const std::string header = "year,exporter,importer,product,value\n";
  const auto plain = Write("flows.csv", header + "2023,DEU,USA,A,1\n");
  ASSERT_EQ(std::system(("gzip -kf " + plain.string()).c_str()), 0);
  ASSERT_LOADED(LoadFiles({folder_ / "flows.csv.gz"}, {}));
  EXPECT_EQ(Trade().size(), 1U);

  Write("more.csv", header + "2024,DEU,USA,A,1\n2025,DEU,USA,A,1\n");
  ASSERT_EQ(std::system(("cd " + folder_.string() +
                         " && gzip -f more.csv && head -c 60 more.csv.gz > cut.csv.gz && "
                         "(echo year,exporter,importer,product,value; yes 2023,DEU,USA,A,1 | head -n 20000000) | gzip "
                         "-9 > bomb.csv.gz")
                            .c_str()),
            0);
  EXPECT_THAT(Describe(LoadFiles({folder_ / "cut.csv.gz"}, {}).error()), HasSubstr("cut short"));
  EXPECT_THAT(Describe(LoadFiles({folder_ / "bomb.csv.gz"}, {}).error()), HasSubstr("expands more than"));
  const auto fake = Write("fake.csv.gz", header);
  EXPECT_THAT(Describe(LoadFiles({fake}, {}).error()), HasSubstr("damaged"));
}

TEST_F(LoadTest, ColumnsMayStandInAnyOrderButNoneTwice) {
  ASSERT_LOADED(LoadText(" value ,product,YEAR,importer,exporter,record,\n1,A,2023,USA,DEU,3,4\n"));
  EXPECT_EQ(Trade(), (Lines{"test|2023|DEU|USA|A|1.0"}));
  // Which of the two is meant cannot be known: taking the first would be a silent choice.
  EXPECT_THAT(Describe(LoadText(" value ,product,year,importer,exporter,value\n1,A,2023,USA,DEU,2\n").error()),
              HasSubstr("flows.csv:1: two columns are called 'value'; rename one of them"));
}

TEST_F(LoadTest, JsonLines) {
  const auto file = Write("flows.jsonl",
                          "{\"year\": 2023, \"who\": \"DEU\", \"a/b\": \"01\", \"v\": 1.5}\n"
                          "{\"year\": 2023, \"who\": null, \"a/b\": \"02\"}\n"
                          "\n"
                          "{\"year\": 2023,\n"
                          "[1]\n"
                          "{\"year\": 2023, \"year\": 2024}\n"
                          "{\"who\": \"USA\", \"year\": 2022, \"a/b\": \"\", \"late\": {\"x\": [1, 2]}}\n");
  LoadRequest request{.source = "test", .options = {}, .files = {file}, .licence = "", .credit = "", .on_overlap = {}};
  auto load = Load::Begin(*workspace_, request, {});
  ASSERT_LOADED(load);
  const auto raw = load->OpenJsonLines(file, {"year", "a/b"});
  ASSERT_LOADED(raw);
  EXPECT_EQ(raw->columns, (Lines{"a/b", "v", "who", "year", "late"}));
  const auto filled = load->Fill(
      {.table = "trade",
       .raw = &*raw,
       .select =
           "select record, 'X' as classification, year, who as exporter, \"a/b\" as product, v as value_usd from raw"});
  ASSERT_LOADED(filled);
  const auto report = load->Commit();
  ASSERT_LOADED(report);
  EXPECT_EQ(Trade(), (Lines{"test|2023|DEU|-|01|1.5"}));
  Lines rejects = Rejects();
  std::sort(rejects.begin(), rejects.end());
  EXPECT_EQ(rejects, (Lines{"flows.jsonl|2|exporter|-|missing", "flows.jsonl|4|-|{\"year\": 2023,|not JSON",
                            "flows.jsonl|5|-|[1]|not a JSON object",
                            "flows.jsonl|6|-|{\"year\": 2023, \"year\": 2024}|a key stands twice",
                            "flows.jsonl|7|product|-|missing"}));
}

TEST_F(LoadTest, ParquetAndRowsThatAReaderMade) {
  auto database = Database::Open().value();
  const auto file = folder_ / "flows [1]*.parquet";
  ASSERT_TRUE(database.Execute(
      "copy (select 2020 + i as year, 'DEU' as exporter, i * 0.5 as v, '' as note from range(3) r(i)) to " +
      QuoteText(file.string()) + " (format parquet)"));
  const auto broken = Write("broken.parquet", "PAR1 no PAR1");
  LoadRequest request{
      .source = "test", .options = {}, .files = {file, broken}, .licence = "", .credit = "", .on_overlap = {}};
  auto load = Load::Begin(*workspace_, request, {});
  ASSERT_LOADED(load);
  const auto raw = load->OpenParquet(file, {"year"});
  ASSERT_LOADED(raw);
  ASSERT_LOADED(load->Fill({.table = "trade",
                            .raw = &*raw,
                            .select = "select record, 'X' as classification, year, exporter, coalesce(note, 'A') as "
                                      "product, v as value_usd from raw"}));
  EXPECT_EQ(load->OpenParquet(broken, {}).error().kind, ErrorKind::kCorruptInput);

  Table rows{"rows", {{"record", ValueType::kInteger, ""}, {"year", ValueType::kInteger, ""}}, {}};
  rows.rows = {
      {std::int64_t{7}, std::int64_t{2001}}, {std::int64_t{7}, std::int64_t{2002}}, {std::int64_t{9}, Value()}};
  const auto made = load->OpenRows(broken, rows);
  ASSERT_LOADED(made);
  ASSERT_LOADED(
      load->Fill({.table = "trade",
                  .raw = &*made,
                  .select = "select record, 'X' as classification, year, 'FRA' as exporter, 'B' as product from raw"}));
  load->Reject(broken, 12, "", "something", "seen by the reader");
  const auto report = load->Commit();
  ASSERT_LOADED(report);
  EXPECT_EQ(Trade(), (Lines{"test|2020|DEU|-|A|0.0", "test|2021|DEU|-|A|0.5", "test|2022|DEU|-|A|1.0",
                            "test|2001|FRA|-|B|-", "test|2002|FRA|-|B|-"}));
  EXPECT_EQ(Rejects(), (Lines{"broken.parquet|9|year|-|missing", "broken.parquet|12|-|something|seen by the reader"}));
}

TEST_F(LoadTest, FilesOfOneLoadMayBeJoinedAndLookedUp) {
  const auto flows = Write("flows.csv", "year,exporter,importer,product,value\n2023,1,USA,A,1\n2023,2,USA,A,1\n");
  const auto names = Write("names.csv", "id,name\n1,Germany\n2,France\n");
  LoadRequest request{
      .source = "test", .options = {}, .files = {flows, names}, .licence = "", .credit = "", .on_overlap = {}};
  auto load = Load::Begin(*workspace_, request, {});
  ASSERT_LOADED(load);
  const auto raw = load->OpenText(flows, {}, {});
  const auto name = load->OpenText(names, {}, {});
  ASSERT_LOADED(name);
  ASSERT_LOADED(load->Provide({"factor", {{"f", ValueType::kReal, ""}}, {{2.5}}}));
  EXPECT_FALSE(load->Provide({"factor", {{"f", ValueType::kReal, ""}}, {}}));
  ASSERT_LOADED(load->Fill({.table = "trade",
                            .raw = &*raw,
                            .select = "select r.record, 'X' as classification, year, n.name as exporter, importer, "
                                      "product, number(value) * f as value_usd from raw r join " +
                                      name->relation + " n on n.id = r.exporter, factor"}));
  ASSERT_LOADED(load->Commit());
  Lines trade = Trade();
  std::sort(trade.begin(), trade.end());
  EXPECT_EQ(trade, (Lines{"test|2023|DEU|USA|A|2.5", "test|2023|FRA|USA|A|2.5"}));
}

TEST_F(LoadTest, AFileNotNamedAtTheBeginningCannotBeOpened) {
  const auto other = Write("other.csv", "a\n1\n");
  LoadRequest request{.source = "test",
                      .options = {},
                      .files = {Write("flows.csv", "a\n1\n")},
                      .licence = "",
                      .credit = "",
                      .on_overlap = {}};
  auto load = Load::Begin(*workspace_, request, {});
  ASSERT_LOADED(load);
  EXPECT_EQ(load->OpenText(other, {}, {}).error().kind, ErrorKind::kInternal);
}

TEST_F(LoadTest, AFileThatChangesMeanwhileIsNotLoaded) {
  const auto file = Write("flows.csv", "year,exporter,importer,product,value\n2023,DEU,USA,A,1\n");
  LoadRequest request{.source = "test", .options = {}, .files = {file}, .licence = "", .credit = "", .on_overlap = {}};
  auto load = Load::Begin(*workspace_, request, {});
  ASSERT_LOADED(load);
  const auto raw = load->OpenText(file, {}, {});
  ASSERT_LOADED(load->Fill({.table = "trade", .raw = &*raw, .select = kTrade}));
  std::ofstream(file, std::ios::app) << "2024,DEU,USA,A,1\n";
  const auto report = load->Commit();
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("changed while it was being read"));
  EXPECT_EQ(workspace_->Current()->loads.size(), 0U);
}

TEST_F(LoadTest, TwoLoadsAtOnceTheSecondIsToldWho) {
  const auto file = Write("flows.csv", "year,exporter,importer,product,value\n2023,DEU,USA,A,1\n");
  LoadRequest request{.source = "test", .options = {}, .files = {file}, .licence = "", .credit = "", .on_overlap = {}};
  auto first = Load::Begin(*workspace_, request, {});
  ASSERT_LOADED(first);
  const auto second = Load::Begin(*workspace_, request, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_THAT(second.error().message, HasSubstr("load of test"));
}

TEST_F(LoadTest, ReportsProgressInBytesAndStopsWhenAsked) {
  std::string text = "year,exporter,importer,product,value\n";
  for (int i = 0; i < 2000000; ++i) text += "2023,DEU,USA,P" + std::to_string(i) + ",1\n";
  const auto stopper = std::make_unique<std::stop_source>();
  How how;
  std::vector<Progress> seen;
  how.job.stop = stopper->get_token();
  how.job.report = [&](const Progress& progress) {
    seen.push_back(progress);
    if (progress.unit == "bytes" && progress.done > 0) stopper->request_stop();
  };
  const auto report = LoadText(text, how);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::kCancelled);
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.back().stage, "test: trade");
  EXPECT_EQ(seen.back().total, static_cast<double>(text.size()));
  EXPECT_TRUE(StagingIsGone());
  EXPECT_EQ(workspace_->Current()->loads.size(), 0U);
}

TEST_F(LoadTest, AMemberOfAnArchiveIsAFile) {
  const std::string header = "year,exporter,importer,product,value\n";
  const auto zip = Write("all.zip", Zipped({{"d/a.csv", header + "2020,KOR,JPN,1,5\n2020,Korea?,JPN,1,5\n"},
                                            {"b.csv", header + "2021,KOR,JPN,1,6\n"}}));
  const auto report = LoadFiles({zip / "d/a.csv", zip / "b.csv"}, {});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 2);
  ASSERT_EQ(report->rejects.rows.size(), 1u);
  EXPECT_EQ(ToText(report->rejects.rows[0][0]), "all.zip/d/a.csv");
  // The archive is the file that was loaded; which of its members were read counts, too.
  const std::vector<LoadRecord> loads = workspace_->Current().value().loads;
  ASSERT_EQ(loads.size(), 1u);
  ASSERT_EQ(loads[0].files.size(), 1u);
  EXPECT_EQ(loads[0].files[0].name, "all.zip");
  EXPECT_TRUE(LoadFiles({zip / "b.csv", zip / "d/a.csv"}, {})->already_loaded);
  EXPECT_FALSE(LoadFiles({zip / "b.csv"}, {.on_overlap = OnOverlap::kReplace})->already_loaded);
}

TEST_F(LoadTest, MembersAreUnpackedForReadersThatCannotStream) {
  const auto zip = Write("all.zip", Zipped({{"a.json", "{}"}}));
  LoadRequest request{.source = "test", .options = {}, .files = {zip / "a.json"}, .licence = "", .credit = ""};
  std::filesystem::path copy;
  {
    auto load = Load::Begin(*workspace_, request, {});
    ASSERT_TRUE(load) << Describe(load.error());
    copy = load->OnDisk(zip / "a.json").value();
    EXPECT_EQ(std::filesystem::file_size(copy), 2u);
    EXPECT_EQ(load->OnDisk(zip / "a.json").value(), copy);
    EXPECT_EQ(load->OnDisk(zip).value(), zip);
  }
  EXPECT_FALSE(std::filesystem::exists(copy)) << "staging is swept";
}

}  // namespace
}  // namespace tenon::store
