#include "sources/download.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>

#include "base/files.h"

namespace tenon::sources {

namespace fs = std::filesystem;

namespace {

constexpr int kAttempts = 5;
constexpr std::uint64_t kLongestTag = 1 << 14;

fs::path TagOf(const fs::path& part) { return part.string() + ".tag"; }

/// What an If-Range may say of the content that lies there: the tag file's second line. "": nothing that is certain.
std::string ValidatorOf(const Download& download) {
  const auto text = ReadWholeFile(TagOf(download.to), kLongestTag);
  if (!text || !text->starts_with(download.url + "\n") || !text->ends_with('\n')) return "";
  const std::string validator = text->substr(download.url.size() + 1, text->size() - download.url.size() - 2);
  return validator.find('\n') == std::string::npos ? validator : "";
}

/// An open file that no other process downloads into.
class PartFile {
 public:
  explicit PartFile(fs::path file) : file_(std::move(file)) {}
  ~PartFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  Status Open() {
    descriptor_ = ::open(file_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor_ < 0) return FailFromErrno("cannot make", file_);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      return Fail(ErrorKind::kInvalidArgument, "another program is downloading into it", file_.string());
    }
    struct stat status = {};
    if (::fstat(descriptor_, &status) != 0) return FailFromErrno("cannot look at", file_);
    size = status.st_size;
    return {};
  }
  Status Cut(std::int64_t to) {
    if (::ftruncate(descriptor_, to) != 0) return FailFromErrno("cannot cut", file_);
    size = to;
    return {};
  }
  Status Append(const char* data, std::size_t count) {
    while (count > 0) {
      const ssize_t put = ::pwrite(descriptor_, data, count, size);
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return FailFromErrno("cannot write", file_);
      size += put;
      data += put;
      count -= static_cast<std::size_t>(put);
    }
    return {};
  }

  std::int64_t size = 0;

 private:
  fs::path file_;
  int descriptor_ = -1;
};

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// One request and its answer.
class Attempt {
 public:
  Attempt(const Download& download, PartFile& part, const Job& job) : download_(download), part_(part), job_(job) {}

  enum class Ended { kWhole, kBroken, kStartAnew };
  Result<Ended> Perform() {
    curl_.reset(curl_easy_init());
    if (curl_ == nullptr) return Fail(ErrorKind::kInternal, "libcurl cannot start");
    begin_ = part_.size;
    const std::string validator = begin_ > 0 ? ValidatorOf(download_) : "";
    if (validator.empty() && begin_ > 0) {
      TENON_CHECK(part_.Cut(0));
      begin_ = 0;
    }
    if (begin_ > 0) AddHeader("If-Range: " + validator);
    SetUp();
    const CURLcode code = curl_easy_perform(curl_.get());
    if (!failed_.message.empty()) return std::unexpected(failed_);
    long status = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    return Judge(code, status);
  }
  /// Of what lies there now, so much was there before.
  std::int64_t resumed_from() const { return begin_; }
  const std::string& trouble() const { return trouble_; }

 private:
  void AddHeader(const std::string& line) { headers_.reset(curl_slist_append(headers_.release(), line.c_str())); }

