#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

class Park : public QuestionFixture {
 protected:
  /// Region r0 has 2610 alone; r1 2610 and 2620, and so on.
  void FillActivities() {
    Fill("region_activity",
         "select 's' as source, 'r' || c.i as region, 'ISIC4' as classification, '26' || (p.i + 1) || '0' as activity, "
         "'jobs' as measure, 2000 as year, 1.0 as value, 'persons' as unit from range(6) c(i), range(6) p(i) "
         "where p.i <= c.i or (c.i = 3 and p.i = 5)");
  }
  /// a -> b -> c -> d, and e beside. Software has no activity.
  std::string Chain() {
    return ChainFile(
        "chain: c\ntitle: {en: C, zh: 链}\ncodes: {isic: ISIC4}\nsegments:\n"
        "  - {id: a, name: {en: A, zh: 甲}, stage: part, isic: [\"2620\"]}\n"
        "  - {id: b, name: {en: B, zh: 乙}, stage: part, isic: [\"2610\"]}\n"
        "  - {id: c, name: {en: C, zh: 丙}, stage: part, isic: [\"2630\"]}\n"
        "  - {id: d, name: {en: D, zh: 丁}, stage: product, isic: [\"2640\"]}\n"
        "  - {id: e, name: {en: E, zh: 戊}, stage: part, isic: [\"2660\"]}\n"
        "  - {id: s, name: {en: S, zh: 己}, stage: software, isic: [\"5820\"]}\n"
        "links:\n  - {from: a, to: b, kind: input}\n  - {from: b, to: c, kind: input}\n"
        "  - {from: c, to: d, kind: input}\n  - {from: s, to: d, kind: input}\n");
  }
};

TEST_F(Park, FillsExtendsAndStrengthens) {
  FillActivities();
  const auto answer = Ask("park", {{"region", "r0"}, {"chain", Chain()}, {"min_rca", "0.1"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& segments = answer->tables[0];
  EXPECT_EQ(TextOr(Cell(segments, "b", "role")), "strengthen");
  EXPECT_EQ(TextOr(Cell(segments, "a", "role")), "fill");
  EXPECT_EQ(TextOr(Cell(segments, "c", "role")), "extend");
  EXPECT_EQ(TextOr(Cell(segments, "d", "role")), "extend");
  EXPECT_EQ(TextOr(Cell(segments, "e", "role")), "apart");
  EXPECT_TRUE(IsMissing(Cell(segments, "s", "role")));
  EXPECT_TRUE(BooleanOr(Cell(segments, "c", "next"), false));
  EXPECT_FALSE(BooleanOr(Cell(segments, "d", "next"), true));
  EXPECT_EQ(IntegerOr(Cell(segments, "d", "steps"), 0), 2);
  EXPECT_EQ(TextOr(Cell(segments, "a", "users_here")), "b");
  EXPECT_EQ(TextOr(Cell(segments, "b", "missing")), "a");
  EXPECT_EQ(TextOr(Cell(segments, "c", "suppliers_here")), "b");
  // 2630 is in r2 to r5, a quarter each; the first three are named.
  EXPECT_EQ(TextOr(Cell(segments, "c", "leaders")), "r2 25 %, r3 25 %, r4 25 %");
  EXPECT_EQ(IntegerOr(answer->tables[1].At(0, "no_data"), 0), 1);
}

TEST_F(Park, FirmsMakeASegmentPresentAndTheirAbsenceSaysNothing) {
  Fill("firm",
       "select 'f' as source, '1' as firm, 'One' as name, null::varchar as name_zh, 'CHN' as economy, "
       "'Park East' as region, null::integer as founded, null::date as listed");
  Fill("firm_industry", "select 'f' as source, '1' as firm, 'ISIC4' as scheme, '2620' as code, null::double as share");
  const auto chain = Chain();
  const auto answer = Ask("park", {{"region", "park east"}, {"chain", chain}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(TextOr(Cell(answer->tables[0], "a", "role")), "strengthen");
  EXPECT_EQ(IntegerOr(Cell(answer->tables[0], "a", "firms"), 0), 1);
  EXPECT_TRUE(IsMissing(Cell(answer->tables[0], "b", "role")));
  EXPECT_EQ(TextOr(Cell(answer->tables[2], "a", "name")), "One");
  const auto nowhere = Ask("park", {{"region", "nowhere"}, {"chain", chain}});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
