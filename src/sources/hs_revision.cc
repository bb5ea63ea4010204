#include "sources/hs_revision.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <regex>

#include "store/classification.h"

namespace tenon::sources {

namespace {

bool IsDigits(std::string_view text, std::size_t size) {
  return text.size() == size && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string SixDigits(const std::string& spelled) { return IsDigits(spelled, 5) ? "0" + spelled : spelled; }

/// How many codes each built-in revision knows, lost zeros put back.
std::vector<std::pair<std::string, std::int64_t>> Fits(const std::vector<SpelledCode>& codes) {
  const store::Classifications& lists = store::Classifications::BuiltIn();
  std::vector<std::pair<std::string, std::int64_t>> fits;
  for (const std::string& revision : HsRevisions()) {
    if (!lists.Knows(revision)) continue;
    fits.emplace_back(revision, std::ranges::count_if(codes, [&](const SpelledCode& code) {
                        const std::string six = SixDigits(code.text);
                        return six.size() == 6 && lists.Contains(revision, six);
                      }));
  }
  return fits;
}

std::string FitsText(const std::vector<std::pair<std::string, std::int64_t>>& fits, std::size_t codes) {
  std::vector<std::string> parts;
  for (const auto& [revision, known] : fits) parts.push_back(fmt::format("{} {}", revision, known));
  return fmt::format("of {} product codes are known: {}", codes, fmt::join(parts, ", "));
}

}  // namespace

const std::vector<std::string>& HsRevisions() {
  static const std::vector<std::string> revisions = {"HS1992", "HS1996", "HS2002", "HS2007",
                                                     "HS2012", "HS2017", "HS2022"};
  return revisions;
}

std::string HsRevisionOfName(std::string_view file_name) {
  static const std::regex form("(?:^|[^a-z])hs(92|96|02|07|12|17|22)(?![0-9])", std::regex::icase);
  std::cmatch found;
  if (!std::regex_search(file_name.data(), file_name.data() + file_name.size(), found, form)) return "";
  const std::string year = found[1].str();
  return (year[0] == '9' ? "HS19" : "HS20") + year;
}

Result<CodeReading> ReadHsCodes(const std::vector<SpelledCode>& codes, const StatedRevision& stated,
                                const std::string& file) {
  const auto fits = Fits(codes);
  if (stated.by == StatedRevision::By::kNobody) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("nothing says which revision of the Harmonized System this file is of; name it with --hs "
                            "({}); {}",
                            fmt::join(HsRevisions(), ", "), FitsText(fits, codes.size())),
                file);
  }
  CodeReading reading;
  std::int64_t lost_rows = 0;
  for (const SpelledCode& code : codes) {
    const std::string six = SixDigits(code.text);
    if (!IsDigits(six, 6) || (stated.list != nullptr && !stated.list->contains(six))) continue;
    const bool restored = six != code.text;
    if (restored && stated.list == nullptr) continue;  // nothing tells that the code exists
    if (restored) {
      ++reading.codes_restored;
      reading.rows_restored += code.rows;
    }
    reading.code_of.emplace(code.text, six);
  }
  for (const SpelledCode& code : codes) lost_rows += IsDigits(code.text, 5) ? code.rows : 0;

  const std::string lost =
      lost_rows == 0 ? "" : fmt::format("; {} rows have five digits: a leading zero was lost", lost_rows);
  const auto best = std::ranges::max_element(fits, {}, [](const auto& fit) { return fit.second; });
  const auto known = static_cast<std::int64_t>(reading.code_of.size());
  const auto margin = std::max<std::int64_t>(3, static_cast<std::int64_t>(codes.size()) / 100);
  const char* who = stated.by == StatedRevision::By::kUser ? "--hs says" : "the file's name says";
  if (stated.list != nullptr && best != fits.end() && best->second - known >= margin) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} {}, but {} fits better: {}{}; if the codes are those of {}, say --hs {}", who,
                            stated.revision, best->first, FitsText(fits, codes.size()), lost, best->first, best->first),
                file);
  }
  if (reading.rows_restored > 0 && stated.by != StatedRevision::By::kUser) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} rows lost the leading zero of their code (40110 for 040110); say --hs {} to have the "
                            "zeros put back where the code is one of {}",
                            reading.rows_restored, stated.revision, stated.revision),
                file);
  }
  return reading;
}

}  // namespace tenon::sources
