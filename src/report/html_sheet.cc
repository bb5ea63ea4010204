#include "report/html_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace tenon::report {

namespace {

/// The rows of a table that speak of one segment.
std::vector<std::size_t> RowsOf(const Rows& rows, const std::string& segment) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.TextAt(i, "segment") == segment) found.push_back(i);
  }
  return found;
}

std::string Heading(const PageContext& context, std::string_view en, std::string_view zh) {
  return "<h4>" + Escape(context.Say(en, zh)) + "</h4>\n";
}

std::string Sentences(const Rows& sentences, const std::string& segment, const PageContext& context) {
  std::string html;
  for (const std::size_t i : RowsOf(sentences, segment)) {
    html += Escape(sentences.TextAt(i, context.language == Language::kChinese ? "zh" : "en")) +
            (context.language == Language::kChinese ? "" : " ");
  }
  return html.empty() ? html : "<p class=\"story\">" + html + "</p>\n";
}

std::string Scores(const std::string& segment, const Rows& parts, const PageContext& context) {
  const std::vector<std::size_t> rows = RowsOf(parts, segment);
  // Rows of the score "total" are the scores; the others are their parts, each measured (raw) and, where it has a ramp,
  // turned into a score by it (value). The interval is that of the measured figure.
  const auto line = [&](std::size_t i, std::string_view css, const std::string& label, BarColor color) {
    const bool ramped = parts.Has(i, "raw") && parts.RealAt(i, "raw", 0) != parts.RealAt(i, "value", 0);
    const Value none;
    const Value& low = ramped ? none : parts.At(i, "low");
    const Value& high = ramped ? none : parts.At(i, "high");
    std::string measured = Escape(context.Word("no data"));
    if (parts.Has(i, "value")) {
      measured = parts.Has(i, "low") ? fmt::format("{} ({}–{})", Number(parts.At(i, "raw"), 3),
                                                   Number(parts.At(i, "low"), 3), Number(parts.At(i, "high"), 3))
                                     : Number(parts.At(i, "raw"), 3);
    }
    return fmt::format("<tr class=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", css,
                       Escape(label), ScoreBar(parts.At(i, "value"), low, high, color), Number(parts.At(i, "value"), 2),
                       measured);
  };
  std::string html = "<table class=\"scores\"><thead><tr><th></th><th></th><th>" +
                     Escape(context.Say("score", "得分")) + "</th><th>" +
                     Escape(context.Say("measured (90 %)", "测得（90%）")) + "</th></tr></thead><tbody>\n";
  for (const std::size_t total : rows) {
    if (parts.TextAt(total, "score") != "total") continue;
    const std::string score = parts.TextAt(total, "part");
    html += line(total, score == "overall" ? "total overall" : "total", context.Word(score), BarColor::kScore);
    for (const std::size_t i : rows) {
      if (parts.TextAt(i, "score") != score) continue;
      html += line(i, "part", parts.TextAt(i, context.language == Language::kChinese ? "label_zh" : "label"),
                   score == "incapacity" ? BarColor::kPlain : BarColor::kScore);
    }
  }
  return html + "</tbody></table>\n";
}

