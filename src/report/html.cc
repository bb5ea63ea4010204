#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "base/embedded_file.h"
#include "report/html_chain.h"
#include "report/html_question.h"
#include "report/html_sheet.h"
#include "report/html_text.h"
#include "report/report.h"

namespace tenon {
std::span<const EmbeddedFile> EmbeddedPage();  // src/report/page.css, put in by cmake
}

namespace tenon::report {

namespace {

constexpr std::string_view kNeeded[] = {"segments", "links",   "stations", "parts",    "suppliers",
                                        "controls", "history", "evidence", "sentences"};

/// Rows by rank; those without a rank last, in the order of the chain.
std::vector<std::size_t> ByRank(const Rows& segments) {
  std::vector<std::size_t> order(segments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t row) { return segments.RealAt(row, "rank", 1e9); });
  return order;
}

std::string Overview(const Rows& sentences, const PageContext& context) {
  std::string html;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (!sentences.TextAt(i, "segment").empty()) continue;
    html += "<li>" + Escape(sentences.TextAt(i, context.language == Language::kChinese ? "zh" : "en")) + "</li>\n";
  }
  return html.empty() ? html : "<ul class=\"overview\">\n" + html + "</ul>\n";
}

/// The rank as a dot with its interval on a line from 1 to the last rank.
std::string RankDot(const Rows& segments, std::size_t row) {
  const double last = std::max<double>(2, static_cast<double>(segments.size()));
  const auto x_of = [&](std::string_view column) {
    return 4 + (segments.RealAt(row, column, 1) - 1) / (last - 1) * 92;
  };
  return fmt::format(
      "<svg class=\"dot\" viewBox=\"0 0 100 12\" aria-hidden=\"true\"><line x1=\"4\" y1=\"6\" x2=\"96\" y2=\"6\" "
      "class=\"rail\"/>"
      "<line x1=\"{:.1f}\" y1=\"6\" x2=\"{:.1f}\" y2=\"6\" class=\"interval\"/><circle cx=\"{:.1f}\" cy=\"6\" "
      "r=\"3.2\"/></svg>",
      x_of("rank_low"), x_of("rank_high"), x_of("rank"));
}

