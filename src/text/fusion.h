#ifndef TENON_TEXT_FUSION_H_
#define TENON_TEXT_FUSION_H_

#include <span>

namespace tenon::text {

/// What brings two kinds of scores to one scale: a score times its factor is counted in standard deviations over the
/// candidates of one question. 0 where the score is the same for all of them and tells nothing.
struct FusionFactors {
  double words = 0, vectors = 0;
};

/// Sums of scores times their factors order the candidates as sums of standardised scores (z-scores) do.
///
/// REQUIRES    as many of the one as of the other, all finite.
/// Reference   Lee 1997, "Analyses of multiple evidence combination", doi 10.1145/258525.258587.
FusionFactors FactorsOf(std::span<const double> words, std::span<const double> vectors);

/// What words weigh beside vectors, both in standard deviations: as much where all candidates are in the language of
/// the question, a quarter where none is and a dictionary had to guess, (1/4)^(1 - share) in between. One weight for
/// all candidates of a question: none is held back for its language.
double WordsBesideVectors(double share_in_one_language);

}  // namespace tenon::text

#endif  // TENON_TEXT_FUSION_H_
