#include "server/openapi.h"

#include <fmt/format.h>

#include "server/spec_json.h"

namespace tenon::server {

namespace {

Json Reference(std::string_view name) { return {{"$ref", fmt::format("#/components/schemas/{}", name)}}; }
Json TextSchema() { return {{"type", "string"}}; }
Json ListOf(Json element) { return {{"type", "array"}, {"items", std::move(element)}}; }

/// An object with exactly these members, all of them required.
Json Object(Json properties) {
  Json required = Json::array();
  for (const auto& [name, schema] : properties.items()) required.push_back(name);
  return {{"type", "object"},
          {"required", std::move(required)},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

Json CellSchema(ValueType type) {
  switch (type) {
    case ValueType::kText:
      return {{"type", {"string", "null"}}};
    case ValueType::kInteger:
      return {{"type", {"integer", "null"}}};
    case ValueType::kReal:
      return {{"type", {"number", "null"}}};
    case ValueType::kBoolean:
      return {{"type", {"boolean", "null"}}};
  }
  return Json::object();
}

Json Schemas() {
  const Json words = ListOf(TextSchema());
  const Json text = Object({{"en", TextSchema()}, {"zh", TextSchema()}});
  const Json type = {{"type", "string"}, {"enum", {"text", "integer", "real", "boolean"}}};
  const Json any_cell = {{"type", {"string", "number", "boolean", "null"}}};
  const Json any_value = {{"type", {"string", "number", "boolean", "array", "null"}}};
  Json schemas;
  schemas["Text"] = text;
  schemas["Column"] = Object({{"name", TextSchema()}, {"type", type}, {"unit", TextSchema()}});
  schemas["Table"] =
      Object({{"name", TextSchema()}, {"columns", ListOf(Reference("Column"))}, {"rows", ListOf(ListOf(any_cell))}});
  schemas["SourceUse"] = Object({{"source", TextSchema()},
                                 {"load", TextSchema()},
                                 {"licence", TextSchema()},
                                 {"credit", TextSchema()},
                                 {"rows", {{"type", "integer"}}},
                                 {"rows_rejected", {{"type", "integer"}}}});
  schemas["Receipt"] = Object({{"program_version", TextSchema()},
                               {"analysis", TextSchema()},
                               {"analysis_version", {{"type", "integer"}}},
                               {"snapshot", TextSchema()},
                               {"parameters", {{"type", "object"}, {"additionalProperties", any_cell}}},
                               {"conventions", words},
                               {"warnings", words},
                               {"sources", ListOf(Reference("SourceUse"))}});
  schemas["Answer"] = Object({{"receipt", Reference("Receipt")}, {"tables", ListOf(Reference("Table"))}});
  schemas["Problem"] = {{"type", "object"},
                        {"required", {"type", "title", "status", "detail"}},
                        {"properties",
                         {{"type", TextSchema()},
                          {"title", TextSchema()},
                          {"status", {{"type", "integer"}}},
                          {"detail", TextSchema()},
                          {"where", TextSchema()}}}};
  schemas["Parameter"] =
      Object({{"name", TextSchema()},
              {"type",
               {{"type", "string"},
                {"enum", {"text", "integer", "real", "boolean", "choice", "economy", "list", "chain file"}}}},
              {"meaning", Reference("Text")},
              {"unit", TextSchema()},
              {"required", {{"type", "boolean"}}},
              {"default", any_value},
              {"minimum", {{"type", {"number", "null"}}}},
              {"maximum", {{"type", {"number", "null"}}}},
              {"choices", words}});
  schemas["ResultColumn"] =
      Object({{"name", TextSchema()}, {"type", type}, {"unit", TextSchema()}, {"meaning", Reference("Text")}});
  schemas["ResultTable"] =
      Object({{"name", TextSchema()}, {"meaning", Reference("Text")}, {"columns", ListOf(Reference("ResultColumn"))}});
  schemas["Analysis"] = Object({{"name", TextSchema()},
                                {"version", {{"type", "integer"}}},
                                {"title", Reference("Text")},
                                {"question", Reference("Text")},
                                {"parameters", ListOf(Reference("Parameter"))},
                                {"tables", ListOf(Reference("ResultTable"))},
                                {"conventions", words},
                                {"references", words},
                                {"example", TextSchema()}});
  schemas["AnalysisList"] = Object({{"analyses", ListOf(Reference("Analysis"))}});
  schemas["Job"] =
      Object({{"id", TextSchema()},
              {"analysis", TextSchema()},
              {"state", {{"type", "string"}, {"enum", {"waiting", "running", "done", "failed", "cancelled"}}}},
              {"progress", Object({{"stage", TextSchema()},
                                   {"done", {{"type", "number"}}},
                                   {"total", {{"type", "number"}}},
                                   {"unit", TextSchema()}})},
              {"problem", {{"anyOf", {Reference("Problem"), {{"type", "null"}}}}}},
              {"links", Object({{"self", TextSchema()}, {"events", TextSchema()}, {"result", TextSchema()}})}});
  schemas["JobList"] = Object({{"jobs", ListOf(Reference("Job"))}});
  schemas["JobRequest"] = {
      {"type", "object"},
      {"required", {"analysis"}},
      {"properties",
       {{"analysis", TextSchema()}, {"parameters", {{"type", "object"}, {"additionalProperties", any_value}}}}},
      {"additionalProperties", false}};
  schemas["DocumentList"] = Object(
      {{"documents", ListOf(Object({{"name", TextSchema()}, {"title", TextSchema()}, {"link", TextSchema()}}))}});
  schemas["Statement"] = Object({{"statement", TextSchema()}});
  return schemas;
}

/// A receipt names a parameter that was not given as null; pasted into a body, that is the same question.
Json OrNull(Json schema) {
  schema["type"] = {schema["type"], "null"};
  if (schema.contains("enum")) schema["enum"].push_back(nullptr);
  return schema;
}

/// "single-points" -> "SinglePoints".
std::string SchemaName(std::string_view analysis) {
  std::string name;
  bool upper = true;
  for (const char c : analysis) {
    if (c != '-') name += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = c == '-';
  }
  return name;
}

/// The answer of one analysis: its tables by name, the cells of each row by column.
Json AnswerSchema(const AnalysisSpec& spec) {
  Json tables = Json::array();
  for (const ResultTable& table : spec.tables) {
    Json cells = Json::array();
    for (const ResultColumn& column : table.columns) {
      Json cell = CellSchema(column.type);
      cell["title"] = column.name;
      cells.push_back(std::move(cell));
    }
    const std::size_t width = cells.size();
    const Json row = {{"type", "array"},
                      {"prefixItems", std::move(cells)},
                      {"minItems", width},
                      {"maxItems", width},
                      {"items", false}};
    tables.push_back(Object({{"name", {{"type", "string"}, {"const", table.name}}},
                             {"columns", ListOf(Reference("Column"))},
                             {"rows", ListOf(row)}}));
  }
  return Object({{"receipt", Reference("Receipt")}, {"tables", ListOf({{"anyOf", std::move(tables)}})}});
}

Json QueryParameter(std::string_view name, Json schema, std::string_view description) {
  return {{"name", name}, {"in", "query"}, {"description", description}, {"schema", std::move(schema)}};
}

Json ViewParameters() {
  return Json::array({QueryParameter("format", {{"type", "string"}, {"enum", {"json", "csv", "parquet", "arrow"}}},
                                     "Form of the answer, before what Accept says."),
                      QueryParameter("select", TextSchema(),
                                     "One table of the answer; the other forms hold one, "
                                     "by default the first.")});
}

Json PathParameter(std::string_view name, std::string_view description, Json examples = Json::array()) {
  Json schema = {{"type", "string"}, {"minLength", 1}};
  if (!examples.empty()) schema["examples"] = examples;
  return {{"name", name}, {"in", "path"}, {"required", true}, {"description", description}, {"schema", schema}};
}

Json Responses(Json success, std::string_view status = "200") {
  Json responses;
  responses[std::string(status)] = std::move(success);
  responses["304"] = {{"description", "Unchanged since the tag that If-None-Match names."}};
  responses["default"] = {{"description",
                           "A problem (RFC 9457): `detail` says what was found, what is allowed, what "
                           "to do next."},
                          {"content", {{"application/problem+json", {{"schema", Reference("Problem")}}}}}};
  return responses;
}

Json Content(std::string_view description, std::string_view media_type, Json schema) {
  Json content;
  content[std::string(media_type)] = {{"schema", std::move(schema)}};
  return {{"description", description}, {"content", std::move(content)}};
}

/// An answer in each of its forms.
Json AnswerContent(std::string_view description, Json schema) {
  Json content = Content(description, "application/json", std::move(schema));
  content["content"]["text/csv"] = {{"schema", TextSchema()}};
  content["content"]["application/vnd.apache.parquet"] = {{"schema", Json::object()}};
  content["content"]["application/vnd.apache.arrow.stream"] = {{"schema", Json::object()}};
  return content;
}

Json Operation(std::string_view id, std::string_view summary, Json parameters, Json responses) {
  Json operation = {{"operationId", id}, {"summary", summary}};
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  operation["responses"] = std::move(responses);
  return operation;
}

Json JsonBodyOf(Json schema) {
  return {{"required", true}, {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

/// One path for one analysis, from its spec.
Json PathOf(const AnalysisSpec& spec) {
  Json parameters = Json::array();
  Json properties = Json::object();
  Json required = Json::array();
  for (const Parameter& parameter : spec.parameters) {
    std::string meaning = parameter.meaning.en;
    if (!parameter.unit.empty() && parameter.unit != "1") meaning += fmt::format(" [{}]", parameter.unit);
    Json query = QueryParameter(parameter.name, SchemaOf(parameter), meaning);
    Json property = parameter.required ? SchemaOf(parameter) : OrNull(SchemaOf(parameter));
    property["description"] = meaning;
    if (parameter.required) {
      query["required"] = true;
      required.push_back(parameter.name);
    }
    parameters.push_back(std::move(query));
    properties[parameter.name] = std::move(property);
  }
  Json body = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) body["required"] = std::move(required);
  Json responses = Responses(AnswerContent(spec.sentence.en, Reference(SchemaName(spec.name))));
  responses["202"] = Content("It takes longer than `Prefer: respond-async, wait=SECONDS` says: it is a job now.",
                             "application/json", Reference("Job"));
  for (Json& view : ViewParameters()) parameters.push_back(std::move(view));
  Json get = Operation(SchemaName(spec.name), spec.sentence.en, std::move(parameters), responses);
  Json post = Operation(SchemaName(spec.name) + "Posted", spec.sentence.en, ViewParameters(), responses);
  post["requestBody"] = JsonBodyOf(std::move(body));
  return {{"get", std::move(get)}, {"post", std::move(post)}};
}

Json ListPath(std::string_view id, std::string_view summary) {
  return {{"get", Operation(id, summary, ViewParameters(), Responses(AnswerContent(summary, Reference("Answer"))))}};
}

Json NamedPath(std::string_view id, std::string_view summary, Json name) {
  Json path = ListPath(id, summary);
  path["parameters"] = Json::array({std::move(name)});
  return path;
}

Json TextPath(std::string_view id, std::string_view summary, Json parameters, std::string_view media_type) {
  return {
      {"get", Operation(id, summary, std::move(parameters), Responses(Content(summary, media_type, TextSchema())))}};
}

Json ObjectPath(std::string_view id, std::string_view summary, Json schema) {
  return {{"get", Operation(id, summary, {}, Responses(Content(summary, "application/json", std::move(schema))))}};
}

Json JobPaths() {
  const Json id = Json::array({PathParameter("id", "As POST /api/v1/jobs gave it.")});
  Json jobs = ObjectPath("ListJobs", "Jobs that are known, newest first.", Reference("JobList"));
  Json start = Operation("StartJob", "Asks an analysis as a job; an equal question that is asked already is that job.",
                         {}, Responses(Content("Accepted.", "application/json", Reference("Job")), "202"));
  start["requestBody"] = JsonBodyOf(Reference("JobRequest"));
  jobs["post"] = std::move(start);
  Json job = ObjectPath("ShowJob", "State and progress of a job.", Reference("Job"));
  job["delete"] = Operation("RemoveJob", "Cancels a job; one that is over is forgotten.", {},
                            Responses(Content("As it is now.", "application/json", Reference("Job"))));
  job["parameters"] = id;
  Json events = TextPath("WatchJob", "Progress as server-sent events: `progress` while it runs, `over` at its end.", {},
                         "text/event-stream");
  events["parameters"] = id;
  Json result = NamedPath("ShowResult", "The answer of a job that is done.", id[0]);
  return {{"/api/v1/jobs", std::move(jobs)},
          {"/api/v1/jobs/{id}", std::move(job)},
          {"/api/v1/jobs/{id}/events", std::move(events)},
          {"/api/v1/jobs/{id}/result", std::move(result)}};
}

Json ChainPaths() {
  Json chains = ListPath("ListChains", "Chains that ship with the program.");
  Json check = Operation("CheckChain", "Is this chain right? Every error with its line.", ViewParameters(),
                         Responses(AnswerContent("What is in it.", Reference("Answer"))));
  check["requestBody"] = {{"required", true}, {"content", {{"application/yaml", {{"schema", TextSchema()}}}}}};
  chains["post"] = std::move(check);
  const Json lang = QueryParameter("lang", {{"type", "string"}, {"enum", {"en", "zh"}}}, "Language of names.");
  const Json as = QueryParameter("as", {{"type", "string"}, {"enum", {"yaml", "tree", "dot", "mermaid"}}},
                                 "Its text, or a drawing.");
  Json chain = TextPath("ShowChain", "A chain that ships.", Json::array({as, lang}), "application/yaml");
  chain["get"]["responses"]["200"]["content"]["application/yaml"]["schema"] = Json::object();  // a tree, once read
  chain["get"]["responses"]["200"]["content"]["text/plain"] = {{"schema", TextSchema()}};
  chain["parameters"] = Json::array({PathParameter("chain", "Its name.", {"chips"})});
  return {{"/api/v1/chains", std::move(chains)}, {"/api/v1/chains/{chain}", std::move(chain)}};
}

Json ReportPath() {
  Json parameters = Json::array();
  if (const auto scan = Engine::Describe("scan")) {
    for (const Parameter& parameter : (*scan)->parameters) {
      Json query = QueryParameter(parameter.name, SchemaOf(parameter), parameter.meaning.en);
      if (parameter.required) query["required"] = true;
      parameters.push_back(std::move(query));
    }
  }
  parameters.push_back(QueryParameter("lang", {{"type", "string"}, {"enum", {"en", "zh"}}}, "Language of the page."));
  return TextPath("Report", "The scan of a chain as one self-contained page.", std::move(parameters), "text/html");
}

Json RowsPath() {
  Json path = NamedPath("ShowRows", "Rows of a table: a page with the cursor of the next, or a download.",
                        PathParameter("table", "Its name.", {"trade"}));
  Json& parameters = path["get"]["parameters"];
  parameters.push_back(QueryParameter("filter", ListOf(TextSchema()),
                                      "COLUMN:eq:VALUE with eq, ne, lt, le, gt, ge or has (contains), COLUMN:missing, "
                                      "COLUMN:present; repeated, all hold."));
  parameters.push_back(QueryParameter("sort", TextSchema(), "Columns, by comma; a leading - sorts down."));
  parameters.push_back(QueryParameter("columns", TextSchema(), "Columns, by comma; all where absent."));
  parameters.push_back(
      QueryParameter("limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 10'000}},
                     "Rows of a page, by default 100; a download (csv, parquet, arrow) without it holds all."));
  parameters.push_back(QueryParameter("cursor", TextSchema(),
                                      "`next` of the table `page` of the page before, with the "
                                      "same filter, sort and columns."));
  return path;
}

/// Documents stand in folders: analyses/scan, sources/oecd-btige, glossary.
Json DocumentPaths() {
  Json document = TextPath("ShowDocument", "A document.", {}, "text/markdown");
  document["parameters"] = Json::array({PathParameter("name", "Its name.", {"glossary"})});
  Json in_folder = TextPath("ShowDocumentOf", "The document of an analysis or a source.", {}, "text/markdown");
  in_folder["parameters"] = Json::array({PathParameter("folder", "analyses or sources.", {"analyses"}),
                                         PathParameter("name", "Of the analysis or source.", {"scan"})});
  return {
      {"/api/v1/docs", ObjectPath("ListDocuments", "Documents that come with the program.", Reference("DocumentList"))},
      {"/api/v1/docs/{name}", std::move(document)},
      {"/api/v1/docs/{folder}/{name}", std::move(in_folder)}};
}

Json Paths() {
  Json paths;
  paths["/api/v1/openapi.json"] = ObjectPath("OpenApi", "This description.", {{"type", "object"}});
  paths["/api/v1/analyses"] = ObjectPath("ListAnalyses",
                                         "Every analysis: what it asks, with which parameters, and what "
                                         "it answers.",
                                         Reference("AnalysisList"));
  for (const AnalysisSpec* spec : Engine::Analyses()) paths["/api/v1/analyses/" + spec->name] = PathOf(*spec);
  paths["/api/v1/report"] = ReportPath();
  paths.update(JobPaths());
  paths["/api/v1/sources"] = ListPath("ListSources", "What can be read.");
  paths["/api/v1/sources/{source}"] =
      NamedPath("ShowSource", "All there is to say of a source.", PathParameter("source", "Its name.", {"oecd-btige"}));
  paths["/api/v1/tables"] = ListPath("ListTables", "Every table and what is loaded into it.");
  paths["/api/v1/tables/{table}"] = RowsPath();
  paths["/api/v1/tables/{table}/columns"] =
      NamedPath("ShowColumns", "A table's columns and loads.", PathParameter("table", "Its name.", {"trade"}));
  paths["/api/v1/rejects"] = ListPath("ListRejects", "Rows that could not be used, and why.");
  paths["/api/v1/snapshots"] = ListPath("ListSnapshots", "States of the workspace.");
  paths["/api/v1/economies"] = ListPath("ListEconomies", "Codes and names of economies.");
  paths.update(ChainPaths());
  paths.update(DocumentPaths());
  Json sql = Operation("Sql", "A read-only statement; off unless the server was started with --sql.", ViewParameters(),
                       Responses(AnswerContent("Its rows.", Reference("Answer"))));
  sql["requestBody"] = JsonBodyOf(Reference("Statement"));
  paths["/api/v1/sql"] = {{"post", std::move(sql)}};
  return paths;
}

}  // namespace

std::string OpenApiDocument(Audience audience) {
  Json schemas = Schemas();
  for (const AnalysisSpec* spec : Engine::Analyses()) schemas[SchemaName(spec->name)] = AnswerSchema(*spec);
  Json document = {{"openapi", "3.1.0"},
                   {"info",
                    {{"title", "Tenon"},
                     {"version", ProgramVersion()},
                     {"description",
                      "Where does the way from research to production break, whom do we depend on there, "
                      "what could close it? Everything the command line can ask."},
                     {"license", {{"name", "Apache License 2.0"}, {"identifier", "Apache-2.0"}}}}},
                   {"paths", Paths()},
                   {"components", {{"schemas", std::move(schemas)}}}};
  if (audience == Audience::kPublic) {
    document["components"]["securitySchemes"] = {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}},
                                                 {"password", {{"type", "http"}, {"scheme", "basic"}}}};
    document["security"] = {{{"bearer", Json::array()}}, {{"password", Json::array()}}};
  }
  return Print(document) + "\n";
}

}  // namespace tenon::server
