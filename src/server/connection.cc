// Everything that knows Boost: it compiles slowly, so it is one file.
#include "server/connection.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <set>
#include <thread>

namespace tenon::server {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Operations give their error as a value.
constexpr auto kQuiet = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t kMaxHeadBytes = 16 << 10;
constexpr std::size_t kMaxBuffer = 128 << 10;
constexpr int kMaxConnections = 4096;
constexpr int kMaxWaiting = 512;                        // questions that wait for their turn
constexpr seconds kLongestIdle{75};                     // between two requests of a connection
constexpr std::size_t kSlowestBytesPerSecond = 50'000;  // a client that reads slower is let go

/// What the connections share.
struct House {
  House(Service& served, const ServerOptions& given) : service(served), options(given) {}

  Service& service;
  const ServerOptions& options;
  std::stop_source cancel;            ///< of questions at work, when their grace is over
  std::atomic<bool> closing = false;  ///< no further request is read
  std::mutex mutex;
  std::set<class Connection*> connections;
};

std::string_view Reason(int status) {
  const std::string_view known = http::obsolete_reason(static_cast<http::status>(status));
  return {known.data(), known.size()};
}

/// "Tue, 24 Nov 2026 15:47:58 GMT"; made once a second and thread.
const std::string& HttpDate() {
  thread_local std::time_t made_for = 0;
  thread_local std::string date;
  const std::time_t now = std::time(nullptr);
  if (now != made_for) {
    date = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
    made_for = now;
  }
  return date;
}

std::string Text(std::string_view field) { return {field.data(), field.size()}; }

Method MethodOf(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::kGet;
    case http::verb::head:
      return Method::kHead;
    case http::verb::post:
      return Method::kPost;
    case http::verb::delete_:
      return Method::kDelete;
    case http::verb::options:
      return Method::kOptions;
    default:
      return Method::kOther;
  }
}

Request ToRequest(http::request<http::string_body>&& message) {
  const auto field = [&](http::field name) { return Text(message[name]); };
  return {.method = MethodOf(message.method()),
          .target = Text(message.target()),
          .host = field(http::field::host),
          .accept = field(http::field::accept),
          .accept_encoding = field(http::field::accept_encoding),
          .content_type = field(http::field::content_type),
          .if_none_match = field(http::field::if_none_match),
          .authorization = field(http::field::authorization),
          .prefer = field(http::field::prefer),
          .body = std::move(message.body())};
}

