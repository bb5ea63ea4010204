#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

/// The one file of that name.
Result<store::RawFile> Open(const InputFiles& files, std::string_view name, const std::vector<std::string>& columns,
                            store::Load& load) {
  TENON_ASSIGN(const std::filesystem::path file, OnlyFile(files, name));
  TENON_ASSIGN(store::RawFile raw, load.OpenText(file, {}, columns));
  TENON_CHECK(CheckHasRows(raw, load));
  return raw;
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_ASSIGN(const store::RawFile inputs, Open(files, "inputs.csv", {"input_id", "input_name", "stage_id"}, load));
  TENON_ASSIGN(const store::RawFile stages, Open(files, "stages.csv", {"stage_id", "stage_name"}, load));
  TENON_ASSIGN(const store::RawFile sequence, Open(files, "sequence.csv", {"input_id", "is_type_of_id"}, load));
  TENON_ASSIGN(const store::RawFile providers,
               Open(files, "providers.csv", {"provider_name", "provider_id", "provider_type", "country"}, load));
  TENON_ASSIGN(
      const store::RawFile provision,
      Open(files, "provision.csv", {"provider_id", "provided_name", "provided_id", "share_provided", "year"}, load));

  TENON_CHECK(
      ProvideRows("provider", FillIn(SourceQuery("eto_chips/providers.sql"), "$raw", providers.relation), load));
  TENON_CHECK(ProvideRows(
      "eto_input",
      FillIn(FillIn(SourceQuery("eto_chips/codes.sql"), "$inputs", inputs.relation), "$stages", stages.relation),
      load));
  TENON_CHECK(ProvideRows("eto_type", FillIn(SourceQuery("eto_chips/types.sql"), "$raw", sequence.relation), load));
  TENON_CHECK(load.Fill({.table = "classification", .raw = &inputs, .select = SourceQuery("eto_chips/inputs.sql")}));
  TENON_CHECK(load.Fill({.table = "classification", .raw = &stages, .select = SourceQuery("eto_chips/stages.sql")}));
  return load.Fill({.table = "provision", .raw = &provision, .select = SourceQuery("eto_chips/provision.sql")});
}

}  // namespace

const Source& EtoChips() {
  static const std::string kData = "https://raw.githubusercontent.com/georgetown-cset/eto-supply-chain/main/data/";
  static const Source source = {
      .spec = {.name = "eto-chips",
               .title = {"Advanced semiconductor supply chain dataset", "先进半导体供应链数据集"},
               .publisher = "Emerging Technology Observatory, CSET, Georgetown University",
               .licence = "CC BY-NC 4.0",
               .credit = "Emerging Technology Observatory, Advanced Semiconductor Supply Chain Dataset, CC BY-NC 4.0",
               .files = {{"inputs.csv", {"inputs: id, name, kind, stage", "投入品：编号、名称、类型、阶段"}},
                         {"stages.csv", {"stages of production", "生产阶段"}},
                         {"sequence.csv",
                          {"which input is a type of which, or goes into which", "投入品之间的从属与流向关系"}},
                         {"providers.csv", {"organisations and countries", "供应方：机构与国家"}},
                         {"provision.csv", {"who provides which input, and what share", "谁供应何种投入品及其份额"}}},
               .tables = {"provision", "classification"},
               .options = {},
               .reject_reasons = {"a provider that providers.csv does not name, or with two countries",
                                  "a provider that is neither country nor organization",
                                  "an input that is neither in inputs.csv nor in stages.csv", "not a number",
                                  "not a percentage from 0 to 100", "not a year"},
               .publication = {.page = "https://github.com/georgetown-cset/eto-supply-chain",
                               .how = {"the folder data", "data 文件夹"},
                               .files = {{"inputs.csv", kData + "inputs.csv"},
                                         {"stages.csv", kData + "stages.csv"},
                                         {"sequence.csv", kData + "sequence.csv"},
                                         {"providers.csv", kData + "providers.csv"},
                                         {"provision.csv", kData + "provision.csv"}}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
