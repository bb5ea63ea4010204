#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using PajekTest = LoadTest;

const fs::path kFixture = fs::path(TENON_SOURCE_DIR) / "src/sources/pajek/fixture";

TEST_F(PajekTest, VerticesAreWorksAndArcsCitations) {
  const auto report = Load("pajek", kFixture);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select id, title, year, citations from work order by id"),
              ElementsAre("1|MILLER A, étude|1990|47", "2|CHEN B|1991|0", "3|MÜLLER C|1995|3", "4|D|1995|1",
                          "5|EVANS E|1999|2", "6|FOX F|2003|5", "7|||8"));
  EXPECT_THAT(Rows("select c.id, u.id from work_reference r join work c using (work_key) "
                   "join work u on u.work_key = r.cited_key order by all"),
              ElementsAre("3|1", "3|3", "4|1", "4|2", "5|2", "6|3"));
  EXPECT_THAT(Rows("select line, found, reason from reject order by all"),
              ElementsAre(testing::StartsWith("12|"), "14|5 9|no such vertex",
                          "16|  1 2 1|an edge has no direction: who cites whom is not said"));
  ASSERT_EQ(report->findings.size(), 1U);
  EXPECT_THAT(report->findings[0].rows[0],
              ElementsAre(Value("small.net"), Value(std::int64_t{7}), Value(std::int64_t{7}), Value(std::int64_t{1}),
                          Value(std::int64_t{1})));
  EXPECT_THAT(report->notes, ElementsAre("small.net is not UTF-8: read as ISO-8859-1"));
}

TEST_F(PajekTest, ArcsTheOtherWayRoundAreNoticedByTheirYears) {
  const Options other = {{"direction", "citing-to-cited"}};
  const auto report = Load("pajek", kFixture, other);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(report->notes, testing::Contains(HasSubstr("run against time")));
  EXPECT_THAT(Rows("select count(*) from work_reference r join work c using (work_key) "
                   "join work u on u.work_key = r.cited_key where c.year > u.year"),
              ElementsAre("0"));
}

TEST_F(PajekTest, AProjectHoldsYearsAndCitations) {
  const auto file = Write("p.paj",
                          "*Network Two\n*Vertices 2\n1 \"a\"\n2 \"b\"\n*Arcs\n1 2 1\n*Partition PubYear of Two\n"
                          "*Vertices 2\n2001\n2002\n*Vector GCS\n*Vertices 2\n5\n6\n");
  const auto report = Load("pajek", file);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select id, title, year, citations from work order by id"), ElementsAre("1|a|2001|5", "2|b|2002|6"));
}

TEST_F(PajekTest, WhatIsNoCitationNetworkIsRefusedWithItsLine) {
  const auto error = [&](std::string_view text) {
    const auto report = Load("pajek", Write("x.net", text));
    return report ? std::string("loaded") : Describe(report.error());
  };
  EXPECT_THAT(error("131\n -1 2 6\n"), HasSubstr("x.net:1: '131' stands where a line beginning with *"));
  EXPECT_THAT(error("*Vertices 5 2\n*Arcs\n1 2\n"), HasSubstr("x.net:1: a network of two kinds of vertices"));
  EXPECT_THAT(error("*Vertices many\n"), HasSubstr("found 'many'"));
  EXPECT_THAT(error("*Vertices 2\n1 a\n1 b\n"), HasSubstr("x.net:3: vertex 1 stands in line 2 already"));
  EXPECT_THAT(error("*Vertices 2\n*Matrix\n0 1\n1 0\n"), HasSubstr("x.net:2: a matrix"));
  EXPECT_THAT(error("*Vertices 2\n"), HasSubstr("no arcs"));
  EXPECT_THAT(error("*Vertices 4000000000\n*Arcs\n1 2\n"), HasSubstr("in a file of"));
  Write("xPY.clu", "*vertices 3\n1990\n1991\n1992\n");
  Write("x.net", "*Vertices 2\n*Arcs\n1 2\n");
  const auto report = Load("pajek", folder());
  ASSERT_FALSE(report);
  EXPECT_THAT(Describe(report.error()), HasSubstr("*PY.clu has 3 values, the network 2 vertices"));
}

// Vertices, arcs and loops of the data guide, which are those published with the networks; arcs written twice are
// counted twice there (SmallW: all of them; SmaGri and SciMet: three;
// Central: one).
TEST_F(PajekTest, PublishedNetworks) {
  const fs::path data = fs::path(TENON_SHARED_DATA) / "pajek-citation-nets";
  if (!fs::exists(data)) GTEST_SKIP() << data;
  struct Published {
    const char* file;
    std::int64_t vertices, arcs, repeated, loops;
    const char* first_and_last_year;
  };
  for (const Published& net : {Published{"SmallW.zip", 396, 1988, 994, 0, "1967|2002"},
                               {"SmaGri.zip", 1059, 4922, 3, 1, "1973|2001"},
                               {"SciMet.zip", 3084, 10416, 3, 1, "1978|2000"},
                               {"Kohonen.zip", 4470, 12731, 0, 2, "1963|2002"},
                               {"Central.zip", 131, 628, 1, 0, "|"}}) {
    fs::remove_all(folder() / "ws");
    const auto report = Load("pajek", data / net.file);
    ASSERT_TRUE(report) << Describe(report.error());
    ASSERT_EQ(report->findings.size(), 1U);
    const Table& table = report->findings[0];
    EXPECT_EQ(table.At(0, "vertices"), Value(net.vertices)) << net.file;
    EXPECT_EQ(table.At(0, "arcs"), Value(net.arcs)) << net.file;
    EXPECT_EQ(table.At(0, "arcs_repeated"), Value(net.repeated)) << net.file;
    EXPECT_EQ(table.At(0, "loops"), Value(net.loops)) << net.file;
    EXPECT_THAT(Rows("select count(*) from work"), ElementsAre(std::to_string(net.vertices)));
    EXPECT_THAT(Rows("select count(*) from work_reference"), ElementsAre(std::to_string(net.arcs - net.repeated)));
    EXPECT_THAT(Rows("select min(year), max(year) from work"), ElementsAre(net.first_and_last_year));
    EXPECT_TRUE(report->notes.empty()) << report->notes.front();
  }
}

}  // namespace
}  // namespace tenon::sources
