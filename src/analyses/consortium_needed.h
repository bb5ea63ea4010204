#ifndef TENON_ANALYSES_CONSORTIUM_NEEDED_H_
#define TENON_ANALYSES_CONSORTIUM_NEEDED_H_

#include <optional>
#include <string>
#include <vector>

#include "analyses/analysis.h"
#include "tenon/error.h"

namespace tenon::analyses {

/// A code by which a capability may be known; `scheme` "" where none was stated.
struct CapabilityCode {
  std::string scheme, code;
};

/// Something that a consortium must be able to do.
struct NeededCapability {
  std::string name;                   ///< as it was asked for, or the segment's id
  std::string segment;                ///< "" where it is of no segment
  std::vector<CapabilityCode> codes;  ///< any of these
};

/// What a consortium is asked for.
struct Needed {
  std::vector<NeededCapability> capabilities;
  std::string text;              ///< of a need without codes: capabilities are those that it names
  std::optional<double> budget;  ///< that the need itself states
  std::vector<std::string> notes;
};

/// Reads --need, --segment with --chain, or --capability: just one of the three.
/// Errors  InvalidArgument: none or several of them, a chain file or segment that is not there; NotFound: no such need
///         (those there are are listed), or it says nothing of what it needs.
Result<Needed> ReadNeeded(const Question& question);

/// "IPC:H01L" is a code of a scheme, "optics" a name.
CapabilityCode ParseCapability(const std::string& text);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CONSORTIUM_NEEDED_H_
