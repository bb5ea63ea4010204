#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "chain/chain.h"

namespace tenon::chain {
namespace {

using testing::HasSubstr;

constexpr std::string_view kGood = R"(chain: gallium
title: {en: Gallium, zh: 镓}
note: {en: Two steps., zh: 两步。}
codes: {hs: HS2017, isic: ISIC4}
segments:
  - id: refining
    name: {en: Gallium refining, zh: 镓精炼}
    stage: material
    hs: ["811292", 0101]
    ipc: [C22B 58/00]
    keywords: {en: [gallium extraction], zh: [镓提取, 镓提纯]}
    note: {en: By-product of alumina., zh: 氧化铝的副产品。}
  - id: wafers
    name: {en: Wafers, zh: 晶圆}
    stage: part
links:
  - {from: refining, to: wafers, kind: input}
)";

/// Knows HS2017 811292 and 0101, all of IPC, and no other list.
CodeAnswer Lookup(std::string_view scheme, std::string_view code) {
  using enum CodeAnswer::State;
  if (scheme == "IPC") return {kKnown, {}};
  if (scheme != "HS2017") return {kNoList, {}};
  if (code == "811292" || code == "0101") return {kKnown, {}};
  return {kUnknown, {"811292"}};
}

/// The good file with one piece replaced.
std::string With(std::string_view piece, std::string_view by) {
  std::string text(kGood);
  const auto at = text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  return text.replace(at, piece.size(), by);
}

std::string ErrorOf(std::string_view text, ErrorKind kind = ErrorKind::kSchemaMismatch) {
  const auto parsed = ParseChain(text, "f.yaml", Lookup);
  if (parsed) return "";
  EXPECT_EQ(parsed.error().kind, kind) << parsed.error().message;
  return parsed.error().message;
}
std::string Meaning(std::string_view text) { return ErrorOf(text, ErrorKind::kInvalidArgument); }

TEST(ParseChain, ReadsEverything) {
  const auto parsed = ParseChain(kGood, "f.yaml", Lookup);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_TRUE(parsed->notes.empty());
  const Chain& chain = parsed->chain;
  EXPECT_EQ(chain.id, "gallium");
  EXPECT_EQ(chain.title.zh, "镓");
  EXPECT_EQ(chain.note.en, "Two steps.");
  EXPECT_EQ(chain.file, "f.yaml");
  EXPECT_EQ(chain.revisions.at("hs"), "HS2017");
  ASSERT_EQ(chain.segments.size(), 2U);
  const Segment& refining = chain.segments[0];
  EXPECT_EQ(refining.id, "refining");
  EXPECT_EQ(refining.name.en, "Gallium refining");
  EXPECT_EQ(refining.stage, Stage::kMaterial);
  EXPECT_EQ(refining.position, (Position{6, 5}));
  ASSERT_EQ(refining.codes.size(), 3U);
  EXPECT_EQ(refining.codes[0].scheme, "HS2017");
  EXPECT_EQ(refining.codes[1].code, "0101");  // leading zero lives without quotes too
  EXPECT_EQ(refining.codes[1].position, (Position{9, 20}));
  EXPECT_EQ(refining.codes[2].scheme, "IPC");
  EXPECT_EQ(refining.codes[2].code, "C22B 58/00");
  EXPECT_EQ(refining.keywords_zh, (std::vector<std::string>{"镓提取", "镓提纯"}));
  EXPECT_EQ(refining.note.zh, "氧化铝的副产品。");
  ASSERT_EQ(chain.links.size(), 1U);
  EXPECT_EQ(chain.links[0].from, 0U);
  EXPECT_EQ(chain.links[0].to, 1U);
  EXPECT_EQ(chain.links[0].kind, LinkKind::kInput);
  EXPECT_EQ(chain.links[0].position.line, 17);
}

TEST(ParseChain, WrongKeys) {
  EXPECT_EQ(
      ErrorOf(With("title:", "titel:")),
      "f.yaml:1:1: key 'title' is missing in the chain file\n"
      "f.yaml:2:1: unknown key 'titel' in the chain file; allowed: chain, title, note, codes, segments, links; did "
      "you mean title?");
  EXPECT_THAT(ErrorOf(With("    ipc:", "    ipcs:")),
              testing::AllOf(HasSubstr("f.yaml:10:5: unknown key 'ipcs' in a segment; allowed: id, name, stage, "),
                             HasSubstr("did you mean ipc?")));
  EXPECT_THAT(ErrorOf(With(", kind: input", ", kind: input, weight: 1")),
              HasSubstr("f.yaml:17:47: unknown key 'weight'"));
  EXPECT_THAT(ErrorOf(With("{hs: HS2017", "{hs: HS2017, hts: X")),
              HasSubstr("f.yaml:4:21: unknown key 'hts' in codes"));
  EXPECT_THAT(ErrorOf(With("{en: Wafers", "{fr: Plaques, en: Wafers")),
              HasSubstr("f.yaml:14:12: unknown key 'fr' in name"));
  EXPECT_THAT(ErrorOf(With("chain: gallium", "[a]: gallium")),
              HasSubstr("f.yaml:1:1: a key of the chain file is a list"));
}

TEST(ParseChain, DuplicateKeys) {
  EXPECT_EQ(ErrorOf(With("    stage: part", "    stage: part\n    stage: product")),
            "f.yaml:16:5: key 'stage' stands twice in a segment; keep one");
  EXPECT_THAT(ErrorOf(With("codes:", "chain: x\ncodes:")), HasSubstr("f.yaml:4:1: key 'chain' stands twice"));
}

TEST(ParseChain, MissingKeys) {
  EXPECT_EQ(ErrorOf(With("    stage: part\n", "")), "f.yaml:13:5: key 'stage' is missing in a segment");
  EXPECT_EQ(ErrorOf(With(", zh: 晶圆", "")), "f.yaml:14:11: key 'zh' is missing in name");
  EXPECT_EQ(ErrorOf(With("en: Wafers, ", "")), "f.yaml:14:11: key 'en' is missing in name");
  EXPECT_EQ(ErrorOf(With(", zh: 两步。", "")), "f.yaml:3:7: key 'zh' is missing in note");
  EXPECT_EQ(ErrorOf(With("{from: refining, ", "{")), "f.yaml:17:5: key 'from' is missing in a link");
  EXPECT_EQ(ErrorOf(With(", kind: input", "")), "f.yaml:17:5: key 'kind' is missing in a link");
  EXPECT_THAT(ErrorOf("chain: x\ntitle: {en: a, zh: b}\n"), HasSubstr("key 'segments' is missing"));
}

TEST(ParseChain, WrongTypes) {
  EXPECT_EQ(ErrorOf(With("[\"811292\", 0101]", "\"811292\"")),
            "f.yaml:9:9: hs is a text; it must be a list, as in [a, b]");
  EXPECT_EQ(ErrorOf(With("0101", "{a: b}")), "f.yaml:9:20: a code of hs is a map; it must be a text");
  EXPECT_EQ(ErrorOf(With("[\"811292\", 0101]", "[\"811292\", , 0101]")),
            "f.yaml:9:20: a code of hs is nothing; it must be a text");
  EXPECT_EQ(ErrorOf(With("stage: part", "stage: [part]")), "f.yaml:15:12: stage is a list; it must be a text");
  EXPECT_EQ(ErrorOf(With("{en: Wafers, zh: 晶圆}", "Wafers")),
            "f.yaml:14:11: name is a text; it must be a map with the keys en, zh");
  EXPECT_EQ(ErrorOf(With("zh: 晶圆", "zh: ''")), "f.yaml:14:28: name.zh is blank; it must be a text");
  EXPECT_EQ(ErrorOf(With("[镓提取, 镓提纯]", "镓提取")),
            "f.yaml:11:46: keywords.zh is a text; it must be a list, as in [a, b]");
  EXPECT_EQ(ErrorOf(With("0101", "\"01\\n01\"")), "f.yaml:9:20: a code of hs has a line break; it must be one line");
  EXPECT_THAT(ErrorOf("- a\n- b\n"),
              HasSubstr("f.yaml:1:1: the chain file is a list; it must be a map with the keys chain"));
  EXPECT_THAT(ErrorOf("chain: x\ntitle: {en: a, zh: b}\nsegments: []\n"),
              HasSubstr("f.yaml:3:11: segments is an empty list; a chain has at least one segment"));
  EXPECT_THAT(ErrorOf("chain: x\ntitle: {en: a, zh: b}\nsegments: [a]\n"),
              HasSubstr("f.yaml:3:12: a segment is a text; it must be a map with the keys id, name"));
}

TEST(ParseChain, Ids) {
  EXPECT_EQ(ErrorOf(With("id: wafers", "id: Wafers_1")),
            "f.yaml:13:9: id 'Wafers_1' has other characters than a-z, 0-9 and -; write e.g. gallium-refining");
  EXPECT_THAT(Meaning(With("id: wafers", "id: refining")),
              HasSubstr("f.yaml:13:9: id 'refining' stands twice; the first is in line 6\n"));
}

TEST(ParseChain, StagesAndKinds) {
  EXPECT_EQ(
      ErrorOf(With("stage: part", "stage: parts")),
      "f.yaml:15:12: unknown stage 'parts'; allowed: material, part, equipment, software, system, product, service; "
      "did you mean part?");
  EXPECT_EQ(ErrorOf(With("kind: input", "kind: needs")), "f.yaml:17:40: unknown kind 'needs'; allowed: input, variant");
}

TEST(ParseChain, Codes) {
  EXPECT_EQ(Meaning(With("\"811292\"", "\"811299\"")),
            "f.yaml:9:10: unknown HS2017 code '811299'; a code looks like 811292; nearest: 811292");
  EXPECT_EQ(Meaning(With("0101", "'811292'")),
            "f.yaml:9:20: hs code '811292' stands twice in segment 'refining'; keep one");
  EXPECT_EQ(
      Meaning(With("hs: HS2017", "hs: HS2018")),
      "f.yaml:4:13: unknown revision 'HS2018' of hs; allowed: HS1992, HS1996, HS2002, HS2007, HS2012, HS2017, HS2022; "
      "did you mean HS2012, HS2017 or HS2002?");
  EXPECT_EQ(ErrorOf(With("hs: HS2017, ", "")),
            "f.yaml:9:9: hs codes are used but their revision is not named; write at the top e.g. codes: {hs: HS2022}; "
            "allowed: HS1992, HS1996, HS2002, HS2007, HS2012, HS2017, HS2022");
  EXPECT_EQ(Meaning(With("镓提纯", "镓提取")), "f.yaml:11:52: '镓提取' stands twice in keywords.zh; keep one");
}

TEST(ParseChain, NotesWhatItCouldNotCheck) {
  const auto parsed = ParseChain(
      With("    stage: part", "    stage: part\n    eto_input: [N20, N21]\n    isic: ['2610']"), "f.yaml", Lookup);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->notes, (std::vector<std::string>{"eto_input: 2 codes not checked: no list of ETO-INPUT is loaded",
                                                     "isic: 1 code not checked: no list of ISIC4 is loaded"}));
  const auto alone = ParseChain(With("links:\n  - {from: refining, to: wafers, kind: input}\n", ""), "f.yaml", Lookup);
  ASSERT_TRUE(alone) << alone.error().message;
  EXPECT_EQ(alone->notes, (std::vector<std::string>{"f.yaml:6:5: segment 'refining' is not linked to any other",
                                                    "f.yaml:13:5: segment 'wafers' is not linked to any other"}));
}

