#include <algorithm>
#include <set>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

// Ore (no codes shared) -> metal; two uses that rest on the same trade group.
const char* const kMetals = R"(chain: metals
title: {en: Metals, zh: 金属}
codes: {hs: HS2017}
segments:
  - id: ore
    name: {en: Ore, zh: 矿石}
    stage: material
    usgs_mcs: [gallium]
    eccn: [3C001]
    openalex_topic: [T10491]
  - id: metal
    name: {en: Metal, zh: 金属}
    stage: material
    btige: [C27]
  - id: use-one
    name: {en: Use one, zh: 用途一}
    stage: product
    btige: [C26]
  - id: use-two
    name: {en: Use two, zh: 用途二}
    stage: product
    btige: [C26]
  - id: silent
    name: {en: Silent, zh: 无数据}
    stage: product
links:
  - {from: ore, to: metal, kind: input}
  - {from: metal, to: use-one, kind: input}
  - {from: metal, to: use-two, kind: input}
)";

const std::string kProduction =
    "select * from (values ('usgs', 'USGS-MCS', 'gallium', 'CHN', 2022, 97.0, 't'), ('usgs', 'USGS-MCS', 'gallium', "
    "'CHN', "
    "2023, 98.0, 't'), ('usgs', 'USGS-MCS', 'gallium', 'RUS', 2023, 1.0, 't'), ('usgs', 'USGS-MCS', 'gallium', null, "
    "2023, "
    "1.0, 't')) t(source, classification, item, economy, year, quantity, unit)";
const std::string kTradeRows =
    "('btige', 'BTIGE', 2023, 'CHN', 'KOR', 'C27', 80.0, null::double), ('btige', 'BTIGE', 2023, 'DEU', 'KOR', 'C27', "
    "20.0, "
    "null), ('btige', 'BTIGE', 2023, 'KOR', 'DEU', 'C27', 5.0, null), ('btige', 'BTIGE', 2023, 'CHN', 'DEU', 'C27', "
    "95.0, "
    "null), ('btige', 'BTIGE', 2023, 'JPN', 'KOR', 'C26', 10.0, null), ('btige', 'BTIGE', 2023, 'TWN', 'KOR', 'C26', "
    "10.0, "
    "null), ('btige', 'BTIGE', 2023, 'KOR', 'DEU', 'C26', 40.0, null), ('btige', 'BTIGE', 2023, 'KOR', 'DEU', '_T', "
    "60.0, "
    "null), ('btige', 'BTIGE', 2023, 'CHN', 'DEU', '_T', 200.0, null)";
std::string Trade(const std::string& order = "1") {
  return "select * from (values " + kTradeRows +
         ") t(source, classification, year, exporter, importer, product, value_usd, quantity_t) order by " + order;
}
const std::string kControls =
    "select * from (values ('us-ccl', 'US-CCL', 'USA', '3C001', 'materials', 'NS', 'CHN RUS', '')) "
    "t(source, list, jurisdiction, entry, heading, reasons, applies_to, text)";

class Scan : public QuestionFixture {
 protected:
  void FillAll() {
    Fill("production", kProduction);
    Fill("trade", Trade());
  }
  Result<Answer> Of(const std::string& economy, std::vector<std::pair<std::string, std::string>> more = {}) {
    more.insert(more.end(), {{"chain", ChainFile(kMetals)}, {"economy", economy}});
    return Ask("scan", more);
  }
  static double Real(const Answer& answer, const std::string& segment, const std::string& column) {
    return RealOr(Cell(*answer.Find("segments"), segment, column), -1);
  }
  static std::string Text(const Answer& answer, const std::string& segment, const std::string& column) {
    return TextOr(Cell(*answer.Find("segments"), segment, column));
  }
};

TEST_F(Scan, HasOneRowForEachSegmentAndTheTablesInOrder) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(answer->tables[0].name, "segments");
  EXPECT_EQ(answer->tables[0].rows.size(), 5U);
  const auto& specs = FindAnalysis("scan")->spec.tables;
  ASSERT_EQ(answer->tables.size(), specs.size());
  for (std::size_t t = 0; t < specs.size(); ++t) {
    EXPECT_EQ(answer->tables[t].name, specs[t].name);
    for (const auto& row : answer->tables[t].rows) ASSERT_EQ(row.size(), specs[t].columns.size()) << specs[t].name;
  }
}

