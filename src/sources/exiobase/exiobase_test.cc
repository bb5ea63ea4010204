#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"
#include "store/zip_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kFlows =
    "region\t\tAT\tWA\nsector\t\tPaddy rice\tPaddy rice\nregion\tsector\t\t\nAT\tPaddy rice\t1.25\t0\n"
    "WA\tPaddy rice\t0.5\t2\n";
constexpr const char* kFinal =
    "region\t\tAT\tWA\ncategory\t\tFinal consumption expenditure by households\tChanges in inventories\n"
    "AT\tPaddy rice\t3\t-0.25\nWA\tPaddy rice\t0\t1e-3\n";
constexpr const char* kOutput = "region\tsector\tindout\nAT\tPaddy rice\t4.0\nWA\tPaddy rice\t2.501\n";

class ExiobaseTest : public LoadTest {
 protected:
  std::filesystem::path Zip(std::string_view output) const {
    return Write("IOT_2011_pxp.zip", store::Zipped({{.name = "IOT_2011_pxp/Z.txt", .content = kFlows},
                                                    {.name = "IOT_2011_pxp/Y.txt", .content = kFinal},
                                                    {.name = "IOT_2011_pxp/unit.txt", .content = "region\tsector\n"},
                                                    {.name = "IOT_2011_pxp/x.txt", .content = std::string(output)}}));
  }
};

TEST_F(ExiobaseTest, ReadsAnArchive) {
  const auto report = Load("exiobase", Zip(kOutput));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select name, year, part, row_economy, row_item, column_economy, column_item, value, unit "
                   "from io_cell order by all"),
              ElementsAre("EXIOBASE3-pxp|2011|final|AUT|Paddy rice|AUT|households|3|million EUR",
                          "EXIOBASE3-pxp|2011|final|AUT|Paddy rice|REST-ASIA|inventories|-0.25|million EUR",
                          "EXIOBASE3-pxp|2011|final|REST-ASIA|Paddy rice|REST-ASIA|inventories|0.001|million EUR",
                          "EXIOBASE3-pxp|2011|intermediate|AUT|Paddy rice|AUT|Paddy rice|1.25|million EUR",
                          "EXIOBASE3-pxp|2011|intermediate|REST-ASIA|Paddy rice|AUT|Paddy rice|0.5|million EUR",
                          "EXIOBASE3-pxp|2011|intermediate|REST-ASIA|Paddy rice|REST-ASIA|Paddy rice|2|million EUR",
                          "EXIOBASE3-pxp|2011|output|AUT|Paddy rice|AUT|output|4|million EUR",
                          "EXIOBASE3-pxp|2011|output|REST-ASIA|Paddy rice|REST-ASIA|output|2.501|million EUR"));
}

TEST_F(ExiobaseTest, HoldsTheFilesAgainstEachOther) {
  const auto report = Load("exiobase", Zip("region\tsector\tindout\nAT\tPaddy rice\t4.0\nWA\tPaddy rice\t3.75\n"));
  ASSERT_FALSE(report);
  EXPECT_THAT(Describe(report.error()), HasSubstr("1 of 2 industries miss intermediate + final = output"));
  EXPECT_THAT(Describe(report.error()), HasSubstr("REST-ASIA Paddy rice: the sum is 2.501, output 3.75"));
}

TEST_F(ExiobaseTest, AFileIsMissing) {
  std::filesystem::create_directory(folder() / "IOT_2011_pxp");
  Write("IOT_2011_pxp/Z.txt", kFlows);
  const auto report = Load("exiobase", folder() / "IOT_2011_pxp");
  ASSERT_FALSE(report);
  EXPECT_THAT(Describe(report.error()), HasSubstr("exiobase also needs Y.txt"));
}

}  // namespace
}  // namespace tenon::sources
