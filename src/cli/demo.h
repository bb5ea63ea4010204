#ifndef TENON_CLI_DEMO_H_
#define TENON_CLI_DEMO_H_

#include <filesystem>
#include <string>

#include "cli/output.h"
#include "tenon/engine.h"

namespace tenon::cli {

struct DemoOptions {
  std::string economy = "KOR";
  std::filesystem::path root;    ///< holds data/ and chains/; empty: beside the program's folder
  std::filesystem::path folder;  ///< where the reports go
};

/// Loads the shipped open data, scans every shipped chain for one economy and writes its report in both languages.
Status RunDemo(Engine& engine, const DemoOptions& options, const OutputOptions& output, const Job& job);

}  // namespace tenon::cli

#endif  // TENON_CLI_DEMO_H_
