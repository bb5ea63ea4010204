#include "econ/proximity.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace tenon::econ {
namespace {

/// The places of each activity, a bit each.
struct PlaceBits {
  explicit PlaceBits(const Presence& presence)
      : activities(presence.activities()), words((presence.places() + 63) / 64), bits(words * activities) {
    for (std::uint32_t activity = 0; activity < activities; ++activity) {
      for (const std::uint32_t place : presence.PlacesOf(activity)) {
        bits[activity * words + place / 64] |= std::uint64_t{1} << (place % 64);
      }
    }
  }
  std::size_t activities, words;
  std::vector<std::uint64_t> bits;
};

/// In how many places activity p of `a` meets each of the first both.size() activities of `b`.
void CountBoth(const PlaceBits& a, std::size_t p, const PlaceBits& b, std::span<std::uint32_t> both) {
  for (std::size_t q = 0; q < both.size(); ++q) {
    int count = 0;
    for (std::size_t i = 0; i < a.words; ++i) count += std::popcount(a.bits[p * a.words + i] & b.bits[q * b.words + i]);
    both[q] = static_cast<std::uint32_t>(count);
  }
}

#if defined(__x86_64__)
/// The same with the instruction that the oldest x86-64 lacks.
__attribute__((target("popcnt"))) void CountBothByInstruction(const PlaceBits& a, std::size_t p, const PlaceBits& b,
                                                              std::span<std::uint32_t> both) {
  const std::uint64_t* mine = a.bits.data() + p * a.words;
  const std::uint64_t* others = b.bits.data();
  for (std::uint32_t& count : both) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < a.words; ++i) sum += __builtin_popcountll(mine[i] & others[i]);
    others += b.words;
    count = static_cast<std::uint32_t>(sum);
  }
}
#endif

using Counter = void (*)(const PlaceBits&, std::size_t, const PlaceBits&, std::span<std::uint32_t>);

Counter FastestCounter() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt")) return &CountBothByInstruction;
#endif
  return &CountBoth;
}

/// Proximities of an activity of ubiquity u to others of ubiquities v. Where one of the two is nowhere, both is 0.
void FillRow(ProximityMeasure measure, double u, std::span<const double> v, double places,
             std::span<const std::uint32_t> both, std::span<double> row) {
  const auto fill = [&](auto whole) {
    for (std::size_t q = 0; q < row.size(); ++q) row[q] = both[q] / std::max(1.0, whole(v[q], both[q]));
  };
  switch (measure) {
    case ProximityMeasure::kMinimum:
      return fill([&](double w, double) { return std::max(u, w); });
    case ProximityMeasure::kCosine:
      return fill([&](double w, double) { return std::sqrt(u * w); });
    case ProximityMeasure::kJaccard:
      return fill([&](double w, double n) { return u + w - n; });
    case ProximityMeasure::kAssociation:
      fill([&](double w, double) { return u * w; });
      for (double& phi : row) phi *= places;
      return;
  }
}

std::vector<double> Ubiquities(const Presence& presence) {
  std::vector<double> ubiquities(presence.activities());
  for (std::uint32_t p = 0; p < ubiquities.size(); ++p) ubiquities[p] = static_cast<double>(presence.ubiquity(p));
  return ubiquities;
}

double Ubiquity(const Presence& presence, std::size_t activity) {
  return static_cast<double>(presence.ubiquity(static_cast<std::uint32_t>(activity)));
}

double PlacesWithSomething(const Presence& presence) {
  double places = 0;
  for (std::uint32_t place = 0; place < presence.places(); ++place) places += presence.diversity(place) > 0 ? 1 : 0;
  return places;
}

void AddTo(std::span<double> sum, double factor, std::span<const double> row) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += factor * row[i];
}

/// Rows of equal length.
struct Rows {
  Rows(std::size_t count, std::size_t length) : columns(length), values(count * length) {}
  std::span<double> operator[](std::size_t row) { return std::span(values).subspan(row * columns, columns); }
  std::size_t columns;
  std::vector<double> values;
};

std::vector<double> ByMatrix(const Presence& presence, ProximityMeasure measure, std::span<const double> x,
                             std::size_t columns) {
  const ProximityMatrix proximity = MeasureProximity(presence, measure);
  Rows result(presence.activities(), columns);
  for (std::size_t p = 0; p < proximity.rows; ++p) {
    for (std::size_t q = 0; q < proximity.columns; ++q) {
      if (proximity.At(p, q) != 0) AddTo(result[p], proximity.At(p, q), x.subspan(q * columns, columns));
    }
  }
  return std::move(result.values);
}