/// Strength from -1 to 1 at each station, with its interval; a station without data keeps its place.
std::string StationProfile(const Rows& segments, std::size_t row, const Rows& stations, const PageContext& context) {
  constexpr int kWidth = 520, kRow = 22, kLeft = 190, kRight = 500;
  const std::string segment = segments.TextAt(row, "segment");
  const auto x_of = [](double strength) {
    return kLeft + (std::clamp(strength, -1.0, 1.0) + 1) / 2 * (kRight - kLeft);
  };
  const std::vector<std::size_t> shown = RowsOf(stations, segment);
  const int height = kRow * static_cast<int>(shown.size()) + 34;
  std::string svg = fmt::format("<svg class=\"profile\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n",
                                kWidth, height, Escape(context.Say("Strength at each station", "各站强度")));
  svg +=
      fmt::format("<line x1=\"{0:.0f}\" y1=\"2\" x2=\"{0:.0f}\" y2=\"{1}\" class=\"axis\"/>\n", x_of(0), height - 28);
  int y = kRow / 2 + 2;
  double last_x = -1;
  int last_y = 0;
  for (const std::size_t i : shown) {
    svg += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n", kLeft - 12, y + 4,
                       Escape(context.Word(stations.TextAt(i, "station"))));
    if (stations.Has(i, "strength")) {
      const double x = x_of(stations.RealAt(i, "strength", 0));
      if (last_x >= 0)
        svg += fmt::format("<line x1=\"{:.1f}\" y1=\"{}\" x2=\"{:.1f}\" y2=\"{}\" class=\"way\"/>\n", last_x, last_y, x,
                           y);
      const bool group = stations.TextAt(i, "state") == "group";
      svg += fmt::format(
          "<line x1=\"{:.1f}\" y1=\"{}\" x2=\"{:.1f}\" y2=\"{}\" class=\"interval\"/>\n<circle cx=\"{:.1f}\" cy=\"{}\" "
          "r=\"4.5\" class=\"{}\"/>\n",
          x_of(stations.RealAt(i, "low", 0)), y, x_of(stations.RealAt(i, "high", 0)), y, x, y,
          group ? "point group" : "point");
      last_x = x;
      last_y = y;
    } else {
      const std::string level = stations.Has(i, "level")
                                    ? context.Say("no strength; share of the world ", "无强度；占世界份额 ") +
                                          Percent(stations.At(i, "level"))
                                    : context.Word("no data");
      svg += fmt::format("<text x=\"{}\" y=\"{}\" class=\"missing\">{}</text>\n", kLeft, y + 4, Escape(level));
    }
    y += kRow;
  }
  svg += fmt::format("<text x=\"{}\" y=\"{}\" class=\"tick\">{}</text>", kLeft, height - 8,
                     Escape(context.Say("−1: far below its size", "−1：远低于其体量")));
  svg += fmt::format("<text x=\"{:.0f}\" y=\"{}\" class=\"tick\" text-anchor=\"middle\">0</text>", x_of(0), height - 8);
  svg += fmt::format("<text x=\"{}\" y=\"{}\" class=\"tick\" text-anchor=\"end\">{}</text></svg>\n", kRight, height - 8,
                     Escape(context.Say("1: far above", "1：远高于")));
  if (segments.Has(row, "break_kind")) {
    svg += "<p class=\"break\">✂ " +
           Escape(context.Say("Break: ", "断点：") + context.Word(segments.TextAt(row, "break_kind")) +
                  context.Say(" (between ", "（位置 ") + segments.TextAt(row, "break_between") +
                  context.Say("), probability ", "），概率 ")) +
           Percent(segments.At(row, "break_probability")) + "</p>\n";
  }
  return svg;
}

std::string Suppliers(const Rows& suppliers, const std::string& segment, const PageContext& context) {
  constexpr std::size_t kShown = 8;
  const std::vector<std::size_t> rows = RowsOf(suppliers, segment);
  if (rows.empty())
    return "<p class=\"missing\">" +
           Escape(context.Say("No data on suppliers: missing, not zero.", "没有供给方数据：缺失，并非为零。")) +
           "</p>\n";
  std::string html = "<table class=\"suppliers\"><tbody>\n";
  for (std::size_t k = 0; k < std::min(kShown, rows.size()); ++k) {
    const std::size_t i = rows[k];
    const bool known = suppliers.Has(i, "share");
    html += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
                        Escape(context.EconomyName(suppliers.TextAt(i, "supplier"))),
                        ScoreBar(suppliers.At(i, "share"), suppliers.At(i, "low"), suppliers.At(i, "high")),
                        known ? Percent(suppliers.At(i, "share")) : Escape(context.Say("share unknown", "份额未知")));
  }
  html += "</tbody></table>\n";
  if (rows.size() > kShown)
    html += fmt::format("<p class=\"small\">{}</p>\n",
                        Escape(context.Say(fmt::format("and {} more", rows.size() - kShown),
                                           fmt::format("另有 {} 个", rows.size() - kShown))));
  return html;
}

