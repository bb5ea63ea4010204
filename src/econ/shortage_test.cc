#include "econ/shortage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tenon::econ {
namespace {

using ::testing::HasSubstr;

SegmentShortage One(const SegmentEvidence& evidence, const ShortageOptions& options = {}) {
  return MeasureShortage(std::span(&evidence, 1), options)->front();
}
const PartResult& At(const SegmentShortage& shortage, Part part) {
  return shortage.parts[static_cast<std::size_t>(part)];
}

TEST(Ramp, ClampsBetweenItsEnds) {
  EXPECT_EQ(Ramp(0.1, {0.15, 0.6}), 0);
  EXPECT_NEAR(Ramp(0.375, {0.15, 0.6}), 0.5, 1e-15);
  EXPECT_EQ(Ramp(0.9, {0.15, 0.6}), 1);
}

TEST(PowerMean, LeavesOutWhatIsMissing) {
  const std::vector<std::optional<double>> values = {1.0, std::nullopt, 0.0};
  EXPECT_NEAR(*PowerMean(values, {}, 3), std::pow(0.5, 1.0 / 3), 1e-15);
  EXPECT_NEAR(*PowerMean(values, std::vector<double>{3, 9, 1}, 1), 0.75, 1e-15);
  EXPECT_NEAR(*PowerMean(values, {}, 2.5), std::pow(0.5, 0.4), 1e-15);
  EXPECT_FALSE(PowerMean(std::vector<std::optional<double>>{std::nullopt}, {}, 3));
}

// A segment with every part known, and its scores by hand:
//   a = 0.5, b = (1 - 0.2) x (0.75^2 + 0.25^2) = 0.5;  denial = 1 - 0.5 x 0.5 = 0.75
//   HHI 0.5 -> (0.5 - 0.15) / 0.45 = 7/9, top 0.5 -> 1/3, imports 0.5, single point 1 x 0.5, look-through 0.25 -> 0.5
//   incapacity = 1 - (0.5 + 0.2 + 0.8) / 3 - 0.5 x 0.4 = 0.3
SegmentEvidence Complete() {
  SegmentEvidence evidence;
  evidence.supply = Supply{.named = {10.0, 10.0}};
  evidence.withholding = Withholding{{true, false}, false};
  evidence.patents = Supply{.named = {20.0, 60.0, 20.0}};
  evidence.home = 2;
  evidence.import_share = ForeignShare{0.5};
  evidence.single_point = true;
  evidence.look_through = ForeignShare{0.25};
  evidence.discovery = Capability{0.5, {}};
  evidence.invention = Capability{0.2, {}};
  evidence.production = Capability{0.8, {}};
  evidence.leverage = 0.4;
  return evidence;
}

TEST(Shortage, ByHand) {
  const auto s = One(Complete());
  EXPECT_NEAR(*At(s, Part::kForeignPatents).raw, 0.5, 1e-15);
  EXPECT_NEAR(*At(s, Part::kSupplierHhi).scored, 7.0 / 9, 1e-15);
  EXPECT_NEAR(*At(s, Part::kTopShare).scored, 1.0 / 3, 1e-15);
  EXPECT_NEAR(*s.denial.value, 0.75, 1e-12);
  const double few = std::pow(7.0 / 9, 3) + std::pow(1.0 / 3, 3);
  EXPECT_NEAR(*s.scarcity.value, std::cbrt((few + 0.125 + 0.125 + 0.125) / 5), 1e-12);
  EXPECT_NEAR(*s.supplier_scarcity, std::cbrt(few / 2), 1e-12);
  EXPECT_NEAR(*s.incapacity.value, 0.3, 1e-12);
  EXPECT_NEAR(*s.overall.value, std::cbrt((std::pow(*s.denial.value, 3) + std::pow(*s.scarcity.value, 3) + 0.027) / 3),
              1e-12);
  EXPECT_EQ(s.rank, 1U);
  EXPECT_EQ(s.first_probability, 1);
  EXPECT_LT(s.overall.interval->low, *s.overall.value);
  EXPECT_GT(s.overall.interval->high, *s.overall.value);
}

TEST(Shortage, NothingKnownIsMissing) {
  const auto s = One({});
  EXPECT_FALSE(s.denial.value);
  EXPECT_FALSE(s.denial.interval);
  EXPECT_FALSE(s.overall.value);
  EXPECT_FALSE(s.choked_probability);
  EXPECT_FALSE(s.rank);
  for (const auto& part : s.parts) EXPECT_FALSE(part.raw || part.scored || part.raw_interval);
}

TEST(Shortage, APlaceInTheGraphAloneIsNoScarcity) {
  SegmentEvidence evidence;
  evidence.single_point = true;
  EXPECT_FALSE(One(evidence).scarcity.value);
  EXPECT_FALSE(One(evidence).rank);
  // With harmless suppliers it raises scarcity, but chokes nobody.
  evidence.supply = Supply{.named = std::vector<Amount>(20, 1.0)};
  const auto s = One(evidence);
  EXPECT_NEAR(*s.scarcity.value, std::cbrt(1.0 / 3), 1e-12);
  EXPECT_EQ(s.supplier_scarcity, 0.0);
  EXPECT_EQ(s.choked_probability, 0.0);
}

TEST(Shortage, BuyingEverythingFromManyChokesNobody) {
  SegmentEvidence evidence;
  evidence.supply = Supply{.named = std::vector<Amount>(20, 1.0)};
  evidence.import_share = ForeignShare{1};
  const auto s = One(evidence);
  EXPECT_NEAR(*s.scarcity.value, std::cbrt(1.0 / 3), 1e-12);
  EXPECT_EQ(s.choked_probability, 0.0);
}

TEST(Shortage, WhatOneMakesOneselfIsNoPointOfFailure) {
  SegmentEvidence evidence;
  evidence.supply = Supply{.named = {2.0}, .own = 98};
  evidence.import_share = ForeignShare{0.02};
  evidence.single_point = true;
  EXPECT_NEAR(*At(One(evidence), Part::kSinglePoint).raw, 0.02, 1e-12);
}

TEST(Shortage, LeverageAloneIsNoIncapacity) {
  SegmentEvidence evidence;
  evidence.leverage = 0.2;
  EXPECT_FALSE(One(evidence).incapacity.value);
}

TEST(Shortage, NoControlThatAppliesIsZeroAndNoListIsMissing) {
  SegmentEvidence evidence;
  evidence.withholding = Withholding{};
  EXPECT_EQ(One(evidence).denial.value, 0.0);
  EXPECT_EQ(One(evidence).choked_probability, 0.0);
  evidence.withholding = Withholding{{}, true};  // it applies, but nobody knows who supplies
  EXPECT_FALSE(At(One(evidence), Part::kWithheldSupply).raw);
  EXPECT_FALSE(One(evidence).denial.value);
}

TEST(Shortage, AnUnlistedHolderHasNoForeignPatentShare) {
  SegmentEvidence evidence;
  evidence.patents = Supply{.named = {std::nullopt, 60.0}};
  EXPECT_FALSE(One(evidence).denial.value);
  evidence.home = 0;
  EXPECT_FALSE(One(evidence).denial.value);
}

TEST(Shortage, OneSellerAbroadChokes) {
  SegmentEvidence evidence;
  evidence.supply = Supply{.named = {1.0}, .whole = Supply::Whole::kOne};
  evidence.import_share = ForeignShare{1};
  const auto s = One(evidence);
  EXPECT_EQ(s.scarcity.value, 1.0);
  EXPECT_EQ(s.choked_probability, 1.0);
  EXPECT_EQ(At(s, Part::kImportShare).raw_interval->low, 1.0);
}

TEST(Shortage, UnknownPartsAreUniformInTheInterval) {
  // a = 0 and b unknown: a draw of denial is a uniform number.
  SegmentEvidence evidence;
  evidence.withholding = Withholding{};
  const auto s = One(evidence, {.draws = 50'000});
  EXPECT_EQ(s.denial.interval->low, 0);  // the published value
  EXPECT_NEAR(s.denial.interval->high, 0.95, 0.005);
}

TEST(Shortage, MissingLeverageTakesNothingOffButIsUncertain) {
  SegmentEvidence evidence;
  for (auto* capability : {&evidence.discovery, &evidence.invention, &evidence.production})
    *capability = Capability{0, {}};
  const auto s = One(evidence, {.draws = 50'000});
  EXPECT_EQ(s.incapacity.value, 1.0);
  EXPECT_NEAR(s.incapacity.interval->low, 1 - 0.5 * 0.95, 0.005);  // 1 - U / 2
  EXPECT_EQ(s.incapacity.interval->high, 1);                       // the published value, which no draw reaches
}

TEST(Shortage, AGroupSharesValueAndRank) {
  std::vector<SegmentEvidence> segments(4);
  for (auto& segment : segments) segment.supply = Supply{.named = {5.0, 5.0, 5.0}};
  segments[0].supply->named = {9.0, 1.0};
  segments[1].group = segments[3].group = 77;
  segments[1].single_point = false;
  segments[3].single_point = true;
  segments[3].supply.reset();  // what the first of the group rests on counts
  const auto s = *MeasureShortage(segments);
  EXPECT_EQ(s[1].overall.value, s[3].overall.value);
  EXPECT_EQ(s[1].rank_low, s[3].rank_low);
  EXPECT_EQ(s[1].rank, s[3].rank);
  EXPECT_EQ(*At(s[1], Part::kSinglePoint).raw, 1);
  EXPECT_EQ(s[0].rank, 1U);
  EXPECT_EQ(s[1].rank, 2U);
  EXPECT_EQ(s[2].rank, 4U);
}

TEST(Shortage, DrawsDoNotDependOnOtherSegments) {
  std::vector<SegmentEvidence> segments = {Complete(), Complete(), {}};
  segments[1].supply->named = {3.0, 1.0};
  const auto together = *MeasureShortage(segments);
  const auto again = *MeasureShortage(segments);
  EXPECT_EQ(together[1].overall.interval->low, again[1].overall.interval->low);
  EXPECT_EQ(together[0].overall.interval->low, One(Complete()).overall.interval->low);
  segments[0] = {};
  EXPECT_EQ((*MeasureShortage(segments))[1].overall.interval->high, together[1].overall.interval->high);
  EXPECT_NE(One(Complete(), {.seed = 2}).overall.interval->low, together[0].overall.interval->low);
}

TEST(Shortage, TheScaleOfAmountsDoesNotMatter) {
  auto evidence = Complete();
  const auto s = One(evidence);
  for (auto& amount : evidence.supply->named) *amount *= 1e9;
  EXPECT_NEAR(*One(evidence).overall.value, *s.overall.value, 1e-12);
}

// The formulae again, in one piece, from raw parts; missing is NaN.
double SlowOverall(const std::array<double, kNumParts>& p) {
  const auto known = [](double x) { return !std::isnan(x); };
  const auto ramp = [](double x, double lo, double hi) { return std::min(1.0, std::max(0.0, (x - lo) / (hi - lo))); };
  double sum = 0, n = 0;
  if (known(p[0]) || known(p[1])) {
    sum += std::pow(1 - (known(p[0]) ? 1 - p[0] : 1) * (known(p[1]) ? 1 - p[1] : 1), 3);
    n += 1;
  }
  double sellers = 0, parts = 0;
  if (known(p[2])) sellers += std::pow(ramp(p[2], 0.15, 0.6), 3), parts += 1;
  if (known(p[3])) sellers += std::pow(ramp(p[3], 0.3, 0.9), 3), parts += 1;
  if (known(p[4])) sellers += std::pow(p[4], 3), parts += 1;
  if (known(p[6])) sellers += std::pow(ramp(p[6], 0, 0.5), 3), parts += 1;
  if (parts > 0) {
    if (known(p[5])) sellers += std::pow(p[5], 3), parts += 1;
    sum += sellers / parts;
    n += 1;
  }
  double capability = 0, stations = 0;
  for (const int i : {7, 8, 9}) {
    if (known(p[static_cast<std::size_t>(i)])) capability += p[static_cast<std::size_t>(i)], stations += 1;
  }
  if (stations > 0) {
    const double rest = 1 - capability / stations - (known(p[10]) ? 0.5 * p[10] : 0);
    sum += std::pow(std::min(1.0, std::max(0.0, rest)), 3);
    n += 1;
  }
  return n > 0 ? std::pow(sum / n, 1.0 / 3) : std::nan("");
}

TEST(Shortage, AgreesWithTheSlowWayOnRandomEvidence) {
  Random random(31);
  int missing = 0;
  for (int round = 0; round < 300; ++round) {
    const auto chance = [&] { return random.Uniform() < 0.5; };
    SegmentEvidence e;
    std::array<double, kNumParts> p;
    p.fill(std::nan(""));
    if (chance()) {
      const double x = random.Uniform(0.5, 1);  // two suppliers; the first withholds or not
      e.supply = Supply{.named = {x, 1 - x}};
      p[2] = x * x + (1 - x) * (1 - x);
      p[3] = x;
      if (chance()) e.withholding = Withholding{{true, false}, false}, p[0] = x;
    }
    if (chance()) {
      const double x = random.Uniform();
      e.patents = Supply{.named = {x, 1 - x}};
      e.home = 1;
      p[1] = x;  // one foreign holder: HHI 1
    }
    if (chance()) e.import_share = ForeignShare{random.Uniform()}, p[4] = e.import_share->value;
    if (chance()) e.single_point = chance(), p[5] = *e.single_point ? (e.import_share ? p[4] : 1) : 0;
    if (chance()) e.look_through = ForeignShare{random.Uniform()}, p[6] = e.look_through->value;
    if (chance()) e.discovery = Capability{random.Uniform(), {}}, p[7] = e.discovery->value;
    if (chance()) e.invention = Capability{random.Uniform(), {}}, p[8] = e.invention->value;
    if (chance()) e.production = Capability{random.Uniform(), {}}, p[9] = e.production->value;
    if (chance()) e.leverage = random.Uniform(), p[10] = *e.leverage;
    const auto s = One(e, {.draws = 20});
    const double expected = SlowOverall(p);
    ASSERT_EQ(s.overall.value.has_value(), !std::isnan(expected));
    if (!s.overall.value) {
      ++missing;
      continue;
    }
    EXPECT_NEAR(*s.overall.value, expected, 1e-9);
    EXPECT_GE(s.overall.interval->low, 0);
    EXPECT_LE(s.overall.interval->high, 1 + 1e-12);
  }
  EXPECT_GT(missing, 0);
}

TEST(Shortage, CertainEvidenceHasCertainRanks) {
  // Nothing varies but the weights, and one sub-score alone does not feel them: ranks are those of a plain sort.
  std::vector<SegmentEvidence> segments(30);
  Random random(8);
  std::vector<double> values;
  for (auto& segment : segments) {
    values.push_back(random.Uniform());
    for (auto* capability : {&segment.discovery, &segment.invention, &segment.production}) {
      *capability = Capability{values.back(), {}};
    }
    segment.leverage = 0;
    segment.withholding = Withholding{};
    segment.patents = Supply{.named = {1.0, 0.0}};
    segment.patents_error = ExactError();
    segment.home = 0;
    segment.import_share = ForeignShare{0, ExactError()};
    segment.look_through = ForeignShare{0, ExactError()};
    segment.supply = Supply{.named = {}, .own = 1};
  }
  const auto s = *MeasureShortage(segments);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto worse = std::ranges::count_if(values, [&](double value) { return value < values[i]; });
    EXPECT_EQ(s[i].rank, static_cast<std::size_t>(worse) + 1);
    EXPECT_EQ(s[i].rank_low, s[i].rank);
    EXPECT_EQ(s[i].rank_high, s[i].rank);
    EXPECT_EQ(s[i].first_probability, worse < 10 ? 1 : 0);
  }
}

TEST(Capability, IsTheStrengthOrTheDistance) {
  StationStrength station;
  EXPECT_FALSE(CapabilityOf(station));
  station.distance = 0.25;
  station.distance_draws = {0.2, 0.3};
  EXPECT_EQ(CapabilityOf(station)->value, 0.25);
  EXPECT_EQ(CapabilityOf(station)->draws, (std::vector<double>{0.2, 0.3}));
  station.strength = -0.5;
  station.strength_draws = {-0.6, -0.4};
  EXPECT_EQ(CapabilityOf(station)->value, 0.25);
  EXPECT_EQ(CapabilityOf(station)->draws, (std::vector<double>{0.2, 0.3}));
}

TEST(Shortage, RefusesBadEvidenceAndNamesTheSegment) {
  const auto error = [](auto change, ShortageOptions options = {}) {
    std::vector<SegmentEvidence> segments = {Complete(), Complete()};
    change(segments[1]);
    const auto result = MeasureShortage(segments, options);
    return result ? std::string("none") : Describe(result.error());
  };
  EXPECT_EQ(error([](auto&) {}), "none");
  EXPECT_THAT(error([](auto& e) { e.import_share->value = 1.5; }), HasSubstr("segment 1: import_share is 1.5"));
  EXPECT_THAT(error([](auto& e) { e.supply->named[0] = -1; }), HasSubstr("segment 1"));
  EXPECT_THAT(error([](auto& e) { e.withholding->suppliers.push_back(true); }), HasSubstr("3 withholding flags"));
  EXPECT_THAT(error([](auto& e) { e.home = 9; }), HasSubstr("holder 9"));
  EXPECT_THAT(error([](auto& e) { e.discovery->draws = {0.5}; }), HasSubstr("1 draws"));
  EXPECT_THAT(error([](auto& e) { e.leverage = -0.1; }), HasSubstr("leverage"));
  EXPECT_THAT(error([](auto&) {}, {.hhi = {0.5, 0.55}}), HasSubstr("do not cross"));
  EXPECT_THAT(error([](auto&) {}, {.draws = 0}), HasSubstr("draws"));
}

}  // namespace
}  // namespace tenon::econ
