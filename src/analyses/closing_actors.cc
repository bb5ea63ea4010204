#include "analyses/closing_actors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analyses/consortium_actors.h"
#include "analyses/sentence.h"

namespace tenon::analyses {
namespace {

constexpr std::size_t kShown = 3;

/// Somebody who could take part, and how well.
struct Able {
  std::string name;
  bool is_firm = false;
  double level = 0;
};

bool IsToBeClosed(const Assessment& assessment, std::size_t s) {
  return assessment.dependence.segments[s].choked == true ||
         econ::DeepestBreak(assessment.profiles.segments[s].steps) != nullptr;
}

/// By segment and id.
Result<std::map<std::size_t, std::map<std::string, Able>>> ReadAble(const Question& question,
                                                                    const Assessment& assessment) {
  Table codes{"needed_code",
              {{"place", ValueType::kInteger, ""}, {"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}},
              {}};
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    if (!IsToBeClosed(assessment, s)) continue;
    codes.rows.push_back({static_cast<std::int64_t>(s), std::string("ETO-INPUT"), assessment.chain.segments[s].id});
    for (const auto& code : assessment.chain.segments[s].codes) {
      codes.rows.push_back({static_cast<std::int64_t>(s), code.scheme, code.code});
    }
  }
  TENON_CHECK(question.snapshot.Provide(codes));
  TENON_ASSIGN(const Table rows,
               question.snapshot.Ask("consortium_evidence", {{"at_least", kFewestForCapability}}, question.job));
  std::map<std::size_t, std::map<std::string, Able>> able;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    Able& one = able[static_cast<std::size_t>(IntegerOr(rows.At(row, "place"), 0))][TextOr(rows.At(row, "actor"))];
    one.name = TextOr(rows.At(row, "name"));
    one.is_firm = one.is_firm || TextOr(rows.At(row, "kind")) == "firm";
    one.level = std::max(one.level, RealOr(rows.At(row, "level"), 0));
  }
  return able;
}

Sentence SentenceOf(const std::string& command, const std::map<std::string, Able>& able) {
  std::vector<Able> best;
  std::size_t firms = 0;
  for (const auto& [id, one] : able) {
    best.push_back(one);
    firms += one.is_firm ? 1 : 0;
  }
  std::ranges::stable_sort(best, std::ranges::greater(), &Able::level);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(kShown, best.size()); ++i) names.push_back(best[i].name);
  const std::string then_en = firms == 0 ? "none of them is a firm that could lead"
                                         : fmt::format("`{}` says who together, led by a firm", command);
  const std::string then_zh =
      firms == 0 ? "其中尚无可牵头的企业" : fmt::format("由企业牵头、与谁联合，见 `{}`", command);
  return {"who",
          {fmt::format("Who could take part in closing it (known actors: {}, firms among them: {}): {}{}; {}.",
                       best.size(), firms, fmt::join(names, ", "), best.size() > kShown ? " ..." : "", then_en),
           fmt::format("可参与弥补者（已知主体 {} 家，其中企业 {} 家）：{}{}；{}。", best.size(), firms,
                       fmt::join(names, "、"), best.size() > kShown ? "等" : "", then_zh)}};
}

}  // namespace

Status AddClosingActors(const Question& question, const Assessment& assessment, Answer& answer) {
  TENON_ASSIGN(const auto able, ReadAble(question, assessment));
  const auto table = std::ranges::find(answer.tables, "sentences", &Table::name);
  if (table == answer.tables.end() || able.empty()) return {};
  for (const auto& [segment, actors] : able) {
    const std::string& id = assessment.chain.segments[segment].id;
    const std::string command =
        fmt::format("tenon run consortium --chain {} --segment {}", question.arguments.GetText("chain"), id);
    AddSentences({SentenceOf(command, actors)}, *table, id);
  }
  AddSources(question.snapshot.SourcesOf({"work_topic", "patent_class", "provision"}), answer.receipt.sources);
  return {};
}

}  // namespace tenon::analyses
