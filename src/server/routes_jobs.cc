// Routes of jobs: long questions that are answered in their own time.
#include "server/body.h"
#include "server/jobs.h"
#include "server/routes.h"

namespace tenon::server {

namespace {

std::shared_ptr<LongQuestion> JobOf(const Visit& visit) { return visit.context.jobs->Find(visit.name(3)); }

Response NoJob() {
  return ProblemResponse(404, "not-found", "no such job; jobs that ended long ago are forgotten: ask again");
}

Response Shown(const LongQuestion& job) {
  Response response = Ok(job.ToJson(), "application/json");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Reply StartJob(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const auto body = JsonBody(visit.request);
  if (!body) return {body.error()};
  const bool fits = body->is_object() && body->contains("analysis") && (*body)["analysis"].is_string() &&
                    body->size() == (body->contains("parameters") ? 2 : 1);
  if (!fits) {
    return {ProblemResponse(400, "invalid-argument", R"(the body must be {"analysis": NAME, "parameters": {...}})",
                            "body")};
  }
  const auto given = ToArguments(body->contains("parameters") ? (*body)["parameters"] : Json::object());
  if (!given) return {ProblemResponse(given.error())};
  auto question = QuestionOf((*body)["analysis"].get<std::string>(), *given);
  if (!question) return {ProblemResponse(question.error())};
  const auto snapshot = visit.context.snapshot.Name();
  if (!snapshot) return {ProblemResponse(503, "no-workspace", snapshot.error().message, snapshot.error().where)};
  const auto job = visit.context.jobs->Start(*std::move(question), *snapshot);
  if (job == nullptr) {
    Response full = ProblemResponse(503, "too-many-jobs", "too many jobs wait; try again later or cancel some");
    full.headers.emplace_back("Retry-After", "10");
    return {std::move(full)};
  }
  return {Accepted(*job)};
}

Reply ListJobs(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  std::string list;
  for (const auto& job : visit.context.jobs->All()) list += (list.empty() ? "" : ",") + job->ToJson();
  Response response = Ok("{\"jobs\":[" + list + "]}", "application/json");
  response.headers.emplace_back("Cache-Control", "no-store");
  return {std::move(response)};
}

Reply ShowJob(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const auto job = JobOf(visit);
  return {job == nullptr ? NoJob() : Shown(*job)};
}

Reply RemoveJob(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const auto job = JobOf(visit);
  if (job == nullptr) return {NoJob()};
  visit.context.jobs->Remove(job);
  return {Shown(*job)};
}

Reply WatchJob(Visit& visit) {
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  auto job = JobOf(visit);
  if (job == nullptr) return {NoJob()};
  return {std::move(job)};
}

Reply ShowResult(Visit& visit) {
  auto view = TakeView(visit.request, visit.target);
  if (!view) return {view.error()};
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const auto job = JobOf(visit);
  if (job == nullptr) return {NoJob()};
  const JobStatus status = job->status();
  if (status.error) return {ProblemResponse(*status.error)};
  if (!status.answer) {
    return {
        ProblemResponse(409, "not-done", "the job is " + std::string(ToString(status.state)) + ": it has no result")};
  }
  return {Work([&context = visit.context, job, answer = status.answer, view = *view](const Job&) {
    return Represent(context, job->question(), *answer, view);
  })};
}

}  // namespace tenon::server
