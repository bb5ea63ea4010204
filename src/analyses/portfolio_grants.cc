#include "analyses/portfolio_grants.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/chain_file.h"
#include "econ/survival.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

/// How many grants of a field there are, and how many of them became a product.
struct Conversion {
  std::size_t subjects = 0, crossed = 0;
};

Result<std::map<Value, Conversion>> ReadConversion(const Question& question) {
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("conversion",
                                                       {{"of", Value(std::string("project"))},
                                                        {"to", Value(std::string("product"))},
                                                        {"by", Value(std::string("field"))}},
                                                       question.job));
  std::map<Value, Conversion> fields;
  std::size_t crossed = 0;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const auto count = static_cast<std::size_t>(IntegerOr(rows.At(row, "subjects"), 0));
    Conversion& field = fields[rows.At(row, "group")];
    field.subjects += count;
    if (!BooleanOr(rows.At(row, "crossed"), false)) continue;
    field.crossed += count;
    crossed += count;
  }
  if (crossed > 0) return fields;
  return Fail(ErrorKind::kNotFound,
              "no grant is seen to have become a product, so that no probability can be estimated: load the patents of "
              "grants and of products (nih-reporter, fda-orange-book), or give probabilities of your own in the tables "
              "project and project_target");
}

/// What a row of a grant says, as a candidate; several currencies are an error.
Status AddGrant(const std::vector<Value>& row, Candidates& candidates) {
  const std::string currency = TextOr(row[7]);
  if (!IsMissing(row[6]) && !currency.empty()) {
    if (!candidates.unit.empty() && candidates.unit != currency) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("the grants are in {} and in {}: no budget can be held against both; choose by --source",
                              candidates.unit, currency),
                  "--source");
    }
    candidates.unit = currency;
  }
  candidates.projects.push_back(
      {TextOr(row[0]),
       TextOr(row[1]),
       TextOr(row[3]),
       TextOr(row[4]),
       TextOr(row[5]),
       {{std::nullopt, IsMissing(row[6]) ? std::nullopt : std::optional(RealOr(row[6], 0))}}});
  return {};
}

}  // namespace

Status ProvideSegments(const Question& question) {
  TENON_ASSIGN(const chain::ParsedChain parsed, ReadChain(question.arguments.GetText("chain"), question.snapshot));
  Table codes{"segment_code",
              {{"segment", ValueType::kText, ""}, {"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}},
              {}};
  Table keywords{
      "segment_keyword",
      {{"segment", ValueType::kText, ""}, {"keyword", ValueType::kText, ""}, {"begins", ValueType::kText, ""}},
      {}};
  for (const chain::Segment& segment : parsed.chain.segments) {
    for (const auto& code : segment.codes) codes.rows.push_back({segment.id, code.scheme, code.code});
    for (const auto& word : segment.keywords_en) keywords.rows.push_back({segment.id, word, std::string("word")});
    for (const auto& word : segment.keywords_zh) keywords.rows.push_back({segment.id, word, std::string("anywhere")});
  }
  TENON_CHECK(question.snapshot.Provide(codes));
  return question.snapshot.Provide(keywords);
}

Status ReadGrants(const Question& question, Candidates& candidates) {
  TENON_ASSIGN(const std::string source, PlanningSource(question, "grant"));
  if (source.empty()) {
    return Fail(ErrorKind::kNotFound, "no grants are loaded: load nih-reporter or another source of them");
  }
  TENON_CHECK(ProvideSegments(question));
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("portfolio_grants", {{"source", source}}, question.job));
  if (rows.rows.empty()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("none of the grants of {} leads to a segment of the chain, by the products of their "
                            "patents, classes, topics or keywords",
                            source));
  }
  TENON_ASSIGN(const auto fields, ReadConversion(question));
  Conversion all;
  for (const auto& [field, conversion] : fields) {
    all.subjects += conversion.subjects;
    all.crossed += conversion.crossed;
  }
  std::map<std::string, std::size_t> ways;
  for (const auto& row : rows.rows) {
    if (candidates.projects.empty() || candidates.projects.back().id != TextOr(row[0])) {
      TENON_CHECK(AddGrant(row, candidates));
    }
    ++ways[TextOr(row[9])];
    const auto field = fields.find(row[2]);
    const Conversion& known = field == fields.end() || IsMissing(row[2]) ? all : field->second;
    TENON_ASSIGN(const econ::ShareInterval interval, econ::WilsonInterval(known.crossed, known.subjects));
    const double share = static_cast<double>(known.crossed) / static_cast<double>(known.subjects);
    candidates.AddLink(candidates.projects.size() - 1, TextOr(row[8]),
                       Probability{share, std::min(interval.low, share), std::max(interval.high, share)});
  }
  std::vector<std::string> texts;
  for (const auto& [way, links] : ways) texts.push_back(fmt::format("{} by {}", links, way));
  candidates.warnings.push_back(
      fmt::format("{} grants of {} have {} links to segments ({}); the probability of a link is the share of all "
                  "grants of its field "
                  "that became a product, whatever became of the grant itself",
                  candidates.projects.size(), source, rows.rows.size(), fmt::join(texts, ", ")));
  return {};
}

}  // namespace tenon::analyses
