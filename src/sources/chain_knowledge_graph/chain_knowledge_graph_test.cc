#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using ChainKnowledgeGraphTest = LoadTest;

TEST_F(ChainKnowledgeGraphTest, FirmsJoinTheirIndustriesByTheDigitsOfTheCode) {
  const auto report =
      Load("chain-knowledge-graph", fs::path(TENON_SOURCE_DIR) / "src/sources/chain_knowledge_graph/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(report->notes, ElementsAre("company.json: 3 firms have no day of listing ('-' or the exchange instead)"));
  EXPECT_THAT(Rows("select firm, name, name_zh, economy, listed, scheme, code from firm left join firm_industry "
                   "using (firm) order by all"),
              ElementsAre("300002|乙料|乙料股份有限公司|CHN||SW2021|270103", "600003|丙药|丙药股份有限公司|CHN|||",
                          "688001|甲芯|北京甲芯股份有限公司|CHN|2030-01-02|SW2021|270101"));
  EXPECT_THAT(
      Rows("select code, parent, title_zh from classification where scheme = 'SW2021' order by all"),
      ElementsAre("270000||电子", "270100|270000|半导体", "270101|270100|分立器件", "270103|270100|半导体材料"));
  EXPECT_THAT(Rows("select from_code, to_code, weight from industry_link"), ElementsAre("270103|270101|3"));
  EXPECT_THAT(Rows("select file, line, column_name, found, reason from reject order by all"),
              ElementsAre("company.json|4|location|2010-02-11|not a stock exchange",
                          "company.json|5|code|60005|not a code of six digits",
                          "company_industry.json|3|industry_code|640401 金属制品|a code that industry.json lacks",
                          "industry_up.json|1|ups|其他/材料|an industry that industry.json does not name",
                          "industry_up.json|3|industry|其他建材|an industry that industry.json does not name"));
}

// The real files, against the data guide: 31, 134 and 346 industries; 4,430 rows of firms and industries, of which
// 4,327 join before codes without industry (168 rows, 8 codes) and firms named in two ways are rejected; 5,256 links.
TEST_F(ChainKnowledgeGraphTest, ReadsTheRealFiles) {
  const fs::path folder = fs::path(TENON_SHARED_DATA) / "chain-knowledge-graph";
  if (!fs::exists(folder)) GTEST_SKIP() << "no " << folder;
  const auto report = Load("chain-knowledge-graph", folder);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*) from classification where scheme = 'SW2021' group by length(rtrim(code, '0')) > 2, "
                   "code like '%00' order by 1"),
              ElementsAre("31", "134", "346"));
  EXPECT_THAT(Rows("select count(*), count(distinct code) from firm_industry"), ElementsAre("4262|327"));
  EXPECT_THAT(Rows("select count(*), count(distinct split_part(found, ' ', 1)) from reject where column_name = "
                   "'industry_code'"),
              ElementsAre("168|8"));
  EXPECT_THAT(Rows("select count(*), count(distinct to_code) from industry_link"), ElementsAre("5171|244"));
  EXPECT_THAT(Rows("select file, reason, count(*) from reject group by all order by all"),
              ElementsAre("company.json|conflicting values for one key|121", "company.json|not a stock exchange|1",
                          "company_industry.json|a code that industry.json lacks|168",
                          "industry_up.json|an industry that industry.json does not name|85"));
  EXPECT_THAT(Rows("select count(*) from firm_industry join firm using (firm)"), ElementsAre("4112"));
  EXPECT_THAT(Rows("select left(code, 4), count(*) from firm_industry where left(code, 4) in ('2701', '6307', '2405') "
                   "group by all order by all"),
              ElementsAre("2405|27", "2701|74", "6307|51"));
}

}  // namespace
}  // namespace tenon::sources
