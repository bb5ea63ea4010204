#ifndef TENON_ECON_IO_FIXTURE_H_
#define TENON_ECON_IO_FIXTURE_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "econ/input_output.h"
#include "econ/io_exposure.h"

namespace tenon::econ {

/// Inverse by Gauss-Jordan elimination with pivoting: slow, and it shares nothing with the library.
inline Matrix SlowInverse(Matrix m) {
  const std::size_t n = m.rows;
  Matrix inverse(n, n);
  for (std::size_t i = 0; i < n; ++i) inverse(i, i) = 1;
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c + 1; r < n; ++r) {
      if (std::abs(m(r, c)) > std::abs(m(pivot, c))) pivot = r;
    }
    for (std::size_t j = 0; j < n; ++j) {
      std::swap(m(c, j), m(pivot, j));
      std::swap(inverse(c, j), inverse(pivot, j));
    }
    const double divisor = m(c, c);
    for (std::size_t j = 0; j < n; ++j) {
      m(c, j) /= divisor;
      inverse(c, j) /= divisor;
    }
    for (std::size_t r = 0; r < n; ++r) {
      const double factor = m(r, c);
      if (r == c || factor == 0) continue;
      for (std::size_t j = 0; j < n; ++j) {
        m(r, j) -= factor * m(c, j);
        inverse(r, j) -= factor * inverse(c, j);
      }
    }
  }
  return inverse;
}

/// (I - A)^-1 f of any A, by SlowInverse.
inline std::vector<double> SlowOutput(const Matrix& a, const std::vector<double>& f) {
  Matrix system(a.rows, a.rows);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < a.rows; ++j) system(i, j) = (i == j ? 1 : 0) - a(i, j);
  }
  const Matrix inverse = SlowInverse(std::move(system));
  std::vector<double> x(a.rows);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < a.rows; ++j) x[i] += inverse(i, j) * f[j];
  }
  return x;
}

/// A table that balances, with some flows 0 and intermediate inputs of about half of output.
inline InputOutputTable RandomTable(std::size_t n, std::uint64_t seed) {
  Random random(seed);
  InputOutputTable table{Matrix(n, n), std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) table.flows(i, j) = random.Uniform() < 0.3 ? 0 : random.Uniform();
  }
  for (std::size_t i = 0; i < n; ++i) {
    double row = 0, column = 0;
    for (std::size_t j = 0; j < n; ++j) {
      row += table.flows(i, j);
      column += table.flows(j, i);
    }
    table.output[i] = std::max(row, column) * (1.3 + random.Uniform()) + 0.1;
  }
  return table;
}

inline Matrix CoefficientsOf(const InputOutputTable& table) {
  Matrix a = table.flows;
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < a.columns; ++j) a(i, j) /= table.output[j];
  }
  return a;
}

/// Decimal fields of a line; the first is a name.
inline std::vector<double> NumbersAfterName(const std::string& line) {
  std::vector<double> numbers;
  std::stringstream fields(line);
  std::string field;
  std::getline(fields, field, ',');
  while (std::getline(fields, field, ',')) numbers.push_back(std::stod(field));
  return numbers;
}

struct WiodTable {
  static constexpr std::size_t kIndustries = 35;
  static constexpr std::size_t kEconomies = 41;
  static constexpr std::size_t kFinalKinds = 5;
  InputOutputTable table;
  Matrix final_use;  ///< [economy][sector]
  std::vector<double> inventories;
  std::vector<std::string> economies;
  std::size_t Sector(const std::string& economy, std::size_t industry) const {
    std::size_t e = 0;
    while (economies[e] != economy) ++e;
    return e * kIndustries + industry - 1;
  }
  Grouping grouping() const {
    Grouping result{std::vector<std::size_t>(table.output.size()), kEconomies};
    for (std::size_t i = 0; i < result.group_of.size(); ++i) result.group_of[i] = i / kIndustries;
    return result;
  }
};

