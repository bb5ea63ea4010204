#include "econ/complexity_index.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>

#include "econ/eigenpair.h"

namespace tenon::econ {
namespace {

/// Eigenvalues nearer than this are one: their vectors cannot be told apart in double precision.
constexpr double kSameEigenvalue = 1e-10;

/// The part of M with most places, and how many parts there are.
struct LargestComponent {
  std::size_t components = 0;
  std::vector<std::uint32_t> places, activities;
};

LargestComponent FindLargestComponent(const Presence& presence) {
  const std::size_t places = presence.places();
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> component(places + presence.activities(), kNone);
  std::vector<std::size_t> sizes;
  std::vector<std::uint32_t> open;
  for (std::uint32_t start = 0; start < places; ++start) {
    if (presence.diversity(start) == 0 || component[start] != kNone) continue;
    const std::size_t number = sizes.size();
    sizes.push_back(0);
    component[start] = number;
    open.push_back(start);
    while (!open.empty()) {
      const std::uint32_t place = open.back();
      open.pop_back();
      ++sizes[number];
      for (const std::uint32_t activity : presence.ActivitiesOf(place)) {
        if (component[places + activity] != kNone) continue;
        component[places + activity] = number;
        for (const std::uint32_t other : presence.PlacesOf(activity)) {
          if (component[other] != kNone) continue;
          component[other] = number;
          open.push_back(other);
        }
      }
    }
  }
  LargestComponent largest{.components = sizes.size(), .places = {}, .activities = {}};
  const auto number = static_cast<std::size_t>(std::ranges::max_element(sizes) - sizes.begin());
  for (std::uint32_t i = 0; i < component.size(); ++i) {
    if (sizes.empty() || component[i] != number) continue;
    if (i < places) {
      largest.places.push_back(i);
    } else {
      largest.activities.push_back(static_cast<std::uint32_t>(i - places));
    }
  }
  return largest;
}

/// One side's mean over what it is linked to on the other: U^-1 M' (over the places of each activity) or D^-1 M.
std::vector<double> MeanOverPlaces(const Presence& presence, std::span<const double> by_place) {
  std::vector<double> means(presence.activities());
  for (std::uint32_t activity = 0; activity < means.size(); ++activity) {
    double sum = 0;
    for (const std::uint32_t place : presence.PlacesOf(activity)) sum += by_place[place];
    means[activity] = sum / static_cast<double>(presence.ubiquity(activity));
  }
  return means;
}

/// D^-1/2 M U^-1 M' D^-1/2: similar to D^-1 M U^-1 M', but symmetric.
SymmetricOperator PlaceOperator(const Presence& presence, std::span<const double> root) {
  return [&presence, root](std::span<const double> x, std::span<double> out) {
    std::ranges::fill(out, 0);
    for (std::uint32_t activity = 0; activity < presence.activities(); ++activity) {
      double sum = 0;
      for (const std::uint32_t place : presence.PlacesOf(activity)) sum += x[place] / root[place];
      sum /= static_cast<double>(presence.ubiquity(activity));
      for (const std::uint32_t place : presence.PlacesOf(activity)) out[place] += sum;
    }
    for (std::size_t place = 0; place < out.size(); ++place) out[place] /= root[place];
  };
}

struct SecondVector {
  double second = 0, third = 0;
  std::vector<double> by_place;
};

/// The second eigenvector over places, each of which has an activity, all connected.
Result<std::optional<SecondVector>> FindSecondVector(const Presence& presence) {
  const std::size_t n = presence.places();
  std::vector<double> root(n);
  for (std::uint32_t place = 0; place < n; ++place) {
    root[place] = std::sqrt(static_cast<double>(presence.diversity(place)));
  }
  const SymmetricOperator apply = PlaceOperator(presence, root);
  // The first eigenvector is known: the roots of diversity, of eigenvalue 1.
  std::vector<std::vector<double>> found = {root};
  for (double& x : found[0]) x /= std::sqrt(static_cast<double>(presence.ones()));
  TENON_ASSIGN(auto second, LargestEigenpair(n, apply, found));
  if (!second) return std::nullopt;
  found.push_back(second->vector);
  TENON_ASSIGN(const auto third, LargestEigenpair(n, apply, found));
  SecondVector result{second->value, third ? third->value : 0, std::move(second->vector)};
  for (std::size_t place = 0; place < n; ++place) result.by_place[place] /= root[place];
  return result;
}

struct Moments {
  double mean = 0, deviation = 0;
};

Moments MomentsOf(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / n)};
}

