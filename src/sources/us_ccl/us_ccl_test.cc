#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"
#include "sources/us_ccl/control.h"
#include "sources/us_ccl/destination.h"
#include "sources/us_ccl/outline.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(OutlineTest, NotesThatCountAfreshAreNoParagraphs) {
  // As 3A090: notes with a, b, c stand between the paragraphs.
  const std::vector<ListedText> list = {{"item", "a", "A"},     {"item", "a.1", "A1"}, {"text", "", "Note"},
                                        {"item", "a", "note"},  {"item", "b", "note"}, {"item", "c", "note"},
                                        {"item", "b", "B"},     {"item", "b.1", "B1"}, {"note", "1", "N"},
                                        {"text", "", "b.2 B2"}, {"item", "c", "C"}};
  std::vector<std::string> read;
  for (const Paragraph& paragraph : ReadOutline(list)) read.push_back(paragraph.label + " " + paragraph.heading);
  EXPECT_THAT(read, ElementsAre("a A", "a.1 A1", "b B", "b.1 B1", "b.2 B2", "c C"));
  EXPECT_EQ(ReadOutline(list)[1].text, "A1 Note a note b note c note");
}

TEST(OutlineTest, Labels) {
  EXPECT_TRUE(IsParagraphLabel("a.4.b.1"));
  EXPECT_FALSE(IsParagraphLabel("e.g"));
  EXPECT_FALSE(IsParagraphLabel("1"));
  EXPECT_FALSE(IsParagraphLabel("a."));
  EXPECT_TRUE(IsWithin("a.4.b", "a.4"));
  EXPECT_FALSE(IsWithin("a.41", "a.4"));
}

// Texts of the list as of 2026-07-23.
TEST(ControlTest, NamedParagraphs) {
  EXPECT_THAT(NamedParagraphs("NS applies to 3B001.a.1 to a.3, b, e, f.2 to f.4, g to j", "3B001"),
              ElementsAre("a.1", "a.2", "a.3", "b", "e", "f.2", "f.3", "f.4", "g", "h", "i", "j"));
  EXPECT_THAT(NamedParagraphs("RS applies to 3A001.z.1.a, z.2.a, z.3.a, z.4.a", "3A001"),
              ElementsAre("z.1.a", "z.2.a", "z.3.a", "z.4.a"));
  EXPECT_THAT(NamedParagraphs("NS applies to 9A004 .g, .r, .u, and .w", "9A004"), ElementsAre("g", "r", "u", "w"));
  EXPECT_THAT(NamedParagraphs("RS applies to paragraph .i", "0A504"), ElementsAre("i"));
  EXPECT_THAT(NamedParagraphs("NP applies to 1A002.b.1 in the form of tubes", "1A002"), ElementsAre("b.1"));
  EXPECT_THAT(NamedParagraphs("RS applies to software for equipment controlled by 1A004.d", "1D003"), IsEmpty());
}

TEST(ControlTest, Covers) {
  const Control some{"NS applies to 3B001.a.1 to a.3, b", ""};
  EXPECT_TRUE(Covers(some, "3B001", "a.2"));
  EXPECT_TRUE(Covers(some, "3B001", "a"));  // something in it
  EXPECT_TRUE(Covers(some, "3B001", "b.4"));
  EXPECT_FALSE(Covers(some, "3B001", "a.4"));
  const Control all_but{"NS applies to entire entry, except 0A606.b and .y", ""};
  EXPECT_FALSE(Covers(all_but, "0A606", "y.1"));
  EXPECT_FALSE(Covers(all_but, "0A606", "b"));
  EXPECT_TRUE(Covers(all_but, "0A606", "a"));
  EXPECT_FALSE(Covers({"NS applies to entire entry, except .a.1", ""}, "9A012", "a.1"));
  EXPECT_TRUE(Covers({"AT applies to entire entry", ""}, "9A012", "a.1"));
  EXPECT_EQ(ReasonOf("NS applies to entire entry"), "NS");
  EXPECT_EQ(ReasonOf("Column 1"), "");
}

TEST(DestinationTest, Rules) {
  const CountryGroups groups = {{"A:1", {"DEU", "KOR"}}, {"A:5", {"DEU"}}, {"A:6", {"ISR"}}, {"D:1", {"CHN", "VNM"}},
                                {"D:4", {"ISR", "SAU"}}, {"D:5", {"CHN"}}, {"E:1", {"IRN"}}, {"E:2", {"CUB"}}};
  EXPECT_FALSE(LicenceRequired("NS Column 1.", groups)->contains("CAN"));
  EXPECT_TRUE(LicenceRequired("NS Column 1.", groups)->contains("KOR"));
  EXPECT_FALSE(LicenceRequired("NS Column 1.", groups)->contains("USA"));
  EXPECT_FALSE(LicenceRequired("RS Column 1.", groups)->contains("GBR"));
  EXPECT_TRUE(LicenceRequired("CB Column 1.", groups)->contains("GBR"));
  EXPECT_FALSE(LicenceRequired("NS Column 2", groups)->contains("KOR"));
  EXPECT_TRUE(LicenceRequired("NS Column 2", groups)->contains("TWN"));
  EXPECT_FALSE(LicenceRequired("RS Column 2", groups)->contains("JPN"));
  EXPECT_THAT(*LicenceRequired("AT Column 1", groups), ElementsAre("IRN"));
  EXPECT_THAT(
      *LicenceRequired("To or within Macau or a destination specified in Country Group D:5 of supplement no. 1 to "
                       "part 740 of the EAR. See § 742.4(a)(4) of the EAR.",
                       groups),
      ElementsAre("CHN", "MAC"));
  EXPECT_THAT(
      *LicenceRequired("To or within the United Arab Emirates or destinations specified in Country Groups D:1, D:4, "
                       "and D:5 of supplement no. 1 to part 740 of the EAR, excluding any destination also specified "
                       "in Country Groups A:5 or A:6. See § 742.6(a)(6)(iii)(B) of the EAR.",
                       groups),
      ElementsAre("ARE", "CHN", "SAU", "VNM"));
  EXPECT_THAT(*LicenceRequired("China, Russia, or Venezuela (see § 742.6(a)(7)).", groups),
              ElementsAre("CHN", "HKG", "RUS", "VEN"));
  EXPECT_TRUE(LicenceRequired("Worldwide control. See § 742.4(a)(5) and (b)(10) of the EAR.", groups)->contains("CAN"));
  EXPECT_FALSE(LicenceRequired("See § 746.1(b) for UN controls", groups));
  EXPECT_FALSE(LicenceRequired("CC Column 2.", groups));
  EXPECT_THAT(Embargoed(groups), ElementsAre("BLR", "CUB", "IRN", "RUS"));
}

