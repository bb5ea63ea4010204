#ifndef TENON_ECON_COMPLEXITY_INDEX_H_
#define TENON_ECON_COMPLEXITY_INDEX_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "econ/presence.h"
#include "tenon/error.h"

namespace tenon::econ {

/// The scale of PCI. ECI is always a z-score over places (population standard deviation).
enum class PciScale {
  kOwn,             ///< z-score over activities
  kMeanOfPlaces,    ///< PCI_p is the mean ECI of the places that have p
  kPlacesAreMeans,  ///< so that ECI_c is the mean PCI of the activities of c
};

/// Whether the second eigenvector says something.
enum class IndexState {
  kDetermined,
  kTooFew,    ///< fewer than three places, or two activities, in the largest component
  kRepeated,  ///< the second eigenvalue stands twice, or is zero: any mixture of vectors would do
};

struct ComplexityIndex {
  std::vector<std::optional<double>> eci;  ///< by place
  std::vector<std::optional<double>> pci;  ///< by activity
  IndexState state = IndexState::kTooFew;
  double second_eigenvalue = 0;
  double third_eigenvalue = 0;  ///< the nearer to the second, the less the index means
  /// Parts of M that share no activity. Above 1, the index is that of the part with most places (the first of equals),
  /// and the other parts' places and activities have none: there is no scale on which to compare them.
  std::size_t components = 0;
};

/// Economic and product complexity: the eigenvector of the second largest eigenvalue of D^-1 M U^-1 M' (the limit that
/// the method of reflections goes to), and its dual. D: diversity, U: ubiquity.
///
/// Signed so that ECI correlates with diversity (where that is zero: so that its first non-zero entry is positive).
///
/// Shape       missing for places and activities that have nothing, and all where the state is not kDetermined.
/// Errors      NotConverged.
/// Complexity  O(ones x steps) on the smaller side; see LargestEigenpair.
/// Threads     one. Bits depend on the order of places and activities only; values do not.
/// Reference   Hidalgo & Hausmann 2009, doi 10.1073/pnas.0900943106; as an eigenvector: Hausmann et al. 2014, The Atlas
///             of Economic Complexity; Mealy, Farmer & Teytelboym 2019, doi 10.1126/sciadv.aau1705.
Result<ComplexityIndex> MeasureComplexityIndex(const Presence& presence, PciScale scale = PciScale::kOwn);

}  // namespace tenon::econ

#endif  // TENON_ECON_COMPLEXITY_INDEX_H_
