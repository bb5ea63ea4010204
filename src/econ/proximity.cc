#include "econ/proximity.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace tenon::econ {
namespace {

/// The places of each activity, a bit each.
class PlaceBits {
 public:
  explicit PlaceBits(const Presence& presence)
      : words_((presence.places() + 63) / 64), bits_(words_ * presence.activities()) {
    for (std::uint32_t activity = 0; activity < presence.activities(); ++activity) {
      for (const std::uint32_t place : presence.PlacesOf(activity)) {
        bits_[activity * words_ + place / 64] |= std::uint64_t{1} << (place % 64);
      }
    }
  }
  std::span<const std::uint64_t> Of(std::size_t activity) const {
    return std::span(bits_).subspan(activity * words_, words_);
  }
  std::size_t activities() const { return words_ == 0 ? 0 : bits_.size() / words_; }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
};

using Words = std::span<const std::uint64_t>;

std::uint32_t CountBoth(Words a, Words b) {
  int both = 0;
  for (std::size_t i = 0; i < a.size(); ++i) both += std::popcount(a[i] & b[i]);
  return static_cast<std::uint32_t>(both);
}

#if defined(__x86_64__)
/// The same with the instruction that the oldest x86-64 lacks.
__attribute__((target("popcnt"))) std::uint32_t CountBothByInstruction(Words a, Words b) {
  std::int64_t both = 0;
  for (std::size_t i = 0; i < a.size(); ++i) both += __builtin_popcountll(a[i] & b[i]);
  return static_cast<std::uint32_t>(both);
}
#endif

using Counter = std::uint32_t (*)(Words, Words);

Counter FastestCounter() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt")) return &CountBothByInstruction;
#endif
  return &CountBoth;
}

double ProximityOf(ProximityMeasure measure, double both, double u, double v, double places) {
  if (both == 0) return 0;
  switch (measure) {
    case ProximityMeasure::kMinimum:
      return both / std::max(u, v);
    case ProximityMeasure::kCosine:
      return both / std::sqrt(u * v);
    case ProximityMeasure::kJaccard:
      return both / (u + v - both);
    case ProximityMeasure::kAssociation:
      return both * places / (u * v);
  }
  return 0;
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
  const std::size_t n = presence.activities();
  const PlaceBits bits(presence);
  const Counter count_both = FastestCounter();
  const double places = PlacesWithSomething(presence);
  ProximityMatrix proximity{n, n, std::vector<double>(n * n)};
  if (presence.ones() == 0) return proximity;
  for (std::size_t p = 0; p < n; ++p) {
    const double u = Ubiquity(presence, p);
    for (std::size_t q = 0; q <= p; ++q) {
      proximity.values[p * n + q] =
          ProximityOf(measure, count_both(bits.Of(p), bits.Of(q)), u, Ubiquity(presence, q), places);
    }
  }
  // The other half in blocks, so that both sides of a block stay in the cache.
  constexpr std::size_t kBlock = 64;
  for (std::size_t i = 0; i < n; i += kBlock) {
    for (std::size_t j = 0; j <= i; j += kBlock) {
      for (std::size_t p = i; p < std::min(n, i + kBlock); ++p) {
        for (std::size_t q = j; q < std::min(p, j + kBlock); ++q) {
          proximity.values[q * n + p] = proximity.values[p * n + q];
        }
      }
    }
  }
  return proximity;
}

std::vector<double> MeasureProximityRow(const Presence& presence, std::uint32_t activity, ProximityMeasure measure) {
  std::vector<double> row(presence.activities());
  for (const std::uint32_t place : presence.PlacesOf(activity)) {
    for (const std::uint32_t other : presence.ActivitiesOf(place)) row[other] += 1;
  }
  const double places = PlacesWithSomething(presence);
  for (std::size_t other = 0; other < row.size(); ++other) {
    row[other] = ProximityOf(measure, row[other], Ubiquity(presence, activity), Ubiquity(presence, other), places);
  }
  return row;
}

Result<ProximityMatrix> MeasureCrossProximity(const Presence& from, const Presence& to, ProximityMeasure measure) {
  if (from.places() != to.places()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("one space has {} places, the other {}: number them alike", from.places(), to.places()));
  }
  const PlaceBits from_bits(from), to_bits(to);
  const Counter count_both = FastestCounter();
  double places = 0;
  for (std::uint32_t place = 0; place < from.places(); ++place) {
    places += from.diversity(place) > 0 && to.diversity(place) > 0 ? 1 : 0;
  }
  ProximityMatrix proximity{from.activities(), to.activities(),
                            std::vector<double>(from.activities() * to.activities())};
  for (std::size_t p = 0; p < proximity.rows; ++p) {
    for (std::size_t q = 0; q < proximity.columns; ++q) {
      proximity.values[p * proximity.columns + q] =
          ProximityOf(measure, count_both(from_bits.Of(p), to_bits.Of(q)), Ubiquity(from, p), Ubiquity(to, q), places);
    }
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
