#include "server/question.h"

#include <fmt/format.h>

#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <limits>

#include "base/files.h"
#include "base/sha256.h"
#include "report/report.h"
#include "server/deadline.h"
#include "server/jobs.h"

namespace tenon::server {

namespace {

constexpr std::size_t kWorthCompressing = 1024;

std::string TagOf(const std::string& key, const View& view) {
  return fmt::format("\"{}-{}{}\"", Sha256Of(key + '\0' + view.select).substr(0, 32), ToString(view.form),
                     view.encoding == Encoding::kIdentity ? "" : fmt::format("-{}", ToString(view.encoding)));
}

Response Unchanged(const std::string& tag) {
  Response response{.status = 304, .headers = {}, .body = {}, .cache = "unchanged"};
  response.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}, {"Vary", "Accept, Accept-Encoding"}};
  return response;
}

/// 304 is an answer to GET and HEAD alone (RFC 9110, 15.4.5).
bool IsUnchanged(const Request& request, const std::string& tag) {
  return request.method != Method::kPost && Matches(request.if_none_match, tag);
}

std::string Spelling(const Request& request, const std::string& snapshot) {
  std::string key = snapshot;
  for (const std::string* part : {&request.target, &request.accept, &request.accept_encoding}) {
    key += '\0';
    key += *part;
  }
  return key;
}

/// Compressed where the view asks for it and it pays.
Response Packed(std::string body, std::string_view media_type, Encoding encoding) {
  const bool packs = encoding != Encoding::kIdentity && body.size() >= kWorthCompressing && IsCompressible(media_type);
  if (packs) {
    auto packed = Compress(body, encoding);
    if (!packed) return ProblemResponse(packed.error());
    body = *std::move(packed);
  }
  Response response = Ok(std::move(body), media_type);
  if (packs) response.headers.emplace_back("Content-Encoding", std::string(ToString(encoding)));
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.headers.emplace_back("Vary", "Accept, Accept-Encoding");
  return response;
}

Result<std::string> ToParquet(Context& context, const Table& table) {
  static std::atomic<int> written = 0;
  std::error_code error;
  const std::filesystem::path file =
      std::filesystem::temp_directory_path(error) / fmt::format("tenon-serve-{}-{}.parquet", getpid(), ++written);
  Engine engine(context.engine);
  const Status status = engine.WriteParquet(table, file);
  auto bytes =
      status ? ReadWholeFile(file, std::numeric_limits<std::uint32_t>::max()) : std::unexpected(status.error());
  std::filesystem::remove(file, error);
  return bytes;
}

Result<std::string> Encode(Context& context, const Answer& answer, const View& view) {
  const Table* table = view.select.empty() ? &answer.tables.front() : answer.Find(view.select);
  if (table == nullptr) {
    std::string names;
    for (const Table& known : answer.tables) names += (names.empty() ? "" : ", ") + known.name;
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("the answer has no table '{}'; it has: {}", view.select, names), "select");
  }
  switch (view.form) {
    case Form::kJson:
      return report::ToJson(view.select.empty() ? answer : Answer{answer.receipt, {*table}}) + "\n";
    case Form::kCsv:
      return report::ToCsv(*table);
    case Form::kParquet:
      return ToParquet(context, *table);
    case Form::kArrow:
      return report::ToArrow(*table, answer.receipt);
  }
  return Fail(ErrorKind::kInternal, "a form is not handled");
}

/// Asks for as long as the question's patience lasts; then a job asks it anew.
Result<std::shared_ptr<const Answer>> AskPatiently(Context& context, const Question& question, const Job& job,
                                                   std::shared_ptr<LongQuestion>& continued) {
  if (!question.patience) return AskOrFind(context, question, job);
  std::stop_source source;
  const std::stop_callback with_job(job.stop, [&source] { source.request_stop(); });
  const Deadline deadline(source, *question.patience);
  auto answer = AskOrFind(context, question, {.report = job.report, .stop = source.get_token()});
  if (answer || !deadline.passed() || job.stop.stop_requested()) return answer;
  TENON_ASSIGN(const std::string snapshot, context.snapshot.Name());
  continued = context.jobs->Start(question, snapshot);
  return answer;
}

/// The key of a question on a snapshot: what its tag and its place in the cache are made of.
std::string FullKey(const Context& context, const Question& question, const std::string& snapshot) {
  return context.program + (question.rests_on == RestsOn::kProgram ? "" : snapshot) + '\0' + question.key;
}

}  // namespace

std::uint64_t BytesOf(const Answer& answer) {
  std::uint64_t bytes = 1000;
  for (const Table& table : answer.tables) {
    for (const std::vector<Value>& row : table.rows) {
      bytes += sizeof(row) + row.capacity() * sizeof(Value);
      for (const Value& value : row) {
        if (const auto* text = std::get_if<std::string>(&value)) bytes += text->capacity();
      }
    }
  }
  return bytes;
}

