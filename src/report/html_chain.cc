#include "report/html_chain.h"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace tenon::report {

namespace {

constexpr int kBoxWidth = 158;
constexpr int kLineHeight = 19;
constexpr int kColumnGap = 46;
constexpr int kBoxGap = 9;
constexpr int kMargin = 6;

struct Node {
  std::size_t row = 0;                // in the table of segments
  std::vector<std::size_t> variants;  // rows shown inside this box
  std::vector<std::size_t> inputs;    // boxes
  int column = 0;
  double order = 0;
  int y = 0;
  int height() const { return kLineHeight * static_cast<int>(1 + variants.size()) + 4; }
};

struct Layout {
  std::vector<Node> nodes;
  int columns = 0;
  int height = 0;
};

/// Columns by longest path. Link cycles cannot occur in a checked chain; were one to, the rounds end all the same.
void AssignColumns(Layout& layout) {
  for (std::size_t round = 0; round < layout.nodes.size(); ++round) {
    bool moved = false;
    for (Node& node : layout.nodes) {
      for (const std::size_t input : node.inputs) {
        if (layout.nodes[input].column + 1 > node.column) {
          node.column = layout.nodes[input].column + 1;
          moved = true;
        }
      }
    }
    if (!moved) break;
  }
  // Raw inputs stand right before what first needs them, not all at the far left.
  std::vector<int> latest(layout.nodes.size(), -1);
  for (const Node& node : layout.nodes) {
    for (const std::size_t input : node.inputs) {
      latest[input] = latest[input] < 0 ? node.column - 1 : std::min(latest[input], node.column - 1);
    }
  }
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    Node& node = layout.nodes[i];
    if (node.inputs.empty() && latest[i] > node.column) node.column = latest[i];
    layout.columns = std::max(layout.columns, node.column + 1);
  }
}

/// Orders the boxes of each column by the mean place of their neighbours (barycentre), a few sweeps each way, then
/// stacks them around the middle.
void AssignRows(Layout& layout) {
  std::vector<std::vector<std::size_t>> columns(static_cast<std::size_t>(layout.columns));
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    layout.nodes[i].order = static_cast<double>(columns[static_cast<std::size_t>(layout.nodes[i].column)].size());
    columns[static_cast<std::size_t>(layout.nodes[i].column)].push_back(i);
  }
  std::vector<std::vector<std::size_t>> neighbours(layout.nodes.size());
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    for (const std::size_t input : layout.nodes[i].inputs) {
      neighbours[i].push_back(input);
      neighbours[input].push_back(i);
    }
  }
  const auto place = [&](std::vector<std::size_t>& column) {
    int y = 0;
    for (const std::size_t i : column) {
      layout.nodes[i].y = y;
      layout.nodes[i].order = y + layout.nodes[i].height() / 2.0;
      y += layout.nodes[i].height() + kBoxGap;
    }
    layout.height = std::max(layout.height, y);
  };
  for (std::vector<std::size_t>& column : columns) place(column);
  for (int sweep = 0; sweep < 12; ++sweep) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      std::vector<std::size_t>& column = columns[sweep % 2 == 0 ? c : columns.size() - 1 - c];
      std::map<std::size_t, double> wish;
      for (const std::size_t i : column) {
        double sum = 0;
        for (const std::size_t other : neighbours[i]) sum += layout.nodes[other].order;
        wish[i] = neighbours[i].empty() ? layout.nodes[i].order : sum / static_cast<double>(neighbours[i].size());
      }
      std::ranges::stable_sort(column, {}, [&](std::size_t i) { return wish[i]; });
      place(column);
    }
  }
  for (const std::vector<std::size_t>& column : columns) {
    if (column.empty()) continue;
    const Node& last = layout.nodes[column.back()];
    const int free = (layout.height - kBoxGap - (last.y + last.height())) / 2;
    for (const std::size_t i : column) layout.nodes[i].y += free;
  }
}

Layout MakeLayout(const Rows& segments, const Rows& links) {
  std::map<std::string, std::size_t> row_of;
  for (std::size_t i = 0; i < segments.size(); ++i) row_of[segments.TextAt(i, "segment")] = i;
  // A variant is shown in the box of its (first) parent, unless it is itself something others are variants of.
  std::map<std::size_t, std::size_t> parent;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (links.TextAt(i, "kind") == "variant")
      parent.emplace(row_of[links.TextAt(i, "from")], row_of[links.TextAt(i, "to")]);
  }
  const auto head = [&](std::size_t row) {
    for (std::size_t step = 0; step <= parent.size() && parent.contains(row); ++step) row = parent[row];
    return row;
  };
  Layout layout;
  std::map<std::size_t, std::size_t> node_of;
  for (std::size_t row = 0; row < segments.size(); ++row) {
    if (head(row) != row) continue;
    node_of[row] = layout.nodes.size();
    layout.nodes.push_back({.row = row, .variants = {}, .inputs = {}, .column = 0, .order = 0, .y = 0});
  }
  for (std::size_t row = 0; row < segments.size(); ++row) {
    if (head(row) != row) layout.nodes[node_of[head(row)]].variants.push_back(row);
  }
  for (std::size_t i = 0; i < links.size(); ++i) {
    const std::size_t from = node_of[head(row_of[links.TextAt(i, "from")])];
    const std::size_t to = node_of[head(row_of[links.TextAt(i, "to")])];
    std::vector<std::size_t>& inputs = layout.nodes[to].inputs;
    if (from != to && std::ranges::find(inputs, from) == inputs.end()) inputs.push_back(from);
  }
  AssignColumns(layout);
  AssignRows(layout);
  return layout;
}

