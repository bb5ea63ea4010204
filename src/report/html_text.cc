#include "report/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tenon::report {

std::string Escape(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return escaped;
}

std::string Number(const Value& value, int digits) {
  return IsMissing(value) ? "–" : fmt::format("{:.{}f}", RealOr(value, 0), digits);
}

std::string Percent(const Value& value) {
  if (IsMissing(value)) return "–";
  const double percent = RealOr(value, 0) * 100;
  return percent > 0 && percent < 0.05 ? "< 0.1 %"
                                       : fmt::format("{:.{}f} %", percent, percent > 0 && percent < 0.95 ? 1 : 0);
}

const Value& Rows::At(std::size_t row, std::string_view column) const {
  static const Value kMissing;
  const int position = table_->Find(column);
  return position < 0 ? kMissing : table_->rows[row][static_cast<std::size_t>(position)];
}

std::string PageContext::EconomyName(const std::string& code) const {
  const auto found = economies->find(code);
  return found == economies->end() ? code : found->second.In(language);
}

std::string PageContext::Word(const std::string& word) const {
  struct Entry {
    std::string_view word, en, zh;
  };
  static constexpr Entry kWords[] = {
      {"discovery", "discovery (papers)", "发现（论文）"},
      {"invention", "invention (patents)", "发明（专利）"},
      {"crossing", "crossing (paper to product)", "跨越（论文到产品）"},
      {"product", "product", "产品"},
      {"production", "production", "生产"},
      {"trade", "trade (exports)", "贸易（出口）"},
      {"people", "people", "人才"},
      {"money", "money", "资金"},
      {"material", "material", "材料"},
      {"part", "part", "部件"},
      {"equipment", "equipment", "设备"},
      {"software", "software", "软件"},
      {"system", "system", "系统"},
      {"service", "service", "服务"},
      {"no_root", "no root", "无根"},
      {"stuck_at_paper", "stuck at the paper", "困于论文"},
      {"stuck_before_plant", "stuck before the plant", "困于工厂之前"},
      {"does_not_sell", "does not sell", "卖不出去"},
      {"choked", "choked", "被卡脖子"},
      {"overall", "shortage", "短缺度"},
      {"denial", "denial (it is withheld)", "要不来"},
      {"scarcity", "scarcity (there is no other seller)", "买不来"},
      {"incapacity", "incapacity (we cannot make it)", "讨不来"},
      {"data", "data", "有数据"},
      {"group", "group, not segment", "组级数据，非本环节"},
      {"no data", "no data", "无数据"},
      {"exact", "this segment", "本环节"},
      {"provision", "named shares of world supply", "世界供给的具名份额"},
      {"imports", "imports of this economy", "本经济体的进口"},
  };
  // "a or b": where data is missing between two stations, the kind of a break is known only as one of several.
  if (const std::size_t at = word.find(" or "); at != std::string::npos) {
    return Word(word.substr(0, at)) + Say(" or ", "或") + Word(word.substr(at + 4));
  }
  for (const Entry& entry : kWords) {
    if (entry.word == word) return std::string(language == Language::kChinese ? entry.zh : entry.en);
  }
  return word;
}

namespace {

std::size_t StepOf(double score) { return static_cast<std::size_t>(std::clamp(score * 5, 0.0, 4.0)); }

}  // namespace

std::string_view ScoreColor(double score) {
  static constexpr std::array<std::string_view, 5> kSteps = {"#fff3cf", "#fdd57e", "#f2a03f", "#cb5c17", "#7a2a06"};
  return kSteps[StepOf(score)];
}

std::string_view InkOn(double score) { return StepOf(score) >= 3 ? "#ffffff" : "#1b1b1b"; }

}  // namespace tenon::report
