#include "sources/fetch.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <iterator>
#include <thread>

#include "base/sha256.h"
#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// Serves one connection after another: what `answer` makes of a request, byte for byte.
class Server {
 public:
  explicit Server(std::function<std::string(const std::string&)> answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    ::listen(listener_, 8);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { Serve(); });
  }
  ~Server() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string Url() const { return fmt::format("http://127.0.0.1:{}", port_); }
  std::vector<std::string> requests;
  std::atomic<int> hold_ms = 0;  ///< before a connection is closed

 private:
  void Serve() {
    for (;;) {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      std::string request;
      char block[4096];
      while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t got = ::read(connection, block, sizeof(block));
        if (got <= 0) break;
        request.append(block, static_cast<std::size_t>(got));
      }
      requests.push_back(request);
      const std::string text = answer_(request);
      for (std::size_t sent = 0; sent < text.size();) {
        const ssize_t put = ::send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (put <= 0) break;
        sent += static_cast<std::size_t>(put);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(hold_ms));
      ::close(connection);
    }
  }

  std::function<std::string(const std::string&)> answer_;
  int listener_ = -1;
  int port_ = 0;
  std::jthread thread_;
};

std::string Ok(const std::string& body, const std::string& headers = "ETag: \"1\"\r\n") {
  return fmt::format("HTTP/1.1 200 OK\r\nConnection: close\r\n{}Content-Length: {}\r\n\r\n{}", headers, body.size(),
                     body);
}

std::size_t RangeOf(const std::string& request) {
  const std::size_t at = request.find("Range: bytes=");
  return at == std::string::npos ? 0 : std::stoul(request.substr(at + 13));
}

class FetchTest : public LoadTest {
 protected:
  void SetUp() override {
    LoadTest::SetUp();
    ::setenv("no_proxy", "127.0.0.1", 1);
    for (int i = 0; i < 100'000; ++i) content_ += std::to_string(i) + "\n";
    spec_.name = "test";
    spec_.publication = {.page = "https://example.org", .how = {"choose", ""}, .files = {{"a.csv", "", 0, ""}}};
  }
  Result<std::vector<FetchedFile>> FetchFrom(const Server& server, const Job& job = {}) const {
    return Fetch(spec_, {.folder = folder() / "to", .mirror = server.Url(), .files = {}, .stall_seconds = 1}, job);
  }
  std::string ErrorFrom(const Server& server) const {
    const auto fetched = FetchFrom(server);
    return fetched ? "no error" : Describe(fetched.error());
  }
  std::string Read(const std::string& name) const {
    std::ifstream in(folder() / "to" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Names in the folder, in order.
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder() / "to")) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
  }
  /// A server that keeps to ranges; `cut`: only so many bytes come at the first request.
  std::function<std::string(const std::string&)> Keeping(std::size_t cut) const {
    return [this, cut](const std::string& request) {
      const std::size_t from = RangeOf(request);
      if (from == 0) return Ok(content_).substr(0, cut);
      const std::string rest = content_.substr(from);
      return fmt::format(
          "HTTP/1.1 206 Partial Content\r\nConnection: close\r\nContent-Range: bytes {}-{}/{}\r\n"
          "Content-Length: {}\r\n\r\n{}",
          from, content_.size() - 1, content_.size(), rest.size(), rest);
    };
  }

  SourceSpec spec_;
  std::string content_;
};

TEST_F(FetchTest, AWholeFile) {
  const Server server([&](const std::string&) { return Ok(content_); });
  spec_.publication.files[0].sha256 = Sha256Of(content_);
  spec_.publication.files[0].bytes = static_cast<std::int64_t>(content_.size());
  const auto fetched = FetchFrom(server);
  ASSERT_TRUE(fetched) << Describe(fetched.error());
  EXPECT_EQ((*fetched)[0].came, FetchedFile::Came::kWhole);
  EXPECT_EQ((*fetched)[0].checksum, FetchedFile::Checksum::kRight);
  EXPECT_EQ(Read("a.csv"), content_);
  EXPECT_THAT(Names(), ElementsAre("a.csv"));
  EXPECT_THAT(server.requests[0], HasSubstr("GET /a.csv HTTP/1.1"));
  EXPECT_EQ(FetchFrom(server).value()[0].came, FetchedFile::Came::kWasThere);
  EXPECT_EQ(server.requests.size(), 1u);
}

