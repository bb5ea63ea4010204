#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/files.h"
#include "sources/io_table/layout.h"
#include "sources/io_table/long_table.h"
#include "sources/io_table/wide_table.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLongestLayout = 4 << 20;

/// What the labels of one reading mean. Blank cells of a label repeat the one before, as merged cells do.
class LabelMaker {
 public:
  LabelMaker(const Layout& layout, Industries& industries)
      : layout_(layout),
        industries_(industries),
        rows_(Axis::Kind::kRows, layout.rows),
        columns_(Axis::Kind::kColumns, layout.columns) {}

  Result<Label> Row(const LongName& name, const std::string& place) {
    TENON_ASSIGN(Label label, Make(rows_, name, row_before_, place));
    if (const auto unit = layout_.units.find(label.item); unit != layout_.units.end()) label.unit = unit->second;
    if (label.role != Role::kIndustry || layout_.domestic.empty()) return label;
    const std::string& origin = name.origin.empty() ? row_before_.origin : name.origin;
    row_before_.origin = origin;
    if (origin == layout_.imported) {
      label.role = Role::kImports;
      label.industry = -1;
    } else if (origin != layout_.domestic) {
      return Fail(ErrorKind::kSchemaMismatch,
                  fmt::format("'{}' is neither '{}' (domestic) nor '{}' (imported)", origin, layout_.domestic,
                              layout_.imported),
                  place);
    }
    return label;
  }

  Result<Label> Column(const LongName& name, const std::string& place) {
    if (name.item.empty()) return Label{.role = Role::kUnnamed};
    return Make(columns_, name, column_before_, place);
  }

  Status EndRows(const std::string& file) const { return rows_.End(file); }
  Status EndColumns(const std::string& file) const { return columns_.End(file); }

 private:
  Result<Label> Make(Axis& axis, const LongName& name, LongName& before, const std::string& place) {
    std::string item = name.item, economy = name.economy;
    if (layout_.economy_separator != '\0') {
      const std::size_t at = item.find(layout_.economy_separator);
      if (at != std::string::npos) {
        economy = item.substr(0, at);
        item = item.substr(at + 1);
      }
    }
    TENON_ASSIGN(Axis::Meaning meaning, axis.Find(item, place));
    Label label{.role = meaning.role, .item = std::move(meaning.item)};
    if (label.role == Role::kSkip) return label;
    // What all economies share (value added, output) takes the economy of nobody above it.
    const bool belongs = label.role == Role::kIndustry || label.role == Role::kFinal;
    if (!economy.empty()) before.economy = economy;
    if (economy.empty() && belongs) economy = before.economy;
    if (!economy.empty()) {
      TENON_ASSIGN(label.economy, EconomyOfLabel(economy, place));
    } else {
      label.economy = layout_.economy;
    }
    if (label.role == Role::kIndustry) {
      label.industry =
          industries_.Index({name.year.empty() ? layout_.facts.year : name.year, label.economy, label.item});
    }
    return label;
  }

  const Layout& layout_;
  Industries& industries_;
  Axis rows_, columns_;
  LongName row_before_, column_before_;
};

WideForm WideFormOf(const Layout& layout, const fs::path& file, Industries& industries) {
  WideForm form;
  form.dialect = layout.dialect;
  form.first_row = layout.first_row;
  form.label_cells = layout.first_value - 1;
  form.header_lines = {layout.header_item};
  if (layout.header_economy > 0) {
    form.header_lines.insert(
        layout.header_economy < layout.header_item ? form.header_lines.begin() : form.header_lines.end(),
        layout.header_economy);
  }
  const std::size_t item_line = layout.header_economy > 0 && layout.header_economy < layout.header_item ? 1 : 0;
  auto labels = std::make_shared<LabelMaker>(layout, industries);
  const std::string name = file.string();
  form.column = [=, &layout](std::span<const std::string> names, std::size_t column) {
    const std::string economy = layout.header_economy > 0 ? names[1 - item_line] : "";
    return labels->Column({.item = names[item_line], .economy = economy, .origin = "", .year = ""},
                          fmt::format("{}:{}:{}", name, layout.header_item, column));
  };
  form.row = [=, &layout](std::span<const std::string> names, std::int64_t line) -> Result<Label> {
    const auto cell = [&](std::size_t column) { return column > 0 ? names[column - 1] : std::string(); };
    return labels->Row({.item = cell(layout.label_item),
                        .economy = cell(layout.label_economy),
                        .origin = cell(layout.label_origin),
                        .year = ""},
                       fmt::format("{}:{}:{}", name, line, layout.label_item));
  };
  form.end = [=]() -> Status {
    TENON_CHECK(labels->EndColumns(name));
    return labels->EndRows(name);
  };
  return form;
}

