#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <numeric>
#include <utility>

#include "sources/pajek/network.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCitedFirst = "cited-to-citing";

/// Gives out made records one after another: `make` fills the cells of the one with this number.
class MadeReader final : public store::RecordReader {
 public:
  using Make = std::function<std::int64_t(std::size_t index, std::vector<std::string>& cells)>;
  MadeReader(std::size_t count, std::size_t width, Make make) : count_(count), make_(std::move(make)), texts_(width) {}

  Result<const store::Record*> Next() override {
    if (next_ == count_) return nullptr;
    record_.line = make_(next_++, texts_);
    cells_.assign(texts_.begin(), texts_.end());
    record_.cells = cells_;
    return &record_;
  }
  std::uint64_t bytes_done() const override { return next_; }
  std::uint64_t bytes_total() const override { return count_; }

 private:
  std::size_t count_, next_ = 0;
  Make make_;
  std::vector<std::string> texts_;
  std::vector<std::string_view> cells_;
  store::Record record_;
};

Status FillRecords(std::string_view table, const std::string& source, const fs::path& file,
                   const std::vector<std::string>& columns, std::size_t count, const MadeReader::Make& make,
                   store::Load& load) {
  TENON_ASSIGN(const store::RawFile raw,
               load.OpenRecords(file, columns, [=]() -> Result<std::unique_ptr<store::RecordReader>> {
                 return std::make_unique<MadeReader>(count, columns.size(), make);
               }));
  return load.Fill({.table = std::string(table),
                    .raw = &raw,
                    .select = FillIn(SourceQuery(fmt::format("pajek/{}.sql", table)), "$source", source)});
}

/// Older networks are written in ISO-8859-1, newer ones in UTF-8: bytes that are not UTF-8 are of an older one.
Result<PajekFile> ReadInEitherEncoding(const fs::path& file, PajekForm form, store::Load& load) {
  auto read = ReadPajek(file, form, "UTF-8");
  if (read || read.error().kind != ErrorKind::kCorruptInput) return read;
  auto older = ReadPajek(file, form, "ISO-8859-1");
  if (!older) return read;
  load.Note(fmt::format("{} is not UTF-8: read as ISO-8859-1", file.filename().string()));
  return older;
}

/// The one file of those patterns; nullopt: there is none.
Result<std::optional<fs::path>> AtMostOne(const InputFiles& files, std::string_view pattern) {
  const auto found = files.For(pattern);
  if (found.empty()) return std::nullopt;
  TENON_ASSIGN(fs::path file, OnlyFile(files, pattern));
  return file;
}

/// Values by vertex from a file of their own, else from the project file's section whose name holds one of `names`.
Result<std::vector<std::string>> ValuesOf(const InputFiles& files, std::string_view pattern,
                                          std::span<const std::string_view> names, const PajekFile& network,
                                          store::Load& load) {
  TENON_ASSIGN(const std::optional<fs::path> file, AtMostOne(files, pattern));
  if (!file) {
    for (const PajekFile::Values& values : network.values) {
      const bool fits = std::ranges::any_of(
          names, [&](std::string_view name) { return values.name.find(name) != std::string::npos; });
      if (fits) return values.cells;
    }
    return std::vector<std::string>();
  }
  TENON_ASSIGN(PajekFile read, ReadInEitherEncoding(*file, PajekForm::kValues, load));
  if (read.values.size() != 1) {
    return Fail(ErrorKind::kSchemaMismatch, "should hold *Vertices and one value for each", file->string());
  }
  return std::move(read.values.front().cells);
}

/// Vertices as the file lists them; those it does not list first, for they stand where all are counted.
std::vector<std::uint32_t> InOrderOfLines(const PajekFile& network) {
  std::vector<std::uint32_t> order(network.vertices.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t v) { return network.vertices[v].line; });
  return order;
}

/// How the network looks before anything is merged, and whether years agree with the direction of its arcs.
void ReportNetwork(const fs::path& file, const PajekFile& network, bool cited_first,
                   const std::vector<std::string>& years, store::Load& load) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  pairs.reserve(network.arcs.size());
  std::int64_t loops = 0, against = 0, dated = 0;
  for (const PajekFile::Arc& arc : network.arcs) {
    pairs.emplace_back(arc.from, arc.to);
    loops += arc.from == arc.to ? 1 : 0;
    if (years.empty() || years[arc.from - 1].size() != 4 || years[arc.to - 1].size() != 4) continue;
    if (years[arc.from - 1] == years[arc.to - 1]) continue;
    ++dated;
    against += (years[arc.from - 1] > years[arc.to - 1]) == cited_first ? 1 : 0;
  }
  std::ranges::sort(pairs);
  const auto distinct = std::ranges::unique(pairs).begin() - pairs.begin();
  const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  Table table{.name = "network",
              .columns = {{"file", ValueType::kText, ""},
                          {"vertices", ValueType::kInteger, ""},
                          {"arcs", ValueType::kInteger, ""},
                          {"arcs_repeated", ValueType::kInteger, ""},
                          {"loops", ValueType::kInteger, ""}},
              .rows = {{file.filename().string(), count(network.vertices.size()), count(network.arcs.size()),
                        count(network.arcs.size()) - distinct, loops}}};
  load.Report(std::move(table));
  if (against * 2 > dated) {
    load.Note(
        fmt::format("of {} arcs between years that differ, {} run against time: the arcs seem to be written the "
                    "other way round (--direction)",
                    dated, against));
  }
}

