// Routes that ask: analyses, the report, SQL.
#include <fmt/format.h>

#include <algorithm>

#include "report/report.h"
#include "server/body.h"
#include "server/routes.h"

namespace tenon::server {

namespace {

Response NoAnalysis(const Error& error) { return ProblemResponse(404, "not-found", error.message, error.where); }

Status CheckChains(const AnalysisSpec& spec, const GivenArguments& given) {
  for (const auto& [name, value] : given) {
    const auto parameter = std::ranges::find(spec.parameters, name, &Parameter::name);
    if (parameter == spec.parameters.end() || parameter->type != ParameterType::kChainFile) continue;
    if (value.contains('\n')) continue;
    if (const auto shipped = Engine::ChainText(value); !shipped) {
      return Fail(shipped.error().kind, shipped.error().message + "; a chain of your own goes as text into a POST",
                  name);
    }
  }
  return {};
}

Reply Ask(Visit& visit, const GivenArguments& given, const View& view) {
  auto question = QuestionOf(visit.name(3), given);
  if (!question) return {ProblemResponse(question.error())};
  question->patience = PatienceOf(visit.request.prefer);
  return ReplyTo(visit.context, visit.request, view, *std::move(question));
}

}  // namespace

Result<Question> QuestionOf(std::string_view analysis, const GivenArguments& given) {
  TENON_ASSIGN(const AnalysisSpec* spec, Engine::Describe(analysis));
  TENON_CHECK(CheckChains(*spec, given));
  TENON_ASSIGN(const Receipt receipt, Engine::ReceiptOf(analysis, given));
  const bool own_chain = std::ranges::any_of(given, [](const auto& pair) { return pair.second.contains('\n'); });
  return Question{.name = spec->name,
                  .key = report::ToJson(receipt),
                  .rests_on = RestsOn::kSnapshot,
                  .ask = [name = spec->name, given, own_chain](Engine& engine, const Job& job) {
                    auto answer = engine.Run(name, given, job);
                    // A text that is no chain is the client's, not a damaged file of ours.
                    if (!answer && own_chain && answer.error().kind == ErrorKind::kCorruptInput) {
                      answer.error().kind = ErrorKind::kSchemaMismatch;
                    }
                    return answer;
                  }};
}

Reply ListAnalyses(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  return ReplyWithText(visit.context, visit.request, "analyses", "application/json", [] {
    Json analyses = Json::array();
    for (const AnalysisSpec* spec : Engine::Analyses()) analyses.push_back(ToJson(*spec));
    return Print({{"analyses", std::move(analyses)}});
  });
}

Reply AskAnalysis(Visit& visit) {
  if (const auto spec = Engine::Describe(visit.name(3)); !spec) return {NoAnalysis(spec.error())};
  auto view = TakeView(visit.request, visit.target);
  if (!view) return {view.error()};
  return Ask(visit, visit.target.query, *view);
}

Reply AskAnalysisWithBody(Visit& visit) {
  if (const auto spec = Engine::Describe(visit.name(3)); !spec) return {NoAnalysis(spec.error())};
  auto view = TakeView(visit.request, visit.target);
  if (!view) return {view.error()};
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const auto body = JsonBody(visit.request);
  if (!body) return {body.error()};
  const auto given = ToArguments(*body);
  if (!given) return {ProblemResponse(given.error())};
  return Ask(visit, *given, *view);
}

Reply AskReport(Visit& visit) {
  const std::string chain = Take(visit, "chain");
  const auto language = TakeLanguage(visit);
  if (!language) return {language.error()};
  if (const auto shipped = Engine::ChainText(chain); !shipped) return {ProblemResponse(shipped.error())};
  return {Work(
      [&context = visit.context, chain, language = *language, given = visit.target.query](const Job& job) -> Response {
        Engine engine(context.engine);
        auto page = engine.Report(chain, given, language, job);
        if (!page) return ProblemResponse(page.error());
        Response response = Ok(*std::move(page), "text/html; charset=utf-8");
        // One page that holds all it needs, its style too; it runs nothing and asks nobody.
        response.headers.emplace_back(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'");
        response.headers.emplace_back("Cache-Control", "no-cache");
        return response;
      })};
}

Reply AskSql(Visit& visit) {
  if (visit.context.options.sql == SqlEndpoint::kOff) {
    return {
        ProblemResponse(403, "sql-is-off", "SQL over HTTP is off here; `tenon serve --sql` turns it on, read only")};
  }
  auto view = TakeView(visit.request, visit.target);
  if (!view) return {view.error()};
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const auto body = JsonBody(visit.request);
  if (!body) return {body.error()};
  const bool fits =
      body->is_object() && body->size() == 1 && body->contains("statement") && (*body)["statement"].is_string();
  if (!fits) {
    return {ProblemResponse(400, "invalid-argument", R"(the body must be {"statement": "SELECT ..."})", "body")};
  }
  const std::string statement = (*body)["statement"].get<std::string>();
  return ReplyTo(visit.context, visit.request, *view,
                 {.name = "sql",
                  .key = "sql\n" + statement,
                  .rests_on = RestsOn::kSnapshot,
                  .ask = [statement](Engine& engine, const Job& job) { return engine.Sql(statement, job); }});
}

}  // namespace tenon::server