  void SetUp() {
    CURL* curl = curl_.get();
    curl_easy_setopt(curl, CURLOPT_URL, download_.url.c_str());
    const bool secure = download_.url.starts_with("https:");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 10L);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "tenon");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(download_.stall_seconds));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(download_.stall_seconds));
    if (begin_ > 0) {
      range_ = fmt::format("{}-", begin_);
      curl_easy_setopt(curl, CURLOPT_RANGE, range_.c_str());
    }
    if (headers_ != nullptr) curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(
        curl, CURLOPT_HEADERFUNCTION, +[](char* data, std::size_t, std::size_t size, void* self) {
          static_cast<Attempt*>(self)->HearHeader({data, size});
          return size;
        });
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(
        curl, CURLOPT_WRITEFUNCTION, +[](char* data, std::size_t, std::size_t size, void* self) {
          return static_cast<Attempt*>(self)->HearBody(data, size) ? size : std::size_t{0};
        });
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(
        curl, CURLOPT_XFERINFOFUNCTION, +[](void* self, curl_off_t total, curl_off_t done, curl_off_t, curl_off_t) {
          return static_cast<Attempt*>(self)->Report(total, done);
        });
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
  }

  void HearHeader(std::string_view line) {
    if (line.starts_with("HTTP/")) etag_ = changed_ = content_range_ = "";  // the next answer of a redirect
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.back())) != 0) value.remove_suffix(1);
    if (name == "etag") etag_ = value;
    if (name == "last-modified") changed_ = value;
    if (name == "content-range") content_range_ = value;
  }

  bool HearBody(const char* data, std::size_t size) {
    if (!body_begun_) {
      body_begun_ = true;
      if (const Status begun = BeginBody(); !begun) {
        failed_ = begun.error();
        return false;
      }
    }
    const Status written = part_.Append(data, size);
    if (!written) failed_ = written.error();
    return written.has_value();
  }

  Status BeginBody() {
    long status = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status == 206) {
      // RFC 9110, 14.4: "bytes 500-999/1000".
      if (!content_range_.starts_with(fmt::format("bytes {}-", begin_))) {
        return Fail(ErrorKind::kInputOutput,
                    fmt::format("the server sends '{}' where byte {} was asked for", content_range_, begin_),
                    download_.url);
      }
      return {};
    }
    begin_ = 0;
    TENON_CHECK(part_.Cut(0));
    // RFC 9110, 13.1.5: a weak tag is no ground to go on.
    const std::string validator = !etag_.empty() && !etag_.starts_with("W/") ? etag_ : changed_;
    const fs::path tag = TagOf(download_.to);
    if (!validator.empty()) return WriteFileAtomically(tag, fmt::format("{}\n{}\n", download_.url, validator));
    std::error_code ignored;
    fs::remove(tag, ignored);
    return {};
  }

  int Report(curl_off_t total, curl_off_t done) {
    if (job_.cancelled()) {
      failed_ = {ErrorKind::kCancelled, "stopped on request; the same command goes on from here", download_.url};
      return 1;
    }
    const std::string name = download_.to.stem().string();
    if (job_.report && body_begun_) {
      job_.report({begin_ > 0 ? fmt::format("{}: from byte {} on", name, begin_) : name, static_cast<double>(done),
                   static_cast<double>(total), "bytes"});
    }
    return 0;
  }

  Result<Ended> Judge(CURLcode code, long status) {
    const auto refuse = [&](ErrorKind kind, std::string message) {
      return Fail(kind, std::move(message), download_.url);
    };
    switch (code) {
      case CURLE_OK:
        if (!body_begun_) return refuse(ErrorKind::kCorruptInput, "the server's answer is empty");
        return Ended::kWhole;
      case CURLE_HTTP_RETURNED_ERROR:
        // What lies there is as long as the file, or longer: either way the server cannot send the rest.
        if (status == 416 && begin_ > 0) return Ended::kStartAnew;
        if (status == 404 || status == 410) {
          return refuse(ErrorKind::kNotFound,
                        fmt::format("the server has no such file ({}): it was moved or renamed; look "
                                    "at the provider's page",
                                    status));
        }
        return refuse(ErrorKind::kInputOutput, fmt::format("the server answers {}: {}", status,
                                                           status >= 500 ? "try again later" : "it refuses the file"));
      case CURLE_PARTIAL_FILE:
      case CURLE_RECV_ERROR:
      case CURLE_SEND_ERROR:
      case CURLE_GOT_NOTHING:
      case CURLE_OPERATION_TIMEDOUT:
        trouble_ = code == CURLE_OPERATION_TIMEDOUT
                       ? fmt::format("the server sent nothing for {} s", download_.stall_seconds)
                       : "the connection broke";
        return Ended::kBroken;
      case CURLE_UNSUPPORTED_PROTOCOL:
        return refuse(ErrorKind::kInvalidArgument,
                      "leads to another protocol than http or https, or from https to http; neither is followed");
      default:
        return refuse(ErrorKind::kInputOutput, fmt::format("cannot be fetched: {}", curl_easy_strerror(code)));
    }
  }

  const Download& download_;
  PartFile& part_;
  const Job& job_;
  std::unique_ptr<CURL, FreeHandle> curl_;
  std::unique_ptr<curl_slist, FreeList> headers_;
  std::string range_, etag_, changed_, content_range_, trouble_;
  std::int64_t begin_ = 0;
  bool body_begun_ = false;
  Error failed_;
};

}  // namespace

Result<Downloaded> Run(const Download& download, const Job& job) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) return Fail(ErrorKind::kInternal, "libcurl cannot start");
  PartFile part(download.to);
  TENON_CHECK(part.Open());
  std::optional<std::int64_t> there;  // what lay there before the first attempt, if it was of use
  std::string trouble;
  for (int i = 0; i < kAttempts; ++i) {
    if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const std::int64_t before = part.size;
    Attempt attempt(download, part, job);
    TENON_ASSIGN(const Attempt::Ended ended, attempt.Perform());
    if (!there || attempt.resumed_from() == 0) there = attempt.resumed_from();
    if (ended == Attempt::Ended::kWhole) return Downloaded{part.size, *there};
    if (ended == Attempt::Ended::kStartAnew) {
      TENON_CHECK(part.Cut(0));
      continue;
    }
    trouble = attempt.trouble();
    if (part.size <= before) break;  // nothing came: asking again at once is of no use
  }
  return Fail(ErrorKind::kInputOutput,
              fmt::format("{} after {} bytes; the same command goes on from there", trouble, part.size), download.url);
}

}  // namespace tenon::sources
