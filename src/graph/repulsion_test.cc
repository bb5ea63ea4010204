#include "graph/repulsion.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

namespace tenon::graph {
namespace {

double Distance(const Point& a, const Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

TEST(Repulsion, AgreesWithTheSumOverAllPairs) {
  Random random(1);
  std::vector<Point> points(200);
  for (Point& point : points) point = {random.Normal(), random.Uniform()};
  points[7] = points[3];
  const auto exact = Repulsion(points, 0), near = Repulsion(points, 0.5);
  for (std::size_t i = 0; i < points.size(); ++i) {
    Point sum;
    for (const Point& other : points) {
      const double distance = Distance(points[i], other);
      if (distance == 0) continue;
      sum.x += (points[i].x - other.x) / distance / distance;
      sum.y += (points[i].y - other.y) / distance / distance;
    }
    EXPECT_NEAR(exact[i].x, sum.x, 1e-9 * (1 + std::abs(sum.x)));
    EXPECT_NEAR(exact[i].y, sum.y, 1e-9 * (1 + std::abs(sum.y)));
    EXPECT_LT(Distance(near[i], sum), 0.05 * 200);
  }
  EXPECT_TRUE(Repulsion({}, 0.5).empty());
  const std::vector<Point> same(3, Point{1, 1});
  EXPECT_EQ(Repulsion(same, 0.5)[0].x, 0);
}

}  // namespace
}  // namespace tenon::graph
