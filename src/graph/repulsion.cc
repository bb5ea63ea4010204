#include "graph/repulsion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tenon::graph {
namespace {

/// A square of the plane, quartered until a quarter holds one point or is too small to divide.
class QuadTree {
 public:
  explicit QuadTree(std::span<const Point> points) : points_(points), order_(points.size()) {
    double low_x = std::numeric_limits<double>::infinity(), low_y = low_x, high_x = -low_x, high_y = -low_x;
    for (std::size_t i = 0; i < points.size(); ++i) {
      order_[i] = i;
      low_x = std::min(low_x, points[i].x);
      high_x = std::max(high_x, points[i].x);
      low_y = std::min(low_y, points[i].y);
      high_y = std::max(high_y, points[i].y);
    }
    const double side = std::max(high_x - low_x, high_y - low_y);
    if (!points.empty()) Divide(0, points.size(), {low_x + side / 2, low_y + side / 2}, side, kMaxDepth);
  }

  Point PushOn(const Point& point, double theta) const {
    Point push;
    std::array<std::size_t, 4 * (kMaxDepth + 1)> open{};
    std::size_t count = 0;
    open[count++] = 0;
    while (count > 0) {
      const Square& square = squares_[open[--count]];
      const double x = point.x - square.centre.x, y = point.y - square.centre.y;
      const double distance2 = x * x + y * y;
      if (square.is_leaf || square.side * square.side < theta * theta * distance2) {
        if (distance2 > 0) {
          push.x += square.points * x / distance2;
          push.y += square.points * y / distance2;
        }
        continue;
      }
      for (std::size_t i = 0; i < square.num_parts; ++i) open[count++] = square.parts[i];
    }
    return push;
  }

 private:
  static constexpr int kMaxDepth = 40;
  struct Square {
    Point centre;  ///< of gravity
    double points = 0;
    double side = 0;
    bool is_leaf = false;
    std::array<std::size_t, 4> parts{};
    std::size_t num_parts = 0;
  };

  std::size_t Divide(std::size_t first, std::size_t last, Point middle, double side, int depth) {
    const std::size_t number = squares_.size();
    squares_.emplace_back();
    Square square;
    square.side = side;
    square.points = static_cast<double>(last - first);
    // Counted from the first point, so that the centre of points upon each other is that very point.
    const Point origin = points_[order_[first]];
    square.centre = origin;
    for (std::size_t i = first; i < last; ++i) {
      square.centre.x += (points_[order_[i]].x - origin.x) / square.points;
      square.centre.y += (points_[order_[i]].y - origin.y) / square.points;
    }
    square.is_leaf = last - first == 1 || depth == 0 || side == 0;
    if (!square.is_leaf) {
      const auto begin = order_.begin();
      const auto at = [&](std::size_t i) { return begin + static_cast<std::ptrdiff_t>(i); };
      const auto split = [&](std::size_t from, std::size_t to, auto below) {
        return static_cast<std::size_t>(std::stable_partition(at(from), at(to), below) - begin);
      };
      const auto left = [&](std::size_t i) { return points_[i].x < middle.x; };
      const auto lower = [&](std::size_t i) { return points_[i].y < middle.y; };
      const std::size_t cut = split(first, last, left);
      const std::array bounds = {first, split(first, cut, lower), cut, split(cut, last, lower), last};
      for (std::size_t i = 0; i < 4; ++i) {
        if (bounds[i] == bounds[i + 1]) continue;
        const Point centre = {middle.x + (i < 2 ? -side : side) / 4, middle.y + (i % 2 == 0 ? -side : side) / 4};
        square.parts[square.num_parts++] = Divide(bounds[i], bounds[i + 1], centre, side / 2, depth - 1);
      }
    }
    squares_[number] = square;
    return number;
  }

  std::span<const Point> points_;
  std::vector<std::size_t> order_;
  std::vector<Square> squares_;
};

}  // namespace

std::vector<Point> Repulsion(std::span<const Point> points, double theta) {
  const QuadTree tree(points);
  std::vector<Point> pushes;
  pushes.reserve(points.size());
  for (const Point& point : points) pushes.push_back(tree.PushOn(point, theta));
  return pushes;
}

}  // namespace tenon::graph
