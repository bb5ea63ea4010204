#include "tenon/spec.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

const std::vector<Parameter> kParameters = {
    {.name = "economy",
     .type = ParameterType::kEconomy,
     .meaning = {.en = "for whom", .zh = ""},
     .unit = "",
     .default_value = {},
     .required = true,
     .minimum = {},
     .maximum = {},
     .choices = {}},
    {.name = "delta",
     .type = ParameterType::kReal,
     .meaning = {.en = "fall", .zh = ""},
     .unit = "1",
     .default_value = 0.3,
     .required = false,
     .minimum = 0,
     .maximum = 2,
     .choices = {}},
    {.name = "draws",
     .type = ParameterType::kInteger,
     .meaning = {.en = "draws", .zh = ""},
     .unit = "",
     .default_value = std::int64_t{1000},
     .required = false,
     .minimum = 1,
     .maximum = {},
     .choices = {}},
    {.name = "of",
     .type = ParameterType::kChoice,
     .meaning = {.en = "table", .zh = ""},
     .unit = "",
     .default_value = "trade",
     .required = false,
     .minimum = {},
     .maximum = {},
     .choices = {"trade", "production"}},
    {.name = "item",
     .type = ParameterType::kTextList,
     .meaning = {.en = "items", .zh = ""},
     .unit = "",
     .default_value = {},
     .required = false,
     .minimum = {},
     .maximum = {},
     .choices = {}},
};

TEST(CheckArguments, FillsInDefaultsAndTypes) {
  const auto arguments = CheckArguments(kParameters, {{"economy", "KOR"}, {"delta", "0.25"}});
  ASSERT_TRUE(arguments) << Describe(arguments.error());
  EXPECT_EQ(arguments->GetText("economy"), "KOR");
  EXPECT_DOUBLE_EQ(arguments->GetReal("delta"), 0.25);
  EXPECT_EQ(arguments->GetInteger("draws"), 1000);
  EXPECT_EQ(arguments->GetText("of"), "trade");
  EXPECT_FALSE(arguments->Has("item"));
}

TEST(CheckArguments, ListsByCommaAndByRepeating) {
  const auto arguments = CheckArguments(kParameters, {{"economy", "KOR"}, {"item", "a,b"}, {"item", "c"}});
  ASSERT_TRUE(arguments);
  EXPECT_EQ(arguments->GetList("item"), (std::vector<std::string>{"a", "b", "c"}));
}

struct Wrong {
  std::vector<std::pair<std::string, std::string>> given;
  std::string message;
};

TEST(CheckArguments, SaysWhatIsWrongAndWhatIsAllowed) {
  const std::vector<Wrong> cases = {
      {{}, "economy: missing: for whom"},
      {{{"economy", "KOR"}, {"detla", "1"}}, "no parameter is called 'detla'; did you mean delta?"},
      {{{"economy", "KOR"}, {"delta", "3"}}, "delta: 3 is out of range; allowed: from 0 to 2"},
      {{{"economy", "KOR"}, {"delta", "nan"}}, "delta: 'nan' is not a number"},
      {{{"economy", "KOR"}, {"draws", "0"}}, "draws: 0 is out of range; allowed: 1 or more"},
      {{{"economy", "KOR"}, {"draws", "1.5"}}, "draws: '1.5' is not a whole number"},
      {{{"economy", "KOR"}, {"draws", "99999999999999999999"}}, "draws: '99999999999999999999' is not a whole number"},
      {{{"economy", "KOR"}, {"of", "work"}}, "of: 'work' is not allowed; allowed: trade, production"},
      {{{"economy", "KOR"}, {"economy", "DEU"}}, "economy: given more than once"},
      {{{"economy", ""}}, "economy: the value is empty"},
      {{{"economy", "K\nR"}}, "economy: a value may hold no line break and no NUL"},
  };
  for (const Wrong& wrong : cases) {
    const auto arguments = CheckArguments(kParameters, wrong.given);
    ASSERT_FALSE(arguments) << wrong.message;
    EXPECT_EQ(arguments.error().kind, ErrorKind::kInvalidArgument);
    EXPECT_EQ(Describe(arguments.error()), wrong.message);
  }
}

}  // namespace
}  // namespace tenon
