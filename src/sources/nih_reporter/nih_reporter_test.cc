#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using testing::ElementsAre;
using NihReporterTest = LoadTest;

TEST_F(NihReporterTest, BothFormsFillTheSameTables) {
  const auto report =
      Load("nih-reporter", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/nih_reporter/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(
      Rows("select id, title, institution, economy, region, field, type, year, year_end, amount, works "
           "from \"grant\" order by id"),
      ElementsAre(
          "C06CA091516|||||CA|C06|||1488000|1", "P01CA055791|||||CA|P01||||", "P50CA092131|||||CA|P50|||26844669|218",
          "P50CA999002|Centre|LAKE HOSPITAL|CAN|ON|CA|P50|2030|2035|1500000|", "R01CA065823|||||CA|R01|||3101820|17",
          "R01CA999001|Kinases, inhibited|BAY UNIVERSITY, SCHOOL OF MEDICINE|USA|MA|CA|R01|2030|2035|412500|",
          "R21EB999004|||||EB|R21||||"));
  EXPECT_THAT(Rows("select p.id, p.title, g.id from patent p join grant_patent using (patent_key) "
                   "join \"grant\" g using (grant_key) order by all"),
              ElementsAre("US19999001|Inhibitor, and its salts|P50CA999002",
                          "US19999001|Inhibitor, and its salts|R01CA999001", "US5671317||P01CA055791",
                          "US6958335||R01CA065823", "US7384940||P50CA092131", "US7420032||P50CA092131",
                          "US7709517||P50CA092131", "US7803546||P50CA092131", "US7943729||P50CA092131",
                          "US8110594||P50CA092131", "US8648105||P50CA092131", "US8680291||P50CA092131",
                          "US8802689||P50CA092131", "US9388159||P50CA092131", "USRE59001|Vector|R21EB999004"));
  EXPECT_THAT(
      Rows("select p.id, a.role, a.position, a.name from applicant a join patent p using (patent_key) order by 1"),
      ElementsAre("US19999001|owner|1|BAY UNIVERSITY", "USRE59001|owner|1|LAKE HOSPITAL"));
  EXPECT_THAT(
      Rows("select trial, name, status, g.id from trial join grant_trial using (trial) "
           "join \"grant\" g using (grant_key) order by all"),
      ElementsAre("NCT02176902||RECRUITING|P50CA092131", "NCT09999001|Inhibitor in adults|RECRUITING|P50CA999002"));
  EXPECT_THAT(
      Rows("select w.id, w.title, w.year, g.id from work w join grant_work using (work_key) "
           "join \"grant\" g using (grant_key) order by all"),
      ElementsAre("99000001|Kinases inhibited|2031|R01CA999001", "99000002|||P50CA999002", "99000002|||R01CA999001"));
  EXPECT_THAT(Rows("select id, economy from institution order by all"),
              ElementsAre("CARDIOVASCULAR ENGINEERING, INC., Norwood, MA, DUNS 001086128|USA",
                          "COAI, INC., SAN JUAN, PR, DUNS 023972354|PRI",
                          "GUILD ASSOCIATES, INC., DUBLIN, OH, DUNS 001004258|USA",
                          "UNIVERSIDAD METROPOLITANA, SAN JUAN, PR, DUNS 053415613|PRI"));
  EXPECT_THAT(
      Rows("select file, line, column_name, found, reason from reject order by all"),
      ElementsAre(
          "RePORTER_CLINICAL_STUDIES_C_ALL.csv|3|ClinicalTrials.gov ID|NCT123|not a trial number such as NCT01831778",
          "RePORTER_PRJ_C_FY2030.csv|5|CORE_PROJECT_NUM||not a project number",
          "RePORTER_PUBLNK_C_2031.csv|5|PMID|PMC1|not a PubMed number"));
}

TEST_F(NihReporterTest, AProjectIsOneOverItsYearsAndSupplements) {
  const std::string columns =
      "APPLICATION_ID,CORE_PROJECT_NUM,FY,ORG_NAME,ORG_COUNTRY,ORG_STATE,PROJECT_TITLE,PROJECT_START,PROJECT_END,"
      "SUBPROJECT_ID,TOTAL_COST\n";
  Write("RePORTER_PRJ_C_FY2030.csv",
        columns +
            "1,R01CA1,2030,BAY UNIVERSITY,UNITED STATES,MA,First,4/1/2029,3/31/2033,,400\n"
            "2,R01CA1,2030,BAY UNIVERSITY,UNITED STATES,MA,First,4/1/2029,3/31/2033,,-50\n"
            "2,R01CA1,2030,BAY UNIVERSITY,UNITED STATES,MA,First,4/1/2029,3/31/2033,,-50\n");
  Write("RePORTER_PRJ_C_FY2031.csv",
        columns +
            "3,R01CA1,2031,CAPE UNIVERSITY,UNITED STATES,MA,Second,4/1/2029,3/31/2035,,400\n"
            "4,R01CA1,2031,CAPE UNIVERSITY,UNITED STATES,MA,Core,4/1/2029,3/31/2035,77,\n"
            "5,R01CA2,20300,CAPE UNIVERSITY,UNITED STATES,MA,Second,,,,4\n"
            "6,R01CA2,2031,CAPE UNIVERSITY,UNITED STATES,MA,Second,,,,much\n");
  const auto report = Load("nih-reporter", folder());
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select id, title, institution, year, year_end, amount from \"grant\""),
              ElementsAre("R01CA1|Second|CAPE UNIVERSITY|2029|2035|750"));
  EXPECT_THAT(Rows("select file, line, column_name, found, reason from reject order by all"),
              ElementsAre("RePORTER_PRJ_C_FY2030.csv|4|APPLICATION_ID|2|repeats an earlier row",
                          "RePORTER_PRJ_C_FY2031.csv|4|FY|20300|not a year",
                          "RePORTER_PRJ_C_FY2031.csv|5|TOTAL_COST|much|not a number"));
}

// The real files, against the data guide.
TEST_F(NihReporterTest, ReadsTheShippedFiles) {
  const auto report = Load("nih-reporter", std::filesystem::path(TENON_SOURCE_DIR) / "data/nih-reporter");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*), count(distinct grant_key), count(distinct patent_key) from grant_patent"),
              ElementsAre("38493|14780|21577"));
  EXPECT_THAT(Rows("select count(*), count(amount) from \"grant\""), ElementsAre("230997|224899"));
  EXPECT_THAT(Rows("select count(distinct grant_key), count(distinct grant_key) filter (amount is not null), "
                   "count(distinct grant_key) filter (trial is not null) from grant_patent "
                   "join \"grant\" using (grant_key) left join grant_trial using (grant_key)"),
              ElementsAre("14780|10174|344"));
  EXPECT_THAT(Rows("select count(*), (select count(*) from grant_trial) from trial"), ElementsAre("16045|19567"));
  EXPECT_THAT(Rows("select target, reason, count(*) from reject group by all order by all"),
              ElementsAre("grant_patent|not a patent number|2", "grant_patent|repeats an earlier row|1",
                          "institution|no name|107", "institution|repeats an earlier row|422"));
}

}  // namespace
}  // namespace tenon::sources
