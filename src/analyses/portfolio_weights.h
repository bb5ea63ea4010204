#ifndef TENON_ANALYSES_PORTFOLIO_WEIGHTS_H_
#define TENON_ANALYSES_PORTFOLIO_WEIGHTS_H_

#include "analyses/portfolio_candidates.h"

namespace tenon::analyses {

/// Makes the segments of --chain the targets, each worth its shortage for --economy with the interval of that. A
/// segment without a shortage is left out and named.
/// REQUIRES    both are given. Errors  those of Assess.
Status WeighSegments(const Question& question, Candidates& candidates);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PORTFOLIO_WEIGHTS_H_
