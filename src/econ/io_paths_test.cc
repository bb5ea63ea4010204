#include "econ/io_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <numeric>

#include "econ/io_fixture.h"

namespace tenon::econ {
namespace {

using testing::ElementsAre;

/// Every path of at most `length` sectors that reaches the threshold, by looking at all of them.
std::vector<SupplyPath> AllPaths(const Matrix& a, const std::vector<double>& v, const std::vector<double>& f,
                                 double threshold, std::size_t length) {
  std::vector<SupplyPath> found;
  std::vector<std::size_t> path;
  const std::function<void(std::size_t, double)> walk = [&](std::size_t k, double flow) {
    path.push_back(k);
    if (std::abs(v[k] * flow) >= threshold) found.push_back({path, v[k] * flow});
    for (std::size_t i = 0; i < a.rows && path.size() < length; ++i) walk(i, a(i, k) * flow);
    path.pop_back();
  };
  for (std::size_t k = 0; k < a.rows; ++k) walk(k, f[k]);
  return found;
}

TEST(SupplyPaths, AreAllThatReachTheThreshold) {
  const InputOutputTable table = RandomTable(4, 61);
  const Matrix a = CoefficientsOf(table);
  const std::vector<double> v = {0.5, 0, 0.2, 1}, f = {10, 3, 0, 1};
  const auto model = *Leontief::Of(table);
  const auto found = FindSupplyPaths(model, v, f, {.threshold = 0.01});
  ASSERT_TRUE(found) << Describe(found.error());
  const auto all = AllPaths(a, v, f, 0.01, 9);
  std::size_t longest = 0;
  for (const auto& path : all) longest = std::max(longest, path.sectors.size());
  ASSERT_LT(longest, 9U);  // so no longer path can reach it: every coefficient is below 1
  ASSERT_EQ(found->paths.size(), all.size());
  for (const auto& path : all) {
    const auto same = std::ranges::find(found->paths, path.sectors, &SupplyPath::sectors);
    ASSERT_NE(same, found->paths.end());
    EXPECT_NEAR(same->value, path.value, 1e-14);
  }
  EXPECT_TRUE(std::ranges::is_sorted(found->paths, std::greater<>(), &SupplyPath::value));
  const auto x = SlowOutput(a, f);
  EXPECT_NEAR(found->total, std::inner_product(v.begin(), v.end(), x.begin(), 0.0), 1e-12);
  EXPECT_LE(found->covered, found->total);
}

TEST(SupplyPaths, WithNegativeCoefficientsToo) {
  InputOutputTable table = RandomTable(4, 62);
  table.flows(1, 2) = -0.3 * table.output[2];
  const Matrix a = CoefficientsOf(table);
  const std::vector<double> v = {0.5, 0.1, -0.2, 1}, f = {10, 3, 0, -1};
  const auto found = FindSupplyPaths(*Leontief::Of(table), v, f, {.threshold = 0.02});
  ASSERT_TRUE(found) << Describe(found.error());
  EXPECT_EQ(found->paths.size(), AllPaths(a, v, f, 0.02, 9).size());
}

TEST(SupplyPaths, OfALine) {
  InputOutputTable table{Matrix(3, 3), {1, 2, 3}};
  table.flows(0, 1) = 1;
  table.flows(1, 2) = 2;
  const std::vector<double> v = {1, 0.5, 1.0 / 3}, f = {0, 0, 3};
  const auto found = *FindSupplyPaths(*Leontief::Of(table), v, f, {.threshold = 0.5});
  ASSERT_EQ(found.paths.size(), 3U);
  EXPECT_NEAR(found.covered, 3, 1e-12);
  std::vector<std::vector<std::size_t>> sectors;
  for (const auto& path : found.paths) {
    EXPECT_NEAR(path.value, 1, 1e-12);
    sectors.push_back(path.sectors);
  }
  EXPECT_THAT(sectors, testing::UnorderedElementsAre(ElementsAre(2), ElementsAre(2, 1), ElementsAre(2, 1, 0)));
}

TEST(SupplyPaths, RefuseWhatHasNoEnd) {
  const InputOutputTable table = RandomTable(6, 63);
  const auto model = *Leontief::Of(table);
  const std::vector<double> ones(6, 1.0);
  EXPECT_FALSE(FindSupplyPaths(model, ones, ones, {.threshold = 0}));
  EXPECT_FALSE(FindSupplyPaths(model, ones, ones, {.threshold = 1e-9, .max_nodes = 1000}));
  InputOutputTable greedy{Matrix(2, 2), {1, 1}};
  greedy.flows.cells = {0.5, 0.9, 0.9, 0.5};
  EXPECT_FALSE(FindSupplyPaths(*Leontief::Of(greedy), {{1, 1}}, {{1, 1}}, {.threshold = 0.1}));
}

}  // namespace
}  // namespace tenon::econ
