#include "chain/chain.h"

namespace tenon::chain {

std::string_view ToString(Stage stage) {
  switch (stage) {
    case Stage::kMaterial:
      return "material";
    case Stage::kPart:
      return "part";
    case Stage::kEquipment:
      return "equipment";
    case Stage::kSoftware:
      return "software";
    case Stage::kSystem:
      return "system";
    case Stage::kProduct:
      return "product";
    case Stage::kService:
      return "service";
  }
  return "material";
}

std::string_view ToString(LinkKind kind) { return kind == LinkKind::kInput ? "input" : "variant"; }

const std::vector<SchemeKey>& SchemeKeys() {
  static const std::vector<SchemeKey> kKeys = {
      {"hs",
       "",
       {"HS1992", "HS1996", "HS2002", "HS2007", "HS2012", "HS2017", "HS2022"},
       "goods in trade: Harmonized System",
       "811292"},
      {"sitc",
       "",
       {"SITC1", "SITC2", "SITC3", "SITC4"},
       "goods in trade: Standard International Trade Classification",
       "77641"},
      {"bec", "BEC4", {"BEC4"}, "goods by end-use: Broad Economic Categories", "22"},
      {"isic",
       "",
       {"ISIC2", "ISIC3", "ISIC31", "ISIC4"},
       "industries: International Standard Industrial Classification",
       "2420"},
      {"gbt4754", "GBT4754-2017", {"GBT4754-2017"}, "industries of China: GB/T 4754, section letter kept", "C3239"},
      {"ipc", "IPC", {"IPC"}, "patents: International Patent Classification", "C22B 58/00"},
      {"wipo_field",
       "WIPO-FIELD",
       {"WIPO-FIELD"},
       "patents: one of WIPO's 35 fields of technology",
       "materials-metallurgy"},
      {"openalex_topic", "OPENALEX-TOPIC", {"OPENALEX-TOPIC"}, "research: topic of OpenAlex", "T11881"},
      {"eccn", "ECCN", {"ECCN"}, "export control: entry or paragraph of the Commerce Control List", "3B001.f"},
      {"usgs_mcs", "USGS-MCS", {"USGS-MCS"}, "minerals: commodity of the USGS Mineral Commodity Summaries", "gallium"},
      {"world_mining", "WORLD-MINING", {"WORLD-MINING"}, "minerals: material of World Mining Data", "tungsten-w"},
      {"critical_minerals",
       "CRITICAL-MINERALS",
       {"CRITICAL-MINERALS"},
       "minerals: mining or refining in the source critical-minerals",
       "cobalt-refining"},
      {"eto_input", "ETO-INPUT", {"ETO-INPUT"}, "chips: input of the ETO supply-chain explorer", "N20"},
      {"btige", "BTIGE", {"BTIGE"}, "goods in trade: product group of OECD BTIGE", "C261"},
      {"ncses_field", "NCSES-FIELD", {"NCSES-FIELD"}, "research: publication field of NCSES", "materials-science"},
      {"fda_application",
       "FDA-APPLICATION",
       {"FDA-APPLICATION"},
       "medicines: application of the FDA Orange Book, six digits",
       "021995"},
  };
  return kKeys;
}

}  // namespace tenon::chain
