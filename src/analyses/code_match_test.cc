#include "analyses/code_match.h"

#include <gtest/gtest.h>

#include <map>

namespace tenon::analyses {
namespace {

/// A few codes with their parents, as the official lists have them.
std::string Parent(std::string_view scheme, std::string_view code) {
  static const std::map<std::pair<std::string, std::string>, std::string> kParents = {
      {{"ISIC4", "26"}, "C"},         {{"ISIC4", "261"}, "26"},
      {{"ISIC4", "2610"}, "261"},     {{"BTIGE", "C261"}, "C26"},
      {{"BTIGE", "C26"}, "C"},        {{"HS2017", "8112"}, "81"},
      {{"HS2017", "811292"}, "8112"}, {{"WIPO-FIELD", "optics"}, "instruments"}};
  const auto found = kParents.find({std::string(scheme), std::string(code)});
  return found == kParents.end() ? "" : found->second;
}

chain::Chain ChainOf(std::vector<std::vector<chain::SegmentCode>> segments) {
  chain::Chain chain;
  for (auto& codes : segments) {
    chain::Segment segment;
    segment.id = "s" + std::to_string(chain.segments.size());
    segment.codes = std::move(codes);
    chain.segments.push_back(std::move(segment));
  }
  return chain;
}

DataCode Code(std::string scheme, std::string code, std::string source = "x") {
  return {0, std::move(source), std::move(scheme), std::move(code), 1, 2020, 2020};
}

/// "segment:code:relation" of every match.
std::string Matches(const chain::Chain& chain, const std::vector<DataCode>& data,
                    const std::vector<Correspondence>& concordance = {}) {
  std::string text;
  for (const auto& match : MatchCodes(chain, data, concordance, &Parent).matches) {
    text += std::to_string(match.segment) + ":" + data[match.data_code].code + ":" +
            std::string(ToString(match.relation)) + " ";
  }
  return text;
}

TEST(StepsBelow, DigitsNestByPrefixAndLettersByTheList) {
  EXPECT_EQ(StepsBelow("HS2017", "811292", "8112", &Parent), 2);
  EXPECT_EQ(StepsBelow("HS2017", "8112", "8112", &Parent), 0);
  EXPECT_FALSE(StepsBelow("HS2017", "8112", "811292", &Parent));
  EXPECT_EQ(StepsBelow("ISIC4", "2610", "C26", &Parent), 2);
  EXPECT_EQ(StepsBelow("ISIC4", "2610", "C", &Parent), 3);
  EXPECT_EQ(StepsBelow("BTIGE", "C261", "C", &Parent), 2);
  EXPECT_FALSE(StepsBelow("BTIGE", "C27", "C2", &Parent));  // no prefix rule there
}

TEST(StepsBelow, ARestAndARangeAreRead) {
  EXPECT_TRUE(StepsBelow("ISIC4", "3020", "30X", &Parent));
  EXPECT_TRUE(StepsBelow("ISIC4", "6201", "62-63", &Parent));
  EXPECT_FALSE(StepsBelow("ISIC4", "6401", "62-63", &Parent));
}

TEST(MatchCodes, TheSameCodeBeatsItsPartsAndWhatIsWider) {
  const auto chain = ChainOf({{{"HS2017", "8112", {}}}});
  EXPECT_EQ(Matches(chain, {Code("HS2017", "8112"), Code("HS2017", "811292"), Code("HS2017", "81")}), "0:8112:exact ");
  EXPECT_EQ(Matches(chain, {Code("HS2017", "811291"), Code("HS2017", "811292"), Code("HS2017", "010121")}),
            "0:811291:exact 0:811292:exact ");
}

TEST(MatchCodes, AWiderCodeIsAGroupAndTheTopOfTheSchemeIsNoEvidence) {
  const auto chain = ChainOf({{{"ISIC4", "2610", {}}}});
  EXPECT_EQ(Matches(chain, {Code("ISIC4", "26"), Code("ISIC4", "C")}), "0:26:group ");
  EXPECT_EQ(Matches(chain, {Code("ISIC4", "C")}), "");
  EXPECT_EQ(Matches(ChainOf({{{"HS2017", "811292", {}}}}), {Code("HS2017", "81")}), "");
}

TEST(MatchCodes, SharedRowsAreAGroup) {
  const auto chain = ChainOf({{{"WIPO-FIELD", "optics", {}}}, {{"WIPO-FIELD", "optics", {}}}});
  EXPECT_EQ(Matches(chain, {Code("WIPO-FIELD", "optics")}), "0:optics:group 1:optics:group ");
}

TEST(MatchCodes, AConcordanceGivesAGroupUnlessHsEditionsAgreeOneToOne) {
  const auto isic = ChainOf({{{"ISIC4", "2610", {}}}});
  EXPECT_EQ(Matches(isic, {Code("BTIGE", "C261")}, {{"ISIC4", "2610", "BTIGE", "C261", 1}}), "0:C261:group ");
  const auto hs = ChainOf({{{"HS2017", "811292", {}}}});
  EXPECT_EQ(Matches(hs, {Code("HS1992", "811291")}, {{"HS2017", "811292", "HS1992", "811291", 1}}), "0:811291:exact ");
  EXPECT_EQ(Matches(hs, {Code("HS1992", "811291")}, {{"HS2017", "811292", "HS1992", "811291", 2}}), "0:811291:group ");
}

TEST(MatchCodes, AnotherEditionOfHsWithoutConcordanceIsNamedAndNeverCompared) {
  const auto chain = ChainOf({{{"HS2017", "811292", {}}}});
  const std::vector<DataCode> data = {Code("HS1992", "811292")};
  const auto found = MatchCodes(chain, data, {}, &Parent);
  EXPECT_TRUE(found.matches.empty());
  ASSERT_EQ(found.missing.size(), 1U);
  EXPECT_EQ(found.missing[0].from_scheme, "HS2017");
  EXPECT_EQ(found.missing[0].to_scheme, "HS1992");
  EXPECT_EQ(found.missing[0].segments, 1U);
}

TEST(MatchCodes, NestedCodesDoNotCountTwice) {
  const auto chain = ChainOf({{{"BTIGE", "C26", {}}, {"BTIGE", "C261", {}}}});
  EXPECT_EQ(Matches(chain, {Code("BTIGE", "C26"), Code("BTIGE", "C261")}), "0:C26:exact ");
}

TEST(MatchCodes, AnInputIsAlsoMatchedByTheSegmentsOwnId) {
  const auto chain = ChainOf({{}, {{"ETO-INPUT", "N20", {}}}});
  EXPECT_EQ(Matches(chain, {Code("ETO-INPUT", "s0"), Code("ETO-INPUT", "N20")}), "0:s0:exact 1:N20:exact ");
}

TEST(MatchCodes, EachSourceAnswersForItself) {
  const auto chain = ChainOf({{{"HS2017", "811292", {}}}});
  EXPECT_EQ(Matches(chain, {Code("HS2017", "811292", "a"), Code("HS2017", "8112", "b")}),
            "0:811292:exact 0:8112:group ");
}

}  // namespace
}  // namespace tenon::analyses
