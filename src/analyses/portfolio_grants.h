#ifndef TENON_ANALYSES_PORTFOLIO_GRANTS_H_
#define TENON_ANALYSES_PORTFOLIO_GRANTS_H_

#include "analyses/portfolio_candidates.h"

namespace tenon::analyses {

/// Gives the query portfolio_grants its input: codes and keywords of the segments of --chain.
/// Errors  those of ReadChain.
Status ProvideSegments(const Question& question);

/// Grants that lead to a segment of --chain as candidates, at the amount granted. The probability of each link is the
/// share of all grants of the grant's field that became a product (the question `conversion`), with Wilson's 95 %
/// interval. `candidates.targets` stand already.
/// Errors  NotFound: no grants, none that lead there, or none that became a product; InvalidArgument: no chain, several
///         sources, several currencies; those of ReadChain.
Status ReadGrants(const Question& question, Candidates& candidates);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PORTFOLIO_GRANTS_H_
