#ifndef TENON_REPORT_REPORT_H_
#define TENON_REPORT_REPORT_H_

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "tenon/answer.h"
#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::report {

/// {"receipt": {...}, "tables": [{"name", "columns": [{"name", "type", "unit"}], "rows": [[...]]}]}; missing is null.
std::string ToJson(const Answer& answer);
/// The receipt alone, as in ToJson.
std::string ToJson(const Receipt& receipt);
/// RFC 4180 with a header row; missing is an empty field, an empty text is "".
std::string ToCsv(const Table& table);
/// An Arrow IPC stream of one record batch; missing is null, a column's unit is metadata of its field (`unit`), the
/// receipt of the schema (`tenon.receipt`, as in ToJson).
std::string ToArrow(const Table& table, const Receipt& receipt);
/// For a terminal `width` columns wide (0: as wide as needed). Chinese characters count two columns.
/// `color`: bold heads and dim missing cells by ANSI codes.
struct TerminalStyle {
  int width = 0;
  bool color = false;
  Language language = Language::kEnglish;
};
std::string ToTerminal(const Table& table, const TerminalStyle& style);
/// What the answer says in sentences about its subject as a whole: the rows of its table `sentences` with an empty
/// `segment`, one a line; "" where it has none.
std::string ToSentences(const Answer& answer, Language language);
/// The answer of `scan` as one self-contained HTML page (no network, no script needed to read it).
/// `economies`: code -> name, for people. `more`: answers of single-points, what-if and leverage on the same chain,
/// each a section after the ranking. Errors  Internal: a table of `scan` is absent.
Result<std::string> ToHtml(const Answer& scan, Language language, const std::map<std::string, Text>& economies,
                           std::span<const Answer> more = {});

}  // namespace tenon::report

#endif  // TENON_REPORT_REPORT_H_
