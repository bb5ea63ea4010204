#ifndef TENON_SERVER_SERVER_H_
#define TENON_SERVER_SERVER_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "tenon/engine.h"

namespace tenon::server {

/// Who may ask.
enum class Audience {
  kThisMachine,  ///< the address is a loopback address, and so is the host a request names
  kPublic,       ///< any address; every request but /healthz carries a token
};
enum class SqlEndpoint { kOff, kReadOnly };

/// Everything `tenon serve` can be told; the defaults stand here and nowhere else.
struct ServerOptions {
  EngineOptions engine;  ///< memory is for all questions together, threads are for each
  std::string address = "127.0.0.1";
  std::uint16_t port = 8417;  ///< 0: one that is free
  Audience audience = Audience::kThisMachine;
  std::filesystem::path tokens;  ///< lines "NAME SHA256-OF-TOKEN"; required for kPublic
  SqlEndpoint sql = SqlEndpoint::kOff;
  int questions = 2;          ///< answered at once
  int jobs = 1;               ///< long questions answered at once
  int question_seconds = 60;  ///< longest answer outside a job
  int job_seconds = 3600;     ///< longest job
  int header_seconds = 10;    ///< from the first byte of a request to the end of its head
  int body_seconds = 30;      ///< for the body, and at least for writing an answer
  int grace_seconds = 10;     ///< for questions and jobs at work when the server is asked to stop
  std::uint64_t body_bytes = 4 << 20;
  std::uint64_t cache_bytes = 128 << 20;  ///< answers kept in memory; those of jobs, which mostly are the same, as much
  std::int64_t download_rows = 250'000;   ///< most rows of one download of a table; about 1 kB of memory each
  std::function<void(std::string_view line)> log;  ///< access log, one JSON object a line; empty: none
  std::function<void(const std::string& url)> ready = [](const std::string&) {};  ///< called once, when it listens
};

/// Serves the workspace over HTTP/1.1 until `job` is stopped: then takes no more connections, lets what is at work end
/// within grace_seconds, cancels the rest, and returns.
///
/// Errors      InvalidArgument: no workspace, an address that is none, a public one without tokens; InputOutput: the
///             port is taken, the token file cannot be read.
Status Serve(const ServerOptions& options, const Job& job);

}  // namespace tenon::server

#endif  // TENON_SERVER_SERVER_H_
