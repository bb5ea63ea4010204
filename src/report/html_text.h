#ifndef TENON_REPORT_HTML_TEXT_H_
#define TENON_REPORT_HTML_TEXT_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/answer.h"
#include "tenon/spec.h"

namespace tenon::report {

/// &, <, >, ", ' as entities; control characters as blanks.
std::string Escape(std::string_view text);
/// `digits` after the point; an en dash for missing ("no data" stands beside it in words).
std::string Number(const Value& value, int digits);
/// 0.43 -> "43 %", 0.004 -> "0.4 %".
std::string Percent(const Value& value);

/// A reader of one result table by column name. Every row access names its column, so a renamed column is found at
/// once.
class Rows {
 public:
  explicit Rows(const Table& table) : table_(&table) {}
  std::size_t size() const { return table_->rows.size(); }
  /// Missing also where the table has no such column.
  const Value& At(std::size_t row, std::string_view column) const;
  std::string TextAt(std::size_t row, std::string_view column) const { return TextOr(At(row, column)); }
  double RealAt(std::size_t row, std::string_view column, double fallback) const {
    return RealOr(At(row, column), fallback);
  }
  bool Has(std::size_t row, std::string_view column) const { return !IsMissing(At(row, column)); }

 private:
  const Table* table_;
};

using EconomyNames = std::map<std::string, Text>;

/// What all parts of a page share.
struct PageContext {
  Language language = Language::kEnglish;
  const EconomyNames* economies = nullptr;

  std::string Say(std::string_view en, std::string_view zh) const {
    return std::string(language == Language::kChinese ? zh : en);
  }
  /// "China", "中国"; the code itself where no name is known.
  std::string EconomyName(const std::string& code) const;
  /// A word of a closed list (station, stage, break kind, state ...) for people; the word itself where it is not known.
  std::string Word(const std::string& word) const;
};

/// Colour of a score in [0, 1]: five steps from pale to dark, told apart by colour-blind eyes and in grey print.
std::string_view ScoreColor(double score);
/// Black or white: what can be read on ScoreColor.
std::string_view InkOn(double score);

}  // namespace tenon::report

#endif  // TENON_REPORT_HTML_TEXT_H_
