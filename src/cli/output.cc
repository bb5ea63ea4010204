#include "cli/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/files.h"
#include "report/report.h"

namespace tenon::cli {

namespace {

Status WriteStandardOutput(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    return Fail(ErrorKind::kInputOutput, fmt::format("standard output: {}", std::strerror(errno)));
  }
  return {};
}

std::string Names(const Answer& answer, const Table* except) {
  std::string names;
  for (const Table& table : answer.tables) {
    if (&table != except) names += (names.empty() ? "" : ", ") + table.name;
  }
  return names;
}

}  // namespace

Status PrintText(const std::string& text, const OutputOptions& options) {
  return options.file.empty() ? WriteStandardOutput(text) : WriteFileAtomically(options.file, text);
}

Status Print(Engine& engine, const Answer& answer, const OutputOptions& options) {
  const Table* table = options.select.empty() ? &answer.tables.front() : answer.Find(options.select);
  if (table == nullptr) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("the answer has no table '{}'; it has: {}", options.select, Names(answer, nullptr)),
                "--select");
  }
  switch (options.format) {
    case Format::kJson: {
      if (options.select.empty()) return PrintText(report::ToJson(answer) + "\n", options);
      return PrintText(report::ToJson(Answer{answer.receipt, {*table}}) + "\n", options);
    }
    case Format::kCsv:
      return PrintText(report::ToCsv(*table), options);
    case Format::kParquet:
      if (options.file.empty()) {
        return Fail(ErrorKind::kInvalidArgument, "parquet is not text: say where to write it with -o FILE", "--format");
      }
      return engine.WriteParquet(*table, options.file);
    case Format::kTable:
      break;
  }
  const bool to_terminal = options.file.empty();
  const report::TerminalStyle style{.width = to_terminal ? TerminalWidth() : 0,
                                    .color = to_terminal && UsesColor(STDOUT_FILENO),
                                    .language = options.language};
  std::string text = options.select.empty() ? report::ToSentences(answer, options.language) : "";
  if (!text.empty()) text += "\n";
  TENON_CHECK(PrintText(text + report::ToTerminal(*table, style), options));
  const bool zh = options.language == Language::kChinese;
  for (const std::string& warning : answer.receipt.warnings) Say(options, (zh ? "注意：" : "note: ") + warning);
  if (options.select.empty() && answer.tables.size() > 1) {
    Say(options, fmt::format("{}{} (--select {})", zh ? "其他表：" : "more tables: ", Names(answer, table),
                             zh ? "表名" : "NAME"));
  }
  return {};
}

void Say(const OutputOptions& options, const std::string& line) {
  if (!options.quiet) fmt::print(stderr, "{}\n", line);
}

void PrintError(const Error& error, Language language) {
  const bool bug = error.kind == ErrorKind::kInternal;
  const bool zh = language == Language::kChinese;
  fmt::print(
      stderr, "tenon: {}{}\n",
      bug ? (zh ? "内部错误（这是我们的缺陷，请报告）：" : "internal error (a bug of ours, please report it): ") : "",
      Describe(error));
}

int ExitCode(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kNotFound:
    case ErrorKind::kNotConverged:
    case ErrorKind::kInfeasible:
      return 1;
    case ErrorKind::kInvalidArgument:
    case ErrorKind::kCorruptInput:
    case ErrorKind::kSchemaMismatch:
    case ErrorKind::kInputOutput:
      return 2;
    case ErrorKind::kCancelled:
      return 130;
    case ErrorKind::kInternal:
      return 3;
  }
  return 3;
}

bool UsesColor(int descriptor) {
  const char* refused = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (refused != nullptr && *refused != '\0') return false;
  return isatty(descriptor) == 1 && terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
}

int TerminalWidth() {
  if (const char* columns = std::getenv("COLUMNS")) return std::clamp(std::atoi(columns), 0, 10'000);
  winsize size{};
  if (isatty(STDOUT_FILENO) != 1 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace tenon::cli
