#include "text/term_table.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/random.h"

namespace tenon::text {
namespace {

TEST(TermTable, NumbersNamesInTheOrderInWhichTheyCome) {
  TermTable table;
  std::map<std::string, Term> by_hand;
  Random random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::string name = "t" + std::to_string(random.Below(9000)) + std::string(random.Below(3), 'x');
    const auto [place, is_new] = by_hand.emplace(name, static_cast<Term>(by_hand.size()));
    ASSERT_EQ(table.NumberOf(name), place->second);
  }
  ASSERT_EQ(table.size(), by_hand.size());
  for (const auto& [name, number] : by_hand) {
    EXPECT_EQ(table.view().Find(name), number);
    EXPECT_EQ(table.view().NameOf(number), name);
  }
  EXPECT_FALSE(table.view().Find("never came"));
  EXPECT_FALSE(table.view().Find(""));
  EXPECT_TRUE(IsSound(table.view()));
  TermNames damaged = table.view();
  damaged.slots = damaged.slots.first(damaged.slots.size() / 2);
  EXPECT_FALSE(IsSound(damaged));
}

TEST(TermTable, HashIsPartOfTheFormat) {
  EXPECT_EQ(TermHash(""), 0U);
  // rotl((1 ^ 0x61) * 0x9E3779B97F4A7C15, 31), folded.
  const std::uint64_t product = 0x60 * 0x9E3779B97F4A7C15U;
  const std::uint64_t turned = (product << 31) | (product >> 33);
  EXPECT_EQ(TermHash("a"), turned ^ (turned >> 32));
}

}  // namespace
}  // namespace tenon::text
