#include "store/economy.h"

#include <unicode/locid.h>
#include <unicode/region.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "base/nearest.h"
#include "store/economy_name.h"
#include "store/reference.h"

namespace tenon::store {

namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Forms = std::unordered_map<std::string, const Economy*, TextHash, std::equal_to<>>;
using Texts = std::unordered_set<std::string, TextHash, std::equal_to<>>;

// Not ISO 3166-1, though ICU lists them; Kosovo is in economy.tsv under its usual code.
constexpr std::array<std::string_view, 4> kNotEconomies = {"DG", "EA", "IC", "XK"};

std::string DisplayName(const char* alpha2, const char* language) {
  icu::UnicodeString wide;
  icu::Locale("und", alpha2).getDisplayCountry(icu::Locale(language), wide);
  std::string name;
  return wide.toUTF8String(name);
}

EconomyKind KindOf(std::string_view word) {
  if (word == "withdrawn") return EconomyKind::kWithdrawn;
  if (word == "customary") return EconomyKind::kCustomary;
  return word == "group" ? EconomyKind::kGroup : EconomyKind::kCurrent;
}

std::vector<Economy> ReadEconomies() {
  std::vector<Economy> economies;
  for (const char* const* alpha2 = icu::Locale::getISOCountries(); *alpha2 != nullptr; ++alpha2) {
    if (std::ranges::find(kNotEconomies, std::string_view(*alpha2)) != kNotEconomies.end()) continue;
    Economy economy;
    economy.code = icu::Locale("und", *alpha2).getISO3Country();
    economy.alpha2 = *alpha2;
    UErrorCode error = U_ZERO_ERROR;
    if (const icu::Region* region = icu::Region::getInstance(*alpha2, error); U_SUCCESS(error) && region != nullptr) {
      std::array<char, 16> digits{};
      std::snprintf(digits.data(), digits.size(), "%03d", region->getNumericCode());
      economy.numeric = digits.data();
    }
    economy.name = {DisplayName(*alpha2, "en"), DisplayName(*alpha2, "zh")};
    economies.push_back(std::move(economy));
  }
  ForEachReferenceRow(ReferenceText("data/built-in/economy/economy.tsv"), 6,
                      [&](std::span<const std::string_view> row) {
                        std::erase_if(economies, [&](const Economy& economy) { return economy.code == row[0]; });
                        economies.push_back({std::string(row[0]),
                                             std::string(row[1]),
                                             std::string(row[2]),
                                             KindOf(row[3]),
                                             {std::string(row[4]), std::string(row[5])}});
                      });
  std::ranges::sort(economies, {}, &Economy::code);
  return economies;
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string Lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), Lower);
  return result;
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// Every form of every economy. Built once; a form that two economies share names neither.
class FormTable {
 public:
  static const FormTable& Get() {
    static const FormTable table;
    return table;
  }

  const std::vector<Economy>& economies() const { return economies_; }

  const Economy* Exact(std::string_view text) const {
    if (const auto found = exact_.find(text); found != exact_.end()) return found->second;
    if (text.size() != 2 && text.size() != 3) return nullptr;
    std::array<char, 3> code{};
    std::ranges::transform(text, code.begin(), Upper);
    const auto found = exact_.find(std::string_view(code.data(), text.size()));
    return found == exact_.end() ? nullptr : found->second;
  }

  const Economy* Normal(const std::string& normal) const {
    const auto found = normal_.find(normal);
    return found == normal_.end() ? nullptr : found->second;
  }

  bool IsResidual(std::string_view text) const {
    return residual_exact_.contains(text) || residual_normal_.contains(NormalName(text));
  }

  const Forms& normal_forms() const { return normal_; }

 private:
  FormTable() : economies_(ReadEconomies()) {
    for (const Economy& economy : economies_) AddCodes(economy);
    for (const Economy& economy : economies_) AddNames(economy);
    ForEachReferenceRow(ReferenceText("data/built-in/economy/spelling.tsv"), 2,
                        [&](std::span<const std::string_view> row) {
                          const auto economy = std::ranges::lower_bound(economies_, row[1], {}, &Economy::code);
                          if (economy == economies_.end() || economy->code != row[1]) return;
                          AddName(std::string(row[0]), *economy);
                        });
    ForEachReferenceRow(ReferenceText("data/built-in/economy/residual.tsv"), 1,
                        [&](std::span<const std::string_view> row) {
                          residual_exact_.emplace(row[0]);
                          residual_normal_.insert(NormalName(row[0]));
                        });
    residual_normal_.erase("");
    std::erase_if(exact_, [](const auto& form) { return form.second == nullptr; });
    std::erase_if(normal_, [](const auto& form) { return form.second == nullptr; });
  }

  static void Put(Forms& forms, std::string form, const Economy& economy) {
    if (form.empty()) return;
    const auto [at, fresh] = forms.emplace(std::move(form), &economy);
    if (!fresh && at->second != &economy) at->second = nullptr;
  }

  // Withdrawn codes give way to current ones: 180 is Congo, which was Zaire.
  void PutCode(const std::string& code, const Economy& economy) {
    const auto found = exact_.find(code);
    if (found != exact_.end() && found->second != nullptr && found->second->kind == EconomyKind::kCurrent) return;
    if (found != exact_.end() && economy.kind == EconomyKind::kCurrent) {
      found->second = &economy;
    } else {
      Put(exact_, code, economy);
    }
  }