TEST_F(Scan, SupplySaysWhereItComesFrom) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer);
  EXPECT_EQ(Text(*answer, "ore", "supply_from"), "production");
  EXPECT_EQ(Text(*answer, "metal", "supply_from"), "imports");
  EXPECT_EQ(Text(*answer, "silent", "supply_from"), "no data");
  EXPECT_EQ(Text(*answer, "ore", "state"), "data");
  EXPECT_EQ(Text(*answer, "silent", "state"), "no data");
  // Closed form: 0.8^2 + 0.2^2; (98/99)^2 + (1/99)^2 over the named producers.
  EXPECT_NEAR(Real(*answer, "metal", "hhi"), 0.68, 1e-12);
  EXPECT_NEAR(Real(*answer, "ore", "hhi"), (98.0 * 98 + 1) / (99 * 99), 1e-12);
  EXPECT_EQ(Text(*answer, "metal", "top_supplier"), "CHN");
}

TEST_F(Scan, MissingIsNotZero) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer);
  for (const char* column : {"rank", "shortage", "denial", "scarcity", "incapacity", "hhi", "choked"}) {
    EXPECT_TRUE(IsMissing(Cell(*answer->Find("segments"), "silent", column))) << column;
  }
  // No control list is loaded: denial is missing, not zero.
  EXPECT_TRUE(IsMissing(Cell(*answer->Find("segments"), "ore", "denial")));
}

TEST_F(Scan, AnEconomyThatIsNoImporterHasNoDataOnImports) {
  FillAll();
  const auto answer = Of("CHN");
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(Text(*answer, "metal", "supply_from"), "no data");
  EXPECT_TRUE(IsMissing(Cell(*answer->Find("segments"), "metal", "scarcity")));
  EXPECT_TRUE(IsMissing(Cell(*answer->Find("segments"), "metal", "top_share")));
}

TEST_F(Scan, WhatAnEconomyMakesItselfIsNoSupplier) {
  FillAll();
  const auto china = Of("CHN");
  const auto korea = Of("KOR");
  ASSERT_TRUE(china && korea);
  EXPECT_EQ(Text(*china, "ore", "top_supplier"), "RUS");
  EXPECT_NEAR(Real(*china, "ore", "top_share"), 1.0 / 99, 1e-12);
  EXPECT_LT(Real(*china, "ore", "scarcity"), 0.1);
  EXPECT_GT(Real(*korea, "ore", "scarcity"), 0.9);
  EXPECT_FALSE(BooleanOr(Cell(*china->Find("segments"), "ore", "choked"), true));
  EXPECT_TRUE(BooleanOr(Cell(*korea->Find("segments"), "ore", "choked"), false));
}

TEST_F(Scan, SegmentsOnTheSameRowsShareValueAndRank) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer);
  EXPECT_NE(Text(*answer, "use-one", "group"), "");
  EXPECT_EQ(Text(*answer, "use-one", "group"), Text(*answer, "use-two", "group"));
  EXPECT_EQ(Text(*answer, "use-one", "state"), "group");
  for (const char* column : {"shortage", "rank", "rank_low", "rank_high", "first_ten_probability"}) {
    EXPECT_EQ(Cell(*answer->Find("segments"), "use-one", column), Cell(*answer->Find("segments"), "use-two", column));
  }
}

TEST_F(Scan, ControlsThatApplyAreDenialAndOthersAreZero) {
  FillAll();
  Fill("control_entry", kControls);
  const auto korea = Of("KOR");
  ASSERT_TRUE(korea) << Describe(korea.error());
  EXPECT_EQ(Real(*korea, "ore", "denial"), 0);
  ASSERT_EQ(korea->Find("controls")->rows.size(), 1U);
  EXPECT_FALSE(BooleanOr(korea->Find("controls")->rows[0][5], true));
  // It applies to China, but the United States are not among the producers: how much it withholds is not known.
  const auto china = Of("CHN");
  ASSERT_TRUE(china);
  EXPECT_TRUE(BooleanOr(china->Find("controls")->rows[0][5], false));
}

TEST_F(Scan, TheSameQuestionGivesTheSameAnswerInAnyOrderOfRows) {
  FillAll();
  const auto first = Of("KOR");
  Fill("trade", Trade("exporter desc, product desc"));
  const auto second = Of("KOR");
  ASSERT_TRUE(first && second);
  for (std::size_t t = 0; t < first->tables.size(); ++t) EXPECT_EQ(first->tables[t].rows, second->tables[t].rows);
}

