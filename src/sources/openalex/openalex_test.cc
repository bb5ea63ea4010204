#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "sources/load_fixture.h"
#include "sources/openalex/record.h"
#include "store/entity_key.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Work(int number, std::string_view more = {}, std::string_view updated = "2025-01-02") {
  return fmt::format(R"({{"id":"https://openalex.org/W{}","title":"t{}","updated_date":"{}"{}}})", number, number,
                     updated, more) +
         "\n";
}

class OpenAlexTest : public LoadTest {
 protected:
  fs::path WritePacked(const std::string& name, std::string_view content) const {
    const fs::path file = folder() / name;
    fs::create_directories(file.parent_path());
    gzFile out = gzopen(file.c_str(), "wb");
    gzwrite(out, content.data(), static_cast<unsigned>(content.size()));
    gzclose(out);
    return file;
  }
  static fs::path Fixture() { return fs::path(TENON_SOURCE_DIR) / "src/sources/openalex/fixture"; }
};

TEST_F(OpenAlexTest, EveryTableOfTheFixture) {
  const auto report = Load("openalex", Fixture());
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(
      Rows(
          "select id, doi, title, abstract, year, date, venue, citations, is_retracted, updated from work order by id"),
      ElementsAre("W101|10.1000/abc.1|Injectivity of carbon dioxide in carbonates|We inject gas. Write  about gas.|"
                  "2019|2019-03-01|Fuel|7|false|2025-11-06",
                  "W102||A newer record||2010|||2|true|2025-01-01",
                  "W103|10.1000/xyz|The oldest||1999|||2|false|2024-05-01"));
  const auto numbers = [](std::string_view column) { return fmt::format("({} & 72057594037927935)", column); };
  EXPECT_THAT(
      Rows(fmt::format("select {}, {} from work_reference order by all", numbers("work_key"), numbers("cited_key"))),
      ElementsAre("101|102", "101|103"));
  EXPECT_THAT(Rows(fmt::format("select {}, position, {}, {}, economy, is_corresponding from authorship order by all",
                               numbers("work_key"), numbers("person_key"), numbers("institution_key"))),
              ElementsAre("101|1|5000000001|134085113|SAU|true", "101|1|5000000001|4210112235|SAU|true",
                          "101|2|5000000002||FRA|false", "101|3||||false", "102|1|5000000001||CHN|true",
                          "103|1|5000000001||CHN|true"));
  EXPECT_THAT(Rows("select id, orcid, name from person order by id"),
              ElementsAre("A5000000001|0000-0002-1825-0097|Li Wei", "A5000000002||Noura Haddad"));
  EXPECT_THAT(Rows("select id, ror, name_zh, type, economy, region from institution order by id"),
              ElementsAre("I134085113|03yez3163|法赫德国王石油与矿业大学|education|SAU|Eastern Province",
                          "I4210112235|03ypap427||company|SAU|"));
  EXPECT_THAT(Rows(fmt::format("select {}, topic, rank, score from work_topic order by all", numbers("work_key"))),
              ElementsAre("101|T10491|2|0.9", "101|T11302|1|0.998", "103|T10491|1|0.9"));
  EXPECT_THAT(
      Rows("select topic, name, subfield, field, domain from topic where topic in ('T11302', 'T11881') order by all"),
      ElementsAre("T11302|CO2 Sequestration and Geologic Interactions|2305|23|3",
                  "T11881|Crystallization and Solubility Studies|2505|25|3"));
  EXPECT_THAT(Rows(fmt::format("select {}, year, citations from work_citation_year order by all", numbers("work_key"))),
              ElementsAre("101|2023|4", "101|2024|3"));
  EXPECT_THAT(
      Rows(fmt::format("select {}, id, funder, type from \"grant\" join grant_work using (grant_key) order by all",
                       numbers("work_key"))),
      ElementsAre("101|F4320335254|Saudi Aramco|funder", "101|NSF-1|National Science Foundation|award",
                  "102|41572100|National Natural Science Foundation of China|award",
                  "102|F4320306076|National Science Foundation|funder"));
  EXPECT_THAT(Rows("select file, line, column_name, found, reason from reject order by all"),
              ElementsAre("works.jsonl|1||72057594037928037 72057594037928039|repeats an earlier row",
                          "works.jsonl|2|updated_date|W102 2024-05-01|a newer record of this work is loaded"));
}

