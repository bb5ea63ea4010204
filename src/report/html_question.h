#ifndef TENON_REPORT_HTML_QUESTION_H_
#define TENON_REPORT_HTML_QUESTION_H_

#include <string>
#include <string_view>

#include "report/html_text.h"

namespace tenon::report {

/// The command that asks a question again, with every parameter.
std::string CommandOf(std::string_view analysis, const Receipt& receipt);

/// A section of the page for one further question about the chain (single-points, what-if, leverage): its sentences,
/// the first rows of its table, its command. "" for any other answer.
std::string QuestionSection(const Answer& answer, const PageContext& context);

}  // namespace tenon::report

#endif  // TENON_REPORT_HTML_QUESTION_H_