  void AddCodes(const Economy& economy) {
    PutCode(economy.code, economy);
    PutCode(Lowered(economy.code), economy);
    if (!economy.alpha2.empty()) {
      PutCode(economy.alpha2, economy);
      PutCode(Lowered(economy.alpha2), economy);
    }
    if (economy.numeric.empty()) return;
    PutCode(economy.numeric, economy);
    PutCode(economy.numeric.substr(std::min(economy.numeric.find_first_not_of('0'), economy.numeric.size())), economy);
  }

  void AddNames(const Economy& economy) {
    AddName(economy.name.en, economy);
    AddName(economy.name.zh, economy);
    if (economy.kind == EconomyKind::kGroup || economy.alpha2.empty()) return;
    if (economy.kind == EconomyKind::kWithdrawn) return;
    for (const char* language : {"en", "en_GB", "zh", "zh_Hant", "zh_Hant_HK"}) {
      AddName(DisplayName(economy.alpha2.c_str(), language), economy);
    }
  }

  void AddName(std::string name, const Economy& economy) {
    // Numbers stay out of the normal forms: behind a name they are footnotes.
    if (name.find_first_not_of("0123456789") != std::string::npos) Put(normal_, NormalName(name), economy);
    Put(exact_, std::move(name), economy);
  }

  std::vector<Economy> economies_;
  Forms exact_;
  Forms normal_;
  Texts residual_exact_;
  Texts residual_normal_;
};

// True if some words of a note name an economy by themselves: "China (Taiwan)", "Ethiopia (includes Eritrea)".
bool NamesAnEconomy(const FormTable& table, std::string_view note) {
  const std::string normal = NormalName(note);
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 0; i < normal.size(); ++i) {
    if (normal[i] == ' ') starts.push_back(i + 1);
  }
  for (std::size_t from = 0; from < starts.size(); ++from) {
    for (std::size_t to = from; to < starts.size() && to < from + 5; ++to) {
      const std::size_t end = to + 1 < starts.size() ? starts[to + 1] - 1 : normal.size();
      if (table.Normal(normal.substr(starts[from], end - starts[from])) != nullptr) return true;
    }
  }
  return false;
}

const Economy* ResolveName(const FormTable& table, std::string_view text) {
  const std::string normal = NormalName(text);
  if (normal.empty()) return nullptr;
  if (const Economy* found = table.Normal(normal)) return found;
  if (const std::string inverted = CommaInverted(text); !inverted.empty()) return table.Normal(NormalName(inverted));
  return nullptr;
}

bool ContainsWords(std::string_view text, std::string_view words) {
  const std::size_t at = text.find(words);
  if (at == std::string_view::npos || words.empty()) return false;
  const std::size_t end = at + words.size();
  return (at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ');
}

}  // namespace

const std::vector<Economy>& Economies() { return FormTable::Get().economies(); }

const Economy* FindEconomy(std::string_view code) {
  const std::vector<Economy>& all = Economies();
  const auto found = std::ranges::lower_bound(all, code, {}, &Economy::code);
  return found == all.end() || found->code != code ? nullptr : &*found;
}

const Economy* ResolveEconomy(std::string_view text) {
  const FormTable& table = FormTable::Get();
  text = Trimmed(text);
  if (text.empty()) return nullptr;
  if (const Economy* found = table.Exact(text)) return found;
  if (table.IsResidual(text)) return nullptr;
  if (const Economy* found = ResolveName(table, text)) return found;
  const BareName bare = WithoutNotes(text);
  if (bare.notes.empty()) return nullptr;
  const Economy* found = ResolveName(table, bare.name);
  if (found == nullptr) return nullptr;
  for (const std::string& note : bare.notes) {
    if (NoteQualifies(note) || NamesAnEconomy(table, note)) return nullptr;
  }
  return found;
}

bool IsResidual(std::string_view text) {
  text = Trimmed(text);
  if (text.empty()) return false;
  if (const Economy* found = FormTable::Get().Exact(text)) return found->code == "ROW";
  if (FormTable::Get().IsResidual(text)) return true;
  const std::string normal = NormalName(WithoutNotes(text).name);
  return normal.starts_with("other ") || FormTable::Get().IsResidual(normal);
}

std::string NearestEconomies(std::string_view text) {
  // A file may hold the same unknown name a million times.
  thread_local std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> answered;
  text = Trimmed(text).substr(0, 100);
  if (const auto found = answered.find(text); found != answered.end()) return found->second;
  if (answered.size() > 1000) answered.clear();

  std::string normal = NormalName(text);
  if (normal.empty()) normal = Lowered(text);
  std::unordered_map<const Economy*, std::size_t> distances;
  for (const auto& [form, economy] : FormTable::Get().normal_forms()) {
    if (economy->kind == EconomyKind::kGroup) continue;
    const bool within = ContainsWords(form, normal) || ContainsWords(normal, form);
    const std::size_t distance = within ? 1 : EditDistance(normal, form) * 2;
    const auto at = distances.emplace(economy, distance).first;
    at->second = std::min(at->second, distance);
  }
  std::vector<std::pair<std::size_t, const Economy*>> near;
  for (const auto& [economy, distance] : distances) near.emplace_back(distance, economy);
  std::ranges::sort(near, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->code < b.second->code;
  });
  std::string names;
  for (std::size_t i = 0; i < near.size() && i < 3; ++i) {
    if (i > 0) names += ", ";
    names += near[i].second->name.en + " (" + near[i].second->code + ")";
  }
  answered.emplace(text, names);
  return names;
}

}  // namespace tenon::store
