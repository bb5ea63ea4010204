// Routes to what the program carries within: documents, the API's description, the pages of the web.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "base/embedded_file.h"
#include "server/openapi.h"
#include "server/routes.h"
#include "server/spec_json.h"

namespace tenon {

std::span<const EmbeddedFile> EmbeddedDocuments();
std::span<const EmbeddedFile> EmbeddedWeb();

}  // namespace tenon

namespace tenon::server {

namespace {

constexpr std::string_view kWebFolder = "web/dist/";
constexpr std::string_view kHtml = "text/html; charset=utf-8";
/// What stands for the web where it was not built in.
constexpr std::string_view kPlainPage =
    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Tenon</title>\n"
    "<h1>Tenon</h1><p>This build carries no web pages. The data are there:</p>\n"
    "<ul><li><a href=\"/api/v1/analyses\">analyses</a><li><a href=\"/api/v1/tables\">tables</a>"
    "<li><a href=\"/api/v1/sources\">sources</a><li><a href=\"/api/v1/openapi.json\">OpenAPI</a></ul>\n</html>\n";

std::string_view TypeOf(std::string_view file) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", kHtml},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, type] : kTypes) {
    if (file.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::string Joined(std::span<const std::string> segments) {
  std::string path;
  for (const std::string& segment : segments) path += (path.empty() ? "" : "/") + segment;
  return path;
}

std::optional<std::string_view> PageFile(std::string_view path) {
  const auto files = EmbeddedWeb();
  const auto file = std::ranges::find_if(files, [&](const EmbeddedFile& known) {
    return known.path.starts_with(kWebFolder) && known.path.substr(kWebFolder.size()) == path;
  });
  return file == files.end() ? std::nullopt : std::optional(file->content);
}

Reply Page(const Visit& visit, const std::string& path, std::string_view text) {
  Reply reply =
      ReplyWithText(visit.context, visit.request, "web/" + path, TypeOf(path), [text] { return std::string(text); });
  auto& response = std::get<Response>(reply.content);
  // A file whose name holds the hash of its content never changes.
  if (path.starts_with("assets/") && response.status == 200) {
    for (auto& [name, value] : response.headers) {
      if (name == "Cache-Control") value = "public, max-age=31536000, immutable";
    }
  }
  return reply;
}

/// "docs/analyses/scan.md" -> "analyses/scan"; "GLOSSARY.md" -> "glossary".
std::string DocumentName(std::string_view path) {
  if (path == "GLOSSARY.md") return "glossary";
  path.remove_prefix(std::string_view("docs/").size());
  return std::string(path.substr(0, path.size() - std::string_view(".md").size()));
}

/// The first heading of a Markdown text.
std::string_view TitleOf(std::string_view text) {
  const std::size_t begin = text.find("# ");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin + 2, text.find('\n', begin) - begin - 2);
}

}  // namespace

Reply ShowOpenApi(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const Audience audience = visit.context.options.audience;
  return ReplyWithText(visit.context, visit.request, audience == Audience::kPublic ? "openapi-public" : "openapi",
                       "application/json", [audience] { return OpenApiDocument(audience); });
}

Reply ListDocuments(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  return ReplyWithText(visit.context, visit.request, "documents", "application/json", [] {
    Json documents = Json::array();
    for (const EmbeddedFile& file : EmbeddedDocuments()) {
      const std::string name = DocumentName(file.path);
      documents.push_back({{"name", name}, {"title", TitleOf(file.content)}, {"link", "/api/v1/docs/" + name}});
    }
    return Print({{"documents", std::move(documents)}});
  });
}

Reply ShowDocument(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const std::string name = Joined(std::span(visit.target.path).subspan(3));
  for (const EmbeddedFile& file : EmbeddedDocuments()) {
    if (DocumentName(file.path) != name) continue;
    return ReplyWithText(visit.context, visit.request, "document/" + name, "text/markdown; charset=utf-8",
                         [&file] { return std::string(file.content); });
  }
  return {ProblemResponse(404, "not-found", fmt::format("no document is called '{}'; /api/v1/docs lists all", name))};
}

Reply ShowPage(Visit& visit) {
  const std::string path = visit.target.path.empty() ? "index.html" : Joined(visit.target.path);
  if (const auto file = PageFile(path)) return Page(visit, path, *file);
  // The pages of the web have addresses of their own, all drawn by one document; files have an ending.
  const bool is_file = !visit.target.path.empty() && visit.target.path.back().contains('.');
  if (is_file || !Accepts(visit.request.accept, "text/html")) {
    return {ProblemResponse(404, "not-found", fmt::format("nothing is at /{}; the API begins at /api/v1", path))};
  }
  const auto index = PageFile("index.html");
  return Page(visit, "index.html", index.value_or(kPlainPage));
}

}  // namespace tenon::server
