#ifndef TENON_ECON_IO_INFLUENCE_H_
#define TENON_ECON_IO_INFLUENCE_H_

#include "econ/input_output.h"
#include "tenon/error.h"

namespace tenon::econ {

/// Field of influence of every coefficient: how much all of L changes when one a_ij changes.
///
///   F(eps) = (L(a_ij + eps) - L) / eps = L_.i L_j. / (1 - eps l_ji)
///   S_ij   = sum of squares of F = ||L_.i||^2 ||L_j.||^2 / (1 - eps l_ji)^2
///
/// eps = 0 is the limit, the derivative of L by a_ij.
///
/// Shape       n x n: row i, column j is the influence of a_ij.
/// Errors      InvalidArgument: L is not square; eps makes I - A singular for a pair, which is named.
/// Complexity  O(n^2) for all pairs.
/// Reference   Sonis & Hewings 1992; Miller & Blair 2009, ch. 12.
Result<Matrix> FieldOfInfluence(const Matrix& inverse, double eps = 0);

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_INFLUENCE_H_