class UsCclTest : public LoadTest {};

TEST_F(UsCclTest, ReadsTheFixture) {
  const auto report = Load("us-ccl", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/us_ccl/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(
      Rows("select entry, heading, reasons, "
           "case when length(applies_to) > 60 then 'many' else applies_to end from control_entry order by entry"),
      ElementsAre("3B001|Equipment, invented for the tests|NS, RS, AT|many", "3B001.a|Growing, as follows:|NS, AT|many",
                  "3B001.a.1|Layers;|NS, AT|many", "3B001.a.3|Crystals;|NS, AT|many", "3B001.b|Implanting:|NS, AT|many",
                  "3B001.b.1|Deep;|NS, AT|many", "3B001.c|Etching.|RS, AT|BLR CHN CUB HKG IRN MAC RUS",
                  "3B001.d|Rest.|UN|BLR CUB IRN RUS"));
  EXPECT_THAT(Rows("select file, found, reason from reject order by all"),
              ElementsAre("ccl.json|3A99|not an entry number such as 3B001",
                          "ccl.json|3B001.a.2|reserved: nothing is controlled here",
                          "country-groups.json|Atlantis|a country that is not in the economy table"));
}

TEST_F(UsCclTest, RefusesWhatIsNoList) {
  std::filesystem::create_directory(folder() / "list");
  Write("list/country-groups.json", R"({"groups": {}})");
  Write("list/ccl.json", R"({"entries": )");
  const auto broken = Load("us-ccl", folder() / "list");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::kCorruptInput);
  Write("list/ccl.json", R"({"entries": 7})");
  const auto other = Load("us-ccl", folder() / "list");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::kSchemaMismatch);
  Write("list/ccl.json", R"({"entries": [{"eccn": "3B001"}, {"eccn": "3B002", "countryChart": "NS Column 1"}]})");
  const auto chart = Load("us-ccl", folder() / "list");
  ASSERT_FALSE(chart);
  EXPECT_THAT(Describe(chart.error()), HasSubstr("ccl.json, entry 2: 'countryChart' is string; array is expected"));
  const auto twice = LoadPaths(Workspace(), *FindSource("us-ccl"),
                               {folder() / "list", std::filesystem::path(TENON_SOURCE_DIR) / "data/us-ccl"}, {},
                               store::OnOverlap::kFail, {});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().kind, ErrorKind::kInvalidArgument);
}

// The shipped list: 633 entries (the data guide). What 3B001 says of etching, lithography and implantation.
TEST_F(UsCclTest, ReadsTheShippedList) {
  const auto report = Load("us-ccl", std::filesystem::path(TENON_SOURCE_DIR) / "data/us-ccl");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*) from control_entry where entry not like '%.%'"), ElementsAre("633"));
  EXPECT_THAT(Rows("select distinct reason from reject"), ElementsAre("reserved: nothing is controlled here"));
  EXPECT_THAT(
      Rows("select entry, applies_to like '%CHN%', applies_to like '%TWN%', applies_to like '%KOR%' from control_entry "
           "where entry in ('3B001.b', '3B001.c.1.a', '3B001.d.1', '3B001.f.1', '3A090.b', '3A991') order by 1"),
      ElementsAre("3A090.b|true|false|false", "3A991|false|false|false", "3B001.b|true|true|false",
                  "3B001.c.1.a|true|true|true", "3B001.d.1|true|false|false", "3B001.f.1|true|false|false"));
  // 3A090 has three paragraphs; its notes count a to d twice more.
  EXPECT_THAT(Rows("select entry from control_entry where entry like '3A090.%' order by 1"),
              ElementsAre("3A090.a", "3A090.a.1", "3A090.a.2", "3A090.b", "3A090.b.1", "3A090.b.2", "3A090.c"));
  // The built-in code list is made from this list.
  EXPECT_THAT(Rows("select coalesce(entry, code) from control_entry full join "
                   "(select code, title_en from classification where scheme = 'ECCN') on entry = code "
                   "where entry is null or code is null or heading <> title_en"),
              IsEmpty());
}

}  // namespace
}  // namespace tenon::sources
