#ifndef TENON_GRAPH_PAJEK_FIXTURE_H_
#define TENON_GRAPH_PAJEK_FIXTURE_H_

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "graph/citation_graph.h"

namespace tenon::graph {

struct PajekNetwork {
  Node nodes = 0;
  std::vector<Citation> citations;  ///< an arc u v of the file runs from the cited u to the citing v
};

/// As much of Pajek's .net as the test networks use: *vertices, *arcs, *arcslist.
inline PajekNetwork ParsePajek(std::istream& input) {
  PajekNetwork network;
  enum { kVertices, kArcs, kArcsList, kOther } section = kOther;
  for (std::string line; std::getline(input, line);) {
    std::istringstream words(line);
    std::string first;
    if (!(words >> first)) continue;
    if (first[0] == '*') {
      for (char& c : first) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      section = first == "*vertices" ? kVertices : first == "*arcs" ? kArcs : first == "*arcslist" ? kArcsList : kOther;
      if (section == kVertices) words >> network.nodes;
      continue;
    }
    if (section != kArcs && section != kArcsList) continue;
    const auto cited = static_cast<Node>(std::stoul(first) - 1);
    for (unsigned long end; words >> end;) {
      network.citations.push_back({static_cast<Node>(end - 1), cited});
      if (section == kArcs) break;
    }
  }
  return network;
}

inline std::filesystem::path PajekFolder() { return std::filesystem::path(TENON_SHARED_DATA) / "pajek-citation-nets"; }

/// `name` of PajekFolder(): X.net, or ARCHIVE.zip/MEMBER. No nodes where the folder is absent.
inline PajekNetwork ReadPajek(const std::string& name) {
  if (!std::filesystem::exists(PajekFolder())) return {};
  const auto slash = name.find('/');
  if (slash == std::string::npos) {
    std::ifstream file(PajekFolder() / name);
    return ParsePajek(file);
  }
  const std::string command =
      "python3 -c \"import sys,zipfile; "
      "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))\" '" +
      (PajekFolder() / name.substr(0, slash)).string() + "' '" + name.substr(slash + 1) + "'";
  struct Close {
    void operator()(FILE* pipe) const { ::pclose(pipe); }
  };
  const std::unique_ptr<FILE, Close> pipe(::popen(command.c_str(), "r"));
  std::string text;
  char block[1 << 16];
  for (std::size_t count; pipe != nullptr && (count = std::fread(block, 1, sizeof block, pipe.get())) > 0;) {
    text.append(block, count);
  }
  std::istringstream input(text);
  return ParsePajek(input);
}

}  // namespace tenon::graph

#endif  // TENON_GRAPH_PAJEK_FIXTURE_H_
