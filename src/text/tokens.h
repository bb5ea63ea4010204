#ifndef TENON_TEXT_TOKENS_H_
#define TENON_TEXT_TOKENS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::text {

enum class TokenKind : std::uint8_t {
  kWord,  ///< letters and digits with blanks or marks around them
  kHan,   ///< two neighbouring Chinese (or Japanese, Korean) characters; a single one where it stands alone
};

struct Token {
  std::string_view text;  ///< part of the text that was cut
  TokenKind kind = TokenKind::kWord;
};

/// Cuts normalised text into words and pairs of Chinese characters, in their order.
///
/// A unit right behind a number is a word of its own ("10kg" is 10 and kg), and Chinese names of units become their
/// symbols ("10毫米": 10, mm); a decimal point stays inside its number; the s of "Newton's" goes.
///
/// Complexity  linear. `tokens` is emptied first; it points into `normalised` and into constants.
void Cut(std::string_view normalised, std::vector<Token>& tokens);

/// The runs of Chinese characters in normalised text, in their order.
std::vector<std::string_view> HanRuns(std::string_view normalised);

/// What most of a text is written in.
enum class Writing : std::uint8_t {
  kLetters,  ///< or nothing
  kHan,      ///< more Chinese characters than a third of the letters: a character says about what three letters say
};
Writing WritingOf(std::string_view text);

/// English stems by the Snowball algorithm; words with letters beyond a to z stay as they are.
///
/// Threads     one object a thread.
/// Reference   Porter 2001, "Snowball: a language for stemming algorithms"; algorithm "english" (Porter 2).
class Stemmer {
 public:
  Stemmer();
  /// The result is valid until the next call.
  std::string_view Stem(std::string_view word);

 private:
  std::unique_ptr<void, void (*)(void*)> stemmer_;
};

/// What an index holds of a text beside its words: finer pieces, by which translations are found that differ in form.
enum class Grams : std::uint8_t {
  kNone,
  kFour,  ///< also each four neighbouring letters of a word of a to z with its ends marked ("#_gal", "#gall", ...
          ///< "#ium_"), and each character of a pair of Chinese ones
};

/// The terms of a text, as an index holds them: normalised, cut, stemmed. Grams of letters begin with '#', so they are
/// no words.
///
/// Threads     one object a thread.
class Analyzer {
 public:
  explicit Analyzer(Grams grams = Grams::kNone) : grams_(grams) {}
  /// In their order, repeated ones too. The words of one token come together: its stem, then its grams.
  std::vector<std::string> Terms(std::string_view text);
  /// The tokens of a text; valid until the next call.
  const std::vector<Token>& Tokens(std::string_view text);
  /// What the index holds for a token, added to `terms`.
  void AppendTerms(const Token& token, std::vector<std::string>& terms);

 private:
  Grams grams_;
  Stemmer stemmer_;
  std::string normalised_;
  std::vector<Token> tokens_;
};

/// The grams of a word of a to z, or of a pair of Chinese characters; none of anything else.
std::vector<std::string> GramsOf(std::string_view word);

}  // namespace tenon::text

#endif  // TENON_TEXT_TOKENS_H_
