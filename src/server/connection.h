#ifndef TENON_SERVER_CONNECTION_H_
#define TENON_SERVER_CONNECTION_H_

#include "server/server.h"
#include "server/service.h"

namespace tenon::server {

/// Listens and carries requests to the service and its replies back, until `job` is stopped.
/// Errors  InputOutput: the address or port cannot be listened on.
Status Listen(Service& service, const ServerOptions& options, const Job& job);

}  // namespace tenon::server

#endif  // TENON_SERVER_CONNECTION_H_
