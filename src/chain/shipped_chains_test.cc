// The chains that ship, held against the code lists that ship.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "chain/chain.h"

namespace tenon::chain {
namespace {

const std::filesystem::path kSource = TENON_SOURCE_DIR;

std::set<std::string> ReadCodeList(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::set<std::string> codes;
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) codes.insert(line.substr(0, line.find('\t')));
  return codes;
}

CodeAnswer LookUp(std::string_view scheme, std::string_view code) {
  static std::map<std::string, std::set<std::string>> lists;
  const auto [found, fresh] = lists.try_emplace(std::string(scheme));
  const auto file = kSource / "data/built-in/classification" / (std::string(scheme) + ".tsv");
  if (fresh && std::filesystem::exists(file)) found->second = ReadCodeList(file);
  if (found->second.empty()) return {CodeAnswer::State::kNoList, {}};
  return {found->second.contains(std::string(code)) ? CodeAnswer::State::kKnown : CodeAnswer::State::kUnknown, {}};
}

ParsedChain Read(const std::string& name) {
  auto parsed = ReadChainFile((kSource / "chains" / name).string(), LookUp);
  EXPECT_TRUE(parsed) << parsed.error().message;
  return std::move(parsed).value_or(ParsedChain{});
}

std::vector<std::string> CodesOf(const Segment& segment, std::string_view scheme) {
  std::vector<std::string> codes;
  for (const SegmentCode& code : segment.codes) {
    if (code.scheme == scheme) codes.push_back(code.code);
  }
  return codes;
}

class ShippedChain : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(All, ShippedChain,
                         testing::Values("critical-minerals.yaml", "chips.yaml", "medicines.yaml", "oil-and-co2.yaml"));

TEST_P(ShippedChain, IsKnownToTheLists) {
  const ParsedChain parsed = Read(GetParam());
  EXPECT_GE(parsed.chain.segments.size(), 32U);
  // ETO's inputs may not ship (CC BY-NC), so their list cannot either; applications are known once the Orange Book is
  // loaded; everything else is checked.
  for (const std::string& note : parsed.notes) {
    EXPECT_TRUE(note.starts_with("eto_input: ") || note.starts_with("fda_application: ")) << note;
  }
}

TEST_P(ShippedChain, CanBeSearchedInBothLanguages) {
  for (const Segment& segment : Read(GetParam()).chain.segments) {
    EXPECT_FALSE(segment.keywords_en.empty()) << segment.id;
    EXPECT_FALSE(segment.keywords_zh.empty()) << segment.id;
  }
}

TEST_P(ShippedChain, AVariantHasAnAlternative) {
  const ParsedChain parsed = Read(GetParam());
  std::vector<int> ways(parsed.chain.segments.size());
  for (const Link& link : parsed.chain.links) ways[link.to] += link.kind == LinkKind::kVariant ? 1 : 0;
  for (std::size_t i = 0; i < ways.size(); ++i) EXPECT_NE(ways[i], 1) << parsed.chain.segments[i].id;
}

/// WIPO's concordance: IPC symbol without blanks -> field of the longest pattern it begins with.
std::string FieldOf(const std::map<std::string, std::string>& patterns, std::string symbol) {
  std::erase(symbol, ' ');
  for (; !symbol.empty(); symbol.pop_back()) {
    if (const auto found = patterns.find(symbol); found != patterns.end()) return found->second;
  }
  return {};
}

TEST_P(ShippedChain, AWipoFieldIsTheFieldOfOneOfItsPatentClasses) {
  const std::filesystem::path file = std::filesystem::path(TENON_SHARED_DATA) / "wipo-ipc-fields/ipc_technology.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no wipo-ipc-fields here";
  std::map<std::string, std::string> patterns;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    // Field_number,Sector_en,..,Field_en,..,IPC_code,..; quoted where a comma is inside.
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (cells.size() < 8) continue;
    std::string slug;
    for (const char c : cells[4]) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
        slug += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      } else if (!slug.empty() && slug.back() != '-') {
        slug += '-';
      }
    }
    std::erase_if(cells[7], [](char c) { return c == ' ' || c == '%'; });
    patterns[cells[7]] = slug;
  }
  ASSERT_EQ(patterns.at("H01L"), "semiconductors");
  for (const Segment& segment : Read(GetParam()).chain.segments) {
    std::set<std::string> fields;
    for (const std::string& symbol : CodesOf(segment, "IPC")) fields.insert(FieldOf(patterns, symbol));
    for (const std::string& field : CodesOf(segment, "WIPO-FIELD")) EXPECT_TRUE(fields.contains(field)) << segment.id;
  }
}

TEST(CriticalMinerals, TwentyMineralsAndMoreFromTheMineToAUse) {
  const ParsedChain parsed = Read("critical-minerals.yaml");
  const Chain& chain = parsed.chain;
  std::vector<std::vector<std::size_t>> next(chain.segments.size());
  for (const Link& link : chain.links) next[link.from].push_back(link.to);
  int mines = 0;
  for (std::size_t i = 0; i < chain.segments.size(); ++i) {
    if (!chain.segments[i].id.ends_with("-mining")) continue;
    ++mines;
    std::set<std::size_t> reached = {i};
    std::vector<std::size_t> open = {i};
    while (!open.empty()) {
      const std::size_t here = open.back();
      open.pop_back();
      for (const std::size_t there : next[here]) {
        if (reached.insert(there).second) open.push_back(there);
      }
    }
    EXPECT_TRUE(std::ranges::any_of(reached, [&](std::size_t s) {
      return next[s].empty() && chain.segments[s].stage != Stage::kMaterial;
    })) << chain.segments[i].id;
  }
  EXPECT_GE(mines, 24);
}

TEST(CriticalMinerals, EachProductionFigureStandsAtOneStage) {
  std::map<std::string, std::string> places;
  for (const Segment& segment : Read("critical-minerals.yaml").chain.segments) {
    for (const std::string& code : CodesOf(segment, "USGS-MCS")) {
      EXPECT_TRUE(places.emplace(code, segment.id).second) << code << " at " << segment.id << " and " << places[code];
    }
  }
  EXPECT_EQ(places["gallium"], "gallium-refining");      // USGS: primary production
  EXPECT_EQ(places["germanium"], "germanium-refining");  // refinery production
  EXPECT_EQ(places["cobalt"], "cobalt-mining");          // mine production
  EXPECT_EQ(places["copper-mine"], "copper-mining");
  EXPECT_EQ(places["copper-refinery"], "copper-refining");
}

}  // namespace
}  // namespace tenon::chain
