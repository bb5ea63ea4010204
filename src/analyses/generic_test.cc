#include <string>
#include <utility>
#include <vector>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// Works 3 to 6 cite work 1 of topic T10001: two of field 22, one of field 31, one without a topic. Gallium comes from
/// few sellers; nothing is known of the laser.
class Generic : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("work",
         "select 's' as source, k as work_key, year, null::date as date, 1::bigint as citations from (values (1, "
         "2012), (2, 2018), (3, 2019), "
         "(4, 2019), (5, 2020), (6, 2020), (7, 2021)) t(k, year)");
    Fill("work_topic",
         "select 's' as source, k as work_key, topic, 1 as rank from (values (1, 'T10001'), (2, 'T10001'), "
         "(3, 'T10002'), (4, 'T10002'), (5, 'T10003'), (7, 'T10002')) t(k, topic)");
    Fill("topic",
         "select 's' as source, topic, name, field from (values ('T10001', 'Rocks', '19'), ('T10002', 'Beams', '22'), "
         "('T10003', 'Atoms', '31')) t(topic, name, field)");
    Fill("work_reference", "select 's' as source, unnest([1, 3, 4, 5, 6]) as work_key, 1 as cited_key");
    Fill("production",
         "select 'usgs' as source, 'USGS-MCS' as classification, 'gallium' as item, economy, 2023 as year, quantity, "
         "'t' as unit from (values ('CHN', 98.0), ('JPN', 2.0)) t(economy, quantity)");
    chain_ = ChainFile(
        "chain: toy\ntitle: {en: Toy, zh: 玩具}\nsegments:\n  - {id: gallium, name: {en: Gallium, zh: 镓}, stage: "
        "material, usgs_mcs: [gallium], openalex_topic: [T10001]}\n  - {id: laser, name: {en: Laser, zh: 激光}, "
        "stage: part, openalex_topic: [T10002]}\n");
  }
  Result<Answer> AskGeneric(std::vector<std::pair<std::string, std::string>> more) {
    std::vector<std::pair<std::string, std::string>> given = {{"chain", chain_}, {"economy", "JPN"}, {"citers", "3"}};
    for (auto& one : more) given.push_back(std::move(one));
    return Ask("generic", given);
  }
  std::string chain_;
};

TEST_F(Generic, ByHand) {
  const auto answer = AskGeneric({{"serves", "2"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& table = *answer->Find("technologies");
  ASSERT_EQ(table.rows.size(), 1U);  // nobody cites the others
  EXPECT_EQ(TextOr(Cell(table, "T10001", "name")), "Rocks");
  EXPECT_EQ(IntegerOr(Cell(table, "T10001", "citers"), -1), 3);
  EXPECT_EQ(IntegerOr(Cell(table, "T10001", "unclassified"), -1), 1);  // and work 1 itself nowhere
  EXPECT_NEAR(RealOr(Cell(table, "T10001", "raw"), -1), 1 - 5.0 / 9, 1e-12);
  EXPECT_NEAR(RealOr(Cell(table, "T10001", "generality"), -1), 2.0 / 3, 1e-12);
  // 2016-2020 against 2011-2015: one of four works against one of one. 2021 is the newest and left out.
  EXPECT_NEAR(RealOr(Cell(table, "T10001", "growth"), -9), 0.25 / 1 - 1, 1e-12);
  // It is gallium's own topic, and two works of the laser cite it, of whose shortage nothing is known.
  EXPECT_EQ(IntegerOr(Cell(table, "T10001", "segments"), -1), 2);
  EXPECT_EQ(IntegerOr(Cell(table, "T10001", "unknown"), -1), 1);
  const auto shortage = Ask("shortage", {{"chain", chain_}, {"economy", "JPN"}});
  ASSERT_TRUE(shortage) << Describe(shortage.error());
  EXPECT_NEAR(RealOr(Cell(table, "T10001", "need"), -1),
              RealOr(Cell(*shortage->Find("segments"), "gallium", "shortage"), -2), 1e-12);
  EXPECT_EQ(answer->Find("serves")->rows.size(), 2U);
  EXPECT_EQ(AskGeneric({{"serves", "3"}})->Find("serves")->rows.size(), 1U);
}

// By the built-in concordance T10002 is physics and T10003 social sciences: two of three and one of three again. In one
// industry all three are alike.
TEST_F(Generic, OverTheCodesOfAConcordance) {
  const auto generality = [&](const std::string& over) {
    const auto answer = AskGeneric({{"over", over}});
    EXPECT_TRUE(answer) << Describe(answer.error());
    return answer ? RealOr(Cell(*answer->Find("technologies"), "T10001", "generality"), -1) : -2;
  };
  EXPECT_NEAR(generality("NCSES-FIELD"), 2.0 / 3, 1e-12);
  const auto none = AskGeneric({{"over", "ISIC4"}});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().where, "--over");
  EXPECT_FALSE(AskGeneric({{"of", "patents"}}));
  Fill("concordance",
       "select 's' as source, 'OPENALEX-TOPIC' as from_scheme, unnest(['T10002', 'T10003']) as from_code, 'TOY' as "
       "to_scheme, 'C26' as to_code");
  EXPECT_EQ(generality("TOY"), 0);
}

}  // namespace
}  // namespace tenon::analyses
