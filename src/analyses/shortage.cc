#include <array>

#include "analyses/answer_tables.h"
#include "analyses/questions.h"

namespace tenon::analyses {
namespace {

std::array<AnswerTable, 7> Tables() {
  return {SegmentsTable(), PartsTable(),    SuppliersTable(), ControlsTable(),
          HistoryTable(),  LeverageTable(), EvidenceTable()};
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "shortage";
  spec.title = {"Shortage: withheld, no other seller, cannot make it", "短缺：要不来、买不来、讨不来"};
  spec.sentence = {
      "Which segments would hurt most if they failed to come, how sure is that, and over whom do we hold a lever?",
      "哪些环节断供最痛？把握有多大？我们又掐住谁？"};
  spec.parameters = AssessmentParameters(AssessmentScope::kShortage);
  spec.tables = SpecsOf(Tables());
  spec.conventions = AssessmentConventions(AssessmentScope::kShortage);
  spec.references = {"European Commission (2021). SWD(2021) 352: Strategic dependencies and capacities.",
                     "Vicard, V., Wibaux, P. (2023). EU Strategic Dependencies. CEPII Policy Brief 2023-41."};
  spec.example = "tenon run shortage --chain chains/critical-minerals.yaml --economy DEU";
  return spec;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Assessment assessment, Assess(question, AssessmentScope::kShortage));
  return AnswerOf(assessment, Tables());
}

}  // namespace

const Analysis& ShortageAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
