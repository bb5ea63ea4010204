#include "store/classification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace tenon::store {
namespace {

using testing::Contains;

std::map<std::size_t, std::size_t> CountByLength(std::string_view scheme) {
  std::map<std::size_t, std::size_t> counts;
  for (const ClassCode& code : Classifications::BuiltIn().CodesOf(scheme)) ++counts[code.code.size()];
  return counts;
}

TEST(ClassificationTest, ListsAreWhole) {
  using Counts = std::map<std::size_t, std::size_t>;
  // Sections, divisions, groups and classes of the national standard GB/T 4754-2017.
  EXPECT_EQ(CountByLength("GBT4754-2017"), (Counts{{1, 20}, {3, 97}, {4, 473}, {5, 1381}}));
  // Chapters, headings and subheadings of the Harmonized System (with the chapter "commodities not specified").
  EXPECT_EQ(CountByLength("HS2022"), (Counts{{2, 97}, {4, 1229}, {6, 5613}}));
  EXPECT_EQ(CountByLength("HS2017").at(6), 5388u);
  EXPECT_EQ(CountByLength("HS2012").at(6), 5206u);
  EXPECT_EQ(CountByLength("HS2007").at(6), 5052u);
  EXPECT_EQ(CountByLength("ISIC4"), (Counts{{1, 21}, {2, 88}, {3, 238}, {4, 419}}));
  EXPECT_EQ(Classifications::BuiltIn().CodesOf("OPENALEX-TOPIC").size(), 4516u);
  EXPECT_EQ(Classifications::BuiltIn().CodesOf("OPENALEX-FIELD").size(), 26u);
  EXPECT_EQ(Classifications::BuiltIn().CodesOf("IPC").size(), 78378u + 791u);
}

TEST(ClassificationTest, EveryParentIsInItsList) {
  const Classifications& built_in = Classifications::BuiltIn();
  for (const std::string& scheme : built_in.Schemes()) {
    std::string_view before;
    for (const ClassCode& code : built_in.CodesOf(scheme)) {
      EXPECT_LT(before, code.code) << scheme;
      EXPECT_TRUE(code.parent.empty() || built_in.Contains(scheme, code.parent)) << scheme << " " << code.code;
      before = code.code;
    }
  }
}

TEST(ClassificationTest, FindsCodesAsText) {
  const Classifications& built_in = Classifications::BuiltIn();
  EXPECT_TRUE(built_in.Knows("HS2017"));
  EXPECT_FALSE(built_in.Knows("HS2018"));
  EXPECT_TRUE(built_in.Contains("HS2017", "811292"));
  EXPECT_TRUE(built_in.Contains("HS2022", "0101"));
  EXPECT_FALSE(built_in.Contains("HS2022", "101"));
  EXPECT_FALSE(built_in.Contains("HS2018", "811292"));
  EXPECT_TRUE(built_in.Contains("IPC", "C22B 58/00"));
  EXPECT_TRUE(built_in.Contains("IPC", "H01L"));
  EXPECT_EQ(built_in.Find("IPC", "H01L 21/02")->parent, "H01L 21/00");
  EXPECT_EQ(built_in.Find("ISIC4", "26")->parent, "C");
  EXPECT_EQ(built_in.Find("GBT4754-2017", "A0111")->Title(Language::kChinese), "稻谷种植");
  EXPECT_EQ(built_in.Find("GBT4754-2017", "A0111")->Title(Language::kEnglish), "稻谷种植");  // has no English title
  EXPECT_EQ(built_in.Find("OPENALEX-TOPIC", "T11881")->title_en, "Crystallization and Solubility Studies");
}

TEST(ClassificationTest, NearestAreSpelledAlikeOrStandBeside) {
  const Classifications& built_in = Classifications::BuiltIn();
  EXPECT_THAT(built_in.Nearest("HS2017", "81129"), Contains("811292"));
  EXPECT_EQ(built_in.Nearest("HS2022", "10121").front(), "010121");
  EXPECT_EQ(built_in.Nearest("HS2022", "8541420").front(), "854142");
  EXPECT_EQ(built_in.Nearest("IPC", "C22B58/00").front(), "C22B 58/00");
  EXPECT_EQ(built_in.Nearest("GBT4754-2017", "3972").front(), "C3972");
  EXPECT_THAT(built_in.Nearest("HS2018", "811292"), testing::IsEmpty());
  EXPECT_LE(built_in.Nearest("HS2017", std::string(100000, '9')).size(), 3u);
}

TEST(ClassificationTest, AddedCodesExtendAScheme) {
  Classifications lists;
  lists.Add({"HS2022", "850799", "8507", "Cells of a new kind", ""});
  lists.Add({"MY-LIST", "x1", "", "First", "第一"});
  lists.Add({"MY-LIST", "x1", "", "First, corrected", "第一"});
  EXPECT_EQ(lists.Find("HS2022", "850799")->title_en, "Cells of a new kind");
  EXPECT_TRUE(lists.Contains("HS2022", "811292"));
  EXPECT_EQ(lists.CodesOf("HS2022").size(), 97u + 1229 + 5613 + 1);
  EXPECT_EQ(lists.CodesOf("MY-LIST").size(), 1u);
  EXPECT_EQ(lists.Find("MY-LIST", "x1")->title_en, "First, corrected");
  EXPECT_THAT(lists.Schemes(), Contains("MY-LIST"));
  EXPECT_FALSE(Classifications::BuiltIn().Contains("HS2022", "850799"));
}

}  // namespace
}  // namespace tenon::store
