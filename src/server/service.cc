#include "server/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <span>
#include <utility>

#include "base/sha256.h"
#include "server/deadline.h"
#include "server/routes.h"

namespace tenon::server {

namespace {

using Handler = Reply (*)(Visit& visit);

struct Route {
  std::string_view pattern;  ///< "{}" stands for one segment, "*" as the last for one or more
  Handler get = nullptr;
  Handler post = nullptr;
  Handler remove = nullptr;
};

/// Every address. The first that fits counts.
constexpr Route kRoutes[] = {
    {"api/v1/openapi.json", ShowOpenApi},
    {"api/v1/analyses", ListAnalyses},
    {"api/v1/analyses/{}", AskAnalysis, AskAnalysisWithBody},
    {"api/v1/report", AskReport},
    {"api/v1/sql", nullptr, AskSql},
    {"api/v1/jobs", ListJobs, StartJob},
    {"api/v1/jobs/{}", ShowJob, nullptr, RemoveJob},
    {"api/v1/jobs/{}/events", WatchJob},
    {"api/v1/jobs/{}/result", ShowResult},
    {"api/v1/sources", ListSources},
    {"api/v1/sources/{}", ShowSource},
    {"api/v1/tables", ListTables},
    {"api/v1/tables/{}", ShowRows},
    {"api/v1/tables/{}/columns", ShowColumns},
    {"api/v1/rejects", ListRejects},
    {"api/v1/snapshots", ListSnapshots},
    {"api/v1/economies", ListEconomies},
    {"api/v1/chains", ListChains, CheckChain},
    {"api/v1/chains/{}", ShowChain},
    {"api/v1/docs", ListDocuments},
    {"api/v1/docs/*", ShowDocument},
};

bool Fits(std::string_view pattern, std::span<const std::string> path) {
  for (std::size_t i = 0;; ++i) {
    if (pattern.empty()) return i == path.size();
    const std::string_view segment = pattern.substr(0, pattern.find('/'));
    if (i == path.size()) return false;
    if (segment == "*") return true;
    if (segment != "{}" && segment != path[i]) return false;
    pattern.remove_prefix(std::min(pattern.size(), segment.size() + 1));
  }
}

std::string Methods(const Route& route) {
  std::string methods = "OPTIONS";
  if (route.get != nullptr) methods += ", GET, HEAD";
  if (route.post != nullptr) methods += ", POST";
  if (route.remove != nullptr) methods += ", DELETE";
  return methods;
}

Handler HandlerOf(const Route& route, Method method) {
  switch (method) {
    case Method::kGet:
    case Method::kHead:
      return route.get;
    case Method::kPost:
      return route.post;
    case Method::kDelete:
      return route.remove;
    case Method::kOptions:
    case Method::kOther:
      break;
  }
  return nullptr;
}

Reply Dispatch(const Route& route, Visit& visit) {
  if (const Handler handler = HandlerOf(route, visit.request.method)) return handler(visit);
  Response response = visit.request.method == Method::kOptions
                          ? Response{.status = 204, .headers = {}, .body = {}, .cache = {}}
                          : ProblemResponse(405, "method-not-allowed", "allowed: " + Methods(route), "method");
  response.headers.emplace_back("Allow", Methods(route));
  return {std::move(response)};
}

constexpr Route kPages{"*", ShowPage};

/// Whatever is thrown below, e.g. for want of memory, is a problem of this request alone.
template <class Make>
Response Guarded(const Make& make) {
  try {
    return make();
  } catch (const std::bad_alloc&) {
    return ProblemResponse(503, "too-busy", "there is not enough memory for this at the moment");
  } catch (const std::exception& thrown) {
    return ProblemResponse(500, "internal", thrown.what());
  }
}

}  // namespace

Result<std::string> NewestSnapshot::Name() {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex_);
  if (looked_ == std::chrono::steady_clock::time_point{} || now - looked_ > std::chrono::milliseconds(100)) {
    name_ = engine_.CurrentSnapshot();
    looked_ = now;
  }
  return name_;
}

Context::Context(const ServerOptions& given, std::string program_hash)
    : options(given),
      engine(given.engine),
      program(std::move(program_hash)),
      snapshot(given.engine),
      answers(given.cache_bytes / 2),
      bodies(given.cache_bytes / 16 * 7),
      spelled(given.cache_bytes / 16) {
  engine.memory_bytes = given.engine.memory_bytes / static_cast<std::uint64_t>(given.questions + given.jobs);
  jobs = std::make_unique<Jobs>(*this);
}

