#ifndef TENON_CLI_SERVE_H_
#define TENON_CLI_SERVE_H_

#include <CLI/CLI.hpp>

#include "cli/command_line.h"

namespace tenon::cli {

/// `tenon serve`: the workspace over HTTP. Its options are the members of server::ServerOptions.
void AddServe(CLI::App& app, Request& request, Language language);

}  // namespace tenon::cli

#endif  // TENON_CLI_SERVE_H_
