// docs/chains.md shows a chain, its drawing and two errors: all three are made here again.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "chain/chain.h"
#include "chain/show.h"

namespace tenon::chain {
namespace {

/// The fenced blocks of a page, in order.
std::vector<std::string> ReadBlocks(const std::string& file) {
  std::ifstream stream(file);
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

std::string Replace(std::string text, const std::string& piece, const std::string& by) {
  const auto at = text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  return text.replace(at, piece.size(), by);
}

TEST(ChainsPage, ShowsWhatTheProgramDoes) {
  const std::vector<std::string> blocks = ReadBlocks(std::string(TENON_SOURCE_DIR) + "/docs/chains.md");
  ASSERT_EQ(blocks.size(), 3U);
  const std::string& example = blocks[0];
  const auto parsed = ParseChain(example, "magnets.yaml", {});
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(ToTree(parsed->chain, Language::kEnglish), blocks[1]);

  const std::string wrong = Replace(Replace(example, "stage: part\n", "stage: parts\n"), "to: motors", "to: motor");
  const auto refused = ParseChain(wrong, "magnets.yaml", {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message + "\n", blocks[2]);
}

TEST(ChainsPage, NamesEveryKindOfCode) {
  std::ifstream stream(std::string(TENON_SOURCE_DIR) + "/docs/chains.md");
  std::ostringstream page;
  page << stream.rdbuf();
  for (const SchemeKey& key : SchemeKeys()) {
    EXPECT_NE(page.str().find("| `" + std::string(key.key) + "` |"), std::string::npos) << key.key;
    EXPECT_NE(page.str().find("`" + std::string(key.example) + "`"), std::string::npos) << key.example;
  }
}

}  // namespace
}  // namespace tenon::chain
