#include "sources/io_table/layout.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>
#include <span>

#include "base/nearest.h"

namespace tenon::sources {

namespace {

using Words = std::vector<std::string>;

/// Reads the keys of one map: each once, none that is not known.
class LayoutReader {
 public:
  explicit LayoutReader(std::string file) : file_(std::move(file)) {}

  std::unexpected<Error> Wrong(const YAML::Node& node, std::string message) const {
    return Fail(ErrorKind::kInvalidArgument, std::move(message),
                fmt::format("{}:{}:{}", file_, node.Mark().line + 1, node.Mark().column + 1));
  }

  Result<std::string> Word(const YAML::Node& node) const {
    if (!node.IsScalar() || node.Scalar().empty()) return Wrong(node, "one value is expected here");
    return TidyLabel(node.Scalar());
  }

  Result<std::int64_t> Number(const YAML::Node& node) const {
    TENON_ASSIGN(const std::string word, Word(node));
    std::int64_t number = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || stop != word.data() + word.size() || number < 1 || number > 1'000'000) {
      return Wrong(node, fmt::format("'{}' is no number of a line or column; they count from 1", word));
    }
    return number;
  }

  Result<std::string> OneOf(const YAML::Node& node, const Words& allowed) const {
    TENON_ASSIGN(std::string word, Word(node));
    if (std::ranges::find(allowed, word) != allowed.end()) return word;
    return Wrong(node, fmt::format("'{}' is not allowed here; allowed: {}", word, fmt::join(allowed, ", ")));
  }

  Result<char> Sign(const YAML::Node& node) const {
    if (!node.IsScalar()) return Wrong(node, "one sign is expected here");
    const std::string& text = node.Scalar();
    if (text == "tab") return '\t';
    if (text.size() == 1) return text[0];
    return Wrong(node, fmt::format("one sign is expected here (or the word tab); found '{}'", text));
  }

  /// Calls `read` with each key and value of a map.
  Status Map(const YAML::Node& node, const Words& allowed,
             const std::function<Status(const std::string&, const YAML::Node&)>& read) const {
    if (!node.IsMap()) return Wrong(node, fmt::format("keys are expected here; allowed: {}", fmt::join(allowed, ", ")));
    std::set<std::string> seen;
    for (const auto& entry : node) {
      TENON_ASSIGN(const std::string key, Word(entry.first));
      if (std::ranges::find(allowed, key) == allowed.end()) {
        return Wrong(entry.first, fmt::format("unknown key '{}'{}; allowed: {}", key, DidYouMean(key, allowed),
                                              fmt::join(allowed, ", ")));
      }
      if (!seen.insert(key).second) return Wrong(entry.first, fmt::format("'{}' stands here twice", key));
      TENON_CHECK(read(key, entry.second));
    }
    return {};
  }

  /// Every key and value as words.
  Result<std::map<std::string, std::string, std::less<>>> Names(const YAML::Node& node) const {
    if (!node.IsMap()) return Wrong(node, "lines of the form 'name: value' are expected here");
    std::map<std::string, std::string, std::less<>> names;
    for (const auto& entry : node) {
      TENON_ASSIGN(std::string key, Word(entry.first));
      TENON_ASSIGN(std::string value, Word(entry.second));
      if (!names.emplace(key, std::move(value)).second) {
        return Wrong(entry.first, fmt::format("'{}' stands here twice", key));
      }
    }
    return names;
  }

  /// "*", a label, a list of labels, {label: name}, {from: label, to: label}.
  Status AddRules(const YAML::Node& node, Role role, std::vector<AxisRule>& rules) const {
    if (node.IsSequence()) {
      for (const YAML::Node& label : node) TENON_CHECK(AddRules(label, role, rules));
      return {};
    }
    if (node.IsMap()) {
      TENON_ASSIGN(const auto names, Names(node));
      if (names.size() == 2 && names.contains("from") && names.contains("to")) {
        rules.push_back(
            {.kind = AxisRule::Kind::kRange, .role = role, .text = names.at("from"), .last = names.at("to")});
        return {};
      }
      for (const auto& [label, item] : names) TENON_CHECK(AddRule(node, label, item, role, rules));
      return {};
    }
    TENON_ASSIGN(const std::string label, Word(node));
    return AddRule(node, label, "", role, rules);
  }

 private:
  Status AddRule(const YAML::Node& node, const std::string& label, const std::string& item, Role role,
                 std::vector<AxisRule>& rules) const {
    const bool pattern = label.find('*') != std::string::npos;
    if (!pattern && std::ranges::any_of(rules, [&](const AxisRule& rule) {
          return rule.kind == AxisRule::Kind::kName && rule.text == label;
        })) {
      return Wrong(node, fmt::format("'{}' is named twice", label));
    }
    rules.push_back({.kind = pattern ? AxisRule::Kind::kPattern : AxisRule::Kind::kName,
                     .role = role,
                     .text = label,
                     .item = item});
    return {};
  }

