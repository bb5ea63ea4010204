#include "store/economy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace tenon::store {
namespace {

std::string Code(std::string_view text) {
  const Economy* economy = ResolveEconomy(text);
  return economy == nullptr ? "-" : economy->code;
}

// One field per entry, RFC 4180; only for the files of this test.
std::vector<std::vector<std::string>> ReadRecords(const std::filesystem::path& file, char delimiter) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream buffer;
  buffer << in.rdbuf();
  const std::string text = buffer.str();
  std::vector<std::vector<std::string>> records(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && delimiter == ',') {
      quoted = !quoted;
    } else if (c == delimiter && !quoted) {
      records.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      records.emplace_back(1);
    } else if (c != '\r' || quoted) {
      records.back().back() += c;
    }
  }
  return records;
}

std::set<std::string> ColumnValues(const std::filesystem::path& file, const std::string& column) {
  std::set<std::string> values;
  std::size_t at = std::string::npos;
  for (const auto& record : ReadRecords(file, ',')) {
    if (at == std::string::npos) {
      at = static_cast<std::size_t>(std::ranges::find(record, column) - record.begin());
      EXPECT_LT(at, record.size()) << file << " has no column " << column;
    } else if (at < record.size()) {
      values.insert(record[at]);
    }
  }
  return values;
}

TEST(EconomyTest, EveryIsoEntryIsThereOnce) {
  std::set<std::string> codes;
  std::size_t current = 0;
  for (const Economy& economy : Economies()) {
    EXPECT_TRUE(codes.insert(economy.code).second) << economy.code;
    EXPECT_FALSE(economy.name.en.empty()) << economy.code;
    EXPECT_FALSE(economy.name.zh.empty()) << economy.code;
    EXPECT_EQ(FindEconomy(economy.code), &economy);
    EXPECT_EQ(Code(economy.code), economy.code);
    EXPECT_EQ(Code(economy.name.en), economy.code) << economy.name.en;
    EXPECT_EQ(Code(economy.name.zh), economy.code) << economy.name.zh;
    if (economy.kind == EconomyKind::kCurrent) {
      ++current;
      EXPECT_EQ(Code(economy.alpha2), economy.code);
      EXPECT_EQ(Code(economy.numeric), economy.code);
    }
  }
  EXPECT_EQ(current, 249u);  // officially assigned codes, ISO 3166-1
}

TEST(EconomyTest, CodesInEveryForm) {
  EXPECT_EQ(Code("KOR"), "KOR");
  EXPECT_EQ(Code("kor"), "KOR");
  EXPECT_EQ(Code(" Kr "), "KOR");
  EXPECT_EQ(Code("410"), "KOR");
  EXPECT_EQ(Code("4"), "AFG");
  EXPECT_EQ(Code("004"), "AFG");
  EXPECT_EQ(Code("NA"), "NAM");
  EXPECT_EQ(Code("UK"), "GBR");
  EXPECT_EQ(Code("rom"), "ROU");
  EXPECT_EQ(Code("180"), "COD");  // Zaire's number too: the current economy wins
  EXPECT_EQ(Code("ZAR"), "ZAR");
}

TEST(EconomyTest, BaciNumbersThatAreNotIso) {
  // baci_country_codes_V202201.csv, names of CEPII.
  EXPECT_EQ(Code("251"), "FRA");
  EXPECT_EQ(Code("381"), "ITA");
  EXPECT_EQ(Code("490"), "TWN");
  EXPECT_EQ(Code("579"), "NOR");
  EXPECT_EQ(Code("699"), "IND");
  EXPECT_EQ(Code("711"), "SACU");
  EXPECT_EQ(Code("736"), "SDN");
  EXPECT_EQ(Code("757"), "CHE");
  EXPECT_EQ(Code("842"), "USA");
  EXPECT_EQ(Code("58"), "BLX");
  EXPECT_EQ(Code("891"), "SCG");
}

