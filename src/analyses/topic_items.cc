#include "analyses/topic_items.h"

#include <cstdint>

#include "analyses/chain_file.h"

namespace tenon::analyses {

std::vector<Parameter> TopicParameters() {
  return {
      {.name = "chain",
       .type = ParameterType::kChainFile,
       .meaning = {"one row for each segment of this chain, by its openalex_topic codes; not given: for each topic",
                   "按该产业链各环节（openalex_topic 代码）汇总；不给则逐主题"}},
      {.name = "from",
       .type = ParameterType::kInteger,
       .meaning = {"first year of publication", "起始发表年份"},
       .unit = "year",
       .default_value = Value(std::int64_t{1900}),
       .minimum = 1000,
       .maximum = 2999},
      {.name = "until",
       .type = ParameterType::kInteger,
       .meaning = {"last year of publication", "截止发表年份"},
       .unit = "year",
       .default_value = Value(std::int64_t{2999}),
       .minimum = 1000,
       .maximum = 2999},
  };
}

std::vector<Parameter> DrawParameters() {
  return {
      {.name = "draws",
       .type = ParameterType::kInteger,
       .meaning = {"draws of works with replacement, for the intervals", "为求区间而有放回抽取成果的次数"},
       .unit = "count",
       .default_value = Value(std::int64_t{500}),
       .minimum = 1,
       .maximum = 1e6},
      {.name = "seed",
       .type = ParameterType::kInteger,
       .meaning = {"seed of the draws", "随机种子"},
       .default_value = Value(std::int64_t{1}),
       .minimum = 0,
       .maximum = 9e15},
  };
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
