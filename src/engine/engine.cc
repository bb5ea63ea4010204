#include "tenon/engine.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "analyses/analysis.h"
#include "analyses/chain_file.h"
#include "base/nearest.h"
#include "base/sha256.h"
#include "chain/show.h"
#include "engine/state.h"
#include "report/report.h"
#include "store/economy.h"
#include "store/schema.h"

namespace tenon {

std::string_view ProgramVersion() { return TENON_VERSION; }

Engine::Engine(EngineOptions options) : state_(std::make_unique<State>(State{std::move(options)})) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<store::Workspace> Engine::State::OpenWorkspace(store::Workspace::Mode mode) const {
  const store::DatabaseOptions database{
      .memory_bytes = options.memory_bytes, .threads = options.threads, .spill_folder = {}};
  return store::Workspace::Open(options.workspace, mode, database);
}

Result<store::Snapshot> Engine::State::OpenSnapshot() const {
  TENON_ASSIGN(const store::Workspace workspace, OpenWorkspace(store::Workspace::Mode::kOpen));
  return store::Snapshot::Open(workspace);
}

std::vector<const AnalysisSpec*> Engine::Analyses() {
  std::vector<const AnalysisSpec*> specs;
  for (const analyses::Analysis* analysis : analyses::AllAnalyses()) specs.push_back(&analysis->spec);
  return specs;
}

Result<const AnalysisSpec*> Engine::Describe(std::string_view name) {
  if (const analyses::Analysis* analysis = analyses::FindAnalysis(name)) return &analysis->spec;
  std::vector<std::string> names;
  for (const AnalysisSpec* spec : Analyses()) names.push_back(spec->name);
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("no analysis is called '{}'{}; `tenon list` shows all", name, DidYouMean(name, names)));
}

namespace {

Status ResolveEconomies(const std::vector<Parameter>& parameters, Arguments& arguments) {
  for (const Parameter& parameter : parameters) {
    if (parameter.type != ParameterType::kEconomy || !arguments.Has(parameter.name)) continue;
    const std::string typed = arguments.GetText(parameter.name);
    const store::Economy* economy = store::ResolveEconomy(typed);
    if (economy == nullptr) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("'{}' is not an economy (nearest: {})", typed, store::NearestEconomies(typed)),
                  parameter.name);
    }
    arguments.Set(parameter.name, economy->code);
  }
  return {};
}

/// The same chain file name may hold another chain tomorrow, so the receipt names the content too.
Status NameChainContents(const std::vector<Parameter>& parameters, Arguments& arguments) {
  for (const Parameter& parameter : parameters) {
    if (parameter.type != ParameterType::kChainFile || !arguments.Has(parameter.name)) continue;
    TENON_ASSIGN(const std::string text, chain::ReadChainText(arguments.GetText(parameter.name)));
    arguments.Set(parameter.name + "_sha256", Sha256Of(text));
  }
  return {};
}

}  // namespace

Result<Receipt> Engine::ReceiptOf(std::string_view name, const GivenArguments& given) {
  TENON_ASSIGN(const AnalysisSpec* spec, Describe(name));
  Receipt receipt{.program_version = TENON_VERSION,
                  .analysis = spec->name,
                  .analysis_version = spec->version,
                  .snapshot = {},
                  .arguments = {},
                  .conventions = spec->conventions,
                  .warnings = {},
                  .sources = {}};
  TENON_ASSIGN(receipt.arguments, CheckArguments(spec->parameters, given));
  TENON_CHECK(ResolveEconomies(spec->parameters, receipt.arguments));
  TENON_CHECK(NameChainContents(spec->parameters, receipt.arguments));
  return receipt;
}

