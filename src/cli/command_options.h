#ifndef TENON_CLI_COMMAND_OPTIONS_H_
#define TENON_CLI_COMMAND_OPTIONS_H_

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tenon/engine.h"

namespace tenon::cli {

/// One option for each parameter; what is typed goes to `given` unread: the engine checks it against the same spec.
void AddParameters(CLI::App& app, const std::vector<Parameter>& parameters, Language language,
                   const std::shared_ptr<GivenArguments>& given);

/// "2GiB". Errors  InvalidArgument: no amount of memory, or less than 128 MiB.
Result<std::uint64_t> ParseBytes(const std::string& text);

/// A subcommand that ends in printing an answer.
template <class Ask>
void Command(CLI::App& app, Request& request, Ask ask) {
  app.callback([&request, ask] {
    request.command = [ask](Engine& engine, const OutputOptions& output, const Job& job) -> Status {
      TENON_ASSIGN(const Answer answer, ask(engine, job));
      return Print(engine, answer, output);
    };
  });
}

/// A text that must be one of these names; the error says what was found and what is allowed.
template <typename T>
CLI::Validator Named(const std::map<std::string, T>& values) {
  std::vector<std::string> names;
  for (const auto& [name, value] : values) names.push_back(name);
  return CLI::Validator(
      [values, names](std::string& text) {
        const auto found = values.find(text);
        if (found == values.end()) {
          return fmt::format("'{}' is not allowed; allowed: {}", text, fmt::join(names, ", "));
        }
        text = fmt::format("{}", static_cast<int>(found->second));
        return std::string();
      },
      "");
}

}  // namespace tenon::cli

#endif  // TENON_CLI_COMMAND_OPTIONS_H_
