// What a load may be given: encodings, packed files, archives, JSON Lines, Parquet; and what is wrong with files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/load_fixture.h"
#include "store/zip_fixture.h"

namespace tenon::store {
namespace {

using testing::HasSubstr;

class LoadFileTest : public LoadTest {};

TEST_F(LoadFileTest, EncodingsMarksAndLineEnds) {
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

TEST_F(LoadFileTest, FilesThatAreBrokenAreNamedAndNothingIsLoaded) {
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

TEST_F(LoadFileTest, OnlyRegularFilesThatCanBeReadAreTaken) {
  EXPECT_THAT(Describe(LoadFiles({folder_}, {}).error()), HasSubstr("is a folder"));
  EXPECT_THAT(Describe(LoadFiles({folder_ / "nowhere.csv"}, {}).error()), HasSubstr("there is no such file"));
  EXPECT_THAT(Describe(LoadFiles({"/dev/null"}, {}).error()), HasSubstr("pipe or device"));
  const auto fifo = folder_ / "fifo.csv";
  ASSERT_EQ(std::system(("mkfifo " + fifo.string()).c_str()), 0);
  EXPECT_THAT(Describe(LoadFiles({fifo}, {}).error()), HasSubstr("pipe or device"));
}

TEST_F(LoadFileTest, GzipFilesAreReadAndBombsRefused) {
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

TEST_F(LoadFileTest, ColumnsMayStandInAnyOrderButNoneTwice) {
  ASSERT_LOADED(LoadText(" value ,product,YEAR,importer,exporter,record,\n1,A,2023,USA,DEU,3,4\n"));
  EXPECT_EQ(Trade(), (Lines{"test|2023|DEU|USA|A|1.0"}));
  // Which of the two is meant cannot be known: taking the first would be a silent choice.
  EXPECT_THAT(Describe(LoadText(" value ,product,year,importer,exporter,value\n1,A,2023,USA,DEU,2\n").error()),
              HasSubstr("flows.csv:1: two columns are called 'value'; rename one of them"));
}

TEST_F(LoadFileTest, JsonLines) {
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

TEST_F(LoadFileTest, ParquetAndRowsThatAReaderMade) {
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

TEST_F(LoadFileTest, FilesOfOneLoadMayBeJoinedAndLookedUp) {
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

TEST_F(LoadFileTest, AFileNotNamedAtTheBeginningCannotBeOpened) {
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

TEST_F(LoadFileTest, AFileThatChangesMeanwhileIsNotLoaded) {
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

TEST_F(LoadFileTest, AMemberOfAnArchiveIsAFile) {
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

TEST_F(LoadFileTest, MembersAreUnpackedForReadersThatCannotStream) {
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