Context::~Context() { jobs.reset(); }

std::string Take(Visit& visit, std::string_view name) {
  std::string value;
  std::erase_if(visit.target.query, [&](auto& pair) {
    if (pair.first != name) return false;
    value = std::move(pair.second);
    return true;
  });
  return value;
}

std::expected<Language, Response> TakeLanguage(Visit& visit) {
  const std::string lang = Take(visit, "lang");
  if (lang.empty() || lang == "en") return Language::kEnglish;
  if (lang == "zh") return Language::kChinese;
  return std::unexpected(ProblemResponse(400, "invalid-argument", "allowed: en, zh", "lang"));
}

std::optional<Response> RefuseRest(const Visit& visit) {
  if (visit.target.query.empty()) return std::nullopt;
  return ProblemResponse(400, "invalid-argument",
                         fmt::format("there is no parameter '{}' here", visit.target.query.front().first),
                         visit.target.query.front().first);
}

Result<std::unique_ptr<Service>> Service::Make(const ServerOptions& options) {
  TENON_ASSIGN(Access access, Access::Make(options));
  TENON_CHECK(Engine(options.engine).CurrentSnapshot());
  TENON_ASSIGN(std::string program, Sha256OfFile("/proc/self/exe"));
  return std::unique_ptr<Service>(new Service(options, std::move(access), std::move(program)));
}

Service::Service(const ServerOptions& options, Access access, std::string program)
    : context_(std::make_unique<Context>(options, std::move(program))), access_(std::move(access)) {}

Service::Routed Service::Answer(const Request& request) {
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (path == "/healthz") return {{Ok(std::string("ok\n"), "text/plain; charset=utf-8")}, "/healthz"};
  if (auto refusal = access_.Refuse(request)) return {{*std::move(refusal)}, "refused"};
  if (path == "/readyz") {
    const auto snapshot = context_->snapshot.Name();
    return {{snapshot ? Ok(*snapshot + "\n", "text/plain; charset=utf-8")
                      : ProblemResponse(503, "no-workspace", snapshot.error().message, snapshot.error().where)},
            "/readyz"};
  }
  if (path == "/metrics")
    return {{Ok(metrics_.Text(*context_), "text/plain; version=0.0.4; charset=utf-8")}, "/metrics"};
  if (auto known = FindSpelled(*context_, request)) return {{*std::move(known)}, "kept"};
  auto target = ParseTarget(request.target);
  if (!target) {
    const bool too_long = request.target.size() > kMaxTargetBytes;
    return {{ProblemResponse(too_long ? 414 : 400, too_long ? "target-too-long" : "invalid-argument",
                             target.error().message, target.error().where)},
            "unreadable"};
  }
  Visit visit{*context_, request, *std::move(target)};
  for (const Route& route : kRoutes) {
    if (Fits(route.pattern, visit.target.path)) return {Dispatch(route, visit), route.pattern};
  }
  if (!visit.target.path.empty() && visit.target.path.front() == "api") {
    return {{ProblemResponse(404, "not-found", "there is no such address; /api/v1/openapi.json lists all")}, "unknown"};
  }
  return {Dispatch(kPages, visit), "pages"};
}

Response Service::DoWork(const Work& work, const std::stop_token& stop) {
  std::stop_source source;
  const std::stop_callback with_server(stop, [&source] { source.request_stop(); });
  const Deadline deadline(source, std::chrono::seconds(context_->options.question_seconds));
  Response response = Guarded([&] { return work({.report = [](const Progress&) {}, .stop = source.get_token()}); });
  if (response.status == 503 && deadline.passed()) {
    return ProblemResponse(503, "time-limit",
                           fmt::format("took longer than the {} seconds a question may take here; POST /api/v1/jobs "
                                       "asks it as a job",
                                       context_->options.question_seconds));
  }
  return response;
}

void AddSafetyHeaders(Response& response) {
  const bool has_policy = std::ranges::any_of(
      response.headers, [](const auto& header) { return header.first == "Content-Security-Policy"; });
  if (!has_policy) {
    response.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src "
        "'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors "
        "'none'");
  }
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.emplace_back("X-Frame-Options", "DENY");
  response.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

}  // namespace tenon::server
