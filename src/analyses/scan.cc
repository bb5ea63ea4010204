#include <array>

#include "analyses/answer_tables.h"
#include "analyses/closing_actors.h"
#include "analyses/questions.h"

namespace tenon::analyses {
namespace {

std::array<AnswerTable, 12> Tables() {
  return {SegmentsTable(), LinksTable(),    StationsTable(),  PartsTable(),    SuppliersTable(), ControlsTable(),
          HistoryTable(),  EvidenceTable(), SentencesTable(), LeverageTable(), BreaksTable(),    ChainTable()};
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "scan";
  spec.title = {"Scan of a chain", "产业链体检"};
  spec.sentence = {
      "Where does the chain break for an economy, on whom does it hang, how sure is that, and what would close it?",
      "产业链对某经济体断在哪里、依赖谁、有多大把握、如何弥补？"};
  spec.parameters = AssessmentParameters(AssessmentScope::kShortage);
  spec.tables = SpecsOf(Tables());
  spec.conventions = AssessmentConventions(AssessmentScope::kShortage);
  spec.references = {
      "European Commission (2021). SWD(2021) 352: Strategic dependencies and capacities.",
      "Vicard, V., Wibaux, P. (2023). EU Strategic Dependencies. CEPII Policy Brief 2023-41.",
      "Laursen, K. (2015). Revealed comparative advantage and the alternatives. doi 10.1007/s40821-014-0017-1"};
  spec.example = "tenon run scan --chain chains/chips.yaml --economy KOR";
  return spec;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Assessment assessment, Assess(question, AssessmentScope::kShortage));
  Answer answer = AnswerOf(assessment, Tables());
  TENON_CHECK(AddClosingActors(question, assessment, answer));
  return answer;
}

}  // namespace

const Analysis& ScanAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
