#ifndef TENON_STORE_ECONOMY_NAME_H_
#define TENON_STORE_ECONOMY_NAME_H_

#include <string>
#include <string_view>
#include <vector>

namespace tenon::store {

/// An economy's name as it is compared: NFKC, case folded, without accents, full stops, apostrophes and leading "the";
/// other punctuation as one blank; "&" as "and", and the usual abbreviations written out ("Dem. Rep." as "democratic
/// republic", "Saint" as "st"). Brackets count as blanks. "" for text that is not UTF-8 or is longer than 200 bytes.
std::string NormalName(std::string_view text);

/// A name without the notes around it: "Canada (shipments)" is "Canada" with the note "shipments".
struct BareName {
  std::string name;                ///< without "(...)" and without the number of a footnote behind it
  std::vector<std::string> notes;  ///< what stood in the brackets
};
BareName WithoutNotes(std::string_view text);

/// "Korea, Republic of" as "Republic of Korea"; "" unless there is exactly one comma.
std::string CommaInverted(std::string_view text);

/// True if a note changes which economy is meant, e.g. "Dem. Rep." behind "Congo".
bool NoteQualifies(std::string_view note);

}  // namespace tenon::store

#endif  // TENON_STORE_ECONOMY_NAME_H_
