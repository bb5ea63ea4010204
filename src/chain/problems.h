#ifndef TENON_CHAIN_PROBLEMS_H_
#define TENON_CHAIN_PROBLEMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "chain/chain.h"

namespace tenon::chain {

/// Text of the file as it may stand in a message: in single quotes, on one line, cut after 60 bytes.
std::string Quote(std::string_view text);

/// "; did you mean a?" for a slip of the hand, or "". Long texts are no slip: they are not compared.
std::string Suggest(std::string_view typed, const std::vector<std::string>& names);

/// Collects what is wrong with a chain file, up to 20 errors.
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  /// The file is not of the form of a chain.
  void Form(Position position, std::string message) { Add(position, ErrorKind::kSchemaMismatch, std::move(message)); }
  /// The form is right, but something named does not exist or must not be.
  void Meaning(Position position, std::string message) {
    Add(position, ErrorKind::kInvalidArgument, std::move(message));
  }
  bool empty() const { return problems_.empty(); }
  /// No further error will be listed: looking for more is a waste of time.
  bool full() const { return problems_.size() >= kMost; }

  /// One error that lists them all by position. REQUIRES: not empty().
  Error ToError() const;

 private:
  static constexpr std::size_t kMost = 20;
  struct Problem {
    Position position;
    ErrorKind kind;
    std::string message;
  };
  void Add(Position position, ErrorKind kind, std::string message);

  std::string file_;
  std::vector<Problem> problems_;
};

}  // namespace tenon::chain

#endif  // TENON_CHAIN_PROBLEMS_H_
