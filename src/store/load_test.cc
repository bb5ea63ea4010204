#include "store/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/load_fixture.h"

namespace tenon::store {
namespace {

using testing::HasSubstr;

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

}  // namespace
}  // namespace tenon::store
