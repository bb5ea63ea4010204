#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "sources/load_fixture.h"
#include "store/database.h"
#include "store/xlsx_fixture.h"

namespace tenon::sources {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kTrade =
    "select exporter, importer, product, year, value_usd, quantity_t from trade order by all";
constexpr const char* kRejects = "select line, column_name, found, reason from reject order by line";

class TableTest : public LoadTest {
 protected:
  std::string ErrorOf(const std::filesystem::path& file, const Options& options) const {
    const auto report = Load("table", file, options);
    return report ? "" : Describe(report.error());
  }
};

TEST_F(TableTest, ReadsTheFixtureByItsMappingFile) {
  const std::filesystem::path fixture = std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/table/fixture";
  const auto report = Load("table", fixture / "exports.csv", {{"mapping", fixture / "exports.yaml"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 3);
  EXPECT_EQ(report->rows_rejected, 6);
  EXPECT_THAT(Rows(kTrade), ElementsAre("CHN||010121|2023|12000|0.5", "KOR|JPN|854231|2023|1250500|3.2",
                                        "TWN|USA|854232|2023|9e+05|"));
  EXPECT_THAT(Rows("select distinct source, classification from trade"), ElementsAre("own-exports|HS2022"));
  EXPECT_THAT(Rows(kRejects),
              ElementsAre(AllOf(HasSubstr("5|exporter|Korea|"), HasSubstr("South Korea (KOR)")),
                          AllOf(HasSubstr("6|HS|854299|not a code of HS2022; near: "), HasSubstr("854290")),
                          "7|HS|10121|lost leading zero? 010121 is a code of HS2022",
                          "8|Year|20230|not a year from 1500 to 2100", "9|Value, thousand USD|-1|cannot be negative",
                          "10|Value, thousand USD|n/a|not a number"));
}

TEST_F(TableTest, TheSameByOptionsIsTheSameLoad) {
  const std::filesystem::path fixture = std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/table/fixture";
  ASSERT_TRUE(Load("table", fixture / "exports.csv", {{"mapping", fixture / "exports.yaml"}}));
  const auto again = Load(
      "table", fixture / "exports.csv",
      {{"into", "trade"},
       {"map", "exporter=Reporter,importer=Partner,product=HS,year=Year,value=Value, thousand USD,quantity=Tonnes"},
       {"set", "classification=HS2022"},
       {"unit", "value=thousand USD"},
       {"source_name", "own-exports"},
       {"licence", "CC0"},
       {"credit", "An invented file"}});
  ASSERT_TRUE(again) << Describe(again.error());
  EXPECT_TRUE(again->already_loaded);
}

TEST_F(TableTest, ExporterProductValueAndAYearAreEnough) {
  const auto file = Write("own.csv", "geo,sitc,v\nkor,7764,5\njpn,0011,7\n");
  const auto report =
      Load("table", file, {{"into", "trade"}, {"map", "exporter=geo,product=sitc,value=v"}, {"set", "year=2017"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows(kTrade), ElementsAre("JPN||0011|2017|7|", "KOR||7764|2017|5|"));
  EXPECT_THAT(Rows("select distinct source, classification from trade"), ElementsAre("table|unstated"));
}

TEST_F(TableTest, ATableOfTextsAloneHasNothingToReject) {
  const auto file = Write("words.csv", "zh,en\n锂,lithium\n电池,battery\n");
  const auto report = Load("table", file, {{"into", "term"}, {"map", "zh=zh,en=en"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select zh, en from term order by en"), ElementsAre("电池|battery", "锂|lithium"));
}

TEST_F(TableTest, ReadsChineseHeadersInUtf8WithMarkAndInGb18030) {
  const Options options = {{"into", "trade"},
                           {"map", "exporter=出口方,product=商品,value=金额"},
                           {"set", "year=2020,classification=HS2017"}};
  const std::string text = "出口方,商品,金额\n韩国,854231,1\n中国台湾,811292,2\n";
  ASSERT_TRUE(Load("table", Write("utf8.csv", "\xEF\xBB\xBF" + text), options));
  EXPECT_THAT(Rows(kTrade), ElementsAre("KOR||854231|2020|1|", "TWN||811292|2020|2|"));
  // The same text in GB18030.
  const std::string gb = "\xB3\xF6\xBF\xDA\xB7\xBD,\xC9\xCC\xC6\xB7,\xBD\xF0\xB6\xEE\n\xBA\xAB\xB9\xFA,854231,1\n";
  Options encoded = options;
  encoded.emplace_back("encoding", "gb18030");
  encoded.emplace_back("source_name", "gb");
  const auto report = Load("table", Write("gb.csv", gb), encoded);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select exporter from trade where source = 'gb'"), ElementsAre("KOR"));
  EXPECT_THAT(ErrorOf(Write("gb2.csv", gb), options), HasSubstr("GB18030"));
}

TEST_F(TableTest, ReadsDecimalCommas) {
  const auto file =
      Write("own.csv",
            "exporter;product;value_usd\n"
            "DEU;a;1.234,56\nFRA;a;1 234 567,5\nITA;a;12,5\nESP;a;1234\nAUT;a;1.23\nBEL;a;1,234.5\nCHE;a;1'234,5\n");
  const auto report =
      Load("table", file, {{"into", "trade"}, {"set", "year=2020"}, {"delimiter", ";"}, {"decimal", ","}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select exporter, value_usd from trade order by all"),
              ElementsAre("CHE|1234.5", "DEU|1234.56", "ESP|1234", "FRA|1234567.5", "ITA|12.5"));
  EXPECT_THAT(Rows(kRejects), ElementsAre("6|value_usd|1.23|not a number", "7|value_usd|1,234.5|not a number"));
}

TEST_F(TableTest, ConvertsUnitsByName) {
  const auto file = Write("own.tsv", "economy\titem\toutput\nCHN\tgallium\t750000\n");
  const auto report = Load("table", file,
                           {{"into", "production"},
                            {"map", "quantity=output"},
                            {"unit", "quantity=kg"},
                            {"set", "year=2023,classification=USGS-MCS"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select economy, item, quantity, unit from production"), ElementsAre("CHN|gallium|750|t"));
  const auto share = Load("table", Write("share.csv", "input,provider_economy,share\nN1,NLD,99.5\nN2,NLD,101\n"),
                          {{"into", "provision"}, {"unit", "share=%"}, {"set", "year=2025"}});
  ASSERT_TRUE(share) << Describe(share.error());
  EXPECT_THAT(Rows("select input, share from provision"), ElementsAre("N1|0.995"));
  EXPECT_THAT(Rows("select found, reason from reject"), ElementsAre("101|not a share from 0 to 1"));
}

TEST_F(TableTest, TextsForNoValueDoNotTouchEconomies) {
  const auto file = Write("own.csv", "exporter,product,value_usd\nNA,a,1\nKOR,b,NA\n");
  ASSERT_TRUE(Load("table", file, {{"into", "trade"}, {"set", "year=2020"}, {"null", "NA"}}));
  EXPECT_THAT(Rows("select exporter, value_usd from trade order by all"), ElementsAre("KOR|", "NAM|1"));
}

TEST_F(TableTest, ReadsJsonLines) {
  const auto file = Write("own.jsonl",
                          "{\"exporter\": \"KOR\", \"product\": \"0101\", \"value_usd\": 1.5, \"note\": {\"a\": 1}}\n"
                          "{\"exporter\": \"JPN\", \"product\": \"0102\", \"value_usd\": null}\n");
  const auto report = Load("table", file, {{"into", "trade"}, {"set", "year=2020,classification=HS2022"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows(kTrade), ElementsAre("JPN||0102|2020||", "KOR||0101|2020|1.5|"));
}

TEST_F(TableTest, ReadsParquet) {
  auto database = store::Database::Open();
  ASSERT_TRUE(database);
  const std::string file = folder() / "own.parquet";
  ASSERT_TRUE(database->Execute(
      "copy (select 'KOR' as exporter, '0101' as product, 2.5::double as v, 2020::smallint as year) to '" + file +
      "' (format parquet)"));
  const auto report = Load("table", file, {{"into", "trade"}, {"map", "value=v"}, {"set", "classification=HS2022"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows(kTrade), ElementsAre("KOR||0101|2020|2.5|"));
}

store::XlsxFixture TradeWorkbook() {
  const auto text = [](const std::string& value) { return "<c t=\"str\"><v>" + value + "</v></c>"; };
  const auto number = [](const std::string& value) { return "<c><v>" + value + "</v></c>"; };
  const std::string error = "<c t=\"e\"><v>#N/A</v></c>", formula = "<c><f>A1+1</f></c>";
  return {.sheets = {{"出口", "<row>" + text("2024 list") + "</row><row>" + text("出口方") + text("HS") + text("v") +
                                  text("note") + "</row><row>" + text("韩国") + text("010121") + number("5") + error +
                                  "</row><row>" + text("JPN") + text("010121") + error + formula + "</row><row>" +
                                  text("DEU") + number("10121") + number("7") + "</row><row>" + text("FRA") +
                                  text("010121") + formula + "</row>"},
                     {"old", "", "", "hidden"}}};
}

TEST_F(TableTest, ReadsExcelSheets) {
  const auto file = Write("own.xlsx", store::Zipped(TradeWorkbook().Members()));
  Options options = {
      {"into", "trade"}, {"map", "exporter=出口方,product=HS,value=v"}, {"set", "year=2024,classification=HS2022"}};
  const auto report = Load("table", file, options);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows(kTrade), ElementsAre("KOR||010121|2024|5|"));
  EXPECT_THAT(Rows(kRejects), ElementsAre("4|v|#N/A|an error value of the spreadsheet",
                                          "5|HS|10121|lost leading zero? 010121 is a code of HS2022",
                                          AllOf(HasSubstr("6|v|=A1+1|a formula without its value"))));
  options.insert(options.end(), {{"null", "#N/A"}, {"source_name", "lenient"}});
  ASSERT_TRUE(Load("table", file, options));
  EXPECT_THAT(Rows("select exporter, value_usd from trade where source = 'lenient' order by all"),
              ElementsAre("JPN|", "KOR|5"));
}

TEST_F(TableTest, ExcelOptionsAreForExcel) {
  const auto csv = Write("own.csv", "exporter,product,value_usd\nKOR,854231,1\n");
  EXPECT_THAT(ErrorOf(csv, {{"into", "trade"}, {"set", "year=2020"}, {"sheet", "S"}}),
              HasSubstr("is for Excel workbooks"));
  const auto file = Write("own.xlsx", store::Zipped(TradeWorkbook().Members()));
  const auto mapping = Write("m.yaml", "into: trade\nsheet: old\nheader_row: 2\n");
  EXPECT_THAT(ErrorOf(file, {{"mapping", mapping}}),
              HasSubstr("sheet 'old' row 2: the row that shall be the header is empty"));
  EXPECT_THAT(ErrorOf(file, {{"mapping", mapping}, {"header_row", "3"}}), HasSubstr("say it once"));
  EXPECT_THAT(ErrorOf(file, {{"mapping", Write("n.yaml", "into: trade\nheader_row: x\n")}}), HasSubstr("is no row"));
  EXPECT_THAT(ErrorOf(Write("own.xls", "<html>"), {{"into", "trade"}}), HasSubstr("--form csv"));
}

TEST_F(TableTest, AWorkbookInAnArchive) {
  const auto zip = Write("all.zip", store::Zipped({{"d/own.xlsx", store::Zipped(TradeWorkbook().Members())}}));
  const Options options = {
      {"into", "trade"}, {"map", "exporter=出口方,product=HS,value=v"}, {"set", "year=2024,classification=HS2022"}};
  const auto report = Load("table", zip, options);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 1);
  EXPECT_THAT(Rows("select distinct file from reject"), ElementsAre("all.zip/d/own.xlsx"));
  const auto broken = Write("broken.zip", store::Zipped({{"own.xlsx", "PK broken"}}));
  EXPECT_THAT(ErrorOf(broken, options), HasSubstr("broken.zip/own.xlsx: not a whole zip archive"));
}

TEST_F(TableTest, ClassificationsMayComeFromTheFile) {
  const auto file = Write("own.csv",
                          "exporter,classification,product,value_usd\nKOR,HS2022,854231,1\nKOR,SITC4,7764,1\nKOR,MINE,"
                          "x,1\nKOR,SITC4,854231,1\n"
                          "JPN,,x,1\n");
  const auto report = Load("table", file, {{"into", "trade"}, {"set", "year=2020"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select classification, product from trade order by all"),
              ElementsAre("HS2022|854231", "MINE|x", "SITC4|7764"));
  EXPECT_THAT(Rows(kRejects),
              ElementsAre(HasSubstr("5|product|854231|not a code of SITC4"), HasSubstr("6|classification||missing")));
}

TEST_F(TableTest, NamesOfClassificationsAreNotHalfRight) {
  const auto file = Write("own.csv", "exporter,product,value_usd\nKOR,854231,1\n");
  EXPECT_THAT(ErrorOf(file, {{"into", "trade"}, {"set", "year=2020,classification=hs-2022"}}),
              HasSubstr("is written HS2022"));
}

TEST_F(TableTest, NamesOfSourcesAreItsOwn) {
  const auto file = Write("own.csv", "exporter,product,value_usd\nKOR,854231,1\n");
  EXPECT_THAT(ErrorOf(file, {{"into", "trade"}, {"set", "year=2020"}, {"source_name", "oecd-btige"}}),
              HasSubstr("choose another"));
  EXPECT_THAT(ErrorOf(file, {{"into", "trade"}, {"set", "year=2020"}, {"source_name", "../x"}}),
              HasSubstr("allowed: a-z"));
}

TEST_F(TableTest, HostileNamesAreOnlyNames) {
  // Column names and values go into SQL: quotes, semicolons and brackets must stay text.
  const auto file = Write("own.csv", "\"a\"\"; drop table x; --\",\"p'\",v\nKOR,\"'); select 1; --\",1\n");
  const auto report = Load("table", file,
                           {{"into", "trade"},
                            {"map", "exporter=a\"; drop table x; --"},
                            {"map", "product=p',value=v"},
                            {"null", "'); --"},
                            {"set", "year=2020,importer=JPN"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows(kTrade), ElementsAre("KOR|JPN|'); select 1; --|2020|1|"));
}

// Who is meant must be known: a list that names nobody would hold for nobody.
TEST_F(TableTest, EconomiesAnEntryAppliesTo) {
  const auto report = Load("table",
                           Write("list.csv",
                                 "entry,heading,applies_to\n1C230,codes,KOR JPN\n1C231,names,美国；Korea Rep.; JPN\n"
                                 "1C232,all,World\n1C233,not told,\n1C234,wrong,KOR ATL\n1C235,group,EU27\n"),
                           {{"into", "control_entry"}, {"set", "list=CN,jurisdiction=CHN"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select entry, case when coalesce(strlen(applies_to), 0) < 20 then applies_to else '...' end from "
                   "control_entry "
                   "order by 1"),
              ElementsAre("1C230|JPN KOR", "1C231|JPN KOR USA", "1C232|...", "1C233|"));
  EXPECT_THAT(Rows("select list_contains(string_split(applies_to, ' '), 'KOR'), "
                   "list_contains(string_split(applies_to, ' '), 'CHN'), applies_to like '%WLD%' "
                   "from control_entry where entry = '1C232'"),
              ElementsAre("true|false|false"));
  EXPECT_THAT(Rows("select line, column_name, found, reason from reject order by line"),
              ElementsAre(HasSubstr("6|applies_to|KOR ATL|not a list of economies"),
                          HasSubstr("7|applies_to|EU27|not a list of economies")));
}

}  // namespace
}  // namespace tenon::sources