/// The WIOD 2013 table of 2011, or nothing where the data is not there.
inline std::optional<WiodTable> ReadWiod() {
  std::ifstream file(std::filesystem::path(TENON_SHARED_DATA) / "wiod-2013/wiot_2011.csv");
  if (!file) return std::nullopt;
  constexpr std::size_t n = WiodTable::kIndustries * WiodTable::kEconomies;
  WiodTable wiod{{Matrix(n, n), std::vector<double>(n)}, Matrix(WiodTable::kEconomies, n), std::vector<double>(n), {}};
  std::string line;
  std::getline(file, line);
  for (std::size_t i = 0; i < n; ++i) {
    std::getline(file, line);
    if (i % WiodTable::kIndustries == 0) wiod.economies.push_back(line.substr(0, line.find('.')));
    const auto cells = NumbersAfterName(line);
    for (std::size_t j = 0; j < n; ++j) wiod.table.flows(i, j) = cells[j];
    for (std::size_t e = 0; e < WiodTable::kEconomies; ++e) {
      for (std::size_t k = 0; k < WiodTable::kFinalKinds; ++k) {
        const double cell = cells[n + e * WiodTable::kFinalKinds + k];
        wiod.final_use(e, i) += cell;
        if (k + 1 == WiodTable::kFinalKinds) wiod.inventories[i] += cell;
      }
    }
    wiod.table.output[i] = cells.back();
  }
  return wiod;
}

/// The example of the R package decompr: Argentina, Turkey, Germany x agriculture, textile and leather, transport
/// equipment. Nothing where the data is not there.
struct LeatherTable {
  InputOutputTable table{Matrix(9, 9), std::vector<double>(9)};
  Matrix final_use{3, 9};  ///< [economy][sector]
  Grouping economies{{0, 0, 0, 1, 1, 1, 2, 2, 2}, 3};
  std::vector<double> exports;
};

inline std::optional<LeatherTable> ReadLeather() {
  std::ifstream file(std::filesystem::path(TENON_SHARED_DATA) / "decompr-leather/leather.json");
  if (!file) return std::nullopt;
  std::stringstream whole;
  whole << file.rdbuf();
  std::string text = whole.str();
  const auto numbers_of = [&](const std::string& key) {
    const std::size_t start = text.find('"' + key + '"') + key.size() + 2;
    std::string part = text.substr(start, text.find('"', start) - start);
    for (char& c : part) {
      if (c == '[' || c == ']' || c == ',' || c == ':' || c == '}') c = ' ';
    }
    std::stringstream in(part);
    std::vector<double> numbers;
    for (double number = 0; in >> number;) numbers.push_back(number);
    return numbers;
  };
  LeatherTable leather;
  leather.table.flows.cells = numbers_of("inter");
  leather.table.output = numbers_of("out");
  const auto uses = numbers_of("final");
  for (std::size_t i = 0; i < 9; ++i) {
    for (std::size_t e = 0; e < 3; ++e) leather.final_use(e, i) = uses[i * 3 + e];
    double abroad = 0;
    for (std::size_t j = 0; j < 9; ++j) abroad += j / 3 == i / 3 ? 0 : leather.table.flows(i, j);
    for (std::size_t e = 0; e < 3; ++e) abroad += e == i / 3 ? 0 : leather.final_use(e, i);
    leather.exports.push_back(abroad);
  }
  return leather;
}

/// Six groups of German industries in 1995, million EUR, and their inputs among themselves; nothing where the file is
/// not there. data/iotables/germany_1995.csv (Beutel, Eurostat Manual of Supply, Use and Input-Output Tables).
inline std::optional<InputOutputTable> ReadGermany() {
  std::ifstream file(std::filesystem::path(TENON_SHARED_DATA) / "iotables/germany_1995.csv");
  if (!file) return std::nullopt;
  const std::vector<std::string> sectors = {"agriculture_group", "industry_group",          "construction",
                                            "trade_group",       "business_services_group", "other_services_group"};
  const auto place = [&](const std::string& name) {
    std::size_t at = 0;
    while (at < sectors.size() && sectors[at] != name) ++at;
    return at;
  };
  InputOutputTable table{Matrix(6, 6), std::vector<double>(6)};
  for (std::string line; std::getline(file, line);) {
    // The second field may be quoted and hold commas; the ones needed are counted after it.
    const std::size_t quote = line.find('"');
    const std::size_t label_end = quote == std::string::npos ? line.find(',') : line.find('"', quote + 1);
    std::stringstream fields(line.substr(line.find(',', label_end + 1) + 1));
    std::string row, column, value;
    std::getline(fields, row, ',');
    std::getline(fields, column, ',');
    std::getline(fields, value, ',');
    const std::size_t i = place(row), j = place(column);
    if (j == sectors.size()) continue;
    if (i < sectors.size()) table.flows(i, j) = std::stod(value);
    if (line.starts_with("P1,")) table.output[j] = std::stod(value);
  }
  return table;
}

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_FIXTURE_H_
