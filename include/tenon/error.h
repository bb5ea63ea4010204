#ifndef TENON_ERROR_H_
#define TENON_ERROR_H_

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace tenon {

/// What went wrong, as a closed list. Faces map a kind once: to an exit code, an HTTP status, a Python exception.
enum class ErrorKind {
  kInvalidArgument,  ///< the caller asked for something that is not allowed
  kNotFound,         ///< the question is well put, but this data holds no answer
  kCorruptInput,     ///< a file is broken: cut short, wrong encoding, wrong checksum
  kSchemaMismatch,   ///< a file is whole, but not of the form it should have
  kNotConverged,     ///< an iteration ended before its tolerance
  kInfeasible,       ///< no answer satisfies all conditions
  kCancelled,        ///< the caller asked to stop
  kInputOutput,      ///< the operating system refused: no space, no permission, no file
  kInternal,         ///< a bug of ours
};

/// The kind as printed in messages and JSON, e.g. "corrupt input".
std::string_view ToString(ErrorKind kind);

struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string message;  ///< what was found, what is allowed, what to do next
  std::string where;    ///< file:line:column, table, parameter; may be empty
};

/// "where: message", or the message alone.
std::string Describe(const Error& error);

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

inline std::unexpected<Error> Fail(ErrorKind kind, std::string message, std::string where = {}) {
  return std::unexpected(Error{kind, std::move(message), std::move(where)});
}

}  // namespace tenon

#define TENON_JOIN_(a, b) a##b
#define TENON_JOIN(a, b) TENON_JOIN_(a, b)

/// Evaluates a Status or Result; returns its error from the enclosing function if it holds one.
#define TENON_CHECK(expression)                           \
  do {                                                    \
    if (auto checked = (expression); !checked) {          \
      return std::unexpected(std::move(checked).error()); \
    }                                                     \
  } while (false)

/// TENON_ASSIGN(auto rows, ReadRows(file)); declares rows, or returns the error.
#define TENON_ASSIGN(declaration, expression) TENON_ASSIGN_(TENON_JOIN(result_, __LINE__), declaration, expression)
#define TENON_ASSIGN_(result, declaration, expression)            \
  auto result = (expression);                                     \
  if (!result) return std::unexpected(std::move(result).error()); \
  declaration = *std::move(result)

#endif  // TENON_ERROR_H_
