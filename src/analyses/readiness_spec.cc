#include "analyses/readiness_spec.h"

#include <cstdint>
#include <string>

namespace tenon::analyses {
namespace {

ResultTable Estimates() {
  return {
      "estimates",
      {"one row for each item, the highest level first", "每项一行，等级高者在前"},
      {
          {"item", ValueType::kText, "", {"printed id", "编号"}},
          {"name", ValueType::kText, "", {"title or name", "题名或名称"}},
          {"level",
           ValueType::kInteger,
           "level",
           {"technology readiness level, 1 to 9; an estimate unless `basis` is stated; missing: nothing bears on it",
            "技术成熟度等级（1 至 9）；除 basis 为 stated 外均为估计；缺失：无任何依据"}},
          {"low", ValueType::kInteger, "level", {"at least: by links, and by the error", "下限：据联系与误差"}},
          {"high", ValueType::kInteger, "level", {"at most: by the error, else 9", "上限：据误差，否则为 9"}},
          {"basis",
           ValueType::kText,
           "",
           {"stated: a source says so; links: what came of it; words: what its text names; median: of the projects "
            "with a stated level; none",
            "stated：来源明示；links：据其后续成果；words：据文中用词；median：取明示等级项目的中位数；none：无"}},
          {"words", ValueType::kText, "", {"the words found, each with its level", "所见用词及其对应等级"}},
      }};
}

ResultTable Evidence() {
  return {"evidence",
          {"what each level rests on", "各等级的依据"},
          {
              {"item", ValueType::kText, "", {"printed id", "编号"}},
              {"kind",
               ValueType::kText,
               "",
               {"stated, stated at the start, word, or the link: paper, published, patent, cited by a patent, trial, "
                "product, approved",
                "stated 明示、stated at the start 起始时明示、word 用词，或联系的类别：论文、发表、专利、被专利引用、"
                "临床试验、产品、获批"}},
              {"what",
               ValueType::kText,
               "",
               {"the word in title or text, or the first id", "题名或文中的用词，或首个编号"}},
              {"count", ValueType::kInteger, "count", {"how many there are", "数量"}},
              {"bound",
               ValueType::kInteger,
               "level",
               {"the level that it shows at least; of a word and what is stated: its level",
                "至少达到的等级；用词与明示者：其等级"}},
              {"source", ValueType::kText, "", {"who states it", "来源"}},
          }};
}

ResultTable Calibration() {
  return {
      "calibration",
      {"how far the model lies from stated levels, each project estimated without its own",
       "模型与明示等级的差距：逐一剔除自身后估计（留一法）"},
      {
          {"rows", ValueType::kInteger, "count", {"projects with a stated level", "明示等级的项目数"}},
          {"with_words", ValueType::kInteger, "count", {"of these, with a word of the list", "其中含词表用词者"}},
          {"mae", ValueType::kReal, "level", {"mean absolute error", "平均绝对误差"}},
          {"within_one", ValueType::kReal, "1", {"share at most one level off", "误差不超过一级的份额"}},
          {"mae_median",
           ValueType::kReal,
           "level",
           {"mean absolute error of always answering the median of the others", "一律取其余项目中位数的平均绝对误差"}},
          {"within_one_median", ValueType::kReal, "1", {"its share at most one level off", "其误差不超过一级的份额"}},
          {"median", ValueType::kInteger, "level", {"lower median of the stated levels", "明示等级的（下）中位数"}},
          {"error_90",
           ValueType::kInteger,
           "level",
           {"the error that nine in ten do not exceed: half the width of low to high",
            "九成项目不超过的误差：low 至 high 的半宽"}},
      }};
}

}  // namespace

AnalysisSpec ReadinessSpec() {
  AnalysisSpec spec;
  spec.name = "readiness";
  spec.title = {"Technology readiness", "技术成熟度"};
  spec.sentence = {"How far has a project, paper, patent or product come towards use, and what shows it?",
                   "项目、论文、专利或产品离实际应用还有多远，依据是什么？"};
  spec.parameters = {
      {.name = "of",
       .type = ParameterType::kChoice,
       .meaning = {"what is estimated", "估计的对象"},
       .default_value = Value(std::string("project")),
       .choices = {"project", "work", "patent", "product"}},
      {.name = "item",
       .type = ParameterType::kText,
       .meaning = {"printed id of one; not given: all", "某一项的编号；不给则为全部"}},
      {.name = "first",
       .type = ParameterType::kInteger,
       .meaning = {"how many are listed", "列出的条数"},
       .unit = "count",
       .default_value = Value(std::int64_t{100}),
       .minimum = 1,
       .maximum = 1e9},
  };
  spec.tables = {Estimates(), Evidence(), Calibration()};
  spec.conventions = {
      "Levels are those of ISO 16290:2013 and GB/T 22900-2022. What a source states is taken as it stands.",
      "Links bound from below, by assumption: a paper 1, a patent (or being cited by one) 3, a trial 5, a product 9.",
      "The level of a text is the lower median of those of the distinct words of a fixed list in title and text.",
      "A level is that of the words, never below the bound. A project without words has the median of stated levels.",
      "Of a project low and high are the error away that nine in ten calibrated ones keep, low never below the bound.",
      "Where only links speak, and of all that is no project, low is the bound (or 1) and high is 9.",
      "Calibrated without the levels stated now or at the start: by words and links alone.",
  };
  spec.references = {
      "ISO 16290:2013. Space systems: Technology Readiness Levels and their criteria of assessment.",
      "GB/T 22900-2022. General rules for assessment of scientific and technological research projects."};
  spec.example = "tenon run readiness --select calibration";
  return spec;
}

}  // namespace tenon::analyses