std::optional<Response> ProblemOfHead(const error_code& error) {
  if (error == http::error::header_limit) {
    return ProblemResponse(431, "head-too-large", fmt::format("the head is longer than {} bytes", kMaxHeadBytes));
  }
  if (error == http::error::body_limit)
    return ProblemResponse(413, "too-large", "the body is larger than allowed here");
  if (error == beast::error::timeout) return ProblemResponse(408, "too-slow", "the request did not arrive in time");
  if (error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
  if (error.category() == make_error_code(http::error::bad_method).category()) {
    return ProblemResponse(400, "invalid-argument", "the request is no HTTP/1.1: " + error.message());
  }
  return std::nullopt;  // the connection is gone
}

class Connection {
 public:
  Connection(House& house, tcp::socket socket) : house_(house), stream_(std::move(socket)) {
    const std::scoped_lock lock(house_.mutex);
    house_.connections.insert(this);
    ++house_.service.metrics().connections;
  }
  ~Connection() {
    const std::scoped_lock lock(house_.mutex);
    house_.connections.erase(this);
    --house_.service.metrics().connections;
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  asio::awaitable<void> Run() {
    error_code ignored;
    (void)stream_.socket().set_option(tcp::no_delay(true), ignored);
    while (co_await ServeOne()) {
    }
    (void)stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    // What the client still sends is read for a moment: closing on unread bytes would reset the answer away.
    stream_.expires_after(milliseconds(200));
    std::array<char, 4096> rest{};
    for (int reads = 0; reads < 64; ++reads) {
      const auto [error, size] = co_await stream_.async_read_some(asio::buffer(rest), kQuiet);
      if (error) break;
    }
  }

  /// Ends it where it only waits for a next request.
  /// Threads     any; the work is done on the connection's own strand.
  void CloseIfIdle() {
    asio::post(stream_.get_executor(), [this, alive = std::weak_ptr<char>(alive_)] {
      if (!alive.expired() && idle_) stream_.cancel();
    });
  }

 private:
  /// Reads a request and answers it. False: the connection is at its end.
  asio::awaitable<bool> ServeOne() {
    if (buffer_.size() == 0) {
      if (house_.closing) co_return false;
      idle_ = true;
      stream_.expires_after(kLongestIdle);
      const auto [error, size] = co_await stream_.async_read_some(buffer_.prepare(4096), kQuiet);
      idle_ = false;
      if (error) co_return false;
      buffer_.commit(size);
    }
    http::request_parser<http::string_body> parser;
    parser.header_limit(kMaxHeadBytes);
    parser.body_limit(house_.options.body_bytes);
    stream_.expires_after(seconds(house_.options.header_seconds));
    auto [error, size] = co_await http::async_read_header(stream_, buffer_, parser, kQuiet);
    began_ = Clock::now();
    if (!error && !parser.is_done()) {
      stream_.expires_after(seconds(house_.options.body_seconds));
      if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(stream_, asio::buffer(kContinue), kQuiet);
      }
      std::tie(error, size) = co_await http::async_read(stream_, buffer_, parser, kQuiet);
    }
    if (error) {
      if (const auto problem = ProblemOfHead(error)) {
        keep_ = false;
        co_await Send(*problem, "unreadable", Method::kGet);
      }
      co_return false;
    }
    keep_ = parser.get().keep_alive();
    const bool two_hosts = parser.get().count(http::field::host) > 1;
    const Request request = ToRequest(parser.release());
    if (two_hosts) {
      co_return co_await Send(ProblemResponse(400, "invalid-argument", "there are two Host fields", "Host"),
                              "unreadable", request.method);
    }
    Service::Routed routed = house_.service.Answer(request);
    if (auto* response = std::get_if<Response>(&routed.reply.content)) {
      co_return co_await Send(*response, routed.route, request.method);
    }
    if (auto* job = std::get_if<std::shared_ptr<LongQuestion>>(&routed.reply.content)) {
      co_await SendEvents(**job, routed.route, request.method);
      co_return false;
    }
    stream_.expires_never();
    const auto work = std::make_shared<const Work>(std::get<Work>(std::move(routed.reply.content)));
    const auto worked = co_await DoWork(work);
    if (worked == nullptr) {
      Response full = ProblemResponse(503, "too-busy", "too many questions wait; try again in a moment");
      full.headers.emplace_back("Retry-After", "1");
      co_return co_await Send(full, routed.route, request.method);
    }
    co_return co_await Send(*worked, routed.route, request.method);
  }

  /// Has the work done by the threads for questions, and comes back to this strand. nullptr: too many wait.
  asio::awaitable<std::shared_ptr<Response>> DoWork(std::shared_ptr<const Work> work) {
    House& house = house_;
    // g++ 12 destroys twice what a lambda within a co_await holds: this one stands before it, and holds references.
    auto start = [&house, &work](auto&& handler) {
      auto shared = std::make_shared<std::decay_t<decltype(handler)>>(std::forward<decltype(handler)>(handler));
      auto executor = asio::get_associated_executor(*shared);
      const bool posted = house.service.context().questions->Post([&house, shared, executor, work] {
        auto response = std::make_shared<Response>(house.service.DoWork(*work, house.cancel.get_token()));
        asio::post(executor, [shared, response = std::move(response)] { std::move (*shared)(response); });
      });
      if (!posted) asio::post(executor, [shared] { std::move (*shared)(nullptr); });
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::shared_ptr<Response>)>(
        start, asio::use_awaitable);
  }

  std::string Head(const Response& given) {
    Response response = given;
    AddSafetyHeaders(response);
    std::string head =
        fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, Reason(response.status), HttpDate());
    for (const auto& [name, value] : response.headers)
      fmt::format_to(std::back_inserter(head), "{}: {}\r\n", name, value);
    if (!keep_) head += "Connection: close\r\n";
    return head;
  }

  asio::awaitable<bool> Send(const Response& response, std::string_view route, Method method) {
    if (house_.closing) keep_ = false;
    std::string head = Head(response);
    const std::size_t size = response.body == nullptr ? 0 : response.body->size();
    if (response.status != 204 && response.status != 304) head += fmt::format("Content-Length: {}\r\n", size);
    head += "\r\n";
    const bool sends_body = size > 0 && method != Method::kHead;
    const std::array<asio::const_buffer, 2> buffers = {
        asio::buffer(head), sends_body ? asio::buffer(*response.body) : asio::const_buffer()};
    stream_.expires_after(seconds(house_.options.body_seconds) + seconds(size / kSlowestBytesPerSecond));
    const auto [error, written] = co_await asio::async_write(stream_, buffers, kQuiet);
    Note(response, route, method);
    co_return keep_ && !error;
  }

  asio::awaitable<void> SendEvents(const LongQuestion& job, std::string_view route, Method method) {
    Response response;
    response.headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}};
    keep_ = false;
    std::string text = Head(response) + "\r\n";
    asio::steady_timer pause(co_await asio::this_coro::executor);
    std::string told;
    auto sent = Clock::now();
    for (bool over = method == Method::kHead;;) {
      if (!over) {
        over = IsOver(job.status().state);
        std::string now = job.ToJson();
        if (now != told || over) {
          text += fmt::format("event: {}\ndata: {}\n\n", over ? "over" : "progress", now);
          told = std::move(now);
        }
      }
      if (text.empty() && Clock::now() - sent > seconds(15)) text = ":\n\n";
      if (!text.empty()) {
        stream_.expires_after(seconds(house_.options.body_seconds));
        const auto [error, size] = co_await asio::async_write(stream_, asio::buffer(text), kQuiet);
        if (error) break;
        sent = Clock::now();
        text.clear();
      }
      if (over) break;
      pause.expires_after(milliseconds(200));
      co_await pause.async_wait(kQuiet);
    }
    Note(response, route, method);
  }

  /// Counts the response, and writes the access log: nothing in it says who asked, or what exactly.
  void Note(const Response& response, std::string_view route, Method method) {
    const double took = std::chrono::duration<double>(Clock::now() - began_).count();
    house_.service.metrics().Count(route, response, took);
    if (!house_.options.log) return;
    constexpr std::array kMethods = {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "other"};
    house_.options.log(fmt::format(
        R"({{"time":"{:%Y-%m-%dT%H:%M:%SZ}","method":"{}","route":"{}","status":{},"bytes":{},"milliseconds":{:.3f},"cache":"{}"}})",
        fmt::gmtime(std::time(nullptr)), kMethods[static_cast<std::size_t>(method)], route, response.status,
        response.body == nullptr ? 0 : response.body->size(), took * 1000, response.cache));
  }

  House& house_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{kMaxBuffer};
  Clock::time_point began_{};
  bool keep_ = true;
  bool idle_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();  // ends with the connection, on its strand
};