TEST_F(FetchTest, ABrokenConnectionIsTakenUpAgain) {
  const Server server(Keeping(200'000));
  const auto fetched = FetchFrom(server);
  ASSERT_TRUE(fetched) << Describe(fetched.error());
  EXPECT_EQ(Read("a.csv"), content_);
  ASSERT_EQ(server.requests.size(), 2u);
  EXPECT_THAT(server.requests[1], HasSubstr("If-Range: \"1\""));
}

TEST_F(FetchTest, TheNextCommandGoesOn) {
  bool up = true;
  const auto keeping = Keeping(200'000);
  const Server server([&](const std::string& request) {
    if (RangeOf(request) > 0 && up) return std::string();
    return keeping(request);
  });
  EXPECT_THAT(ErrorFrom(server), HasSubstr("the same command goes on from there"));
  EXPECT_THAT(Names(), ElementsAre("a.csv.part", "a.csv.part.tag"));
  up = false;
  const auto fetched = FetchFrom(server);
  ASSERT_TRUE(fetched) << Describe(fetched.error());
  EXPECT_EQ((*fetched)[0].came, FetchedFile::Came::kResumed);
  EXPECT_EQ(Read("a.csv"), content_);
  EXPECT_THAT(Names(), ElementsAre("a.csv"));
}

TEST_F(FetchTest, AFileThatChangedMeanwhileIsFetchedAnew) {
  // The first connection breaks; then the server has another file, and answers If-Range with all of it.
  const std::string other = "other content\n";
  int count = 0;
  const Server server([&](const std::string&) {
    return ++count == 1 ? Ok(content_).substr(0, 100'000) : Ok(other, "ETag: \"2\"\r\n");
  });
  const auto fetched = FetchFrom(server);
  ASSERT_TRUE(fetched) << Describe(fetched.error());
  EXPECT_EQ((*fetched)[0].came, FetchedFile::Came::kWhole);
  EXPECT_EQ(Read("a.csv"), other);
}

TEST_F(FetchTest, WithoutAStrongTagItBeginsAnew) {
  int count = 0;
  const Server server([&](const std::string& request) {
    EXPECT_EQ(RangeOf(request), 0u);
    const std::string all = Ok(content_, "ETag: W/\"1\"\r\n");
    return ++count == 1 ? all.substr(0, 100'000) : all;
  });
  ASSERT_TRUE(FetchFrom(server));
  EXPECT_EQ(Read("a.csv"), content_);
}

TEST_F(FetchTest, APartThatIsTooLongIsFetchedAnew) {
  fs::create_directories(folder() / "to");
  const Server server([&](const std::string& request) {
    return RangeOf(request) > 0 ? "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                : Ok(content_);
  });
  Write("to/a.csv.part", content_ + "more");
  Write("to/a.csv.part.tag", server.Url() + "/a.csv\n\"1\"\n");
  ASSERT_TRUE(FetchFrom(server));
  EXPECT_EQ(Read("a.csv"), content_);
}

TEST_F(FetchTest, AWrongRangeIsNotWrittenIntoTheFile) {
  fs::create_directories(folder() / "to");
  const Server server([&](const std::string&) {
    return std::string("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-3/4\r\nContent-Length: 4\r\n\r\nabcd");
  });
  Write("to/a.csv.part", "xy");
  Write("to/a.csv.part.tag", server.Url() + "/a.csv\n\"1\"\n");
  EXPECT_THAT(ErrorFrom(server), HasSubstr("the server sends 'bytes 0-3/4' where byte 2 was asked for"));
  EXPECT_EQ(Read("a.csv.part"), "xy");
}

TEST_F(FetchTest, WrongContentIsRefusedAndNotKept) {
  const Server server([&](const std::string&) { return Ok(content_); });
  spec_.publication.files[0].sha256 = Sha256Of("other");
  EXPECT_THAT(ErrorFrom(server), HasSubstr("its SHA-256 is"));
  EXPECT_THAT(Names(), testing::IsEmpty());
  spec_.publication.files[0].bytes = 5;
  EXPECT_THAT(ErrorFrom(server), HasSubstr("is 588890 bytes long, and 5 were published"));
  Write("to/a.csv", "mine");
  EXPECT_THAT(ErrorFrom(server), HasSubstr("another file of this name lies in the folder"));
  EXPECT_EQ(Read("a.csv"), "mine");
}

TEST_F(FetchTest, WhatServersSay) {
  std::string status = "404 Not Found";
  const Server server([&](const std::string&) {
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 5\r\n\r\nsorry";
  });
  EXPECT_EQ(FetchFrom(server).error().kind, ErrorKind::kNotFound);
  status = "403 Forbidden";
  EXPECT_THAT(ErrorFrom(server), HasSubstr("the server answers 403: it refuses the file"));
  status = "503 Service Unavailable";
  EXPECT_THAT(ErrorFrom(server), HasSubstr("try again later"));
  const Server empty([&](const std::string&) { return Ok(""); });
  EXPECT_THAT(ErrorFrom(empty), HasSubstr("the server's answer is empty"));
}

TEST_F(FetchTest, Redirects) {
  std::string to = "/moved.csv";
  const Server server([&](const std::string& request) {
    return request.starts_with("GET /moved")
               ? Ok(content_)
               : "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
  });
  ASSERT_TRUE(FetchFrom(server));
  EXPECT_EQ(Read("a.csv"), content_);
  fs::remove(folder() / "to" / "a.csv");
  to = "file:///etc/hostname";
  EXPECT_THAT(ErrorFrom(server), HasSubstr("another protocol"));
  to = "/a.csv";
  EXPECT_THAT(ErrorFrom(server), HasSubstr("cannot be fetched: "));
}

TEST_F(FetchTest, AServerThatStalls) {
  Server server([&](const std::string&) { return std::string(); });
  server.hold_ms = 3000;
  EXPECT_THAT(ErrorFrom(server), HasSubstr("the server sent nothing for 1 s after 0 bytes"));
}

TEST_F(FetchTest, StopsOnRequest) {
  std::stop_source stop;
  Server server([&](const std::string&) {
    stop.request_stop();
    return Ok(content_).substr(0, 300'000);
  });
  server.hold_ms = 2000;
  const auto fetched = FetchFrom(server, {.report = [](const Progress&) {}, .stop = stop.get_token()});
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, ErrorKind::kCancelled);
}

TEST_F(FetchTest, WhatCannotBeFetched) {
  const Server server([&](const std::string&) { return Ok(content_); });
  EXPECT_THAT(Describe(Fetch(spec_, {.folder = folder(), .files = {"b.csv"}}, {}).error()),
              HasSubstr("'b.csv' is not among the published files"));
  EXPECT_THAT(Describe(Fetch(spec_, {.folder = folder(), .mirror = "ftp://x"}, {}).error()), HasSubstr("http://"));
  spec_.publication.files.clear();
  EXPECT_THAT(ErrorFrom(server), HasSubstr("fetch them by hand from https://example.org (choose)"));
}

TEST(PublicationTest, AddressesAreWhole) {
  for (const Source* source : AllSources()) {
    const Publication& published = source->spec.publication;
    SCOPED_TRACE(source->spec.name);
    const std::string& name = source->spec.name;
    const bool of_ones_own = name == "table" || name == "io-table" || name == "pajek";
    EXPECT_EQ(published.page.empty(), of_ones_own);
    EXPECT_EQ(published.page.empty(), published.how.en.empty());
    EXPECT_EQ(published.how.en.empty(), published.how.zh.empty());
    EXPECT_TRUE(published.page.empty() || published.page.starts_with("https://"));
    for (const PublishedFile& file : published.files) {
      EXPECT_TRUE(file.url.starts_with("https://"));
      EXPECT_EQ(file.file.find('/'), std::string::npos);
      EXPECT_TRUE(std::ranges::any_of(source->spec.files, [&](const ExpectedFile& expected) {
        return MatchesName(file.file, expected.name) || file.file.ends_with(".zip");
      }));
    }
  }
}

}  // namespace
}  // namespace tenon::sources
