#include <cmath>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

const std::filesystem::path kTrade = std::filesystem::path(TENON_SHARED_DATA) / "economiccomplexity";

class Complexity : public QuestionFixture {
 protected:
  void FillFile(const std::filesystem::path& file, const std::string& columns) {
    Fill("trade", "select 'table' as source, 'HS2002' as classification, 1980 as year, " + columns +
                      ", null::varchar as importer, null::double as quantity_t from read_csv('" + file.string() +
                      "', all_varchar = true)");
  }
  /// Able places have what is rare as well: place i of n has products 0 .. i, and place 3 also the last one.
  void FillNested() {
    Fill("trade",
         "select 'a' as source, 'X' as classification, 2000 as year, e.code as exporter, null::varchar as importer, "
         "'p' || p.i as product, 1.0 as value_usd, null::double as quantity_t "
         "from (values (0, 'AUS'), (1, 'BEL'), (2, 'CAN'), (3, 'DEU'), (4, 'ESP'), (5, 'FRA')) e(i, code), "
         "range(6) p(i) where p.i <= e.i or (e.i = 3 and p.i = 5)");
  }
};

TEST_F(Complexity, HasTheseTablesAndColumns) {
  const auto& spec = FindAnalysis("complexity")->spec;
  const auto names = [](const ResultTable& table) {
    std::string text = table.name + ":";
    for (const auto& column : table.columns) text += " " + column.name;
    return text;
  };
  EXPECT_EQ(names(spec.tables[0]), "places: place name year diversity eci fitness eci_rank fitness_rank outlook total");
  EXPECT_EQ(names(spec.tables[1]), "products: product name year ubiquity pci fitness_complexity pci_rank total");
}

