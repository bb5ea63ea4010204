#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using IpcTest = LoadTest;

TEST_F(IpcTest, TitlesParentsAndFields) {
  const auto report = Load("ipc", fs::path(TENON_SOURCE_DIR) / "src/sources/ipc/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select code, parent, title_en from classification where source = 'ipc' order by code"),
              ElementsAre("A||NECESSITIES", "A01|A|FARMING; FORESTRY", "A01B|A01|WORKING THE SOIL",
                          "A01B 1/00|A01B|Tools for hands", "A01B 1/06|A01B 1/00|Tools for hands: Hoes",
                          "A01B 1/22|A01B 1/00|Tools for hands: Joining of \"blades\" to handles: exchangeable",
                          "H||ELECTRICAL", "H01B|H01|CABLES; WIRES", "H01B 1/00|H01B|Conductors",
                          "H01B 1/02|H01B 1/00|of \"pure\" metal", "H01B 13/00|H01B|Making of cables",
                          "H01B 13/004|H01B 13/00|by winding", "H01B 13/008|H01B 13/00|by drawing"));
  EXPECT_THAT(
      Rows("select from_scheme, from_code, to_scheme, to_code, weight from concordance where source = 'ipc' "
           "order by all"),
      ElementsAre("IPC|A61K 6/00|WIPO-FIELD|pharmaceuticals|1",
                  "IPC|B81B|WIPO-FIELD|micro-structural-and-nano-technology|1", "IPC|H01L|WIPO-FIELD|semiconductors|1",
                  "IPC|H04N 101/00|WIPO-FIELD|it-methods-for-management|1"));
  EXPECT_THAT(Rows("select file, line, found, reason from reject order by all"),
              ElementsAre("EN_ipc_section_H_title_list_20260101.txt|7|H01B13|not a symbol of the classification",
                          "ipc_groups_en.tsv|4|A01B1|not a symbol of the classification",
                          "ipc_technology.csv|5|Time travel|not a field of technology of WIPO",
                          "ipc_technology.csv|6|G06Q|not a pattern such as H01L% or A61K   6/%",
                          "ipc_upper_levels_en.tsv|3|Z9|not a symbol of the classification"));
}

// Counts of the data guide. The codes are those of the built-in list, which was made of the same tables.
TEST_F(IpcTest, ReadsTheWholeScheme) {
  const fs::path data = fs::path(TENON_SHARED_DATA) / "patent-paper-links";
  if (!fs::exists(data)) GTEST_SKIP() << data;
  const auto report = Load("ipc", data);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select length(code) < 5, count(*), count(title_en) from classification where source = 'ipc' "
                   "group by all order by all"),
              ElementsAre("false|78378|78378", "true|791|791"));
  EXPECT_THAT(Rows("select count(*) from classification t join classification b on b.scheme = t.scheme and "
                   "b.code = t.code and b.parent is not distinct from t.parent "
                   "where t.source = 'ipc' and b.source = 'built-in'"),
              ElementsAre("79169"));
}

// 764 patterns, 35 fields; of the 171,265 symbols of patent-paper-links 99.94 % get a field (the data guide).
TEST_F(IpcTest, FieldsOfTechnologyOfRealPatents) {
  const fs::path data = TENON_SHARED_DATA, fields = data / "wipo-ipc-fields", links = data / "patent-paper-links";
  if (!fs::exists(fields) || !fs::exists(links)) GTEST_SKIP() << fields << " or " << links;
  const auto report = Load("ipc", fields / "ipc_technology.csv");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select count(*), count(distinct to_code) from concordance where source = 'ipc'"),
              ElementsAre("764|35"));
  const auto patents = Load("patent-papers", links / "data_Cyanobacteria_ipc.tsv.gz");
  ASSERT_TRUE(patents) << Describe(patents.error());
  EXPECT_THAT(Rows("select count(*), printf('%.4f', count(*) filter (left(code, 4) in (select from_code from "
                   "concordance where source = 'ipc') or regexp_replace(code, '/.*', '/00') in (select from_code from "
                   "concordance where source = 'ipc')) / count(*)) from patent_class"),
              ElementsAre("171265|0.9994"));
}

}  // namespace
}  // namespace tenon::sources