std::string SegmentTable(const Rows& segments, const PageContext& context) {
  std::string html = "<table class=\"ranking\" id=\"table\"><thead><tr>";
  for (const auto& [en, zh] : {std::pair{"rank", "排名"}, std::pair{"", ""}, std::pair{"segment", "环节"},
                               std::pair{"shortage", "短缺度"}, std::pair{"", ""}, std::pair{"denial", "要不来"},
                               std::pair{"scarcity", "买不来"}, std::pair{"incapacity", "讨不来"},
                               std::pair{"largest supplier abroad", "最大境外供给方"}, std::pair{"break", "断点"}}) {
    html += "<th scope=\"col\">" + Escape(context.Say(en, zh)) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  const auto shade = [](const Value& value) {
    if (IsMissing(value)) return std::string("<td class=\"none\">–</td>");
    const double score = RealOr(value, 0);
    return fmt::format("<td class=\"score\" style=\"background:{};color:{}\">{:.2f}</td>", ScoreColor(score),
                       InkOn(score), score);
  };
  for (const std::size_t row : ByRank(segments)) {
    const bool ranked = segments.Has(row, "rank");
    const std::string supplier = segments.TextAt(row, "top_supplier");
    const std::string name = segments.TextAt(row, context.language == Language::kChinese ? "name_zh" : "name");
    html += fmt::format(
        "<tr><td class=\"number\">{}</td><td>{}</td><th scope=\"row\"><a href=\"#segment-{}\">{}</a>{}</th>",
        ranked ? ToText(segments.At(row, "rank")) : "–", ranked ? RankDot(segments, row) : "",
        Escape(segments.TextAt(row, "segment")), Escape(name),
        segments.Has(row, "group") ? " <abbr title=\"" +
                                         Escape(context.Say("rests on the same rows as others: shares value and rank",
                                                            "与其他环节依据相同数据行：同值同名次")) +
                                         "\">" + Escape(context.Say("group", "组")) + "</abbr>"
                                   : "");
    html += shade(segments.At(row, "shortage"));
    html += "<td class=\"number\">" +
            (segments.Has(row, "shortage")
                 ? Number(segments.At(row, "shortage_low"), 2) + "–" + Number(segments.At(row, "shortage_high"), 2)
                 : Escape(context.Word("no data"))) +
            "</td>";
    for (const std::string_view score : {"denial", "scarcity", "incapacity"}) html += shade(segments.At(row, score));
    html += "<td>" +
            (supplier.empty() ? "–"
                              : Escape(context.EconomyName(supplier)) + " " + Percent(segments.At(row, "top_share"))) +
            "</td>";
    std::string flags = BooleanOr(segments.At(row, "choked"), false) ? "● " + context.Word("choked") : "";
    if (segments.Has(row, "break_kind"))
      flags += (flags.empty() ? "✂ " : "; ✂ ") + context.Word(segments.TextAt(row, "break_kind"));
    html += "<td>" + Escape(flags) + "</td></tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string Provenance(const Receipt& receipt, const PageContext& context) {
  std::string html =
      "<section id=\"receipt\"><h2>" + Escape(context.Say("What this rests on", "本报告的依据")) + "</h2>\n<ul>\n";
  for (const SourceUse& use : receipt.sources) {
    html += fmt::format("<li>{} — {}; {} {}</li>\n", Escape(use.source), Escape(use.credit),
                        Escape(context.Say("licence:", "许可：")), Escape(use.licence));
  }
  html += "</ul>\n";
  for (const auto& [title, lines] : {std::pair{context.Say("Read with care", "阅读须知"), &receipt.warnings},
                                     std::pair{context.Say("Conventions", "约定"), &receipt.conventions}}) {
    if (lines->empty()) continue;
    html += "<h3>" + Escape(title) + "</h3>\n<ul>\n";
    for (const std::string& line : *lines) html += "<li>" + Escape(line) + "</li>\n";
    html += "</ul>\n";
  }
  html += "<h3>" + Escape(context.Say("The command that reprints these numbers", "重现这些数字的命令")) +
          "</h3>\n<pre>" + Escape(CommandOf("scan", receipt)) + "</pre>\n";
  html += "<h3>" + Escape(context.Say("Receipt", "凭据")) + "</h3>\n<pre class=\"receipt\">" + Escape(ToJson(receipt)) +
          "</pre>\n</section>\n";
  return html;
}

/// What the curator says a reader must know of the chain and its data.
std::string ChainNote(const Answer& scan, const PageContext& context) {
  const Table* chain = scan.Find("chain");
  if (chain == nullptr || chain->rows.empty()) return {};
  const std::string note = Rows(*chain).TextAt(0, context.language == Language::kChinese ? "note_zh" : "note");
  return note.empty() ? std::string() : "<p class=\"small\">" + Escape(note) + "</p>\n";
}

}  // namespace

Result<std::string> ToHtml(const Answer& scan, Language language, const std::map<std::string, Text>& economies,
                           std::span<const Answer> more) {
  for (const std::string_view name : kNeeded) {
    if (scan.Find(name) == nullptr)
      return Fail(ErrorKind::kInternal, fmt::format("the scan has no table '{}'", name), "report");
  }
  const PageContext context{.language = language, .economies = &economies};
  const Rows segments(*scan.Find("segments"));
  const std::string economy = context.EconomyName(TextOr(scan.receipt.arguments.values().at("economy")));
  const std::string chain =
      segments.size() > 0 && scan.Find("chain") != nullptr
          ? Rows(*scan.Find("chain")).TextAt(0, language == Language::kChinese ? "title_zh" : "title")
          : scan.receipt.arguments.GetText("chain");
  const std::string title = context.Say(fmt::format("{}: where the way breaks for {}", chain, economy),
                                        fmt::format("{}：{}的断点与依赖", chain, economy));
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"Tenon "
      "{}\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n<p class=\"brand\">Tenon "
      "榫</p>\n<h1>{}</h1>\n</header>\n<main>\n",
      language == Language::kChinese ? "zh-Hans" : "en", Escape(scan.receipt.program_version), Escape(title),
      EmbeddedPage().front().content, Escape(title));
  html += Overview(Rows(*scan.Find("sentences")), context) + ChainNote(scan, context);
  html += "<section class=\"picture\"><h2>" + Escape(context.Say("The chain", "链图")) + "</h2>\n" +
          ChainLegend(context) + ChainPicture(*scan.Find("segments"), *scan.Find("links"), context) + "</section>\n";
  html += "<section><h2>" + Escape(context.Say("Segments by shortage", "各环节按短缺度排序")) +
          "</h2>\n<p class=\"small\">" +
          Escape(context.Say(
              "The dot is the rank, the line its 90 % interval over 1,000 draws of weights, thresholds and data "
              "errors. Missing data is shown as missing, never as zero.",
              "圆点为排名，线段为对权重、阈值与数据误差抽样 1,000 次的 90% 区间。缺失的数据显示为缺失，从不记为零。")) +
          "</p>\n" + SegmentTable(segments, context) + "</section>\n";
  for (const Answer& answer : more) html += QuestionSection(answer, context);
  html += "<section><h2>" + Escape(context.Say("One sheet a segment", "逐环节详页")) + "</h2>\n";
  for (const std::size_t row : ByRank(segments)) html += SegmentSheet(scan, row, context);
  html += "</section>\n" + Provenance(scan.receipt, context);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace tenon::report
