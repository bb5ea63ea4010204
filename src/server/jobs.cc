#include "server/jobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <random>

#include "server/deadline.h"
#include "server/spec_json.h"

namespace tenon::server {

namespace {

constexpr int kJobsKept = 64;  // waiting ones included

/// 128 bits that nobody guesses: who does not know a job's id cannot cancel it.
std::string NewId() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", device(), device(), device(), device());
}

/// What is thrown below, e.g. for want of memory, fails this job alone.
Result<std::shared_ptr<const Answer>> AskGuarded(Context& context, const Question& question, const Job& job) {
  try {
    return AskOrFind(context, question, job);
  } catch (const std::exception& thrown) {
    return Fail(ErrorKind::kInternal, thrown.what(), question.name);
  }
}

}  // namespace

std::string_view ToString(JobState state) {
  switch (state) {
    case JobState::kWaiting:
      return "waiting";
    case JobState::kRunning:
      return "running";
    case JobState::kDone:
      return "done";
    case JobState::kFailed:
      return "failed";
    case JobState::kCancelled:
      return "cancelled";
  }
  return "failed";
}

JobStatus LongQuestion::status() const {
  const std::scoped_lock lock(mutex_);
  return status_;
}

void LongQuestion::Cancel() {
  stop_.request_stop();
  const std::scoped_lock lock(mutex_);
  if (status_.state == JobState::kWaiting) status_.state = JobState::kCancelled;
}

std::string LongQuestion::ToJson() const {
  const JobStatus now = status();
  const std::string self = "/api/v1/jobs/" + id_;
  Json problem = nullptr;
  if (now.error) problem = Json::parse(*ProblemResponse(*now.error).body);
  return Print({{"id", id_},
                {"analysis", question_.name},
                {"state", ToString(now.state)},
                {"progress",
                 {{"stage", now.progress.stage},
                  {"done", now.progress.done},
                  {"total", now.progress.total},
                  {"unit", now.progress.unit}}},
                {"problem", problem},
                {"links", {{"self", self}, {"events", self + "/events"}, {"result", self + "/result"}}}});
}

void LongQuestion::Run(Context& context) {
  {
    const std::scoped_lock lock(mutex_);
    if (status_.state != JobState::kWaiting) return;
    status_.state = JobState::kRunning;
  }
  const Job job{.report =
                    [this](const Progress& progress) {
                      const std::scoped_lock lock(mutex_);
                      status_.progress = progress;
                    },
                .stop = stop_.get_token()};
  const std::chrono::seconds time(context.options.job_seconds);
  const Deadline deadline(stop_, time);
  auto answer = AskGuarded(context, question_, job);
  if (!answer && deadline.passed()) {
    answer = Fail(ErrorKind::kInfeasible,
                  fmt::format("took longer than the {} seconds a job may take here", context.options.job_seconds));
  }
  const std::scoped_lock lock(mutex_);
  if (answer) {
    status_.answer = *std::move(answer);
    status_.state = JobState::kDone;
  } else {
    status_.state = answer.error().kind == ErrorKind::kCancelled ? JobState::kCancelled : JobState::kFailed;
    status_.error = answer.error();
  }
}

Response Accepted(const LongQuestion& job) {
  Response response = Ok(job.ToJson(), "application/json");
  response.status = 202;
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Location", "/api/v1/jobs/" + job.id());
  return response;
}

Jobs::Jobs(Context& context) : context_(context), workers_(context.options.jobs, kJobsKept) {}

Jobs::~Jobs() { CancelAll(); }

std::shared_ptr<LongQuestion> Jobs::Start(Question question, const std::string& snapshot) {
  const std::scoped_lock lock(mutex_);
  const auto same = std::ranges::find_if(jobs_, [&](const auto& job) {
    const JobState state = job->status().state;
    return job->question().key == question.key && job->snapshot() == snapshot && state != JobState::kFailed &&
           state != JobState::kCancelled;
  });
  if (same != jobs_.end()) return *same;
  auto job = std::make_shared<LongQuestion>(NewId(), std::move(question), snapshot);
  if (!workers_.Post([this, job] { job->Run(context_); })) return nullptr;
  jobs_.push_front(job);
  Forget();
  return job;
}

std::shared_ptr<LongQuestion> Jobs::Find(std::string_view id) {
  const std::scoped_lock lock(mutex_);
  const auto job = std::ranges::find_if(jobs_, [&](const auto& known) { return known->id() == id; });
  return job == jobs_.end() ? nullptr : *job;
}

std::list<std::shared_ptr<LongQuestion>> Jobs::All() {
  const std::scoped_lock lock(mutex_);
  return jobs_;
}

void Jobs::Remove(const std::shared_ptr<LongQuestion>& job) {
  if (!IsOver(job->status().state)) return job->Cancel();
  const std::scoped_lock lock(mutex_);
  jobs_.remove(job);
}

void Jobs::CancelAll() {
  const std::scoped_lock lock(mutex_);
  for (const auto& job : jobs_) job->Cancel();
}

void Jobs::Forget() {
  std::uint64_t bytes = 0;
  int count = 0;
  std::erase_if(jobs_, [&](const std::shared_ptr<LongQuestion>& job) {
    const JobStatus status = job->status();
    ++count;
    if (status.answer) bytes += BytesOf(*status.answer);
    return IsOver(status.state) && (count > kJobsKept || bytes > context_.options.cache_bytes);
  });
}

}  // namespace tenon::server
