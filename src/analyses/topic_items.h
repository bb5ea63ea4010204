#ifndef TENON_ANALYSES_TOPIC_ITEMS_H_
#define TENON_ANALYSES_TOPIC_ITEMS_H_

#include <map>
#include <string>
#include <vector>

#include "analyses/analysis.h"

namespace tenon::analyses {

/// The parameters by which a question chooses topics and years: `chain`, `from`, `until`.
std::vector<Parameter> TopicParameters();
/// Those of its intervals: `draws`, `seed`.
std::vector<Parameter> DrawParameters();

/// What is asked about, provided to the queries as topic_item(item, topic), and a name for each item: the segments of
/// the chain asked about, by their topic codes, or else every main topic of a loaded work. Errors  NotFound: no segment
/// has a topic code, or no works with topics are loaded; those of ReadChain.
Result<std::map<std::string, Value>> ProvideTopicItems(const Question& question);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_TOPIC_ITEMS_H_
