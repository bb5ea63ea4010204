#include "report/html_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/html_sheet.h"

namespace tenon::report {

namespace {

constexpr std::size_t kShown = 15;  // rows of a table; the command prints them all

std::string Head(const PageContext& context, const std::vector<Text>& titles) {
  std::string html = "<table class=\"ranking\"><thead><tr>";
  for (const Text& title : titles) html += "<th scope=\"col\">" + Escape(title.In(context.language)) + "</th>";
  return html + "</tr></thead><tbody>\n";
}

std::string NameCell(const Rows& rows, std::size_t row, const PageContext& context) {
  return fmt::format("<th scope=\"row\"><a href=\"#segment-{}\">{}</a></th>", Escape(rows.TextAt(row, "segment")),
                     Escape(rows.TextAt(row, context.language == Language::kChinese ? "name_zh" : "name")));
}

std::string BarCell(const Rows& rows, std::size_t row, std::string_view value, std::string_view low,
                    std::string_view high, BarColor color) {
  return fmt::format("<td class=\"number\">{}</td><td>{}</td>", Number(rows.At(row, value), 2),
                     ScoreBar(rows.At(row, value), rows.At(row, low), rows.At(row, high), color));
}

std::string SupplierCell(const Rows& rows, std::size_t row, const PageContext& context) {
  const std::string supplier = rows.TextAt(row, "top_supplier");
  if (supplier.empty()) return "<td>–</td>";
  return "<td>" + Escape(context.EconomyName(supplier)) + " " + Percent(rows.At(row, "top_share")) + "</td>";
}

std::string PointTable(const Answer& answer, const PageContext& context) {
  const Table* table = answer.Find("points");
  if (table == nullptr) return "";
  const Rows rows(*table);
  std::string html = Head(context, {{"segment", "环节"},
                                    {"on every path", "必经"},
                                    {"products that stop", "停产产品"},
                                    {"segments that stop", "停摆环节"},
                                    {"largest supplier", "最大供给方"}});
  for (std::size_t i = 0; i < std::min(kShown, rows.size()); ++i) {
    html += "<tr>" + NameCell(rows, i, context);
    html += fmt::format("<td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>",
                        BooleanOr(rows.At(i, "passes"), false) ? "●" : "", ToText(rows.At(i, "products")),
                        ToText(rows.At(i, "cut_off")));
    html += SupplierCell(rows, i, context) + "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string LeftTable(const Answer& answer, const PageContext& context) {
  const Table* table = answer.Find("products");
  if (table == nullptr) return "";
  const Rows rows(*table);
  std::string html = Head(context, {{"final product", "最终产品"},
                                    {"left", "剩余能力"},
                                    {"", ""},
                                    {"left if variants cannot replace each other", "各路线不可替代时"},
                                    {"", ""},
                                    {"what binds, and the way from there", "约束环节与传导路径"}});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string way = rows.TextAt(i, "way");
    html += "<tr>" + NameCell(rows, i, context) + BarCell(rows, i, "left", "left_low", "left_high", BarColor::kPlain) +
            BarCell(rows, i, "apart", "apart_low", "apart_high", BarColor::kPlain) + "<td class=\"small\">" +
            (way.empty() ? "–" : Escape(way)) + "</td></tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string HoldTable(const Answer& answer, const PageContext& context) {
  const Table* table = answer.Find("segments");
  if (table == nullptr) return "";
  const Rows rows(*table);
  std::string html = Head(context, {{"segment", "环节"},
                                    {"hold", "制约"},
                                    {"", ""},
                                    {"share", "份额"},
                                    {"scarcity", "稀缺度"},
                                    {"strongest over", "最受制者"},
                                    {"partners that feel it", "受制经济体数"}});
  for (std::size_t i = 0; i < std::min(kShown, rows.size()); ++i) {
    html +=
        "<tr>" + NameCell(rows, i, context) + BarCell(rows, i, "value", "value_low", "value_high", BarColor::kScore);
    html +=
        fmt::format("<td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td><td class=\"number\">{}</td>",
                    Percent(rows.At(i, "share")), Number(rows.At(i, "scarcity"), 2),
                    rows.Has(i, "over") ? Escape(context.EconomyName(rows.TextAt(i, "over")))
                                        : Escape(context.Say("every buyer", "所有买家")),
                    ToText(rows.At(i, "economies")));
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

/// As a shell takes it for one word.
std::string ShellWord(const std::string& text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./,:=+-";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::string CommandOf(std::string_view analysis, const Receipt& receipt) {
  std::string command = fmt::format("tenon run {}", analysis);
  for (const auto& [name, value] : receipt.arguments.values()) {
    if (IsMissing(value) || name.ends_with("_sha256")) continue;
    std::string option = name;
    std::ranges::replace(option, '_', '-');
    std::string typed = ToText(value);
    std::ranges::replace(typed, '\n', ',');
    command += fmt::format(" --{} {}", option, ShellWord(typed));
  }
  return command;
}

std::string QuestionSection(const Answer& answer, const PageContext& context) {
  const std::string& analysis = answer.receipt.analysis;
  std::string title, table;
  if (analysis == "single-points") {
    title = context.Say("Single points", "单点");
    table = PointTable(answer, context);
  } else if (analysis == "what-if") {
    const std::string removed = context.EconomyName(answer.receipt.arguments.GetText("remove"));
    title = context.Say(fmt::format("If {} stopped supplying", removed), fmt::format("若{}停止供应", removed));
    table = LeftTable(answer, context);
  } else if (analysis == "leverage") {
    title = context.Say("Leverage: for whom it is the choke point", "反制力：掐住了谁");
    table = HoldTable(answer, context);
  } else {
    return "";
  }
  std::string html = fmt::format("<section id=\"{}\"><h2>{}</h2>\n", analysis, Escape(title));
  if (const Table* found = answer.Find("sentences")) {
    const Rows sentences(*found);
    html += "<ul>\n";
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      html += "<li>" + Escape(sentences.TextAt(i, context.language == Language::kChinese ? "zh" : "en")) + "</li>\n";
    }
    html += "</ul>\n";
  }
  return html + table + "<pre>" + Escape(CommandOf(analysis, answer.receipt)) + "</pre>\n</section>\n";
}

}  // namespace tenon::report
