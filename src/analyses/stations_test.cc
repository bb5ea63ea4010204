#include <algorithm>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

const std::string kPatents = std::string(TENON_SOURCE_DIR) + "/data/ncses/patents_by_wipo_field_economy_year.csv";

const char* const kOneField = R"(chain: one-field
title: {en: One field, zh: 一个领域}
segments:
  - id: chips
    name: {en: Chips, zh: 芯片}
    stage: product
    wipo_field: [semiconductors]
  - id: nothing
    name: {en: Nothing, zh: 无}
    stage: product
links:
  - {from: chips, to: nothing, kind: input}
)";

class Stations : public QuestionFixture {
 protected:
  void FillPatents() {
    Fill("indicator",
         "select 'ncses' as source, 'patent_families' as indicator, case economy when 'World' then 'WLD' when 'Taiwan' "
         "then 'TWN' when 'South Korea' then 'KOR' when 'United Kingdom' then 'GBR' when 'Japan' then 'JPN' when "
         "'China' "
         "then 'CHN' end as economy, replace(wipo_field, ' ', '-') as item, year, count::double as value, 'count' as "
         "unit "
         "from read_csv('" +
             kPatents +
             "') where kind = 'ipf' and economy in ('World', 'Taiwan', 'South Korea', 'United Kingdom', 'Japan', "
             "'China')");
  }
  Result<Answer> AskOf(const std::string& economy, const std::string& year = "2020") {
    return Ask("stations", {{"chain", ChainFile(kOneField)}, {"economy", economy}, {"year", year}, {"window", "1"}});
  }
  /// S / E from strength = (S/E - 1) / (S/E + 1).
  static double Advantage(const Answer& answer) {
    const Table& table = *answer.Find("stations");
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (TextOr(table.At(row, "segment")) != "chips" || TextOr(table.At(row, "station")) != "invention") continue;
      const double strength = RealOr(table.At(row, "strength"), -1);
      return (1 + strength) / (1 - strength);
    }
    return 0;
  }
};

// Figures: data guide: revealed technological advantage in semiconductors over ALL, 2020: Taiwan 4.676, Korea 1.726,
// Japan 1.297, China 0.763.
TEST_F(Stations, StrengthReproducesTheAdvantageOverAllFields) {
  FillPatents();
  const std::pair<const char*, double> kExpected[] = {{"TWN", 4.676}, {"KOR", 1.726}, {"JPN", 1.297}, {"CHN", 0.763}};
  for (const auto& [economy, advantage] : kExpected) {
    const auto answer = AskOf(economy);
    ASSERT_TRUE(answer) << Describe(answer.error());
    EXPECT_NEAR(Advantage(*answer), advantage, 6e-4) << economy;
    EXPECT_TRUE(answer->receipt.warnings.empty()) << answer->receipt.warnings[0];
  }
}

// The data guide: the fields of the United Kingdom add up to 77.5 % of its ALL in 2020.
TEST_F(Stations, WarnsWhereFieldsDoNotAddUpAndUsesTheirSum) {
  FillPatents();
  const auto answer = AskOf("GBR");
  ASSERT_TRUE(answer) << Describe(answer.error());
  ASSERT_EQ(answer->receipt.warnings.size(), 1U);
  EXPECT_NE(answer->receipt.warnings[0].find("77.5 % of the source's own total"), std::string::npos)
      << answer->receipt.warnings[0];
}

TEST_F(Stations, AStationWithoutDataKeepsItsPlace) {
  FillPatents();
  const auto answer = AskOf("KOR");
  ASSERT_TRUE(answer);
  const Table& table = *answer->Find("stations");
  ASSERT_EQ(table.rows.size(), 16U);  // two segments x eight stations
  const auto missing = std::ranges::count_if(table.rows, [&](const auto& row) { return TextOr(row[3]) == "no data"; });
  EXPECT_EQ(missing, 15);
}

TEST_F(Stations, NothingNewerThanTheYearIsUsed) {
  FillPatents();
  const auto answer = AskOf("KOR", "2010");
  ASSERT_TRUE(answer);
  const Table& table = *answer->Find("stations");
  EXPECT_EQ(IntegerOr(table.At(1, "year"), 0), 2010);
}

TEST_F(Stations, AYearBeforeAllDataIsNotFound) {
  FillPatents();
  const auto answer = AskOf("KOR", "1990");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(answer.error().message.find("the first year is 1998"), std::string::npos) << answer.error().message;
}

TEST_F(Stations, AnEconomyThatStandsNowhereIsNotFound) {
  FillPatents();
  const auto answer = AskOf("VAT");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(answer.error().message.find("CHN GBR JPN KOR TWN"), std::string::npos) << answer.error().message;
}

