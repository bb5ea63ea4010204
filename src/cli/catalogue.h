#ifndef TENON_CLI_CATALOGUE_H_
#define TENON_CLI_CATALOGUE_H_

#include "tenon/answer.h"
#include "tenon/spec.h"

namespace tenon::cli {

/// `tenon list`: every analysis with its question.
Answer ListOfAnalyses();
/// `tenon describe NAME`: tables analysis (field, value), parameters, columns.
Answer DescriptionOf(const AnalysisSpec& spec);

}  // namespace tenon::cli

#endif  // TENON_CLI_CATALOGUE_H_
