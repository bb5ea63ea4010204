#include <algorithm>

#include "cli/command_line.h"

namespace tenon::cli {

std::vector<std::string> Completions(const std::vector<std::string>& words) {
  Request request;
  const std::unique_ptr<CLI::App> root = MakeCommandLine(request, Language::kEnglish);
  const CLI::App* app = root.get();
  const CLI::Option* awaiting = nullptr;  // the option whose value comes next
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (awaiting != nullptr) {
      awaiting = nullptr;
      continue;
    }
    if (words[i].starts_with("-")) {
      const CLI::Option* option = app->get_option_no_throw(words[i]);
      if (option == nullptr) option = root->get_option_no_throw(words[i]);
      if (option != nullptr && option->get_type_size() != 0) awaiting = option;
      continue;
    }
    for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
      if (command->get_name() == words[i]) {
        app = command;
        break;
      }
    }
  }
  std::vector<std::string> candidates;
  const std::string last = words.empty() ? "" : words.back();
  if (awaiting != nullptr) {
    if (awaiting->check_name("--format")) candidates = {"table", "csv", "json", "parquet"};
    if (awaiting->check_name("--lang")) candidates = {"en", "zh"};
    if (awaiting->check_name("--as")) candidates = {"tree", "dot", "mermaid"};
  } else if (last.starts_with("-")) {
    for (const CLI::App* place : {app, const_cast<const CLI::App*>(root.get())}) {
      for (const CLI::Option* option : place->get_options()) {
        for (const std::string& name : option->get_lnames()) candidates.push_back("--" + name);
      }
      if (place == root.get()) break;
    }
  } else {
    for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
      candidates.push_back(command->get_name());
    }
    if (app->get_name() == "describe") {
      for (const AnalysisSpec* spec : Engine::Analyses()) candidates.push_back(spec->name);
    }
    if (app->get_name() == "completion") candidates = {"bash", "zsh"};
  }
  std::erase_if(candidates, [&](const std::string& candidate) { return !candidate.starts_with(last); });
  std::ranges::sort(candidates);
  const auto repeated = std::ranges::unique(candidates);
  candidates.erase(repeated.begin(), repeated.end());
  return candidates;
}

std::string CompletionScript(std::string_view shell) {
  if (shell == "zsh") {
    return R"(#compdef tenon
_tenon() {
  local -a candidates
  candidates=("${(@f)$(tenon complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=(${candidates:#})
  if (( ${#candidates} )); then compadd -a candidates; else _files; fi
}
compdef _tenon tenon
)";
  }
  return R"(_tenon() {
  local IFS=$'\n'
  COMPREPLY=($(tenon complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _tenon tenon
)";
}

}  // namespace tenon::cli
