#ifndef TENON_CLI_OUTPUT_H_
#define TENON_CLI_OUTPUT_H_

#include <string>

#include "tenon/engine.h"

namespace tenon::cli {

enum class Format { kTable, kCsv, kJson, kParquet };

/// What the global options say about printing.
struct OutputOptions {
  Format format = Format::kTable;
  Language language = Language::kEnglish;
  std::string select;  ///< name of one table; empty: all (json) or the first (others)
  std::string file;    ///< empty: standard output
  bool quiet = false;
};

/// Data to standard output or the file, messages to standard error.
/// Errors  InvalidArgument: no table of that name, parquet without a file; InputOutput: the file cannot be written.
Status Print(Engine& engine, const Answer& answer, const OutputOptions& options);
/// Text as it is (a report, a drawing): to the file, written atomically, or to standard output.
Status PrintText(const std::string& text, const OutputOptions& options);

/// A line on standard error, unless --quiet.
void Say(const OutputOptions& options, const std::string& line);
/// "tenon: error: ..." on standard error.
void PrintError(const Error& error, Language language);

/// 0 done, 1 no answer in this data, 2 wrong usage or input, 3 our bug; 130 for an interrupted command, as shells have
/// it.
int ExitCode(ErrorKind kind);

/// True if the stream is a terminal and colour is not refused (NO_COLOR, TERM=dumb).
bool UsesColor(int descriptor);
/// COLUMNS where it is set, else the width of the terminal on standard output; 0 where it is none.
int TerminalWidth();

}  // namespace tenon::cli

#endif  // TENON_CLI_OUTPUT_H_
