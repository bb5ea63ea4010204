#ifndef TENON_SERVER_OPENAPI_H_
#define TENON_SERVER_OPENAPI_H_

#include <string>

namespace tenon::server {

/// The API as OpenAPI 3.1, made from the specs of all analyses.
const std::string& OpenApiDocument();

}  // namespace tenon::server

#endif  // TENON_SERVER_OPENAPI_H_
