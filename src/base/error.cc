#include "tenon/error.h"

namespace tenon {

std::string_view ToString(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalidArgument:
      return "invalid argument";
    case ErrorKind::kNotFound:
      return "not found";
    case ErrorKind::kCorruptInput:
      return "corrupt input";
    case ErrorKind::kSchemaMismatch:
      return "schema mismatch";
    case ErrorKind::kNotConverged:
      return "not converged";
    case ErrorKind::kInfeasible:
      return "infeasible";
    case ErrorKind::kCancelled:
      return "cancelled";
    case ErrorKind::kInputOutput:
      return "input/output";
    case ErrorKind::kInternal:
      return "internal";
  }
  return "internal";
}

std::string Describe(const Error& error) {
  return error.where.empty() ? error.message : error.where + ": " + error.message;
}

}  // namespace tenon
