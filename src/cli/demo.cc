#include "cli/demo.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/files.h"
#include "report/report.h"

namespace tenon::cli {

namespace fs = std::filesystem;

namespace {

/// The folder that holds data/ and chains/: the one above the program's (as built), or the one we stand in.
Result<fs::path> FindRoot(const fs::path& given) {
  std::error_code error;
  std::vector<fs::path> places = {given};
  if (given.empty()) {
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    places = {program.parent_path().parent_path(), fs::current_path(error)};
  }
  for (const fs::path& place : places) {
    if (fs::is_directory(place / "data", error) && fs::is_directory(place / "chains", error)) return place;
  }
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("no folders data/ and chains/ in {}; name the folder that holds them with --root",
                          places.front().string()),
              "demo");
}

/// Folders of data/ that bear the name of a source are loaded.
Status LoadShippedData(Engine& engine, const fs::path& data, const OutputOptions& output, const Job& job) {
  TENON_ASSIGN(const Answer sources, Engine::Sources());
  for (const std::vector<Value>& row : sources.tables.front().rows) {
    const std::string source = TextOr(row.front());
    std::error_code error;
    if (!fs::is_directory(data / source, error)) continue;
    TENON_ASSIGN(const Answer loaded, engine.Load(source, {data / source}, {}, /*replace=*/false, job));
    const Table& load = loaded.tables.front();
    Say(output, BooleanOr(load.At(0, "already_loaded"), false)
                    ? fmt::format("  {:<12} already loaded", source)
                    : fmt::format("  {:<12} {:>7} rows, {:>5} rejected", source, IntegerOr(load.At(0, "rows"), 0),
                                  IntegerOr(load.At(0, "rows_rejected"), 0)));
  }
  return {};
}

}  // namespace

Status RunDemo(Engine& engine, const DemoOptions& options, const OutputOptions& output, const Job& job) {
  TENON_ASSIGN(const fs::path root, FindRoot(options.root));
  const bool zh = output.language == Language::kChinese;
  Say(output, zh ? "读入随附的开放数据：" : "Loading the open data that ships:");
  TENON_CHECK(LoadShippedData(engine, root / "data", output, job));
  std::error_code error;
  std::vector<fs::path> chains;
  for (const fs::directory_entry& entry : fs::directory_iterator(root / "chains", error)) {
    if (entry.path().extension() == ".yaml") chains.push_back(entry.path());
  }
  std::ranges::sort(chains);
  TENON_CHECK(MakeFolder(options.folder));
  std::vector<fs::path> reports;
  for (const fs::path& chain : chains) {
    const GivenArguments arguments = {{"economy", options.economy}};
    TENON_ASSIGN(const Answer scan, engine.Run("scan", {{"chain", chain.string()}, {"economy", options.economy}}, job));
    Say(output, fmt::format("\n{} ({}):", chain.stem().string(), options.economy));
    Say(output, report::ToSentences(scan, output.language));
    for (const auto& [language, suffix] : {std::pair{Language::kEnglish, "en"}, std::pair{Language::kChinese, "zh"}}) {
      TENON_ASSIGN(const std::string html, engine.Report(chain.string(), arguments, language, job));
      reports.push_back(options.folder / fmt::format("{}-{}-{}.html", chain.stem().string(), options.economy, suffix));
      TENON_CHECK(WriteFileAtomically(reports.back(), html));
    }
  }
  Say(output, zh ? "报告：" : "Reports:");
  std::string list;
  for (const fs::path& report : reports) list += report.string() + "\n";
  return PrintText(list, {});
}

}  // namespace tenon::cli
