#ifndef TENON_SOURCES_TABLE_MAPPING_H_
#define TENON_SOURCES_TABLE_MAPPING_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "store/load.h"
#include "store/schema.h"
#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::sources {

/// Where the values of one canonical column come from: a column of the file, or one value for all rows.
struct ColumnOrigin {
  const store::SchemaColumn* column = nullptr;
  std::string file_column;  ///< empty: `constant` holds
  std::string constant;
  double factor = 1;  ///< from the file's unit to the column's
};

enum class Decimal { kPoint, kComma };
enum class FileForm { kDelimited, kJsonLines, kParquet, kSheet };

/// How files of one's own become rows of one canonical table.
struct Mapping {
  const store::SchemaTable* table = nullptr;
  std::vector<ColumnOrigin> columns;
  Decimal decimal = Decimal::kPoint;
  std::vector<std::string> missing;  ///< texts that stand for "no value", beside the empty one
  FileForm form = FileForm::kDelimited;
};

/// Two columns of a table of which the first names the scheme of the code in the second.
struct CodeColumns {
  std::string_view table, scheme, code;
};
/// The pair of a table's column, as scheme or as code; nullptr: it is no part of one.
const CodeColumns* FindCodeColumns(std::string_view table, std::string_view column);
std::vector<const CodeColumns*> CodeColumnsOf(std::string_view table);

/// The scheme of codes whose scheme was not stated: they are kept as they are and match no chain.
inline constexpr std::string_view kUnstatedScheme = "unstated";

/// Writes `map`, `set` and `unit` in one form: full column names, sorted; so that the same mapping names the same load.
/// Errors  as ReadMapping.
Status SettleAssignments(Arguments& options);

/// Reads the options of `load table` (table.cc lists them).
/// Errors  InvalidArgument: no table named, an unknown column, one given twice, a unit that is unknown or of another
/// kind, a value that cannot stand in its column.
Result<Mapping> ReadMapping(const Arguments& options);

/// The mapping of one opened file: columns that bear a canonical name map by themselves, what has a default gets it.
/// Errors  SchemaMismatch: a column is not in the file, or a required one comes from nowhere (with what the file has).
Result<Mapping> BindToFile(Mapping mapping, const store::RawFile& file);

/// The form and dialect of a file, by the options and by how its name ends.
struct FileFormat {
  FileForm form = FileForm::kDelimited;
  store::TextDialect dialect;
  store::SheetChoice sheet;
};
/// Errors  InvalidArgument: neither the ending nor an option tells the form.
Result<FileFormat> FormatOf(const std::filesystem::path& file, const Arguments& options);

/// Reads a mapping file (YAML; the keys are the options, `map`, `set` and `unit` as mappings) into the options, which
/// are the ones given beside it. Errors  file:line:column: an unknown or repeated key, a value of the wrong kind, an
/// option given in both places.
Status AddMappingFile(const std::string& file, Arguments& options);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_TABLE_MAPPING_H_