Result<fs::path> NetworkFile(const InputFiles& files) {
  TENON_ASSIGN(const std::optional<fs::path> network, AtMostOne(files, "*.net"));
  if (network) return *network;
  TENON_ASSIGN(const std::optional<fs::path> project, AtMostOne(files, "*.paj"));
  if (project) return *project;
  return Fail(ErrorKind::kInvalidArgument, "no network among the files: a .net or .paj file is needed",
              files.matched.front().second.string());
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  constexpr std::array<std::string_view, 3> kYearNames = {"PubYear", "PY", "year"};
  constexpr std::array<std::string_view, 1> kCitationNames = {"GCS"};
  TENON_ASSIGN(const fs::path file, NetworkFile(files));
  TENON_ASSIGN(PajekFile read, ReadInEitherEncoding(file, PajekForm::kNetwork, load));
  const auto network = std::make_shared<const PajekFile>(std::move(read));
  if (network->vertices.empty() || network->arcs.empty()) {
    return Fail(ErrorKind::kSchemaMismatch,
                network->vertices.empty() ? "no *Vertices: not a network of Pajek" : "no arcs between its vertices",
                file.string());
  }
  const auto vertices = network->vertices.size();
  std::vector<std::vector<std::string>> values;
  for (const auto& [pattern, names] : {std::pair{"*PY.clu", std::span<const std::string_view>(kYearNames)},
                                       {"*GCS.vec", std::span<const std::string_view>(kCitationNames)}}) {
    TENON_ASSIGN(std::vector<std::string> found, ValuesOf(files, pattern, names, *network, load));
    if (!found.empty() && found.size() != vertices) {
      return Fail(ErrorKind::kSchemaMismatch,
                  fmt::format("{} has {} values, the network {} vertices", pattern, found.size(), vertices),
                  file.string());
    }
    values.push_back(std::move(found));
  }
  for (const PajekFile::Fault& fault : network->faults) {
    load.Reject(file, fault.line, "", fault.found, fault.reason);
  }
  const std::string source = options.Has("source_name") ? options.GetText("source_name") : "pajek";
  const bool cited_first = options.GetText("direction") == kCitedFirst;
  ReportNetwork(file, *network, cited_first, values[0], load);
  TENON_CHECK(FillRecords(
      "work", source, file, {"vertex", "label", "year", "citations"}, vertices,
      [network, values, order = InOrderOfLines(*network)](std::size_t index, std::vector<std::string>& cells) {
        const std::uint32_t v = order[index];
        const PajekFile::Vertex& vertex = network->vertices[v];
        cells[0] = std::to_string(v + 1);
        cells[1] = vertex.label;
        for (std::size_t i = 0; i < 2; ++i) cells[2 + i] = values[i].empty() ? "" : values[i][v];
        return vertex.line == 0 ? network->vertices_line : vertex.line;
      },
      load));
  return FillRecords(
      "work_reference", source, file, {"citing", "cited"}, network->arcs.size(),
      [network, cited_first](std::size_t a, std::vector<std::string>& cells) {
        const PajekFile::Arc& arc = network->arcs[a];
        cells[cited_first ? 1 : 0] = std::to_string(arc.from);
        cells[cited_first ? 0 : 1] = std::to_string(arc.to);
        return arc.line;
      },
      load);
}

/// Vertex 7 means something in its network only: each network may be a source of its own.
Status Prepare(const InputFiles&, Arguments& options, store::LoadRequest& request) {
  if (options.Has("source_name")) request.source = options.GetText("source_name");
  return {};
}

}  // namespace

const Source& Pajek() {
  static const Source source = {
      .spec =
          {.name = "pajek",
           .title = {"Citation networks in Pajek's format", "Pajek 格式的引文网络"},
           .publisher = "whoever made the network",
           .licence = "not stated",
           .credit = "own network in Pajek's format",
           .files = {{"*.net", {"network: vertices and arcs", "网络：顶点与弧"}, false},
                     {"*.paj",
                      {"project: network, years and citations in one file; read where there is no .net",
                       "项目文件：网络、年份与被引次数合一；没有 .net 时读取"},
                      false},
                     {"*PY.clu", {"year of publication of each vertex", "各顶点的发表年份"}, false},
                     {"*GCS.vec", {"times each vertex is cited anywhere", "各顶点的总被引次数"}, false}},
           .tables = {"work", "work_reference"},
           .options = {{.name = "direction",
                        .type = ParameterType::kChoice,
                        .meaning = {"what an arc u v says: cited-to-citing: v cites u; citing-to-cited: u cites v",
                                    "弧 u v 的含义：cited-to-citing 表示 v 引用 u；citing-to-cited 表示 u 引用 v"},
                        .default_value = Value(std::string(kCitedFirst)),
                        .choices = {std::string(kCitedFirst), "citing-to-cited"}},
                       {.name = "source_name",
                        .meaning = {"name of the source in the tables, so that a workspace can hold several networks; "
                                    "without it, pajek",
                                    "表中的数据源名称，一个工作区可由此容纳多个网络；不给则为 pajek"}}},
           .reject_reasons = {"an edge has no direction: who cites whom is not said", "no such vertex"}},
      .read = Read,
      .prepare = Prepare,
  };
  return source;
}

}  // namespace tenon::sources
