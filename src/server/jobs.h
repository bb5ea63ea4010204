#ifndef TENON_SERVER_JOBS_H_
#define TENON_SERVER_JOBS_H_

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "server/question.h"
#include "server/workers.h"
#include "tenon/answer.h"

namespace tenon::server {

enum class JobState { kWaiting, kRunning, kDone, kFailed, kCancelled };
std::string_view ToString(JobState state);
inline bool IsOver(JobState state) { return state != JobState::kWaiting && state != JobState::kRunning; }

/// A question that is answered in its own time: what is known of it now.
struct JobStatus {
  JobState state = JobState::kWaiting;
  Progress progress;
  std::optional<Error> error;            ///< of a failed one
  std::shared_ptr<const Answer> answer;  ///< of one that is done
};

/// Threads     any.
class LongQuestion {
 public:
  LongQuestion(std::string id, Question question, std::string snapshot)
      : id_(std::move(id)), snapshot_(std::move(snapshot)), question_(std::move(question)) {}

  const std::string& id() const { return id_; }
  const Question& question() const { return question_; }
  const std::string& snapshot() const { return snapshot_; }
  JobStatus status() const;
  void Cancel();
  /// {"id", "analysis", "state", "progress", "problem", "links"}: as served, and as sent in events.
  std::string ToJson() const;

 private:
  friend class Jobs;
  void Run(Context& context);

  std::string id_;
  std::string snapshot_;
  Question question_;
  std::stop_source stop_;
  mutable std::mutex mutex_;
  JobStatus status_;
};

/// 202 and the job as it is now.
Response Accepted(const LongQuestion& job);

/// The long questions: a few at once, the rest waiting; the last ones that ended are remembered.
class Jobs {
 public:
  explicit Jobs(Context& context);
  ~Jobs();

  /// A job for this question, or the one that already asks it on this snapshot. nullptr: too many wait.
  std::shared_ptr<LongQuestion> Start(Question question, const std::string& snapshot);
  std::shared_ptr<LongQuestion> Find(std::string_view id);
  /// Newest first.
  std::list<std::shared_ptr<LongQuestion>> All();
  /// Cancels it; one that is over is forgotten.
  void Remove(const std::shared_ptr<LongQuestion>& job);
  void CancelAll();
  bool idle() const { return workers_.waiting() == 0 && workers_.working() == 0; }
  int waiting() const { return workers_.waiting(); }
  int working() const { return workers_.working(); }

 private:
  void Forget();

  Context& context_;
  std::mutex mutex_;
  std::list<std::shared_ptr<LongQuestion>> jobs_;
  Workers workers_;  // last: its threads use the rest
};

}  // namespace tenon::server

#endif  // TENON_SERVER_JOBS_H_