std::string History(const Rows& history, const std::string& segment, const PageContext& context) {
  const std::vector<std::size_t> rows = RowsOf(history, segment);
  if (rows.size() < 2) return {};
  std::string html = "<table class=\"plain\"><thead><tr><th>" + Escape(context.Say("year", "年")) +
                     "</th><th>HHI</th><th>" + Escape(context.Say("largest share", "最大份额")) + "</th><th>" +
                     Escape(context.Say("choked", "被卡")) + "</th></tr></thead><tbody>\n";
  for (const std::size_t i : rows) {
    const Value& flag = history.At(i, "flag");
    html += fmt::format(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", ToText(history.At(i, "year")),
        Number(history.At(i, "hhi"), 3), Percent(history.At(i, "top_share")),
        IsMissing(flag) ? "–" : Escape(BooleanOr(flag, false) ? context.Say("yes", "是") : context.Say("no", "否")));
  }
  return Heading(context, "Over the years", "逐年") + html + "</tbody></table>\n";
}

std::string Controls(const Rows& controls, const std::string& segment, const PageContext& context) {
  constexpr std::size_t kShown = 6;
  std::vector<std::size_t> rows = RowsOf(controls, segment);
  if (rows.empty()) return {};
  std::string html = "<table class=\"plain\"><thead><tr>";
  for (const auto& [en, zh] : {std::pair{"list", "清单"}, std::pair{"entry", "条目"},
                               std::pair{"applies here", "适用于此"}, std::pair{"heading", "标题"}}) {
    html += "<th>" + Escape(context.Say(en, zh)) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (std::size_t k = 0; k < std::min(kShown, rows.size()); ++k) {
    const std::size_t i = rows[k];
    const Value& applies = controls.At(i, "applies");
    html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", Escape(controls.TextAt(i, "list")),
                        Escape(controls.TextAt(i, "entry")),
                        IsMissing(applies)
                            ? Escape(context.Say("not known", "未知"))
                            : Escape(BooleanOr(applies, false) ? context.Say("yes", "是") : context.Say("no", "否")),
                        Escape(controls.TextAt(i, "heading").substr(0, 160)));
  }
  html += "</tbody></table>\n";
  if (rows.size() > kShown)
    html += fmt::format("<p class=\"small\">{}</p>\n",
                        Escape(context.Say(fmt::format("and {} more entries", rows.size() - kShown),
                                           fmt::format("另有 {} 条", rows.size() - kShown))));
  return Heading(context, "Export controls", "出口管制") + html;
}

std::string Evidence(const Rows& evidence, const std::string& segment, const PageContext& context) {
  const std::vector<std::size_t> rows = RowsOf(evidence, segment);
  if (rows.empty()) return {};
  std::string html = "<details><summary>" +
                     Escape(context.Say("Evidence: the rows behind these numbers", "证据：这些数字背后的数据行")) +
                     "</summary>\n<table class=\"plain\"><thead><tr>";
  for (const auto& [en, zh] : {std::pair{"measure", "指标"}, std::pair{"source", "来源"}, std::pair{"code", "代码"},
                               std::pair{"match", "对应"}, std::pair{"rows", "行数"}, std::pair{"years", "年份"},
                               std::pair{"query that reprints them", "可重现的查询"}}) {
    html += "<th>" + Escape(context.Say(en, zh)) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (const std::size_t i : rows) {
    html += fmt::format(
        "<tr><td>{}</td><td>{}</td><td>{} {}</td><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n",
        Escape(evidence.TextAt(i, "measure")), Escape(evidence.TextAt(i, "source")),
        Escape(evidence.TextAt(i, "classification")), Escape(evidence.TextAt(i, "code")),
        Escape(context.Word(evidence.TextAt(i, "relation"))), ToText(evidence.At(i, "rows")),
        Escape(evidence.TextAt(i, "years")), Escape(evidence.TextAt(i, "sql")));
  }
  return html + "</tbody></table></details>\n";
}

}  // namespace

