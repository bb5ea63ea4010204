#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ConcordanceTest : public LoadTest {
 protected:
  static std::filesystem::path Fixture() {
    return std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/concordance/fixture";
  }
};

TEST_F(ConcordanceTest, ReadsTheFixture) {
  const auto report = Load("concordance", Fixture());
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select from_scheme, from_code, to_scheme, to_code, printf('%.4f', weight) from concordance "
                   "where source = 'concordance' order by all"),
              ElementsAre("HS2017|010121|ISIC3|0121|1.0000", "HS2017|010129|ISIC3|0121|0.3333",
                          "HS2017|010129|ISIC3|0122|0.3333", "HS2017|010129|ISIC3|1511|0.3333"));
  EXPECT_THAT(Rows("select scheme, code, parent from classification where source = 'concordance' order by all"),
              ElementsAre("ISIC3|01|", "ISIC3|012|01", "ISIC3|0121|012"));
  EXPECT_THAT(
      Rows("select line, column_name, found, reason from reject where line > 1 order by line"),
      ElementsAre("6|ISIC3_4d|010130|the code has no counterpart in this row", "7|HS5_6d||no code stands here"));
  // 5,388 codes of HS2017 (the data guide); the fixture gives a counterpart to two.
  EXPECT_THAT(Rows("select found from reject where reason = 'codes that the table leaves out'"),
              ElementsAre(HasSubstr("5386 of 5388: 010130, ")));
  EXPECT_THAT(Rows("select file from reject where reason like '%Rauch%'"), ElementsAre("sitc2_rauch.csv"));
}

TEST_F(ConcordanceTest, BestIsTheCounterpartMostAgreeOn) {
  const auto report = Load("concordance", Fixture() / "hs5_isic3.csv", {{"match", "best"}});
  ASSERT_TRUE(report) << Describe(report.error());
  // Of 0121, 0122 and 1511 two stand in division 01; of these the first by code.
  EXPECT_THAT(Rows("select from_code, to_code, weight from concordance where source = 'concordance' order by all"),
              ElementsAre("010121|0121|1", "010129|0121|1"));
  EXPECT_THAT(Rows("select line, reason from reject where line > 1 order by line"),
              ElementsAre("6|the code has no counterpart in this row", "7|no code stands here"));
}

TEST_F(ConcordanceTest, NamesCodesThatTheListLacks) {
  // As a spreadsheet leaves them: without their leading zeros.
  const auto report = Load("concordance", Write("hs5_isic3.csv", "HS5_6d,ISIC3_4d\n10121,121\n847989,2929\n"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select column_name, found from reject where reason like 'codes that are not in the code list%' "
                   "order by all"),
              ElementsAre("HS5_6d|1 of 2: 10121", "ISIC3_4d|1 of 2: 121"));
}

TEST_F(ConcordanceTest, RefusesAnotherTable) {
  const auto wrong = Load("concordance", Write("hs_prices.csv", "HS5_6d,price\n010121,7\n"));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, ErrorKind::kSchemaMismatch);
  const auto option = Load("concordance", Fixture(), {{"match", "some"}});
  ASSERT_FALSE(option);
  EXPECT_THAT(option.error().message, HasSubstr("allowed: all, best"));
}

// The package's tables, against the data guide: hs5_isic3 gives each of 5,388 codes one ISIC3 class (999999, "not
// specified", has none); hs_isic4 is many to many. No conversion loses or makes anything.
TEST_F(ConcordanceTest, ReadsThePackage) {
  const std::filesystem::path tables = std::filesystem::path(TENON_SHARED_DATA) / "concordance/tables";
  if (!std::filesystem::exists(tables)) GTEST_SKIP() << "the tables of the package concordance are not here";
  const auto report = Load("concordance", tables);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(
      Rows("select from_scheme, to_scheme, count(*) from concordance "
           "where source = 'concordance' and (from_scheme, to_scheme) in (('HS2017', 'ISIC3'), ('HS', 'ISIC4')) "
           "group by all order by all"),
      ElementsAre("HS|ISIC4|24186", "HS2017|ISIC3|5387"));
  EXPECT_THAT(Rows("select from_scheme, to_scheme, from_code from concordance where source = 'concordance' "
                   "group by all having abs(sum(weight) - 1) > 1e-9"),
              ElementsAre());
  EXPECT_THAT(Rows("select scheme, count(*) from classification where source = 'concordance' "
                   "and scheme in ('ISIC4', 'HS2022') group by all order by all"),
              ElementsAre("HS2022|6939", "ISIC4|766"));
  // Pairs the data guide checked.
  EXPECT_THAT(
      Rows("select from_code, to_code from concordance where from_scheme = 'HS2017' and to_scheme = 'ISIC3' and "
           "from_code in ('260500', '810520', '811292', '850650', '854231') order by 1"),
      ElementsAre("260500|1320", "810520|2720", "811292|2720", "850650|3140", "854231|3210"));
}

}  // namespace
}  // namespace tenon::sources