TEST_F(Stations, AnEmptyWorkspaceSaysSo) {
  const auto answer = AskOf("KOR");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
}

/// `count` works, a multiple of 100: 40 of a hundred are of the topic T10001, 20 of them Korean; all others are
/// Japanese. One of Korea's and one of Japan's were written by a firm with a university, and paid by a grant. A work
/// has two authors, who wrote no other.
class StationsOfWorks : public Stations {
 protected:
  void FillWorks(int count) {
    const std::string works = std::to_string(count);
    Fill("work",
         "select 'oa' as source, i as work_key, 'W' || i as id, 2020 as year, null::date as date, "
         "1::bigint as citations from range(" +
             works + ") t(i)");
    Fill("topic", "select 'oa' as source, unnest(['T10001', 'T10002']) as topic, '22' as field");
    Fill("work_topic",
         "select 'oa' as source, i as work_key, if(i % 100 < 40, 'T10001', 'T10002') as topic, 1 as rank from range(" +
             works + ") t(i)");
    Fill("institution",
         "select 'oa' as source, unnest([1, 2]) as institution_key, unnest(['company', 'education']) as type");
    Fill("authorship",
         "select 'oa' as source, i as work_key, position, 2 * i + position as person_key, if(position = 1 and i % 100 "
         "in (0, 20), 1, 2) as institution_key, if(i % 100 < 20, 'KOR', 'JPN') as economy from range(" +
             works + ") t(i), (select unnest([1, 2]) as position)");
    Fill("grant_work",
         "select 'g' as source, 1 as grant_key, i as work_key from range(" + works + ") t(i) where i % 100 in (0, 20)");
  }
  Result<Answer> AskTopic() {
    return Ask("stations", {{"chain", ChainFile(R"(chain: one-topic
title: {en: One topic, zh: 一个主题}
segments:
  - id: topic
    name: {en: Topic, zh: 主题}
    stage: product
    openalex_topic: [T10001]
)")},
                            {"economy", "KOR"}});
  }
};

// Korea wrote 20 of 40 works of the topic; of all 100 it has 20: S/E = 0.5 / 0.2, strength 1.5 / 3.5. At the crossing
// it has one of two works, and these are all such works: S/E = 1; so with those paid. Its works have two authors each.
TEST_F(StationsOfWorks, FeedDiscoveryAndCrossing) {
  FillWorks(100'000);
  const auto answer = AskTopic();
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& stations = *answer->Find("stations");
  EXPECT_EQ(TextOr(stations.At(0, "measure")), "works");
  EXPECT_EQ(TextOr(stations.At(0, "state")), "data");
  EXPECT_NEAR(RealOr(stations.At(0, "strength"), -9), 1.5 / 3.5, 1e-9);
  EXPECT_EQ(TextOr(stations.At(2, "measure")), "company_works");
  EXPECT_NEAR(RealOr(stations.At(2, "level"), -9), 0.5, 1e-9);
  EXPECT_NEAR(RealOr(stations.At(2, "strength"), -9), 0, 1e-9);
  EXPECT_EQ(TextOr(stations.At(6, "measure")), "authors");
  EXPECT_NEAR(RealOr(stations.At(6, "amount"), -9), 40'000, 1e-6);
  EXPECT_NEAR(RealOr(stations.At(6, "strength"), -9), 1.5 / 3.5, 1e-9);
  EXPECT_EQ(TextOr(stations.At(7, "measure")), "funded_works");
  EXPECT_NEAR(RealOr(stations.At(7, "level"), -9), 0.5, 1e-9);
  EXPECT_EQ(answer->Find("breaks")->rows.size(), 2U);  // world -> discovery -> crossing
}

// A sample says the same, under a state of its own, and no break is judged on it.
TEST_F(StationsOfWorks, OfASampleAreShownAndJudgeNothing) {
  FillWorks(100);
  const auto answer = AskTopic();
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& stations = *answer->Find("stations");
  EXPECT_EQ(TextOr(stations.At(0, "state")), "sample");
  EXPECT_NEAR(RealOr(stations.At(0, "strength"), -9), 1.5 / 3.5, 1e-9);
  EXPECT_EQ(answer->Find("breaks")->rows.size(), 0U);
  ASSERT_EQ(answer->receipt.warnings.size(), 1U);
  EXPECT_TRUE(answer->receipt.warnings[0].starts_with("the 100 works of oa are a sample"))
      << answer->receipt.warnings[0];
}

}  // namespace
}  // namespace tenon::analyses