// Figures: data guide of the project, computed with another program from the same file.
TEST_F(Complexity, ReproducesTheTradeOf1980) {
  const auto file = kTrade / "history" / "world_trade_1980.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "economiccomplexity is not at hand: " << file;
  FillFile(file, "upper(reporter_iso) as exporter, product_code as product, export_value_usd::double as value_usd");
  const auto answer = Ask("complexity", {{"year", "1980"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& places = answer->tables[0];
  ASSERT_EQ(places.rows.size(), 192U);
  EXPECT_EQ(answer->tables[1].rows.size(), 1106U);
  const std::vector<std::pair<std::string, double>> expected = {
      {"DEU", 2.2542}, {"JPN", 2.1879}, {"CHE", 2.0634}, {"SWE", 2.0255}, {"GBR", 1.9938}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(TextOr(places.rows[i][0]), expected[i].first);
    EXPECT_NEAR(RealOr(places.At(i, "eci"), 0), expected[i].second, 5e-5);
    EXPECT_EQ(IntegerOr(places.At(i, "eci_rank"), 0), static_cast<std::int64_t>(i + 1));
  }
}

// The package's own output, "20 iterations", the ones counted.
TEST_F(Complexity, FitnessUpdatesAreThoseAskedFor) {
  const auto file = kTrade / "world_trade_avg_1998_to_2000.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "economiccomplexity is not at hand: " << file;
  FillFile(file, "upper(country) as exporter, product, value::double as value_usd");
  const auto answer = *Ask("complexity", {{"fitness_updates", "19"}});
  EXPECT_NEAR(RealOr(Cell(answer.tables[0], "DEU", "fitness"), 0), 3.8129, 5e-5);
  EXPECT_NEAR(RealOr(Cell(answer.tables[0], "ESP", "fitness"), 0), 3.3597, 5e-5);
  EXPECT_NEAR(RealOr(answer.tables[2].At(0, "second_eigenvalue"), 0), 0.179134, 5e-7);
  EXPECT_EQ(IntegerOr(answer.tables[2].At(0, "fitness_updates"), 0), 19);
}

TEST_F(Complexity, MeansAndRanks) {
  FillNested();
  for (const char* scale : {"own", "mean_of_places", "places_are_means"}) {
    const auto answer = *Ask("complexity", {{"pci_scale", scale}});
    double sum = 0, squares = 0, fitness = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      sum += RealOr(answer.tables[0].At(i, "eci"), 0);
      squares += std::pow(RealOr(answer.tables[0].At(i, "eci"), 0), 2);
      fitness += RealOr(answer.tables[0].At(i, "fitness"), 0);
    }
    EXPECT_NEAR(sum, 0, 1e-9);
    EXPECT_NEAR(squares / 6, 1, 1e-9);
    EXPECT_NEAR(fitness / 6, 1, 1e-9);
    EXPECT_EQ(IntegerOr(Cell(answer.tables[0], "FRA", "fitness_rank"), 0), 1);
  }
}

TEST_F(Complexity, SaysWhereTheIndexIsNotDetermined) {
  Fill("trade",
       "select 'a' as source, 'X' as classification, 2000 as year, * , null::double as quantity_t from (values "
       "('DEU', null::varchar, 'x', 1.0), ('FRA', null, 'y', 1.0)) t(exporter, importer, product, value_usd)");
  const auto answer = *Ask("complexity", {});
  EXPECT_TRUE(IsMissing(Cell(answer.tables[0], "DEU", "eci")));
  EXPECT_TRUE(IsMissing(answer.tables[2].At(0, "second_eigenvalue")));
  ASSERT_EQ(answer.receipt.warnings.size(), 2U);
  EXPECT_NE(answer.receipt.warnings[0].find("no ECI"), std::string::npos);
  EXPECT_NE(answer.receipt.warnings[1].find("2 parts"), std::string::npos);
}

// relatedness: the same M, its density by hand.
TEST_F(Complexity, RelatednessOfAPlace) {
  FillNested();
  const auto answer = Ask("relatedness", {{"place", "germany"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& products = answer->tables[0];
  EXPECT_EQ(products.rows.size(), 6U);
  double last = 2;
  for (std::size_t i = 0; i < 6; ++i) {
    const double density = RealOr(products.At(i, "density"), -1);
    EXPECT_LE(density, last);
    last = density;
    EXPECT_GE(density, 0);
    EXPECT_LE(density, 1 + 1e-12);
    EXPECT_NEAR(RealOr(products.At(i, "distance"), -1), 1 - density, 1e-12);
    // Only what is absent can be gained.
    EXPECT_EQ(BooleanOr(products.At(i, "present"), false), IsMissing(products.At(i, "outlook_gain")));
  }
  EXPECT_EQ(TextOr(answer->tables[1].rows[0][0]), "DEU");
  EXPECT_NEAR(RealOr(answer->tables[1].At(0, "entropy"), 0), std::log2(5), 1e-12);
  const auto nearby = *Ask("relatedness", {{"place", "DEU"}, {"gain", "nearby"}});
  const double atlas = RealOr(Cell(products, "p4", "outlook_gain"), 0);
  const double lost = RealOr(Cell(products, "p4", "density"), 0) * RealOr(Cell(products, "p4", "pci"), 0);
  EXPECT_NEAR(RealOr(Cell(nearby.tables[0], "p4", "outlook_gain"), 0), atlas + lost, 1e-9);

  const auto absent = Ask("relatedness", {{"place", "ITA"}});
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().kind, ErrorKind::kNotFound);
}

TEST_F(Complexity, ProductSpaceIsATreeAndMore) {
  FillNested();
  const auto answer = Ask("product-space", {{"place", "DEU"}, {"min_proximity", "0.5"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const auto& [nodes, edges] = std::tie(answer->tables[0], answer->tables[1]);
  std::size_t tree = 0;
  for (std::size_t i = 0; i < edges.rows.size(); ++i) {
    const bool in_tree = BooleanOr(edges.At(i, "in_tree"), false);
    tree += in_tree ? 1U : 0U;
    EXPECT_TRUE(in_tree || RealOr(edges.At(i, "proximity"), 0) >= 0.5);
  }
  EXPECT_EQ(tree, nodes.rows.size() - 1);
  EXPECT_FALSE(IsMissing(nodes.At(0, "present")));
  const auto again = *Ask("product-space", {{"place", "DEU"}, {"min_proximity", "0.5"}});
  EXPECT_EQ(answer->tables[0].rows, again.tables[0].rows);
  const auto alone = *Ask("product-space", {{"min_proximity", "2"}});
  EXPECT_EQ(alone.tables[1].rows.size(), tree);
  EXPECT_TRUE(IsMissing(alone.tables[0].At(0, "present")));
}

}  // namespace
}  // namespace tenon::analyses
