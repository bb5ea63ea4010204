#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using KagTest = LoadTest;

TEST_F(KagTest, ProductsFirmsAndWhatGoesIntoWhat) {
  const auto report = Load("kag", fs::path(TENON_SOURCE_DIR) / "src/sources/kag/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select code, parent, title_zh from classification where scheme = 'KAG-PRODUCT' order by all"),
              ElementsAre("制药||制药", "商品化工||商品化工", "商品化工-橡胶|商品化工|橡胶", "轮胎与橡胶||轮胎与橡胶"));
  EXPECT_THAT(Rows("select firm, name_zh, code from firm left join firm_industry using (firm) order by all"),
              ElementsAre("CSF0000009001|甲**司|商品化工-橡胶", "CSF0000009001|甲**司|轮胎与橡胶-轮胎",
                          "CSF0000009002|乙**司|轮胎与橡胶", "CSF0000009003|丙**司|"));
  EXPECT_THAT(Rows("select from_code, to_code from industry_link order by all"),
              ElementsAre("制药|个人用品", "商品化工|制药", "商品化工|轮胎与橡胶", "商品化工-橡胶|轮胎与橡胶"));
  EXPECT_THAT(
      Rows("select file, line, column_name, found, reason from reject order by all"),
      ElementsAre("Company.csv|3||CSF0000009002 KAG-PRODUCT 轮胎与橡胶|repeats an earlier row",
                  "Company.csv|4|product||no product",
                  "Product.csv|5|belongToIndustry|原材料-原材料-化学制品-制药|an industry that Industry.csv does not "
                  "list"));
}

// The shipped files. The data guide counts rows: 78 of products (44 differ), 311 pairs of firm and product (300), 271
// of which join (260), 1,125 names downstream (536). A row that repeats another is a reject.
TEST_F(KagTest, ReadsTheShippedFiles) {
  const auto report = Load("kag", fs::path(TENON_SOURCE_DIR) / "data/kag");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select scheme, count(*) from classification where source = 'kag' group by all order by all"),
              ElementsAre("KAG-INDUSTRY|10", "KAG-PRODUCT|44"));
  EXPECT_THAT(Rows("select count(*), (select count(*) from reject where reason = 'repeats an earlier row'), "
                   "count(*) filter (code in (select code from classification where scheme = 'KAG-PRODUCT')) "
                   "from firm_industry"),
              ElementsAre("300|79|260"));
  EXPECT_THAT(Rows("select count(*), count(distinct to_code) from industry_link"), ElementsAre("536|341"));
  EXPECT_THAT(Rows("select count(*) from concordance where from_scheme = 'KAG-PRODUCT'"), ElementsAre("44"));
}

}  // namespace
}  // namespace tenon::sources
