#include "graph/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tenon::graph {
namespace {

double Distance(const Point& a, const Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

TEST(Layout, IsTheSameForASeedAndLiesInTheUnitSquare) {
  std::vector<Edge> edges;
  for (Node i = 1; i < 30; ++i) edges.push_back({i / 2, i, 1});
  const auto a = LayOut(30, edges), b = LayOut(30, edges), c = LayOut(30, edges, {.seed = 2});
  double widest = 0;
  for (std::size_t i = 0; i < 30; ++i) {
    EXPECT_EQ(a[i].x, b[i].x);
    EXPECT_EQ(a[i].y, b[i].y);
    for (const double z : {a[i].x, a[i].y}) {
      EXPECT_GE(z, -1e-12);
      EXPECT_LE(z, 1 + 1e-12);
      widest = std::max(widest, std::abs(z - 0.5));
    }
  }
  EXPECT_NEAR(widest, 0.5, 1e-12);
  EXPECT_NE(a[0].x, c[0].x);
}

TEST(Layout, PutsWhatIsLinkedTogether) {
  // Two groups of ten, all linked within, one link between.
  std::vector<Edge> edges = {{0, 10, 1}};
  for (Node i = 0; i < 20; ++i) {
    for (Node j = i + 1; j < 20; ++j) {
      if ((i < 10) == (j < 10)) edges.push_back({i, j, 1});
    }
  }
  const auto points = LayOut(20, edges);
  double mean_within = 0, mean_between = 0;
  for (std::size_t i = 1; i < 10; ++i) {
    mean_within += Distance(points[1], points[i]) / 8;
    mean_between += Distance(points[1], points[10 + i]) / 9;
  }
  EXPECT_LT(mean_within * 2, mean_between);
}

TEST(Layout, OfOneOrNone) {
  EXPECT_TRUE(LayOut(0, {}).empty());
  EXPECT_EQ(LayOut(1, {})[0].x, 0.5);
}

}  // namespace
}  // namespace tenon::graph