std::vector<double> ByLevels(const Presence& presence, std::span<const double> x, std::size_t columns) {
  std::vector<std::uint32_t> order(presence.activities());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::greater(), [&](std::uint32_t p) { return presence.ubiquity(p); });
  // From the highest ubiquity down: `upto` holds sums of x over the activities of a place up to the level, `above` of
  // x / u over those above it. For x of 0 and 1 what is taken from `upto` is exact.
  Rows upto(presence.places(), columns), above(presence.places(), columns), level(presence.places(), columns);
  for (const std::uint32_t p : order) {
    for (const std::uint32_t place : presence.PlacesOf(p)) AddTo(upto[place], 1, x.subspan(p * columns, columns));
  }
  Rows result(presence.activities(), columns);
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    const std::size_t u = presence.ubiquity(order[first]);
    if (u == 0) break;
    const double share = 1 / static_cast<double>(u);
    for (std::size_t i = 0; i < level.values.size(); ++i) level.values[i] = above.values[i] + share * upto.values[i];
    for (; last < order.size() && presence.ubiquity(order[last]) == u; ++last) {
      const std::uint32_t p = order[last];
      for (const std::uint32_t place : presence.PlacesOf(p)) AddTo(result[p], 1, level[place]);
    }
    for (std::size_t i = first; i < last; ++i) {
      const auto row = x.subspan(order[i] * columns, columns);
      for (const std::uint32_t place : presence.PlacesOf(order[i])) {
        AddTo(upto[place], -1, row);
        AddTo(above[place], share, row);
      }
    }
  }
  return std::move(result.values);
}

/// For phi_pq = n_pq weight_p weight_q.
template <class Weight>
std::vector<double> ByFactors(const Presence& presence, Weight weight, std::span<const double> x, std::size_t columns) {
  Rows sums(presence.places(), columns), result(presence.activities(), columns);
  for (std::uint32_t q = 0; q < presence.activities(); ++q) {
    for (const std::uint32_t place : presence.PlacesOf(q)) {
      AddTo(sums[place], weight(q), x.subspan(q * columns, columns));
    }
  }
  for (std::uint32_t p = 0; p < presence.activities(); ++p) {
    for (const std::uint32_t place : presence.PlacesOf(p)) AddTo(result[p], weight(p), sums[place]);
  }
  return std::move(result.values);
}

}  // namespace

ProximityMatrix MeasureProximity(const Presence& presence, ProximityMeasure measure) {
  return *MeasureCrossProximity(presence, presence, measure);
}

std::vector<double> MeasureProximityRow(const Presence& presence, std::uint32_t activity, ProximityMeasure measure) {
  std::vector<std::uint32_t> both(presence.activities());
  for (const std::uint32_t place : presence.PlacesOf(activity)) {
    for (const std::uint32_t other : presence.ActivitiesOf(place)) ++both[other];
  }
  std::vector<double> row(both.size());
  FillRow(measure, Ubiquity(presence, activity), Ubiquities(presence), PlacesWithSomething(presence), both, row);
  return row;
}

Result<ProximityMatrix> MeasureCrossProximity(const Presence& from, const Presence& to, ProximityMeasure measure) {
  if (from.places() != to.places()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("one space has {} places, the other {}: number them alike", from.places(), to.places()));
  }
  const PlaceBits from_bits(from), to_bits(to);
  const Counter count_both = FastestCounter();
  const std::vector<double> ubiquities = Ubiquities(to);
  double places = 0;
  for (std::uint32_t place = 0; place < from.places(); ++place) {
    places += from.diversity(place) > 0 && to.diversity(place) > 0 ? 1 : 0;
  }
  // Whole rows one after the other, also where the matrix is symmetric: counting costs less than to write memory twice.
  ProximityMatrix proximity{from.activities(), to.activities(), {}};
  proximity.values.reserve(proximity.rows * proximity.columns);
  std::vector<std::uint32_t> both(proximity.columns);
  std::vector<double> row(proximity.columns);
  for (std::uint32_t p = 0; p < proximity.rows; ++p) {
    count_both(from_bits, p, to_bits, both);
    FillRow(measure, Ubiquity(from, p), ubiquities, places, both, row);
    proximity.values.insert(proximity.values.end(), row.begin(), row.end());
  }
  return proximity;
}

std::vector<double> ApplyProximity(const Presence& presence, ProximityMeasure measure, std::span<const double> x,
                                   std::size_t columns) {
  if (measure == ProximityMeasure::kJaccard || presence.activities() < presence.places()) {
    return ByMatrix(presence, measure, x, columns);
  }
  if (measure == ProximityMeasure::kMinimum) return ByLevels(presence, x, columns);
  if (measure == ProximityMeasure::kCosine) {
    return ByFactors(presence, [&](std::uint32_t p) { return 1 / std::sqrt(Ubiquity(presence, p)); }, x, columns);
  }
  const double root = std::sqrt(PlacesWithSomething(presence));
  return ByFactors(presence, [&](std::uint32_t p) { return root / Ubiquity(presence, p); }, x, columns);
}

}  // namespace tenon::econ