/// 1 or -1: what makes the vector correlate with diversity.
double SignOf(const Presence& presence, std::span<const double> by_place) {
  std::vector<double> diversity(by_place.size());
  for (std::uint32_t place = 0; place < diversity.size(); ++place) {
    diversity[place] = static_cast<double>(presence.diversity(place));
  }
  const Moments a = MomentsOf(by_place), b = MomentsOf(diversity);
  double covariance = 0;
  for (std::size_t i = 0; i < diversity.size(); ++i) covariance += (by_place[i] - a.mean) * (diversity[i] - b.mean);
  if (std::abs(covariance) > 1e-9 * static_cast<double>(diversity.size()) * a.deviation * std::max(1.0, b.deviation)) {
    return covariance > 0 ? 1 : -1;
  }
  for (const double x : by_place) {
    if (std::abs(x - a.mean) > 1e-9 * a.deviation) return x > a.mean ? 1 : -1;
  }
  return 1;
}

/// The rows and columns of one component, renumbered.
Presence Extract(const Presence& presence, const LargestComponent& part) {
  std::vector<std::uint32_t> number(presence.activities());
  for (std::uint32_t i = 0; i < part.activities.size(); ++i) number[part.activities[i]] = i;
  std::vector<Presence::Pair> pairs;
  for (std::uint32_t i = 0; i < part.places.size(); ++i) {
    for (const std::uint32_t activity : presence.ActivitiesOf(part.places[i])) pairs.emplace_back(i, number[activity]);
  }
  return *MakePresence(part.places.size(), part.activities.size(), std::move(pairs));
}

}  // namespace

Result<ComplexityIndex> MeasureComplexityIndex(const Presence& presence, PciScale scale) {
  ComplexityIndex index;
  index.eci.resize(presence.places());
  index.pci.resize(presence.activities());
  const LargestComponent part = FindLargestComponent(presence);
  index.components = part.components;
  if (part.places.size() < 3 || part.activities.size() < 2) return index;

  const Presence connected = Extract(presence, part);
  const bool places_are_fewer = connected.places() <= connected.activities();
  const Presence& small = places_are_fewer ? connected : connected.Transposed();
  TENON_ASSIGN(auto vector, FindSecondVector(small));
  if (!vector) return index;
  index.second_eigenvalue = vector->second;
  index.third_eigenvalue = vector->third;
  if (vector->second - std::max(vector->third, 0.0) <= kSameEigenvalue) {
    index.state = IndexState::kRepeated;
    return index;
  }
  index.state = IndexState::kDetermined;

  std::vector<double> eci = places_are_fewer ? std::move(vector->by_place) : MeanOverPlaces(small, vector->by_place);
  const Moments moments = MomentsOf(eci);
  const double sign = SignOf(connected, eci);
  for (double& x : eci) x = sign * (x - moments.mean) / moments.deviation;
  std::vector<double> pci = MeanOverPlaces(connected, eci);
  if (scale == PciScale::kOwn) {
    const Moments own = MomentsOf(pci);
    for (double& x : pci) x = (x - own.mean) / own.deviation;
  } else if (scale == PciScale::kPlacesAreMeans) {
    // D^-1 M U^-1 M' multiplies the eigenvector by the eigenvalue, but leaves the constant that the z-score took away.
    const double shift = sign * moments.mean / moments.deviation;
    for (double& x : pci) x = (x + shift) / index.second_eigenvalue - shift;
  }
  for (std::size_t i = 0; i < eci.size(); ++i) index.eci[part.places[i]] = eci[i];
  for (std::size_t i = 0; i < pci.size(); ++i) index.pci[part.activities[i]] = pci[i];
  return index;
}

}  // namespace tenon::econ
