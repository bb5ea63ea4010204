#include "server/connection.h"
#include "server/server.h"
#include "server/service.h"

namespace tenon::server {

Status Serve(const ServerOptions& options, const Job& job) {
  TENON_ASSIGN(const std::unique_ptr<Service> service, Service::Make(options));
  return Listen(*service, options, job);
}

}  // namespace tenon::server
