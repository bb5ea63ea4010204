#ifndef TENON_CLI_COMMAND_LINE_H_
#define TENON_CLI_COMMAND_LINE_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "tenon/engine.h"

namespace tenon::cli {

/// Everything the words of a command line say.
struct Request {
  EngineOptions engine;
  OutputOptions output;
  std::function<Status(Engine& engine, const OutputOptions& output, const Job& job)> command;
};

/// The grammar of the command line, made from the specs of analyses and sources: their parameters are options of
/// `run NAME` and `load NAME`, with every default and range in --help. Parsing fills `request`.
/// REQUIRES    `request` outlives the App.
std::unique_ptr<CLI::App> MakeCommandLine(Request& request, Language language);

/// What may stand after these words (without the program's name; the last one may be unfinished): subcommands, options,
/// choices. Empty where file names are wanted.
std::vector<std::string> Completions(const std::vector<std::string>& words);

/// The script that makes `shell` ask Completions. REQUIRES: shell is bash or zsh.
std::string CompletionScript(std::string_view shell);

/// Runs one command and prints; returns the exit code.
int Main(int argc, char** argv);

}  // namespace tenon::cli

#endif  // TENON_CLI_COMMAND_LINE_H_
