// Text index and search alone, in one thread, for bench/search_peer.py.
//
//   search_bench DOCUMENTS QUERIES TOP OUT    a line a document (title, tab, text), a line a query; writes for each query the
//                                             documents found and their scores; prints CPU seconds of building, of the
//                                             queries one by one and of all together, and bytes of the index
//   search_bench terms DOCUMENTS OUT          the terms of each document, a line each, and the time it takes

#include <fmt/core.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "index/text_builder.h"
#include "index/text_file.h"
#include "text/tokens.h"
#include "text/top_documents.h"

namespace {

using namespace tenon;

double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

[[noreturn]] void Stop(const std::string& message) {
  fmt::print(stderr, "search_bench: {}\n", message);
  std::exit(1);
}

int WriteTerms(const std::string& documents, const std::string& out) {
  std::ifstream in(documents);
  std::ofstream to(out);
  text::Analyzer analyzer;
  const double start = CpuSeconds();
  for (std::string line; std::getline(in, line);) {
    for (const std::string& term : analyzer.Terms(line)) to << term << ' ';
    to << '\n';
  }
  fmt::print("{{\"seconds\": {}}}\n", CpuSeconds() - start);
  return 0;
}

index::TextFile Build(const std::string& documents, const std::filesystem::path& folder) {
  const std::string name(index::kNameLength, '0');
  std::ifstream in(documents);
  // As bm25s has it: every term of title and text counts alike.
  index::TextBuilder builder(folder, {.bm25 = {.k1 = 1.5, .b = 0.75, .title_weight = 1}});
  std::size_t number = 0;
  for (std::string line; std::getline(in, line); ++number) {
    const std::size_t tab = line.find('\t');
    const std::string_view all = line;
    const Status added = builder.Add("bench", fmt::format("{:09}", number), all.substr(0, tab), all.substr(tab + 1));
    if (!added) Stop(Describe(added.error()));
  }
  const Status finished = builder.Finish(folder / "index", name, {});
  if (!finished) Stop(Describe(finished.error()));
  auto file = index::TextFile::Open(folder / "index", name);
  if (!file) Stop(Describe(file.error()));
  return *std::move(file);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 3 && arguments[0] == "terms") return WriteTerms(arguments[1], arguments[2]);
  if (arguments.size() != 4) Stop("usage: search_bench DOCUMENTS QUERIES TOP OUT | terms DOCUMENTS OUT");
  const std::size_t top = std::stoul(arguments[2]);
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / fmt::format("tenon-search-bench-{}", ::getpid());
  std::filesystem::create_directories(folder);
  const double begin = CpuSeconds();
  const index::TextFile file = Build(arguments[0], folder);
  const double build = CpuSeconds() - begin;
  const auto bytes = std::filesystem::file_size(folder / "index");
  std::filesystem::remove_all(folder);

  std::vector<text::Query> queries;
  text::Analyzer analyzer;
  std::ifstream in(arguments[1]);
  for (std::string line; std::getline(in, line);) {
    text::Query query;
    for (const std::string& term : analyzer.Terms(line)) {
      const auto number = file.terms().Find(term);
      bool is_new = number.has_value();
      for (const text::QueryTerm& each : query) is_new = is_new && each.term != *number;
      if (is_new) query.push_back({*number, 1});
    }
    queries.push_back(std::move(query));
  }
  const text::ImpactIndex index = file.index();
  const double start = CpuSeconds();
  std::vector<std::vector<text::Hit>> found;
  for (const text::Query& query : queries) {
    found.push_back((*text::TopDocuments(index, std::span(&query, 1), {.count = top}))[0]);
  }
  const double single = CpuSeconds() - start;
  const auto together = text::TopDocuments(index, queries, {.count = top});
  const double bulk = CpuSeconds() - start - single;
  if (!together) Stop(Describe(together.error()));
  std::ofstream out(arguments[3]);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    for (std::size_t i = 0; i < found[q].size(); ++i) {
      if (found[q][i].document != (*together)[q][i].document) Stop("one by one and together differ");
      out << found[q][i].document << ':' << found[q][i].score << ' ';
    }
    out << '\n';
  }
  fmt::print("{{\"build\": {}, \"single\": {}, \"bulk\": {}, \"bytes\": {}, \"step\": {}}}\n", build, single, bulk, bytes,
             index.step);
  return 0;
}