  std::string file_;
};

Role RoleOf(std::string_view key) {
  return key == "industries"    ? Role::kIndustry
         : key == "final"       ? Role::kFinal
         : key == "value_added" ? Role::kValueAdded
         : key == "imports"     ? Role::kImports
         : key == "output"      ? Role::kOutput
         : key == "satellite"   ? Role::kSatellite
                                : Role::kSkip;
}

bool HasRole(const std::vector<AxisRule>& rules, Role role) {
  return std::ranges::any_of(rules, [&](const AxisRule& rule) { return rule.role == role; });
}

/// `industries` may be a pattern for "all others": other rules go before it, whatever their order in the file.
void PatternsOfIndustriesLast(std::vector<AxisRule>& rules) {
  std::ranges::stable_partition(rules, [](const AxisRule& rule) { return rule.role != Role::kIndustry; });
}

class RootReader {
 public:
  RootReader(const LayoutReader& reader, const YAML::Node& root) : reader_(reader), root_(root) {}

  Result<Layout> Read() {
    static const Words allowed = {
        "name",    "year",      "unit",   "form",           "economy",          "encoding", "delimiter",
        "decimal", "thousands", "blank",  "header",         "labels",           "fields",   "rows",
        "columns", "units",     "origin", "imports_stated", "economy_separator"};
    TENON_CHECK(reader_.Map(root_, allowed, [&](const std::string& key, const YAML::Node& node) {
      given_.insert(key);
      return Key(key, node);
    }));
    for (const char* key : {"name", "unit", "rows", "columns"}) {
      if (!given_.contains(key)) return reader_.Wrong(root_, fmt::format("'{}' is missing", key));
    }
    TENON_CHECK(CheckWhole());
    PatternsOfIndustriesLast(layout_.rows);
    PatternsOfIndustriesLast(layout_.columns);
    layout_.facts.output = HasRole(layout_.columns, Role::kOutput) ? OutputPlace::kColumn : OutputPlace::kRow;
    return std::move(layout_);
  }

 private:
  Status Key(const std::string& key, const YAML::Node& node) {
    if (key == "name" || key == "unit" || key == "economy") return Text(key, node);
    if (key == "decimal" || key == "thousands" || key == "delimiter" || key == "economy_separator") {
      return Sign(key, node);
    }
    if (key == "header") return Header(node);
    if (key == "labels") return Labels(node);
    if (key == "rows")
      return Rules(node, {"industries", "value_added", "imports", "output", "satellite", "skip"}, layout_.rows);
    if (key == "columns") return Rules(node, {"industries", "final", "imports", "output", "skip"}, layout_.columns);
    if (key == "year") {
      TENON_ASSIGN(const std::int64_t year, reader_.Number(node));
      if (year < 1900 || year > 2100) return reader_.Wrong(node, "a year from 1900 to 2100 is expected here");
      layout_.facts.year = std::to_string(year);
      return {};
    }
    if (key == "fields") {
      TENON_CHECK(reader_.Map(node,
                              {"row_item", "column_item", "value", "row_economy", "column_economy", "year", "origin"},
                              [](const std::string&, const YAML::Node&) { return Status(); }));
      TENON_ASSIGN(layout_.fields, reader_.Names(node));
      return {};
    }
    if (key == "units") {
      TENON_ASSIGN(layout_.units, reader_.Names(node));
      return {};
    }
    if (key == "origin") {
      return reader_.Map(node, {"domestic", "imported"},
                         [&](const std::string& word, const YAML::Node& value) -> Status {
                           std::string& text = word == "domestic" ? layout_.domestic : layout_.imported;
                           TENON_ASSIGN(text, reader_.Word(value));
                           return {};
                         });
    }
    return Choice(key, node);
  }

  Status Text(const std::string& key, const YAML::Node& node) {
    TENON_ASSIGN(const std::string word, reader_.Word(node));
    if (key == "economy") {
      auto code = EconomyOfLabel(word, "");
      if (!code) return reader_.Wrong(node, code.error().message);
      layout_.economy = *std::move(code);
    } else {
      (key == "name" ? layout_.facts.name : layout_.facts.unit) = word;
    }
    return {};
  }

  Status Sign(const std::string& key, const YAML::Node& node) {
    TENON_ASSIGN(const char sign, reader_.Sign(node));
    (key == "decimal"     ? layout_.facts.numbers.decimal
     : key == "thousands" ? layout_.facts.numbers.thousands
     : key == "delimiter" ? layout_.dialect.delimiter
                          : layout_.economy_separator) = sign;
    return {};
  }

