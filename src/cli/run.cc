#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "cli/command_line.h"
#include "cli/progress.h"

namespace tenon::cli {

namespace {

/// Turns the first interrupt (Ctrl-C, a closed terminal) into a request to stop; the second ends the program at once,
/// which the workspace survives.
/// REQUIRES    made before any other thread.
class InterruptWatcher {
 public:
  explicit InterruptWatcher(std::stop_source& source) {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals, &source] {
      int signal = 0;
      sigwait(&signals, &signal);
      source.request_stop();
      sigwait(&signals, &signal);
      _exit(130);
    }).detach();
  }
};

/// The language must be known before the grammar is built, since --help speaks it.
Language LanguageOf(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang=zh" || (word == "--lang" && i + 1 < argc && std::string_view(argv[i + 1]) == "zh"))
      return Language::kChinese;
  }
  return Language::kEnglish;
}

/// What is wrong with a command that does not exist, with those that do; empty where something else is wrong.
/// REQUIRES    parsing `root` failed.
std::string UnknownCommand(const CLI::App& root) {
  const CLI::App* place = &root;
  std::string above;
  for (auto parsed = place->get_subcommands(); !parsed.empty(); parsed = place->get_subcommands()) {
    place = parsed.front();
    above += place->get_name() + " ";
  }
  std::vector<std::string> known;
  for (const CLI::App* command : place->get_subcommands([](const CLI::App*) { return true; })) {
    known.push_back(command->get_name());
  }
  if (known.empty()) return "";
  const std::vector<std::string> words = root.remaining(true);
  const auto word = std::ranges::find_if(words, [](const std::string& text) { return !text.starts_with("-"); });
  const std::string found =
      word == words.end()
          ? (above.empty() ? "a command is missing"
                           : fmt::format("a word is missing after '{}'", above.substr(0, above.size() - 1)))
          : fmt::format("'{}{}' is no command", above, *word);
  return fmt::format("{}; allowed: {}; --help says more", found, fmt::join(known, ", "));
}

}  // namespace

int Main(int argc, char** argv) {
  if (argc > 2 && std::string_view(argv[1]) == "complete" && std::string_view(argv[2]) == "--") {
    for (const std::string& candidate : Completions({argv + 3, argv + argc})) fmt::print("{}\n", candidate);
    return 0;
  }
  const Language language = LanguageOf(argc, argv);
  Request request;
  const std::unique_ptr<CLI::App> app = MakeCommandLine(request, language);
  try {
    app->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app->exit(error);
    const std::string unknown = UnknownCommand(*app);
    if (unknown.empty()) {
      app->exit(error);
    } else {
      fmt::print(stderr, "tenon: {}\n", unknown);
    }
    return 2;
  }
  // Outlives this function: the watcher's thread may still wait on it.
  static std::stop_source interrupt;
  const InterruptWatcher watcher(interrupt);
  ProgressPrinter progress(request.output.quiet         ? ProgressForm::kNone
                           : isatty(STDERR_FILENO) == 1 ? ProgressForm::kBar
                                                        : ProgressForm::kLines);
  const Job job{.report = [&](const Progress& step) { progress.Show(step); }, .stop = interrupt.get_token()};
  Engine engine(request.engine);
  const Status status = request.command(engine, request.output, job);
  progress.Clear();
  if (status) return 0;
  PrintError(status.error(), language);
  return ExitCode(status.error().kind);
}

}  // namespace tenon::cli