TEST_F(Scan, TwoSourcesOfOneQuestionMustBeChosenFrom) {
  Fill("production", kProduction + " union all select 'other', 'USGS-MCS', 'gallium', 'KOR', 2023, 5.0, 't'");
  const auto open = Of("KOR");
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_NE(open.error().message.find("other, usgs"), std::string::npos) << open.error().message;
  const auto chosen = Of("KOR", {{"source", "usgs"}});
  ASSERT_TRUE(chosen) << Describe(chosen.error());
  EXPECT_EQ(Text(*chosen, "ore", "top_supplier"), "CHN");
  EXPECT_FALSE(Of("KOR", {{"source", "nobody"}}));
}

TEST_F(Scan, WarnsWhereATradeFileHoldsFewExporters) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer);
  ASSERT_FALSE(answer->receipt.warnings.empty());
  EXPECT_NE(answer->receipt.warnings.back().find("only 4 exporters to KOR (CHN DEU JPN TWN)"), std::string::npos)
      << answer->receipt.warnings.back();
}

TEST_F(Scan, AGroupOfEconomiesIsNoEconomy) {
  FillAll();
  const auto answer = Of("WLD");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kInvalidArgument);
}

TEST_F(Scan, PersistenceLooksAtTheYearsBefore) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer);
  const Table& history = *answer->Find("history");
  const auto years = std::ranges::count_if(history.rows, [](const auto& row) { return TextOr(row[0]) == "ore"; });
  EXPECT_EQ(years, 2);
  EXPECT_EQ(Real(*answer, "ore", "persistence"), 1);
}

TEST_F(Scan, SaysItInBothLanguages) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer);
  std::set<std::string> spoken;
  for (const auto& row : answer->Find("sentences")->rows) {
    spoken.insert(TextOr(row[0]));
    EXPECT_FALSE(TextOr(row[2]).empty());
    EXPECT_FALSE(TextOr(row[3]).empty());
  }
  EXPECT_EQ(spoken, (std::set<std::string>{"", "ore", "metal", "use-one", "use-two", "silent"}));
  EXPECT_NE(TextOr(answer->Find("sentences")->rows[0][2]).find("South Korea"), std::string::npos);
}

TEST_F(Scan, SaysWhoCouldTakePartInClosingWhatIsChoked) {
  FillAll();
  Fill(
      "work_topic",
      "select 'o' as source, w::ubigint as work_key, 'T10491' as topic, 1 as rank, 1.0 as score from range(1, 4) t(w)");
  Fill("authorship",
       "select 'o' as source, w::ubigint as work_key, 1 as position, null as person_key, 7::ubigint as "
       "institution_key, null as economy, null as is_corresponding from range(1, 4) t(w)");
  Fill("institution",
       "select 'o' as source, 7::ubigint as institution_key, 'I7' as id, null as ror, 'Ore Works' as name, null as "
       "name_zh, 'company' as type, 'KOR' as economy, null as region, null as parent_key");
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer) << Describe(answer.error());
  std::vector<std::string> who;
  for (const auto& row : answer->Find("sentences")->rows) {
    if (TextOr(row[1]) == "who") who.push_back(TextOr(row[0]) + ": " + TextOr(row[2]));
  }
  ASSERT_EQ(who.size(), 1U);
  EXPECT_TRUE(
      who[0].starts_with("ore: Who could take part in closing it (known actors: 1, firms among them: 1): Ore Works; "
                         "`tenon run consortium"));
}

TEST_F(Scan, SentencesCountAsPeopleDo) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer);
  for (const auto& row : answer->Find("sentences")->rows) {
    const std::string text = TextOr(row[2]);
    for (const std::string_view wrong : {" 1 segments", " of 0 ", " 0 are", " 0 segments", " 1 are", " 1 have"}) {
      EXPECT_EQ((" " + text).find(wrong), std::string::npos) << text;
    }
  }
}

TEST_F(Scan, EvidenceReprintsItsRows) {
  FillAll();
  const auto answer = Of("KOR");
  ASSERT_TRUE(answer);
  const Table& evidence = *answer->Find("evidence");
  ASSERT_FALSE(evidence.rows.empty());
  for (std::size_t row = 0; row < evidence.rows.size(); ++row) {
    const auto reprinted = snapshot_->AskSql(TextOr(evidence.At(row, "sql")));
    ASSERT_TRUE(reprinted) << Describe(reprinted.error());
    EXPECT_EQ(static_cast<std::int64_t>(reprinted->rows.size()), IntegerOr(evidence.At(row, "rows"), -1));
  }
}

}  // namespace
}  // namespace tenon::analyses