  Status Choice(const std::string& key, const YAML::Node& node) {
    static const std::map<std::string, Words> choices = {{"form", {"wide", "long"}},
                                                         {"encoding", {"UTF-8", "GB18030", "ISO-8859-1"}},
                                                         {"blank", {"refuse", "zero"}},
                                                         {"imports_stated", {"positive", "negative"}}};
    TENON_ASSIGN(const std::string word, reader_.OneOf(node, choices.at(key)));
    if (key == "form") layout_.form = word == "wide" ? Layout::Form::kWide : Layout::Form::kLong;
    if (key == "encoding") layout_.dialect.encoding = word;
    if (key == "blank") layout_.facts.blank = word == "zero" ? Blank::kZero : Blank::kRefuse;
    if (key == "imports_stated") {
      layout_.facts.imports = word == "positive" ? ImportsSign::kPositive : ImportsSign::kNegative;
    }
    return {};
  }

  Status Header(const YAML::Node& node) {
    std::int64_t rows = 0;
    TENON_CHECK(
        reader_.Map(node, {"item", "economy", "rows"}, [&](const std::string& key, const YAML::Node& value) -> Status {
          std::int64_t& line = key == "item" ? layout_.header_item : key == "economy" ? layout_.header_economy : rows;
          TENON_ASSIGN(line, reader_.Number(value));
          return {};
        }));
    const std::int64_t last = std::max(layout_.header_item, layout_.header_economy);
    layout_.first_row = rows == 0 ? last + 1 : rows;
    if (layout_.first_row <= last) return reader_.Wrong(node, "rows begin below the lines that name the columns");
    if (layout_.header_item == layout_.header_economy) {
      return reader_.Wrong(node, "item and economy stand in different lines (or use economy_separator)");
    }
    return {};
  }

  Status Labels(const YAML::Node& node) {
    std::int64_t item = 1, economy = 0, origin = 0, values = 0;
    TENON_CHECK(reader_.Map(
        node, {"item", "economy", "origin", "values"}, [&](const std::string& key, const YAML::Node& value) -> Status {
          std::int64_t& column = key == "item" ? item : key == "economy" ? economy : key == "origin" ? origin : values;
          TENON_ASSIGN(column, reader_.Number(value));
          return {};
        }));
    const std::int64_t last = std::max({item, economy, origin});
    if (values == 0) values = last + 1;
    if (values <= last) return reader_.Wrong(node, "values stand right of the columns that name the rows");
    layout_.label_item = static_cast<std::size_t>(item);
    layout_.label_economy = static_cast<std::size_t>(economy);
    layout_.label_origin = static_cast<std::size_t>(origin);
    layout_.first_value = static_cast<std::size_t>(values);
    return {};
  }

  Status Rules(const YAML::Node& node, const Words& roles, std::vector<AxisRule>& rules) {
    return reader_.Map(node, roles, [&](const std::string& role, const YAML::Node& value) {
      return reader_.AddRules(value, RoleOf(role), rules);
    });
  }

  Status CheckWhole() {
    const bool flows = HasRole(layout_.rows, Role::kIndustry) && HasRole(layout_.columns, Role::kIndustry);
    if (!HasRole(layout_.columns, Role::kIndustry)) return reader_.Wrong(root_, "no column is an industry");
    if (flows && !HasRole(layout_.columns, Role::kOutput) && !HasRole(layout_.rows, Role::kOutput)) {
      return reader_.Wrong(root_, "neither a row nor a column is output: without it the table cannot be checked");
    }
    const bool is_long = layout_.form == Layout::Form::kLong;
    if (is_long) {
      for (const char* field : {"row_item", "column_item", "value"}) {
        if (!layout_.fields.contains(field)) return reader_.Wrong(root_, fmt::format("fields: '{}' is missing", field));
      }
      for (const std::vector<AxisRule>* rules : {&layout_.rows, &layout_.columns}) {
        for (const AxisRule& rule : *rules) {
          if (rule.kind != AxisRule::Kind::kRange) continue;
          return reader_.Wrong(root_, "a long table has no order of labels: name them one by one, or as a pattern");
        }
      }
    }
    if (is_long ? given_.contains("header") || given_.contains("labels") : given_.contains("fields")) {
      return reader_.Wrong(root_, "header and labels belong to form: wide, fields to form: long");
    }
    const bool tells_origin = layout_.label_origin > 0 || layout_.fields.contains("origin");
    if (tells_origin != !(layout_.domestic.empty() || layout_.imported.empty())) {
      return reader_.Wrong(root_, "origin needs a column (labels or fields) and both words: domestic, imported");
    }
    return {};
  }

  const LayoutReader& reader_;
  const YAML::Node& root_;
  Layout layout_;
  std::set<std::string> given_;
};

}  // namespace

Result<Layout> ReadLayout(const std::string& text, const std::string& file) {
  try {
    const YAML::Node root = YAML::Load(text);
    const LayoutReader reader(file);
    return RootReader(reader, root).Read();
  } catch (const YAML::Exception& error) {
    return Fail(ErrorKind::kInvalidArgument, error.msg,
                fmt::format("{}:{}:{}", file, error.mark.line + 1, error.mark.column + 1));
  }
}

}  // namespace tenon::sources
