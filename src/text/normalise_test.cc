#include "text/normalise.h"

#include <gtest/gtest.h>

namespace tenon::text {
namespace {

TEST(Normalise, FoldsWidthCaseAndTraditionalCharacters) {
  // NFKC_Casefold of UAX 15 and 31: full width, ligature, square unit, sharp s.
  EXPECT_EQ(Normalise("ＡＢＣ１２３"), "abc123");
  EXPECT_EQ(Normalise("eﬃcient ㎏ Straße"), "efficient kg strasse");
  EXPECT_EQ(Normalise("電極 機器學習 鎵"), "电极 机器学习 镓");
  EXPECT_EQ(Normalise(""), "");
  EXPECT_EQ(Normalise("H2O"), "h2o");
}

TEST(Normalise, IsIdempotent) {
  for (const char* text : {"ＡＢＣ 機器學習 Straße", "5 ㎏ ﬃ", "مرحبا بالعالم", "Ångström", "😀 emoji"}) {
    EXPECT_EQ(Normalise(Normalise(text)), Normalise(text)) << text;
  }
}

TEST(Normalise, BytesThatAreNoUtf8AreNoWord) {
  EXPECT_FALSE(IsUtf8("gallium \xff\xfe"));
  EXPECT_FALSE(IsUtf8("\xe4\xb8"));      // cut short
  EXPECT_FALSE(IsUtf8("\xed\xa0\x80"));  // a surrogate
  EXPECT_TRUE(IsUtf8("镓 gallium 😀"));
}

TEST(WithoutMarkup, TagsEntitiesAndFormulas) {
  EXPECT_EQ(WithoutMarkup("CO<sub>2</sub> storage"), "CO2 storage");
  EXPECT_EQ(WithoutMarkup("<p>one</p><p>two</p>"), " one  two ");
  EXPECT_EQ(WithoutMarkup("<jats:title>Abstract</jats:title>x"), " Abstract x");
  EXPECT_EQ(WithoutMarkup("<a href=\"x\">link</a>"), " link ");
  EXPECT_EQ(WithoutMarkup("R&amp;D &#x3b1;&#65; &copy"), "R&D αA &copy");
  EXPECT_EQ(WithoutMarkup("of $\\mathrm{CO}_2$ and $\\alpha$-rays"), "of CO2 and  alpha -rays");
}

TEST(WithoutMarkup, WhatOnlyLooksLikeMarkupStays) {
  for (const char* text :
       {"a < b > c", "p<0.05, q>3", "x <y and z> w", "costs $5 or $6", "AT&T; &#0; &#xD800; &;", "<", "$", "&", "<!"}) {
    EXPECT_EQ(WithoutMarkup(text), text);
  }
}

}  // namespace
}  // namespace tenon::text
