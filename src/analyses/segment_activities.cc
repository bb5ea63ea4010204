#include "analyses/segment_activities.h"

#include <algorithm>
#include <string_view>

#include "analyses/evidence.h"

namespace tenon::analyses {

Result<std::vector<SegmentActivities>> ActivitiesOfSegments(store::Snapshot& snapshot, const chain::Chain& chain,
                                                            const std::string& scheme,
                                                            std::span<const std::string> codes, const Job& job) {
  std::vector<DataCode> data;
  for (const std::string& code : codes) {
    DataCode& one = data.emplace_back();
    one.scheme = scheme;
    one.code = code;
  }
  TENON_ASSIGN(const auto concordance, ConcordanceOf(snapshot, chain, data, job));
  TENON_ASSIGN(const store::Classifications* const classifications, snapshot.classifications());
  const CodeMatches found =
      MatchCodes(chain, data, concordance, [&](std::string_view of_scheme, std::string_view code) {
        const auto entry = classifications->Find(of_scheme, code);
        return entry ? std::string(entry->parent) : std::string();
      });
  std::vector<SegmentActivities> segments(chain.segments.size());
  for (const CodeMatch& match : found.matches) {
    SegmentActivities& segment = segments[match.segment];
    segment.codes.push_back(data[match.data_code].code);
    if (match.relation == Relation::kGroup) segment.relation = Relation::kGroup;
  }
  for (SegmentActivities& segment : segments) std::ranges::sort(segment.codes);
  return segments;
}

}  // namespace tenon::analyses
