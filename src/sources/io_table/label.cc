#include "sources/io_table/label.h"

#include <fmt/format.h>

#include <array>

#include "store/economy.h"

namespace tenon::sources {

namespace {

/// The length of the blank a text begins with; 0 if it begins with none. Tables typed in Chinese hold wide blanks.
std::size_t BlankAt(std::string_view text) {
  constexpr std::array<std::string_view, 6> kBlanks = {" ", "\t", "\n", "\r", "\u00A0", "\u3000"};
  for (const std::string_view blank : kBlanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

}  // namespace

std::int32_t Industries::Index(const Industry& industry) {
  const auto [found, is_new] = index_.emplace(fmt::format("{}\t{}\t{}", industry.year, industry.economy, industry.item),
                                              static_cast<std::int32_t>(industries_.size()));
  if (is_new) industries_.push_back(industry);
  return found->second;
}

std::string_view PartOf(Role row, Role column) {
  const bool user = column == Role::kIndustry || column == Role::kFinal;
  switch (row) {
    case Role::kIndustry:
      switch (column) {
        case Role::kIndustry:
          return "intermediate";
        case Role::kFinal:
          return "final";
        case Role::kOutput:
          return "output";
        case Role::kImports:
          return "imports";
        default:
          return "";
      }
    case Role::kOutput:
      return column == Role::kIndustry ? "output" : "";
    case Role::kValueAdded:
      return user ? "value_added" : "";
    case Role::kImports:
      return user ? "imports" : "";
    case Role::kSatellite:
      return user ? "satellite" : "";
    default:
      return "";
  }
}

Result<std::string> EconomyOfLabel(std::string_view text, const std::string& where) {
  const store::Economy* economy = store::ResolveEconomy(text);
  if (economy != nullptr) return economy->code;
  if (store::IsResidual(text)) return "ROW";
  return Fail(ErrorKind::kSchemaMismatch,
              fmt::format("'{}' is no economy; nearest: {}", text, store::NearestEconomies(text)), where);
}

std::string TidyLabel(std::string_view text) {
  std::string tidy;
  bool blank = false;
  while (!text.empty()) {
    if (const std::size_t size = BlankAt(text); size > 0) {
      blank = !tidy.empty();
      text.remove_prefix(size);
      continue;
    }
    if (blank) tidy += ' ';
    blank = false;
    tidy += text.front();
    text.remove_prefix(1);
  }
  return tidy;
}

}  // namespace tenon::sources