TEST(EconomyTest, NamesInEveryForm) {
  EXPECT_EQ(Code("Korea, Republic of"), "KOR");
  EXPECT_EQ(Code("REPUBLIC OF KOREA"), "KOR");
  EXPECT_EQ(Code("South Korea"), "KOR");
  EXPECT_EQ(Code("Canada "), "CAN");
  EXPECT_EQ(Code("United\u00A0States (kyanite)"), "USA");
  EXPECT_EQ(Code("Cote d'Ivoire"), "CIV");
  EXPECT_EQ(Code("Côte d’Ivoire"), "CIV");
  EXPECT_EQ(Code("the Netherlands"), "NLD");
  EXPECT_EQ(Code("Bahamas, The"), "BHS");
  EXPECT_EQ(Code("Micronesia, Federated States of"), "FSM");
  EXPECT_EQ(Code("United Kingdom (shipments) 3"), "GBR");
  EXPECT_EQ(Code("韩国"), "KOR");
  EXPECT_EQ(Code("南韓"), "KOR");
  EXPECT_EQ(Code("中国台湾"), "TWN");
  EXPECT_EQ(Code("義大利"), "ITA");
  EXPECT_EQ(Code("World total (ilmenite and rutile, rounded)"), "WLD");
  EXPECT_EQ(Code("World (75)"), "WLD");
  EXPECT_EQ(FindEconomy("TWN")->name.en, "Taiwan");
  EXPECT_EQ(FindEconomy("HKG")->name.zh, "香港");
}

TEST(EconomyTest, WhatIsNotClearIsNotGuessed) {
  for (const char* text : {"", "Korea", "Virgin Islands", "China (Taiwan Province)", "Congo (Dem.)", "Yemen (South)",
                           "Germany (East)", "Ethiopia (includes Eritrea)", "n.a.", "n/a", "Atlantis", "Austra",
                           "Guinea (Equatorial part)", "ZZZ", "0", "CS", "\xff\xfe", "USA;CHN"}) {
    EXPECT_EQ(Code(text), "-") << text;
  }
  EXPECT_EQ(Code(std::string(1 << 20, 'a')), "-");
}

TEST(EconomyTest, ResidualsAreNoEconomy) {
  for (const char* text : {"Other countries", "Other Countries", "Other countries (rounded)",
                           "Other countries (includes crude)", "Various countries", "Rest of world",
                           "Rest of the World", "Areas, nes", "Other Africa", "其他", "其他国家", "Unclassified"}) {
    EXPECT_TRUE(IsResidual(text)) << text;
    EXPECT_EQ(ResolveEconomy(text), nullptr) << text;
  }
  for (const char* text : {"RoW", "ROW"}) {
    EXPECT_TRUE(IsResidual(text)) << text;
    EXPECT_EQ(Code(text), "ROW") << text;
  }
  for (const char* text : {"Other Asia, nes", "China", "WLD", "World total", "", "Atlantis"})
    EXPECT_FALSE(IsResidual(text)) << text;
}

TEST(EconomyTest, CandidatesAreTheNearest) {
  EXPECT_THAT(NearestEconomies("Korea"),
              testing::AllOf(testing::HasSubstr("South Korea (KOR)"), testing::HasSubstr("North Korea (PRK)")));
  EXPECT_THAT(NearestEconomies("Germny"), testing::StartsWith("Germany (DEU), "));
  EXPECT_THAT(NearestEconomies("Phillipines"), testing::StartsWith("Philippines (PHL), "));
  EXPECT_THAT(NearestEconomies("\xff"), testing::HasSubstr(", "));
}

struct DataColumn {
  const char* file;
  const char* column;
  std::set<std::string> not_economies;  // and why they are none
};

