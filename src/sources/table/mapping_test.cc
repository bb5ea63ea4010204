#include "sources/table/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"
#include "sources/registry.h"

namespace tenon::sources {
namespace {

using testing::HasSubstr;

Result<Mapping> Read(const Options& given) {
  TENON_ASSIGN(const Arguments options, CheckArguments(UserTable().spec.options, given));
  return ReadMapping(options);
}

std::string ErrorOf(const Options& given) {
  const auto mapping = Read(given);
  return mapping ? "" : Describe(mapping.error());
}

const ColumnOrigin* Origin(const Mapping& mapping, std::string_view column) {
  for (const ColumnOrigin& origin : mapping.columns) {
    if (origin.column->name == column) return &origin;
  }
  return nullptr;
}

TEST(MappingTest, ColumnsAreNamedInFullOrByTheirBeginning) {
  const auto mapping = Read({{"into", "trade"},
                             {"map", "exporter=Reporter,value=Trade value, current"},
                             {"map", "product=Code"},
                             {"set", "year=2017"},
                             {"unit", "value=thousand USD"}});
  ASSERT_TRUE(mapping) << Describe(mapping.error());
  EXPECT_EQ(Origin(*mapping, "exporter")->file_column, "Reporter");
  EXPECT_EQ(Origin(*mapping, "value_usd")->file_column, "Trade value, current");
  EXPECT_EQ(Origin(*mapping, "value_usd")->factor, 1000);
  EXPECT_EQ(Origin(*mapping, "product")->file_column, "Code");
  EXPECT_EQ(Origin(*mapping, "year")->constant, "2017");
}

TEST(MappingTest, TheUnitOfARowIsSetWhereTheTableKeepsOne) {
  const auto mapping = Read({{"into", "production"}, {"map", "quantity=Output"}, {"unit", "quantity=kg"}});
  ASSERT_TRUE(mapping) << Describe(mapping.error());
  EXPECT_EQ(Origin(*mapping, "quantity")->factor, 0.001);
  EXPECT_EQ(Origin(*mapping, "unit")->constant, "t");
}

TEST(MappingTest, SaysWhatIsWrongAndWhatIsAllowed) {
  EXPECT_THAT(ErrorOf({}), HasSubstr("--into trade"));
  EXPECT_THAT(ErrorOf({{"into", "trades"}}), HasSubstr("trade"));
  EXPECT_THAT(ErrorOf({{"into", "trade"}, {"map", "seller=A"}}),
              HasSubstr("its columns: classification, year, exporter"));
  EXPECT_THAT(ErrorOf({{"into", "trade"}, {"map", "exporter"}}), HasSubstr("column=value"));
  EXPECT_THAT(ErrorOf({{"into", "trade"}, {"map", "exporter=A"}, {"set", "exporter=KOR"}}),
              HasSubstr("more than once"));
  EXPECT_THAT(ErrorOf({{"into", "trade"}, {"set", "exporter=Korea"}}), HasSubstr("South Korea (KOR)"));
  EXPECT_THAT(ErrorOf({{"into", "trade"}, {"set", "year=3017"}}), HasSubstr("1500 to 2100"));
  EXPECT_THAT(ErrorOf({{"into", "trade"}, {"map", "value=A"}, {"unit", "value=kg"}}),
              HasSubstr("cannot be converted to USD"));
  EXPECT_THAT(ErrorOf({{"into", "trade"}, {"map", "value=A"}, {"unit", "value=yuan"}}), HasSubstr("known: t, "));
  EXPECT_THAT(ErrorOf({{"into", "trade"}, {"set", "source=x"}}), HasSubstr("--source-name"));
}

TEST(MappingTest, TheFileMustHaveWhatTheTableNeeds) {
  const auto bound = [](const Options& given, std::vector<std::string> columns) {
    const store::RawFile file{.path = "own.csv", .columns = std::move(columns), .relation = ""};
    const auto mapping = BindToFile(*Read(given), file);
    return mapping ? "" : Describe(mapping.error());
  };
  const Options trade = {{"into", "trade"}, {"map", "exporter=Reporter,product=Code"}};
  EXPECT_EQ(bound(trade, {"Reporter", "Code", "year"}), "");
  EXPECT_THAT(bound(trade, {"Reporter", "Code"}), HasSubstr("also needs year"));
  EXPECT_THAT(bound(trade, {"Reporters", "Code", "year"}), HasSubstr("no column 'Reporter'"));
  EXPECT_THAT(bound(trade, {"Reporter;Code;year"}), HasSubstr("--delimiter ';'"));
}

TEST(MappingTest, FormsAreToldByTheEnding) {
  const auto format = [](const char* file, const Options& given) {
    return FormatOf(file, *CheckArguments(UserTable().spec.options, given));
  };
  EXPECT_EQ(format("a.tsv.gz", {})->dialect.delimiter, '\t');
  EXPECT_EQ(format("A.CSV", {{"delimiter", "semicolon"}})->dialect.delimiter, ';');
  EXPECT_EQ(format("a.csv", {{"encoding", "gb18030"}})->dialect.encoding, "GB18030");
  EXPECT_EQ(format("a.ndjson", {})->form, FileForm::kJsonLines);
  EXPECT_EQ(format("a.xyz", {{"form", "parquet"}})->form, FileForm::kParquet);
  EXPECT_FALSE(format("a.xyz", {}));
  EXPECT_FALSE(format("a.csv", {{"delimiter", "ab"}}));
}

using MappingFileTest = LoadTest;

TEST_F(MappingFileTest, HoldsTheOptions) {
  Arguments options = *CheckArguments(UserTable().spec.options, {{"set", "year=2020"}});
  const auto file = Write("own.yaml",
                          "into: trade\n"
                          "map: {exporter: 出口方, value: 金额}\n"
                          "set:\n"
                          "  classification: HS2017\n"
                          "unit: {value: million USD}\n"
                          "null: [NA, '-']\n"
                          "decimal: ','\n");
  const Status status = AddMappingFile(file, options);
  ASSERT_TRUE(status) << Describe(status.error());
  const auto mapping = ReadMapping(options);
  ASSERT_TRUE(mapping) << Describe(mapping.error());
  EXPECT_EQ(Origin(*mapping, "exporter")->file_column, "出口方");
  EXPECT_EQ(Origin(*mapping, "value_usd")->factor, 1e6);
  EXPECT_EQ(Origin(*mapping, "year")->constant, "2020");
  EXPECT_EQ(Origin(*mapping, "classification")->constant, "HS2017");
  EXPECT_EQ(mapping->decimal, Decimal::kComma);
  EXPECT_THAT(mapping->missing, testing::ElementsAre("NA", "-"));
}

TEST_F(MappingFileTest, ErrorsNameLineAndColumn) {
  const auto error = [&](std::string_view text, const Options& given = {}) {
    Arguments options = *CheckArguments(UserTable().spec.options, given);
    const Status status = AddMappingFile(Write("own.yaml", text), options);
    return status ? "" : Describe(status.error());
  };
  EXPECT_THAT(error("into: trade\nmaps: {a: b}\n"),
              testing::AllOf(HasSubstr("own.yaml:2:1"), HasSubstr("'maps'"), HasSubstr("map, set")));
  EXPECT_THAT(error("into: trade\ninto: firm\n"), testing::AllOf(HasSubstr("own.yaml:2:1"), HasSubstr("twice")));
  EXPECT_THAT(error("map: [exporter]\n"), HasSubstr("own.yaml:1:6"));
  EXPECT_THAT(error("map: {exporter: [A, B]}\n"), HasSubstr("own.yaml:1:17"));
  EXPECT_THAT(error("into: trade\n", {{"into", "production"}}), HasSubstr("on the command line"));
  EXPECT_THAT(error("map: {a: b\n"), HasSubstr("own.yaml:2:"));
  EXPECT_THAT(error(""), HasSubstr("option: value"));
  EXPECT_THAT(error("- a\n- b\n"), HasSubstr("option: value"));
}

}  // namespace
}  // namespace tenon::sources
