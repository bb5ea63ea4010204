// Arrow's IPC stream format: https://arrow.apache.org/docs/format/Columnar.html (Schema.fbs and Message.fbs, version
// V5).
#include <flatbuffers/flatbuffers.h>

#include <bit>
#include <cstdint>
#include <cstring>

#include "report/report.h"

namespace tenon::report {

namespace {

static_assert(std::endian::native == std::endian::little, "buffers are written as they lie in memory");

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;
using AnyTable = Offset<void>;

/// Where the n-th member of a table of Arrow's schemas stands.
constexpr flatbuffers::voffset_t Member(int n) { return static_cast<flatbuffers::voffset_t>(4 + 2 * n); }

constexpr std::int16_t kVersion5 = 4;
enum class Header : std::uint8_t { kSchema = 1, kRecordBatch = 3 };
enum class ArrowType : std::uint8_t { kInt = 2, kFloatingPoint = 3, kBool = 6, kLargeUtf8 = 20 };
constexpr std::int16_t kDouble = 2;

struct FieldNode {
  std::int64_t length;
  std::int64_t nulls;
};
struct Buffer {
  std::int64_t offset;
  std::int64_t length;
};

void Pad(std::string& bytes) { bytes.resize((bytes.size() + 7) / 8 * 8, '\0'); }

ArrowType TypeOf(ValueType type) {
  switch (type) {
    case ValueType::kText:
      return ArrowType::kLargeUtf8;
    case ValueType::kInteger:
      return ArrowType::kInt;
    case ValueType::kReal:
      return ArrowType::kFloatingPoint;
    case ValueType::kBoolean:
      return ArrowType::kBool;
  }
  return ArrowType::kLargeUtf8;
}

AnyTable TypeTable(FlatBufferBuilder& builder, ArrowType type) {
  const auto start = builder.StartTable();
  if (type == ArrowType::kInt) {
    builder.AddElement<std::int32_t>(Member(0), 64, 0);
    builder.AddElement<std::uint8_t>(Member(1), 1, 0);
  }
  if (type == ArrowType::kFloatingPoint) builder.AddElement<std::int16_t>(Member(0), kDouble, 0);
  return builder.EndTable(start);
}

/// The metadata of a field or schema: one key and its value.
Offset<flatbuffers::Vector<AnyTable>> Metadata(FlatBufferBuilder& builder, std::string_view key,
                                               std::string_view value) {
  const auto key_text = builder.CreateString(key.data(), key.size());
  const auto value_text = builder.CreateString(value.data(), value.size());
  const auto start = builder.StartTable();
  builder.AddOffset(Member(0), key_text);
  builder.AddOffset(Member(1), value_text);
  return builder.CreateVector(std::vector<AnyTable>{builder.EndTable(start)});
}

AnyTable Field(FlatBufferBuilder& builder, const Column& column) {
  const ArrowType type = TypeOf(column.type);
  const auto name = builder.CreateString(column.name);
  const AnyTable type_table = TypeTable(builder, type);
  const auto no_children = builder.CreateVector(std::vector<AnyTable>{});
  const auto unit = Metadata(builder, "unit", column.unit);
  const auto start = builder.StartTable();
  builder.AddOffset(Member(0), name);
  builder.AddElement<std::uint8_t>(Member(1), 1, 0);  // nullable
  builder.AddElement<std::uint8_t>(Member(2), static_cast<std::uint8_t>(type), 0);
  builder.AddOffset(Member(3), type_table);
  builder.AddOffset(Member(5), no_children);
  builder.AddOffset(Member(6), unit);
  return builder.EndTable(start);
}

/// Appends a message: a mark, the length of its head, its head, its body.
void AppendMessage(std::string& stream, FlatBufferBuilder& builder, Header header, AnyTable content,
                   std::string_view body) {
  const auto start = builder.StartTable();
  builder.AddElement<std::int16_t>(Member(0), kVersion5, 0);
  builder.AddElement<std::uint8_t>(Member(1), static_cast<std::uint8_t>(header), 0);
  builder.AddOffset(Member(2), content);
  builder.AddElement<std::int64_t>(Member(3), static_cast<std::int64_t>(body.size()), 0);
  builder.Finish(AnyTable(builder.EndTable(start)));
  std::string head(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
  Pad(head);
  const std::uint32_t prefix[] = {0xFFFFFFFF, static_cast<std::uint32_t>(head.size())};
  stream.append(reinterpret_cast<const char*>(prefix), sizeof(prefix)).append(head).append(body);
}

void AppendSchema(std::string& stream, const Table& table, const Receipt& receipt) {
  FlatBufferBuilder builder;
  std::vector<AnyTable> fields;
  for (const Column& column : table.columns) fields.push_back(Field(builder, column));
  const auto all_fields = builder.CreateVector(fields);
  const auto metadata = Metadata(builder, "tenon.receipt", ToJson(receipt));
  const auto start = builder.StartTable();
  builder.AddOffset(Member(1), all_fields);
  builder.AddOffset(Member(2), metadata);
  AppendMessage(stream, builder, Header::kSchema, builder.EndTable(start), {});
}

/// The buffers of a record batch, one after the other.
struct Body {
  std::string bytes;
  std::vector<Buffer> buffers;

  void Add(const void* data, std::size_t size) {
    buffers.push_back({static_cast<std::int64_t>(bytes.size()), static_cast<std::int64_t>(size)});
    bytes.append(static_cast<const char*>(data), size);
    Pad(bytes);
  }
};

/// A bit a row, the first in the lowest place.
template <class Of>
void AddBits(Body& body, const Table& table, Of of) {
  std::string bits((table.rows.size() + 7) / 8, '\0');
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (of(table.rows[i])) bits[i / 8] = static_cast<char>(bits[i / 8] | 1 << i % 8);
  }
  body.Add(bits.data(), bits.size());
}

template <class Number, class Of>
void AddNumbers(Body& body, const Table& table, Of of) {
  std::vector<Number> numbers;
  numbers.reserve(table.rows.size());
  for (const std::vector<Value>& row : table.rows) numbers.push_back(of(row));
  body.Add(numbers.data(), numbers.size() * sizeof(Number));
}

void AddTexts(Body& body, const Table& table, std::size_t column) {
  std::vector<std::int64_t> ends = {0};
  std::string texts;
  for (const std::vector<Value>& row : table.rows) {
    if (const auto* text = std::get_if<std::string>(&row[column])) texts += *text;
    ends.push_back(static_cast<std::int64_t>(texts.size()));
  }
  body.Add(ends.data(), ends.size() * sizeof(std::int64_t));
  body.Add(texts.data(), texts.size());
}

FieldNode AddColumn(Body& body, const Table& table, std::size_t column) {
  FieldNode node{static_cast<std::int64_t>(table.rows.size()), 0};
  for (const std::vector<Value>& row : table.rows) node.nulls += IsMissing(row[column]) ? 1 : 0;
  AddBits(body, table, [column](const std::vector<Value>& row) { return !IsMissing(row[column]); });
  switch (table.columns[column].type) {
    case ValueType::kText:
      AddTexts(body, table, column);
      break;
    case ValueType::kInteger:
      AddNumbers<std::int64_t>(body, table,
                               [column](const std::vector<Value>& row) { return IntegerOr(row[column], 0); });
      break;
    case ValueType::kReal:
      AddNumbers<double>(body, table, [column](const std::vector<Value>& row) { return RealOr(row[column], 0); });
      break;
    case ValueType::kBoolean:
      AddBits(body, table, [column](const std::vector<Value>& row) { return BooleanOr(row[column], false); });
      break;
  }
  return node;
}

void AppendRows(std::string& stream, const Table& table) {
  Body body;
  std::vector<FieldNode> nodes;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    nodes.push_back(AddColumn(body, table, column));
  }
  FlatBufferBuilder builder;
  const auto all_nodes = builder.CreateVectorOfStructs(nodes.data(), nodes.size());
  const auto all_buffers = builder.CreateVectorOfStructs(body.buffers.data(), body.buffers.size());
  const auto start = builder.StartTable();
  builder.AddElement<std::int64_t>(Member(0), static_cast<std::int64_t>(table.rows.size()), 0);
  builder.AddOffset(Member(1), all_nodes);
  builder.AddOffset(Member(2), all_buffers);
  AppendMessage(stream, builder, Header::kRecordBatch, builder.EndTable(start), body.bytes);
}

}  // namespace

std::string ToArrow(const Table& table, const Receipt& receipt) {
  std::string stream;
  AppendSchema(stream, table, receipt);
  AppendRows(stream, table);
  const std::uint32_t end[] = {0xFFFFFFFF, 0};
  return stream.append(reinterpret_cast<const char*>(end), sizeof(end));
}

}  // namespace tenon::report
