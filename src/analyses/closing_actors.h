#ifndef TENON_ANALYSES_CLOSING_ACTORS_H_
#define TENON_ANALYSES_CLOSING_ACTORS_H_

#include "analyses/assessment.h"
#include "tenon/answer.h"

namespace tenon::analyses {

/// Adds to the answer of a scan, for every segment that is choked or has a break: which actors that are loaded could
/// close it, and the command that chooses among them. Nothing is added where none are known.
/// Errors  those of Snapshot::Ask.
Status AddClosingActors(const Question& question, const Assessment& assessment, Answer& answer);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CLOSING_ACTORS_H_
