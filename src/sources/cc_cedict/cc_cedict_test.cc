#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using CcCedictTest = LoadTest;

TEST_F(CcCedictTest, MeaningsOfEntries) {
  const auto report = Load("cc-cedict", fs::path(TENON_SOURCE_DIR) / "src/sources/cc_cedict/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select zh, en, weight from term order by all"),
              ElementsAre("储存|storage|", "储存|to stockpile|", "储存|to store|", "电|electricity|", "电池|battery|",
                          "镓|gallium (chemistry)|"));
  EXPECT_THAT(Rows("select line, reason from reject"), ElementsAre("7|3 fields where 4 are expected"));
}

TEST_F(CcCedictTest, TheWholeDictionary) {
  const fs::path data = fs::path(TENON_SHARED_DATA) / "cc-cedict";
  if (!fs::exists(data)) GTEST_SKIP() << data;
  const auto report = Load("cc-cedict", data);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  // Counted in the file by a script: pairs of simplified form and meaning, without references.
  EXPECT_THAT(Rows("select count(*) from term"), ElementsAre("205165"));
  EXPECT_THAT(Rows("select en from term where zh = '镓'"), ElementsAre("gallium (chemistry)"));
}

}  // namespace
}  // namespace tenon::sources
