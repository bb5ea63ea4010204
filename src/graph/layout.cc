#include "graph/layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.h"

namespace tenon::graph {
namespace {

constexpr double kTheta = 0.8;
constexpr double kGravity = 0.05;

void ScaleToUnit(std::span<Point> points) {
  double low_x = std::numeric_limits<double>::infinity(), low_y = low_x, high_x = -low_x, high_y = -low_x;
  for (const Point& point : points) {
    low_x = std::min(low_x, point.x);
    high_x = std::max(high_x, point.x);
    low_y = std::min(low_y, point.y);
    high_y = std::max(high_y, point.y);
  }
  const double side = std::max(high_x - low_x, high_y - low_y);
  for (Point& point : points) {
    point.x = side > 0 ? 0.5 + (point.x - (low_x + high_x) / 2) / side : 0.5;
    point.y = side > 0 ? 0.5 + (point.y - (low_y + high_y) / 2) / side : 0.5;
  }
}

}  // namespace

std::vector<Point> LayOut(std::size_t nodes, std::span<const Edge> edges, const LayoutOptions& options) {
  // Lengths in units of the distance at which a link neither pulls nor pushes.
  const double extent = std::sqrt(static_cast<double>(nodes));
  Random random(options.seed);
  std::vector<Point> points(nodes);
  for (Point& point : points) point = {random.Uniform(-extent, extent), random.Uniform(-extent, extent)};
  for (int step = 0; step < options.steps; ++step) {
    std::vector<Point> forces = Repulsion(points, kTheta);
    for (std::size_t i = 0; i < nodes; ++i) {
      forces[i].x -= kGravity * points[i].x;
      forces[i].y -= kGravity * points[i].y;
    }
    for (const Edge& edge : edges) {
      const double x = points[edge.a].x - points[edge.b].x, y = points[edge.a].y - points[edge.b].y;
      const double distance = std::sqrt(x * x + y * y);
      forces[edge.a].x -= distance * x;
      forces[edge.a].y -= distance * y;
      forces[edge.b].x += distance * x;
      forces[edge.b].y += distance * y;
    }
    const double longest = extent / 5 * (1 - static_cast<double>(step) / options.steps);
    for (std::size_t i = 0; i < nodes; ++i) {
      const double force = std::sqrt(forces[i].x * forces[i].x + forces[i].y * forces[i].y);
      if (force == 0) continue;
      const double move = std::min(force, longest) / force;
      points[i].x += move * forces[i].x;
      points[i].y += move * forces[i].y;
    }
  }
  ScaleToUnit(points);
  return points;
}

}  // namespace tenon::graph
