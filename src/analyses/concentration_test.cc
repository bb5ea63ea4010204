#include <cmath>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

const std::string kBtige =
    std::string(TENON_SOURCE_DIR) + "/data/oecd-btige/oecd_btige_exports_to_9_importers_2021_2023.csv";
const std::string kMinerals = std::string(TENON_SOURCE_DIR) + "/data/usgs-mcs/MCS2025_World_Data.csv";
const std::filesystem::path kEto = std::filesystem::path(TENON_SHARED_DATA) / "eto-chips" / "data";

class Concentration : public QuestionFixture {
 protected:
  void FillBtige() {
    Fill("trade",
         "select 'oecd-btige' as source, 'BTIGE' as classification, year, exporter, importer, product, "
         "value * 1000 as value_usd, null::double as quantity_t from read_csv('" +
             kBtige + "') where year = 2023 and product in ('C261', 'C27')");
  }
};

// Figures: data guide of the project, recomputed from this file by another program.
TEST_F(Concentration, OfImportsReproducesTheFileOfTheOecd) {
  FillBtige();
  const struct {
    const char *importer, *product;
    double hhi;
    const char* top;
    double top_share;
  } kExpected[] = {{"USA", "C261", 0.0756, "MYS", 0.162}, {"JPN", "C261", 0.2322, "TWN", 0.430},
                   {"KOR", "C261", 0.1999, "CHN", 0.358}, {"DEU", "C261", 0.0702, "CHN", 0.151},
                   {"USA", "C27", 0.1614, "CHN", 0.297},  {"KOR", "C27", 0.3196, "CHN", 0.547}};
  for (const auto& expected : kExpected) {
    const auto answer =
        Ask("concentration",
            {{"of", "trade"}, {"importer", expected.importer}, {"year", "2023"}, {"item", expected.product}});
    ASSERT_TRUE(answer) << Describe(answer.error());
    const Table& table = answer->tables[0];
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_NEAR(RealOr(Cell(table, expected.product, "hhi"), 0), expected.hhi, 5e-5);
    EXPECT_EQ(TextOr(Cell(table, expected.product, "top_supplier")), expected.top);
    EXPECT_NEAR(RealOr(Cell(table, expected.product, "top_share"), 0), expected.top_share, 5e-4);
    EXPECT_EQ(RealOr(Cell(table, expected.product, "covered_share"), 0), 1);
  }
}

TEST_F(Concentration, HasExactlyTheseColumns) {
  const auto& columns = FindAnalysis("concentration")->spec.tables[0].columns;
  std::string names;
  for (const auto& column : columns) names += column.name + " ";
  EXPECT_EQ(names, "item name year hhi hhi_low hhi_high covered_share top_supplier top_share suppliers ");
}