TEST(ParseChain, Links) {
  EXPECT_EQ(Meaning(With("to: wafers", "to: wafer")),
            "f.yaml:17:26: to names the segment 'wafer', which does not exist; did you mean wafers?");
  EXPECT_EQ(Meaning(With("to: wafers", "to: refining")), "f.yaml:17:5: a link from 'refining' to itself; delete it");
  EXPECT_EQ(Meaning(std::string(kGood) + "  - {from: refining, to: wafers, kind: variant}\n"),
            "f.yaml:18:5: a second link from 'refining' to 'wafers'; the first is in line 17");
  EXPECT_EQ(Meaning(std::string(kGood) + "  - {from: wafers, to: refining, kind: input}\n"),
            "f.yaml:17:5: a cycle of inputs: refining -> wafers -> refining; delete one of these links");
  EXPECT_EQ(Meaning(std::string(kGood) + "  - {from: wafers, to: refining, kind: variant}\n"),
            "f.yaml:17:5: a cycle of inputs and variants: refining -> wafers -> refining; delete one of these links");
}

TEST(ParseChain, ABrokenIdDoesNotMakeItsLinksErrors) {
  EXPECT_EQ(ErrorOf(With("id: wafers", "id: Wafers!")),
            "f.yaml:13:9: id 'Wafers!' has other characters than a-z, 0-9 and -; write e.g. gallium-refining");
}