/// The name cut to what a box holds; a Chinese character counts two.
std::string Fit(const std::string& name, int places) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(name);
  int used = 0;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    used += text.char32At(i) >= 0x1100 ? 2 : 1;
    if (used > places) {
      std::string cut;
      text.tempSubString(0, i).toUTF8String(cut);
      return cut + "…";
    }
  }
  return name;
}

std::string Box(const Rows& segments, std::size_t row, int x, int y, int places, const PageContext& context) {
  const std::string name = segments.TextAt(row, context.language == Language::kChinese ? "name_zh" : "name");
  const bool known = segments.Has(row, "shortage");
  const double score = segments.RealAt(row, "shortage", 0);
  const bool choked = BooleanOr(segments.At(row, "choked"), false);
  const bool broken = segments.Has(row, "break_kind");
  const std::string title = fmt::format(
      "{}: {}", name,
      known ? context.Say("shortage ", "短缺度 ") + Number(segments.At(row, "shortage"), 2) : context.Word("no data"));
  const std::string marks = std::string(choked ? "●" : "") + (broken ? "✂" : "");
  return fmt::format(
      "<a href=\"#segment-{}\"><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" "
      "fill=\"{}\" stroke=\"{}\" "
      "stroke-width=\"{}\"/><text x=\"{}\" y=\"{}\" fill=\"{}\">{}</text><text x=\"{}\" y=\"{}\" text-anchor=\"end\" "
      "fill=\"{}\">{}</text></a>\n",
      Escape(segments.TextAt(row, "segment")), Escape(title), x, y, kBoxWidth, kLineHeight - 3,
      known ? ScoreColor(score) : "url(#no-data)", choked ? "#000000" : "#8a8a8a", choked ? 1.8 : 0.7, x + 5, y + 12,
      known ? InkOn(score) : "#444444", Escape(Fit(name, marks.empty() ? places : places - 3)), x + kBoxWidth - 5,
      y + 12, known ? InkOn(score) : "#444444", marks);
}

}  // namespace

std::string ChainPicture(const Table& segment_table, const Table& link_table, const PageContext& context) {
  const Rows segments(segment_table);
  const Rows links(link_table);
  const Layout layout = MakeLayout(segments, links);
  const int width = layout.columns * (kBoxWidth + kColumnGap) - kColumnGap + 2 * kMargin + 8;
  const int height = layout.height + 2 * kMargin;
  const auto left = [](const Node& node) { return kMargin + 4 + node.column * (kBoxWidth + kColumnGap); };
  std::string svg = fmt::format(
      "<svg class=\"chain\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" "
      "xmlns=\"http://www.w3.org/2000/svg\">\n"
      "<defs><pattern id=\"no-data\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\">"
      "<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#c4c4c4\" "
      "stroke-width=\"2\"/></pattern></defs>\n",
      width, height, Escape(context.Say("The chain, coloured by shortage", "按短缺度着色的链图")));
  for (const Node& node : layout.nodes) {
    for (const std::size_t input : node.inputs) {
      const Node& from = layout.nodes[input];
      const int x1 = left(from) + kBoxWidth + 3;
      const int x2 = left(node) - 3;
      const int y1 = kMargin + from.y + from.height() / 2;
      const int y2 = kMargin + node.y + node.height() / 2;
      const int bend = std::max(18, (x2 - x1) / 2);
      svg += fmt::format("<path d=\"M{} {} C{} {} {} {} {} {}\" class=\"link\"/>\n", x1, y1, x1 + bend, y1, x2 - bend,
                         y2, x2, y2);
    }
  }
  for (const Node& node : layout.nodes) {
    const int x = left(node);
    const int y = kMargin + node.y;
    if (!node.variants.empty()) {
      svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" class=\"variants\"/>\n", x - 3,
                         y - 3, kBoxWidth + 6, node.height());
    }
    svg += Box(segments, node.row, x, y, 24, context);
    for (std::size_t i = 0; i < node.variants.size(); ++i) {
      svg += Box(segments, node.variants[i], x, y + kLineHeight * static_cast<int>(i + 1), 24, context);
    }
  }
  return svg + "</svg>\n";
}

std::string ChainLegend(const PageContext& context) {
  std::string html = "<p class=\"legend\">" + Escape(context.Say("Shortage: ", "短缺度："));
  for (int step = 0; step < 5; ++step) {
    html += fmt::format("<span class=\"swatch\" style=\"background:{}\"></span>{:.1f}–{:.1f} ",
                        ScoreColor(step / 5.0 + 0.1), step / 5.0, (step + 1) / 5.0);
  }
  html += "<span class=\"swatch none\"></span>" + Escape(context.Word("no data"));
  html += " &nbsp; ● " +
          Escape(context.Say("choked: hangs on suppliers that are few or withhold", "被卡：供给方太少或拒供"));
  html += " &nbsp; ✂ " + Escape(context.Say("break on the way from research to market", "从研究到市场的路上有断点"));
  html += " &nbsp; " + Escape(context.Say("boxes inside a frame are alternatives", "框内各项互为替代")) + "</p>\n";
  return html;
}

}  // namespace tenon::report