TEST_F(OpenAlexTest, NoAddressReachesATable) {
  ASSERT_TRUE(Load("openalex", Fixture()));
  for (const std::string table : {"work", "person", "institution", "grant", "topic"}) {
    EXPECT_THAT(Rows(fmt::format("select t from \"{}\" as t where to_json(t)::varchar like '%@%'", table)), IsEmpty());
  }
}

TEST_F(OpenAlexTest, WhatIsWrongIsToldByLineAndField) {
  const auto file = Write(
      "w.jsonl", Work(1) + "{\"id\":\"W2\",\"title\":\n" + Work(3, ",\"title\":\"again\"") +
                     Work(4, ",\"cited_by_count\":\"many\"") + "[1]\n\n" + Work(5, ",\"referenced_works\":[\"X9\"]") +
                     Work(6, ",\"publication_year\":99") + "{\"title\":\"no id\"}\n" + Work(7, ",\"topics\":{}") +
                     Work(8) + "7\n" + Work(9, ",\"publication_date\":\"2021-02-30\"") + "{\"id\":\"C5\"}\n");
  const auto report = Load("openalex", file);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select id from work order by id"), ElementsAre("W1", "W8"));
  EXPECT_THAT(Rows("select line, column_name, reason from reject order by all"),
              ElementsAre("2||broken JSON", "3|title|a key stands twice", "4|cited_by_count|not a whole number",
                          "5||not a JSON object", "7|referenced_works|not an OpenAlex id",
                          "8|publication_year|not a year", "9|id|missing", "10|topics|not a list",
                          "12||not a JSON object", "13|publication_date|not a date", "14|id|not an OpenAlex id"));
}

