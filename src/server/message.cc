#include "server/message.h"

#include <nlohmann/json.hpp>

namespace tenon::server {

namespace {

struct Kind {
  int status;
  std::string_view type;
};

Kind KindOf(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalidArgument:
      return {400, "invalid-argument"};
    case ErrorKind::kNotFound:
      return {404, "no-answer"};
    case ErrorKind::kSchemaMismatch:
      return {422, "schema-mismatch"};
    case ErrorKind::kNotConverged:
      return {422, "not-converged"};
    case ErrorKind::kInfeasible:
      return {422, "infeasible"};
    case ErrorKind::kCorruptInput:
      return {500, "corrupt-input"};
    case ErrorKind::kCancelled:
      return {503, "cancelled"};
    case ErrorKind::kInputOutput:
      return {503, "input-output"};
    case ErrorKind::kInternal:
      break;
  }
  return {500, "internal"};
}

std::string_view TitleOf(int status) {
  switch (status) {
    case 400:
      return "The request is wrong";
    case 401:
      return "A token is needed";
    case 403:
      return "Not allowed here";
    case 404:
      return "Not found";
    case 405:
      return "Not a method of this address";
    case 406:
      return "Not in this form";
    case 408:
      return "The request took too long to arrive";
    case 409:
      return "Not yet, or no longer";
    case 413:
      return "Too large";
    case 414:
      return "The address is too long";
    case 415:
      return "Not a form of body that is read";
    case 421:
      return "Not this host";
    case 422:
      return "Understood, but it cannot be answered";
    case 431:
      return "The head of the request is too large";
    case 503:
      return "Not at the moment";
    default:
      return "An error of the server";
  }
}

}  // namespace

Response ProblemResponse(int status, std::string_view type, std::string_view detail, std::string_view where) {
  nlohmann::ordered_json problem = {{"type", "urn:tenon:problem:" + std::string(type)},
                                    {"title", TitleOf(status)},
                                    {"status", status},
                                    {"detail", detail}};
  if (!where.empty()) problem["where"] = where;
  Response response{.status = status, .headers = {}, .body = {}, .cache = {}};
  response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
  response.body =
      std::make_shared<const std::string>(problem.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  return response;
}

Response ProblemResponse(const Error& error) {
  const Kind kind = KindOf(error.kind);
  return ProblemResponse(kind.status, kind.type, error.message, error.where);
}

Response Ok(Body body, std::string_view media_type) {
  Response response;
  response.headers = {{"Content-Type", std::string(media_type)}};
  response.body = std::move(body);
  return response;
}

Response Ok(std::string body, std::string_view media_type) {
  return Ok(std::make_shared<const std::string>(std::move(body)), media_type);
}

}  // namespace tenon::server
