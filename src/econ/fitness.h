#ifndef TENON_ECON_FITNESS_H_
#define TENON_ECON_FITNESS_H_

#include <optional>
#include <vector>

#include "econ/presence.h"
#include "tenon/error.h"

namespace tenon::econ {

/// When to stop. Fitness itself need not converge (some go to zero for ever), but its ranks do.
struct FitnessOptions {
  std::optional<int> updates;  ///< exactly so many, 1 or more, instead of a rule
  int steady_updates = 20;     ///< else: until the ranks of places stood still for so many updates
  int max_updates = 5000;
};

struct Fitness {
  std::vector<std::optional<double>> places;      ///< F; mean 1
  std::vector<std::optional<double>> activities;  ///< Q; mean 1
  int updates = 0;                                ///< done
};

/// Fitness of places and complexity of activities, from ones; both vectors are updated from the old pair:
///
///   F~_c = sum_p M_cp Q_p,   Q~_p = 1 / sum_c M_cp / F_c,   each divided by its mean
///
/// Software that counts the ones as its first iteration reaches after 20 what stands here after 19 updates.
///
/// Shape       missing for places and activities that have nothing; they are in no mean.
/// Errors      InvalidArgument: a number of updates below 1; NotConverged: the ranks still move after max_updates.
/// Complexity  O(ones) an update.
/// Reference   Tacchella et al. 2012, doi 10.1038/srep00723; convergence: Pugliese, Zaccaria & Pietronero 2016,
///             doi 10.1140/epjst/e2015-50118-1.
Result<Fitness> MeasureFitness(const Presence& presence, const FitnessOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_FITNESS_H_
