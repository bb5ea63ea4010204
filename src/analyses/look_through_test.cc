#include "analyses/look_through.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyses/amounts.h"
#include "analyses/evidence.h"
#include "analyses/measure.h"
#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

class LookThrough : public QuestionFixture {
 protected:
  /// KOR c14 buys 10 from DEU c12 and 10 from itself and makes 40; KOR c12 makes 20 of nothing.
  void World() {
    Fill("io_cell", R"(
      select 'wiod' as source, 'WIOD2013' as name, 2011 as year, part, re as row_economy, ri as row_item,
             ce as column_economy, ci as column_item, value::double as value, 'million USD' as unit
      from (values ('intermediate','DEU','c12','KOR','c14',10), ('intermediate','KOR','c14','KOR','c14',10),
                   ('final','KOR','c14','KOR','households',30), ('final','KOR','c12','KOR','households',20),
                   ('output','DEU','c12',null,'output',10), ('output','KOR','c14',null,'output',40),
                   ('output','KOR','c12',null,'output',20)) as t(part, re, ri, ce, ci, value))");
  }

  static chain::Chain Chain() {
    chain::Chain chain;
    for (const auto& codes : std::vector<std::vector<std::string>>{{"2610"}, {"2610", "2420"}, {"0910"}, {}}) {
      chain::Segment& segment = chain.segments.emplace_back();
      for (const auto& code : codes) segment.codes.push_back({"ISIC4", code, {}});
    }
    return chain;
  }
};

TEST_F(LookThrough, IsThatOfTheIndustriesASegmentsCodesLeadTo) {
  World();
  const auto found = ReadLookThrough(*snapshot_, Chain(), "KOR", std::nullopt, {});
  ASSERT_TRUE(found) << Describe(found.error());
  ASSERT_EQ(found->segments.size(), 4U);
  // One unit of c14 needs 4/3 of c14 and a quarter of that of DEU c12: 1/3 of 5/3.
  EXPECT_NEAR(found->segments[0]->share.value, 0.2, 1e-12);
  EXPECT_EQ(found->segments[0]->from, "io_cell of wiod: WIOD2013 2011, c14");
  EXPECT_NEAR(found->segments[1]->share.value, 0.2 * 40 / 60, 1e-12);  // with c12, which is all home-made
  EXPECT_FALSE(found->segments[2]);                                    // no c2 in this table
  EXPECT_FALSE(found->segments[3]);
}

TEST_F(LookThrough, IsMissingWithoutATableOfThatEconomyAndYear) {
  EXPECT_TRUE(ReadLookThrough(*snapshot_, Chain(), "KOR", std::nullopt, {})->segments.empty());
  World();
  EXPECT_TRUE(ReadLookThrough(*snapshot_, Chain(), "FRA", std::nullopt, {})->segments.empty());
  EXPECT_TRUE(ReadLookThrough(*snapshot_, Chain(), "KOR", 2010, {})->segments.empty());
}

// The same tables feed the stations of production and trade.
TEST_F(LookThrough, OutputAndExportsOfTheIndustriesAreMeasures) {
  World();
  const auto evidence = CollectEvidence(*snapshot_, Chain(), {}, {});
  ASSERT_TRUE(evidence) << Describe(evidence.error());
  const auto amounts = ReadAmounts(*snapshot_, *evidence, "FRA", std::nullopt, {});
  ASSERT_TRUE(amounts) << Describe(amounts.error());
  const auto year = [&](std::size_t segment, const char* measure) {
    const auto basis = evidence->basis_of[segment][MeasureIndex(measure)];
    EXPECT_TRUE(basis) << measure;
    EXPECT_EQ(evidence->bases[*basis].relation, Relation::kGroup) << "an industry is wider than a segment";
    return amounts->of_basis[*basis].years.at(2011);
  };
  EXPECT_EQ(year(0, "io_output").economies.at("KOR"), 40);
  EXPECT_EQ(year(1, "io_output").economies.at("KOR"), 60);
  EXPECT_EQ(year(1, "io_exports").economies.at("DEU"), 10);
  EXPECT_FALSE(year(1, "io_exports").economies.contains("KOR")) << "what it uses itself is not exported";
  EXPECT_FALSE(evidence->basis_of[2][MeasureIndex("io_output")]);
}

}  // namespace
}  // namespace tenon::analyses
