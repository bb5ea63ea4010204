#include <algorithm>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

const char* const kMetals = R"(chain: metals
title: {en: Metals, zh: 金属}
segments:
  - {id: ore, name: {en: Ore, zh: 矿石}, stage: material, usgs_mcs: [gallium], eccn: [3C001]}
  - {id: tin, name: {en: Tin, zh: 锡}, stage: material, usgs_mcs: [tin]}
links:
  - {from: ore, to: tin, kind: input}
)";

std::string Production(double china, double russia) {
  return "select * from (values ('usgs', 'USGS-MCS', 'gallium', 'CHN', 2023, " + std::to_string(china) +
         ", 't'), ('usgs', 'USGS-MCS', 'gallium', 'RUS', 2023, " + std::to_string(russia) +
         ", 't'), ('usgs', 'USGS-MCS', 'gallium', 'DEU', 2023, 30.0, 't'), ('usgs', 'USGS-MCS', 'tin', 'CHN', 2023, "
         "1.0, "
         "'t'), ('usgs', 'USGS-MCS', 'tin', 'IDN', 2023, 1.0, 't')) t(source, classification, item, economy, year, "
         "quantity, unit)";
}

class Watch : public QuestionFixture {
 protected:
  /// The fixture's snapshot is the newer one; number 7 is the older.
  Result<Answer> Since(const std::string& before_production, std::vector<std::pair<std::string, std::string>> given) {
    given.insert(given.end(), {{"chain", ChainFile(kMetals)}, {"economy", "DEU"}});
    const Analysis* analysis = FindAnalysis("watch");
    auto arguments = CheckArguments(analysis->spec.parameters, given);
    if (!arguments) return std::unexpected(arguments.error());
    const auto open = [&](std::int64_t number) -> Result<store::Snapshot> {
      if (number != 7) return Fail(ErrorKind::kInvalidArgument, "there is no snapshot");
      TENON_ASSIGN(store::Snapshot older, store::Snapshot::OpenBuiltIn());
      std::swap(*snapshot_, older);
      Fill("production", before_production);
      std::swap(*snapshot_, older);
      return older;
    };
    return analysis->run({analysis->spec, *arguments, *snapshot_, {}, open});
  }
};

TEST_F(Watch, AFlagThatFlippedComesWithTheRowsThatDidIt) {
  Fill("production", Production(900, 10));
  Fill("control_entry",
       "select 'us-ccl' as source, 'US-CCL' as list, 'USA' as jurisdiction, '3C001' as entry, 'materials' as heading, "
       "'NS' as reasons, 'CHN' as applies_to, '' as text");
  const auto answer = Since(Production(30, 30), {{"before", "7"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  std::vector<std::string> changes;
  for (const auto& row : answer->Find("changes")->rows) {
    EXPECT_EQ(TextOr(row[0]), "ore");
    changes.push_back(TextOr(row[1]));
  }
  EXPECT_NE(std::ranges::find(changes, "choked"), changes.end());
  EXPECT_NE(std::ranges::find(changes, "flag set"), changes.end());
  // China 30 -> 900 and Russia 30 -> 10; Germany and tin stayed as they were.
  const Table& rows = *answer->Find("rows");
  ASSERT_EQ(rows.rows.size(), 2U);
  EXPECT_EQ(TextOr(rows.At(0, "economy")), "CHN");
  EXPECT_EQ(RealOr(rows.At(0, "before"), -1), 30);
  EXPECT_EQ(RealOr(rows.At(0, "after"), -1), 900);
  EXPECT_EQ(TextOr(rows.At(1, "economy")), "RUS");
  EXPECT_EQ(TextOr(rows.At(0, "unit")), "t");
  ASSERT_EQ(answer->Find("controls")->rows.size(), 1U);
  EXPECT_EQ(TextOr(answer->Find("controls")->At(0, "change")), "came");
}

TEST_F(Watch, TheOtherWayTheFlagIsCleared) {
  Fill("production", Production(30, 30));
  const auto answer = Since(Production(900, 10), {{"before", "7"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  std::vector<std::string> changes;
  for (const auto& row : answer->Find("changes")->rows) changes.push_back(TextOr(row[1]));
  EXPECT_NE(std::ranges::find(changes, "no longer choked"), changes.end());
  EXPECT_NE(std::ranges::find(changes, "flag cleared"), changes.end());
}

TEST_F(Watch, WhatLostItsDataIsNotCalledCured) {
  const std::string own_tin = " union all select 'usgs', 'USGS-MCS', 'tin', 'DEU', 2023, 1.0, 't'";
  Fill("production", "select * from (" + Production(900, 10) + ") where item = 'tin'" + own_tin);
  const auto answer = Since(Production(900, 10) + own_tin, {{"before", "7"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& changes = *answer->Find("changes");
  ASSERT_FALSE(changes.rows.empty());
  for (const auto& row : changes.rows) {
    EXPECT_EQ(TextOr(row[0]), "ore");
    EXPECT_EQ(TextOr(row[1]), "no data any more");
  }
}

TEST_F(Watch, TheSameDataChangeNothing) {
  Fill("production", Production(900, 10));
  const auto answer = Since(Production(900, 10), {{"before", "7"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_TRUE(answer->Find("changes")->rows.empty());
  EXPECT_TRUE(answer->Find("rows")->rows.empty());
  EXPECT_NE(TextOr(answer->Find("sentences")->rows[0][2]).find("nothing changed"), std::string::npos);
}

TEST_F(Watch, NamesTheSnapshotThatHoldsNoAnswer) {
  Fill("production", Production(900, 10));
  const auto answer = Since(
      "select * from (values ('usgs', 'USGS-MCS', 'gallium', 'CHN', 2023, 1.0, 't')) t(source, "
      "classification, item, economy, year, quantity, unit) where false",
      {{"before", "7"}});
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().message.find("snapshot 0: "), std::string::npos) << answer.error().message;
  EXPECT_EQ(Since(Production(1, 1), {{"before", "8"}}).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(Since(Production(1, 1), {{"before", "7"}, {"after", "7"}}).error().kind, ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace tenon::analyses
