#include "server/representation.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace tenon::server {

namespace {

constexpr std::array kForms = {Form::kJson, Form::kCsv, Form::kParquet, Form::kArrow};

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view Next(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return Trim(part);
}

/// Calls visit(name, quality, parameters) for each element of "name;q=0.5;x=y, ...".
template <class Visit>
void ForEachPreference(std::string_view header, Visit visit) {
  while (!header.empty()) {
    std::string_view element = Next(header, ',');
    const std::string_view name = Next(element, ';');
    double quality = 1;
    while (!element.empty()) {
      std::string_view parameter = Next(element, ';');
      if (!EqualIgnoringCase(Next(parameter, '='), "q")) continue;
      const std::string_view digits = Trim(parameter);
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), quality);
      if (error != std::errc{} || !(quality >= 0 && quality <= 1)) quality = 0;
    }
    if (!name.empty()) visit(name, quality);
  }
}

/// What a media range says of a type: the more exact range counts ("text/csv" before "text/*" before "*/*").
double QualityOf(std::string_view accept, std::string_view media_type) {
  if (Trim(accept).empty()) return 1;
  const std::string_view family = media_type.substr(0, media_type.find('/'));
  double quality = 0;
  int exactness = 0;
  ForEachPreference(accept, [&](std::string_view range, double q) {
    const int exact = EqualIgnoringCase(range, media_type)                                                    ? 3
                      : range.ends_with("/*") && EqualIgnoringCase(range.substr(0, range.size() - 2), family) ? 2
                      : range == "*/*"                                                                        ? 1
                                                                                                              : 0;
    if (exact > exactness) {
      exactness = exact;
      quality = q;
    }
  });
  return quality;
}

Result<std::string> Gzip(std::string_view text) {
  z_stream stream{};
  if (text.size() > std::numeric_limits<uInt>::max() ||
      deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return Fail(ErrorKind::kInternal, "zlib cannot begin", "gzip");
  }
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int code = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (code != Z_STREAM_END) return Fail(ErrorKind::kInternal, "zlib did not finish", "gzip");
  return packed;
}

Result<std::string> Zstd(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 6);
  if (ZSTD_isError(size) != 0U) return Fail(ErrorKind::kInternal, ZSTD_getErrorName(size), "zstd");
  packed.resize(size);
  return packed;
}

}  // namespace

std::string_view MediaType(Form form) {
  switch (form) {
    case Form::kJson:
      return "application/json";
    case Form::kCsv:
      return "text/csv";
    case Form::kParquet:
      return "application/vnd.apache.parquet";
    case Form::kArrow:
      return "application/vnd.apache.arrow.stream";
  }
  return "application/json";
}

std::string_view ToString(Form form) {
  switch (form) {
    case Form::kJson:
      return "json";
    case Form::kCsv:
      return "csv";
    case Form::kParquet:
      return "parquet";
    case Form::kArrow:
      return "arrow";
  }
  return "json";
}

std::optional<Form> FormNamed(std::string_view name) {
  const auto form = std::ranges::find(kForms, name, [](Form f) { return ToString(f); });
  return form == kForms.end() ? std::nullopt : std::optional(*form);
}

std::string_view ToString(Encoding encoding) {
  switch (encoding) {
    case Encoding::kIdentity:
      return "identity";
    case Encoding::kGzip:
      return "gzip";
    case Encoding::kZstd:
      return "zstd";
  }
  return "identity";
}

std::optional<Form> ChooseForm(std::string_view accept) {
  std::optional<Form> chosen;
  double best = 0;
  for (const Form form : kForms) {
    const double quality = QualityOf(accept, MediaType(form));
    if (quality > best) {
      best = quality;
      chosen = form;
    }
  }
  return chosen;
}

bool Accepts(std::string_view accept, std::string_view media_type) { return QualityOf(accept, media_type) > 0; }

Encoding ChooseEncoding(std::string_view accept_encoding) {
  double zstd = -1;
  double gzip = -1;
  double any = 0;
  ForEachPreference(accept_encoding, [&](std::string_view name, double quality) {
    if (EqualIgnoringCase(name, "zstd")) zstd = quality;
    if (EqualIgnoringCase(name, "gzip") || EqualIgnoringCase(name, "x-gzip")) gzip = quality;
    if (name == "*") any = quality;
  });
  if (zstd < 0) zstd = any;
  if (gzip < 0) gzip = any;
  if (zstd > 0 && zstd >= gzip) return Encoding::kZstd;
  return gzip > 0 ? Encoding::kGzip : Encoding::kIdentity;
}

std::optional<std::chrono::seconds> PatienceOf(std::string_view prefer) {
  bool async = false;
  int wait = 0;
  while (!prefer.empty()) {
    std::string_view preference = Next(prefer, ',');
    const std::string_view name = Next(preference, '=');
    if (EqualIgnoringCase(name, "respond-async")) async = true;
    if (EqualIgnoringCase(name, "wait")) {
      const auto [end, error] = std::from_chars(preference.data(), preference.data() + preference.size(), wait);
      if (error != std::errc{} || wait < 0) wait = 0;
    }
  }
  return async ? std::optional(std::chrono::seconds(wait)) : std::nullopt;
}

bool Matches(std::string_view if_none_match, std::string_view tag) {
  if (Trim(if_none_match) == "*") return true;
  while (!if_none_match.empty()) {
    std::string_view candidate = Next(if_none_match, ',');
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == tag) return true;
  }
  return false;
}

Result<std::string> Compress(std::string_view text, Encoding encoding) {
  switch (encoding) {
    case Encoding::kIdentity:
      break;
    case Encoding::kGzip:
      return Gzip(text);
    case Encoding::kZstd:
      return Zstd(text);
  }
  return std::string(text);
}

bool IsCompressible(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  return media_type.starts_with("text/") || media_type.ends_with("json") || media_type.ends_with("javascript") ||
         media_type.ends_with("xml");
}

}  // namespace tenon::server
