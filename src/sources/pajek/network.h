#ifndef TENON_SOURCES_PAJEK_NETWORK_H_
#define TENON_SOURCES_PAJEK_NETWORK_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/error.h"

namespace tenon::sources {

/// What Pajek's .net, .paj, .clu and .vec files hold, as far as a citation network needs it.
struct PajekFile {
  struct Vertex {
    std::string label;      ///< "" where it has none
    std::int64_t line = 0;  ///< 0: the file counts it, but does not list it
  };
  struct Arc {
    std::uint32_t from = 0, to = 0;  ///< vertices, from 1
    std::int64_t line = 0;
  };
  /// One value for each vertex: a partition (.clu) or a vector (.vec).
  struct Values {
    std::string name;  ///< behind *Partition or *Vector; "" in a file of its own
    std::vector<std::string> cells;
  };
  /// A line, or a part of one, that says nothing about who cites whom.
  struct Fault {
    std::int64_t line = 0;
    std::string found, reason;
  };

  std::int64_t vertices_line = 0;  ///< where the vertices are counted
  std::vector<Vertex> vertices;    ///< by number, from 1; empty if the file holds no network
  std::vector<Arc> arcs;
  std::vector<Values> values;
  std::vector<Fault> faults;
};

enum class PajekForm {
  kNetwork,  ///< .net, .paj: *Vertices begins a network, unless it stands below *Partition or *Vector
  kValues,   ///< .clu, .vec: *Vertices begins the values
};

/// Errors      SchemaMismatch, with the line: not of this form, two kinds of vertices, a matrix, a second network, a
///             number of values that is not that of the vertices; those of store::TextFile.
/// Complexity  one pass; 16 bytes an arc and 40 bytes and its label a vertex.
Result<PajekFile> ReadPajek(const std::filesystem::path& file, PajekForm form, std::string_view encoding);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_PAJEK_NETWORK_H_
