#ifndef TENON_REPORT_HTML_SHEET_H_
#define TENON_REPORT_HTML_SHEET_H_

#include <cstddef>
#include <string>

#include "report/html_text.h"

namespace tenon::report {

/// What a bar's colour says: kScore by ScoreColor (dark is bad), kPlain nothing.
enum class BarColor { kScore, kPlain };

/// A horizontal bar from 0 to 1 with its interval, as a small SVG. Missing: an empty frame.
std::string ScoreBar(const Value& value, const Value& low, const Value& high, BarColor color = BarColor::kScore);

/// One segment on one sheet: sentences, scores with their parts, station profile, suppliers, history, controls,
/// evidence. `row`: of the table `segments`.
std::string SegmentSheet(const Answer& scan, std::size_t row, const PageContext& context);

}  // namespace tenon::report

#endif  // TENON_REPORT_HTML_SHEET_H_