std::string ScoreBar(const Value& value, const Value& low, const Value& high, BarColor color) {
  constexpr double kWidth = 140;
  std::string svg =
      "<svg class=\"bar\" viewBox=\"0 0 140 14\" aria-hidden=\"true\"><rect x=\"0.5\" y=\"2.5\" width=\"139\" "
      "height=\"9\" class=\"frame\"/>";
  if (!IsMissing(value)) {
    const double score = std::clamp(RealOr(value, 0), 0.0, 1.0);
    svg += fmt::format("<rect x=\"0.5\" y=\"2.5\" width=\"{:.1f}\" height=\"9\" fill=\"{}\"/>", score * (kWidth - 1),
                       color == BarColor::kScore ? ScoreColor(score) : "#8fb3c4");
    if (!IsMissing(low) && !IsMissing(high)) {
      svg += fmt::format("<line x1=\"{:.1f}\" y1=\"7\" x2=\"{:.1f}\" y2=\"7\" class=\"interval\"/>",
                         std::clamp(RealOr(low, 0), 0.0, 1.0) * kWidth, std::clamp(RealOr(high, 0), 0.0, 1.0) * kWidth);
    }
  }
  return svg + "</svg>";
}

std::string SegmentSheet(const Answer& scan, std::size_t row, const PageContext& context) {
  const Rows segments(*scan.Find("segments"));
  const std::string segment = segments.TextAt(row, "segment");
  const bool zh = context.language == Language::kChinese;
  std::string html = fmt::format("<section class=\"sheet\" id=\"segment-{}\">\n<h3>{} <small>{} · {}</small></h3>\n",
                                 Escape(segment), Escape(segments.TextAt(row, zh ? "name_zh" : "name")),
                                 Escape(segments.TextAt(row, zh ? "name" : "name_zh")),
                                 Escape(context.Word(segments.TextAt(row, "stage"))));
  if (segments.Has(row, "rank")) {
    html += fmt::format(
        "<p class=\"rank\">{}</p>\n",
        Escape(context.Say(fmt::format("Rank {} (likely between {} and {})", ToText(segments.At(row, "rank")),
                                       ToText(segments.At(row, "rank_low")), ToText(segments.At(row, "rank_high"))),
                           fmt::format("排名 {}（大概率在 {} 与 {} 之间）", ToText(segments.At(row, "rank")),
                                       ToText(segments.At(row, "rank_low")), ToText(segments.At(row, "rank_high"))))));
  }
  html += Sentences(Rows(*scan.Find("sentences")), segment, context);
  html += "<div class=\"two\">\n<div>" + Heading(context, "Shortage and its parts", "短缺度及其构成") +
          Scores(segment, Rows(*scan.Find("parts")), context) + "</div>\n";
  html += "<div>" + Heading(context, "From research to market", "从研究到市场") +
          StationProfile(segments, row, Rows(*scan.Find("stations")), context);
  const std::string from =
      segments.Has(row, "supply_from") ? " (" + context.Word(segments.TextAt(row, "supply_from")) + ")" : "";
  html += Heading(context, "Suppliers" + from, "供给方" + from) +
          Suppliers(Rows(*scan.Find("suppliers")), segment, context) + "</div>\n</div>\n";
  html += Controls(Rows(*scan.Find("controls")), segment, context);
  html += History(Rows(*scan.Find("history")), segment, context);
  html += Evidence(Rows(*scan.Find("evidence")), segment, context);
  return html + "<p class=\"small\"><a href=\"#table\">" + Escape(context.Say("back to the table", "回到总表")) +
         "</a></p>\n</section>\n";
}

}  // namespace tenon::report