TEST(ParseChain, ListsAllErrorsByPosition) {
  std::string text = With("stage: part", "stage: parts");
  text.replace(text.find("811292"), 6, "811299");
  text.replace(text.find("to: wafers"), 10, "to: wafxrs");
  const std::string message = ErrorOf(text);
  EXPECT_EQ(std::ranges::count(message, '\n'), 2);
  const auto code = message.find("f.yaml:9:10:"), stage = message.find("f.yaml:15:12:"),
             link = message.find("f.yaml:17:");
  ASSERT_NE(link, std::string::npos);
  EXPECT_LT(code, stage);
  EXPECT_LT(stage, link);
}

TEST(ParseChain, StopsAtTwentyErrorsAndLooksNothingUpAfter) {
  std::string text = "chain: x\ntitle: {en: a, zh: b}\ncodes: {hs: HS2017}\nsegments:\n";
  for (int i = 0; i < 1000; ++i) {
    text += "  - {id: s" + std::to_string(i) + ", name: {en: a, zh: b}, stage: part, hs: ['1', '2', '3']}\n";
  }
  int looked_up = 0;
  const auto parsed = ParseChain(text, "f.yaml", [&](std::string_view, std::string_view) {
    ++looked_up;
    return CodeAnswer{CodeAnswer::State::kUnknown, {}};
  });
  ASSERT_FALSE(parsed);
  EXPECT_EQ(looked_up, 20);
  EXPECT_EQ(std::ranges::count(parsed.error().message, '\n'), 20);
  EXPECT_THAT(parsed.error().message, testing::EndsWith("f.yaml: more errors may follow; these are the first 20"));
}

