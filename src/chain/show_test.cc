#include "chain/show.h"

#include <gtest/gtest.h>

namespace tenon::chain {
namespace {

Chain Magnets() {
  const std::string text = R"(chain: magnets
title: {en: Magnets, zh: 磁体}
segments:
  - {id: mine, name: {en: Mining, zh: 采矿}, stage: material}
  - {id: alloy, name: {en: Alloy "N52" <b>, zh: 合金}, stage: part}
  - {id: recycled, name: {en: Recycled alloy, zh: 再生合金}, stage: part}
  - {id: end, name: {en: Magnet, zh: 磁体}, stage: product}
  - {id: motor, name: {en: Motor, zh: 电机}, stage: product}
links:
  - {from: mine, to: alloy, kind: input}
  - {from: alloy, to: end, kind: variant}
  - {from: recycled, to: end, kind: variant}
  - {from: alloy, to: motor, kind: input}
  - {from: recycled, to: motor, kind: variant}
)";
  return ParseChain(text, "f.yaml", {}).value().chain;
}

TEST(ToTree, FromProductsDownAndOnceEach) {
  EXPECT_EQ(ToTree(Magnets(), Language::kEnglish), R"(Magnets (magnets)

Magnet (end) [product]
├─ or Alloy "N52" <b> (alloy) [part]
│  └─ Mining (mine) [material]
└─ or Recycled alloy (recycled) [part]

Motor (motor) [product]
├─ Alloy "N52" <b> (alloy) [part], see above
└─ or Recycled alloy (recycled) [part]
)");
  EXPECT_NE(ToTree(Magnets(), Language::kChinese).find("└─ 或 再生合金 (recycled) [零部件]\n"), std::string::npos);
}

TEST(ToTree, BearsTheLongestChainAllowed) {
  Chain chain;
  chain.id = "long";
  for (std::size_t i = 0; i < kMaxSegments; ++i) {
    Segment segment;
    segment.id = "s" + std::to_string(i);
    chain.segments.push_back(segment);
    if (i > 0) chain.links.push_back({i - 1, i, LinkKind::kInput, {}});
  }
  EXPECT_NE(ToTree(chain, Language::kEnglish).find("(s0)"), std::string::npos);
}

TEST(ToDot, QuotesAndMarksVariants) {
  const std::string dot = ToDot(Magnets(), Language::kEnglish);
  EXPECT_NE(dot.find(R"(  "alloy" [label="Alloy \"N52\" <b>\npart"];)"), std::string::npos) << dot;
  EXPECT_NE(dot.find("  \"alloy\" -> \"end\" [style=dashed];\n"), std::string::npos);
  EXPECT_NE(dot.find("  \"mine\" -> \"alloy\";\n"), std::string::npos);
}

TEST(ToMermaid, EscapesLabelsAndNamesNodesItself) {
  const std::string text = ToMermaid(Magnets(), Language::kEnglish);
  EXPECT_NE(text.find("  s1[\"Alloy #quot;N52#quot; #lt;b#gt;<br/>part\"]\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  s0 --> s1\n"), std::string::npos);
  EXPECT_NE(text.find("  s1 -.-> s3\n"), std::string::npos);
  EXPECT_NE(ToMermaid(Magnets(), Language::kChinese).find("磁体<br/>产品"), std::string::npos);
}

}  // namespace
}  // namespace tenon::chain
