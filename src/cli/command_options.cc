#include "cli/command_options.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

namespace tenon::cli {

namespace {

std::string Kebab(std::string name) {
  std::ranges::replace(name, '_', '-');
  return name;
}

/// "(default 0.3, from 0 to 2)": what --help adds to a parameter's meaning.
std::string Facts(const Parameter& parameter) {
  std::string facts;
  const auto add = [&](const std::string& fact) { facts += (facts.empty() ? " (" : "; ") + fact; };
  if (parameter.required) add("required");
  if (parameter.default_value) add("default " + ToText(*parameter.default_value));
  if (parameter.minimum && parameter.maximum) {
    add(fmt::format("from {} to {}", *parameter.minimum, *parameter.maximum));
  } else if (parameter.minimum) {
    add(fmt::format("{} or more", *parameter.minimum));
  }
  if (!parameter.choices.empty()) add(fmt::format("one of {}", fmt::join(parameter.choices, ", ")));
  if (!parameter.unit.empty() && parameter.unit != "1") add(parameter.unit);
  return facts.empty() ? facts : facts + ")";
}

}  // namespace

void AddParameters(CLI::App& app, const std::vector<Parameter>& parameters, Language language,
                   const std::shared_ptr<GivenArguments>& given) {
  for (const Parameter& parameter : parameters) {
    const auto keep = [given, name = parameter.name](const std::vector<std::string>& values) {
      for (const std::string& value : values) given->emplace_back(name, value);
    };
    app.add_option_function<std::vector<std::string>>("--" + Kebab(parameter.name), keep,
                                                      parameter.meaning.In(language) + Facts(parameter))
        ->take_all()
        ->expected(1)
        ->type_name(parameter.choices.empty() ? std::string(ToString(parameter.type)) : "choice");
  }
}

Result<std::uint64_t> ParseBytes(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(end, text.data() + text.size());
  std::erase(unit, ' ');
  constexpr std::pair<std::string_view, double> kUnits[] = {
      {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"MB", 1e6}, {"GB", 1e9}};
  for (const auto& [name, factor] : kUnits) {
    if (error == std::errc{} && unit == name && number * factor >= 128 << 20 && number * factor < 1e15) {
      return static_cast<std::uint64_t>(number * factor);
    }
  }
  return Fail(
      ErrorKind::kInvalidArgument,
      fmt::format("'{}' is not an amount of memory; allowed: a number and MiB, GiB, MB or GB, at least 128 MiB", text),
      "--memory");
}

}  // namespace tenon::cli
