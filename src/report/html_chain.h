#ifndef TENON_REPORT_HTML_CHAIN_H_
#define TENON_REPORT_HTML_CHAIN_H_

#include <string>

#include "report/html_text.h"

namespace tenon::report {

/// The chain as an SVG picture that reads from raw inputs (left) to final products (right), one box a segment, coloured
/// by shortage. Variants stand inside the box of what they are a variant of. Each box is a link to its sheet
/// (#segment-ID). Shape       columns = longest path over input links; boxes of a column ordered to keep links short.
std::string ChainPicture(const Table& segments, const Table& links, const PageContext& context);

/// The legend of the picture.
std::string ChainLegend(const PageContext& context);

}  // namespace tenon::report

#endif  // TENON_REPORT_HTML_CHAIN_H_
