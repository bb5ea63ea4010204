#include "econ/io_exposure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "econ/io_fixture.h"

namespace tenon::econ {
namespace {

Grouping Halves(std::size_t n) {
  Grouping grouping{std::vector<std::size_t>(n), 2};
  for (std::size_t i = n / 2; i < n; ++i) grouping.group_of[i] = 1;
  return grouping;
}

TEST(Exposure, IsTheForeignPartOfTheColumns) {
  const InputOutputTable table = RandomTable(12, 51);
  const auto model = *Leontief::Of(table);
  const auto exposure = MeasureExposure(model, Halves(12), {});
  ASSERT_TRUE(exposure);
  const Matrix inverse = model.Inverse()->matrix;
  for (std::size_t j = 0; j < 12; ++j) {
    double direct[2] = {}, through[2] = {};
    for (std::size_t i = 0; i < 12; ++i) {
      direct[i / 6] += table.flows(i, j);
      through[i / 6] += inverse(i, j);
    }
    EXPECT_NEAR(exposure->face_value(1, j), direct[1] / (direct[0] + direct[1]), 1e-12);
    EXPECT_NEAR(exposure->look_through(1, j), through[1] / (through[0] + through[1]), 1e-12);
    EXPECT_NEAR(exposure->look_through(0, j) + exposure->look_through(1, j), 1, 1e-12);
  }
}

// Imports from outside are what one more sector would give that sells and buys nothing.
TEST(Exposure, ImportsAreAGroupOfTheirOwn) {
  InputOutputTable table = RandomTable(6, 52);
  std::vector<double> imported(6);
  InputOutputTable wider{Matrix(7, 7), table.output};
  wider.output.push_back(1);
  for (std::size_t j = 0; j < 6; ++j) {
    imported[j] = 0.01 * static_cast<double>(j);
    wider.flows(6, j) = imported[j] * table.output[j];
    for (std::size_t i = 0; i < 6; ++i) wider.flows(i, j) = table.flows(i, j);
  }
  const auto narrow = *MeasureExposure(*Leontief::Of(table), Grouping{std::vector<std::size_t>(6), 1}, imported);
  Grouping groups{std::vector<std::size_t>(7), 2};
  groups.group_of[6] = 1;
  const auto wide = *MeasureExposure(*Leontief::Of(wider), groups, {});
  for (std::size_t j = 0; j < 6; ++j) {
    EXPECT_NEAR(narrow.look_through(1, j), wide.look_through(1, j), 1e-12);
    EXPECT_NEAR(narrow.face_value(1, j), wide.face_value(1, j), 1e-12);
  }
}

TEST(Exposure, OfASectorThatBuysNothingIsMissingAtFaceValue) {
  InputOutputTable table{Matrix(2, 2), {1, 2}};
  table.flows(0, 1) = 1;
  const auto exposure = *MeasureExposure(*Leontief::Of(table), Grouping{{0, 1}, 2}, {});
  EXPECT_TRUE(std::isnan(exposure.face_value(0, 0)));
  EXPECT_EQ(exposure.look_through(0, 0), 1);  // it is made at home
  EXPECT_EQ(exposure.face_value(0, 1), 1);
  EXPECT_NEAR(exposure.look_through(0, 1), 1.0 / 3, 1e-15);
  EXPECT_FALSE(MeasureExposure(*Leontief::Of(table), Grouping{{0, 2}, 2}, {}));
  EXPECT_FALSE(MeasureExposure(*Leontief::Of(table), Grouping{{0}, 1}, {}));
}

// data/README.md, wiod-2013: imported share of c14's intermediate inputs in 2011.
TEST(Exposure, OfElectronicsIn2011) {
  const auto wiod = ReadWiod();
  if (!wiod) GTEST_SKIP() << "needs shared/data/wiod-2013";
  const auto active = *DropZeroOutput(wiod->table);
  Grouping economies = wiod->grouping();
  std::vector<std::size_t> group_of;
  for (const std::size_t sector : active.kept) group_of.push_back(economies.group_of[sector]);
  economies.group_of = group_of;
  const auto exposure = *MeasureExposure(*Leontief::Of(active.table), economies, {});
  struct Expected {
    std::string economy;
    double share;
  };
  for (const auto& [economy, share] :
       {Expected{"CHN", .158}, {"KOR", .246}, {"USA", .262}, {"DEU", .422}, {"JPN", .108}, {"TWN", .513}}) {
    const std::size_t sector = wiod->Sector(economy, 14);
    const auto j = static_cast<std::size_t>(std::ranges::find(active.kept, sector) - active.kept.begin());
    EXPECT_NEAR(1 - exposure.face_value(economies.group_of[j], j), share, 5.1e-4) << economy;
    EXPECT_GT(1 - exposure.look_through(economies.group_of[j], j), 0.1) << economy;
  }
}

// The other way round: what never crosses the border is G_home (f_home / x).
TEST(SoldAbroad, IsOneLessWhatStaysAtHome) {
  const InputOutputTable table = RandomTable(10, 53);
  const auto final_use = FinalUse(table);
  std::vector<double> abroad(10);
  for (std::size_t i = 0; i < 10; ++i) abroad[i] = final_use[i] * 0.1 * static_cast<double>(i);
  const auto sold = MeasureSoldAbroad(table, Halves(10), abroad);
  ASSERT_TRUE(sold);
  const Matrix a = CoefficientsOf(table);
  for (std::size_t g = 0; g < 2; ++g) {
    Matrix home(5, 5);
    std::vector<double> f(5);
    for (std::size_t i = 0; i < 5; ++i) {
      f[i] = final_use[5 * g + i] - abroad[5 * g + i];
      for (std::size_t j = 0; j < 5; ++j) home(i, j) = a(5 * g + i, 5 * g + j);
    }
    const auto stays = SlowOutput(home, f);
    for (std::size_t i = 0; i < 5; ++i) {
      EXPECT_NEAR(sold->total[5 * g + i], 1 - stays[i] / table.output[5 * g + i], 1e-12);
      EXPECT_LE(sold->direct[5 * g + i], sold->total[5 * g + i] + 1e-12);
    }
  }
}

}  // namespace
}  // namespace tenon::econ
