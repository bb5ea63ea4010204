// Routes to what is loaded and what can be: sources, tables, rejects, snapshots, economies, chains.
#include <fmt/format.h>

#include "server/body.h"
#include "server/routes.h"

namespace tenon::server {

namespace {

/// A list that takes no parameters but those of its form.
Reply ReplyWithList(Visit& visit, Question question) {
  auto view = TakeView(visit.request, visit.target);
  if (!view) return {view.error()};
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  return ReplyTo(visit.context, visit.request, *view, std::move(question));
}

/// The same, where the last segment of the path is a name that may not exist.
Reply ReplyWithNamed(Visit& visit, Question question) {
  auto ask = std::move(question.ask);
  question.ask = [ask = std::move(ask)](Engine& engine, const Job& job) {
    auto answer = ask(engine, job);
    if (!answer && answer.error().kind == ErrorKind::kInvalidArgument) answer.error().kind = ErrorKind::kNotFound;
    return answer;
  };
  return ReplyWithList(visit, std::move(question));
}

}  // namespace

Reply ListSources(Visit& visit) {
  return ReplyWithList(
      visit, {.name = "sources", .key = "sources", .rests_on = RestsOn::kProgram, .ask = [](Engine&, const Job&) {
                return Engine::Sources();
              }});
}

Reply ShowSource(Visit& visit) {
  const std::string name = visit.name(3);
  return ReplyWithNamed(visit, {.name = name,
                                .key = "source\n" + name,
                                .rests_on = RestsOn::kProgram,
                                .ask = [name](Engine&, const Job&) { return Engine::Sources(name); }});
}

Reply ListTables(Visit& visit) {
  return ReplyWithList(
      visit, {.name = "tables", .key = "tables", .rests_on = RestsOn::kSnapshot, .ask = [](Engine& engine, const Job&) {
                return engine.Tables();
              }});
}

Reply ShowColumns(Visit& visit) {
  const std::string name = visit.name(3);
  return ReplyWithNamed(visit, {.name = name,
                                .key = "columns\n" + name,
                                .rests_on = RestsOn::kSnapshot,
                                .ask = [name](Engine& engine, const Job&) { return engine.Tables(name); }});
}

Reply ListRejects(Visit& visit) {
  return ReplyWithList(visit, {.name = "rejects",
                               .key = "rejects",
                               .rests_on = RestsOn::kSnapshot,
                               .ask = [](Engine& engine, const Job&) { return engine.Rejects(); }});
}

Reply ListSnapshots(Visit& visit) {
  return ReplyWithList(visit, {.name = "snapshots",
                               .key = "snapshots",
                               .rests_on = RestsOn::kFolder,
                               .ask = [](Engine& engine, const Job&) { return engine.Snapshots(); }});
}

Reply ListEconomies(Visit& visit) {
  return ReplyWithList(
      visit, {.name = "economies", .key = "economies", .rests_on = RestsOn::kProgram, .ask = [](Engine&, const Job&) {
                return Engine::Economies();
              }});
}

Reply ListChains(Visit& visit) {
  return ReplyWithList(
      visit, {.name = "chains", .key = "chains", .rests_on = RestsOn::kProgram, .ask = [](Engine&, const Job&) {
                return Engine::Chains();
              }});
}

Reply ShowChain(Visit& visit) {
  const std::string name = visit.name(3);
  const std::string as = Take(visit, "as");
  const auto language = TakeLanguage(visit);
  if (!language) return {language.error()};
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  auto text = Engine::ChainText(name);
  if (!text) return {ProblemResponse(404, "not-found", text.error().message)};
  if (as.empty() || as == "yaml") {
    return ReplyWithText(visit.context, visit.request, "chain/" + name, "application/yaml", [&text] { return *text; });
  }
  const auto form = as == "tree"      ? std::optional(Engine::ChainForm::kTree)
                    : as == "dot"     ? std::optional(Engine::ChainForm::kDot)
                    : as == "mermaid" ? std::optional(Engine::ChainForm::kMermaid)
                                      : std::nullopt;
  if (!form) {
    return {ProblemResponse(400, "invalid-argument",
                            fmt::format("'{}' is not allowed; allowed: yaml, tree, dot, mermaid", as), "as")};
  }
  return {Work([&context = visit.context, name, form = *form, language = *language](const Job&) -> Response {
    Engine engine(context.engine);
    auto drawn = engine.ChainShow(name, form, language);
    return drawn ? Ok(*std::move(drawn), "text/plain; charset=utf-8") : ProblemResponse(drawn.error());
  })};
}

Reply CheckChain(Visit& visit) {
  if (!IsOfType(visit.request, "application/yaml") && !IsOfType(visit.request, "text/yaml")) {
    return {
        ProblemResponse(415, "unsupported-media-type", "the body must be a chain as application/yaml", "Content-Type")};
  }
  // A text is told from a file's name by its line breaks.
  const std::string text = visit.request.body + "\n";
  return ReplyWithList(visit, {.name = "chain",
                               .key = "chain check\n" + text,
                               .rests_on = RestsOn::kSnapshot,
                               .ask = [text](Engine& engine, const Job&) {
                                 auto answer = engine.ChainCheck(text);
                                 if (!answer && answer.error().kind == ErrorKind::kCorruptInput) {
                                   answer.error().kind = ErrorKind::kSchemaMismatch;
                                 }
                                 return answer;
                               }});
}

}  // namespace tenon::server
