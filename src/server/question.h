#ifndef TENON_SERVER_QUESTION_H_
#define TENON_SERVER_QUESTION_H_

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "server/context.h"
#include "server/representation.h"
#include "server/target.h"

namespace tenon::server {

/// What an answer depends on beside its question: how long it may be kept.
enum class RestsOn {
  kProgram,   ///< nothing: the same until another program answers
  kSnapshot,  ///< the newest snapshot
  kFolder,    ///< anything in the workspace's folder: never kept
};

/// A question that ends in an Answer, whatever the form it is then shown in.
struct Question {
  std::string name;  ///< of the file a download is saved as
  std::string key;   ///< the question itself: equal keys, equal answers
  RestsOn rests_on = RestsOn::kSnapshot;
  std::function<Result<Answer>(Engine& engine, const Job& job)> ask;
  /// After this time it becomes a job; nullopt: never.
  std::optional<std::chrono::seconds> patience = std::nullopt;
};

/// How the client wants to see an answer.
struct View {
  Form form = Form::kJson;
  std::string select;  ///< one table; "": all (JSON) or the first
  Encoding encoding = Encoding::kIdentity;
};

/// Takes `format` and `select` out of the query; the Accept fields say the rest.
/// Errors  406: no form of ours is acceptable; 400: a format that is none.
std::expected<View, Response> TakeView(const Request& request, Target& target);

/// The answer at once where it is kept or the client has it (304), else the work of asking.
Reply ReplyTo(Context& context, const Request& request, const View& view, Question question);

/// The answer to a request that was spelled just so before, without reading it: the way of most requests.
std::optional<Response> FindSpelled(Context& context, const Request& request);

/// Asks, or finds the answer kept.
Result<std::shared_ptr<const Answer>> AskOrFind(Context& context, const Question& question, const Job& job);
/// What an answer takes in memory.
std::uint64_t BytesOf(const Answer& answer);
/// An answer in its form: body and headers, without a tag.
Response Represent(Context& context, const Question& question, const Answer& answer, const View& view);

/// A fixed text with a tag of its own: what is shown under a name is the same until the program changes, and made once.
Reply ReplyWithText(Context& context, const Request& request, std::string_view name, std::string_view media_type,
                    const std::function<std::string()>& make);

}  // namespace tenon::server

#endif  // TENON_SERVER_QUESTION_H_