Result<Answer> Engine::Run(std::string_view name, const GivenArguments& given, const Job& job) {
  TENON_ASSIGN(const AnalysisSpec* spec, Describe(name));
  TENON_ASSIGN(Receipt receipt, ReceiptOf(name, given));
  TENON_ASSIGN(store::Snapshot snapshot, state_->OpenSnapshot());
  receipt.snapshot = SnapshotName(snapshot.manifest());
  const analyses::Analysis* analysis = analyses::FindAnalysis(name);
  TENON_ASSIGN(Answer answer, analysis->run({*spec, receipt.arguments, snapshot, job,
                                             [this](std::int64_t number) -> Result<store::Snapshot> {
                                               TENON_ASSIGN(const store::Workspace workspace,
                                                            state_->OpenWorkspace(store::Workspace::Mode::kOpen));
                                               return store::Snapshot::Open(workspace, number);
                                             }}));
  std::ranges::move(answer.receipt.conventions, std::back_inserter(receipt.conventions));
  receipt.warnings = std::move(answer.receipt.warnings);
  receipt.sources = std::move(answer.receipt.sources);
  answer.receipt = std::move(receipt);
  return answer;
}

Result<Answer> Engine::Sql(const std::string& statement, const Job& job) {
  TENON_ASSIGN(store::Snapshot snapshot, state_->OpenSnapshot());
  TENON_ASSIGN(Table rows, snapshot.AskSql(statement, job));
  rows.name = "rows";
  Answer answer = MakeAnswer("sql", &snapshot);
  answer.receipt.arguments.Set("statement", statement);
  answer.tables.push_back(std::move(rows));
  return answer;
}

Result<Answer> Engine::ChainCheck(const std::string& file) {
  TENON_ASSIGN(store::Snapshot snapshot, state_->SnapshotOrBuiltIn());
  TENON_ASSIGN(const chain::ParsedChain parsed, analyses::ReadChain(file, snapshot));
  std::map<std::string, std::int64_t> codes;
  for (const chain::Segment& segment : parsed.chain.segments) {
    for (const chain::SegmentCode& code : segment.codes) ++codes[code.scheme];
  }
  const auto inputs = std::ranges::count(parsed.chain.links, chain::LinkKind::kInput, &chain::Link::kind);
  Table table{
      .name = "chain", .columns = {{"what", ValueType::kText, ""}, {"count", ValueType::kInteger, ""}}, .rows = {}};
  table.rows.push_back({"segments", static_cast<std::int64_t>(parsed.chain.segments.size())});
  table.rows.push_back({"links: input", static_cast<std::int64_t>(inputs)});
  table.rows.push_back({"links: variant", static_cast<std::int64_t>(parsed.chain.links.size()) - inputs});
  for (const auto& [scheme, count] : codes) table.rows.push_back({"codes: " + scheme, count});
  Answer answer = MakeAnswer("chain check", nullptr);
  answer.receipt.arguments.Set("file", file);
  answer.receipt.warnings = parsed.notes;
  answer.tables.push_back(std::move(table));
  return answer;
}

Result<Answer> Engine::Economies() {
  const auto kind_of = [](store::EconomyKind kind) -> std::string {
    switch (kind) {
      case store::EconomyKind::kCurrent:
        return "current";
      case store::EconomyKind::kWithdrawn:
        return "withdrawn";
      case store::EconomyKind::kCustomary:
        return "customary";
      case store::EconomyKind::kGroup:
        break;
    }
    return "group";
  };
  Table economies{.name = "economies",
                  .columns = {{"economy", ValueType::kText, ""},
                              {"kind", ValueType::kText, ""},
                              {"name", ValueType::kText, ""},
                              {"name_zh", ValueType::kText, ""}},
                  .rows = {}};
  for (const store::Economy& economy : store::Economies()) {
    economies.rows.push_back({economy.code, kind_of(economy.kind), economy.name.en, economy.name.zh});
  }
  Answer answer = MakeAnswer("economies", nullptr);
  answer.tables.push_back(std::move(economies));
  return answer;
}

Result<Answer> Engine::Chains() {
  Table chains{.name = "chains",
               .columns = {{"chain", ValueType::kText, ""},
                           {"title", ValueType::kText, ""},
                           {"title_zh", ValueType::kText, ""},
                           {"segments", ValueType::kInteger, "1"},
                           {"links", ValueType::kInteger, "1"}},
               .rows = {}};
  for (const auto& [name, text] : chain::ShippedChains()) {
    TENON_ASSIGN(const chain::ParsedChain parsed, chain::ParseChain(text, name, {}));
    chains.rows.push_back({name, parsed.chain.title.en, parsed.chain.title.zh,
                           static_cast<std::int64_t>(parsed.chain.segments.size()),
                           static_cast<std::int64_t>(parsed.chain.links.size())});
  }
  Answer answer = MakeAnswer("chains", nullptr);
  answer.tables.push_back(std::move(chains));
  return answer;
}

