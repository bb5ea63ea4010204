#include "analyses/evidence.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "analyses/chain_file.h"
#include "analyses/measure.h"
#include "analyses/record_indicators.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

/// Rows of codes_in_data.sql that belong to a measure.
Result<std::vector<DataCode>> CodesInData(store::Snapshot& snapshot, const Job& job) {
  TENON_ASSIGN(const Table rows, snapshot.Ask("codes_in_data", {}, job));
  std::vector<DataCode> codes;
  for (const auto& row : rows.rows) {
    const std::string table = TextOr(row[0]);
    const std::string indicator = TextOr(row[1]);
    for (std::size_t m = 0; m < Measures().size(); ++m) {
      const Measure& measure = Measures()[m];
      if (measure.table != table || (!indicator.empty() && measure.name != indicator)) continue;
      codes.push_back({m, TextOr(row[2]), measure.scheme.empty() ? TextOr(row[3]) : std::string(measure.scheme),
                       TextOr(row[4]), IntegerOr(row[5], 0), static_cast<int>(IntegerOr(row[6], 0)),
                       static_cast<int>(IntegerOr(row[7], 0))});
    }
  }
  return codes;
}

Status KeepChosen(const std::vector<std::string>& chosen, std::vector<DataCode>& codes) {
  std::set<std::string> loaded;
  std::set<std::size_t> decided;  // measures for which a chosen source has rows
  for (const auto& code : codes) {
    loaded.insert(code.source);
    if (std::ranges::find(chosen, code.source) != chosen.end()) decided.insert(code.measure);
  }
  for (const auto& source : chosen) {
    if (!loaded.contains(source)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("{} has no rows here; sources with rows that can answer: {}", source,
                              loaded.empty() ? "none is loaded" : fmt::format("{}", fmt::join(loaded, ", "))),
                  "--source");
    }
  }
  std::erase_if(codes, [&](const DataCode& code) {
    return decided.contains(code.measure) && std::ranges::find(chosen, code.source) == chosen.end();
  });
  return {};
}

/// Collections of works, or of patents, overlap: they are not added, and the largest stands for all.
void KeepLargest(const RecordCounts& records, std::vector<DataCode>& codes) {
  std::map<std::string_view, std::pair<double, std::string>> largest;  // by table
  for (const DataCode& code : codes) {
    const Measure& measure = Measures()[code.measure];
    if (!measure.counts_records()) continue;
    const auto count = records.find({std::string(measure.table), code.source});
    auto& first = largest[measure.table];
    if (count != records.end() && count->second > first.first) first = {count->second, code.source};
  }
  std::erase_if(codes, [&](const DataCode& code) {
    const Measure& measure = Measures()[code.measure];
    return measure.counts_records() && code.source != largest[measure.table].second;
  });
}

/// Errors  InvalidArgument: for one segment and measure rows of several sources were found.
Status CheckOneSource(const chain::Chain& chain, const ChainEvidence& evidence) {
  std::map<std::pair<std::size_t, std::size_t>, std::set<std::string>> sources;  // by segment and measure
  for (const auto& match : evidence.matches) {
    const DataCode& code = evidence.codes[match.data_code];
    sources[{match.segment, code.measure}].insert(code.source);
  }
  for (const auto& [question, answering] : sources) {
    if (answering.size() < 2) continue;
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("several sources answer `{}` for segment {}: {}; choose by --source NAME",
                    Measures()[question.second].name, chain.segments[question.first].id, fmt::join(answering, ", ")),
        "--source");
  }
  return {};
}

bool IsSample(const RecordCounts& records, std::size_t measure, const std::string& source) {
  const auto count = records.find({std::string(Measures()[measure].table), source});
  return count != records.end() && count->second < kFewRecords;
}

