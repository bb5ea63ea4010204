#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenon::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

int ParseCode(std::vector<std::string> words, Request& request) {
  const auto app = MakeCommandLine(request, Language::kEnglish);
  std::ranges::reverse(words);  // CLI11 takes them last first
  try {
    app->parse(words);
  } catch (const CLI::ParseError& error) {
    return error.get_exit_code() == 0 ? 0 : 2;
  }
  return -1;  // parsed, ready to run
}

TEST(CommandLine, GlobalOptionsMayStandAfterTheCommand) {
  Request request;
  EXPECT_EQ(ParseCode({"list", "--format", "json", "-w", "elsewhere", "--lang", "zh", "--threads", "1"}, request), -1);
  EXPECT_EQ(request.output.format, Format::kJson);
  EXPECT_EQ(request.output.language, Language::kChinese);
  EXPECT_EQ(request.engine.workspace, "elsewhere");
  EXPECT_EQ(request.engine.threads, 1);
  EXPECT_TRUE(request.command);
}

TEST(CommandLine, RefusesWhatItDoesNotKnow) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{},
                                                                                     {"lst"},
                                                                                     {"run"},
                                                                                     {"run", "nothing"},
                                                                                     {"list", "--format", "xml"},
                                                                                     {"list", "--memory", "12"},
                                                                                     {"list", "--memory", "1MiB"},
                                                                                     {"gc", "--keep", "0"},
                                                                                     {"rollback"},
                                                                                     {"rollback", "-1"},
                                                                                     {"load", "oecd-btige"},
                                                                                     {"sql"},
                                                                                     {"completion", "fish"}}) {
    Request request;
    EXPECT_EQ(ParseCode(words, request), 2) << testing::PrintToString(words);
    EXPECT_FALSE(request.command);
  }
}

TEST(CommandLine, MemoryIsReadWithItsUnit) {
  Request request;
  EXPECT_EQ(ParseCode({"list", "--memory", "2GiB"}, request), -1);
  EXPECT_EQ(request.engine.memory_bytes, 2ULL << 30);
}

TEST(CommandLine, HelpOfAnAnalysisShowsDefaultsAndRanges) {
  Request request;
  const auto app = MakeCommandLine(request, Language::kEnglish);
  const std::string help = app->get_subcommand("run")->get_subcommand("scan")->help();
  EXPECT_THAT(help, HasSubstr("--economy"));
  EXPECT_THAT(help, HasSubstr("default 1000"));
  EXPECT_THAT(help, HasSubstr("Example:"));
}

TEST(Completions, FollowTheGrammar) {
  EXPECT_THAT(Completions({"rep"}), ElementsAre("report"));
  EXPECT_THAT(Completions({"load", "oecd-b"}), ElementsAre("oecd-btige"));
  EXPECT_THAT(Completions({"-w", "x", "run", "sca"}), ElementsAre("scan"));
  EXPECT_THAT(Completions({"run", "scan", "--econ"}), ElementsAre("--economy"));
  EXPECT_THAT(Completions({"list", "--format", "j"}), ElementsAre("json"));
  EXPECT_THAT(Completions({"describe", "conc"}), ElementsAre("concentration"));
  EXPECT_THAT(Completions({"export", ""}), IsEmpty()) << "file names are the shell's business";
}

TEST(ExitCode, IsTheContract) {
  EXPECT_EQ(ExitCode(ErrorKind::kNotFound), 1);
  EXPECT_EQ(ExitCode(ErrorKind::kInvalidArgument), 2);
  EXPECT_EQ(ExitCode(ErrorKind::kCorruptInput), 2);
  EXPECT_EQ(ExitCode(ErrorKind::kSchemaMismatch), 2);
  EXPECT_EQ(ExitCode(ErrorKind::kInputOutput), 2);
  EXPECT_EQ(ExitCode(ErrorKind::kInternal), 3);
}

TEST(CompletionScript, CallsTheProgram) {
  EXPECT_THAT(CompletionScript("bash"), HasSubstr("complete -o default -F _tenon tenon"));
  EXPECT_THAT(CompletionScript("zsh"), HasSubstr("#compdef tenon"));
  EXPECT_THAT(CompletionScript("bash"), Not(HasSubstr("compdef")));
}

}  // namespace
}  // namespace tenon::cli
