#include "store/entity_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "store/database.h"

namespace tenon::store {
namespace {

TEST(PatentNumber, SpellingsOfOneNumberAreOneNumber) {
  for (const char* text : {"US7635707", "US 7635707", "US-7,635,707-B2", "US7635707B2", "us 07635707 b2",
                           "US7,635,707*PED", "US 7635707 A"}) {
    EXPECT_EQ(PatentNumber(text), "US7635707") << text;
  }
  EXPECT_EQ(PatentNumber("USRE41990"), "USRE41990");
  EXPECT_EQ(PatentNumber("USRE041990E1"), "USRE41990");
  EXPECT_EQ(PatentNumber("US D415,053 S1"), "USD415053");
  // Lens and DOCDB write applications of 2001 and later with seven and six digits behind the year.
  EXPECT_EQ(PatentNumber("US 2015/0123456 A1"), "US20150123456");
  EXPECT_EQ(PatentNumber("US2015123456A1"), "US20150123456");
  EXPECT_EQ(PatentNumber("EP 0784692 A1"), "EP784692");
  EXPECT_EQ(PatentNumber("EP784692B1"), "EP784692");
}

TEST(PatentNumber, NumbersOfOtherOfficesKeepTheirDigitsAndLetters) {
  EXPECT_EQ(PatentNumber("WO 2005/012345 A2"), "WO2005012345");
  EXPECT_EQ(PatentNumber("WO0012345A1"), "WO0012345");
  EXPECT_EQ(PatentNumber("CN 102345678 U"), "CN102345678");
  EXPECT_EQ(PatentNumber("JP H08123456 A"), "JPH08123456");
  EXPECT_EQ(PatentNumber("TW M412345 U"), "TWM412345");
  EXPECT_EQ(PatentNumber("IN 1234CH2010 A"), "IN1234CH2010");
  EXPECT_EQ(PatentNumber("DE102009012345A1"), "DE102009012345");
}

TEST(PatentNumber, WhatIsNoNumberIsNone) {
  for (const char* text : {"", "US", "7635707", "RE41990", "D415053", "US00000000", "00000000", "US7635707*",
                           "US 1; US 2", "not a number", "号123"}) {
    EXPECT_EQ(PatentNumber(text), std::nullopt) << text;
  }
}

TEST(EntityId, EveryNamespaceHasOneSpelling) {
  EXPECT_EQ(EntityId("openalex", "https://openalex.org/W2741809807"), "W2741809807");
  EXPECT_EQ(EntityId("openalex", " A5023888391 "), "A5023888391");
  EXPECT_EQ(EntityId("doi", "https://doi.org/10.1038/NATURE12373"), "10.1038/nature12373");
  EXPECT_EQ(EntityId("doi", "doi:10.1000/a(b)/c"), "10.1000/a(b)/c");
  EXPECT_EQ(EntityId("pubmed", "https://pubmed.ncbi.nlm.nih.gov/23903748/"), "23903748");
  EXPECT_EQ(EntityId("orcid", "https://orcid.org/0000-0002-1825-0097"), "0000-0002-1825-0097");
  EXPECT_EQ(EntityId("lens", "https://lens.org/052-925-262-869-41x"), "052-925-262-869-41X");
  EXPECT_EQ(EntityId("nih-project", "R01CA123456"), "R01CA123456");
  for (const auto& [name, text] : {std::pair{"openalex", "X12"},
                                   {"openalex", "W12x"},
                                   {"openalex", "W"},
                                   {"openalex", "W99999999999999999999"},
                                   {"doi", "nature12373"},
                                   {"doi", "see 10.1038/x"},
                                   {"pubmed", "PMC12"},
                                   {"lens", "  "},
                                   {"lens", "052-925-262-869-4101"},
                                   {"lens", "US7635707"},
                                   {"nih-project", "R01 CA1"},
                                   {"nih-project", "NONE"},
                                   {"moon", "1"}}) {
    EXPECT_EQ(EntityId(name, text), std::nullopt) << name << " " << text;
    EXPECT_EQ(EntityKey(name, text), std::nullopt) << name << " " << text;
  }
}

// Keys stand in workspaces: they must never change. The hash is the first 56 bits of SHA-256("US7635707").
TEST(EntityKey, IsNamespaceAndNumberOrHash) {
  EXPECT_EQ(EntityKey("openalex", "W2741809807"), (1ULL << 56) | 2741809807ULL);
  EXPECT_EQ(EntityKey("openalex", "A5023888391"), (2ULL << 56) | 5023888391ULL);
  EXPECT_EQ(EntityKey("pubmed", "23903748"), (17ULL << 56) | 23903748ULL);
  EXPECT_EQ(EntityKey("patent", "US-7635707-B2"), (32ULL << 56) | 0x91c27acab4e483ULL);
  EXPECT_EQ(NamespaceOf(*EntityKey("lens", "000-034-871-875-554"))->name, "lens");
  EXPECT_EQ(NamespaceOf(0), nullptr);
}

TEST(EntityNamespaces, NumbersDifferAndLeaveKeysPositive) {
  std::set<int> numbers;
  for (const EntityNamespace& space : EntityNamespaces()) {
    EXPECT_TRUE(numbers.insert(space.number).second) << space.name;
    EXPECT_GT(space.number, 0);
    EXPECT_LT(space.number, 128);
  }
}

TEST(EntityKey, InSql) {
  Database database = Database::Open().value();
  const auto rows = database.Query(
      "select entity_id('patent', 'US' || '7,635,707'), entity_key('patent', 'US 7635707') = entity_key('patent', "
      "'US7635707B2'), entity_key('openalex', 'W5'), entity_key('doi', null), entity_id(null, 'x')");
  ASSERT_TRUE(rows) << Describe(rows.error());
  EXPECT_THAT(rows->rows[0], testing::ElementsAre(Value("US7635707"), Value(true), Value((std::int64_t{1} << 56) + 5),
                                                  Value(), Value()));
}

}  // namespace
}  // namespace tenon::store
