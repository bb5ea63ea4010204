#ifndef TENON_SERVER_SERVICE_H_
#define TENON_SERVER_SERVICE_H_

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "server/access.h"
#include "server/context.h"
#include "server/jobs.h"
#include "server/metrics.h"

namespace tenon::server {

/// From a request to a reply, whatever carries them: routes, tokens, limits, the headers every response has.
///
/// Threads     any.
class Service {
 public:
  /// Errors  as Serve.
  static Result<std::unique_ptr<Service>> Make(const ServerOptions& options);

  struct Routed {
    Reply reply;
    std::string_view route;  ///< its pattern, for metrics and the access log
  };
  /// Never waits: what takes time comes back as Work.
  Routed Answer(const Request& request);
  /// Does the work within the time a question may take. `stop`: of the server.
  Response DoWork(const Work& work, const std::stop_token& stop);

  Context& context() { return *context_; }
  Metrics& metrics() { return metrics_; }

 private:
  Service(const ServerOptions& options, Access access, std::string program);

  std::unique_ptr<Context> context_;
  Access access_;
  Metrics metrics_;
};

/// Headers that every response carries: what a browser may do with it.
void AddSafetyHeaders(Response& response);

}  // namespace tenon::server

#endif  // TENON_SERVER_SERVICE_H_
