#ifndef TENON_GRAPH_REPULSION_H_
#define TENON_GRAPH_REPULSION_H_

#include <span>
#include <vector>

namespace tenon::graph {

struct Point {
  double x = 0;
  double y = 0;
};

/// For each point the sum over all others of (point - other) / distance^2, where a far group of points (narrower than
/// `theta` x its distance) stands for its members. 0: exact. A point upon another is not pushed by it.
/// REQUIRES    theta >= 0.
/// Complexity  O(n log n) for theta well above 0.
/// Reference   Barnes & Hut 1986, doi 10.1038/324446a0.
std::vector<Point> Repulsion(std::span<const Point> points, double theta);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_REPULSION_H_
