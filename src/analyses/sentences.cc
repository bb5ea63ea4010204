#include "analyses/answer_tables.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

ResultTable Sentences() {
  return {"sentences",
          {"the answer in sentences", "结论"},
          {
              {"segment", kText, "", {"id in the chain file; missing: the chain as a whole", "环节代号；缺失：整条链"}},
              {"topic", kText, "", {"what the sentence is about", "主题"}},
              {"en", kText, "", {"in English", "英文"}},
              {"zh", kText, "", {"in Chinese", "中文"}},
          }};
}

void FillSentences(const Assessment&, Table&) {}

}  // namespace

AnswerTable SentencesTable() { return {&Sentences, &FillSentences}; }

}  // namespace tenon::analyses
