#include "sources/io_table/axis.h"

#include <fmt/format.h>

#include <algorithm>

#include "sources/source.h"

namespace tenon::sources {

Axis::Axis(Kind kind, std::vector<AxisRule> rules) : kind_(kind), rules_(std::move(rules)), seen_(rules_.size()) {}

Result<Axis::Meaning> Axis::Find(const std::string& label, const std::string& place) {
  const auto meaning = [&](std::size_t rule) {
    seen_[rule] = true;
    return Meaning{rules_[rule].role, rules_[rule].item.empty() ? label : rules_[rule].item};
  };
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].kind == AxisRule::Kind::kName && rules_[i].text == label) return meaning(i);
  }
  for (std::size_t i = 0; i < rules_.size() && open_ < 0; ++i) {
    if (rules_[i].kind == AxisRule::Kind::kRange && rules_[i].text == label) open_ = static_cast<std::ptrdiff_t>(i);
  }
  if (open_ >= 0) {
    const auto rule = static_cast<std::size_t>(open_);
    if (rules_[rule].last == label) open_ = -1;
    return meaning(rule);
  }
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].kind == AxisRule::Kind::kPattern && Fits(label, rules_[i].text)) return meaning(i);
  }
  return Fail(
      ErrorKind::kSchemaMismatch,
      fmt::format("the layout does not say what the {0} '{1}' is: name it under {0}s (industries, {2}, imports, "
                  "output or skip)",
                  kind_ == Kind::kRows ? "row" : "column", label,
                  kind_ == Kind::kRows ? "value_added, satellite" : "final"),
      place);
}

Status Axis::End(const std::string& file) const {
  const std::string_view axis = kind_ == Kind::kRows ? "row" : "column";
  if (open_ >= 0) {
    const AxisRule& rule = rules_[static_cast<std::size_t>(open_)];
    return Fail(ErrorKind::kSchemaMismatch,
                fmt::format("the range of {}s from '{}' to '{}' of the layout has no end in the file", axis, rule.text,
                            rule.last),
                file);
  }
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (seen_[i] || rules_[i].kind == AxisRule::Kind::kPattern) continue;
    return Fail(ErrorKind::kSchemaMismatch,
                fmt::format("the layout names the {} '{}', but the file has none of that name", axis, rules_[i].text),
                file);
  }
  return {};
}

}  // namespace tenon::sources
