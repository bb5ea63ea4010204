#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::filesystem::path kFixture = std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/cepii_baci/fixture";
const std::filesystem::path kSlice = std::filesystem::path(TENON_SHARED_DATA) / "baci-slice";

class CepiiBaciTest : public LoadTest {};

TEST_F(CepiiBaciTest, ReadsTheFixture) {
  const auto report = Load("cepii-baci", kFixture);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(report->notes, SizeIs(0));
  EXPECT_THAT(Rows("select * exclude (source) from trade order by all"),
              ElementsAre("HS1992|2021|AFG|AUS|710399|11581|", "HS1992|2021|AFG|AZE|081310|1624|0.5",
                          "HS1992|2021|NAM|AGO|260300|12500|", "HS1992|2021|ZAF|CUW|260200|7250|0.5",
                          "HS1992|2021|ZAF|GBR|261000|1326499|5099.233", "HS1992|2021|ZAF|GBR|711011|372531586|10.202",
                          "HS1992|2021|ZAF|GBR|711031|1551840820|2.446", "HS1992|2021|ZAF|JPN|261000|4770265|19628.719",
                          "HS1992|2021|ZAF|JPN|282530|17305846|985.682",
                          "HS1992|2021|ZAF|KOR|260200|123026743|722303.605", "HS1992|2021|ZAF|TWN|282530|299153|20.042",
                          "HS1992|2021|ZAF|TWN|711011|4257727|0.119", "HS1992|2021|ZAF||260200|3000|1"));
  EXPECT_THAT(
      Rows("select line, column_name, found, reason from reject order by line"),
      ElementsAre("12|k|999998|not a code of its revision", "13|t|20x1|not a year", "14|v|a lot|not a number",
                  "15|v|-1|trade cannot be negative", HasSubstr("16|importer|6|not an economy"), "19|v||no value"));
}

TEST_F(CepiiBaciTest, NumbersOfCountriesNeedNoFile) {
  ASSERT_TRUE(Load("cepii-baci", Write("BACI_HS17_Y2020.csv",
                                       "t,i,j,k,v,q\n2020,490,251,854231,1,NA\n"
                                       "2020,842,699,010121,2,3\n2020,711,58,260200,1,1\n")));
  EXPECT_THAT(Rows("select exporter, importer, product, value_usd from trade order by all"),
              ElementsAre("SACU|BLX|260200|1000", "TWN|FRA|854231|1000", "USA|IND|010121|2000"));
}

TEST_F(CepiiBaciTest, NewerCountryFiles) {
  Write("country_codes_V202401b.csv",
        "country_code,country_name,country_iso2,country_iso3\n490,\"Other Asia, nes\",TW,S19\n251,Curaçao,CW,CUW\n");
  ASSERT_TRUE(Write("BACI_HS17_Y2020.csv", "t,i,j,k,v,q\n2020,490,251,854231,1,NA\n").has_filename());
  const auto report = Load("cepii-baci", folder());
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select exporter, importer from trade"), ElementsAre("TWN|CUW"));
}

TEST_F(CepiiBaciTest, TheRevisionMustBeKnown) {
  const auto report = Load("cepii-baci", Write("flows.csv", "t,i,j,k,v,q\n2020,4,8,854231,1,1\n"));
  ASSERT_FALSE(report);
  EXPECT_THAT(Describe(report.error()), AllOf(HasSubstr("--hs"), HasSubstr("of 1 product codes are known: HS1992 0")));
  ASSERT_TRUE(Load("cepii-baci", folder() / "flows.csv", {{"hs", "HS2017"}}));
}

// The list of HS1996 is not built in.
TEST_F(CepiiBaciTest, WithoutAListNothingIsCheckedAndTheLoadSaysSo) {
  Write("BACI_HS96_Y2000.csv", "t,i,j,k,v,q\n2000,4,8,123456,1,1\n2000,4,8,12345,1,1\n");
  const auto unchecked = Load("cepii-baci", folder());
  ASSERT_TRUE(unchecked) << Describe(unchecked.error());
  EXPECT_THAT(unchecked->notes, ElementsAre(HasSubstr("codes were not checked")));
  EXPECT_THAT(Rows("select product from trade"), ElementsAre("123456"));
  EXPECT_THAT(Rows("select found, reason from reject"), ElementsAre("12345|not a code of its revision"));
}

TEST_F(CepiiBaciTest, TheProvidersListServes) {
  Write("BACI_HS96_Y2000.csv", "t,i,j,k,v,q\n2000,4,8,123456,1,1\n2000,4,8,123457,1,1\n");
  Write("product_codes_HS96_V202401.csv", "code,description\n123456,\"Things, other\"\n");
  const auto checked = Load("cepii-baci", folder());
  ASSERT_TRUE(checked) << Describe(checked.error());
  EXPECT_THAT(checked->notes, SizeIs(0));
  EXPECT_THAT(Rows("select found, reason from reject"), ElementsAre("123457|not a code of its revision"));
  EXPECT_THAT(Rows("select scheme, code, title_en from classification where source = 'cepii-baci'"),
              ElementsAre("HS1996|123456|Things, other"));
}

// The real file: HS1992 under the name hs17, 4,442 rows without their leading zero; figures of the data guide.
TEST_F(CepiiBaciTest, ARevisionThatIsNotTheFilesIsRefused) {
  if (!std::filesystem::exists(kSlice)) GTEST_SKIP() << kSlice << " is absent";
  for (const Options& options : {Options{}, Options{{"hs", "HS2017"}}}) {
    const auto report = Load("cepii-baci", kSlice, options);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ErrorKind::kInvalidArgument);
    EXPECT_THAT(report.error().message,
                AllOf(HasSubstr("HS2017 3906"), HasSubstr("4442 rows have five digits"), HasSubstr("say --hs HS1992")));
  }
}

TEST_F(CepiiBaciTest, LostZerosAreNotPutBackUnasked) {
  const auto report = Load("cepii-baci", Write("BACI_HS17.csv", "t,i,j,k,v,q\n2020,4,8,10121,1,1\n"));
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("1 rows lost the leading zero"));
}

TEST_F(CepiiBaciTest, ReadsTheRealFile) {
  if (!std::filesystem::exists(kSlice)) GTEST_SKIP() << kSlice << " is absent";
  const auto report = Load("cepii-baci", kSlice, {{"hs", "HS1992"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 71192);
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(report->notes, ElementsAre(HasSubstr("the name says HS2017; read as HS1992"),
                                         HasSubstr("4442 rows of 311 codes had lost the leading zero")));
  EXPECT_THAT(Rows("select count(*) from trade where quantity_t is null"), ElementsAre("2306"));
  EXPECT_THAT(Rows("select exporter, printf('%.0f', sum(value_usd)) from trade group by all order by all"),
              ElementsAre("AFG|678189124", "ZAF|68691799014"));
  EXPECT_THAT(
      Rows("with share as (select product, importer, value_usd / sum(value_usd) over (partition by product) as share "
           "  from trade where exporter = 'ZAF' and product in ('260200', '261000', '711011', '711031', '282530')) "
           "select product, printf('%.3f', sum(share * share)), arg_max(importer, share), printf('%.3f', max(share)) "
           "from share group by product order by product"),
      ElementsAre("260200|0.168|KOR|0.259", HasSubstr("261000|0.177|"), "282530|0.818|JPN|0.902",
                  "711011|0.385|GBR|0.573", HasSubstr("711031|0.397|")));
}

}  // namespace
}  // namespace tenon::sources
