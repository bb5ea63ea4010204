#ifndef TENON_SERVER_REPRESENTATION_H_
#define TENON_SERVER_REPRESENTATION_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "tenon/error.h"

namespace tenon::server {

/// The forms an answer can take; each has one media type and one name for `?format=`.
enum class Form { kJson, kCsv, kParquet, kArrow };
std::string_view MediaType(Form form);
std::string_view ToString(Form form);
std::optional<Form> FormNamed(std::string_view name);

enum class Encoding { kIdentity, kGzip, kZstd };
std::string_view ToString(Encoding encoding);

/// The form an Accept header prefers (RFC 9110: quality, then the order above); nullopt: none of ours.
std::optional<Form> ChooseForm(std::string_view accept);
/// True if the header admits this media type ("text/html").
bool Accepts(std::string_view accept, std::string_view media_type);
/// zstd before gzip where the client takes both alike.
Encoding ChooseEncoding(std::string_view accept_encoding);
/// How long a client waits before it would rather have a job: "respond-async, wait=2" (RFC 7240); nullopt: as long as
/// it takes.
std::optional<std::chrono::seconds> PatienceOf(std::string_view prefer);
/// True if an If-None-Match header names this tag (weak comparison) or is "*".
bool Matches(std::string_view if_none_match, std::string_view tag);

/// Errors  Internal: the library failed.
Result<std::string> Compress(std::string_view text, Encoding encoding);
/// True for media types that compression makes smaller.
bool IsCompressible(std::string_view media_type);

}  // namespace tenon::server

#endif  // TENON_SERVER_REPRESENTATION_H_