asio::awaitable<void> Accept(House& house, tcp::acceptor& acceptor) {
  asio::steady_timer pause(acceptor.get_executor());
  while (!house.closing) {
    auto [error, socket] = co_await acceptor.async_accept(asio::make_strand(acceptor.get_executor()), kQuiet);
    if (house.closing) break;
    if (error) {  // e.g. no descriptor is free: others will end
      pause.expires_after(milliseconds(50));
      co_await pause.async_wait(kQuiet);
      continue;
    }
    auto executor = socket.get_executor();
    asio::co_spawn(
        executor,
        [](House& shared, tcp::socket connected) -> asio::awaitable<void> {
          Connection connection(shared, std::move(connected));
          co_await connection.Run();
        }(house, std::move(socket)),
        [](const std::exception_ptr&) {});  // no memory for this one: others go on
    while (!house.closing && house.service.metrics().connections >= kMaxConnections) {
      pause.expires_after(milliseconds(20));
      co_await pause.async_wait(kQuiet);
    }
  }
}

/// As many connections as the system lets us have.
void RaiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

void WaitForStop(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wakes;
  std::unique_lock lock(mutex);
  wakes.wait(lock, stop, [] { return false; });
}

/// True if all connections ended and no job is at work before the time is over.
bool WaitForQuiet(House& house, milliseconds time) {
  const auto end = Clock::now() + time;
  while (Clock::now() < end) {
    if (house.service.metrics().connections == 0 && house.service.context().jobs->idle()) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

}  // namespace

Status Listen(Service& service, const ServerOptions& options, const Job& job) {
  RaiseDescriptorLimit();
  // What is destroyed last stands first: connections that are cut off at the end still know the house, and questions
  // that are still at work the context they come back to.
  House house(service, options);
  asio::io_context io;
  tcp::acceptor acceptor(io);
  error_code error;
  const tcp::endpoint endpoint(asio::ip::make_address(options.address, error), options.port);
  if (!error) (void)acceptor.open(endpoint.protocol(), error);
  if (!error) (void)acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) (void)acceptor.bind(endpoint, error);
  if (!error) (void)acceptor.listen(1024, error);
  if (error) {
    return Fail(ErrorKind::kInputOutput,
                fmt::format("cannot listen on {} port {}: {}; --port chooses another (0: one that is free)",
                            options.address, options.port, error.message()),
                "serve");
  }
  Workers workers(options.questions, kMaxWaiting);
  service.context().questions = &workers;
  asio::co_spawn(io, Accept(house, acceptor), asio::detached);
  {
    std::vector<std::jthread> threads;
    const unsigned count = std::clamp(std::thread::hardware_concurrency() / 2, 1U, 4U);
    for (unsigned i = 0; i < count; ++i) threads.emplace_back([&io] { io.run(); });
    const std::string host = options.address.contains(':') ? "[" + options.address + "]" : options.address;
    options.ready(fmt::format("http://{}:{}/", host, acceptor.local_endpoint(error).port()));
    WaitForStop(job.stop);
    house.closing = true;
    asio::post(io, [&acceptor] {
      error_code ignored;
      (void)acceptor.close(ignored);
    });
    {
      const std::scoped_lock lock(house.mutex);
      for (Connection* connection : house.connections) connection->CloseIfIdle();
    }
    if (!WaitForQuiet(house, seconds(options.grace_seconds))) {
      house.cancel.request_stop();
      service.context().jobs->CancelAll();
      (void)WaitForQuiet(house, seconds(5));
    }
    io.stop();
  }
  return {};
}

}  // namespace tenon::server
