#include "sources/registry.h"

namespace tenon::sources {

namespace {

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  for (const auto& [name, file] : files.matched) {
    TENON_ASSIGN(
        const store::RawFile raw,
        load.OpenText(file, {}, {"year", "cty_name", "ind_num", "GVC_Ui", "GVC_FUGOi", "GVC_Di", "GVC_VAGOi"}));
    TENON_CHECK(load.Fill({.table = "indicator",
                           .raw = &raw,
                           .select = SourceQuery("antras_chor/indicator.sql"),
                           .rows = store::RowsPerRecord::kMany}));
  }
  return {};
}

}  // namespace

const Source& AntrasChor() {
  static const Source source = {
      .spec = {.name = "antras-chor",
               .title = {"Position in global value chains: upstreamness and downstreamness of WIOD industries",
                         "全球价值链位置：WIOD各行业的上游度与下游度"},
               .publisher = "Pol Antràs, Davin Chor",
               .licence = "academic file, no licence stated",
               .credit =
                   "Antràs and Chor 2018, On the Measurement of Upstreamness and Downstreamness in Global Value Chains",
               .files = {{"*GVCmeasures*.csv",
                          {"one row an economy, industry and year: GVC_Ui, GVC_FUGOi, GVC_Di, GVC_VAGOi",
                           "每行一个经济体、行业和年份：GVC_Ui、GVC_FUGOi、GVC_Di、GVC_VAGOi"}}},
               .tables = {"indicator"},
               .options = {},
               .reject_reasons = {"not an industry of WIOD 2013", "not a year"},
               .publication = {.page = "https://scholar.harvard.edu/antras/publications",
                               .how = {"the data of the paper", "论文所附数据"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
