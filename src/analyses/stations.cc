#include <array>

#include "analyses/answer_tables.h"
#include "analyses/questions.h"

namespace tenon::analyses {
namespace {

std::array<AnswerTable, 4> Tables() { return {StationsTable(), BreaksTable(), LinksTable(), EvidenceTable()}; }

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "stations";
  spec.title = {"Stations and breaks", "站点与断点"};
  spec.sentence = {"Where does the way from research to application to production break, segment by segment?",
                   "从研究到应用到生产，各环节的路在哪里断开？"};
  spec.parameters = AssessmentParameters(AssessmentScope::kStations);
  spec.tables = SpecsOf(Tables());
  spec.conventions = AssessmentConventions(AssessmentScope::kStations);
  spec.references = {
      "Balassa, B. (1965). Trade Liberalisation and \"Revealed\" Comparative Advantage.",
      "Laursen, K. (2015). Revealed comparative advantage and the alternatives. doi 10.1007/s40821-014-0017-1"};
  spec.example = "tenon run stations --chain chains/chips.yaml --economy KOR";
  return spec;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Assessment assessment, Assess(question, AssessmentScope::kStations));
  return AnswerOf(assessment, Tables());
}

}  // namespace

const Analysis& StationsAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
