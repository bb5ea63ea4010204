// Text index and search alone, in one thread, for bench/search_peer.py, which times the peers on the same files.
//
//   search_bench terms FILE OUT                  the terms of each line, repeated ones too
//   search_bench DOCUMENTS QUERIES TOP OUT ...   a document a line, a query a line; any number of QUERIES TOP OUT. For
//   each
//                                                query the documents found and their scores
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
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

void WriteTerms(const std::string& lines, const std::string& out) {
  std::ifstream in(lines);
  std::ofstream to(out);
  text::Analyzer analyzer;
  for (std::string line; std::getline(in, line);) {
    for (const std::string& term : analyzer.Terms(line)) to << term << ' ';
    to << '\n';
  }
}

index::TextFile Build(const std::string& documents, const std::filesystem::path& folder) {
  const std::string name(index::kNameLength, '0');
  std::ifstream in(documents);
  // The parameters of the peers.
  index::TextBuilder builder(folder, {.bm25 = {.k1 = 1.5, .b = 0.75, .title_weight = 1}});
  std::size_t number = 0;
  for (std::string line; std::getline(in, line); ++number) {
    const Status added = builder.Add("bench", fmt::format("{:09}", number), "", line);
    if (!added) Stop(Describe(added.error()));
  }
  const Status finished = builder.Finish(folder / "index", name, {});
  if (!finished) Stop(Describe(finished.error()));
  auto file = index::TextFile::Open(folder / "index", name);
  if (!file) Stop(Describe(file.error()));
  return *std::move(file);
}

std::vector<text::Query> ReadQueries(const std::string& lines, const text::TermNames& names) {
  std::vector<text::Query> queries;
  text::Analyzer analyzer;
  std::ifstream in(lines);
  for (std::string line; std::getline(in, line);) {
    text::Query query;
    for (const std::string& term : analyzer.Terms(line)) {
      const auto number = names.Find(term);
      if (number && std::ranges::find(query, *number, &text::QueryTerm::term) == query.end()) {
        query.push_back({*number, 1});
      }
    }
    queries.push_back(std::move(query));
  }
  return queries;
}

void Search(const index::TextFile& file, const std::string& lines, std::size_t top, const std::string& out) {
  const double begin = CpuSeconds();
  const std::vector<text::Query> queries = ReadQueries(lines, file.terms());
  const double analysed = CpuSeconds() - begin;
  const text::ImpactIndex index = file.index();
  std::vector<std::vector<text::Hit>> found;
  std::vector<double> milliseconds;
  const double start = CpuSeconds();
  for (const text::Query& query : queries) {
    const auto before = std::chrono::steady_clock::now();
    found.push_back((*text::TopDocuments(index, std::span(&query, 1), {.count = top}))[0]);
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
  }
  const double single = CpuSeconds() - start;
  const auto together = text::TopDocuments(index, queries, {.count = top});
  const double bulk = CpuSeconds() - start - single;
  if (!together) Stop(Describe(together.error()));
  std::ofstream to(out);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    for (std::size_t i = 0; i < found[q].size(); ++i) {
      if (found[q][i].document != (*together)[q][i].document) Stop("one by one and together differ");
      to << found[q][i].document << ':' << found[q][i].score << ' ';
    }
    to << '\n';
  }
  const auto p99 = milliseconds.begin() + static_cast<std::ptrdiff_t>(milliseconds.size() * 99 / 100);
  std::ranges::nth_element(milliseconds, p99);
  fmt::print("{{\"analysed\": {}, \"single\": {}, \"bulk\": {}, \"p99\": {}}}\n", analysed, single, bulk, *p99);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "terms") {
    WriteTerms(words[1], words[2]);
    return 0;
  }
  if (words.size() < 4 || words.size() % 3 != 1)
    Stop("usage: search_bench DOCUMENTS QUERIES TOP OUT ... | terms FILE OUT");
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / fmt::format("tenon-search-bench-{}", ::getpid());
  std::filesystem::create_directories(folder);
  const double begin = CpuSeconds();
  const index::TextFile file = Build(words[0], folder);
  fmt::print("{{\"build\": {}, \"bytes\": {}, \"step\": {}}}\n", CpuSeconds() - begin,
             std::filesystem::file_size(folder / "index"), file.index().step);
  std::filesystem::remove_all(folder);
  for (std::size_t i = 1; i < words.size(); i += 3) Search(file, words[i], std::stoul(words[i + 1]), words[i + 2]);
  return 0;
}
