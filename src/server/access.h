#ifndef TENON_SERVER_ACCESS_H_
#define TENON_SERVER_ACCESS_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "server/message.h"
#include "server/server.h"

namespace tenon::server {

/// Who may ask. On this machine alone: whoever names a loopback host (another name means that a page of somebody else
/// had its name point here). In public: whoever shows a token, as `Bearer TOKEN`, or as the password of `Basic`, so
/// that a browser can ask for it.
class Access {
 public:
  /// Errors  InvalidArgument: an address that is not loopback without kPublic; kPublic without tokens; a line that is
  ///         no "NAME SHA256"; InputOutput.
  static Result<Access> Make(const ServerOptions& options);

  /// Nothing where the request may pass, else the refusal.
  std::optional<Response> Refuse(const Request& request) const;

 private:
  Audience audience_ = Audience::kThisMachine;
  std::set<std::string> hosts_;
  std::set<std::string> hashes_;
};

}  // namespace tenon::server

#endif  // TENON_SERVER_ACCESS_H_
