#ifndef TENON_SERVER_OPENAPI_H_
#define TENON_SERVER_OPENAPI_H_

#include <string>

#include "server/server.h"

namespace tenon::server {

/// The API as OpenAPI 3.1, made from the specs of all analyses; for the public, with the token it takes.
std::string OpenApiDocument(Audience audience);

}  // namespace tenon::server

#endif  // TENON_SERVER_OPENAPI_H_
