#ifndef TENON_TEXT_NORMALISE_H_
#define TENON_TEXT_NORMALISE_H_

#include <string>
#include <string_view>

namespace tenon::text {

/// Text without the marks of its medium: HTML and MathML tags go, entities become the characters they stand for, of TeX
/// between dollars the words and letters stay ("$\mathrm{CO}_2$" is CO2). Tags inside a word (sub, sup, i, b, em,
/// strong, span) leave no blank, others do. What only looks like a tag ("a < b > c") stays.
std::string WithoutMarkup(std::string_view utf8);

/// The form in which texts are compared: NFKC, case folded (Unicode's NFKC_Casefold), traditional Chinese characters
/// replaced by the simplified ones, one by one. Bytes that are no UTF-8 stay; they are part
/// of no word.
///
/// Threads     any number at once.
/// Reference   Unicode Standard Annex #15; ICU's table Traditional-Simplified.
std::string Normalise(std::string_view utf8);

/// Whether the bytes are UTF-8. Faces refuse what is not.
bool IsUtf8(std::string_view bytes);

}  // namespace tenon::text

#endif  // TENON_TEXT_NORMALISE_H_
