#ifndef TENON_ECON_PROXIMITY_H_
#define TENON_ECON_PROXIMITY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "econ/presence.h"
#include "tenon/error.h"

namespace tenon::econ {

/// How near two activities are, from the u_p and u_q places that have them and the n_pq that have both.
enum class ProximityMeasure {
  kMinimum,      ///< min(P(p|q), P(q|p)) = n_pq / max(u_p, u_q)
  kCosine,       ///< n_pq / sqrt(u_p u_q)
  kJaccard,      ///< n_pq / (u_p + u_q - n_pq)
  kAssociation,  ///< n_pq n / (u_p u_q), n: places that have anything; 1 is chance, and there is no upper bound
};

/// Values row by row. 0 where one of the two is nowhere: nothing is known then (Presence::ubiquity tells).
struct ProximityMatrix {
  std::size_t rows = 0, columns = 0;
  std::vector<double> values;
  double At(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
  std::span<const double> Row(std::size_t row) const { return std::span(values).subspan(row * columns, columns); }
};

/// Proximity of activities to each other: the product space. Symmetric. An activity is near itself: the diagonal is 1
/// (for kAssociation n / u_p). For the proximity of places, give presence.Transposed().
///
/// Complexity  O(activities^2 places / 64); 8 bytes a pair.
/// Reference   Hidalgo et al. 2007, doi 10.1126/science.1144581; association strength: van Eck & Waltman 2009,
///             doi 10.1002/asi.21075.
ProximityMatrix MeasureProximity(const Presence& presence, ProximityMeasure measure = ProximityMeasure::kMinimum);

/// One row of it: the proximity of every activity to this one.
/// REQUIRES    activity < presence.activities().
/// Complexity  O(activities + sum of the diversities of its places).
std::vector<double> MeasureProximityRow(const Presence& presence, std::uint32_t activity,
                                        ProximityMeasure measure = ProximityMeasure::kMinimum);

/// Proximity of the activities of one space to those of another (technologies to products), over the same places.
/// For kAssociation n counts the places that have something in both.
///
/// Shape       activities of `from` x activities of `to`.
/// Errors      InvalidArgument: the two number different places.
/// Reference   across layers: Pugliese et al. 2019, doi 10.1038/s41598-019-52767-5.
Result<ProximityMatrix> MeasureCrossProximity(const Presence& from, const Presence& to,
                                              ProximityMeasure measure = ProximityMeasure::kMinimum);

/// Phi x for the columns of x, without the matrix Phi where that is cheaper.
///
/// kMinimum: sum_q n_pq x_q / max(u_p, u_q) = sum over the places c of p of W_k[c], with k = u_p and
/// W_k[c] = sum over the activities q of c of x_q / max(k, u_q), which all activities of ubiquity k share. kCosine and
/// kAssociation factor. kJaccard, and spaces of fewer activities than places, take the matrix.
///
/// Shape       x and the result: activities x `columns`, row by row; 0 for an activity that is nowhere.
/// REQUIRES    x.size() == activities x columns.
/// Complexity  O((ones + places x distinct ubiquities) columns).
std::vector<double> ApplyProximity(const Presence& presence, ProximityMeasure measure, std::span<const double> x,
                                   std::size_t columns);

}  // namespace tenon::econ

#endif  // TENON_ECON_PROXIMITY_H_