LongForm LongFormOf(const Layout& layout, const fs::path& file, Industries& industries) {
  const auto field = [&](const char* name) {
    const auto found = layout.fields.find(name);
    return found == layout.fields.end() ? std::string() : found->second;
  };
  auto labels = std::make_shared<LabelMaker>(layout, industries);
  LongForm form{.dialect = layout.dialect,
                .row_item = field("row_item"),
                .column_item = field("column_item"),
                .value = field("value"),
                .row_economy = field("row_economy"),
                .column_economy = field("column_economy"),
                .year = field("year"),
                .origin = field("origin"),
                .row = [=](const LongName& name, const std::string& place) { return labels->Row(name, place); },
                .column = [=](const LongName& name, const std::string& place) { return labels->Column(name, place); }};
  form.end = [=, text = file.string()]() -> Status {
    TENON_CHECK(labels->EndColumns(text));
    return labels->EndRows(text);
  };
  return form;
}

/// Whether industries stand on both axes: a satellite account has them only above its columns.
Shape ShapeOf(const Layout& layout) {
  return std::ranges::any_of(layout.rows, [](const AxisRule& rule) { return rule.role == Role::kIndustry; })
             ? Shape::kSquare
             : Shape::kAny;
}

Status SettleYear(const Arguments& options, const std::string& where, Layout& layout) {
  const std::string given = options.Has("year") ? std::to_string(options.GetInteger("year")) : "";
  std::string& year = layout.facts.year;
  if (!given.empty() && !year.empty() && given != year) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the layout says {}, --year {}", year, given), where);
  }
  if (year.empty()) year = given;
  if (year.empty() && !layout.fields.contains("year")) {
    return Fail(ErrorKind::kInvalidArgument, "the layout does not say of which year the table is: give --year", where);
  }
  return {};
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  for (const auto& [name, file] : files.matched) {
    TENON_ASSIGN(Layout layout, ReadLayout(options.GetText("layout"), "layout"));
    TENON_CHECK(SettleYear(options, "layout", layout));
    if (file.string().find(".tsv") != std::string::npos && layout.dialect.delimiter == ',') {
      layout.dialect.delimiter = '\t';
    }
    Industries industries;
    auto sums = std::make_shared<TableSums>();
    const store::OpenReader open = [&]() {
      return layout.form == Layout::Form::kWide
                 ? OpenWideTable(file, WideFormOf(layout, file, industries), ShapeOf(layout), layout.facts, sums)
                 : OpenLongTable(file, LongFormOf(layout, file, industries), layout.facts, sums);
    };
    TENON_CHECK(LoadTable({{file, open, sums}}, industries, layout.facts, options, load));
  }
  return {};
}

/// The layout counts by what stands in it, not by where it lies.
Status Prepare(const InputFiles&, Arguments& options, store::LoadRequest& request) {
  const std::string file = options.GetText("layout");
  TENON_ASSIGN(const std::string text, ReadWholeFile(file, kLongestLayout));
  TENON_ASSIGN(Layout layout, ReadLayout(text, file));
  TENON_CHECK(SettleYear(options, file, layout));
  options.Set("layout", text);
  if (options.Has("licence")) request.licence = options.GetText("licence");
  if (options.Has("credit")) request.credit = options.GetText("credit");
  request.options.clear();
  for (const auto& [name, value] : options.values()) {
    if (!IsMissing(value)) request.options.emplace_back(name, ToText(value));
  }
  return {};
}

std::vector<Parameter> Options() {
  std::vector<Parameter> options = IoTableOptions();
  options.insert(options.begin(), {.name = "layout",
                                   .meaning = {"YAML file that says what the rows and columns of the table are",
                                               "说明表中行列含义的 YAML 文件"},
                                   .required = true});
  options.push_back({.name = "licence", .meaning = {"licence of the data", "数据许可"}});
  options.push_back({.name = "credit", .meaning = {"line to print beside results", "结果旁注明的出处"}});
  return options;
}

}  // namespace

const Source& IoTable() {
  static const Source source = {
      .spec = {.name = "io-table",
               .title = {"Any input-output table: CSV, of one economy or many, wide or long, by a layout file",
                         "任意投入产出表：CSV，单区域或多区域，宽表或长表，由布局文件说明"},
               .publisher = "whoever loads it",
               .licence = "not stated",
               .credit = "own data",
               .files = {{"*",
                          {"a table as CSV or TSV, UTF-8 or GB18030", "CSV 或 TSV 格式的表，UTF-8 或 GB18030 编码"}}},
               .tables = {"io_cell"},
               .options = Options(),
               .reject_reasons = {}},
      .read = Read,
      .prepare = Prepare,
  };
  return source;
}

}  // namespace tenon::sources