std::expected<View, Response> TakeView(const Request& request, Target& target) {
  View view{.form = Form::kJson, .select = {}, .encoding = ChooseEncoding(request.accept_encoding)};
  std::string format;
  std::erase_if(target.query, [&](auto& pair) {
    if (pair.first == "format") format = pair.second;
    if (pair.first == "select") view.select = pair.second;
    return pair.first == "format" || pair.first == "select";
  });
  const std::optional<Form> form = format.empty() ? ChooseForm(request.accept) : FormNamed(format);
  if (form) {
    view.form = *form;
    return view;
  }
  if (!format.empty()) {
    return std::unexpected(ProblemResponse(400, "invalid-argument",
                                           fmt::format("'{}' is no format; allowed: json, csv, parquet, arrow", format),
                                           "format"));
  }
  return std::unexpected(ProblemResponse(
      406, "not-acceptable",
      "answers are application/json, text/csv, application/vnd.apache.parquet or application/vnd.apache.arrow.stream; "
      "none of them is acceptable here",
      "Accept"));
}

Result<std::shared_ptr<const Answer>> AskOrFind(Context& context, const Question& question, const Job& job) {
  const bool kept = question.rests_on != RestsOn::kFolder;
  std::string snapshot;
  if (question.rests_on == RestsOn::kSnapshot) {
    TENON_ASSIGN(snapshot, context.snapshot.Name());
  }
  if (kept) {
    if (auto found = context.answers.Find(FullKey(context, question, snapshot))) return *found;
  }
  Engine engine(context.engine);
  TENON_ASSIGN(Answer asked, question.ask(engine, job));
  auto answer = std::make_shared<const Answer>(std::move(asked));
  if (kept) {
    // A load may have come between: the answer belongs to the snapshot it names.
    if (question.rests_on == RestsOn::kSnapshot) snapshot = answer->receipt.snapshot;
    context.answers.Keep(FullKey(context, question, snapshot), answer, BytesOf(*answer));
  }
  return answer;
}

Response Represent(Context& context, const Question& question, const Answer& answer, const View& view) {
  auto body = Encode(context, answer, view);
  if (!body) return ProblemResponse(body.error());
  Response response = Packed(*std::move(body), MediaType(view.form), view.encoding);
  if (view.form != Form::kJson) {
    const std::string& table = view.select.empty() ? answer.tables.front().name : view.select;
    response.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}-{}.{}\"", question.name,
                                                                     table, ToString(view.form)));
  }
  return response;
}

Reply ReplyTo(Context& context, const Request& request, const View& view, Question question) {
  std::string snapshot;
  if (question.rests_on == RestsOn::kSnapshot) {
    auto name = context.snapshot.Name();
    if (!name) return {ProblemResponse(503, "no-workspace", name.error().message, name.error().where)};
    snapshot = *std::move(name);
  }
  const bool kept = question.rests_on != RestsOn::kFolder;
  const std::string tag = kept ? TagOf(FullKey(context, question, snapshot), view) : "";
  if (kept) {
    if (IsUnchanged(request, tag)) return {Unchanged(tag)};
    if (auto found = context.bodies.Find(tag)) {
      found->cache = "hit";
      context.spelled.Keep(Spelling(request, snapshot), tag, tag.size());
      return {*std::move(found)};
    }
  }
  return {Work([&context, view, question = std::move(question), kept](const Job& job) -> Response {
    std::shared_ptr<LongQuestion> continued;
    auto answer = AskPatiently(context, question, job, continued);
    if (continued != nullptr) return Accepted(*continued);
    if (!answer) return ProblemResponse(answer.error());
    Response response = Represent(context, question, **answer, view);
    response.cache = "miss";
    if (kept && response.status == 200) {
      const std::string now = TagOf(FullKey(context, question, (*answer)->receipt.snapshot), view);
      response.headers.emplace_back("ETag", now);
      context.bodies.Keep(now, response, response.body->size());
    }
    return response;
  })};
}

std::optional<Response> FindSpelled(Context& context, const Request& request) {
  if (request.method != Method::kGet) return std::nullopt;
  const auto snapshot = context.snapshot.Name();
  if (!snapshot) return std::nullopt;
  const auto tag = context.spelled.Find(Spelling(request, *snapshot));
  if (!tag) return std::nullopt;
  if (IsUnchanged(request, *tag)) return Unchanged(*tag);
  auto found = context.bodies.Find(*tag);
  if (found) found->cache = "hit";
  return found;
}

Reply ReplyWithText(Context& context, const Request& request, std::string_view name, std::string_view media_type,
                    const std::function<std::string()>& make) {
  const View view{
      .form = Form::kJson, .select = std::string(name), .encoding = ChooseEncoding(request.accept_encoding)};
  const std::string tag = TagOf(context.program, view);
  if (IsUnchanged(request, tag)) return {Unchanged(tag)};
  if (auto found = context.bodies.Find(tag)) {
    found->cache = "hit";
    return {*std::move(found)};
  }
  Response response = Packed(make(), media_type, view.encoding);
  response.headers.emplace_back("ETag", tag);
  context.bodies.Keep(tag, response, response.body->size());
  return {std::move(response)};
}

}  // namespace tenon::server
