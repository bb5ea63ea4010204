#ifndef TENON_SERVER_ROUTES_H_
#define TENON_SERVER_ROUTES_H_

#include <expected>
#include <optional>
#include <string_view>

#include "server/context.h"
#include "server/question.h"
#include "server/target.h"

namespace tenon::server {

/// A request on its way: what was asked, taken apart. A route takes out of `target.query` what it knows.
struct Visit {
  Context& context;
  const Request& request;
  Target target;
  /// A segment of the path that stands for a name: {"api", "v1", "tables", NAME} has it at 3.
  const std::string& name(std::size_t position) const { return target.path[position]; }
};

/// Nothing where the query is used up, else the refusal of what is left: nothing asked for is ignored in silence.
std::optional<Response> RefuseRest(const Visit& visit);
/// Takes one parameter out of the query; "" where it is absent. The last one counts.
std::string Take(Visit& visit, std::string_view name);
/// Takes `lang`; English where it is absent. Errors  400: another than en, zh.
std::expected<Language, Response> TakeLanguage(Visit& visit);

// Each answers one address of the table in service.cc.
Reply ListAnalyses(Visit& visit);
Reply AskAnalysis(Visit& visit);
Reply AskAnalysisWithBody(Visit& visit);
Reply AskReport(Visit& visit);
Reply AskSql(Visit& visit);

Reply StartJob(Visit& visit);
Reply ListJobs(Visit& visit);
Reply ShowJob(Visit& visit);
Reply RemoveJob(Visit& visit);
Reply WatchJob(Visit& visit);
Reply ShowResult(Visit& visit);

Reply ListSources(Visit& visit);
Reply ShowSource(Visit& visit);
Reply ListTables(Visit& visit);
Reply ShowRows(Visit& visit);
Reply ShowColumns(Visit& visit);
Reply ListRejects(Visit& visit);
Reply ListSnapshots(Visit& visit);
Reply ListEconomies(Visit& visit);
Reply ListChains(Visit& visit);
Reply ShowChain(Visit& visit);
Reply CheckChain(Visit& visit);

Reply ShowOpenApi(Visit& visit);
Reply ListDocuments(Visit& visit);
Reply ShowDocument(Visit& visit);
Reply ShowPage(Visit& visit);

/// The question of an analysis with these parameters, over HTTP: a chain is the name of one that ships or a text, never
/// a file of the server. Errors  InvalidArgument.
Result<Question> QuestionOf(std::string_view analysis, const GivenArguments& given);

}  // namespace tenon::server

#endif  // TENON_SERVER_ROUTES_H_
