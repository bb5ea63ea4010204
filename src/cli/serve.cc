#include "cli/serve.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <mutex>

#include "cli/command_options.h"
#include "server/server.h"

namespace tenon::cli {

namespace {

struct Line {
  std::FILE* file = nullptr;
  std::mutex mutex;
  ~Line() {
    if (file != nullptr && file != stderr) std::fclose(file);
  }
};

/// Appends lines to a file; "-" is standard error.
Result<std::function<void(std::string_view)>> OpenLog(const std::string& name) {
  auto log = std::make_shared<Line>();
  log->file = name == "-" ? stderr : std::fopen(name.c_str(), "a");
  if (log->file == nullptr) return Fail(ErrorKind::kInputOutput, "cannot be written", name);
  return [log](std::string_view line) {
    const std::scoped_lock lock(log->mutex);
    fmt::print(log->file, "{}\n", line);
    std::fflush(log->file);
  };
}

}  // namespace

void AddServe(CLI::App& app, Request& request, Language language) {
  const bool zh = language == Language::kChinese;
  CLI::App* serve = app.add_subcommand("serve", zh ? "以 HTTP 提供网页与接口，直到被中断（Ctrl-C）"
                                                   : "the web pages and the HTTP API, until interrupted (Ctrl-C)");
  auto options = std::make_shared<server::ServerOptions>();
  auto log = std::make_shared<std::string>();
  const auto number = [&](const char* name, auto& value, int least, int most, const char* en, const char* chinese) {
    serve
        ->add_option(name, value,
                     fmt::format("{}{}{}{}", zh ? chinese : en, zh ? "（默认 " : " (default ", value, zh ? "）" : ")"))
        ->check(CLI::Range(least, most))
        ->option_text("N");
  };
  number("--port", options->port, 0, 65535, "port; 0: one that is free", "端口；0：任选空闲端口");
  serve
      ->add_option("--address", options->address,
                   fmt::format(fmt::runtime(zh ? "监听的 IP 地址（默认 {}）" : "IP address to listen on (default {})"),
                               options->address))
      ->option_text("IP");
  serve->add_flag_callback(
      "--public", [options] { options->audience = server::Audience::kPublic; },
      zh ? "允许其他机器访问；每个请求须带令牌（--tokens）"
         : "answer other machines, to whoever shows a token (--tokens)");
  serve
      ->add_option("--tokens", options->tokens,
                   zh ? "令牌文件：每行“名称 令牌的SHA-256”" : "who may ask: lines \"NAME SHA256-OF-TOKEN\"")
      ->option_text("FILE");
  serve->add_flag_callback(
      "--sql", [options] { options->sql = server::SqlEndpoint::kReadOnly; },
      zh ? "开放只读 SQL 接口（默认关闭）" : "also answer read-only SQL (off by default)");
  serve
      ->add_option("--access-log", *log,
                   zh ? "访问日志文件（每行一个 JSON；-：标准错误）"
                      : "append a JSON line a request to this file (-: standard error)")
      ->option_text("FILE");
  number("--questions", options->questions, 1, 1024, "questions answered at once", "同时回答的问题数");
  number("--jobs", options->jobs, 1, 1024, "jobs at once", "同时运行的作业数");
  number("--question-seconds", options->question_seconds, 1, 86'400, "longest answer outside a job",
         "单个问题的最长秒数");
  number("--job-seconds", options->job_seconds, 1, 604'800, "longest job", "单个作业的最长秒数");
  number("--header-seconds", options->header_seconds, 1, 3600, "for the head of a request", "接收请求头的秒数");
  number("--body-seconds", options->body_seconds, 1, 3600, "for the body of a request", "接收请求体的秒数");
  number("--grace-seconds", options->grace_seconds, 0, 3600, "for what is at work when stopped",
         "停止时留给进行中工作的秒数");
  number("--body-bytes", options->body_bytes, 1, 1 << 30, "largest body of a request", "请求体的最大字节数");
  number("--cache-bytes", options->cache_bytes, 0, 2'000'000'000, "answers kept in memory", "内存中保留答案的字节数");
  number("--download-rows", options->download_rows, 1, 2'000'000'000, "most rows of one download",
         "单次下载的最大行数");
  serve->callback([&request, options, log] {
    request.command = [&request, options, log](Engine&, const OutputOptions& output, const Job& job) -> Status {
      options->engine = request.engine;
      if (!log->empty()) {
        TENON_ASSIGN(options->log, OpenLog(*log));
      }
      options->ready = [&output](const std::string& url) {
        Say(output,
            output.language == Language::kChinese ? "正在提供服务（Ctrl-C 停止）：" : "Serving (Ctrl-C stops):");
        (void)PrintText(url + "\n", {});
      };
      return server::Serve(*options, job);
    };
  });
}

}  // namespace tenon::cli
