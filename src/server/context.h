#ifndef TENON_SERVER_CONTEXT_H_
#define TENON_SERVER_CONTEXT_H_

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "server/cache.h"
#include "server/message.h"
#include "server/server.h"
#include "server/workers.h"
#include "tenon/answer.h"
#include "tenon/job.h"

namespace tenon::server {

class Jobs;
class LongQuestion;

/// Work for the threads that answer questions.
using Work = std::function<Response(const Job& job)>;

/// What a route gives: the answer at once, work that ends in one, or a job whose progress is to be streamed.
struct Reply {
  std::variant<Response, Work, std::shared_ptr<LongQuestion>> content;
};

/// The newest snapshot's name, looked up in the workspace at most every 100 ms, so that a load is seen without restart.
class NewestSnapshot {
 public:
  explicit NewestSnapshot(const EngineOptions& options) : engine_(options) {}
  Result<std::string> Name();

 private:
  std::mutex mutex_;
  Engine engine_;
  Result<std::string> name_ = std::string();
  std::chrono::steady_clock::time_point looked_{};
};

/// What all routes share.
///
/// Threads     any.
struct Context {
  Context(const ServerOptions& given, std::string program_hash);
  ~Context();

  ServerOptions options;
  EngineOptions engine;  ///< of one question: its part of the memory
  std::string program;   ///< SHA-256 of the program: one build's tags are not another's
  NewestSnapshot snapshot;
  Cache<std::shared_ptr<const Answer>> answers;
  Cache<Response> bodies;      ///< by tag
  Cache<std::string> spelled;  ///< snapshot, target and Accept fields as written -> tag
  std::unique_ptr<Jobs> jobs;
  Workers* questions = nullptr;  ///< set before the first request
};

}  // namespace tenon::server

#endif  // TENON_SERVER_CONTEXT_H_
