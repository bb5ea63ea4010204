#ifndef TENON_TEXT_FUSION_H_
#define TENON_TEXT_FUSION_H_

#include <span>
#include <vector>

namespace tenon::text {

/// What the words of two texts weigh against their vectors, where both scores are counted in standard deviations: a
/// quarter where the texts are in different languages, as much where they are in one. A
/// choice, not measured with this program's search (docs/models.md).
inline constexpr double kWordsAcrossLanguages = 0.25;
inline constexpr double kWordsWithinLanguage = 1;

/// words_weight * z(words) + z(vectors) for each candidate of one question, where z is the distance from the mean of
/// the candidates in standard deviations; a score that is the same for all tells nothing and counts as 0.
///
/// REQUIRES    as many of the one as of the other, all finite.
/// Reference   Lee 1997, "Analyses of multiple evidence combination", doi 10.1145/258525.258587.
std::vector<double> FuseScores(std::span<const double> words, std::span<const double> vectors, double words_weight);

}  // namespace tenon::text

#endif  // TENON_TEXT_FUSION_H_
