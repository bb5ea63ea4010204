#include "text/normalise.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace tenon::text {
namespace {

constexpr UChar32 kFirstHan = 0x3400, kLastHan = 0x9FFF;

/// The simplified character of each from kFirstHan to kLastHan.
std::vector<char16_t> MakeSimplified() {
  std::vector<char16_t> table;
  for (UChar32 c = kFirstHan; c <= kLastHan; ++c) table.push_back(static_cast<char16_t>(c));
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> rule(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, error));
  if (U_FAILURE(error) || rule == nullptr) return table;
  // All in one call, kept apart by line ends, so that no rule sees two of them together.
  icu::UnicodeString all;
  for (const char16_t c : table) all.append(c).append(u'\n');
  rule->transliterate(all);
  if (all.length() != static_cast<std::int32_t>(2 * table.size())) return table;
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = all[static_cast<std::int32_t>(2 * i)];
  return table;
}

void Simplify(std::string& utf8) {
  static const std::vector<char16_t> simplified = MakeSimplified();
  for (std::size_t i = 0; i + 2 < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0xE3 || lead > 0xE9) {
      ++i;
      continue;
    }
    const UChar32 c = ((lead & 0x0F) << 12) | ((static_cast<unsigned char>(utf8[i + 1]) & 0x3F) << 6) |
                      (static_cast<unsigned char>(utf8[i + 2]) & 0x3F);
    if (c >= kFirstHan && c <= kLastHan) {
      const std::uint32_t other = simplified[static_cast<std::size_t>(c - kFirstHan)];
      if (other >= 0x800) {  // three bytes as well
        utf8[i] = static_cast<char>(0xE0 | (other >> 12));
        utf8[i + 1] = static_cast<char>(0x80 | ((other >> 6) & 0x3F));
        utf8[i + 2] = static_cast<char>(0x80 | (other & 0x3F));
      }
    }
    i += 3;
  }
}

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string Normalise(std::string_view utf8) {
  std::string result;
  if (IsAscii(utf8)) {
    result.resize(utf8.size());
    std::ranges::transform(utf8, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return result;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  icu::StringByteSink<std::string> sink(&result);
  if (U_SUCCESS(error)) {
    fold->normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), sink, nullptr, error);
  }
  if (U_FAILURE(error)) return std::string(utf8);
  Simplify(result);
  return result;
}

bool IsUtf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    if (c < 0) return false;
  }
  return true;
}

}  // namespace tenon::text