/// Samples come behind, so that what else is loaded keeps its place, and with it its draws.
void FormBases(const chain::Chain& chain, const RecordCounts& records, ChainEvidence& evidence) {
  using Rows = std::tuple<std::size_t, std::string, std::string, std::vector<std::string>>;
  std::map<std::pair<std::size_t, std::size_t>, std::pair<Rows, Relation>> of_segment;  // by segment and measure
  for (const auto& match : evidence.matches) {
    const DataCode& code = evidence.codes[match.data_code];
    auto& [rows, relation] = of_segment[{match.segment, code.measure}];
    std::get<0>(rows) = code.measure;
    std::get<1>(rows) = code.source;
    std::get<2>(rows) = code.scheme;
    std::get<3>(rows).push_back(code.code);
    if (match.relation == Relation::kGroup) relation = Relation::kGroup;
  }
  std::map<std::pair<bool, Rows>, Basis> bases;
  for (auto& [question, found] : of_segment) {
    auto& [rows, relation] = found;
    std::ranges::sort(std::get<3>(rows));
    const bool is_sample = IsSample(records, std::get<0>(rows), std::get<1>(rows));
    Basis& basis = bases[{is_sample, rows}];
    basis.is_sample = is_sample;
    std::tie(basis.measure, basis.source, basis.scheme, basis.codes) = rows;
    if (relation == Relation::kGroup) basis.relation = Relation::kGroup;
    basis.segments.push_back(question.first);
  }
  evidence.basis_of.assign(chain.segments.size(), std::vector<std::optional<std::size_t>>(Measures().size()));
  evidence.sample_of = evidence.basis_of;
  for (auto& [rows, basis] : bases) {
    for (const std::size_t segment : basis.segments) {
      (basis.is_sample ? evidence.sample_of : evidence.basis_of)[segment][basis.measure] = evidence.bases.size();
    }
    evidence.bases.push_back(std::move(basis));
  }
}

void AddSampleWarnings(const RecordCounts& records, ChainEvidence& evidence) {
  std::set<std::pair<std::string, std::string>> samples;  // table, source
  for (const Basis& basis : evidence.bases) {
    if (basis.is_sample) samples.emplace(Measures()[basis.measure].table, basis.source);
  }
  for (const auto& sample : samples) {
    evidence.warnings.push_back(
        fmt::format("the {:.0f} {}s of {} are a sample (fewer than {:.0f}): what they say stands under state `sample` "
                    "where nothing "
                    "else speaks of a station, and no break, shortage or comparison rests on it",
                    records.at(sample), sample.first, sample.second, kFewRecords));
  }
}

}  // namespace

Result<std::vector<Correspondence>> ConcordanceOf(store::Snapshot& snapshot, const chain::Chain& chain,
                                                  const std::vector<DataCode>& codes, const Job& job) {
  std::set<std::string> data_schemes;
  for (const auto& code : codes) data_schemes.insert(code.scheme);
  Table data_scheme{"data_scheme", {{"scheme", ValueType::kText, ""}}, {}};
  for (const auto& scheme : data_schemes) data_scheme.rows.push_back({scheme});
  TENON_CHECK(ProvideChainCodes(snapshot, chain));
  TENON_CHECK(snapshot.Provide(data_scheme));
  TENON_ASSIGN(const Table rows, snapshot.Ask("concordance_of_codes", {}, job));
  std::vector<Correspondence> concordance;
  for (const auto& row : rows.rows) {
    concordance.push_back({TextOr(row[0]), TextOr(row[1]), TextOr(row[2]), TextOr(row[3]), IntegerOr(row[4], 1)});
  }
  return concordance;
}

Result<ChainEvidence> CollectEvidence(store::Snapshot& snapshot, const chain::Chain& chain,
                                      const std::vector<std::string>& chosen_sources, const Job& job) {
  ChainEvidence evidence;
  TENON_ASSIGN(const store::Classifications* const classifications, snapshot.classifications());
  const ParentOf parent_of = [&](std::string_view scheme, std::string_view code) {
    const auto found = classifications->Find(scheme, code);
    return found ? std::string(found->parent) : std::string();
  };
  TENON_ASSIGN(const RecordCounts records, ProvideRecordIndicators(snapshot, chain, parent_of, job));
  TENON_ASSIGN(evidence.codes, CodesInData(snapshot, job));
  TENON_CHECK(KeepChosen(chosen_sources, evidence.codes));
  KeepLargest(records, evidence.codes);
  TENON_ASSIGN(const auto concordance, ConcordanceOf(snapshot, chain, evidence.codes, job));
  CodeMatches found = MatchCodes(chain, evidence.codes, concordance, parent_of);
  evidence.matches = std::move(found.matches);
  TENON_CHECK(CheckOneSource(chain, evidence));
  FormBases(chain, records, evidence);
  AddSampleWarnings(records, evidence);
  for (const auto& gap : found.missing) {
    evidence.warnings.push_back(fmt::format(
        "rows of {} are in {}, the chain's codes in {}: they stay unused for {} segments; load a concordance "
        "{} -> {} (`tenon sources concordance`)",
        gap.source, gap.to_scheme, gap.from_scheme, gap.segments, gap.from_scheme, gap.to_scheme));
  }
  return evidence;
}

}  // namespace tenon::analyses
