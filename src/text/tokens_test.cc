#include "text/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tenon::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Terms(const std::string& text) { return Analyzer().Terms(text); }

TEST(Tokens, PairsOfChineseCharactersAndEnglishStems) {
  EXPECT_THAT(Terms("镓提纯"), ElementsAre("镓提", "提纯"));
  EXPECT_THAT(Terms("镓"), ElementsAre("镓"));
  EXPECT_THAT(Terms("镓 提纯"), ElementsAre("镓", "提纯"));
  // Stems of the Snowball vocabulary for English (Porter 2).
  EXPECT_THAT(Terms("Generously generalizing skies"), ElementsAre("generous", "general", "sky"));
  EXPECT_THAT(Terms("基于CNN的图像识别2.0"), ElementsAre("基于", "cnn", "的图", "图像", "像识", "识别", "2.0"));
  EXPECT_THAT(Terms("機器學習"), ElementsAre("机器", "器学", "学习"));
}

TEST(Tokens, UnitsStandAlone) {
  EXPECT_THAT(Terms("10kg"), ElementsAre("10", "kg"));
  EXPECT_THAT(Terms("10 ㎏"), ElementsAre("10", "kg"));
  EXPECT_THAT(Terms("10毫米厚"), ElementsAre("10", "mm", "厚"));
  EXPECT_THAT(Terms("5g 3d co2"), ElementsAre("5", "g", "3d", "co2"));
  EXPECT_THAT(Terms("Newton's 1.5MPa."), ElementsAre("newton", "1.5", "mpa"));
}

TEST(Tokens, TextsWithoutWords) {
  EXPECT_THAT(Terms(""), IsEmpty());
  EXPECT_THAT(Terms("  \t\n -- ,.;"), IsEmpty());
  EXPECT_THAT(Terms("😀🚀👩‍🔬"), IsEmpty());
  EXPECT_THAT(Terms("\xff\xfe\xe4"), IsEmpty());
}

TEST(Tokens, MixedAndRightToLeftScripts) {
  EXPECT_THAT(Terms("مرحبا بالعالم"), ElementsAre("مرحبا", "بالعالم"));
  EXPECT_THAT(Terms("GaN器件 и галлий"), ElementsAre("gan", "器件", "и", "галлий"));
  EXPECT_THAT(Terms("na\xC3\xAFve"), ElementsAre("naïve"));  // no word of a to z: as it is
  EXPECT_THAT(Terms("😀gallium"), ElementsAre("gallium"));
}

TEST(Tokens, ALongTextOfOneWordIsThatWord) {
  std::string text;
  while (text.size() < (1U << 20)) text += "gallium ";
  const auto terms = Terms(text);
  EXPECT_EQ(terms.size(), (1U << 20) / 8);
  EXPECT_EQ(terms.back(), "gallium");
  // One word of a mebibyte is a word nobody else has.
  EXPECT_THAT(Terms(std::string(1U << 20, 'a')), testing::SizeIs(1));
}

TEST(Tokens, GramsMarkTheEndsOfAWord) {
  EXPECT_THAT(GramsOf("gas"), ElementsAre("#_gas", "#gas_"));
  EXPECT_THAT(GramsOf("ab"), ElementsAre("#_ab_"));
  EXPECT_THAT(GramsOf("a"), IsEmpty());
  EXPECT_THAT(GramsOf("提纯"), ElementsAre("提", "纯"));
  for (const char* none : {"镓", "co2", "镓a", "галлий"}) EXPECT_THAT(GramsOf(none), IsEmpty());
  EXPECT_THAT(Analyzer(Grams::kFour).Terms("gases 提纯"),
              ElementsAre("gase", "#_gas", "#gase", "#ases", "#ses_", "提纯", "提", "纯"));
}

TEST(Tokens, RunsOfChineseCharacters) {
  EXPECT_THAT(HanRuns("镓提纯 and 砷, x"), ElementsAre("镓提纯", "砷"));
  EXPECT_THAT(HanRuns("none"), IsEmpty());
}

TEST(WritingOf, TakesACharacterForThreeLetters) {
  EXPECT_EQ(WritingOf("GaN 功率器件的封装"), Writing::kHan);
  EXPECT_EQ(WritingOf("Packaging of GaN devices (封装)"), Writing::kLetters);
  EXPECT_EQ(WritingOf("锂abc"), Writing::kLetters);
  EXPECT_EQ(WritingOf("锂ab"), Writing::kHan);
  EXPECT_EQ(WritingOf("\xff 12"), Writing::kLetters);
}

}  // namespace
}  // namespace tenon::text
