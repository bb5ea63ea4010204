#include "index/text_index.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "index/index_folder.h"

namespace tenon::index {

CollectionNames NamesOf(Collection collection) {
  switch (collection) {
    case Collection::kWorks:
      return {"works", "work", "texts_of_works"};
    case Collection::kPatents:
      return {"patents", "patent", "texts_of_patents"};
    case Collection::kGrants:
      return {"grants", "grant", "texts_of_grants"};
    case Collection::kResults:
      return {"results", "result", "texts_of_results"};
    case Collection::kNeeds:
      return {"needs", "need", "texts_of_needs"};
  }
  return {};
}

Result<std::string> TableFilesOf(const store::Snapshot& snapshot, Collection collection) {
  if (snapshot.folder().empty()) return Fail(ErrorKind::kInvalidArgument, "a text index needs a workspace");
  const CollectionNames names = NamesOf(collection);
  std::vector<std::string> files;
  bool has_rows = false;
  for (const store::TableFile& file : snapshot.manifest().files) {
    if (file.table != names.table) continue;
    files.push_back(fmt::format("file {} {}\n", file.path, file.sha256));
    has_rows = has_rows || file.rows > 0;
  }
  if (!has_rows) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("table {} has no rows: there are no {} to search; load a source that fills it (`tenon "
                            "sources`), or a table of your own (`tenon load table FILE --into {}`)",
                            names.table, names.name, names.table));
  }
  std::ranges::sort(files);
  return fmt::format("{}", fmt::join(files, ""));
}

Result<TextFile> OpenTextIndex(store::Snapshot& snapshot, const TextQuestion& question, const Job& job) {
  const CollectionNames names = NamesOf(question.collection);
  TENON_ASSIGN(const std::string files, TableFilesOf(snapshot, question.collection));
  const std::string made_of = fmt::format("text-index 1\ncollection {}\ngrams {}\nk1 {}\nb {}\ntitle-weight {}\n{}",
                                          names.name, question.grams == text::Grams::kFour ? "four" : "none",
                                          question.bm25.k1, question.bm25.b, question.bm25.title_weight, files);
  const auto fill = [&](const std::filesystem::path& folder) -> Status {
    TextBuilder builder(folder, {.bm25 = question.bm25, .grams = question.grams});
    const store::TakeTexts add = [&](store::TextColumns columns) -> Status {
      for (std::size_t row = 0; row < columns[0].size(); ++row) {
        TENON_CHECK(builder.Add(columns[0][row], columns[1][row], columns[2][row], columns[3][row]));
      }
      return {};
    };
    TENON_CHECK(snapshot.AskTexts(names.texts, {}, add, job));
    return builder.Finish(folder / kTextFile, IndexName(made_of), job);
  };
  TENON_ASSIGN(const std::filesystem::path folder, ProvideIndex(snapshot.folder(), made_of, fill));
  return TextFile::Open(folder / kTextFile, IndexName(made_of));
}

}  // namespace tenon::index
