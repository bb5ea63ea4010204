#ifndef TENON_ANALYSES_CONSORTIUM_ACTORS_H_
#define TENON_ANALYSES_CONSORTIUM_ACTORS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyses/analysis.h"
#include "analyses/consortium_needed.h"
#include "plan/closeness.h"
#include "tenon/error.h"

namespace tenon::analyses {

/// Works or patents from which on they show a capability, unless --at-least says otherwise.
inline constexpr std::int64_t kFewestForCapability = 3;

/// Somebody who could be a member.
struct ConsortiumActor {
  std::string id, name, kind, economy, region;
  std::optional<double> cost;
  bool is_firm() const;
};

/// An actor can do something that is needed.
struct ActorSkill {
  std::int32_t actor = 0, capability = 0;
  std::optional<double> level;  ///< > 0, <= 1; missing: nobody says how well
  std::string evidence;
};

/// Who could take part, by what is loaded.
struct ConsortiumCandidates {
  std::vector<NeededCapability> capabilities;  ///< that somebody was looked up for
  std::vector<ConsortiumActor> actors;         ///< sorted by id
  std::vector<ActorSkill> skills;              ///< each pair once
  std::vector<plan::Collaboration> collaborations;
  std::vector<std::string> tables;  ///< that were read
  std::vector<std::string> notes;
};

/// Reads the tables actor, actor_capability and collaboration where actor_capability has rows; else works, patents and
/// provided inputs with their joint works and patents.
/// Errors  InvalidArgument: a cost, level or count out of range, an actor in two sources; NotFound: nothing that is
///         loaded says who can do it; those of Snapshot::Ask.
Result<ConsortiumCandidates> ReadConsortiumCandidates(const Question& question, const Needed& needed);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CONSORTIUM_ACTORS_H_
