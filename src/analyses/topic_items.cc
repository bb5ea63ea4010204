#include "analyses/topic_items.h"

#include "analyses/chain_file.h"

namespace tenon::analyses {

Parameter TopicChainParameter() {
  return {.name = "chain",
          .type = ParameterType::kChainFile,
          .meaning = {"one row for each segment of this chain, by its openalex_topic codes; not given: for each topic",
                      "按该产业链各环节（openalex_topic 代码）汇总；不给则逐主题"}};
}

Result<std::map<std::string, Value>> ProvideTopicItems(const Question& question) {
  Table asked{
      .name = "topic_item", .columns = {{"item", ValueType::kText, ""}, {"topic", ValueType::kText, ""}}, .rows = {}};
  std::map<std::string, Value> names;
  if (question.arguments.Has("chain")) {
    TENON_ASSIGN(const chain::ParsedChain parsed, ReadChain(question.arguments.GetText("chain"), question.snapshot));
    for (const chain::Segment& segment : parsed.chain.segments) {
      for (const chain::SegmentCode& code : segment.codes) {
        if (code.scheme != "OPENALEX-TOPIC") continue;
        asked.rows.push_back({segment.id, code.code});
        names[segment.id] = segment.name.en;
      }
    }
    if (asked.rows.empty()) {
      return Fail(ErrorKind::kNotFound,
                  "no segment of the chain has a code openalex_topic: add some, or leave out --chain", "--chain");
    }
  } else {
    TENON_ASSIGN(const Table topics, question.snapshot.Ask("topics_of_works", {}, question.job));
    for (const auto& row : topics.rows) {
      asked.rows.push_back({row[0], row[0]});
      names[TextOr(row[0])] = row[1];
    }
    if (asked.rows.empty()) return Fail(ErrorKind::kNotFound, "no works with topics are loaded: load openalex");
  }
  TENON_CHECK(question.snapshot.Provide(asked));
  return names;
}

}  // namespace tenon::analyses