Result<std::string> Engine::ChainText(std::string_view name) {
  const auto chains = chain::ShippedChains();
  if (const auto found = chains.find(std::string(name)); found != chains.end()) return std::string(found->second);
  std::vector<std::string> names;
  for (const auto& [known, text] : chains) names.push_back(known);
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("no chain that ships is called '{}'; there are: {}", name, fmt::join(names, ", ")));
}

Result<std::string> Engine::ChainShow(const std::string& file, ChainForm form, Language language) {
  TENON_ASSIGN(store::Snapshot snapshot, state_->SnapshotOrBuiltIn());
  TENON_ASSIGN(const chain::ParsedChain parsed, analyses::ReadChain(file, snapshot));
  switch (form) {
    case ChainForm::kTree:
      return chain::ToTree(parsed.chain, language);
    case ChainForm::kDot:
      return chain::ToDot(parsed.chain, language);
    case ChainForm::kMermaid:
      return chain::ToMermaid(parsed.chain, language);
  }
  return Fail(ErrorKind::kInternal, "a chain form is not handled");
}

namespace {

/// The economy abroad that is the largest supplier of most choked segments, or of most segments where none is choked;
/// of equals the first; "" where none is known.
std::string TopSupplierOf(const Answer& scan) {
  const Table& segments = *scan.Find("segments");
  std::map<std::string, std::pair<std::size_t, std::size_t>> counts;  // choked segments, all
  for (std::size_t row = 0; row < segments.rows.size(); ++row) {
    const std::string supplier = TextOr(segments.At(row, "top_supplier"));
    if (supplier.empty()) continue;
    counts[supplier].first += BooleanOr(segments.At(row, "choked"), false) ? 1U : 0U;
    ++counts[supplier].second;
  }
  const auto top = std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; });
  return top == counts.end() ? "" : top->first;
}

/// The arguments that a question has a parameter for.
GivenArguments OfSpec(const AnalysisSpec& spec, const GivenArguments& given) {
  GivenArguments fitting;
  std::ranges::copy_if(given, std::back_inserter(fitting), [&](const auto& argument) {
    return std::ranges::find(spec.parameters, argument.first, &Parameter::name) != spec.parameters.end();
  });
  return fitting;
}

}  // namespace

Result<std::string> Engine::Report(const std::string& chain_file, const GivenArguments& given, Language language,
                                   const Job& job) {
  GivenArguments arguments = given;
  arguments.emplace_back("chain", chain_file);
  TENON_ASSIGN(const Answer scan, Run("scan", arguments, job));
  std::vector<Answer> more;
  const std::string supplier = TopSupplierOf(scan);
  for (const std::string_view question : {"single-points", "what-if", "leverage"}) {
    if (question == "what-if" && supplier.empty()) continue;
    TENON_ASSIGN(const AnalysisSpec* spec, Describe(question));
    GivenArguments asked = OfSpec(*spec, arguments);
    if (question == "what-if") asked.emplace_back("remove", supplier);
    auto answer = Run(question, asked, job);
    if (answer) {
      more.push_back(*std::move(answer));
    } else if (answer.error().kind != ErrorKind::kNotFound) {
      return std::unexpected(answer.error());
    }
  }
  std::map<std::string, Text> names;
  for (const store::Economy& economy : store::Economies()) names.emplace(economy.code, economy.name);
  return report::ToHtml(scan, language, names, more);
}

Status Engine::WriteParquet(const Table& table, const std::filesystem::path& file) {
  TENON_ASSIGN(store::Snapshot snapshot, store::Snapshot::OpenBuiltIn());
  return snapshot.WriteParquet(table, file);
}

}  // namespace tenon