TEST_F(Concentration, AnImporterWithoutDataIsNotZero) {
  FillBtige();
  const auto answer = Ask("concentration", {{"of", "trade"}, {"importer", "CHN"}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(answer.error().message.find("AUS DEU FRA GBR ISR JPN KOR TWN USA"), std::string::npos)
      << answer.error().message;
}

// Figures: data guide, PROD_2023 of the named countries. One row (cobalt, United States) does not say "cobalt content"
// and is left out, as the source usgs-mcs does.
TEST_F(Concentration, OfProductionReproducesTheMineralSummaries) {
  Fill("production",
       "select 'usgs-mcs' as source, 'USGS-MCS' as classification, trim(COMMODITY) as item, "
       "case when trim(COUNTRY) ilike 'other%' then null else trim(COUNTRY) end as economy, 2023 as year, "
       "sum(PROD_2023) as quantity, 't' as unit from read_csv('" +
           kMinerals +
           "', types = {'PROD_2023': 'DOUBLE'}) where trim(COMMODITY) in ('Gallium', 'Tungsten', 'Cobalt') "
           "and trim(COUNTRY) not ilike 'world%' and TYPE <> 'Mine production, estimated' and TYPE ilike "
           "'%production%' and PROD_2023 is not null group by all");
  const auto answer = Ask("concentration", {{"of", "production"}, {"year", "2023"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& table = answer->tables[0];
  EXPECT_NEAR(RealOr(Cell(table, "Gallium", "hhi"), 0), 0.963, 5e-4);
  EXPECT_NEAR(RealOr(Cell(table, "Tungsten", "hhi"), 0), 0.717, 5e-4);
  EXPECT_NEAR(RealOr(Cell(table, "Cobalt", "hhi"), 0), 0.582, 5e-4);
  EXPECT_LT(RealOr(Cell(table, "Cobalt", "covered_share"), 0), 1);
}

// Figures: data guide: 113 input-year cells; five of HHI 1; N52 and N112 name nobody.
TEST_F(Concentration, OfProvisionReproducesTheChipMap) {
  if (!std::filesystem::exists(kEto)) GTEST_SKIP() << "eto-chips is not at hand: " << kEto;
  Fill("provision",
       "select 'eto-chips' as source, v.provided_id as input, v.provided_name as input_name, "
       "case when p.provider_type = 'country' then null else v.provider_name end as provider, "
       "case when p.provider_type <> 'country' then p.country when v.provider_name like 'Various%' then null "
       "else v.provider_name end as provider_economy, v.share_provided::double / 100 as share, v.year::integer as year "
       "from read_csv('" +
           (kEto / "provision.csv").string() + "', all_varchar = true) v join read_csv('" +
           (kEto / "providers.csv").string() + "', all_varchar = true) p using (provider_id)");
  const auto answer = Ask("concentration", {{"of", "provision"}, {"by", "input"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& table = answer->tables[0];
  EXPECT_EQ(table.rows.size(), 113U);
  std::string sole;
  for (const auto& row : table.rows) {
    if (!IsMissing(row[3]) && std::abs(RealOr(row[3], 0) - 1) < 1e-9) sole += TextOr(row[0]) + " ";
  }
  EXPECT_EQ(sole, "N130 N20 N64 N77 N8 ");
  EXPECT_EQ(TextOr(Cell(table, "N20", "top_supplier")), "NLD");
  for (const char* nobody : {"N52", "N112"}) {
    EXPECT_TRUE(IsMissing(Cell(table, nobody, "hhi")));
    EXPECT_EQ(RealOr(Cell(table, nobody, "covered_share"), -1), 0);
  }
}

TEST_F(Concentration, RefusesAPairThatDoesNotFit) {
  FillBtige();
  const auto by = Ask("concentration", {{"of", "trade"}, {"by", "input"}});
  ASSERT_FALSE(by);
  EXPECT_EQ(by.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_NE(by.error().message.find("--by product"), std::string::npos);
  EXPECT_FALSE(Ask("concentration", {{"of", "trade"}, {"suppliers", "provider"}}));
  EXPECT_FALSE(Ask("concentration", {{"of", "production"}, {"importer", "USA"}}));
}

TEST_F(Concentration, TwoSourcesMustBeChosenFrom) {
  Fill("trade",
       "select * from (values ('a', 'HS2017', 2020, 'DEU', 'USA', '811292', 1.0, null::double), "
       "('b', 'HS2017', 2020, 'CHN', 'USA', '811292', 2.0, null)) "
       "t(source, classification, year, exporter, importer, product, value_usd, quantity_t)");
  const auto open = Ask("concentration", {{"of", "trade"}});
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_NE(open.error().message.find("a (classification HS2017), b (classification HS2017)"), std::string::npos)
      << open.error().message;
  const auto chosen = Ask("concentration", {{"of", "trade"}, {"source", "b"}});
  ASSERT_TRUE(chosen) << Describe(chosen.error());
  EXPECT_EQ(TextOr(Cell(chosen->tables[0], "811292", "top_supplier")), "CHN");
}

}  // namespace
}  // namespace tenon::analyses
