#include "text/dictionary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenon::text {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Dictionary Small() {
  Dictionary dictionary;
  dictionary.Add("锂", "lithium", 0);
  dictionary.Add("离子", "ion", 0);
  dictionary.Add("锂离子", "lithium ion", 0);
  dictionary.Add("電池", "battery; (electric) cell", 0);  // traditional
  dictionary.Add("子电", "sub-electric", 0);
  dictionary.Add("储存", "to store; storage", 0);
  dictionary.Add("热", "heat", 3);
  dictionary.Add("热", "hot", 1);
  return dictionary;
}

TEST(Dictionary, CutsIntoTheFewestPieces) {
  const auto result = Small().FromChinese("锂离子电池");
  ASSERT_EQ(result.size(), 2U);
  EXPECT_EQ(result[0].source, "锂离子");
  EXPECT_THAT(result[0].terms, ElementsAre(Pair("lithium", DoubleEq(0.5)), Pair("ion", DoubleEq(0.5))));
  EXPECT_EQ(result[1].source, "电池");
  EXPECT_THAT(result[1].terms, ElementsAre(Pair("batteri", DoubleEq(0.5)), Pair("cell", DoubleEq(0.5))));
}

TEST(Dictionary, SharesOfOneEntryAddUpToOne) {
  // Both meanings have the stem "store"/"storag"; "to" is dropped.
  const auto stored = Small().FromChinese("储存");
  EXPECT_THAT(stored[0].terms, ElementsAre(Pair("store", DoubleEq(0.5)), Pair("storag", DoubleEq(0.5))));
  const auto warm = Small().FromChinese("热");
  EXPECT_THAT(warm[0].terms, ElementsAre(Pair("heat", DoubleEq(0.75)), Pair("hot", DoubleEq(0.25))));
}

TEST(Dictionary, EnglishIsFoundByItsStems) {
  const auto result = Small().FromEnglish("Batteries of lithium ions");
  ASSERT_EQ(result.size(), 2U);
  EXPECT_EQ(result[0].source, "batteries");
  EXPECT_THAT(result[0].terms, ElementsAre(Pair("电池", DoubleEq(1))));
  EXPECT_EQ(result[1].source, "lithium ions");
  EXPECT_THAT(result[1].terms, ElementsAre(Pair("锂离", DoubleEq(0.5)), Pair("离子", DoubleEq(0.5))));
}

TEST(Dictionary, WhatItDoesNotKnowIsLeftOut) {
  EXPECT_THAT(Small().FromChinese("未知 unknown 😀"), IsEmpty());
  EXPECT_THAT(Small().FromEnglish("unknown 未知"), IsEmpty());
  EXPECT_THAT(Small().FromChinese(""), IsEmpty());
  const auto among = Small().FromChinese("未知的锂");
  ASSERT_EQ(among.size(), 1U);
  EXPECT_EQ(among[0].source, "锂");
}

TEST(Dictionary, DefinitionsAndMixedEntriesAreNoTerms) {
  Dictionary dictionary;
  dictionary.Add("甲", "the first of the ten heavenly stems used in old calendars", 0);
  dictionary.Add("T恤", "T-shirt", 0);
  dictionary.Add("乙", "", 0);
  EXPECT_EQ(dictionary.size(), 0U);
}

}  // namespace
}  // namespace tenon::text