// A snapshot of 60 files is two loads. The second breaks off; what the first has done is not done again.
TEST_F(OpenAlexTest, ABrokenOffSnapshotGoesOnWhereItBrokeOff) {
  for (int i = 0; i < 60; ++i) {
    WritePacked(fmt::format("snapshot/works/updated_date=2025-01-{:02}/part_{:03}.gz", i / 2 + 1, i % 2),
                Work(1000 + i, ",\"referenced_works\":[\"https://openalex.org/W1000\"]"));
  }
  const fs::path oldest = folder() / "snapshot/works/updated_date=2025-01-01/part_000.gz";
  const std::string packed = [&] {
    std::ifstream in(oldest, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  Write(oldest.string(), packed.substr(0, packed.size() / 2));
  ASSERT_FALSE(Load("openalex", folder() / "snapshot"));
  EXPECT_THAT(Rows("select count(*) from work"), ElementsAre("50"));
  Write(oldest.string(), packed);
  const auto rest = Load("openalex", folder() / "snapshot");
  ASSERT_TRUE(rest) << Describe(rest.error());
  EXPECT_EQ(rest->rows, 20);  // ten works and a reference each
  EXPECT_THAT(Rows("select count(*), (select count(*) from work_reference) from work"), ElementsAre("60|60"));
  const auto again = Load("openalex", folder() / "snapshot");
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->already_loaded);
  EXPECT_EQ(again->rows, 0);
}

TEST_F(OpenAlexTest, ANewerRecordTakesThePlaceOfAllOfTheOlderOne) {
  ASSERT_TRUE(Load("openalex", Write("a.jsonl", Work(1, ",\"referenced_works\":[\"W2\",\"W3\"]") + Work(2))));
  ASSERT_TRUE(Load("openalex", Write("b.jsonl", Work(1, ",\"referenced_works\":[\"W4\"]", "2025-06-01") +
                                                    Work(2, ",\"type\":\"older\"", "2024-06-01"))));
  EXPECT_THAT(Rows("select cited_key & 255 from work_reference"), ElementsAre("4"));
  EXPECT_THAT(Rows("select id, type, updated from work order by id"), ElementsAre("W1||2025-06-01", "W2||2025-01-02"));
  EXPECT_THAT(Rows("select line, reason from reject"),
              ElementsAre("2|a record of this work as new as this was loaded before"));
}

TEST_F(OpenAlexTest, IdsInAnyForm) {
  for (const std::string_view id :
       {"W2741809807", "https://openalex.org/W2741809807", "https://openalex.org/works/W2741809807"})
    EXPECT_EQ(openalex::KeyOf(id), store::EntityKey("openalex", "W2741809807")) << id;
  EXPECT_EQ(openalex::KeyOf("https://doi.org/10.1000/A"), store::EntityKey("doi", "10.1000/a"));
  for (const std::string_view id : {"", "W", "W12x", "X12", "W99999999999999999999", "https://openalex.org/"})
    EXPECT_EQ(openalex::KeyOf(id), std::nullopt) << id;
}

TEST_F(OpenAlexTest, AddressesGoTheRestStays) {
  EXPECT_EQ(openalex::WithoutAddresses("write to a.b@c.de, or (x@y.org) now"), "write to  or  now");
  EXPECT_EQ(openalex::WithoutAddresses("10 @ 5.2 per cent, @home, a@b"), "10 @ 5.2 per cent, @home, a@b");
}

// Counts of the data guide: 5,842 works, 5,751 with a topic, 5,356 with a DOI, 3,366 with an abstract, 213,286
// references of which 13,828 stay inside, 8,807 author ids and 1,767 institution ids (one of each is null), 162
// companies in 1,612 affiliations on 836 works. 842 award ids, 458 funders of works that name no award of theirs and
// 20,561 counts by year were counted with a script.
TEST_F(OpenAlexTest, TheWorksOnGeoscience) {
  const fs::path file = fs::path(TENON_SHARED_DATA) / "openalex-geoscience/openalex_works_all.jsonl.gz";
  if (!fs::exists(file)) GTEST_SKIP() << "needs openalex-geoscience";
  const auto report = Load("openalex", file);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(
      Rows("select count(*), count(title), count(doi), count(abstract), sum(is_retracted::int) is not null from work"),
      ElementsAre("5842|5834|5356|3366|true"));
  EXPECT_THAT(Rows("select count(distinct work_key) from work_topic"), ElementsAre("5751"));
  EXPECT_THAT(Rows("select count(*), count(*) filter (cited_key in (select work_key from work)) from work_reference"),
              ElementsAre("213286|13828"));
  EXPECT_THAT(Rows("select (select count(*) from person), (select count(*) from institution), "
                   "(select count(*) from institution where type = 'company')"),
              ElementsAre("8806|1766|162"));
  EXPECT_THAT(Rows("select count(*), count(distinct work_key) from authorship join institution using (institution_key) "
                   "where type = 'company'"),
              ElementsAre("1612|836"));
  EXPECT_THAT(Rows("select count(*) from work_citation_year"), ElementsAre("20561"));
  EXPECT_THAT(Rows("select type, count(*) from \"grant\" group by all order by all"),
              ElementsAre("award|842", "funder|458"));
  for (const std::string table : {"work", "person", "institution", "grant", "topic"}) {
    EXPECT_THAT(Rows(fmt::format("select count(*) from \"{}\" as t where regexp_matches(to_json(t)::varchar, "
                                 "'[^\\s@\"]@[^\\s@\"]+\\.[^\\s@\"]')",
                                 table)),
                ElementsAre("0"));
  }
}

TEST_F(OpenAlexTest, PagesOfTheApi) {
  const fs::path pages = fs::path(TENON_SHARED_DATA) / "openalex-api-pages";
  if (!fs::exists(pages)) GTEST_SKIP() << "needs openalex-api-pages";
  const auto report = Load("openalex", pages);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*) from work"), ElementsAre("174"));
}

}  // namespace
}  // namespace tenon::sources