TEST(ParseChain, CutsLongTextInMessages) {
  std::string name;
  for (int i = 0; i < 100000; ++i) name += "镓";
  const std::string message = ErrorOf(With("stage: part", "stage: " + name));
  EXPECT_LT(message.size(), 400U);
  EXPECT_THAT(message, HasSubstr("镓...'; allowed"));
}

TEST(ParseChain, TooManySegments) {
  std::string text = "chain: x\ntitle: {en: a, zh: b}\nsegments:\n";
  for (std::size_t i = 0; i <= kMaxSegments; ++i) text += "- {}\n";
  EXPECT_EQ(ErrorOf(text), "f.yaml:5004:3: 5001 segments; a chain may have 5000");
}

TEST(SchemeKeys, HaveDefaultsButForGoodsAndIndustries) {
  std::set<std::string_view> without;
  for (const SchemeKey& key : SchemeKeys()) {
    if (key.default_scheme.empty()) {
      without.insert(key.key);
    } else {
      EXPECT_NE(std::ranges::find(key.schemes, key.default_scheme), key.schemes.end()) << key.key;
    }
  }
  EXPECT_EQ(without, (std::set<std::string_view>{"hs", "isic", "sitc"}));
}

TEST(ReadChainFile, SaysWhyItCannot) {
  const auto none = ReadChainFile("/nowhere/x.yaml", Lookup);
  ASSERT_FALSE(none);
  EXPECT_THAT(Describe(none.error()), HasSubstr("/nowhere/x.yaml"));
  EXPECT_THAT(Describe(none.error()), HasSubstr("chips"));
  EXPECT_FALSE(ReadChainFile("/", Lookup));
  EXPECT_FALSE(ReadChainFile("/dev/zero", Lookup));
}

TEST(ReadChainFile, ShippedChainsGoByTheirName) {
  const auto named = ReadChainText("chips");
  ASSERT_TRUE(named) << Describe(named.error());
  EXPECT_EQ(*named, ReadChainText(TENON_SOURCE_DIR "/chains/chips.yaml").value());
}

}  // namespace
}  // namespace tenon::chain