// Every column of the data guide that holds economies.
TEST(EconomyTest, EveryNameInTheDataResolves) {
  const std::filesystem::path data = TENON_SHARED_DATA;
  if (!std::filesystem::exists(data)) GTEST_SKIP() << data << " is not here";
  // The two parts of PSE are counted apart: neither is PSE.
  const std::set<std::string> ncses_parts = {"Gaza Strip", "West Bank"};
  // Aggregates of the World Bank: no economy, no named group of ours.
  const std::set<std::string> bank = {"arb", "ceb", "css", "eap", "ear", "eas", "eca", "ecs", "fcs", "hic", "hpc",
                                      "ibd", "ibt", "ida", "idb", "idx", "lac", "lcn", "ldc", "lic", "lmc", "lmy",
                                      "lte", "mea", "mic", "mna", "nac", "oss", "pre", "pss", "pst", "sas", "ssa",
                                      "ssf", "sst", "tea", "tec", "tla", "tmn", "tsa", "tss", "umc"};
  const std::vector<DataColumn> columns = {
      {"oecd-btige/oecd_btige_exports_to_9_importers_2021_2023.csv", "exporter", {}},
      {"oecd-btige/oecd_btige_exports_to_9_importers_2021_2023.csv", "importer", {}},
      {"baci-slice/baci_hs17_2021_exporters_4_710.csv", "i", {}},
      {"baci-slice/baci_hs17_2021_exporters_4_710.csv", "j", {}},
      {"cobalt-chain-trade/baci_hs850650_2018.csv", "i", {}},
      {"cobalt-chain-trade/baci_hs850650_2019.csv", "j", {}},
      {"cobalt-chain-trade/baci_hs850650_2019.csv", "sources", {}},
      {"cobalt-chain-trade/cobalt_chain_products_2012_2014.csv", "sources", {}},
      {"cobalt-chain-trade/cobalt_chain_products_2012_2014.csv", "targets", {}},
      {"cobalt-chain-trade/cobalt_chain_products_2018_2020.csv", "sources", {}},
      {"economiccomplexity/world_gdp_avg_1998_to_2000.csv", "country", bank},
      {"economiccomplexity/world_trade_avg_1998_to_2000.csv", "country", {}},
      {"economiccomplexity/history/ec_trade_1962.csv", "country", {}},
      {"economiccomplexity/history/world_trade_1980.csv", "reporter_iso", {}},
      {"economiccomplexity/history/services_trade_2016.csv", "country", {}},
      {"datawheel-test/tests/fixture_exports.csv", "Exporter Country", {}},
      {"critical-minerals/data/source/MCS2025_World_Data.csv", "COUNTRY", {}},
      {"critical-minerals/data/source/UN_nickel_trade.csv", "reporterCode", {}},
      {"critical-minerals/data/source/UN_nickel_trade.csv", "reporterISO", {}},
      {"critical-minerals/data/source/UN_nickel_trade.csv", "reporterDesc", {}},
      {"critical-minerals/data/source/UN_nickel_trade.csv",
       "partnerCode",
       {"0"}},  // Comtrade's own number of the world
      {"critical-minerals/data/source/UN_nickel_trade.csv", "partnerISO", {}},
      {"critical-minerals/data/source/UN_nickel_trade.csv", "partnerDesc", {}},
      {"world-mining/world_mining_production_2018_2022.csv", "Country", {}},
      {"world-mining/world_mining_production_2018_2022.csv", "Country_ISO", {}},
      {"world-mining/wgi_normalized.csv", "Country/Territory", {}},
      {"world-mining/wgi_normalized.csv", "country_code", {}},
      {"eto-chips/data/providers.csv", "country", {}},
      {"ncses/kti_value_added_by_industry_economy_2002_2019.csv", "economy", {}},
      {"ncses/patents_by_wipo_field_economy_year.csv", "economy", {}},
      {"ncses/publications_by_field_economy_year.csv", "economy", ncses_parts},
      {"ncses/uspto_semiconductor_patents_1998_2022.csv", "economy", {}},
      {"ncses/value_added_by_industry_selected_economies_2002_2022.csv", "economy", {}},
      {"atlas-reference/atlas_eci_rankings_2004_2015.csv", "iso", {}},
      {"atlas-reference/atlas_eci_rankings_2004_2015.csv", "name", {}},
      {"concordance/antras_chor_WIOD2013_GVCmeasures_2011.csv", "cty_name", {}},
      {"concordance/tables/sigma_hs0.csv", "iso3c", {}},
      {"iotables/germany_1995.csv", "geo", {}},
      // Patent offices that stand for several states: Eurasian, European, international.
      {"wipo-patent-analytics/lens_drones_fulltext_families_5884.csv", "Jurisdiction", {"EP", "WO"}},
  };
  std::size_t checked = 0;
  for (const auto& [file, column, not_economies] : columns) {
    if (!std::filesystem::exists(data / file)) continue;
    for (const std::string& text : ColumnValues(data / file, column)) {
      if (text.empty() || not_economies.contains(text)) continue;
      EXPECT_TRUE(ResolveEconomy(text) != nullptr || IsResidual(text))
          << file << ", " << column << ": '" << text << "'; near: " << NearestEconomies(text);
      ++checked;
    }
  }
  EXPECT_GT(checked, 5000u);
}

}  // namespace
}  // namespace tenon::store
